//! Everything that a server may be offered, in the order in which a sender would want it: so that the answer is the best that the
//! server can do, and not what it would put up with.

use crate::tls::names::{
    CIPHER_SUITES, Cipher, CipherSuiteName, GROUPS, GroupKind, KeyExchange, SIGNATURE_SCHEMES,
    TLS_1_2, TLS_1_3,
};

/// Every suite up to TLS 1.2 that a mail server may have.
pub(super) fn old_suites() -> Vec<u16> {
    let suites = CIPHER_SUITES.iter().filter(|suite| is_old(suite));
    let mut suites: Vec<&CipherSuiteName> = suites.collect();
    suites.sort_by_key(|suite| (rank(suite), std::cmp::Reverse(suite.bits())));
    suites.into_iter().map(|suite| suite.code_point).collect()
}

/// A suite of TLS 1.2 or older with certificates, or with none at all: mail has no keys that are shared beforehand, no passwords and
/// no tickets of Kerberos for TLS.
fn is_old(suite: &CipherSuiteName) -> bool {
    matches!(
        suite.key_exchange,
        KeyExchange::Null
            | KeyExchange::Rsa
            | KeyExchange::Dh
            | KeyExchange::Dhe
            | KeyExchange::Ecdh
            | KeyExchange::Ecdhe
            | KeyExchange::Gost
    )
}

/// How little a sender would want a suite: what proves the server and keeps old sessions secret comes first, what is broken last.
fn rank(suite: &CipherSuiteName) -> u8 {
    let is_broken = suite.is_export()
        || matches!(
            suite.encryption.cipher,
            Cipher::Null | Cipher::Rc4 | Cipher::Rc2 | Cipher::Des
        );
    let is_aead = suite.encryption.is_aead();
    match (suite.key_exchange, suite.encryption.cipher) {
        _ if suite.is_null() => 9,
        _ if suite.is_anonymous() && is_broken => 8,
        _ if suite.is_anonymous() => 7,
        _ if is_broken => 6,
        (_, Cipher::TripleDes) => 5,
        (KeyExchange::Ecdhe, _) if is_aead => 0,
        (KeyExchange::Ecdhe, _) => 1,
        (KeyExchange::Dhe, _) if is_aead => 2,
        (KeyExchange::Dhe, _) => 3,
        _ => 4,
    }
}

/// Every suite of TLS 1.3.
pub(super) fn new_suites() -> Vec<u16> {
    let suites = CIPHER_SUITES.iter();
    let suites = suites.filter(|suite| suite.key_exchange == KeyExchange::Any);
    let mut suites: Vec<&CipherSuiteName> = suites.collect();
    suites.sort_by_key(|suite| suite.is_null());
    suites.into_iter().map(|suite| suite.code_point).collect()
}

/// Every elliptic curve up to TLS 1.2. The groups of finite fields are not among them: a server that knows their names would have to
/// take one of them instead of its own prime (RFC 7919 §4).
pub(super) fn curves() -> Vec<u16> {
    let curves = GROUPS
        .iter()
        .filter(|group| group.kind == GroupKind::EllipticCurve && group.usable_at(TLS_1_2));
    curves.map(|group| group.code_point).collect()
}

/// Every group of TLS 1.3.
pub(super) fn groups() -> Vec<u16> {
    let groups = GROUPS.iter().filter(|group| group.usable_at(TLS_1_3));
    groups.map(|group| group.code_point).collect()
}

/// Every signature scheme.
pub(super) fn schemes() -> Vec<u16> {
    let schemes = SIGNATURE_SCHEMES.iter();
    schemes.map(|scheme| scheme.code_point).collect()
}
