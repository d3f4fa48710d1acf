//! Servers that do not bear a hello for what is in it, that fail now and then, or that answer nothing any more: none of that is a "no"
//! to a version, a suite, a group or a scheme.

use super::demand::{NAME, ask, list};
use super::models::two_keys;
use super::simulated::{By, Settings, Simulated};
use crate::audit::tls::Scope;
use crate::audit::{Known, Support, TlsFacts};
use crate::tls::names::{SSL_2_0, SSL_3_0, TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3};
use crate::tls::wire::ClientHello;

/// Whether a server cannot bear a hello.
type Chokes = fn(&ClientHello) -> bool;

/// What a server cannot bear.
const CHOKES: [(&str, Chokes); 7] = [
    ("rare extensions", |hello| hello.curious),
    ("compression", |hello| hello.compressions.len() > 1),
    ("more than 64 suites", |hello| hello.suites.len() > 64),
    ("more than 16 groups", |hello| hello.groups.len() > 16),
    ("unknown schemes", |hello| {
        let known = two_keys();
        let known = [known.schemes, known.schemes_13].concat();
        hello.schemes.iter().any(|scheme| !known.contains(scheme))
    }),
    ("more than 255 octets", |hello| hello.octets().len() > 255),
    ("TLS 1.3 beside TLS 1.2", |hello| {
        hello.max_version >= TLS_1_3 && hello.min_version < TLS_1_3
    }),
];

fn servers() -> Vec<Settings> {
    let all = two_keys();
    let versions = [
        vec![TLS_1_3, TLS_1_2, TLS_1_1, TLS_1_0],
        vec![TLS_1_3, TLS_1_2],
        vec![TLS_1_2],
        vec![TLS_1_2, TLS_1_0, SSL_3_0],
    ];
    let each = versions.into_iter().zip([By::Client, By::Server].repeat(2));
    let each = each.map(|(versions, order)| Settings {
        versions,
        suite_order: order,
        ..all.clone()
    });
    each.collect()
}

/// What the server has and is said not to have, or is missing from a list that is said to be complete.
fn false_noes(settings: &Settings, facts: &TlsFacts) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut hold = |is_right: bool, what: String| {
        if !is_right {
            wrong.push(what);
        }
    };
    for found in facts.versions.iter().filter(|it| it.version > SSL_2_0) {
        let accepted = settings.accepted(found.version);
        if accepted.is_empty() {
            continue;
        }
        let is_refused = matches!(found.support, Known::Known(Support::No { .. }));
        hold(!is_refused, format!("{:#x}", found.version));
        for suite in accepted.into_iter().map(u32::from) {
            let is_listed = found.suites.iter().any(|it| it.suite == suite);
            let is_right = is_listed || found.incomplete.is_some();
            let is_refused = found.refused.contains(&suite);
            hold(
                is_right && !is_refused,
                format!("{:#x} {suite:#x}", found.version),
            );
        }
    }
    let groups = facts.groups.iter().map(|it| {
        let own = match it.version {
            TLS_1_3 => settings.groups_13.clone(),
            _ => settings.groups.clone(),
        };
        ("group", own, &it.accepted, &it.refused, &it.incomplete)
    });
    let schemes = facts.schemes.iter().map(|it| {
        let own = match it.version {
            TLS_1_3 => settings.schemes_13.clone(),
            _ => settings.signs_by(),
        };
        ("scheme", own, &it.accepted, &it.refused, &it.incomplete)
    });
    for (what, own, accepted, refused, incomplete) in groups.chain(schemes) {
        for one in own {
            let is_listed = accepted.iter().any(|(it, _)| *it == one);
            let is_right = is_listed || incomplete.is_some();
            hold(
                is_right && !refused.contains(&one),
                format!("{what} {one:#x}"),
            );
        }
    }
    let features = &facts.features;
    for feature in [
        &features.needs_name,
        &features.refuses_wrong_name,
        &features.refuses_right_name,
    ] {
        let is_found = matches!(feature, Known::Known((true, _)));
        hold(!is_found, "a name is refused".to_owned());
    }
    wrong
}

/// Everything that the server has is listed, or it is said that it is not known.
fn demand_no_false_no(what: &str, server: &Simulated, facts: &TlsFacts) {
    let wrong = false_noes(&server.settings, facts);
    let log = server.asked.borrow().join("\n");
    assert!(wrong.is_empty(), "{what}: {wrong:?}\n{log}");
}

