//! What a sending server would do with a message: deliver it, and over what, or try elsewhere, keep it, or return it.

mod deed;
mod domain;
mod facts;
mod host;
mod report_line;
mod some;
#[cfg(test)]
mod tests;

pub use deed::{Form, deed};
pub use domain::{DomainFate, of_domain};
pub use host::{DanePart, HostFacts, HostFate, SessionPart, StsPart, of_host};
pub use report_line::{PolicyType, ReportLine};
pub use some::SomeSenders;

use schemars::JsonSchema;

/// What a sending server does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum Action {
    /// It delivers over TLS, and knows to whom.
    DeliverAuthenticated,
    /// It delivers over TLS, and does not know to whom.
    DeliverUnauthenticated,
    /// It delivers without TLS.
    DeliverInTheClear,
    /// It goes on to the next host.
    Skip,
    /// It keeps the message and tries again.
    Defer,
    /// It returns the message to its author.
    Bounce,
    /// What it would do is not known.
    Unknown,
}

impl Action {
    /// The word for machines.
    pub fn id(self) -> &'static str {
        match self {
            Self::DeliverAuthenticated => "deliver-authenticated",
            Self::DeliverUnauthenticated => "deliver-unauthenticated",
            Self::DeliverInTheClear => "deliver-in-the-clear",
            Self::Skip => "skip",
            Self::Defer => "defer",
            Self::Bounce => "bounce",
            Self::Unknown => "unknown",
        }
    }

    /// Whether the message is handed over.
    pub fn delivers(self) -> bool {
        matches!(
            self,
            Self::DeliverAuthenticated | Self::DeliverUnauthenticated | Self::DeliverInTheClear
        )
    }
}

/// By what a peer is authenticated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum Means {
    /// Secure TLSA records (RFC 7672).
    Dane,
    /// A policy that is enforced (RFC 8461).
    MtaSts,
}

impl Means {
    /// As people write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dane => "DANE",
            Self::MtaSts => "MTA-STS",
        }
    }

    /// The word for machines.
    pub fn id(self) -> &'static str {
        match self {
            Self::Dane => "dane",
            Self::MtaSts => "mta-sts",
        }
    }
}
