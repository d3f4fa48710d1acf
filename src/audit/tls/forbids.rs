//! What a quick inquiry has to settle: what a profile forbids by a MUST, as far as hellos can find it out.

use super::classes::is_forbidden;
use crate::tls::names::{
    CIPHER_SUITES, GROUPS, GroupKind, SIGNATURE_SCHEMES, SSL_3_0, SignatureHash, TLS_1_0, TLS_1_1,
    TLS_1_2, TLS_1_3,
};

/// What a profile forbids by a MUST, as far as hellos can find it out. Numbers are IANA's code points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forbids {
    /// Suites, each with the version in which it is forbidden.
    pub suites: Vec<(u16, u16)>,
    /// Named groups.
    pub groups: Vec<u16>,
    /// Signature schemes of TLS 1.2.
    pub schemes: Vec<u16>,
    /// Some groups of DHE.
    pub fields: bool,
    /// To refuse a server name that is not known.
    pub refusing_names: bool,
}

impl Forbids {
    /// The versions in which suites are named.
    pub const VERSIONS: [u16; 5] = [TLS_1_3, TLS_1_2, TLS_1_1, TLS_1_0, SSL_3_0];

    /// What no rule book allows: suites without encryption, with RC4 or of less than 112 bits, curves of less than 224 bits, signatures
    /// over MD5, short groups of DHE; and what RFC 7672 §8.1 rules out, to refuse a name.
    pub fn everywhere() -> Self {
        let versions = Self::VERSIONS.into_iter();
        let suites = versions.flat_map(|version| {
            let suites = CIPHER_SUITES.iter();
            let suites = suites.filter(move |it| it.may_be_used_at(version));
            let bad = suites.filter(|it| !is_forbidden(it).is_empty());
            bad.map(move |it| (version, it.code_point))
        });
        let small = GROUPS.iter().filter(|group| {
            group.kind == GroupKind::EllipticCurve
                && group.security_bits.is_some_and(|bits| bits < 112)
        });
        let md5 = SIGNATURE_SCHEMES.iter();
        let md5 = md5.filter(|scheme| scheme.hash == SignatureHash::Md5);
        Self {
            suites: suites.collect(),
            groups: small.map(|group| group.code_point).collect(),
            schemes: md5.map(|scheme| scheme.code_point).collect(),
            fields: true,
            refusing_names: true,
        }
    }

    /// The suites of a version.
    pub(super) fn suites_of(&self, version: u16) -> impl Iterator<Item = u16> {
        let of_version = self.suites.iter().filter(move |(of, _)| *of == version);
        of_version.map(|(_, suite)| *suite)
    }

    /// The groups that suites with ECDHE may choose in a version.
    pub(super) fn groups_of(&self, version: u16) -> Vec<u16> {
        let named = GROUPS.iter().filter(|group| {
            let is_asked = version >= TLS_1_3 || group.kind != GroupKind::FiniteField;
            group.usable_at(version) && is_asked && self.groups.contains(&group.code_point)
        });
        named.map(|group| group.code_point).collect()
    }
}
