//! Servers that refuse on one connection what they take on another: by chance, by turns, or because of the hello.

use super::demand::{NAME, ask, list};
use super::models::{own_order, postfix, two_keys};
use super::simulated::{Settings, Simulated};
use crate::audit::tls::{Scope, take_in};
use crate::audit::{EvidenceId, Known, Negotiated, NotTested, Support, TlsFacts};
use crate::tls::names::{TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3};

fn suites(facts: &TlsFacts, version: u16) -> usize {
    let found = facts.versions.iter().find(|it| it.version == version);
    found.map_or(0, |it| it.suites.len())
}

#[test]
fn at8_handshake_failure_to_each_so_many_ends_no_list() {
    for fails_each in [3, 5, 7, 11] {
        for settings in [postfix(), own_order()] {
            let settings = Settings {
                fails_each,
                fails_by: Some(40),
                ..settings
            };
            let (server, facts) = list(settings);
            let log = server.asked.borrow().join("\n");
            for version in [TLS_1_3, TLS_1_2, TLS_1_1, TLS_1_0] {
                let accepted = server.settings.accepted(version).len();
                assert_eq!(suites(&facts, version), accepted, "{version:#x}\n{log}");
                let found = facts.versions.iter().find(|it| it.version == version);
                let incomplete = found.and_then(|it| it.incomplete.as_ref());
                assert!(matches!(incomplete, Some(NotTested::Unclear(_))), "{log}");
            }
            let fickle = facts.contradictions.first().expect("is seen");
            assert!(!fickle.as_a_version, "{fickle:?}");
        }
    }
}

#[test]
fn x40_versions_that_come_and_go_are_not_refused() {
    let newer = |settings: Settings| Settings {
        versions: vec![TLS_1_3, TLS_1_2],
        ..settings
    };
    for (settings, other) in [
        (two_keys(), newer(two_keys())),
        (newer(two_keys()), two_keys()),
        (postfix(), newer(postfix())),
    ] {
        let (server, facts) = list(Settings {
            other: Some(Box::new(other)),
            ..settings
        });
        let log = server.asked.borrow().join("\n");
        let found = facts.contradictions.iter().find(|it| it.as_a_version);
        assert!(found.is_some_and(|it| it.accepted != it.refused), "{log}");
        for version in &facts.versions {
            let is_refused = matches!(version.support, Known::Known(Support::No { .. }));
            assert!(!is_refused, "{version:?}\n{log}");
        }
    }
    let (_, facts) = list(two_keys());
    assert!(facts.contradictions.is_empty());
}

#[test]
fn at8_where_tls_1_2_is_open_its_groups_and_schemes_are_too() {
    for quick in [true, false] {
        let server = Simulated::new(Settings {
            tires_after: 2,
            fails_by: Some(40),
            ..two_keys()
        });
        let scope = Scope {
            quick,
            ..Scope::new(Some(NAME.to_owned()))
        };
        let facts = ask(&server, &scope);
        let groups = facts.groups.iter().find(|it| it.version == TLS_1_2);
        let schemes = facts.schemes.iter().find(|it| it.version == TLS_1_2);
        assert!(groups.is_some_and(|it| it.incomplete.is_some()), "{quick}");
        assert!(schemes.is_some_and(|it| it.incomplete.is_some()), "{quick}");
    }
}

#[test]
fn x41_what_an_ordinary_session_took_is_no_refusal() {
    let session = Negotiated {
        version: TLS_1_2,
        suite: 0xc02f,
        group: Some(0x001d),
    };
    // It refuses every hello but those of TLS 1.3, whatever it is that it does not bear.
    let (_, mut facts) = list(Settings {
        chokes: |hello| hello.max_version < TLS_1_3,
        fails_by: Some(40),
        ..two_keys()
    });
    let version = |facts: &TlsFacts, version: u16| {
        let found = facts.versions.iter().find(|it| it.version == version);
        found.expect("is listed").clone()
    };
    let before = version(&facts, TLS_1_2);
    let is_refused = matches!(before.support, Known::Known(Support::No { .. }));
    assert!(is_refused, "{before:?}");
    take_in(&mut facts, &session, || EvidenceId(999));
    let after = version(&facts, TLS_1_2);
    assert_eq!(after.support, Known::Known(Support::Yes(EvidenceId(999))));
    assert_eq!(after.suites.len(), 1);
    assert!(after.refused.is_empty());
    assert!(
        matches!(&after.incomplete, Some(NotTested::Unclear(why)) if why.contains("ordinary session")),
        "{after:?}"
    );
    let groups = facts.groups.iter().find(|it| it.version < TLS_1_3);
    let groups = groups.expect("is there");
    assert_eq!(groups.accepted, [(0x001d, EvidenceId(999))]);
    assert!(groups.incomplete.is_some());
    // A suite and a group that were refused.
    let (_, mut facts) = list(Settings {
        suites: vec![0xc030],
        groups: vec![0x0017],
        ..two_keys()
    });
    take_in(&mut facts, &session, || EvidenceId(999));
    let after = version(&facts, TLS_1_2);
    assert_eq!(after.suites.len(), 2);
    assert!(after.refused.is_empty() && after.incomplete.is_some());
    let groups = facts.groups.iter().find(|it| it.version < TLS_1_3);
    let groups = groups.expect("is there");
    assert_eq!(groups.accepted.len(), 2);
    assert!(groups.refused.is_empty() && groups.incomplete.is_some());
    // The sign of TLS 1.3 was not looked for, because the server did not seem to speak it.
    let (_, mut facts) = list(Settings {
        versions: vec![TLS_1_2],
        ..two_keys()
    });
    let sign = |facts: &TlsFacts| match &facts.features.downgrade_sentinel {
        Known::NotTested(why) => why.to_string(),
        Known::Known(_) => "known".to_owned(),
    };
    assert!(
        sign(&facts).contains("does not speak TLS 1.3"),
        "{}",
        sign(&facts)
    );
    let newer = Negotiated {
        version: TLS_1_3,
        suite: 0x1301,
        ..session
    };
    take_in(&mut facts, &newer, || EvidenceId(999));
    assert!(
        sign(&facts).contains("ordinary session"),
        "{}",
        sign(&facts)
    );
    // What hellos have shown as well is no news.
    let (_, mut facts) = list(two_keys());
    let before = facts.clone();
    take_in(&mut facts, &session, || panic!("needs no proof"));
    assert_eq!(facts, before);
}

#[test]
fn at6_where_nobodys_offer_is_chosen_no_feature_is_known() {
    let (_, facts) = list(Settings {
        stubborn_group: Some(0x0017),
        insists_on_curve: false,
        versions: vec![TLS_1_2],
        ..own_order()
    });
    let features = &facts.features;
    assert!(!features.chose_unoffered.is_empty());
    for feature in [
        &features.secure_renegotiation,
        &features.extended_master_secret,
        &features.encrypt_then_mac,
        &features.fallback_scsv,
        &features.needs_name,
    ] {
        let is_open = matches!(feature, Known::NotTested(NotTested::Unclear(_)));
        assert!(is_open, "{feature:?}");
    }
}
