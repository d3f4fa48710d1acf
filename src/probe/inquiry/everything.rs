//! Everything that a server may be offered up to TLS 1.2, in the order in which a sender would want it: so that the answer is what
//! the server's best comes to, and not what it would put up with.

use crate::tls::names::{CIPHER_SUITES, GROUPS, GroupKind, SIGNATURE_SCHEMES};

/// The signalling value that asks for secure renegotiation without an extension (RFC 5746 §3.3).
const RENEGOTIATION_INFO: u16 = 0x00ff;

/// Every suite up to TLS 1.2 that a mail server may have, and the signalling value.
pub(super) fn old_suites() -> Vec<u16> {
    let suites = CIPHER_SUITES.iter().filter(|suite| is_old(suite.name));
    let mut suites: Vec<(u8, u16)> = suites
        .map(|suite| (rank(suite.name), suite.code_point))
        .collect();
    // Stable: within a rank the registry's order stays.
    suites.sort_by_key(|(rank, _)| *rank);
    let suites = suites.into_iter().map(|(_, code_point)| code_point);
    suites.chain([RENEGOTIATION_INFO]).collect()
}

/// A suite of TLS 1.2 or older with certificates, or with none at all: mail has no keys shared beforehand, no passwords and no
/// tickets of Kerberos for TLS.
fn is_old(name: &str) -> bool {
    let others = ["PSK", "SRP", "KRB5", "ECCPWD", "SCSV"];
    name.contains("_WITH_") && !others.iter().any(|other| name.contains(other))
}

/// How little a sender would want a suite: what proves the server and keeps old sessions secret comes first, what is retired last.
fn rank(name: &str) -> u8 {
    let has = |word: &str| name.contains(word);
    let is_weak = ["NULL", "EXPORT", "RC2", "RC4", "_DES_", "DES40", "IDEA"]
        .iter()
        .any(|weak| has(weak));
    let is_authenticated = has("GCM") || has("CHACHA20") || has("CCM");
    match () {
        () if has("_anon_") && is_weak => 9,
        () if has("EXPORT") || has("NULL") => 8,
        () if has("_anon_") => 7,
        () if is_weak => 6,
        () if has("3DES") => 5,
        () if has("TLS_ECDHE_") && is_authenticated => 0,
        () if has("TLS_DHE_") && is_authenticated => 1,
        () if has("TLS_ECDHE_") => 2,
        () if has("TLS_DHE_") => 3,
        () => 4,
    }
}

/// Every suite of TLS 1.3.
pub(super) fn new_suites() -> Vec<u16> {
    let suites = CIPHER_SUITES.iter();
    let suites = suites.filter(|suite| (0x1301..=0x13ff).contains(&suite.code_point));
    suites.map(|suite| suite.code_point).collect()
}

/// Every elliptic curve up to TLS 1.2. The groups of finite fields are not among them: a server that knows those names would then
/// have to take one of them instead of its own (RFC 7919 §4).
pub(super) fn curves() -> Vec<u16> {
    let groups = GROUPS.iter();
    let curves = groups.filter(|group| is_classical(group.kind) && !is_finite(group.code_point));
    curves.map(|group| group.code_point).collect()
}

/// Every group of TLS 1.3.
pub(super) fn groups() -> Vec<u16> {
    GROUPS.iter().map(|group| group.code_point).collect()
}

/// Every signature scheme.
pub(super) fn schemes() -> Vec<u16> {
    let schemes = SIGNATURE_SCHEMES.iter();
    schemes.map(|scheme| scheme.code_point).collect()
}

fn is_classical(kind: GroupKind) -> bool {
    !matches!(
        kind,
        GroupKind::PostQuantumHybrid | GroupKind::PostQuantum
    )
}

fn is_finite(group: u16) -> bool {
    (0x0100..=0x01ff).contains(&group)
}
