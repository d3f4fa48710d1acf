//! What certificate a server of the lab has, as data.

use std::ops::Range;

/// An end-entity certificate that is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateSpec {
    /// The presented identifiers (dNSName, or iPAddress where one parses as an address); empty means the host's own name.
    pub names: Vec<String>,
    /// The validity, in days from now.
    pub days: Range<i64>,
    /// Who signs it.
    pub issuer: Issuer,
    /// The kind of key.
    pub key: Key,
}

/// Who signs an end-entity certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Issuer {
    /// The lab's intermediate, which is sent along; it chains to the lab's root.
    Intermediate,
    /// The lab's root itself.
    Root,
    /// A root that nobody trusts, sent along as servers with a private authority do.
    Stranger,
    /// Nobody: the certificate is self-signed, and not a CA certificate.
    Itself,
}

/// The kind of an end-entity key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// ECDSA on P-256, which is made in no time.
    P256,
    /// RSA of 2048 bits, which takes a tenth of a second or more to make.
    Rsa2048,
}

impl Default for CertificateSpec {
    /// What a good server has: its own name, three months, the lab's intermediate, ECDSA.
    fn default() -> Self {
        Self {
            names: Vec::new(),
            days: -1..89,
            issuer: Issuer::Intermediate,
            key: Key::P256,
        }
    }
}
