//! What is asked for: suites in portions of which no server chokes, groups and signature schemes.

use super::classes::{Class, classes};
use crate::tls::names::{
    Authentication, CIPHER_KINDS, CIPHER_SUITES, Cipher, CipherSuiteName, GROUPS, GroupKind,
    GroupName, KeyExchange, Mode, SIGNATURE_SCHEMES, SignatureKey, SignatureSchemeName, TLS_1_3,
    cipher_suite, signature_scheme,
};

/// The most suites in one hello; more are known to confuse servers.
pub(super) const MOST: usize = 120;

/// The most suites in a hello for a server that is confused by so many.
pub(super) const MODEST: usize = 60;

/// The most suites in a hello that any server bears.
pub(super) const CRAMPED: usize = 15;

/// The groups of a hello that any server bears.
pub(super) const PLAIN_GROUPS: [u16; 4] = [0x001d, 0x0017, 0x0018, 0x0019];

/// The signature schemes of a hello that any server bears.
pub(super) const PLAIN_SCHEMES: [u16; 8] = [
    0x0804, 0x0403, 0x0401, 0x0503, 0x0501, 0x0601, 0x0203, 0x0201,
];

/// The suites of a version, in portions of so many: first those that widespread TLS libraries have or had.
pub(super) fn suites(version: u16, most: usize) -> Vec<Vec<u16>> {
    let mut suites: Vec<_> = CIPHER_SUITES
        .iter()
        .filter(|suite| suite.may_be_used_at(version) && suite.key_exchange != KeyExchange::Null)
        .collect();
    suites.sort_by_key(|suite| (is_rare(suite), rank(suite)));
    let suites: Vec<u16> = suites.iter().map(|suite| suite.code_point).collect();
    suites.chunks(most).map(<[u16]>::to_vec).collect()
}

/// The same, but none with suites of a class that a filter may refuse, whatever stands beside them, together with others.
pub(super) fn pure(version: u16, most: usize) -> Vec<Vec<u16>> {
    let all = suites(version, usize::MAX).concat();
    let mut kinds: Vec<(Option<Class>, Vec<u16>)> = vec![(None, Vec::new())];
    for suite in all {
        let known = cipher_suite(suite).map(classes).unwrap_or_default();
        let worst = known.into_iter().find(|it| *it <= Class::Anonymous);
        match kinds.iter_mut().find(|(kind, _)| *kind == worst) {
            Some((_, same)) => same.push(suite),
            None => kinds.push((worst, vec![suite])),
        }
    }
    let portions = kinds.iter().flat_map(|(_, same)| same.chunks(most));
    portions.map(<[u16]>::to_vec).collect()
}

/// The cipher kinds of SSL 2.0.
pub(super) fn kinds() -> Vec<u32> {
    CIPHER_KINDS.iter().map(|kind| kind.code_point).collect()
}

/// The groups of a version. Below TLS 1.3 finite fields are left out: a server that knows of them, but has none of those offered,
/// must not choose DHE then, which it otherwise would (RFC 7919 §4).
pub(super) fn groups(version: u16) -> Vec<u16> {
    let mut groups: Vec<_> = GROUPS
        .iter()
        .filter(|group| group.usable_at(version))
        .filter(|group| version >= TLS_1_3 || group.kind != GroupKind::FiniteField)
        .collect();
    groups.sort_by_key(|group| !(group.is_negotiable() || is_common(group)));
    groups.iter().map(|group| group.code_point).collect()
}

/// The finite fields that a hello can name.
pub(super) fn fields() -> Vec<u16> {
    let fields = GROUPS.iter();
    let fields = fields.filter(|group| group.kind == GroupKind::FiniteField);
    fields.map(|group| group.code_point).collect()
}

/// The signature schemes of a version.
pub(super) fn schemes(version: u16) -> Vec<u16> {
    let mut schemes: Vec<_> = SIGNATURE_SCHEMES
        .iter()
        .filter(|scheme| version >= TLS_1_3 || is_older(scheme))
        .collect();
    schemes.sort_by_key(|scheme| !is_usual(scheme));
    schemes.iter().map(|scheme| scheme.code_point).collect()
}

/// Whether suites agree in this: the server sends a certificate with such a key and signs with it.
pub(super) fn is_signed_by(suite: u16, authentication: Authentication) -> bool {
    is(suite, |suite| {
        suite.authentication == authentication
            && matches!(suite.key_exchange, KeyExchange::Dhe | KeyExchange::Ecdhe)
    })
}

