//! One TLSA record (RFC 6698 §2.1): which certificate or key it speaks of, and how that is compared.

use std::borrow::Cow;
use std::fmt;

use aws_lc_rs::digest::{SHA256, SHA512, digest};

use super::field;
use crate::certificate::Certificate;

/// The content of a TLSA record. Any number may stand in the first three fields; unknown ones make the record unusable.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tlsa {
    /// The certificate usage: 2 is DANE-TA, 3 is DANE-EE (RFC 6698 §2.1.1, RFC 7218 §2.1).
    pub usage: u8,
    /// The selector: 0 is the whole certificate, 1 its SubjectPublicKeyInfo (RFC 6698 §2.1.2).
    pub selector: u8,
    /// The matching type: 0 is the data itself, 1 its SHA2-256, 2 its SHA2-512 (RFC 6698 §2.1.3).
    pub matching_type: u8,
    /// The certificate association data.
    pub data: Vec<u8>,
}

/// How many octets of the data are shown at either end.
const SHOWN: (usize, usize) = (4, 2);

impl Tlsa {
    /// The record that speaks of this certificate; nothing where a field has no known meaning, or the certificate cannot be
    /// parsed and its key is asked for.
    pub fn of(certificate: &Certificate, usage: u8, selector: u8, matching: u8) -> Option<Self> {
        field::name(&field::USAGES, usage).filter(|_| usage <= field::DANE_EE)?;
        Some(Self {
            usage,
            selector,
            matching_type: matching,
            data: associated(certificate, selector, matching)?,
        })
    }

    /// Whether it speaks of this certificate: the selected part of it is the data, or has the data as its digest (RFC 6698
    /// §2.1). What the certificate is used for plays no part here.
    pub fn matches(&self, certificate: &Certificate) -> bool {
        associated(certificate, self.selector, self.matching_type)
            .is_some_and(|associated| associated == self.data)
    }

    /// Whether the data is the digest of nothing at all, as it comes about where a tool was fed an empty file.
    pub fn is_of_nothing(&self) -> bool {
        matches!(self.matching_type, 1 | 2)
            && matched(&[], self.matching_type).is_some_and(|nothing| *nothing == self.data)
    }

    /// Whether the other record says the same but for the data.
    pub fn has_fields_of(&self, other: &Self) -> bool {
        (self.usage, self.selector, self.matching_type)
            == (other.usage, other.selector, other.matching_type)
    }

    /// The fields by the names of RFC 7218: `DANE-EE(3) SPKI(1) SHA2-256(1)`; a number alone where it has no name.
    pub fn acronyms(&self) -> String {
        format!(
            "{} {} {}",
            field::named(&field::USAGES, self.usage),
            field::named(&field::SELECTORS, self.selector),
            field::named(&field::MATCHING_TYPES, self.matching_type)
        )
    }

    /// The record for people: `3 1 1 94a97703...fffd`.
    pub fn shortened(&self) -> String {
        let (head, tail) = SHOWN;
        let fields = format!("{} {} {}", self.usage, self.selector, self.matching_type);
        let ends = self
            .data
            .first_chunk::<4>()
            .zip(self.data.last_chunk::<2>());
        match ends.filter(|_| self.data.len() > head + tail) {
            Some((first, last)) => format!("{fields} {}...{}", hex(first), hex(last)),
            None => format!("{fields} {}", hex(&self.data)),
        }
    }
}

/// The record as a zone file has it: `3 1 1 94a97703…`, all of it, in lower case.
impl fmt::Display for Tlsa {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {} {} ",
            self.usage, self.selector, self.matching_type
        )?;
        self.data
            .iter()
            .try_for_each(|octet| write!(f, "{octet:02x}"))
    }
}

fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

/// The certificate association data of a certificate.
fn associated(certificate: &Certificate, selector: u8, matching: u8) -> Option<Vec<u8>> {
    let selected = match selector {
        field::CERT => &certificate.der,
        field::SPKI => &certificate.contents.as_ref().ok()?.key.spki,
        _ => return None,
    };
    matched(selected, matching).map(Cow::into_owned)
}

pub(super) fn matched(selected: &[u8], matching: u8) -> Option<Cow<'_, [u8]>> {
    Some(match matching {
        field::FULL => Cow::Borrowed(selected),
        field::SHA2_256 => Cow::Owned(digest(&SHA256, selected).as_ref().to_vec()),
        field::SHA2_512 => Cow::Owned(digest(&SHA512, selected).as_ref().to_vec()),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The SHA-256 digest of nothing.
    const NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[test]
    fn records_are_shown_whole_short_and_by_name() {
        let record: Tlsa = format!("3 1 1 {NOTHING}").parse().expect("a record");
        assert_eq!(record.to_string(), format!("3 1 1 {NOTHING}"));
        assert_eq!(record.shortened(), "3 1 1 e3b0c442...b855");
        assert_eq!(record.acronyms(), "DANE-EE(3) SPKI(1) SHA2-256(1)");
        let odd = Tlsa {
            usage: 4,
            selector: 255,
            matching_type: 3,
            data: vec![0, 1, 2, 3, 4, 5],
        };
        assert_eq!(odd.shortened(), "4 255 3 000102030405");
        assert_eq!(odd.acronyms(), "4 PrivSel(255) 3");
    }

    // D24
    #[test]
    fn the_digest_of_nothing_is_known() {
        let empty512 = digest(&SHA512, b"");
        let empty512 = hex(empty512.as_ref());
        for (text, of_nothing) in [
            (format!("3 1 1 {NOTHING}"), true),
            (format!("2 0 2 {empty512}"), true),
            (format!("3 1 2 {NOTHING}"), false),
            (format!("3 1 0 {NOTHING}"), false),
            (format!("3 1 1 00{}", &NOTHING[2..]), false),
        ] {
            let record: Tlsa = text.parse().expect("a record");
            assert_eq!(record.is_of_nothing(), of_nothing, "{text}");
        }
    }

    // D55
    #[test]
    fn a_record_made_of_a_certificate_matches_it() {
        let pem = include_str!("../../tests/fixtures/certificates/root.pem");
        let der: Vec<u8> = {
            use rustls::pki_types::{CertificateDer, pem::PemObject};
            CertificateDer::from_pem_slice(pem.as_bytes())
                .expect("a certificate")
                .to_vec()
        };
        let certificate = Certificate::from_der(&der);
        for usage in 0..=3 {
            for selector in 0..=1 {
                for matching in 0..=2 {
                    let made = Tlsa::of(&certificate, usage, selector, matching);
                    let made = made.expect("a record");
                    assert!(made.matches(&certificate));
                    let mut other = made.clone();
                    other.data[0] ^= 1;
                    assert!(!other.matches(&certificate));
                }
            }
        }
        let key = Tlsa::of(&certificate, 3, 1, 1).expect("a record");
        let contents = certificate.contents.as_ref().expect("parses");
        assert_eq!(key.data, contents.key.sha256.as_bytes());
        for (usage, selector, matching) in [(4, 0, 1), (255, 0, 1), (3, 2, 1), (3, 1, 3)] {
            assert_eq!(Tlsa::of(&certificate, usage, selector, matching), None);
        }
        let malformed = Certificate::from_der(b"no certificate");
        assert_eq!(Tlsa::of(&malformed, 3, 1, 1), None);
        assert!(Tlsa::of(&malformed, 3, 0, 1).is_some());
    }
}
