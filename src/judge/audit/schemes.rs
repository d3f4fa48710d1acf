//! The digest of a signature scheme.

use crate::tls::names::{SignatureHash, SignatureKey, signature_scheme};

/// The digest of a scheme or of a pair of hash and signature (RFC 5246 §7.4.1.4.1), by its usual name; where a scheme has its own,
/// the name of that.
pub(super) fn hash(scheme: u16) -> Option<&'static str> {
    let known = signature_scheme(scheme)?;
    Some(match (known.hash, known.key) {
        (SignatureHash::Md5, _) => "MD5",
        (SignatureHash::Sha1, _) => "SHA-1",
        (SignatureHash::Sha224, _) => "SHA-224",
        (SignatureHash::Sha256, _) => "SHA-256",
        (SignatureHash::Sha384, _) => "SHA-384",
        (SignatureHash::Sha512, _) => "SHA-512",
        (SignatureHash::Sm3, _) => "SM3",
        (SignatureHash::Streebog, _) => "Streebog",
        (SignatureHash::Intrinsic, SignatureKey::Ed25519) => "Ed25519",
        (SignatureHash::Intrinsic, SignatureKey::Ed448) => "Ed448",
        (SignatureHash::Intrinsic, SignatureKey::MlDsa) => "ML-DSA",
        (SignatureHash::Intrinsic, SignatureKey::SlhDsa) => "SLH-DSA",
        (SignatureHash::Intrinsic, _) => return None,
    })
}

/// The digests of which collisions can be made.
pub(super) const WEAK_HASHES: [&str; 2] = ["SHA-1", "MD5"];

/// The digest, where it is one of which collisions can be made.
pub(super) fn weak_hash(scheme: u16) -> Option<&'static str> {
    hash(scheme).filter(|hash| WEAK_HASHES.contains(hash))
}
