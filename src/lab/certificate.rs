//! What certificate a server of the lab has and what it sends along, as data.

use std::ops::Range;

/// An end-entity certificate that is wanted, and the chain it is sent in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateSpec {
    /// The presented identifiers (dNSName, or iPAddress where one parses as an address, or SRV-ID where one begins with an
    /// underscore); empty means the host's own name.
    pub names: Vec<String>,
    /// Where they stand.
    pub named_in: NamedIn,
    /// The validity, in days from now.
    pub days: Range<i64>,
    /// Who signs it.
    pub issuer: Issuer,
    /// What it says that it is for.
    pub purpose: Purpose,
    /// The kind of key.
    pub key: Key,
    /// What is sent, in order; empty means what a good server sends: the end entity, then its issuer unless that is the
    /// lab's root.
    pub sent: Vec<Sent>,
}

/// Where a certificate has its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedIn {
    /// In subjectAltName, the first of them as common name too.
    SubjectAltName,
    /// The first of them as common name, the others nowhere; common names do not count (RFC 9525 §2).
    CommonName,
}

/// Who signs an end-entity certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Issuer {
    /// The lab's intermediate; it chains to the lab's root.
    Intermediate,
    /// An intermediate under the lab's root that expired yesterday.
    ExpiredIntermediate,
    /// The lab's root itself.
    Root,
    /// A root that nobody trusts, sent along as servers with a private authority do.
    Stranger,
    /// Nobody: the certificate is self-signed.
    Itself,
}

/// What a certificate says that it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// TLS servers.
    Server,
    /// TLS clients only.
    Client,
    /// Signing certificates: it is a CA certificate, and used as an end entity all the same.
    Authority,
}

/// The kind of an end-entity key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// ECDSA on P-256, which is made in no time.
    P256,
    /// RSA of 2048 bits, which takes a tenth of a second or more to make.
    Rsa2048,
}

/// One certificate of those that a server sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// The host's own.
    EndEntity,
    /// The lab's intermediate.
    Intermediate,
    /// The intermediate that expired.
    ExpiredIntermediate,
    /// The lab's root.
    Root,
    /// The root that nobody trusts.
    Stranger,
}

impl CertificateSpec {
    /// What is sent, in order.
    pub(super) fn chain(&self) -> Vec<Sent> {
        if !self.sent.is_empty() {
            return self.sent.clone();
        }
        let along = match self.issuer {
            Issuer::Intermediate => Some(Sent::Intermediate),
            Issuer::ExpiredIntermediate => Some(Sent::ExpiredIntermediate),
            Issuer::Stranger => Some(Sent::Stranger),
            Issuer::Root | Issuer::Itself => None,
        };
        [Sent::EndEntity].into_iter().chain(along).collect()
    }
}

impl Default for CertificateSpec {
    /// What a good server has: its own name, three months, the lab's intermediate, ECDSA.
    fn default() -> Self {
        Self {
            names: Vec::new(),
            named_in: NamedIn::SubjectAltName,
            days: -1..89,
            issuer: Issuer::Intermediate,
            purpose: Purpose::Server,
            key: Key::P256,
            sent: Vec::new(),
        }
    }
}
