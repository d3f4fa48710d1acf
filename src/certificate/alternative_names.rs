//! Subject alternative names, kept by kind (RFC 5280 §4.2.1.6).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use x509_parser::extensions::GeneralName;

use super::DistinguishedName;
use super::oid::{dotted, hexadecimal};
use super::srv_name::srv_name;

/// How many names of one certificate are kept: more than any honest certificate has.
pub const MOST_NAMES_KEPT: usize = 1000;

/// The longest text that is kept of a name of another kind, in characters.
const LONGEST_OTHER: usize = 200;

/// The **subject alternative names** of a certificate: its presented identifiers. The strings are the
/// peer's and may hold anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AlternativeNames {
    /// DNS names, in the order of the certificate and as spelt there.
    pub dns: Vec<String>,
    /// IP addresses.
    pub ip: Vec<IpAddr>,
    /// SRV-IDs: services of a domain, such as `_submissions.example.com` (RFC 4985 §2).
    pub srv: Vec<String>,
    /// Names of all other kinds, and those that break the rules of their kind, each with its kind in
    /// front (`rfc822Name postmaster@example.com`).
    pub other: Vec<String>,
    /// How many names beyond [`MOST_NAMES_KEPT`] were left out.
    pub omitted: usize,
}

impl AlternativeNames {
    pub(super) fn from_general_names(names: &[GeneralName<'_>]) -> Self {
        let mut kept = Self {
            omitted: names.len().saturating_sub(MOST_NAMES_KEPT),
            ..Self::default()
        };
        for name in names.iter().take(MOST_NAMES_KEPT) {
            match name {
                GeneralName::DNSName(name) => kept.dns.push((*name).to_owned()),
                GeneralName::IPAddress(octets) => match address(octets) {
                    Some(address) => kept.ip.push(address),
                    None => kept.other.push(other("iPAddress", &hexadecimal(octets))),
                },
                GeneralName::OtherName(kind, value) => match srv_name(kind.as_bytes(), value) {
                    Some(name) => kept.srv.push(name),
                    None => kept.other.push(describe(name)),
                },
                name => kept.other.push(describe(name)),
            }
        }
        kept
    }

    /// Whether there is no name of any kind.
    pub fn is_empty(&self) -> bool {
        self.dns.is_empty() && self.ip.is_empty() && self.srv.is_empty() && self.other.is_empty()
    }
}

fn address(octets: &[u8]) -> Option<IpAddr> {
    let v4 = <[u8; 4]>::try_from(octets).map(|octets| Ipv4Addr::from(octets).into());
    v4.or_else(|_| <[u8; 16]>::try_from(octets).map(|octets| Ipv6Addr::from(octets).into()))
        .ok()
}

fn describe(name: &GeneralName<'_>) -> String {
    match name {
        GeneralName::OtherName(kind, _) => other("otherName", &dotted(kind.as_bytes())),
        GeneralName::RFC822Name(address) => other("rfc822Name", address),
        GeneralName::DNSName(name) => other("dNSName", name),
        GeneralName::X400Address(_) => "x400Address".to_owned(),
        GeneralName::DirectoryName(name) => {
            let name = DistinguishedName::from_der(name.as_raw());
            other("directoryName", &name.to_string())
        }
        GeneralName::EDIPartyName(_) => "ediPartyName".to_owned(),
        GeneralName::URI(uri) => other("uniformResourceIdentifier", uri),
        GeneralName::IPAddress(octets) => other("iPAddress", &hexadecimal(octets)),
        GeneralName::RegisteredID(identifier) => {
            other("registeredID", &dotted(identifier.as_bytes()))
        }
        GeneralName::Invalid(tag, octets) => other(kind(tag.0), &hexadecimal(octets)),
    }
}

/// The names of the kinds by their tags, for names that break the rules of their kind.
fn kind(tag: u32) -> &'static str {
    match tag {
        0 => "otherName",
        1 => "rfc822Name",
        2 => "dNSName",
        4 => "directoryName",
        6 => "uniformResourceIdentifier",
        _ => "name of an unknown kind",
    }
}

fn other(kind: &str, text: &str) -> String {
    let mut kept: String = text.chars().take(LONGEST_OTHER).collect();
    if kept.len() < text.len() {
        kept.push_str("...");
    }
    format!("{kind} {kept}")
}

#[cfg(test)]
mod tests {
    use x509_parser::asn1_rs::Tag;

    use super::*;

    #[test]
    fn names_are_kept_by_kind() {
        let names = AlternativeNames::from_general_names(&[
            GeneralName::DNSName("mx.example.com"),
            GeneralName::IPAddress(&[192, 0, 2, 1]),
            GeneralName::IPAddress(&[0; 16]),
            GeneralName::IPAddress(&[1, 2, 3]),
            GeneralName::RFC822Name("a@example.com"),
            GeneralName::Invalid(Tag(2), &[0xff]),
        ]);
        assert_eq!(names.dns, ["mx.example.com"]);
        assert_eq!(
            names.ip,
            [IpAddr::from([192, 0, 2, 1]), IpAddr::from([0; 16])]
        );
        assert_eq!(
            names.other,
            [
                "iPAddress #010203",
                "rfc822Name a@example.com",
                "dNSName #ff"
            ]
        );
        assert!(!names.is_empty());
    }

    #[test]
    fn a_thousand_names_are_kept_and_the_others_counted() {
        let names = vec![GeneralName::DNSName("mx.example.com"); MOST_NAMES_KEPT + 7];
        let names = AlternativeNames::from_general_names(&names);
        assert_eq!((names.dns.len(), names.omitted), (MOST_NAMES_KEPT, 7));
    }

    #[test]
    fn a_name_of_another_kind_is_kept_short() {
        let uri = "x".repeat(10_000);
        let names = AlternativeNames::from_general_names(&[GeneralName::URI(&uri)]);
        assert!(
            names
                .other
                .iter()
                .all(|name| name.len() < 250 && name.ends_with("x..."))
        );
    }
}
