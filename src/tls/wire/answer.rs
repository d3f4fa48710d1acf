//! What a server answered to a hello, up to where it would need an answer itself.

use super::extension::ExtensionType;
use super::key_exchange::ServerKeyExchange;
use super::ssl2::Ssl2ServerHello;
use crate::tls::names::{SSL_3_0, TLS_1_2, TLS_1_3};
use std::time::Duration;

/// The record type of alerts (RFC 9846 §5.1).
pub(super) const ALERT: u8 = 21;

/// Levels and numbers of alerts (RFC 9846 §6).
pub(super) const WARNING: u8 = 1;
const FATAL: u8 = 2;
pub(super) const CLOSE_NOTIFY: u8 = 0;
pub(super) const HANDSHAKE_FAILURE: u8 = 40;
const USER_CANCELED: u8 = 90;

/// What came of a hello.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The server chose: its ServerHello or HelloRetryRequest, and what followed in the clear.
    Flight(Box<ServerFlight>),
    /// The server chose SSL 2.0.
    Ssl2(Ssl2ServerHello),
    /// The server refused.
    Alert(Alert),
    /// What came is neither TLS nor SSL 2.0; the first octets of it.
    NotTls(Vec<u8>),
    /// What came began as TLS and then broke its form; how.
    Malformed(&'static str),
    /// The server closed the connection without a word.
    Closed,
    /// The server reset the connection.
    Reset,
    /// The server said nothing at all within this time.
    TimedOut(Duration),
    /// The server began to answer, and was not done within this time.
    Unfinished {
        /// How long was waited.
        after: Duration,
        /// The number of a warning that came whole; it refuses nothing as long as the connection stands.
        warning: Option<u8>,
    },
}

/// An alert (RFC 9846 §6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Of level fatal; a warning alone, followed by the end, counts as a refusal too.
    pub fatal: bool,
    /// Its number.
    pub number: u8,
}

/// A server's first flight.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServerFlight {
    /// The version that was chosen: from supported_versions where it stands there (RFC 9846 §4.3.1), else the hello's own.
    pub version: u16,
    /// It is a HelloRetryRequest (RFC 9846 §4.2.4).
    pub retry: bool,
    /// The cipher suite that was chosen.
    pub suite: u16,
    /// The group that was chosen: of the key share, of the HelloRetryRequest, or the curve of the ServerKeyExchange.
    pub group: Option<u16>,
    /// The compression method; 0 is none.
    pub compression: u8,
    /// The server gave the session an id, by which it could be resumed (up to TLS 1.2).
    pub session_id: bool,
    /// The extensions of the ServerHello: numbers and contents, in order.
    pub extensions: Vec<(u16, Vec<u8>)>,
    /// The last octets of the random value say that a higher version was passed over (RFC 9846 §4.2.3): the version that the server
    /// says it would have negotiated, or at least that it is higher.
    pub downgrade_sentinel: Option<u16>,
    /// A warning that came before (RFC 6066 §3 knows one about the server name); its number.
    pub warning: Option<u8>,
    /// The certificates as sent, end entity first; only up to TLS 1.2.
    pub chain: Vec<Vec<u8>>,
    /// The stapled OCSP response, as sent in CertificateStatus (RFC 6066 §8).
    pub staple: Option<Vec<u8>>,
    /// The key exchange, where the suite has one.
    pub key_exchange: Option<ServerKeyExchange>,
    /// The server asks for a client certificate.
    pub certificate_request: Option<ClientCertificateRequest>,
    /// The flight is whole: ServerHelloDone up to TLS 1.2, the ServerHello or HelloRetryRequest itself in TLS 1.3.
    pub is_whole: bool,
    /// What was chosen although it was not offered, in words; such a choice proves nothing of what the server supports.
    pub not_offered: Vec<&'static str>,
}

/// A request for a client certificate (RFC 5246 §7.4.4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientCertificateRequest {
    /// The kinds of certificate that are accepted, by their numbers.
    pub types: Vec<u8>,
    /// The signature schemes that are accepted; only in TLS 1.2.
    pub schemes: Vec<u16>,
    /// The DER names of the issuers that are accepted; none means any.
    pub issuers: Vec<Vec<u8>>,
}

impl ServerFlight {
    /// The contents of an extension of the ServerHello; nothing where it is not there.
    pub fn extension(&self, number: ExtensionType) -> Option<&[u8]> {
        let mut extensions = self.extensions.iter();
        let (_, content) = extensions.find(|(found, _)| *found == number.0)?;
        Some(content)
    }

    /// Whether more of it follows where nothing of it can be read: behind a ServerHello of TLS 1.3 it is encrypted.
    pub fn goes_on(&self) -> bool {
        self.version >= TLS_1_3 && !self.retry
    }

    /// Whether an extension is there.
    pub fn has(&self, number: ExtensionType) -> bool {
        self.extension(number).is_some()
    }
}

impl Answer {
    /// What the server chose, where it chose something that was offered.
    pub fn choice(&self) -> Option<&ServerFlight> {
        match self {
            Self::Flight(flight) if flight.not_offered.is_empty() => Some(flight),
            _ => None,
        }
    }

    /// The record that breaks off what the server has begun, so that its log says why; nothing where it began nothing.
    ///
    /// Of level fatal, because a warning leaves OpenSSL and Postfix waiting, and they then only log a lost connection.
    pub fn farewell(&self) -> Option<[u8; 7]> {
        let Self::Flight(flight) = self else {
            return None;
        };
        // SSL 3.0 knows no user_canceled (RFC 6101 §5.4).
        let alert = match flight.version {
            SSL_3_0 => HANDSHAKE_FAILURE,
            _ => USER_CANCELED,
        };
        let [major, minor] = flight.version.clamp(SSL_3_0, TLS_1_2).to_be_bytes();
        Some([ALERT, major, minor, 0, 2, FATAL, alert])
    }

    /// Whether the server refused the hello by an alert, which is the one answer that proves a "no".
    pub fn is_refusal(&self) -> bool {
        matches!(self, Self::Alert(_))
    }
}
