//! The SASL mechanisms that smtls speaks: their names, their strength, and what each needs and gives away.

use std::fmt;
use std::str::FromStr;

/// A SASL mechanism.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mechanism {
    /// SCRAM (RFC 5802, RFC 7677): a proof that one knows the password, from both sides.
    Scram {
        /// The hash function.
        hash: Hash,
        /// Bound to the TLS channel (the name ends in -PLUS).
        plus: bool,
    },
    /// CRAM-MD5 (RFC 2195): a proof that one knows the password, from the client's side.
    CramMd5,
    /// OAUTHBEARER (RFC 7628).
    OAuthBearer,
    /// XOAUTH2, Google's forerunner of OAUTHBEARER.
    XOAuth2,
    /// PLAIN (RFC 4616): the password itself.
    Plain,
    /// LOGIN: the password itself, of no standard.
    Login,
    /// LOGIN with the user's name as initial response, which only some servers know.
    LoginInitial,
    /// EXTERNAL (RFC 4422 appendix A): the client certificate has proved it already.
    External,
    /// ANONYMOUS (RFC 4505).
    Anonymous,
}

/// A hash function of SCRAM.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hash {
    /// SHA-1.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
}

impl Mechanism {
    /// Every mechanism, strongest first; what is of another kind than a password comes last.
    pub const ALL: [Self; 14] = [
        scram(Hash::Sha512, true),
        scram(Hash::Sha256, true),
        scram(Hash::Sha1, true),
        scram(Hash::Sha512, false),
        scram(Hash::Sha256, false),
        scram(Hash::Sha1, false),
        Self::OAuthBearer,
        Self::XOAuth2,
        Self::CramMd5,
        Self::Plain,
        Self::Login,
        Self::LoginInitial,
        Self::External,
        Self::Anonymous,
    ];

    /// The name that goes over the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::LoginInitial => "LOGIN",
            _ => self.word(),
        }
    }

    /// The word by which the user names it: swaks' for the two forms of LOGIN.
    pub fn word(self) -> &'static str {
        match self {
            Self::Scram { hash, plus } => match (hash, plus) {
                (Hash::Sha1, false) => "SCRAM-SHA-1",
                (Hash::Sha1, true) => "SCRAM-SHA-1-PLUS",
                (Hash::Sha256, false) => "SCRAM-SHA-256",
                (Hash::Sha256, true) => "SCRAM-SHA-256-PLUS",
                (Hash::Sha512, false) => "SCRAM-SHA-512",
                (Hash::Sha512, true) => "SCRAM-SHA-512-PLUS",
            },
            Self::CramMd5 => "CRAM-MD5",
            Self::OAuthBearer => "OAUTHBEARER",
            Self::XOAuth2 => "XOAUTH2",
            Self::Plain => "PLAIN",
            Self::Login => "LOGIN",
            Self::LoginInitial => "LOGIN-INITIAL",
            Self::External => "EXTERNAL",
            Self::Anonymous => "ANONYMOUS",
        }
    }

    /// Whether the server is the first to speak, so that there is no initial response (RFC 4422 §3.3).
    pub fn is_server_first(self) -> bool {
        matches!(self, Self::CramMd5 | Self::Login)
    }

    /// Whether whoever reads the exchange has the password or the token.
    pub fn gives_secret_away(self) -> bool {
        matches!(
            self,
            Self::Plain | Self::Login | Self::LoginInitial | Self::OAuthBearer | Self::XOAuth2
        )
    }

    /// Whether it goes by a password.
    pub fn needs_password(self) -> bool {
        matches!(
            self,
            Self::Scram { .. } | Self::CramMd5 | Self::Plain | Self::Login | Self::LoginInitial
        )
    }

    /// Whether it goes by an OAuth token.
    pub fn needs_token(self) -> bool {
        matches!(self, Self::OAuthBearer | Self::XOAuth2)
    }

    /// Whether it can say as whom to act, where that is another than the user.
    pub fn can_authorize(self) -> bool {
        matches!(
            self,
            Self::Scram { .. } | Self::Plain | Self::OAuthBearer | Self::External
        )
    }
}

const fn scram(hash: Hash, plus: bool) -> Mechanism {
    Mechanism::Scram { hash, plus }
}

impl fmt::Display for Mechanism {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A word that names no mechanism that smtls speaks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("smtls does not speak {given:?}; it speaks {}", words())]
pub struct UnknownMechanism {
    given: String,
}

impl FromStr for Mechanism {
    type Err = UnknownMechanism;

    /// Accepts the words in any case.
    fn from_str(given: &str) -> Result<Self, Self::Err> {
        let mut all = Self::ALL.into_iter();
        all.find(|one| one.word().eq_ignore_ascii_case(given))
            .ok_or_else(|| UnknownMechanism {
                given: given.to_owned(),
            })
    }
}

fn words() -> String {
    Mechanism::ALL.map(Mechanism::word).join(", ")
}
