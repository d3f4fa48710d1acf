//! What one handshake showed.

use super::{Cleartext, Offered};
use crate::certificate::DistinguishedName;
use rustls::pki_types::CertificateDer;
use rustls::{CipherSuite, NamedGroup, ProtocolVersion, SignatureScheme};

/// What was seen of the peer, also where the handshake failed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// What was offered to it.
    pub offered: Offered,
    /// The certificates as sent, end entity first (RFC 9846 §4.5.1).
    pub chain: Vec<CertificateDer<'static>>,
    /// The stapled OCSP response as sent (RFC 6066 §8); empty where there is none.
    pub ocsp_staple: Vec<u8>,
    /// The server's signature over the handshake.
    pub signature: Option<(SignatureScheme, HandshakeSignature)>,
    /// The server's request for a client certificate.
    pub certificate_request: Option<CertificateRequest>,
    /// The server took the offer: a ServerHello came, and it was no HelloRetryRequest.
    pub has_chosen: bool,
    /// A warning that the server sent before it went on (RFC 6066 §3 knows one about the server name); the alert's number.
    pub warning: Option<u8>,
}

/// Whether the server proved that it holds the certificate's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HandshakeSignature {
    /// It did.
    Verified,
    /// The library cannot check this kind of key or certificate, so that nothing is proved either way; the reason.
    NotChecked(String),
    /// The signature is wrong.
    Wrong,
}

/// A request for a client certificate (RFC 9846 §4.4.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateRequest {
    /// The acceptable issuers that the server named; none means any (RFC 9846 §4.3.4).
    pub issuers: Vec<DistinguishedName>,
    /// How many more it named than are kept.
    pub omitted: usize,
    /// The schemes by which it accepts signatures.
    pub schemes: Vec<SignatureScheme>,
    /// What it got.
    pub answer: Answer,
}

/// What a request for a client certificate got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// There was none to send.
    None,
    /// A certificate.
    Sent,
    /// None, because the key of the one that there is can make no signature of the schemes that were asked for.
    Unusable,
}

/// What was negotiated in a handshake that was completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handshake {
    /// The protocol version.
    pub version: ProtocolVersion,
    /// The cipher suite.
    pub suite: CipherSuite,
    /// The group of the key exchange.
    pub group: Option<NamedGroup>,
    /// The server asked for another key share first (HelloRetryRequest, RFC 9846 §4.2.4).
    pub retried: bool,
    /// A session of an earlier connection was resumed, so that no certificate was sent (RFC 9846 §2.2).
    pub resumed: bool,
    /// The application protocol that the server chose of those offered (ALPN, RFC 7301).
    pub protocol: Option<Vec<u8>>,
    /// What the server said beside, in the clear; nothing where that could not be read.
    pub cleartext: Option<Cleartext>,
}
