//! Whose facts are judged, and who comes there.

use crate::audit::{SmtpFacts, TlsFacts};
use crate::smtp::Protocol;
use crate::target::Target;
use schemars::JsonSchema;

/// The facts about one server, and who comes there.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// What was found out about its TLS.
    pub tls: &'a TlsFacts,
    /// What was found out about STARTTLS, and in ordinary sessions.
    pub smtp: &'a SmtpFacts,
    /// Who comes there.
    pub service: Service,
    /// The moment at which certificates are looked at, in seconds since 1970.
    pub now: i64,
}

/// Who comes to a port, and what becomes of a session that TLS fails in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum Service {
    /// Sending servers, most of which go on in the clear where TLS fails (RFC 7435, RFC 9325 §5.2).
    Relay,
    /// Mail clients, or others that insist on TLS.
    Submission,
}

impl Service {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Relay, Self::Submission];

    /// Who comes to this target.
    pub fn of(target: &Target) -> Self {
        let senders = target.protocol == Protocol::Smtp && !target.implicit_tls;
        match senders && !target.submission {
            true => Self::Relay,
            false => Self::Submission,
        }
    }

    /// The word for machines.
    pub fn id(self) -> &'static str {
        match self {
            Self::Relay => "relay",
            Self::Submission => "submission",
        }
    }
}
