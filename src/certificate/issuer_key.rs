//! An issuer as far as it can be held against what it signed: its name and its key.

use aws_lc_rs::digest::{Algorithm, SHA1_FOR_LEGACY_USE_ONLY, SHA256, SHA384, SHA512, digest};
use x509_parser::prelude::FromDer;
use x509_parser::x509::SubjectPublicKeyInfo;

use super::{Certificate, DistinguishedName};

/// The name and the key of an **issuer**, from its certificate or from a trust anchor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuerKey {
    /// Its subject.
    pub name: DistinguishedName,
    /// The DER encoding of its SubjectPublicKeyInfo.
    pub spki: Vec<u8>,
}

impl IssuerKey {
    /// That of a certificate, if it can be parsed.
    pub fn of(certificate: &Certificate) -> Option<Self> {
        let contents = certificate.contents.as_ref().ok()?;
        Some(Self {
            name: contents.subject.clone(),
            spki: contents.key.spki.clone(),
        })
    }

    /// Whether these are the digests of its name and of its key, as a CertID has them (RFC 6960 §4.1.1); nothing where the digest
    /// is of an unknown kind.
    pub(super) fn has_hashes(&self, algorithm: &str, name: &[u8], key: &[u8]) -> Option<bool> {
        let algorithm = digest_named(algorithm)?;
        let own_key = self.key_digest(algorithm)?;
        Some(digest(algorithm, self.name.as_der()).as_ref() == name && own_key == key)
    }

    /// Whether this is the SHA-1 digest of its key, as a ResponderID may have it (RFC 6960 §4.2.1).
    pub(super) fn has_key_hash(&self, hash: &[u8]) -> bool {
        self.key_digest(&SHA1_FOR_LEGACY_USE_ONLY)
            .is_some_and(|own| own == hash)
    }

    /// The digest of the key's bits, without tag, length and the number of unused bits.
    fn key_digest(&self, algorithm: &'static Algorithm) -> Option<Vec<u8>> {
        let (_, info) = SubjectPublicKeyInfo::from_der(&self.spki).ok()?;
        let bits = &info.subject_public_key.data;
        Some(digest(algorithm, bits).as_ref().to_vec())
    }
}

fn digest_named(identifier: &str) -> Option<&'static Algorithm> {
    Some(match identifier {
        "1.3.14.3.2.26" => &SHA1_FOR_LEGACY_USE_ONLY,
        "2.16.840.1.101.3.4.2.1" => &SHA256,
        "2.16.840.1.101.3.4.2.2" => &SHA384,
        "2.16.840.1.101.3.4.2.3" => &SHA512,
        _ => return None,
    })
}
