//! The submission services that a domain locates by SRV records.

use super::{Destination, Target, TargetError, wrong};
use crate::dns::DomainName;

/// A submission service. `Display` is what it does, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// Submission with STARTTLS (RFC 6186 §3.1).
    Submission,
    /// Submission with TLS from the first octet (RFC 8314 §5.1).
    Submissions,
}

impl Service {
    /// The name whose SRV records locate the service for a domain.
    pub fn owner(self, domain: &DomainName) -> String {
        format!("{}._tcp.{domain}", self.label())
    }

    /// Its label in DNS.
    pub fn label(self) -> &'static str {
        match self {
            Self::Submission => "_submission",
            Self::Submissions => "_submissions",
        }
    }

    /// Its scheme in a target.
    pub fn scheme(self) -> &'static str {
        self.label().trim_start_matches('_')
    }

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Submission => Self::Submissions,
            Self::Submissions => Self::Submission,
        }
    }
}

impl std::fmt::Display for Service {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Submission => "submission with STARTTLS",
            Self::Submissions => "submission with TLS from the first octet",
        })
    }
}

impl Target {
    /// Reads a target whose host and port SRV records tell.
    ///
    /// # Errors
    /// Where it is not `submission://` or `submissions://` with a domain alone.
    pub fn parse_service(given: &str) -> Result<Self, TargetError> {
        let target = Self::parse(given, false)?;
        let hint = "with --srv a target is submission://DOMAIN or submissions://DOMAIN";
        let (scheme, rest) = given.split_once("://").unwrap_or_default();
        let service = match scheme.to_ascii_lowercase().as_str() {
            "submission" => Service::Submission,
            "submissions" | "smtps" => Service::Submissions,
            _ => return Err(wrong(given, "is none that SRV records locate", hint)),
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        match target.destination {
            Destination::Host(domain) if !rest.contains(['[', ':', '/']) => Ok(Self {
                destination: Destination::Service(domain, service),
                ..target
            }),
            Destination::Address(_) => Err(wrong(
                given,
                "is an address, which has no SRV records",
                hint,
            )),
            _ => Err(wrong(
                given,
                "names a host or a port, which SRV records are to tell",
                hint,
            )),
        }
    }
}
