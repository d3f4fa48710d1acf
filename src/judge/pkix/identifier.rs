//! Which presented identifier matches a reference identifier, and which almost does (RFC 9525 §6.3, §6.4).

use std::fmt;
use std::net::IpAddr;

use crate::certificate::AlternativeNames;

/// A presented identifier that **almost** matches, and why it does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearMiss {
    /// The presented identifier.
    pub presented: String,
    /// Why it does not match.
    pub reason: &'static str,
}

impl fmt::Display for NearMiss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} does not count: {}", self.presented, self.reason)
    }
}

/// The DNS name that matches: equal but for case, or with a `*` as its whole first label in the place of
/// the reference's first.
pub(super) fn matching_dns<'a>(names: &'a AlternativeNames, reference: &str) -> Option<&'a str> {
    let reference = reference.strip_suffix('.').unwrap_or(reference);
    let mut names = names.dns.iter().map(String::as_str);
    names.find(|name| name.eq_ignore_ascii_case(reference) || wildcard_covers(name, reference))
}

/// The IP address that is equal octet for octet.
pub(super) fn matching_ip(names: &AlternativeNames, reference: IpAddr) -> Option<IpAddr> {
    names
        .ip
        .iter()
        .copied()
        .find(|address| *address == reference)
}

/// The first identifier by whose spelling someone wanted to cover the reference.
pub(super) fn near_miss(names: &AlternativeNames, reference: &str) -> Option<NearMiss> {
    let reference = reference.strip_suffix('.').unwrap_or(reference);
    names.dns.iter().find_map(|name| {
        Some(NearMiss {
            presented: name.clone(),
            reason: almost(name, reference)?,
        })
    })
}

fn wildcard_covers(name: &str, reference: &str) -> bool {
    let parent = reference.split_once('.').map(|(_, parent)| parent);
    let covered = name.strip_prefix("*.");
    matches!((covered, parent), (Some(covered), Some(parent)) if covered.eq_ignore_ascii_case(parent))
}

fn almost(name: &str, reference: &str) -> Option<&'static str> {
    let is_address = reference.parse::<IpAddr>().is_ok();
    let within = |parent: &str| {
        let (name, parent) = (reference.to_ascii_lowercase(), parent.to_ascii_lowercase());
        name.strip_suffix(&parent)
            .is_some_and(|rest| rest.ends_with('.'))
    };
    if is_address {
        return (name == reference)
            .then_some("it is written as a DNS name, and an address must be an iPAddress");
    }
    if let Some(absolute) = name.strip_suffix('.') {
        let would_match =
            absolute.eq_ignore_ascii_case(reference) || wildcard_covers(absolute, reference);
        return would_match.then_some("a name in a certificate must not end in a dot");
    }
    let (first, parent) = name.split_once('.')?;
    match first {
        "*" if wildcard_covers(name, reference) => {
            Some("a wildcard must not cover a whole top-level domain")
        }
        "*" if parent.eq_ignore_ascii_case(reference) => {
            Some("a wildcard does not cover the domain itself")
        }
        "*" if within(parent) => Some("a wildcard covers one label only"),
        label if label.contains('*') && within(parent) => {
            Some("a wildcard must be the whole first label")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn presented(name: &str) -> AlternativeNames {
        AlternativeNames {
            dns: vec![name.to_owned()],
            ..AlternativeNames::default()
        }
    }

    #[test]
    fn names_match_whole_or_by_their_first_label() {
        for (name, reference, matches) in [
            ("mx.example.com", "mx.example.com", true),  // N01
            ("MX.Example.Com", "mx.example.com", true),  // N07
            ("mx.example.com", "mx.example.com.", true), // N07
            ("*.example.com", "mx.example.com", true),   // N04
            ("*.EXAMPLE.com", "mx.example.com", true),
            ("*.example.com", "a.mx.example.com", false), // N04
            ("*.example.com", "example.com", false),      // N04
            ("m*.example.com", "mx.example.com", false),  // N05
            ("*", "com", false),                          // N06
            ("mx.example.com.", "mx.example.com", false), // N07
            ("mx.example.com\0.evil.test", "mx.example.com", false), // N12
            ("", "mx.example.com", false),
        ] {
            let names = presented(name);
            let found = matching_dns(&names, reference);
            assert_eq!(found, matches.then_some(name), "{name} for {reference}");
        }
    }

    #[test]
    fn near_misses_are_explained() {
        for (name, reference, reason) in [
            (
                "*.example.com",
                "a.mx.example.com",
                Some("a wildcard covers one label only"),
            ),
            (
                "*.example.com",
                "example.com",
                Some("a wildcard does not cover the domain itself"),
            ),
            (
                "m*.example.com",
                "mx.example.com",
                Some("a wildcard must be the whole first label"),
            ),
            (
                "mx.example.com.",
                "mx.example.com",
                Some("a name in a certificate must not end in a dot"),
            ),
            (
                "*.com",
                "example.com",
                Some("a wildcard must not cover a whole top-level domain"),
            ),
            (
                "192.0.2.1",
                "192.0.2.1",
                Some("it is written as a DNS name, and an address must be an iPAddress"),
            ),
            ("*.ample.com", "example.com", None),
            ("www.example.com", "mx.example.com", None),
            ("localhost", "mx.example.com", None),
        ] {
            let near = near_miss(&presented(name), reference).map(|near| near.reason);
            assert_eq!(near, reason, "{name} for {reference}");
        }
    }
}
