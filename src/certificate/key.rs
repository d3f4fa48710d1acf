//! The key that a certificate certifies: its algorithm, its strength, and its digest.

use std::fmt;

use x509_parser::asn1_rs::FromDer;
use x509_parser::public_key::RSAPublicKey;
use x509_parser::x509::SubjectPublicKeyInfo;

use super::Sha256;
use super::der::contents;
use super::oid::dotted;

/// A certificate's **public key** with its SubjectPublicKeyInfo (RFC 5280 §4.1.2.7). Shown as
/// `RSA 2048 bits`, `ECDSA P-256` or `Ed25519`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    /// What kind of key it is.
    pub algorithm: KeyAlgorithm,
    /// The length of an RSA modulus, or the size of the curve, in bits; absent where it cannot be told.
    pub bits: Option<u32>,
    /// The named curve of an ECDSA key.
    pub curve: Option<Curve>,
    /// The DER encoding of the SubjectPublicKeyInfo: what TLSA selector SPKI speaks of.
    pub spki: Vec<u8>,
    /// The SHA-256 digest of `spki`.
    pub sha256: Sha256,
}

impl PublicKey {
    /// Reads a DER-encoded SubjectPublicKeyInfo, such as that of a trust anchor; nothing if it is malformed or more follows.
    pub fn from_der(spki: &[u8]) -> Option<Self> {
        let (rest, info) = SubjectPublicKeyInfo::from_der(spki).ok()?;
        Self::from_spki(&info).filter(|_| rest.is_empty())
    }

    /// Nothing if the SEQUENCE holds more than algorithm and key (RFC 5280 §4.1): x509-parser passes over what follows them and
    /// leaves it out of `raw`, whose digest would then be one that nobody else computes.
    pub(super) fn from_spki(info: &SubjectPublicKeyInfo<'_>) -> Option<Self> {
        contents(info.raw)?;
        let algorithm = KeyAlgorithm::from_identifier(dotted(info.algorithm.algorithm.as_bytes()));
        let curve = (algorithm == KeyAlgorithm::Ecdsa)
            .then(|| curve(info))
            .flatten();
        let bits = match algorithm {
            KeyAlgorithm::Rsa | KeyAlgorithm::RsaPss => modulus_bits(&info.subject_public_key.data),
            KeyAlgorithm::Ed25519 => Some(256),
            KeyAlgorithm::Ed448 => Some(456),
            _ => curve.as_ref().and_then(|curve| curve.bits),
        };
        Some(Self {
            algorithm,
            bits,
            curve,
            spki: info.raw.to_vec(),
            sha256: Sha256::of(info.raw),
        })
    }

    /// What Postfix puts in brackets behind the signature: `prime256v1` or `2048 bits`.
    pub fn postfix_size(&self) -> Option<String> {
        match (&self.curve, &self.algorithm, self.bits) {
            (Some(curve), _, _) => Some(curve.openssl.clone()),
            (None, KeyAlgorithm::Rsa | KeyAlgorithm::RsaPss, Some(bits)) => {
                Some(format!("{bits} bits"))
            }
            _ => None,
        }
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.algorithm.fmt(f)?;
        match (&self.curve, &self.algorithm, self.bits) {
            (Some(curve), _, _) => write!(f, " {}", curve.name),
            (None, KeyAlgorithm::Rsa | KeyAlgorithm::RsaPss, Some(bits)) => {
                write!(f, " {bits} bits")
            }
            _ => Ok(()),
        }
    }
}

/// The **algorithm** that a key is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum KeyAlgorithm {
    /// RSA for any padding (`rsaEncryption`).
    Rsa,
    /// RSA that may make PSS signatures only (`id-RSASSA-PSS`).
    RsaPss,
    /// DSA, which TLS 1.3 has no use for.
    Dsa,
    /// Elliptic curves; TLS signs with ECDSA.
    Ecdsa,
    /// Ed25519.
    Ed25519,
    /// Ed448.
    Ed448,
    /// ML-DSA-44, post-quantum.
    MlDsa44,
    /// ML-DSA-65, post-quantum.
    MlDsa65,
    /// ML-DSA-87, post-quantum.
    MlDsa87,
    /// Any other, by its dotted object identifier.
    Other(String),
}

impl KeyAlgorithm {
    /// The names of those that are known.
    pub const NAMES: [&str; 9] = [
        "RSA",
        "RSA-PSS",
        "DSA",
        "ECDSA",
        "Ed25519",
        "Ed448",
        "ML-DSA-44",
        "ML-DSA-65",
        "ML-DSA-87",
    ];

