//! What a server chose: whether standards retired it, and whether the usual sender could do it.

use super::kex::suite;
use crate::tls::names::{
    self, Authentication, Cipher, KeyExchange, SSL_2_0, SSL_3_0, SignatureHash, SignatureKey,
    TLS_1_0, TLS_1_1, TLS_1_2,
};
use crate::tls::wire::ServerFlight;

/// The least length of a prime of Diffie-Hellman, in bits (RFC 9325 §4.5).
pub(super) const PRIME: u32 = 2048;

/// Which standard retired a version; nothing where it is not retired.
pub(super) fn retired_by(version: u16) -> Option<&'static str> {
    Some(match version {
        SSL_2_0 => "RFC 6176",
        SSL_3_0 => "RFC 7568",
        TLS_1_0 | TLS_1_1 => "RFC 8996",
        _ => return None,
    })
}

/// The length of the prime of the key exchange, in bits, where there is one.
pub(super) fn prime_bits(choice: &ServerFlight) -> Option<u32> {
    let exchange = choice.key_exchange.as_ref()?;
    exchange.dh.as_ref().map(|dh| dh.bits())
}

/// Whether a sender built on another library may well have gone on from here, although smtls cannot: TLS 1.2 with AES, Camellia,
/// ARIA or ChaCha20, a certificate for RSA or ECDSA, and a key exchange, a curve and a signature that OpenSSL takes by default.
pub(super) fn is_usual(choice: &ServerFlight) -> bool {
    let Some(suite) = suite(choice).filter(|_| choice.version == TLS_1_2) else {
        return false;
    };
    let is_agreed = match suite.key_exchange {
        KeyExchange::Rsa => !suite.is_export(),
        KeyExchange::Dhe => prime_bits(choice).is_some_and(|bits| bits >= PRIME),
        // P-256, P-384, P-521, X25519, X448.
        KeyExchange::Ecdhe => {
            let curves = [0x0017, 0x0018, 0x0019, 0x001d, 0x001e];
            choice.group.is_some_and(|group| curves.contains(&group))
        }
        _ => false,
    };
    let is_proved = matches!(
        suite.authentication,
        Authentication::Rsa | Authentication::Ecdsa
    );
    let is_encrypted = matches!(
        suite.encryption.cipher,
        Cipher::Aes | Cipher::Camellia | Cipher::Aria | Cipher::ChaCha20
    );
    let exchange = choice.key_exchange.as_ref();
    let scheme = exchange.and_then(|exchange| exchange.scheme);
    is_agreed && is_proved && is_encrypted && scheme.is_none_or(is_usual_scheme)
}

fn is_usual_scheme(number: u16) -> bool {
    names::signature_scheme(number).is_some_and(|scheme| {
        let is_old = matches!(scheme.hash, SignatureHash::Md5 | SignatureHash::Sha1);
        let is_usual = matches!(
            scheme.key,
            SignatureKey::Rsa | SignatureKey::RsaPss | SignatureKey::Ecdsa | SignatureKey::Ed25519
        );
        is_usual && !is_old
    })
}
