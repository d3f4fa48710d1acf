//! By what a server signs its key exchange, as a fact in words.

use super::kex::suite;
use super::words;
use crate::tls::names::{Authentication, KeyExchange, TLS_1_2};
use crate::tls::wire::ServerFlight;

/// The scheme that is named, or, before TLS 1.2, what the version and the kind of key fix; nothing where nothing is signed.
pub fn in_words(flight: &ServerFlight) -> Option<String> {
    let exchange = flight.key_exchange.as_ref();
    if let Some(scheme) = exchange.and_then(|exchange| exchange.scheme) {
        return Some(words::scheme(scheme));
    }
    let suite = suite(flight).filter(|_| flight.version < TLS_1_2)?;
    let is_signed = matches!(suite.key_exchange, KeyExchange::Dhe | KeyExchange::Ecdhe);
    let version = words::version(flight.version);
    let words = match suite.authentication {
        Authentication::Rsa => format!("RSA with MD5 and SHA-1, as {version} has it"),
        Authentication::Ecdsa => format!("ECDSA with SHA-1, as {version} has it"),
        Authentication::Dss => format!("DSA with SHA-1, as {version} has it"),
        _ => return None,
    };
    is_signed.then_some(words)
}
