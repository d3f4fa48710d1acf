//! The part of a target that names a host or an address, and perhaps a port.

use super::{TargetError, wrong};
use crate::dns::{DomainName, NameError};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A name or an address.
pub(super) enum Host {
    Name(DomainName),
    Address(IpAddr),
}

/// A host, how it was written, and perhaps a port.
pub(super) struct Spot {
    pub(super) host: Host,
    pub(super) bracketed: bool,
    pub(super) port: Option<u16>,
}

impl Spot {
    pub(super) fn parse(given: &str, text: &str) -> Result<Self, TargetError> {
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
