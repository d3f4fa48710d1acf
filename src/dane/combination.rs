//! A combination of usage, selector and matching type: what a TLSA record says beside its data (RFC 7671 §8).

use std::fmt;

use super::Tlsa;
use super::field::{MATCHING_TYPES, SELECTORS, SPKI, USAGES, name, number};
use crate::certificate::{Certificate, PublicKey};

/// A combination of the three fields. Shown as `3 1 1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Combination {
    /// The certificate usage.
    pub usage: u8,
    /// The selector.
    pub selector: u8,
    /// The matching type.
    pub matching_type: u8,
}

impl Combination {
    /// DANE-EE(3) SPKI(1) SHA2-256(1), which RFC 7672 §3.1.1 recommends in most cases.
    pub const RECOMMENDED: Self = Self::new(3, 1, 1);
    /// DANE-TA(2) SPKI(1) SHA2-256(1), for the issuing CA.
    pub const ISSUER: Self = Self::new(2, 1, 1);

    /// A combination of these numbers.
    pub const fn new(usage: u8, selector: u8, matching_type: u8) -> Self {
        Self {
            usage,
            selector,
            matching_type,
        }
    }

    /// That of a record.
    pub fn of(record: &Tlsa) -> Self {
        Self::new(record.usage, record.selector, record.matching_type)
    }

    /// The number of a usage that is written as `3`, `DANE-EE` or `DANE-EE(3)`, of those that have a meaning.
    pub fn usage(text: &str) -> Option<u8> {
        number(&USAGES, text).filter(|number| *number <= 3)
    }

    /// The same for a selector.
    pub fn selector(text: &str) -> Option<u8> {
        number(&SELECTORS, text).filter(|number| *number <= 1)
    }

    /// The same for a matching type.
    pub fn matching_type(text: &str) -> Option<u8> {
        number(&MATCHING_TYPES, text).filter(|number| *number <= 2)
    }

    /// The record that speaks of a certificate; nothing where its key is asked for and it cannot be parsed.
    pub fn record(self, certificate: &Certificate) -> Option<Tlsa> {
        Tlsa::of(certificate, self.usage, self.selector, self.matching_type)
    }

    /// The record that speaks of a key, where it speaks of keys.
    pub fn record_of_key(self, key: &PublicKey) -> Option<Tlsa> {
        name(&USAGES, self.usage).filter(|_| self.usage <= 3 && self.selector == SPKI)?;
        Some(Tlsa {
            usage: self.usage,
            selector: self.selector,
            matching_type: self.matching_type,
            data: super::tlsa::matched(&key.spki, self.matching_type)?.into_owned(),
        })
    }
}

impl fmt::Display for Combination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.usage, self.selector, self.matching_type)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_by_number_and_name() {
        assert_eq!(Combination::usage("DANE-EE"), Some(3));
        assert_eq!(Combination::usage("dane-ta(2)"), Some(2));
        assert_eq!(Combination::selector("SPKI"), Some(1));
        assert_eq!(Combination::matching_type("2"), Some(2));
        for text in ["4", "255", "PrivCert", "", "x"] {
            assert_eq!(Combination::usage(text), None, "{text}");
        }
        assert_eq!(Combination::selector("2"), None);
        assert_eq!(Combination::matching_type("3"), None);
    }

    // D55
    #[test]
    fn a_key_alone_makes_the_record_that_its_certificate_makes() {
        use rustls::pki_types::{CertificateDer, pem::PemObject};
        let pem = include_str!("../../tests/fixtures/certificates/root.pem");
        let der = CertificateDer::from_pem_slice(pem.as_bytes()).expect("a certificate");
        let certificate = Certificate::from_der(&der);
        let key = certificate.contents.as_ref().expect("contents").key.clone();
        for usage in 0..=3 {
            for matching in 0..=2 {
                let combination = Combination::new(usage, 1, matching);
                assert_eq!(
                    combination.record_of_key(&key),
                    combination.record(&certificate)
                );
                let whole = Combination::new(usage, 0, matching);
                assert_eq!(whole.record_of_key(&key), None);
            }
        }
    }
}
