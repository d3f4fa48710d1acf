//! How strict a run is, in Postfix's words.

use schemars::JsonSchema;
use std::fmt;
use std::str::FromStr;

/// What the user demands of every endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum Level {
    /// What an opportunistic sender accepts: no TLS, or TLS that does not verify, is no failure.
    May,
    /// TLS, verified or not.
    Encrypt,
    /// TLS with a certificate that verifies, by its path and names or by DANE.
    Verify,
    /// TLS with a certificate that DANE verifies.
    Dane,
    /// What the domain itself promises, by DANE or by an MTA-STS policy in force, must exist and hold.
    Secure,
}

impl Level {
    /// Every level, least strict first.
    pub const ALL: [Self; 5] = [
        Self::May,
        Self::Encrypt,
        Self::Verify,
        Self::Dane,
        Self::Secure,
    ];

    /// The word that is typed.
    pub fn word(self) -> &'static str {
        match self {
            Self::May => "may",
            Self::Encrypt => "encrypt",
            Self::Verify => "verify",
            Self::Dane => "dane",
            Self::Secure => "secure",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Level {
    type Err = String;

    fn from_str(given: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL
            .into_iter()
            .find(|level| level.word().eq_ignore_ascii_case(given));
        found.ok_or_else(|| "the levels are may, encrypt, verify, dane and secure".to_owned())
    }
}
