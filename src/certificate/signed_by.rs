//! Whether one certificate's key made another's signature.

use x509_parser::asn1_rs::BitString;
use x509_parser::error::X509Error;
use x509_parser::prelude::FromDer;
use x509_parser::verify::verify_signature;
use x509_parser::x509::{AlgorithmIdentifier, SubjectPublicKeyInfo};

use super::from_der::parse;
use super::oid::dotted;
use super::signature_algorithm::Family;
use super::{Certificate, KeyAlgorithm, PublicKey, SignatureAlgorithm};

/// Whether a signature was **made by** a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignedBy {
    /// The signature verifies with that key.
    Yes,
    /// It does not, or a key of that kind cannot have made it.
    No,
    /// The algorithm or the length of the key is beyond what can be verified here, or one of the two is
    /// malformed.
    CannotTell,
}

impl Certificate {
    /// Whether `issuer`'s key made this certificate's signature; names and dates play no part.
    pub fn is_signed_by(&self, issuer: &Self) -> SignedBy {
        issuer
            .contents
            .as_ref()
            .map_or(SignedBy::CannotTell, |contents| {
                self.is_signed_by_key(&contents.key.spki)
            })
    }

    /// The same for the key in a DER-encoded SubjectPublicKeyInfo.
    pub fn is_signed_by_key(&self, spki: &[u8]) -> SignedBy {
        match parse(&self.der) {
            Ok(x509) => Signed {
                data: x509.tbs_certificate.as_ref(),
                algorithm: &x509.signature_algorithm,
                signature: &x509.signature_value,
            }
            .by(spki),
            Err(_) => SignedBy::CannotTell,
        }
    }
}

/// What was **signed**, and the signature.
pub(super) struct Signed<'a> {
    /// The octets that were signed.
    pub data: &'a [u8],
    /// How.
    pub algorithm: &'a AlgorithmIdentifier<'a>,
    /// The signature.
    pub signature: &'a BitString<'a>,
}

impl Signed<'_> {
    /// Whether the key in a DER-encoded SubjectPublicKeyInfo made the signature.
    pub(super) fn by(&self, spki: &[u8]) -> SignedBy {
        let Ok((_, info)) = SubjectPublicKeyInfo::from_der(spki) else {
            return SignedBy::CannotTell;
        };
        let Some(key) = PublicKey::from_spki(&info) else {
            return SignedBy::CannotTell;
        };
        let algorithm = SignatureAlgorithm::new(dotted(self.algorithm.algorithm.as_bytes()));
        if cannot_have_made(&key, algorithm.family()) {
            return SignedBy::No;
        }
        match verify_signature(&info, self.algorithm, self.signature, self.data) {
            Ok(()) => SignedBy::Yes,
            Err(X509Error::SignatureVerificationError) if is_of_usable_length(&key) => SignedBy::No,
            Err(_) => SignedBy::CannotTell,
        }
    }
}

/// Whether the key is known to be of another kind than the signature.
fn cannot_have_made(key: &PublicKey, signature: Option<Family>) -> bool {
    let family = match key.algorithm {
        KeyAlgorithm::Rsa | KeyAlgorithm::RsaPss => Family::Rsa,
        KeyAlgorithm::Dsa => Family::Dsa,
        KeyAlgorithm::Ecdsa => Family::Ecdsa,
        KeyAlgorithm::Ed25519 => Family::Ed25519,
        KeyAlgorithm::Ed448 => Family::Ed448,
        KeyAlgorithm::MlDsa44 | KeyAlgorithm::MlDsa65 | KeyAlgorithm::MlDsa87 => Family::MlDsa,
        KeyAlgorithm::Other(_) => return false,
    };
    signature.is_some_and(|signature| signature != family)
}

/// aws-lc refuses RSA keys outside these bounds without looking at the signature.
fn is_of_usable_length(key: &PublicKey) -> bool {
    match key.algorithm {
        KeyAlgorithm::Rsa | KeyAlgorithm::RsaPss => {
            key.bits.is_some_and(|bits| (2048..=8192).contains(&bits))
        }
        _ => true,
    }
}
