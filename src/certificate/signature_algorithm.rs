//! Names of the algorithms by which certificates are signed, as OpenSSL prints them.

use std::fmt;

use super::der::elements;
use super::oid::{dotted, hexadecimal};

/// A **signature algorithm**: OpenSSL's name for it where it has one, else its dotted identifier.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SignatureAlgorithm {
    identifier: String,
}

impl SignatureAlgorithm {
    /// The algorithm with this dotted object identifier.
    pub fn new(identifier: String) -> Self {
        Self { identifier }
    }

    /// The algorithm of an AlgorithmIdentifier without its outer tag and length.
    pub fn from_algorithm_identifier(contents: &[u8]) -> Self {
        let identifier = elements(contents).and_then(|elements| {
            let identifier = elements.first()?;
            Some(dotted(identifier.any.data))
        });
        Self::new(identifier.unwrap_or_else(|| hexadecimal(contents)))
    }

    /// The dotted object identifier.
    pub fn identifier(&self) -> &str {
        &self.identifier
    }

    /// The digest, if it is one whose collisions can be made, so that nobody should accept it.
    pub fn broken_digest(&self) -> Option<&'static str> {
        self.row().and_then(|row| row.broken_digest)
    }

    /// The family of the key that can have made such a signature.
    pub(super) fn family(&self) -> Option<Family> {
        self.row().map(|row| row.family)
    }

    fn row(&self) -> Option<&'static Row> {
        ROWS.iter().find(|row| row.identifier == self.identifier)
    }
}

impl fmt::Display for SignatureAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.row().map_or(&self.identifier, |row| row.name))
    }
}

/// The kinds of keys that make signatures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// RSA, with either padding.
    Rsa,
    /// DSA.
    Dsa,
    /// ECDSA on any curve.
    Ecdsa,
    /// Ed25519.
    Ed25519,
    /// Ed448.
    Ed448,
    /// ML-DSA of any strength.
    MlDsa,
}

struct Row {
    identifier: &'static str,
    name: &'static str,
    family: Family,
    broken_digest: Option<&'static str>,
}

const fn row(identifier: &'static str, name: &'static str, family: Family) -> Row {
    Row {
        identifier,
        name,
        family,
        broken_digest: None,
    }
}

const fn broken(
    identifier: &'static str,
    name: &'static str,
    family: Family,
    digest: &'static str,
) -> Row {
    Row {
        identifier,
        name,
        family,
        broken_digest: Some(digest),
    }
}

#[rustfmt::skip]
static ROWS: &[Row] = &[
    broken("1.2.840.113549.1.1.2", "md2WithRSAEncryption", Family::Rsa, "MD2"),
    broken("1.2.840.113549.1.1.3", "md4WithRSAEncryption", Family::Rsa, "MD4"),
    broken("1.2.840.113549.1.1.4", "md5WithRSAEncryption", Family::Rsa, "MD5"),
    broken("1.2.840.113549.1.1.5", "sha1WithRSAEncryption", Family::Rsa, "SHA-1"),
    broken("1.3.14.3.2.29", "sha1WithRSA", Family::Rsa, "SHA-1"),
    row("1.2.840.113549.1.1.10", "rsassaPss", Family::Rsa),
    row("1.2.840.113549.1.1.11", "sha256WithRSAEncryption", Family::Rsa),
    row("1.2.840.113549.1.1.12", "sha384WithRSAEncryption", Family::Rsa),
    row("1.2.840.113549.1.1.13", "sha512WithRSAEncryption", Family::Rsa),
    row("1.2.840.113549.1.1.14", "sha224WithRSAEncryption", Family::Rsa),
    row("2.16.840.1.101.3.4.3.14", "RSA-SHA3-256", Family::Rsa),
    row("2.16.840.1.101.3.4.3.15", "RSA-SHA3-384", Family::Rsa),
    row("2.16.840.1.101.3.4.3.16", "RSA-SHA3-512", Family::Rsa),
    broken("1.2.840.10040.4.3", "dsaWithSHA1", Family::Dsa, "SHA-1"),
    row("2.16.840.1.101.3.4.3.1", "dsa_with_SHA224", Family::Dsa),
    row("2.16.840.1.101.3.4.3.2", "dsa_with_SHA256", Family::Dsa),
    broken("1.2.840.10045.4.1", "ecdsa-with-SHA1", Family::Ecdsa, "SHA-1"),
    row("1.2.840.10045.4.3.1", "ecdsa-with-SHA224", Family::Ecdsa),
    row("1.2.840.10045.4.3.2", "ecdsa-with-SHA256", Family::Ecdsa),
    row("1.2.840.10045.4.3.3", "ecdsa-with-SHA384", Family::Ecdsa),
    row("1.2.840.10045.4.3.4", "ecdsa-with-SHA512", Family::Ecdsa),
    row("1.3.101.112", "ED25519", Family::Ed25519),
    row("1.3.101.113", "ED448", Family::Ed448),
    row("2.16.840.1.101.3.4.3.17", "ML-DSA-44", Family::MlDsa),
    row("2.16.840.1.101.3.4.3.18", "ML-DSA-65", Family::MlDsa),
    row("2.16.840.1.101.3.4.3.19", "ML-DSA-87", Family::MlDsa),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_ones_by_name_and_others_by_number() {
        let ecdsa = SignatureAlgorithm::new("1.2.840.10045.4.3.2".into());
        assert_eq!(ecdsa.to_string(), "ecdsa-with-SHA256");
        assert_eq!(ecdsa.broken_digest(), None);
        let sha1 = SignatureAlgorithm::new("1.2.840.113549.1.1.5".into());
        assert_eq!(sha1.broken_digest(), Some("SHA-1"));
        let unknown = SignatureAlgorithm::new("1.2.3".into());
        assert_eq!(unknown.to_string(), "1.2.3");
        assert_eq!(unknown.family(), None);
    }

    #[test]
    fn no_identifier_twice() {
        for (position, row) in ROWS.iter().enumerate() {
            let first = ROWS
                .iter()
                .position(|other| other.identifier == row.identifier);
            assert_eq!(first, Some(position), "{}", row.name);
        }
    }
}
