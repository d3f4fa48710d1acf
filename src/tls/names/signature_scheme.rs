//! The signature schemes by which a server proves that it has its certificate's key.

mod table;
#[cfg(test)]
mod tests;

pub use table::SIGNATURE_SCHEMES;

use super::UnknownName;
use super::lookup::{Listed, by_code_point};
use super::protocol_version::{TLS_1_2, TLS_1_3};

/// A **signature scheme** and its names.
#[derive(Debug, PartialEq, Eq)]
pub struct SignatureSchemeName {
    /// The number on the wire.
    pub code_point: u16,
    /// IANA's name.
    pub name: &'static str,
    /// The key that signs.
    pub key: SignatureKey,
    /// The hash that is signed.
    pub hash: SignatureHash,
    /// The algorithm as Postfix logs it behind `server-signature`.
    pub postfix: &'static str,
}

/// The **key** that a signature is made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignatureKey {
    /// RSA, in a certificate for RSA in general.
    Rsa,
    /// RSA, in a certificate for RSASSA-PSS alone.
    RsaPss,
    /// DSA.
    Dsa,
    /// ECDSA.
    Ecdsa,
    /// Ed25519.
    Ed25519,
    /// Ed448.
    Ed448,
    /// ML-DSA, which is post-quantum.
    MlDsa,
    /// SLH-DSA, which is post-quantum.
    SlhDsa,
    /// SM2, of the Chinese standards.
    Sm2,
    /// GOST R 34.10-2012.
    Gost,
    /// A key that follows from a name.
    Identity,
}

/// The **hash** that is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignatureHash {
    /// MD5.
    Md5,
    /// SHA-1.
    Sha1,
    /// SHA-224.
    Sha224,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
    /// SM3, of the Chinese standards.
    Sm3,
    /// GOST R 34.11-2012.
    Streebog,
    /// The scheme has its own.
    Intrinsic,
}

impl SignatureSchemeName {
    /// Finds a scheme by its name or by its code point.
    pub fn parse(typed: &str) -> Result<&'static Self, UnknownName> {
        Self::find(typed)
    }

    /// A server's handshake may be signed with it in this version, by its number on the wire. SSL 3.0 to TLS 1.1 leave no choice.
    /// TLS 1.3 allows the old schemes of RSA and SHA-1 in certificates only (RFC 9846 §4.3.3).
    pub fn usable_at(&self, version: u16) -> bool {
        let is_pair = self.code_point >> 8 <= 6 && !self.name.ends_with("_legacy");
        match version {
            TLS_1_2 if is_pair => true,
            TLS_1_2 => match self.key {
                SignatureKey::Rsa => self.postfix == "RSA-PSS",
                SignatureKey::RsaPss | SignatureKey::Ed25519 | SignatureKey::Ed448 => true,
                SignatureKey::Gost => self.code_point >> 8 == 8,
                _ => false,
            },
            TLS_1_3 => match self.key {
                SignatureKey::Rsa => self.postfix == "RSA-PSS",
                SignatureKey::Ecdsa => !matches!(
                    self.hash,
                    SignatureHash::Md5 | SignatureHash::Sha1 | SignatureHash::Sha224
                ),
                SignatureKey::Gost => self.code_point >> 8 == 7,
                SignatureKey::Dsa => false,
                _ => true,
            },
            _ => false,
        }
    }

    /// The digest as Postfix logs it behind `server-digest`; absent where the scheme has its own.
    pub fn postfix_digest(&self) -> Option<&'static str> {
        match self.hash {
            SignatureHash::Md5 => Some("MD5"),
            SignatureHash::Sha1 => Some("SHA1"),
            SignatureHash::Sha224 => Some("SHA224"),
            SignatureHash::Sha256 => Some("SHA256"),
            SignatureHash::Sha384 => Some("SHA384"),
            SignatureHash::Sha512 => Some("SHA512"),
            SignatureHash::Sm3 => Some("SM3"),
            SignatureHash::Streebog | SignatureHash::Intrinsic => None,
        }
    }

    /// What Postfix logs of a TLS 1.3 server's signature: `server-signature ECDSA (prime256v1)
    /// server-digest SHA256`. `size` is the curve or the length of the key, as `2048 bits`.
    pub fn server_signature(&self, size: Option<&str>) -> String {
        let mut text = format!("server-signature {}", self.postfix);
        if let Some(size) = size {
            text.push_str(&format!(" ({size})"));
        }
        if let Some(digest) = self.postfix_digest() {
            text.push_str(&format!(" server-digest {digest}"));
        }
        text
    }
}

/// The scheme with this code point.
pub fn signature_scheme(code_point: u16) -> Option<&'static SignatureSchemeName> {
    by_code_point(code_point)
}

impl Listed for SignatureSchemeName {
    const KIND: &'static str = "signature scheme";

    fn all() -> &'static [Self] {
        SIGNATURE_SCHEMES
    }

    fn code_point(&self) -> u16 {
        self.code_point
    }

    fn names(&self) -> Vec<&'static str> {
        vec![self.name]
    }
}
