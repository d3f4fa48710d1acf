//! Refusals that prove nothing: of a server that answers no hello at all, that gives any reason, or that means something else.

use super::demand::{NAME, ask, list};
use super::models::{postfix, two_keys};
use super::simulated::{Settings, Simulated};
use crate::audit::tls::{Scope, take_in};
use crate::audit::{EvidenceId, Known, Negotiated, NotTested, Support, TlsFacts};
use crate::tls::names::{TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3};
use crate::tls::wire::ClientHello;

fn refused(facts: &TlsFacts) -> Vec<u16> {
    let versions = facts.versions.iter();
    let refused = versions.filter(|it| matches!(it.support, Known::Known(Support::No { .. })));
    refused.map(|it| it.version).collect()
}

#[test]
fn at8_where_a_session_stood_and_no_hello_was_answered_nothing_is_refused() {
    for fails_by in [Some(40), Some(70), Some(71), Some(112), Some(86), None] {
        for quick in [true, false] {
            for has_session in [true, false] {
                let server = Simulated::new(Settings {
                    tires_after: 0,
                    fails_by,
                    ..two_keys()
                });
                let scope = Scope {
                    quick,
                    has_session,
                    ..Scope::new(Some(NAME.to_owned()))
                };
                let facts = ask(&server, &scope);
                let what = format!("{fails_by:?} {quick} {has_session}");
                // Without a session it is all that is known of the server, and said so as it was.
                let is_said = !has_session && fails_by == Some(40);
                let is_refused = !refused(&facts).is_empty();
                assert!(!has_session || !is_refused, "{what}");
                assert!(!is_said || is_refused, "{what}");
            }
        }
    }
}

#[test]
fn at8_a_reason_that_fits_everything_is_none() {
    for (fails_by, name) in [(71, Some(NAME)), (86, Some(NAME)), (112, None), (86, None)] {
        for tires_after in [7, 12, 20, 40] {
            let server = Simulated::new(Settings {
                tires_after,
                fails_by: Some(fails_by),
                ..two_keys()
            });
            let facts = ask(&server, &Scope::new(name.map(str::to_owned)));
            let log = server.asked.borrow().join("\n");
            let what = format!("{fails_by} after {tires_after}\n{log}");
            let spoken = [TLS_1_3, TLS_1_2, TLS_1_1, TLS_1_0];
            let refused = refused(&facts);
            assert!(!spoken.iter().any(|it| refused.contains(it)), "{what}");
            for found in &facts.versions {
                let accepted = server.settings.accepted(found.version).len();
                let is_whole = found.suites.len() == accepted;
                assert!(is_whole || found.incomplete.is_some(), "{what}");
            }
        }
    }
}

#[test]
fn at8_what_an_answer_shows_stands_in_the_list() {
    for turns in [3, 7, 11] {
        let settings = Settings {
            turns,
            other: Some(Box::new(Settings {
                groups: vec![0x0018],
                groups_13: vec![0x0018],
                insists_on_curve: false,
                ..two_keys()
            })),
            insists_on_curve: false,
            ..two_keys()
        };
        let (server, facts) = list(settings);
        let log = server.asked.borrow().join("\n");
        for groups in &facts.groups {
            let has = |group: u16| groups.accepted.iter().any(|(it, _)| *it == group);
            let what = format!("{turns} {groups:?}\n{log}");
            let is_open = groups.incomplete.is_some();
            assert!(has(0x001d) && has(0x0018) || is_open, "{what}");
            assert!(!groups.refused.iter().any(|it| has(*it)), "{what}");
            assert!(!groups.refused.contains(&0x001d) || is_open, "{what}");
        }
        // Of eleven each, only one was ever asked for TLS 1.3.
        let is_seen = !facts.contradictions.is_empty();
        assert!(is_seen || turns == 11, "{turns}\n{log}");
    }
}

