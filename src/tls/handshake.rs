//! What one handshake showed.

use rustls::pki_types::CertificateDer;
use rustls::{CipherSuite, NamedGroup, ProtocolVersion, SignatureScheme};

/// What was seen of the peer, also where the handshake failed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// The certificates as sent, end entity first (RFC 9846 §4.5.1).
    pub chain: Vec<CertificateDer<'static>>,
    /// The stapled OCSP response as sent (RFC 6066 §8); empty where there is none.
    pub ocsp_staple: Vec<u8>,
    /// The server's signature over the handshake.
    pub signature: Option<(SignatureScheme, HandshakeSignature)>,
    /// The server's request for a client certificate.
    pub certificate_request: Option<CertificateRequest>,
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
    /// How many acceptable issuers the server named; none means any.
    pub issuers: usize,
    /// A certificate was sent in answer.
    pub answered: bool,
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
    /// The server name that was sent (RFC 6066 §3); `None` where there was none to send.
    pub server_name: Option<String>,
}