/// Asks for all, and quickly. A quick inquiry has no connections to ask everything twice, so that it cannot tell handshake_failure
/// meant from one by chance.
fn both(what: &str, settings: &Settings) -> TlsFacts {
    let server = Simulated::new(settings.clone());
    let scope = Scope {
        quick: true,
        ..Scope::new(Some(NAME.to_owned()))
    };
    let facts = ask(&server, &scope);
    assert!(server.asked.borrow().len() <= Scope::QUICK);
    if settings.fails_by != Some(40) || settings.fails_each == usize::MAX {
        demand_no_false_no(&format!("{what}, quick"), &server, &facts);
    }
    let (server, facts) = list(settings.clone());
    demand_no_false_no(what, &server, &facts);
    facts
}

#[test]
fn at4_what_a_server_does_not_bear_is_no_refusal_of_versions_and_suites() {
    for (what, chokes) in CHOKES {
        for fails_by in [Some(40), Some(47), None] {
            for settings in servers().into_iter().step_by(3) {
                let settings = Settings {
                    chokes,
                    fails_by,
                    ..settings
                };
                let what = format!("{what} by {fails_by:?}, {:x?}", settings.versions);
                let facts = both(&what, &settings);
                // And since it answers everything else, nothing is left open.
                for version in &settings.versions {
                    let found = facts.versions.iter().find(|it| it.version == *version);
                    let found = found.expect("is listed");
                    let spoken = matches!(found.support, Known::Known(Support::Yes(_)));
                    assert!(spoken && found.incomplete.is_none(), "{what}: {found:?}");
                }
            }
        }
    }
}

#[test]
fn at4_the_intolerance_is_named() {
    for (what, chokes) in CHOKES {
        for fails_by in [Some(40), Some(47), None] {
            let (server, facts) = list(Settings {
                chokes,
                fails_by,
                ..two_keys()
            });
            let tolerance = &facts.features.tolerance;
            let log = server.asked.borrow().join("\n");
            assert!(
                matches!(tolerance, Known::Known((chokes, _)) if !chokes.is_empty()),
                "{what} by {fails_by:?}: {tolerance:?}\n{log}"
            );
        }
    }
}

#[test]
fn at8_a_server_that_fails_now_and_then_refuses_nothing_by_that() {
    for fails_each in [2, 3, 5, 7] {
        for fails_by in [Some(80), Some(40), None] {
            for settings in servers().into_iter().step_by(3) {
                let settings = Settings {
                    fails_each,
                    fails_by,
                    ..settings
                };
                let what = format!(
                    "each {fails_each} by {fails_by:?}, {:x?}",
                    settings.versions
                );
                both(&what, &settings);
            }
        }
    }
}

#[test]
fn at8_a_server_that_answers_nothing_any_more_refuses_nothing_by_that() {
    for tires_after in (1..=16).chain([20, 45, 75]) {
        for fails_by in [Some(80), Some(40), None] {
            for settings in servers().into_iter().step_by(3) {
                let settings = Settings {
                    tires_after,
                    fails_by,
                    ..settings
                };
                let what = format!("{tires_after} by {fails_by:?}, {:x?}", settings.versions);
                let facts = both(&what, &settings);
                let tolerance = facts.features.tolerance;
                if let Known::Known((chokes, _)) = tolerance {
                    assert!(chokes.is_empty(), "{what}: {chokes:?}");
                }
            }
        }
    }
}

/// Handshake failure to some connections in a row, as of a limiter with a short window, or of a server that is started again.
#[test]
fn at8_some_refusals_in_a_row_end_no_list() {
    let mut wrong = Vec::new();
    for (fails_by, settings) in [
        (Some(40), two_keys()),
        (Some(40), servers().remove(1)),
        (Some(80), two_keys()),
    ] {
        for rests_for in [2, 4, 6] {
            for tires_after in (rests_for..150).step_by(7) {
                let settings = Settings {
                    tires_after,
                    rests_for,
                    fails_by,
                    ..settings.clone()
                };
                let what = format!("{rests_for} after {tires_after} by {fails_by:?}");
                let (server, facts) = list(settings);
                let found = false_noes(&server.settings, &facts);
                if !found.is_empty() {
                    wrong.push(format!(
                        "{what}: {found:?}\n{}",
                        server.asked.borrow().join("\n")
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} {wrong:#?}", wrong.len());
}

#[test]
fn at3_a_version_that_is_switched_off_says_nothing_of_those_below() {
    for settings in servers() {
        let settings = Settings {
            has_holes: true,
            ..settings
        };
        let facts = both("holes", &settings);
        for found in facts.versions.iter().filter(|it| it.version > SSL_2_0) {
            let spoken = matches!(found.support, Known::Known(Support::Yes(_)));
            assert_eq!(spoken, settings.versions.contains(&found.version));
            assert_eq!(found.incomplete, None);
        }
    }
}
