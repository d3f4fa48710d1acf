//! How a handshake can fail, by who is to blame, in words instead of a library's.

use super::cleartext::{chosen_version, closing_alert};
use rustls::{AlertDescription, Error, InvalidMessage, PeerIncompatible};
use std::io;
use std::time::Duration;

/// How many octets are kept as evidence: enough for a ServerHello, or for a line of text where TLS was due.
const EVIDENCE: usize = 512;

/// Why a handshake, or what came right after it, failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TlsFault {
    /// The server ended it with an alert (RFC 9846 §6); the alert's number.
    Alert(u8),
    /// What the server sent is no TLS; the first octets of it.
    NotTls(Vec<u8>),
    /// The server closed the connection.
    Closed,
    /// The server reset the connection.
    Reset,
    /// The handshake was not done within this time.
    TimedOut(Duration),
    /// The server chose a version below TLS 1.2; its code point, where that could be read.
    OldVersion(Option<u16>),
    /// The server cannot do, or did not choose, what was offered; what it was.
    Incompatible(&'static str),
    /// The server broke the protocol; how.
    Misbehaved(&'static str),
    /// The server's signature over the handshake does not fit the key in its certificate.
    WrongSignature,
    /// Anything else, by the library's own sentence.
    Other(String),
}

impl TlsFault {
    /// Reads a fault from what the TLS library gave back, with what the peer sent first as evidence.
    pub(crate) fn from_io(error: &io::Error, first: &[u8]) -> Self {
        if let Some(tls) = error
            .get_ref()
            .and_then(|inner| inner.downcast_ref::<Error>())
        {
            return Self::from_tls(tls, first);
        }
        match error.kind() {
            // The server may have spoken text and then closed.
            io::ErrorKind::UnexpectedEof if !first.is_empty() && !is_tls(first) => not_tls(first),
            // The library passes over warnings, and over alerts in the clear once the server has keys; where the end follows
            // at once, the alert is the reason (RFC 6066 §3 knows such a one).
            io::ErrorKind::UnexpectedEof => closing_alert(first).map_or(Self::Closed, Self::Alert),
            io::ErrorKind::ConnectionReset
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::ConnectionAborted => Self::Reset,
            _ => Self::Other(error.to_string()),
        }
    }

    /// The handshake took too long; text that came instead of TLS explains it better.
    pub(crate) fn timed_out(after: Duration, first: &[u8]) -> Self {
        if first.is_empty() || is_tls(first) {
            Self::TimedOut(after)
        } else {
            not_tls(first)
        }
    }

    fn from_tls(error: &Error, first: &[u8]) -> Self {
        match error {
            Error::AlertReceived(alert) => Self::Alert(u8::from(*alert)),
            Error::InvalidMessage(_) if !is_tls(first) => not_tls(first),
            Error::InvalidMessage(InvalidMessage::MessageTooLarge) => {
                Self::Misbehaved("it sent a message that is too large")
            }
            Error::InvalidMessage(_) => Self::Misbehaved("it sent a message that cannot be read"),
            Error::InvalidCertificate(rustls::CertificateError::BadSignature) => {
                Self::WrongSignature
            }
            Error::InvalidCertificate(_) => Self::Misbehaved(
                "its certificate's key cannot have made the signature that it sent",
            ),
            Error::PeerIncompatible(PeerIncompatible::ServerDoesNotSupportTls12Or13) => {
                Self::OldVersion(chosen_version(first))
            }
            Error::PeerIncompatible(why) => Self::Incompatible(incompatible(why)),
            Error::PeerMisbehaved(_) => Self::Misbehaved("it broke the rules of the TLS handshake"),
            Error::InappropriateMessage { .. } | Error::InappropriateHandshakeMessage { .. } => {
                Self::Misbehaved("it sent a message that was not due")
            }
            Error::NoCertificatesPresented => Self::Misbehaved("it sent no certificate"),
            Error::DecryptError => Self::Misbehaved("it sent a record that cannot be decrypted"),
            Error::PeerSentOversizedRecord => {
                Self::Misbehaved("it sent a record that is too large")
            }
            other => Self::Other(other.to_string()),
        }
    }

    /// The alert that says a client certificate was missed or not liked, which in TLS 1.3 arrives only after the
    /// handshake seems done (RFC 9846 §4.5.1.3, §6.2).
    pub fn refuses_client_certificate(&self, after_handshake: bool) -> bool {
        let Self::Alert(number) = self else {
            return false;
        };
        let alert = AlertDescription::from(*number);
        match alert {
            AlertDescription::CertificateRequired => true,
            AlertDescription::BadCertificate
            | AlertDescription::UnsupportedCertificate
            | AlertDescription::CertificateRevoked
            | AlertDescription::CertificateExpired
            | AlertDescription::CertificateUnknown
            | AlertDescription::UnknownCA
            // What a verifier says where an issuer of the right name has another key.
            | AlertDescription::DecryptError
            | AlertDescription::AccessDenied => true,
            // TLS 1.2 has no alert of its own for a missing certificate.
            AlertDescription::HandshakeFailure => !after_handshake,
            _ => false,
        }
    }
}

/// The first octets of what is no TLS, as evidence.
fn not_tls(first: &[u8]) -> TlsFault {
    TlsFault::NotTls(first.get(..EVIDENCE).unwrap_or(first).to_vec())
}

/// The number of the alert of level warning that came before everything else.
pub(super) fn warning(first: &[u8]) -> Option<u8> {
    match first {
        [21, 3, _, 0, 2, 1, number, ..] => Some(*number),
        _ => None,
    }
}

/// Whether octets can begin a TLS record: content type 20 to 23 and a major version of 3 (RFC 9846 §5.1).
fn is_tls(first: &[u8]) -> bool {
    matches!(first.first(), None | Some(20..=23)) && matches!(first.get(1), None | Some(3))
}

fn incompatible(why: &PeerIncompatible) -> &'static str {
    match why {
        PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig
        | PeerIncompatible::Tls12NotOfferedOrEnabled => {
            "it chose a TLS version that was not offered"
        }
        PeerIncompatible::NoCipherSuitesInCommon => "it chose a cipher suite that was not offered",
        PeerIncompatible::NoKxGroupsInCommon => {
            "it chose a key-exchange group that was not offered"
        }
        PeerIncompatible::ExtendedMasterSecretExtensionRequired => {
            "it does not do extended master secret (RFC 9325, section 3.5)"
        }
        PeerIncompatible::NoCertificateRequestSignatureSchemesInCommon => {
            "it accepts no signature scheme that the client certificate's key can make"
        }
        _ => "its answer does not fit what was offered",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_where_tls_was_due_is_recognised() {
        let error = io::Error::new(
            io::ErrorKind::InvalidData,
            Error::InvalidMessage(InvalidMessage::InvalidContentType),
        );
        let text = b"250-injected\r\n";
        assert_eq!(
            TlsFault::from_io(&error, text),
            TlsFault::NotTls(text.to_vec())
        );
        let eof = io::Error::from(io::ErrorKind::UnexpectedEof);
        assert_eq!(TlsFault::from_io(&eof, b""), TlsFault::Closed);
        assert_eq!(
            TlsFault::from_io(&eof, b"454 no"),
            TlsFault::NotTls(b"454 no".to_vec())
        );
        assert_eq!(TlsFault::from_io(&eof, &[22, 3, 3]), TlsFault::Closed);
        let warning = [21, 3, 3, 0, 2, 1, 112];
        assert_eq!(TlsFault::from_io(&eof, &warning), TlsFault::Alert(112));
    }

    #[test]
    fn a27_alerts_that_mean_the_client_certificate() {
        for (alert, after_handshake, refused) in [
            (116, true, true),
            (42, true, true),
            (48, true, true),
            (40, false, true),
            (40, true, false),
            (70, false, false),
        ] {
            let fault = TlsFault::Alert(alert);
            assert_eq!(
                fault.refuses_client_certificate(after_handshake),
                refused,
                "{alert}"
            );
        }
    }
}
