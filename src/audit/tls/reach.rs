//! Whether smtls itself could finish a handshake with what a server takes: what a failed ordinary session means hangs on it.

use crate::audit::{GroupsFor, Known, SchemesFor, Support, TlsFacts, VersionFacts};
use crate::tls::Offered;
use crate::tls::names::{TLS_1_2, TLS_1_3};

/// Whether smtls itself could finish a handshake with a server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// It could, by all that is known, so that a handshake that failed is the server's failure.
    #[default]
    Within,
    /// The server was found to speak neither TLS 1.2 nor 1.3, without which smtls finishes none.
    NoVersion,
    /// It speaks one of them, and was found to take nothing in it of what an ordinary session offers.
    NothingInCommon,
}

impl Reach {
    /// Why smtls could not finish one; nothing where it could.
    pub fn words(self) -> Option<&'static str> {
        match self {
            Self::Within => None,
            Self::NoVersion => Some("smtls finishes TLS 1.2 and 1.3 only"),
            Self::NothingInCommon => {
                Some("the server takes nothing that smtls can finish a handshake with")
            }
        }
    }
}

/// Whether a handshake could be finished of what was `offered`. What was not found out counts as within reach.
pub fn reach(tls: &TlsFacts, offered: &Offered) -> Reach {
    let versions = || {
        let newer = [TLS_1_3, TLS_1_2].into_iter();
        newer.map(|version| tls.versions.iter().find(|it| it.version == version))
    };
    let is_refused = |facts: Option<&VersionFacts>| {
        facts.is_some_and(|it| matches!(it.support, Known::Known(Support::No { .. })))
    };
    if versions().all(is_refused) {
        return Reach::NoVersion;
    }
    let may_finish = |facts: Option<&VersionFacts>| match facts {
        Some(facts) if facts.support.known().is_some() => {
            !is_refused(Some(facts)) && is_common(tls, facts, offered)
        }
        _ => true,
    };
    match versions().any(may_finish) {
        true => Reach::Within,
        false => Reach::NothingInCommon,
    }
}

/// Whether nothing known rules out that a version that is spoken has a suite, a group and a scheme in common with the offer.
fn is_common(tls: &TlsFacts, facts: &VersionFacts, offered: &Offered) -> bool {
    let mut suites = offered
        .suites
        .iter()
        .map(|suite| u32::from(u16::from(*suite)));
    let has_suite = suites.any(|suite| {
        let is_left = facts.incomplete.is_some() && !facts.refused.contains(&suite);
        is_left || facts.suites.iter().any(|it| it.suite == suite)
    });
    let of = |version: u16| (version >= TLS_1_3) == (facts.version >= TLS_1_3);
    let groups: Option<&GroupsFor> = tls.groups.iter().find(|it| of(it.version));
    let has_group = groups.is_none_or(|groups| {
        let mut common = offered.groups.iter().map(|group| u16::from(*group));
        groups.incomplete.is_some()
            || common.any(|group| groups.accepted.iter().any(|(it, _)| *it == group))
    });
    let schemes: Option<&SchemesFor> = tls.schemes.iter().find(|it| of(it.version));
    let has_scheme = schemes.is_none_or(|schemes| {
        let mut common = offered.schemes.iter().map(|scheme| u16::from(*scheme));
        schemes.incomplete.is_some()
            || common.any(|scheme| schemes.accepted.iter().any(|(it, _)| *it == scheme))
    });
    has_suite && has_group && has_scheme
}
