//! The stages of a session, by swaks' names, and the points at which the user may end it.

use schemars::JsonSchema;
use std::fmt;
use std::str::FromStr;

/// One stage of a session, in the order in which a STARTTLS session reaches them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum Stage {
    /// The TCP connection stands.
    Connect,
    /// The server greeted with 220 (RFC 5321 §3.1).
    Greeting,
    /// The first EHLO (or HELO) was accepted.
    FirstEhlo,
    /// The TLS handshake is done (RFC 3207 §4), or on an implicit TLS port the same without a command before it.
    #[schemars(rename = "starttls")]
    StartTls,
    /// The server took it that the client speaks for another one (XCLIENT); only where that is asked for. A new EHLO follows.
    Xclient,
    /// The last EHLO was accepted: the one inside TLS (RFC 3207 §4.2), or the first where the session stays in the clear.
    Ehlo,
    /// The server accepted who the client is (RFC 4954 §4); only where that is asked for.
    Auth,
    /// The server accepted the sender (RFC 5321 §4.1.1.2); only where that is asked for.
    Mail,
    /// The server accepted a recipient (RFC 5321 §4.1.1.3); only where that is asked for.
    Rcpt,
    /// The server accepted the message (RFC 5321 §4.1.1.4, RFC 3030 §2); only where one is sent.
    Data,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 10] = [
        Self::Connect,
        Self::Greeting,
        Self::FirstEhlo,
        Self::StartTls,
        Self::Xclient,
        Self::Ehlo,
        Self::Auth,
        Self::Mail,
        Self::Rcpt,
        Self::Data,
    ];

    /// The name that is typed and printed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Greeting => "greeting",
            Self::FirstEhlo => "first-ehlo",
            Self::StartTls => "starttls",
            Self::Xclient => "xclient",
            Self::Ehlo => "ehlo",
            Self::Auth => "auth",
            Self::Mail => "mail",
            Self::Rcpt => "rcpt",
            Self::Data => "data",
        }
    }

    /// What else may be typed: swaks' words.
    pub fn synonyms(self) -> &'static [&'static str] {
        match self {
            Self::Greeting => &["banner"],
            Self::FirstEhlo => &["first-helo", "first-lhlo"],
            Self::StartTls => &["tls"],
            Self::Ehlo => &["helo", "lhlo", "xclient-helo", "xclient-ehlo"],
            Self::Mail => &["from"],
            Self::Rcpt => &["to"],
            Self::Connect | Self::Xclient | Self::Auth | Self::Data => &[],
        }
    }

    /// What is so once it is reached.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Connect => "the TCP connection stands",
            Self::Greeting => "the server greeted with 220",
            Self::FirstEhlo => "the first EHLO, or HELO, was accepted",
            Self::StartTls => "the TLS handshake is done",
            Self::Xclient => {
                "the server took it that the client speaks for another; only with --xclient"
            }
            Self::Ehlo => {
                "the last EHLO was accepted: the one inside TLS, or the first where there is no TLS"
            }
            Self::Auth => "the server accepted who the client is; only with --auth",
            Self::Mail => "the server accepted the sender; only in a transaction",
            Self::Rcpt => "the server accepted a recipient; only in a transaction",
            Self::Data => "the server accepted the message; only in a transaction",
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A stage name that smtls does not know.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no stage {given:?}; the stages are connect, greeting, first-ehlo, starttls, xclient, ehlo, auth, mail, rcpt and data"
)]
pub struct ParseStageError {
    given: String,
}

impl FromStr for Stage {
    type Err = ParseStageError;

    /// Accepts the names of the stages and swaks' synonyms, in any case.
    fn from_str(given: &str) -> Result<Self, Self::Err> {
        let word = given.to_ascii_lowercase();
        let is_it =
            |stage: &Self| stage.name() == word || stage.synonyms().contains(&word.as_str());
        let mut all = Self::ALL.into_iter();
        all.find(is_it).ok_or_else(|| ParseStageError {
            given: given.to_owned(),
        })
    }
}

/// A point at which the connection is dropped without QUIT.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DropPoint {
    /// As soon as the stage is reached.
    Stage(Stage),
    /// After the 220 to STARTTLS, before any byte of TLS; no QUIT is possible there (RFC 3207 §4).
    StartTlsReply,
    /// After the reply to DATA, before any octet of a message: none is sent (RFC 5321 §4.1.1.4).
    DataReply,
}

impl DropPoint {
    /// What is so once it is reached.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Stage(stage) => stage.sentence(),
            Self::StartTlsReply => {
                "the server said 220 to STARTTLS, and no octet of TLS was sent yet"
            }
            Self::DataReply => "the server replied to DATA, and no octet of a message was sent yet",
        }
    }
}

impl fmt::Display for DropPoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stage(stage) => stage.fmt(f),
            Self::StartTlsReply => f.write_str("starttls-reply"),
            Self::DataReply => f.write_str("data-reply"),
        }
    }
}

impl FromStr for DropPoint {
    type Err = ParseStageError;

    fn from_str(given: &str) -> Result<Self, Self::Err> {
        if given.eq_ignore_ascii_case("starttls-reply") {
            return Ok(Self::StartTlsReply);
        }
        if given.eq_ignore_ascii_case("data-reply") {
            return Ok(Self::DataReply);
        }
        given.parse().map(Self::Stage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_synonyms_are_understood_in_any_case() {
        for stage in Stage::ALL {
            assert_eq!(stage.name().parse(), Ok(stage));
            assert_eq!(stage.name().to_uppercase().parse(), Ok(stage));
        }
        for (synonym, stage) in [
            ("banner", Stage::Greeting),
            ("first-helo", Stage::FirstEhlo),
            ("tls", Stage::StartTls),
            ("helo", Stage::Ehlo),
            ("from", Stage::Mail),
            ("to", Stage::Rcpt),
        ] {
            assert_eq!(synonym.parse(), Ok(stage), "{synonym}");
        }
        assert_eq!("starttls-reply".parse(), Ok(DropPoint::StartTlsReply));
        assert_eq!("Data-Reply".parse(), Ok(DropPoint::DataReply));
        assert!("starttls-reply".parse::<Stage>().is_err());
        assert!("quit".parse::<Stage>().is_err());
    }
}
