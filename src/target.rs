//! What the user named: a domain whose MX hosts are asked, a host, or an address.

use crate::dns::{DomainName, NameError};
use crate::smtp::Protocol;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What the user named on the command line, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// As it was typed.
    pub given: String,
    /// Where the mail would go.
    pub destination: Destination,
    /// The logical port; `--connect-to` may move the socket elsewhere.
    pub port: u16,
    /// TLS from the first octet (RFC 8314 §3) instead of STARTTLS.
    pub implicit_tls: bool,
    /// SMTP, or LMTP by its scheme.
    pub protocol: Protocol,
}

/// The three kinds of target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A next-hop domain: its MX hosts are looked up (RFC 5321 §5.1).
    Domain(DomainName),
    /// A host: no MX lookup.
    Host(DomainName),
    /// An address: no names at all.
    Address(IpAddr),
}

impl fmt::Display for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Domain(name) | Self::Host(name) => name.fmt(f),
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
        let spot = Spot::parse(given, mailbox.map_or(rest, |(_, domain)| domain))?;
        let (default_port, default_implicit, protocol) = match scheme {
            None => (25, false, Protocol::Smtp),
            Some(scheme) => scheme.defaults(),
        };
        let port = spot.port.unwrap_or(default_port);
        let names_a_host = spot.bracketed || spot.port.is_some() || scheme.is_some();
        let destination = match spot.host {
            Host::Address(address) => Destination::Address(address),
            Host::Name(name) if names_a_host && !mx => Destination::Host(name),
            Host::Name(name) => Destination::Domain(name),
        };
        Ok(Self {
            given: given.to_owned(),
            destination,
            port,
            // Only an explicit scheme says otherwise: port 465 is registered for implicit TLS (RFC 8314 §7.3).
            implicit_tls: default_implicit || (port == 465 && scheme.is_none()),
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

enum Host {
    Name(DomainName),
    Address(IpAddr),
}

/// A host, how it was written, and perhaps a port.
struct Spot {
    host: Host,
    bracketed: bool,
    port: Option<u16>,
}

impl Spot {
    fn parse(given: &str, text: &str) -> Result<Self, TargetError> {
        if let Some(inside) = text.strip_prefix('[') {
            let Some((literal, after)) = inside.split_once(']') else {
                return Err(wrong(
                    given,
                    "has a [ without its ]",
                    "write [mx.example.com], [192.0.2.1]:25 or [2001:db8::1]:25",
                ));
            };
            let port = match after {
                "" => None,
                after => match after.strip_prefix([':', '/']) {
                    Some(port) => Some(parse_port(given, port)?),
                    None => {
                        return Err(wrong(
                            given,
                            "has something other than a port after the ]",
                            "write [mx.example.com]:25",
                        ));
                    }
                },
            };
            return Ok(Self {
                host: parse_literal(given, literal)?,
                bracketed: true,
                port,
            });
        }
        if text.parse::<Ipv6Addr>().is_ok() {
            return Err(wrong(
                given,
                "is an IPv6 address without brackets, which reads like a host and a port",
                &format!("write [{text}], or [{text}]:25"),
            ));
        }
        let (host, port) = match text.split_once([':', '/']) {
            Some((host, port)) => (host, Some(parse_port(given, port)?)),
            None => (text, None),
        };
        let host = match host.parse::<Ipv4Addr>() {
            Ok(address) => Host::Address(IpAddr::V4(address)),
            Err(_) => parse_name(given, host)?,
        };
        Ok(Self {
            host,
            bracketed: false,
            port,
        })
    }
}

/// What stands between brackets: an address literal (RFC 5321 §4.1.3), leniently an IPv6 address without its tag, or a host.
fn parse_literal(given: &str, literal: &str) -> Result<Host, TargetError> {
    let tagged = literal
        .get(..5)
        .filter(|tag| tag.eq_ignore_ascii_case("ipv6:"));
    if tagged.is_some() {
        let address = literal
            .get(5..)
            .and_then(|rest| rest.parse::<Ipv6Addr>().ok());
        return address
            .map(|address| Host::Address(IpAddr::V6(address)))
            .ok_or_else(|| {
                wrong(
                    given,
                    "is no IPv6 address literal",
                    "write [IPv6:2001:db8::1]",
                )
            });
    }
    match literal.parse::<IpAddr>() {
        Ok(address) => Ok(Host::Address(address)),
        Err(_) if literal.contains(':') => Err(wrong(
            given,
            "is no IPv6 address",
            "write [2001:db8::1] or [IPv6:2001:db8::1]",
        )),
        Err(_) => parse_name(given, literal),
    }
}

fn parse_name(given: &str, name: &str) -> Result<Host, TargetError> {
    let parsed = DomainName::parse(name).map_err(|error| {
        let hint = match error {
            NameError::EmptyLabel if name.is_empty() => "name a domain (example.com), a host ([mx.example.com]) or an address ([192.0.2.1])",
            NameError::BadCharacter(_) => "name a domain (example.com), a host with a port (mx.example.com:587) or an address ([192.0.2.1])",
            _ => "check the spelling of the name",
        };
        wrong(given, &format!("is no domain name: {error}"), hint)
    })?;
    // RFC 3696 §2: a top-level domain is never all digits, so that this is an address gone wrong.
    let last = parsed.ascii().rsplit('.').next().unwrap_or_default();
    if last.bytes().all(|b| b.is_ascii_digit()) {
        return Err(wrong(
            given,
            "looks like an IPv4 address, but is none",
            "an IPv4 address is four numbers from 0 to 255",
        ));
    }
    Ok(Host::Name(parsed))
}

/// A port by number, or by the names that mail uses.
fn parse_port(given: &str, port: &str) -> Result<u16, TargetError> {
    match port.to_ascii_lowercase().as_str() {
        "smtp" => Ok(25),
        "submission" => Ok(587),
        "submissions" | "smtps" => Ok(465),
        "lmtp" => Ok(24),
        digits if digits.bytes().all(|b| b.is_ascii_digit()) => match digits.parse() {
            Ok(port) if port != 0 => Ok(port),
            _ => Err(wrong(
                given,
                "has no port from 1 to 65535",
                "the ports of mail are 25, 587 and 465",
            )),
        },
        _ => Err(wrong(
            given,
            "has no port number after the host",
            "write mx.example.com:587, or smtp, submission or submissions for the port",
        )),
    }
}

fn wrong(given: &str, problem: &str, hint: &str) -> TargetError {
    // A URL may carry a password before its @; that is never shown.
    let shown = match (given.split_once("://"), given.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://[hidden]@{host}"),
        _ => given.to_owned(),
    };
    TargetError {
        sentence: format!("the target {shown:?} {problem}"),
        hint: hint.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(given: &str, mx: bool) -> Result<String, String> {
        Target::parse(given, mx)
            .map_err(|error| error.sentence)
            .map(|target| {
                let kind = match target.destination {
                    Destination::Domain(_) => "domain",
                    Destination::Host(_) => "host",
                    Destination::Address(_) => "address",
                };
                let tls = if target.implicit_tls { " implicit" } else { "" };
                let lmtp = if target.protocol == Protocol::Lmtp {
                    " lmtp"
                } else {
                    ""
                };
                format!("{kind} {} {}{tls}{lmtp}", target.destination, target.port)
            })
    }

    #[test]
    fn every_form_is_understood() {
        for (given, expected) in [
            ("example.com", "domain example.com 25"),
            ("EXAMPLE.COM.", "domain example.com 25"),
            ("user@example.com", "domain example.com 25"),
            ("\"odd@local\"@example.com", "domain example.com 25"),
            ("bücher.example", "domain xn--bcher-kva.example 25"),
            ("[mx.example.com]", "host mx.example.com 25"),
            ("mx.example.com:587", "host mx.example.com 587"),
            ("mx.example.com/587", "host mx.example.com 587"),
            ("mx.example.com:smtp", "host mx.example.com 25"),
            ("mx.example.com:465", "host mx.example.com 465 implicit"),
            ("[mx.example.com]:587", "host mx.example.com 587"),
            ("192.0.2.1", "address 192.0.2.1 25"),
            ("192.0.2.1:2525", "address 192.0.2.1 2525"),
            ("[192.0.2.1]", "address 192.0.2.1 25"),
            ("[192.0.2.1]:25", "address 192.0.2.1 25"),
            ("user@[192.0.2.1]", "address 192.0.2.1 25"),
            ("[2001:db8::1]:25", "address 2001:db8::1 25"),
            ("[IPv6:2001:db8::1]", "address 2001:db8::1 25"),
            ("[ipv6:2001:db8::1]:465", "address 2001:db8::1 465 implicit"),
            ("smtp://mx.example.com", "host mx.example.com 25"),
            ("smtp://mx.example.com:465", "host mx.example.com 465"),
            ("submission://mx.example.com/", "host mx.example.com 587"),
            (
                "submissions://mx.example.com",
                "host mx.example.com 465 implicit",
            ),
            ("SMTPS://[2001:db8::1]", "address 2001:db8::1 465 implicit"),
            ("lmtp://mx.example.com", "host mx.example.com 24 lmtp"),
            ("localhost:2525", "host localhost 2525"),
        ] {
            assert_eq!(shown(given, false).as_deref(), Ok(expected), "{given}");
        }
        assert_eq!(
            shown("example.com:2525", true).as_deref(),
            Ok("domain example.com 2525")
        );
        assert_eq!(
            shown("smtp://example.com", true).as_deref(),
            Ok("domain example.com 25")
        );
        assert_eq!(
            shown("192.0.2.1", true).as_deref(),
            Ok("address 192.0.2.1 25")
        );
    }

    #[test]
    fn what_is_no_target_is_refused() {
        for (given, problem) in [
            ("", "a label is empty"),
            ("2001:db8::1", "without brackets"),
            ("[1.2.3]", "looks like an IPv4 address"),
            ("[256.1.1.1]", "looks like an IPv4 address"),
            ("256.1.1.1", "looks like an IPv4 address"),
            ("[2001:db8::g]", "no IPv6 address"),
            ("[IPv6:192.0.2.1]", "no IPv6 address literal"),
            ("[mx.example.com", "without its ]"),
            ("[mx.example.com]25", "other than a port"),
            ("example.com:", "no port from 1"),
            ("example.com:0", "no port from 1"),
            ("example.com:65536", "no port from 1"),
            ("example.com:imap", "no port number"),
            ("http://example.com", "a scheme that smtls does not speak"),
            ("smtp://user:secret@example.com", "has a user name"),
            ("@example.com", "nothing before the @"),
            ("exa mple.com", "cannot stand in a host name"),
            ("a..b", "a label is empty"),
            (
                "http://user:secret@example.com",
                "a scheme that smtls does not speak",
            ),
        ] {
            let sentence = shown(given, false).expect_err(given);
            assert!(sentence.contains(problem), "{given}: {sentence}");
            assert!(!sentence.contains("secret"), "{given}: {sentence}");
        }
    }

    #[test]
    fn a_hostile_target_is_shown_escaped() {
        let error = Target::parse("a\u{1b}[2Jb", false).expect_err("a control character");
        assert!(!error.sentence.contains('\u{1b}'), "{}", error.sentence);
    }
}
