//! Whether smtls itself could finish a handshake with what a server takes: what a failed ordinary session means hangs on it.

use crate::audit::{GroupsFor, Known, NotTested, SchemesFor, Support, TlsFacts, VersionFacts};
use crate::tls::Offered;
use crate::tls::names::{Authentication, TLS_1_2, TLS_1_3, cipher_suite};

/// Whether smtls itself could finish a handshake with a server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// It could, by all that is known, so that a handshake that failed is the server's failure.
    #[default]
    Within,
    /// The server was found to speak neither TLS 1.2 nor 1.3, without which smtls finishes none.
    NoVersion,
    /// It speaks one of them, and was found to take nothing in it of what an ordinary session offers, but what others do.
    NothingInCommon,
    /// What it was seen to take is nothing of that either, and for the rest nobody asked.
    LeftOut,
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
            Self::LeftOut => Some(
                "whether the server takes what smtls can finish a handshake with, --quick left out",
            ),
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
    if versions().any(may_finish) {
        return Reach::Within;
    }
    let mut spoken = versions().flatten().filter(|it| !it.suites.is_empty());
    let is_quick = |it: &VersionFacts| it.incomplete == Some(NotTested::Quick);
    match versions().flatten().any(is_usable) {
        // Without a certificate there is nothing for most others either.
        false => Reach::Within,
        true if spoken.any(is_quick) => Reach::LeftOut,
        true => Reach::NothingInCommon,
    }
}

/// Whether a version has a suite with a certificate.
fn is_usable(facts: &VersionFacts) -> bool {
    let codes = facts
        .suites
        .iter()
        .filter_map(|it| u16::try_from(it.suite).ok());
    let mut suites = codes.filter_map(cipher_suite);
    suites.any(|suite| {
        use Authentication::{Dss, Ecdsa, Rsa};
        matches!(suite.authentication, Rsa | Ecdsa | Dss) || suite.min_version() >= TLS_1_3
    })
}

/// Whether nothing known rules out that a version that is spoken has a suite, a group and a scheme in common with the offer.
fn is_common(tls: &TlsFacts, facts: &VersionFacts, offered: &Offered) -> bool {
    let mut suites = offered
        .suites
        .iter()
        .map(|suite| u32::from(u16::from(*suite)));
    let has_suite = suites.any(|suite| {
        let is_cut_off = !matches!(facts.incomplete, None | Some(NotTested::Quick));
        let is_left = is_cut_off && !facts.refused.contains(&suite);
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

#[cfg(test)]
mod tests {
    use super::super::versions::without_suites;
    use super::*;
    use crate::audit::{AcceptedSuite, EvidenceId};

    const PROOF: EvidenceId = EvidenceId(0);
    const OFFERED: u16 = 0xc02f;
    const STATIC: u16 = 0x009c;
    const ANONYMOUS: u16 = 0x00a6;

    fn spoken(version: u16, suites: &[u16]) -> VersionFacts {
        let suites = suites.iter().map(|suite| AcceptedSuite {
            suite: (*suite).into(),
            group: None,
            evidence: PROOF,
        });
        VersionFacts {
            suites: suites.collect(),
            ..without_suites(version, Known::Known(Support::Yes(PROOF)))
        }
    }

    fn refused(version: u16) -> VersionFacts {
        let how = "alert 70, protocol_version".to_owned();
        let evidence = PROOF;
        without_suites(version, Known::Known(Support::No { how, evidence }))
    }

    fn open(version: u16) -> VersionFacts {
        without_suites(version, Known::NotTested(NotTested::Deadline))
    }

    fn groups(version: u16, group: u16, incomplete: Option<NotTested>) -> GroupsFor {
        GroupsFor {
            version,
            accepted: vec![(group, PROOF)],
            refused: Vec::new(),
            incomplete,
            order: Known::default(),
        }
    }

    #[test]
    fn x45_only_what_was_found_to_be_missing_is_out_of_reach() {
        let cut_off = |suites: &[u16]| VersionFacts {
            incomplete: Some(NotTested::Deadline),
            ..spoken(TLS_1_2, suites)
        };
        let quick = |suites: &[u16]| VersionFacts {
            incomplete: Some(NotTested::Quick),
            ..spoken(TLS_1_2, suites)
        };
        let x448 = |why| vec![groups(TLS_1_2, 0x001e, why)];
        #[rustfmt::skip]
        let rows = [
            ("nothing is known", vec![], vec![], Reach::Within),
            ("both refused", vec![refused(TLS_1_3), refused(TLS_1_2)], vec![], Reach::NoVersion),
            ("one is open", vec![refused(TLS_1_3), open(TLS_1_2)], vec![], Reach::Within),
            ("one is offered", vec![refused(TLS_1_3), spoken(TLS_1_2, &[STATIC, OFFERED])], vec![], Reach::Within),
            ("none is offered", vec![refused(TLS_1_3), spoken(TLS_1_2, &[STATIC])], vec![], Reach::NothingInCommon),
            ("anonymous alone", vec![refused(TLS_1_3), spoken(TLS_1_2, &[ANONYMOUS])], vec![], Reach::Within),
            ("--quick, none is offered", vec![refused(TLS_1_3), quick(&[STATIC])], vec![], Reach::LeftOut),
            ("--quick, one is offered", vec![refused(TLS_1_3), quick(&[STATIC, OFFERED])], vec![], Reach::Within),
            ("the list is cut off", vec![refused(TLS_1_3), cut_off(&[STATIC])], vec![], Reach::Within),
            ("TLS 1.3", vec![spoken(TLS_1_3, &[0x1301]), spoken(TLS_1_2, &[STATIC])], vec![], Reach::Within),
            ("no group", vec![refused(TLS_1_3), spoken(TLS_1_2, &[OFFERED])], x448(None), Reach::NothingInCommon),
            ("more groups", vec![refused(TLS_1_3), spoken(TLS_1_2, &[OFFERED])], x448(Some(NotTested::Quick)), Reach::Within),
        ];
        for (what, versions, groups, expected) in rows {
            let facts = TlsFacts {
                versions,
                groups,
                ..TlsFacts::default()
            };
            assert_eq!(reach(&facts, &Offered::usual()), expected, "{what}");
        }
    }
}
