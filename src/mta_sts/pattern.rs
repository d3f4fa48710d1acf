//! The `mx` patterns of a policy: a host's name, or `*.` for exactly one label before the rest (RFC 8461 §4.1).

use crate::dns::DomainName;
use std::fmt;

/// How many octets of a faulty pattern are kept to be shown.
const SHOWN: usize = 120;

/// One pattern.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MxPattern {
    /// It begins with `*.`, which stands for one label.
    pub wildcard: bool,
    /// The name, or what follows the `*.`; in lower case, without a final dot.
    pub name: String,
}

/// What is odd about a pattern that can still be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternRemark {
    /// It ends with a dot, which the grammar forbids (RFC 5321 §4.1.2, Domain).
    FinalDot,
    /// It has an underscore, which no host name may have (RFC 5321 §4.1.2).
    Underscore,
}

/// Why something is no pattern.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatternFault {
    /// There is nothing.
    #[error("it is empty")]
    Empty,
    /// U-labels; the A-labels are meant, where the name has any (RFC 8461 §3.2).
    #[error("\"{given}\" is not in A-labels")]
    Unicode {
        /// What is written.
        given: String,
        /// The same in A-labels.
        ascii: Option<String>,
    },
    /// A `*` that is not the whole first label, or without anything behind it.
    #[error("in \"{0}\" the * is not the whole first label before a name")]
    Wildcard(String),
    /// An address.
    #[error("\"{0}\" is an address, not a name")]
    Address(String),
    /// It begins with a dot, as an early draft of the standard had it.
    #[error("\"{0}\" begins with a dot; subdomains are written *{0}")]
    LeadingDot(String),
    /// Something else that no name can be; why.
    #[error("\"{given}\" is no host name: {why}")]
    NoName {
        /// What is written.
        given: String,
        /// Why it is none.
        why: String,
    },
}

impl MxPattern {
    /// Reads a pattern as it stands in a policy.
    ///
    /// # Errors
    /// Where it is none.
    pub fn parse(given: &str) -> Result<(Self, Vec<PatternRemark>), PatternFault> {
        let shown = || given.chars().take(SHOWN).collect::<String>();
        if given.is_empty() {
            return Err(PatternFault::Empty);
        }
        if !given.is_ascii() {
            let name = given.strip_prefix("*.").unwrap_or(given);
            let ascii = DomainName::parse(name).ok();
            let star = given.strip_prefix("*.").map_or("", |_| "*.");
            return Err(PatternFault::Unicode {
                given: shown(),
                ascii: ascii.map(|name| format!("{star}{name}")),
            });
        }
        let bare = given.trim_matches(['[', ']']);
        if bare.parse::<std::net::IpAddr>().is_ok() || given.starts_with('[') {
            return Err(PatternFault::Address(shown()));
        }
        if given.starts_with('.') {
            return Err(PatternFault::LeadingDot(shown()));
        }
        let (wildcard, name) = match given.strip_prefix("*.") {
            Some(name) => (true, name),
            None => (false, given),
        };
        if name.contains('*') || name.is_empty() {
            return Err(PatternFault::Wildcard(shown()));
        }
        let mut remarks = Vec::new();
        if name.ends_with('.') {
            remarks.push(PatternRemark::FinalDot);
        }
        if name.contains('_') {
            remarks.push(PatternRemark::Underscore);
        }
        match DomainName::parse(name) {
            Ok(name) => {
                let name = name.ascii().to_owned();
                Ok((Self { wildcard, name }, remarks))
            }
            Err(error) => Err(PatternFault::NoName {
                given: shown(),
                why: error.to_string(),
            }),
        }
    }

    /// Whether a host of this name is meant: the name itself, or any that has exactly one label in the place of the `*`. Case
    /// does not count.
    pub fn matches(&self, host: &DomainName) -> bool {
        let host = host.ascii();
        match self.wildcard {
            false => host == self.name,
            true => host
                .split_once('.')
                .is_some_and(|(_, parent)| parent == self.name),
        }
    }
}

impl fmt::Display for MxPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let star = if self.wildcard { "*." } else { "" };
        write!(f, "{star}{}", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_the_name_or_exactly_one_label() {
        for (case, pattern, host, matches) in [
            ("S37", "mx.example.com", "mx.example.com", true),
            ("S37", "mx.example.com", "mx2.example.com", false),
            ("S37 one label", "*.example.com", "mx.example.com", true),
            ("S37 two labels", "*.example.com", "a.b.example.com", false),
            ("S37 none", "*.example.com", "example.com", false),
            (
                "S37 a part of a label",
                "*.example.com",
                "mx.badexample.com",
                false,
            ),
            (
                "S39 case of the pattern",
                "MX.Example.COM",
                "mx.example.com",
                true,
            ),
            (
                "S39 case of the host",
                "*.example.com",
                "MX.EXAMPLE.com",
                true,
            ),
            (
                "S39 dot of the host",
                "mx.example.com",
                "mx.example.com.",
                true,
            ),
            (
                "S39 dot of the pattern",
                "mx.example.com.",
                "mx.example.com",
                true,
            ),
            (
                "S36 A-labels",
                "*.xn--bcher-kva.example",
                "mx.b\u{fc}cher.example",
                true,
            ),
            ("underscore", "mx_1.example.com", "mx_1.example.com", true),
            ("one label alone", "localhost", "localhost", true),
        ] {
            let (pattern, remarks) = MxPattern::parse(pattern).unwrap();
            let host = DomainName::parse(host).unwrap();
            assert_eq!(pattern.matches(&host), matches, "{case}: {pattern} {host}");
            let expected: &[PatternRemark] = match case {
                "S39 dot of the pattern" => &[PatternRemark::FinalDot],
                "underscore" => &[PatternRemark::Underscore],
                _ => &[],
            };
            assert_eq!(remarks, expected, "{case}");
        }
    }

    #[test]
    fn what_is_no_pattern_is_refused_with_the_reason() {
        let given = |given: &str| given.to_owned();
        for (case, pattern, fault) in [
            ("nothing", "", PatternFault::Empty),
            ("star alone", "*", PatternFault::Wildcard(given("*"))),
            ("star and dot", "*.", PatternFault::Wildcard(given("*."))),
            (
                "part of a label",
                "m*.a.example",
                PatternFault::Wildcard(given("m*.a.example")),
            ),
            (
                "second label",
                "mx.*.example",
                PatternFault::Wildcard(given("mx.*.example")),
            ),
            (
                "two stars",
                "*.*.example",
                PatternFault::Wildcard(given("*.*.example")),
            ),
            (
                "leading dot",
                ".example.com",
                PatternFault::LeadingDot(given(".example.com")),
            ),
            (
                "address",
                "192.0.2.1",
                PatternFault::Address(given("192.0.2.1")),
            ),
            (
                "address literal",
                "[2001:db8::1]",
                PatternFault::Address(given("[2001:db8::1]")),
            ),
            (
                "S36 U-labels",
                "*.b\u{fc}cher.example",
                PatternFault::Unicode {
                    given: given("*.b\u{fc}cher.example"),
                    ascii: Some(given("*.xn--bcher-kva.example")),
                },
            ),
        ] {
            assert_eq!(MxPattern::parse(pattern), Err(fault), "{case}");
        }
        for pattern in [
            "mx.example.com, mx2.example.com",
            "mx..example",
            "-a.example",
            "mx:25",
        ] {
            let found = MxPattern::parse(pattern);
            assert!(
                matches!(found, Err(PatternFault::NoName { .. })),
                "{pattern}: {found:?}"
            );
        }
    }
}