/// Whether this is ECDHE, and the server, if it signs, does so with such a key.
pub(super) fn is_ecdhe_by(suite: u16, authentication: Authentication) -> bool {
    is(suite, |suite| {
        suite.authentication == authentication && suite.key_exchange == KeyExchange::Ecdhe
    })
}

/// Whether this encrypts with ChaCha20.
pub(super) fn is_chacha(suite: u16) -> bool {
    is(suite, |suite| suite.encryption.cipher == Cipher::ChaCha20)
}

/// Whether a suite has this property.
pub(super) fn is(suite: u16, property: impl Fn(&CipherSuiteName) -> bool) -> bool {
    cipher_suite(suite).is_some_and(property)
}

/// The keys that a scheme may sign with.
pub(super) fn key_of(scheme: u16) -> Option<SignatureKey> {
    signature_scheme(scheme).map(|scheme| scheme.key)
}

/// No widespread TLS library has it, or only for a key of DSA, or only with a key or a password that both sides have from elsewhere.
fn is_rare(suite: &CipherSuiteName) -> bool {
    let is_known = matches!(
        suite.key_exchange,
        KeyExchange::Any | KeyExchange::Rsa | KeyExchange::Dhe | KeyExchange::Ecdhe
    );
    let is_anonymous = suite.is_anonymous();
    let has_key = match suite.authentication {
        Authentication::Any | Authentication::Rsa | Authentication::Ecdsa => true,
        _ => is_anonymous,
    };
    let has_rare_cipher = match (suite.encryption.cipher, suite.encryption.mode) {
        (Cipher::Aria, Mode::Cbc) | (Cipher::Camellia, Mode::Gcm) => true,
        (Cipher::Aria, Mode::Gcm) | (Cipher::Seed, _) => is_anonymous,
        _ => suite.is_export() && (is_anonymous || suite.name.contains("_EXPORT1024_")),
    };
    !is_known || !has_key || has_rare_cipher || suite.code_point > 0xf000
}

/// Where a suite stands among others: the better, the earlier.
fn rank(suite: &CipherSuiteName) -> [bool; 5] {
    [
        suite.is_anonymous() || suite.is_export() || suite.is_null(),
        suite.encryption.strength() < 128,
        !suite.encryption.is_aead(),
        !suite.has_forward_secrecy(),
        suite.key_exchange == KeyExchange::Dhe,
    ]
}

fn is_common(group: &GroupName) -> bool {
    matches!(group.name, "secp521r1" | "x448" | "brainpoolP256r1")
}

/// What TLS 1.2 may sign with.
fn is_older(scheme: &SignatureSchemeName) -> bool {
    use SignatureKey as K;
    match scheme.key {
        K::Rsa => scheme.code_point & 0x20 == 0,
        K::Ecdsa => scheme.code_point < 0x0700,
        K::RsaPss | K::Dsa | K::Ed25519 | K::Ed448 => true,
        K::Gost => matches!(scheme.code_point, 0x0840 | 0x0841),
        K::MlDsa | K::SlhDsa | K::Sm2 | K::Identity => false,
    }
}

/// What common clients offer.
fn is_usual(scheme: &SignatureSchemeName) -> bool {
    matches!(
        scheme.code_point,
        0x0401 | 0x0403 | 0x0501 | 0x0503 | 0x0601 | 0x0603 | 0x0804..=0x080b
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tls::names::{SSL_3_0, TLS_1_0, TLS_1_2};

    #[test]
    fn at3_portions_are_of_moderate_size_and_the_common_suites_come_first() {
        for (version, portions) in [(SSL_3_0, 2), (TLS_1_0, 2), (TLS_1_2, 3), (TLS_1_3, 1)] {
            let asked = suites(version, MOST);
            let sizes: Vec<_> = asked.iter().map(Vec::len).collect();
            assert_eq!(asked.len(), portions, "{version:#x}: {sizes:?}");
            let first = &asked[0];
            let rare = first.iter().filter(|it| is(**it, is_rare)).count();
            let all = asked.concat();
            let common = all.iter().filter(|it| !is(**it, is_rare)).count();
            assert!(
                rare + common == first.len() || common >= MOST,
                "{common} {sizes:?}"
            );
        }
    }
}
