//! How a suite of TLS 1.2 or older agrees on a key and proves the server, and how strong its cipher is: read from its name, which
//! IANA forms by rule (RFC 5246 §A.5).

use crate::tls::names;
use crate::tls::wire::ServerFlight;

/// How a suite agrees on a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyExchange {
    /// The client encrypts the key with the server's RSA key, so that whoever gets that key later can read old sessions.
    Rsa,
    /// The same with a temporary RSA key of at most 512 bits.
    RsaExport,
    /// Ephemeral Diffie-Hellman in a finite field.
    Dhe,
    /// Ephemeral Diffie-Hellman on an elliptic curve.
    Ecdhe,
    /// Diffie-Hellman by a key in the certificate, in a finite field or on a curve.
    Static,
    /// No certificate, and so no proof of who the server is.
    Anonymous,
    /// TLS 1.3, where the suite does not say.
    Tls13,
    /// Any other, or a suite of unknown name.
    Other,
}

/// How a suite agrees on a key.
pub(super) fn key_exchange(suite: u16) -> KeyExchange {
    let Some(name) = names::cipher_suite(suite).map(|suite| suite.name) else {
        return KeyExchange::Other;
    };
    let Some((kind, _)) = name.split_once("_WITH_") else {
        return match suite >> 8 {
            0x13 => KeyExchange::Tls13,
            _ => KeyExchange::Other,
        };
    };
    match kind.trim_start_matches("TLS_") {
        kind if kind.contains("_anon") => KeyExchange::Anonymous,
        "RSA_EXPORT" | "RSA_EXPORT1024" => KeyExchange::RsaExport,
        "RSA" => KeyExchange::Rsa,
        kind if kind.starts_with("ECDHE_") => KeyExchange::Ecdhe,
        kind if kind.starts_with("DHE_") => KeyExchange::Dhe,
        kind if kind.starts_with("ECDH_") || kind.starts_with("DH_") => KeyExchange::Static,
        _ => KeyExchange::Other,
    }
}

/// The same as a fact about one choice, with group and length where they are known: `ECDHE, secp256r1`, `DHE, 1024 bits`,
/// `RSA, no forward secrecy`.
pub fn in_words(flight: &ServerFlight) -> String {
    let exchange = flight.key_exchange.as_ref();
    let bits = exchange.and_then(|exchange| exchange.dh.as_ref().map(|dh| dh.bits()));
    let group = flight.group.map(super::words::group);
    let with = |kind: &str| match (bits, &group) {
        (Some(bits), _) => format!("{kind}, {bits} bits"),
        (None, Some(group)) => format!("{kind}, {group}"),
        (None, None) => kind.to_owned(),
    };
    match key_exchange(flight.suite) {
        KeyExchange::Rsa => "RSA, no forward secrecy".to_owned(),
        KeyExchange::RsaExport => {
            match exchange.and_then(|exchange| exchange.export_rsa_bits) {
                Some(bits) => format!("RSA of export grade, {bits} bits, no forward secrecy"),
                None => "RSA of export grade, no forward secrecy".to_owned(),
            }
        }
        KeyExchange::Dhe => with("DHE"),
        KeyExchange::Ecdhe => with("ECDHE"),
        KeyExchange::Static => "static Diffie-Hellman, no forward secrecy".to_owned(),
        KeyExchange::Anonymous => with("anonymous Diffie-Hellman"),
        KeyExchange::Tls13 => group.unwrap_or_else(|| "not told".to_owned()),
        KeyExchange::Other => with("of a kind that the suite does not tell"),
    }
}
