//! What a server chose: whether standards retired it, and whether the usual sender could do it.

use super::kex::{KeyExchange, key_exchange};
use crate::tls::names;
use crate::tls::wire::ServerFlight;

/// TLS 1.2.
pub(super) const TLS12: u16 = 0x0303;

/// The least prime of DHE that senders take, in bits (RFC 9325 §4.5).
const PRIME: u32 = 2048;

/// Which standard retired a version; nothing where it is not retired.
pub(super) fn retired_by(version: u16) -> Option<&'static str> {
    Some(match version {
        0x0002 => "RFC 6176",
        0x0300 => "RFC 7568",
        0x0301 | 0x0302 => "RFC 8996",
        _ => return None,
    })
}

/// Whether a sender built on another library may well have gone on from here, although smtls cannot: TLS 1.2 or newer with AES,
/// Camellia, ARIA or ChaCha20, with a certificate, and with the key exchanges, curves and lengths that OpenSSL takes by default.
pub(super) fn is_usual(flight: &ServerFlight) -> bool {
    if flight.version < TLS12 {
        return false;
    }
    let exchange = flight.key_exchange.as_ref();
    let bits = exchange.and_then(|exchange| exchange.dh.as_ref()).map(|dh| dh.bits());
    // RFC 9325 §4.5; curves of at least 256 bits that are not in doubt.
    let curve = flight
        .group
        .is_some_and(|group| matches!(group, 0x0017..=0x0019 | 0x001d | 0x001e));
    let is_agreed = match key_exchange(flight.suite) {
        KeyExchange::Rsa => true,
        KeyExchange::Dhe => bits.is_some_and(|bits| bits >= PRIME),
        KeyExchange::Ecdhe => curve,
        KeyExchange::Tls13
        | KeyExchange::RsaExport
        | KeyExchange::Static
        | KeyExchange::Anonymous
        | KeyExchange::Other => false,
    };
    let name = names::cipher_suite(flight.suite).map_or("", |suite| suite.name);
    let ciphers = ["_AES_", "_CAMELLIA_", "_ARIA_", "_CHACHA20_"];
    // rsa_pkcs1_sha1, ecdsa_sha1 and what has MD5 or DSS in it: not taken by default any more.
    let scheme = exchange.and_then(|exchange| exchange.scheme);
    let is_signed = scheme.is_none_or(|scheme| scheme >> 8 >= 0x03 && scheme & 0xff != 0x02);
    is_agreed && is_signed && ciphers.iter().any(|cipher| name.contains(cipher))
}