/// Filters refuse a hello for what it offers beside good suites.
#[test]
fn at4_a_filter_against_old_suites_refuses_no_version() {
    let old: fn(&ClientHello) -> bool = |hello| {
        let filtered = [0x0004, 0x0005, 0x0009, 0x000a, 0x0001, 0x0002];
        hello.suites.iter().any(|it| filtered.contains(it))
    };
    let without_encryption: fn(&ClientHello) -> bool = |hello| {
        let filtered = [0x0001, 0x0002, 0x0003, 0x0006, 0x0008, 0x003b];
        hello.suites.iter().any(|it| filtered.contains(it))
    };
    for chokes in [old, without_encryption] {
        for fails_by in [Some(40), Some(71), None] {
            let (server, facts) = list(Settings {
                chokes,
                fails_by,
                ..two_keys()
            });
            let log = server.asked.borrow().join("\n");
            for version in [TLS_1_3, TLS_1_2, TLS_1_1, TLS_1_0] {
                let found = facts.versions.iter().find(|it| it.version == version);
                let found = found.expect("is listed");
                let accepted = server.settings.accepted(version);
                let what = format!("{fails_by:?} {version:#x} {found:?}\n{log}");
                assert_eq!(found.suites.len(), accepted.len(), "{what}");
                let is_refused = |it: &u16| found.refused.contains(&u32::from(*it));
                assert!(!accepted.iter().any(is_refused), "{what}");
            }
        }
    }
}

#[test]
fn at4_a_name_is_not_refused_for_the_length_of_the_hello() {
    for (name, is_quick) in [(None, false), (None, true), (Some(NAME), false)] {
        let server = Simulated::new(Settings {
            chokes: |hello| hello.octets().len() > 250,
            fails_by: Some(40),
            ..postfix()
        });
        let scope = Scope {
            quick: is_quick,
            ..Scope::new(name.map(str::to_owned))
        };
        let facts = ask(&server, &scope);
        let refuses = &facts.features.refuses_wrong_name;
        let is_wrong = matches!(refuses, Known::Known((true, _)));
        let log = server.asked.borrow().join("\n");
        assert!(!is_wrong, "{name:?} {refuses:?}\n{log}");
    }
    let (_, facts) = list(Settings {
        refuses_wrong_name: true,
        ..two_keys()
    });
    let refuses = &facts.features.refuses_wrong_name;
    assert!(matches!(refuses, Known::Known((true, _))), "{refuses:?}");
}

/// Not every server that refuses a name says so.
#[test]
fn at4_a_server_that_refuses_names_is_asked_without_one() {
    for fails_by in [Some(40), Some(47), Some(80), None] {
        let (server, facts) = list(Settings {
            chokes: |hello| hello.server_name.is_some(),
            fails_by,
            ..two_keys()
        });
        let log = server.asked.borrow().join("\n");
        for version in [TLS_1_3, TLS_1_2, TLS_1_1, TLS_1_0] {
            let found = facts.versions.iter().find(|it| it.version == version);
            let found = found.expect("is listed");
            let accepted = server.settings.accepted(version).len();
            assert_eq!(found.suites.len(), accepted, "{fails_by:?} {log}");
        }
        let refuses = &facts.features.refuses_right_name;
        let is_said = matches!(refuses, Known::Known((true, _)));
        assert!(is_said, "{fails_by:?} {refuses:?}\n{log}");
    }
}

/// A row of refusals at whose end a control is refused, and then answered.
#[test]
fn x40_a_control_that_fails_once_is_a_contradiction() {
    for tires_after in 21..40 {
        let settings = Settings {
            tires_after,
            rests_for: 7,
            fails_by: Some(40),
            ..two_keys()
        };
        let (server, facts) = list(settings);
        let log = server.asked.borrow().join("\n");
        let is_flighty = facts.versions.iter().any(|it| {
            let why = it.incomplete.as_ref();
            matches!(why, Some(NotTested::Unclear(why)) if why.contains("now and then"))
        });
        assert!(!is_flighty || !facts.contradictions.is_empty(), "{log}");
    }
}

#[test]
fn x41_a_later_session_is_held_against_the_lists_too() {
    let (_, mut facts) = list(Settings {
        versions: vec![TLS_1_2],
        ..two_keys()
    });
    let session = Negotiated {
        version: TLS_1_3,
        suite: 0x1301,
        group: Some(0x001d),
    };
    take_in(&mut facts, &session, || EvidenceId(999));
    assert!(!refused(&facts).contains(&TLS_1_3));
    let found = facts.contradictions.first().expect("is noted");
    assert!(found.as_a_version, "{found:?}");
    assert_eq!((found.version, found.accepted), (TLS_1_3, EvidenceId(999)));
}
