//! Everything that a server may be offered, in the order in which a sender would want it: so that the answer is the best that the
//! server can do, and not what it would put up with.

use crate::tls::names::{
    Authentication, CIPHER_SUITES, Cipher, CipherSuiteName, GROUPS, KeyExchange, SIGNATURE_SCHEMES,
    SuiteHash, TLS_1_3,
};

/// The suites up to TLS 1.2 that mail servers are known to have: no more than old servers have room for, of which some refuse a hello
/// of more than 128.
pub(super) fn old_suites() -> Vec<u16> {
    let suites = CIPHER_SUITES.iter().filter(|suite| is_old(suite));
    let mut suites: Vec<&CipherSuiteName> = suites.collect();
    suites.sort_by_key(|suite| (rank(suite), std::cmp::Reverse(suite.bits())));
    suites.into_iter().map(|suite| suite.code_point).collect()
}

/// A suite of TLS 1.2 or older with certificates, or with none at all: mail has no keys that are shared beforehand, no passwords and
/// no tickets of Kerberos for TLS. What only comes beside a suite that is here is left out, and what hardly anybody ever put to use.
fn is_old(suite: &CipherSuiteName) -> bool {
    let cipher = suite.encryption.cipher;
    let has = |ciphers: &[Cipher]| ciphers.contains(&cipher);
    let is_usual = match (suite.key_exchange, suite.authentication) {
        (KeyExchange::Gost, _) => suite.name.contains("GOSTR341112") && !suite.is_null(),
        (KeyExchange::Dhe, Authentication::Anonymous) => {
            has(&[Cipher::Aes, Cipher::TripleDes, Cipher::Rc4]) && !suite.is_export()
        }
        (KeyExchange::Ecdhe, Authentication::Anonymous) => has(&[Cipher::Aes]),
        (KeyExchange::Dhe, Authentication::Dss) => {
            has(&[Cipher::Aes, Cipher::TripleDes]) && suite.hash == SuiteHash::Sha1
        }
        (KeyExchange::Dhe, _) => !has(&[Cipher::Des]),
        (KeyExchange::Rsa | KeyExchange::Ecdhe, _) => true,
        _ => false,
    };
    let is_forgotten = suite.name.contains("FIPS")
        || suite.name.contains("EXPORT1024")
        || suite.name.ends_with("_OLD");
    is_usual && !is_forgotten
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

/// The suites of TLS 1.3 that servers are known to have.
pub(super) fn usual_new_suites() -> Vec<u16> {
    vec![0x1302, 0x1301, 0x1303, 0x1304, 0x1305]
}

/// Every suite of TLS 1.3.
pub(super) fn new_suites() -> Vec<u16> {
    let suites = CIPHER_SUITES.iter();
    let suites = suites.filter(|suite| suite.key_exchange == KeyExchange::Any);
    let mut suites: Vec<&CipherSuiteName> = suites.collect();
    suites.sort_by_key(|suite| suite.is_null());
    suites.into_iter().map(|suite| suite.code_point).collect()
}

/// The elliptic curves that servers up to TLS 1.2 have. The groups of finite fields are not among them: a server that knows their
/// names would have to take one of them instead of its own prime (RFC 7919 §4).
pub(super) fn curves() -> Vec<u16> {
    vec![
        0x001d, 0x0017, 0x0018, 0x0019, 0x001e, 0x001a, 0x001b, 0x001c, 0x0016, 0x0015, 0x0013,
        0x0009, 0x000a, 0x000c, 0x000d, 0x000e,
    ]
}

/// The groups that servers up to TLS 1.3 are known to have; those of finite fields are left out for the same reason.
pub(super) fn usual_groups() -> Vec<u16> {
    vec![
        0x001d, 0x0017, 0x0018, 0x0019, 0x001e, 0x11ec, 0x11eb, 0x11ed, 0x001a, 0x001b, 0x001c,
        0x0016, 0x0015, 0x0013,
    ]
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

/// The schemes by which servers up to TLS 1.2 sign.
pub(super) fn old_schemes() -> Vec<u16> {
    vec![
        0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601,
        0x0301, 0x0402, 0x0203, 0x0201, 0x0202,
    ]
}
