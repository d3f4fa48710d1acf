//! What the user named: a domain whose MX hosts are asked, a host, or an address.

mod service;
mod spot;

use crate::dns::DomainName;
use crate::smtp::Protocol;
pub use service::Service;
use spot::{Host, Spot};
use std::fmt;
use std::net::IpAddr;

/// What the user named on the command line, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// As it was typed.
    pub given: String,
    /// The mailbox, where an address of somebody was named; it becomes a recipient where that is asked for.
    pub mailbox: Option<String>,
    /// Where the mail would go.
    pub destination: Destination,
    /// The logical port; `--connect-to` may move the socket elsewhere.
    pub port: u16,
    /// TLS from the first octet (RFC 8314 §3) instead of STARTTLS.
    pub implicit_tls: bool,
    /// Mail clients come there (RFC 6409, RFC 8314), and no sending servers: by its scheme on whatever port, or by a port of
    /// submission.
    pub submission: bool,
    /// SMTP, or LMTP by its scheme.
    pub protocol: Protocol,
}

/// The kinds of target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A next-hop domain: its MX hosts are looked up (RFC 5321 §5.1).
    Domain(DomainName),
    /// A host: no MX lookup.
    Host(DomainName),
    /// A domain whose SRV records tell host and port.
    Service(DomainName, Service),
    /// An address: no names at all.
    Address(IpAddr),
}

impl fmt::Display for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Domain(name) | Self::Host(name) | Self::Service(name, _) => name.fmt(f),
            Self::Address(address) => address.fmt(f),
        }
    }
}

/// Why a target cannot be understood, in one sentence, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{sentence}")]
pub struct TargetError {
    /// What is wrong.
    pub sentence: String,
    /// What to write instead.
    pub hint: String,
}

impl Target {
    /// Reads a target; `mx` asks for an MX lookup where the form of the target alone would not.
    ///
    /// # Errors
    /// Where it is none of the forms that the manual lists.
    pub fn parse(given: &str, mx: bool) -> Result<Self, TargetError> {
        let (scheme, rest) = match given.split_once("://") {
            Some((scheme, rest)) => (Some(Scheme::parse(given, scheme)?), rest),
            None => (None, given),
        };
        let rest = if scheme.is_some() {
            rest.strip_suffix('/').unwrap_or(rest)
        } else {
            rest
        };
        let mailbox = rest.rsplit_once('@');
        if scheme.is_some() && mailbox.is_some() {
            return Err(wrong(
                given,
                "has a user name in it",
                "a target URL is a host and a port: smtp://mx.example.com:25",
            ));
        }
        if mailbox.is_some_and(|(local_part, _)| local_part.is_empty()) {
            return Err(wrong(
                given,
                "has nothing before the @",
                "name a domain (example.com) or an address (user@example.com)",
            ));
        }
        // RFC 5321 §4.1.2: an unquoted local part has neither a colon, as a user name with a password has, nor an @.
        let unquoted = mailbox
            .map(|(local_part, _)| local_part)
            .filter(|local_part| !local_part.starts_with('"'))
            .unwrap_or_default();
        let problem = match (unquoted.contains(':'), unquoted.contains('@')) {
            (true, _) => Some("has a colon before the @, as if a password stood there"),
            (false, true) => Some("has more than one @"),
            (false, false) => None,
        };
        if let Some(problem) = problem {
            let hint = "name a domain (example.com) or an address (user@example.com)";
            return Err(wrong(given, problem, hint));
        }
        let spot = Spot::parse(given, mailbox.map_or(rest, |(_, domain)| domain))?;
        let (default_port, default_implicit, protocol) = match scheme {
            None => (25, false, Protocol::Smtp),
            Some(scheme) => scheme.defaults(),
        };
        let port = spot.port.unwrap_or(default_port);
        let names_a_host = spot.bracketed || spot.port.is_some() || scheme.is_some();
        let destination = match spot.host {
            Host::Address(_) if mx => {
                return Err(wrong(
                    given,
                    "is an address, which has no MX records",
                    "leave out --mx",
                ));
            }
            Host::Address(address) => Destination::Address(address),
            Host::Name(name) if names_a_host && !mx => Destination::Host(name),
            Host::Name(name) => Destination::Domain(name),
        };
        // Only an explicit scheme says otherwise: port 465 is registered for implicit TLS (RFC 8314 §7.3).
        let implicit_tls = default_implicit || (port == 465 && scheme.is_none());
        // RFC 6409 §3.1: port 587 is for submission, and others may be by agreement.
        let submission = implicit_tls || port == 587 || matches!(scheme, Some(Scheme::Submission));
        Ok(Self {
            given: given.to_owned(),
            mailbox: mailbox.map(|_| rest.to_owned()),
            destination,
            port,
            implicit_tls,
            submission,
            protocol,
        })
    }
}

#[derive(Clone, Copy)]
enum Scheme {
    Smtp,
    Submission,
    Submissions,
    Lmtp,
}

impl Scheme {
    fn parse(given: &str, scheme: &str) -> Result<Self, TargetError> {
        match scheme.to_ascii_lowercase().as_str() {
            "smtp" => Ok(Self::Smtp),
            "submission" => Ok(Self::Submission),
            "submissions" | "smtps" => Ok(Self::Submissions),
            "lmtp" => Ok(Self::Lmtp),
            _ => Err(wrong(
                given,
                "begins with a scheme that smtls does not speak",
                "the schemes are smtp://, submission://, submissions:// (also smtps://) and lmtp://",
            )),
        }
    }

    /// Port, implicit TLS, protocol.
    fn defaults(self) -> (u16, bool, Protocol) {
        match self {
            Self::Smtp => (25, false, Protocol::Smtp),
            Self::Submission => (587, false, Protocol::Smtp),
            Self::Submissions => (465, true, Protocol::Smtp),
            Self::Lmtp => (24, false, Protocol::Lmtp),
        }
    }
}

fn wrong(given: &str, problem: &str, hint: &str) -> TargetError {
    // What stands before an @ may hold a password; that is never shown.
    let shown = match given.rsplit_once('@') {
        Some((before, host)) if before.contains(':') => match before.split_once("://") {
            Some((scheme, _)) => format!("{scheme}://[hidden]@{host}"),
            None => format!("[hidden]@{host}"),
        },
        _ => given.to_owned(),
    };
    TargetError {
        sentence: format!("the target {shown:?} {problem}"),
        hint: hint.to_owned(),
    }
}

#[cfg(test)]
mod tests;
