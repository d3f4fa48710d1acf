//! Whether an SMTP client can use a record at all (RFC 7671 §9, RFC 7672 §3.1); what it matches is another question.

use std::fmt;

use super::Tlsa;
use super::field::{
    CERT, DANE_EE, FULL, MATCHING_TYPES, PKIX_EE, PRIVATE, SELECTORS, SHA2_256, SHA2_512, SPKI,
    USAGES, named,
};
use crate::certificate::{Certificate, PublicKey};

/// Why a record is **unusable** for SMTP. Its text is a fragment of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// PKIX-TA or PKIX-EE, which lean on public CAs; mail knows no list of them that all agree on (RFC 7672 §3.1.3).
    PkixUsage(u8),
    /// A number of the usage that means nothing.
    UnknownUsage(u8),
    /// A number of the selector that means nothing.
    UnknownSelector(u8),
    /// A number of the matching type that means nothing.
    UnknownMatchingType(u8),
    /// 255 in this field, which two parties may give a meaning among themselves (RFC 7218 §2).
    Private(&'static str),
    /// There is no data.
    NoData,
    /// The data is not as long as the digest is, in octets.
    DigestLength {
        /// How long it is.
        is: usize,
        /// How long it should be.
        should: usize,
        /// The digest, by its name.
        digest: String,
    },
    /// The data should be a certificate (`x 0 0`).
    NoCertificate,
    /// The data should be a SubjectPublicKeyInfo (`x 1 0`).
    NoKey,
}

impl Tlsa {
    /// Why an SMTP client cannot use the record; nothing where it can.
    pub fn unusable(&self) -> Option<Unusable> {
        self.unusable_fields().or_else(|| self.unusable_data())
    }

    fn unusable_fields(&self) -> Option<Unusable> {
        let fields = [
            (self.usage, "usage"),
            (self.selector, "selector"),
            (self.matching_type, "matching type"),
        ];
        if let Some((_, field)) = fields.iter().find(|(number, _)| *number == PRIVATE) {
            return Some(Unusable::Private(field));
        }
        Some(match (self.usage, self.selector, self.matching_type) {
            (0..=PKIX_EE, ..) => Unusable::PkixUsage(self.usage),
            (usage, ..) if usage > DANE_EE => Unusable::UnknownUsage(usage),
            (_, selector, _) if selector > SPKI => Unusable::UnknownSelector(selector),
            (.., matching) if matching > SHA2_512 => Unusable::UnknownMatchingType(matching),
            _ => return None,
        })
    }

    fn unusable_data(&self) -> Option<Unusable> {
        let is = self.data.len();
        let digest = |should: usize| {
            (is != should).then(|| Unusable::DigestLength {
                is,
                should,
                digest: named(&MATCHING_TYPES, self.matching_type),
            })
        };
        match (self.matching_type, self.selector) {
            _ if is == 0 => Some(Unusable::NoData),
            (SHA2_256, _) => digest(32),
            (SHA2_512, _) => digest(64),
            (FULL, CERT) => Certificate::from_der(&self.data)
                .contents
                .is_err()
                .then_some(Unusable::NoCertificate),
            (FULL, _) => PublicKey::from_der(&self.data)
                .is_none()
                .then_some(Unusable::NoKey),
            _ => None,
        }
    }
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PkixUsage(usage) => write!(
                f,
                "the usage {} means nothing for mail between servers",
                named(&USAGES, *usage)
            ),
            Self::UnknownUsage(usage) => {
                write!(f, "the usage {} is not known", named(&USAGES, *usage))
            }
            Self::UnknownSelector(selector) => {
                write!(
                    f,
                    "the selector {} is not known",
                    named(&SELECTORS, *selector)
                )
            }
            Self::UnknownMatchingType(matching) => write!(
                f,
                "the matching type {} is not known",
                named(&MATCHING_TYPES, *matching)
            ),
            Self::Private(field) => write!(f, "the {field} {PRIVATE} is for private use"),
            Self::NoData => f.write_str("it has no data"),
            Self::DigestLength { is, should, digest } => {
                write!(f, "its data is {is} octets long, and {digest} has {should}")
            }
            Self::NoCertificate => f.write_str("its data is no certificate"),
            Self::NoKey => f.write_str("its data is no public key (SubjectPublicKeyInfo)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(text: &str) -> Option<String> {
        let record: Tlsa = text.parse().expect(text);
        record.unusable().map(|unusable| unusable.to_string())
    }

    #[test]
    fn records_that_no_sender_can_use_say_why() {
        let (d256, d512) = ("00".repeat(32), "00".repeat(64));
        for (case, text, expected) in [
            ("D01", format!("3 1 1 {d256}"), None),
            ("D07", format!("2 0 2 {d512}"), None),
            (
                "D17",
                format!("0 0 1 {d256}"),
                Some("the usage PKIX-TA(0) means nothing for mail between servers"),
            ),
            (
                "D17",
                format!("1 1 1 {d256}"),
                Some("the usage PKIX-EE(1) means nothing for mail between servers"),
            ),
            (
                "D20",
                format!("4 1 1 {d256}"),
                Some("the usage 4 is not known"),
            ),
            (
                "D20",
                format!("3 2 1 {d256}"),
                Some("the selector 2 is not known"),
            ),
            (
                "D20",
                format!("3 1 3 {d256}"),
                Some("the matching type 3 is not known"),
            ),
            (
                "D23",
                format!("255 1 1 {d256}"),
                Some("the usage 255 is for private use"),
            ),
            (
                "D23",
                format!("3 255 1 {d256}"),
                Some("the selector 255 is for private use"),
            ),
            (
                "D23",
                format!("3 1 255 {d256}"),
                Some("the matching type 255 is for private use"),
            ),
            (
                "D20 length",
                format!("3 1 1 {d512}"),
                Some("its data is 64 octets long, and SHA2-256(1) has 32"),
            ),
            (
                "D20 length",
                format!("2 1 2 {d256}"),
                Some("its data is 32 octets long, and SHA2-512(2) has 64"),
            ),
            (
                "D22",
                format!("3 0 0 {d256}"),
                Some("its data is no certificate"),
            ),
            (
                "D22",
                format!("2 1 0 {d256}"),
                Some("its data is no public key (SubjectPublicKeyInfo)"),
            ),
        ] {
            assert_eq!(why(&text).as_deref(), expected, "{case}");
        }
    }

    // D22
    #[test]
    fn whole_certificates_and_keys_are_used_only_to_the_last_octet() {
        use rustls::pki_types::{CertificateDer, pem::PemObject};
        let pem = include_str!("../../tests/fixtures/certificates/root.pem");
        let der = CertificateDer::from_pem_slice(pem.as_bytes()).expect("a certificate");
        let certificate = Certificate::from_der(&der);
        for selector in 0..=1 {
            let mut record = Tlsa::of(&certificate, 2, selector, 0).expect("a record");
            assert_eq!(record.unusable(), None);
            record.data.push(0);
            assert!(record.unusable().is_some(), "one octet too many");
            record.data.truncate(record.data.len() - 2);
            assert!(record.unusable().is_some(), "cut short");
            record.data.clear();
            assert_eq!(record.unusable(), Some(Unusable::NoData));
        }
    }
}