    fn from_identifier(identifier: String) -> Self {
        match identifier.as_str() {
            "1.2.840.113549.1.1.1" => Self::Rsa,
            "1.2.840.113549.1.1.10" => Self::RsaPss,
            "1.2.840.10040.4.1" => Self::Dsa,
            "1.2.840.10045.2.1" => Self::Ecdsa,
            "1.3.101.112" => Self::Ed25519,
            "1.3.101.113" => Self::Ed448,
            "2.16.840.1.101.3.4.3.17" => Self::MlDsa44,
            "2.16.840.1.101.3.4.3.18" => Self::MlDsa65,
            "2.16.840.1.101.3.4.3.19" => Self::MlDsa87,
            _ => Self::Other(identifier),
        }
    }
}

impl fmt::Display for KeyAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Rsa => "RSA",
            Self::RsaPss => "RSA-PSS",
            Self::Dsa => "DSA",
            Self::Ecdsa => "ECDSA",
            Self::Ed25519 => "Ed25519",
            Self::Ed448 => "Ed448",
            Self::MlDsa44 => "ML-DSA-44",
            Self::MlDsa65 => "ML-DSA-65",
            Self::MlDsa87 => "ML-DSA-87",
            Self::Other(identifier) => identifier,
        })
    }
}

/// A **named curve**.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Curve {
    /// NIST's name (`P-256`), or the usual one; an unknown curve's dotted object identifier.
    pub name: String,
    /// OpenSSL's name (`prime256v1`), which Postfix prints.
    pub openssl: String,
    /// The size in bits, if the curve is known.
    pub bits: Option<u32>,
}

#[rustfmt::skip]
static CURVES: &[(&str, &str, &str, u32)] = &[
    ("1.2.840.10045.3.1.1", "P-192", "prime192v1", 192),
    ("1.3.132.0.33", "P-224", "secp224r1", 224),
    ("1.2.840.10045.3.1.7", "P-256", "prime256v1", 256),
    ("1.3.132.0.34", "P-384", "secp384r1", 384),
    ("1.3.132.0.35", "P-521", "secp521r1", 521),
    ("1.3.132.0.10", "secp256k1", "secp256k1", 256),
    ("1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1", "brainpoolP256r1", 256),
    ("1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1", "brainpoolP384r1", 384),
    ("1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1", "brainpoolP512r1", 512),
];

/// The curve that the algorithm's parameters name; explicit parameters name none.
fn curve(info: &SubjectPublicKeyInfo<'_>) -> Option<Curve> {
    let oid = info.algorithm.parameters.as_ref()?.as_oid().ok()?;
    let identifier = dotted(oid.as_bytes());
    let known = CURVES.iter().find(|(known, ..)| *known == identifier);
    Some(match known {
        Some((_, name, openssl, bits)) => Curve {
            name: (*name).to_owned(),
            openssl: (*openssl).to_owned(),
            bits: Some(*bits),
        },
        None => Curve {
            name: identifier.clone(),
            openssl: identifier,
            bits: None,
        },
    })
}

/// The length of the modulus, of which neither leading zero octets nor leading zero bits count.
fn modulus_bits(key: &[u8]) -> Option<u32> {
    let (_, key) = RSAPublicKey::from_der(key).ok()?;
    let leading = key.modulus.iter().take_while(|octet| **octet == 0).count();
    let significant = key.modulus.get(leading..)?;
    let first = significant.first()?;
    u32::try_from(significant.len())
        .ok()?
        .checked_mul(8)?
        .checked_sub(first.leading_zeros())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RSAPublicKey with this modulus and the exponent 3.
    fn rsa(modulus: &[u8]) -> Vec<u8> {
        let mut body = vec![2, u8::try_from(modulus.len()).expect("short")];
        body.extend_from_slice(modulus);
        body.extend([2, 1, 3]);
        crate::certificate::in_sequence(&body)
    }

    #[test]
    fn a_modulus_is_as_long_as_its_highest_bit() {
        assert_eq!(modulus_bits(&rsa(&[0, 0x80, 1])), Some(16));
        assert_eq!(modulus_bits(&rsa(&[0x7f, 1])), Some(15));
        assert_eq!(modulus_bits(&rsa(&[0])), None);
        assert_eq!(modulus_bits(b"garbage"), None);
    }

    #[test]
    fn the_names_are_those_of_the_known_algorithms() {
        let known = [
            "1.2.840.113549.1.1.1",
            "1.2.840.113549.1.1.10",
            "1.2.840.10040.4.1",
            "1.2.840.10045.2.1",
            "1.3.101.112",
            "1.3.101.113",
            "2.16.840.1.101.3.4.3.17",
            "2.16.840.1.101.3.4.3.18",
            "2.16.840.1.101.3.4.3.19",
        ];
        let named = known.map(|it| KeyAlgorithm::from_identifier(it.to_owned()).to_string());
        assert_eq!(named, KeyAlgorithm::NAMES);
    }
}
