//! What a server chose: whether standards retired it, and which senders could do it.

use super::kex::suite;
use crate::tls::names::{
    self, Authentication, Cipher, CipherSuiteName, KeyExchange, SSL_2_0, SSL_3_0, SignatureHash,
    SignatureKey, TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3,
};
use crate::tls::wire::ServerFlight;

/// The least length of a prime of Diffie-Hellman, in bits (RFC 9325 §4.5).
pub(super) const PRIME: u32 = 2048;

/// The least that was seen to do with Postfix at level may, in bits.
const OLD_PRIME: u32 = 1024;

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

/// Whether the suite goes without a certificate.
pub(super) fn is_anonymous(choice: &ServerFlight) -> bool {
    suite(choice).is_some_and(CipherSuiteName::is_anonymous)
}

/// Which senders could go on from a choice, from all that are built on OpenSSL to none; a choice is worth its worst part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Able {
    /// What is built on OpenSSL 3, with its own settings.
    OpenSsl,
    /// Postfix with OpenSSL 3, where no certificate is to be verified: its list is longer, and its security level is 0.
    Postfix,
    /// Some may, and which is not known.
    Unknown,
    /// No sender of today.
    Nobody,
}

/// Which senders could go on from here.
pub(super) fn able(choice: &ServerFlight) -> Able {
    let Some(suite) = suite(choice) else {
        return Able::Unknown;
    };
    let version = match choice.version {
        TLS_1_3 | TLS_1_2 => Able::OpenSsl,
        // Their signatures are of SHA-1, which OpenSSL 3 does at level 0 alone.
        TLS_1_0 | TLS_1_1 => Able::Postfix,
        _ => Able::Unknown,
    };
    let parts = [
        version,
        by_cipher(suite),
        by_key_exchange(choice, suite),
        by_certificate(suite),
        by_scheme(choice),
    ];
    parts.into_iter().max().unwrap_or(Able::Unknown)
}

fn by_cipher(suite: &CipherSuiteName) -> Able {
    if suite.is_null() || suite.is_export() {
        return Able::Nobody;
    }
    match suite.encryption.cipher {
        // CCM, with a short tag or not, is not in OpenSSL's own list, and of TLS 1.3 Postfix leaves that as it is.
        Cipher::Aes if suite.name.contains("_CCM") && suite.key_exchange == KeyExchange::Any => {
            Able::Unknown
        }
        Cipher::Aes if suite.name.contains("_CCM") => Able::Postfix,
        Cipher::Aes | Cipher::ChaCha20 => Able::OpenSsl,
        Cipher::Camellia | Cipher::Aria => Able::Postfix,
        Cipher::Null => Able::Nobody,
        _ => Able::Unknown,
    }
}

fn by_key_exchange(choice: &ServerFlight, suite: &CipherSuiteName) -> Able {
    // X25519, P-256, X448, P-521, P-384: OpenSSL's own list, and that of tls_eecdh_auto_curves.
    const CURVES: [u16; 5] = [0x001d, 0x0017, 0x001e, 0x0019, 0x0018];
    match suite.key_exchange {
        KeyExchange::Rsa => Able::OpenSsl,
        KeyExchange::Dhe => match prime_bits(choice) {
            Some(PRIME..) => Able::OpenSsl,
            Some(OLD_PRIME..) => Able::Postfix,
            _ => Able::Unknown,
        },
        KeyExchange::Ecdhe | KeyExchange::Any => match choice.group {
            Some(group) if CURVES.contains(&group) => Able::OpenSsl,
            // Other curves are in no list of theirs; other groups of TLS 1.3 in some.
            Some(0x0001..0x0100) if choice.version < TLS_1_3 => Able::Nobody,
            _ => Able::Unknown,
        },
        _ => Able::Unknown,
    }
}

fn by_certificate(suite: &CipherSuiteName) -> Able {
    match suite.authentication {
        Authentication::Rsa | Authentication::Ecdsa => Able::OpenSsl,
        Authentication::Anonymous => Able::Postfix,
        _ if suite.key_exchange == KeyExchange::Any => Able::OpenSsl,
        _ => Able::Unknown,
    }
}

fn by_scheme(choice: &ServerFlight) -> Able {
    let exchange = choice.key_exchange.as_ref();
    let Some(number) = exchange.and_then(|exchange| exchange.scheme) else {
        return Able::OpenSsl;
    };
    let Some(scheme) = names::signature_scheme(number) else {
        return Able::Unknown;
    };
    let is_usual = matches!(
        scheme.key,
        SignatureKey::Rsa | SignatureKey::RsaPss | SignatureKey::Ecdsa | SignatureKey::Ed25519
    );
    match scheme.hash {
        _ if !is_usual => Able::Unknown,
        SignatureHash::Sha1 => Able::Postfix,
        SignatureHash::Md5 => Able::Unknown,
        _ => Able::OpenSsl,
    }
}
