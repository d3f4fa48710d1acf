//! How a server's choice agrees on a key, as a fact in words.

use super::words;
use crate::tls::names::{self, Authentication, CipherSuiteName, KeyExchange};
use crate::tls::wire::ServerFlight;

/// The choice's suite, where it has a name.
pub(super) fn suite(flight: &ServerFlight) -> Option<&'static CipherSuiteName> {
    names::cipher_suite(flight.suite)
}

/// How the key is agreed on, with group and length where they are known: `ECDHE, secp256r1`, `DHE, 1024 bits`,
/// `RSA, no forward secrecy`.
pub fn in_words(flight: &ServerFlight) -> String {
    let exchange = flight.key_exchange.as_ref();
    let prime = exchange.and_then(|exchange| exchange.dh.as_ref());
    let group = flight.group.map(words::group);
    let with = |kind: &str| match (prime.map(|dh| dh.bits()), &group) {
        (Some(bits), _) => format!("{kind}, {bits} bits"),
        (None, Some(group)) => format!("{kind}, {group}"),
        (None, None) => kind.to_owned(),
    };
    let Some(suite) = suite(flight) else {
        return with("of an unknown kind");
    };
    match (suite.key_exchange, suite.authentication) {
        (KeyExchange::Any, _) => group.unwrap_or_else(|| "not told".to_owned()),
        (KeyExchange::Dhe, Authentication::Anonymous) => with("anonymous DHE"),
        (KeyExchange::Ecdhe, Authentication::Anonymous) => with("anonymous ECDHE"),
        (_, Authentication::Anonymous) => with("anonymous"),
        (KeyExchange::Dhe, _) => with("DHE"),
        (KeyExchange::Ecdhe, _) => with("ECDHE"),
        (KeyExchange::Rsa, _) if suite.is_export() => {
            match exchange.and_then(|exchange| exchange.export_rsa_bits) {
                Some(bits) => format!("RSA of export grade, {bits} bits, no forward secrecy"),
                None => "RSA of export grade, no forward secrecy".to_owned(),
            }
        }
        (KeyExchange::Rsa, _) => "RSA, no forward secrecy".to_owned(),
        (KeyExchange::Dh | KeyExchange::Ecdh, _) => {
            "static Diffie-Hellman, no forward secrecy".to_owned()
        }
        _ if suite.has_forward_secrecy() => with("of a rare kind"),
        _ => "of a rare kind, no forward secrecy".to_owned(),
    }
}
