//! Servers that lose patience, choke, choose what nobody offered, or insist on something.

use super::demand::{demand_all, list, sorted};
use super::models::{ancient, own_order, postfix, two_keys};
use super::simulated::{By, Refuses, Settings};
use crate::audit::{Conditions, Known, NotTested, Support};
use crate::tls::names::{Authentication, TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3};
use crate::tls::wire::{ClientHello, KeyShare};

#[test]
fn what_stays_away_behind_the_choice_is_not_tested_and_never_a_no() {
    let (server, facts) = list(Settings {
        leaves_flights: true,
        ..two_keys()
    });
    for version in facts.versions.iter().filter(|it| it.version < TLS_1_3) {
        let accepted = server.settings.accepted(version.version);
        assert_eq!(version.suites.len(), accepted.len(), "{version:?}");
    }
    let older = |version: u16| version < TLS_1_3;
    let mut groups = facts.groups.iter().filter(|it| older(it.version));
    assert!(groups.all(|it| it.accepted.is_empty() && it.refused.is_empty()));
    let mut groups = facts.groups.iter().filter(|it| older(it.version));
    assert!(
        groups.all(|it| it.incomplete.is_some()),
        "{:?}",
        facts.groups
    );
    let mut schemes = facts.schemes.iter().filter(|it| older(it.version));
    assert!(
        schemes.all(|it| it.incomplete.is_some()),
        "{:?}",
        facts.schemes
    );
    assert_eq!((facts.dh.len(), facts.certificates.len()), (0, 0));
    let features = &facts.features;
    assert!(features.staple.known().is_none(), "{:?}", features.staple);
    let wanted = &features.client_certificate;
    assert!(wanted.known().is_none(), "{wanted:?}");
}

#[test]
fn what_a_server_has_no_patience_for_is_not_tested_and_never_a_no() {
    for patience in (0..6).chain((6..145).step_by(13)) {
        let (server, facts) = list(Settings {
            patience,
            ..two_keys()
        });
        let settings = &server.settings;
        assert!(server.asked.borrow().len() <= patience);
        for version in &facts.versions {
            let accepted = settings.accepted(version.version);
            let is_accepted = |suite: &u32| accepted.iter().any(|it| u32::from(*it) == *suite);
            assert!(!version.refused.iter().any(is_accepted), "{patience}");
            assert!(
                version.suites.iter().all(|it| is_accepted(&it.suite)),
                "{patience}"
            );
            if let Known::Known(Support::No { .. }) = version.support {
                assert!(!settings.versions.contains(&version.version), "{patience}");
            }
            let is_listed = version.incomplete.is_none();
            assert!(
                !is_listed || version.suites.len() == accepted.len(),
                "{patience}"
            );
            assert!(is_listed || version.incomplete == Some(NotTested::RateLimited));
        }
        for groups in &facts.groups {
            let own = if groups.version == TLS_1_3 {
                &settings.groups_13
            } else {
                &settings.groups
            };
            assert!(
                !groups.refused.iter().any(|it| own.contains(it)),
                "{patience}"
            );
        }
        for schemes in &facts.schemes {
            let own = if schemes.version == TLS_1_3 {
                settings.schemes_13.clone()
            } else {
                settings.signs_by()
            };
            assert!(
                !schemes.refused.iter().any(|it| own.contains(it)),
                "{patience}"
            );
        }
    }
}

#[test]
fn at6_a_group_that_nobody_offered_proves_nothing() {
    let (server, facts) = list(Settings {
        stubborn_group: Some(0x0017),
        insists_on_curve: false,
        versions: vec![TLS_1_2],
        ..own_order()
    });
    let log = server.asked.borrow().join("\n");
    assert!(!facts.features.chose_unoffered.is_empty(), "{log}");
    let groups = facts.groups.first().expect("is there");
    assert_eq!(
        sorted(groups.accepted.iter().map(|(group, _)| *group)),
        [0x0017],
        "{log}"
    );
    assert!(
        matches!(groups.incomplete, Some(NotTested::Unclear(_))),
        "{groups:?}"
    );
    assert!(groups.refused.is_empty());
}

#[test]
fn at1_a_server_that_demands_a_key_share_gets_one() {
    let is_without =
        |hello: &ClientHello| hello.max_version >= TLS_1_3 && hello.key_share == KeyShare::Empty;
    for fails_by in [Some(50), Some(47), Some(40), None] {
        for versions in [postfix().versions, vec![TLS_1_3, TLS_1_2], vec![TLS_1_3]] {
            let (server, facts) = list(Settings {
                chokes: is_without,
                fails_by,
                versions: versions.clone(),
                ..postfix()
            });
            let what = format!("{fails_by:?} {versions:x?}");
            demand_all(&what, &server, &facts);
            let tolerance = facts.features.tolerance.known();
            let chokes = tolerance.map(|(chokes, _)| chokes.as_slice());
            assert_eq!(chokes, Some(&[][..]), "{what}");
            let asked = server.asked.borrow();
            let log = asked.join("\n");
            let shared = asked.iter().filter(|it| it.starts_with("with a key share"));
            assert!((1..=2).contains(&shared.count()), "{what}: {log}");
        }
    }
}

#[test]
fn at1_a_server_without_tls_1_3_is_asked_for_it_with_a_key_share_only_where_it_says_no_reason() {
    for (too_old, most) in [(70, 0), (40, 2)] {
        let (server, facts) = list(Settings {
            versions: vec![TLS_1_2, TLS_1_1, TLS_1_0],
            too_old,
            ..postfix()
        });
        demand_all("no TLS 1.3", &server, &facts);
        let asked = server.asked.borrow();
        let shared = asked.iter().filter(|it| it.contains("with a key share"));
        assert!(shared.count() <= most, "{asked:?}");
    }
}

#[test]
fn at9_the_curve_of_the_only_certificate_stays_offered() {
    let only_ecdsa = |mut settings: Settings| {
        settings
            .suites
            .retain(|it| crate::tls::names::cipher_suite(*it).is_some_and(|it| !it.is_anonymous()));
        settings.keys = vec![Authentication::Ecdsa];
        settings.schemes_13 = vec![0x0403];
        settings
    };
    // The client's order decides: the curve chosen as the last of all refuses the others.
    let (server, facts) = list(only_ecdsa(postfix()));
    demand_all("client's order", &server, &facts);
    // The server's does: a refusal without the curve proves nothing.
    let (_, facts) = list(only_ecdsa(own_order()));
    let groups = facts
        .groups
        .iter()
        .find(|it| it.version == TLS_1_2)
        .expect("is there");
    assert!(
        matches!(groups.incomplete, Some(NotTested::Unclear(_))),
        "{groups:?}"
    );
    assert!(groups.refused.is_empty());
    // One that does not insist shows the rest, but a refusal still proves nothing.
    let (_, facts) = list(Settings {
        insists_on_curve: false,
        ..only_ecdsa(own_order())
    });
    let groups = facts
        .groups
        .iter()
        .find(|it| it.version == TLS_1_2)
        .expect("is there");
    assert_eq!(groups.accepted.len(), 5, "{groups:?}");
}

#[test]
fn at4_a_server_that_chokes_on_large_hellos_gets_small_ones() {
    for refuses in [Refuses::WithAlert, Refuses::ByClosing] {
        let settings = Settings {
            most_octets: 255,
            refuses,
            suite_order: By::Client,
            ..ancient()
        };
        let (server, facts) = list(settings);
        demand_all("chokes", &server, &facts);
        let tolerance = facts.features.tolerance.known();
        let chokes = tolerance.map(|(chokes, _)| chokes.join(", "));
        let words = "a hello of ordinary size and contents; small and plain ones are answered";
        assert_eq!(chokes.as_deref(), Some(words));
    }
    // What would not fit into a small hello is not known.
    let settings = Settings {
        most_octets: 255,
        ..two_keys()
    };
    let (_, facts) = list(settings);
    for groups in &facts.groups {
        assert!(
            !groups.accepted.is_empty() && groups.incomplete.is_some(),
            "{groups:?}"
        );
    }
}

#[test]
fn x11_large_hellos_that_get_no_answer_are_named() {
    let (server, facts) = list(Settings {
        most_octets: 1399,
        ..postfix()
    });
    demand_all("large ones are dropped", &server, &facts);
    let tolerance = facts.features.tolerance.known();
    let chokes = tolerance.map(|(chokes, _)| chokes.join(", "));
    assert_eq!(chokes.as_deref(), Some("a hello of more than 1400 octets"));
    let asked = server.asked.borrow();
    let is_large = |it: &&String| it.starts_with("large") || it.starts_with("once more");
    assert_eq!(asked.iter().filter(is_large).count(), 3, "{asked:#?}");
}

#[test]
fn x11_a_server_that_loses_every_second_connection_or_so_is_blamed_for_nothing() {
    for loses_each in [2, 3, 4, 5] {
        let (server, facts) = list(Settings {
            loses_each,
            ..postfix()
        });
        let tolerance = facts.features.tolerance.known();
        let chokes = tolerance.filter(|(chokes, _)| !chokes.is_empty());
        let log = server.asked.borrow().join("\n");
        assert_eq!(chokes, None, "each {loses_each}: {log}");
    }
}

#[test]
fn grease_that_is_refused_is_named() {
    let (server, facts) = list(Settings {
        chokes_on_grease: true,
        ..two_keys()
    });
    demand_all("grease", &server, &facts);
    let tolerance = facts
        .features
        .tolerance
        .known()
        .map(|(chokes, _)| chokes.clone());
    assert_eq!(
        tolerance,
        Some(vec!["suites and groups that nobody knows (GREASE)"])
    );
    let (_, facts) = list(two_keys());
    let tolerance = facts
        .features
        .tolerance
        .known()
        .map(|(chokes, _)| chokes.clone());
    assert_eq!(tolerance, Some(Vec::new()));
}

#[test]
fn a_name_may_be_refused_the_right_one_too() {
    let refused = |known: &Known<(bool, crate::audit::EvidenceId)>| known.known().map(|it| it.0);
    let (server, facts) = list(Settings {
        refuses_wrong_name: true,
        ..postfix()
    });
    demand_all("wrong name", &server, &facts);
    assert_eq!(refused(&facts.features.refuses_wrong_name), Some(true));
    assert_eq!(refused(&facts.features.refuses_right_name), Some(false));
    let (server, facts) = list(Settings {
        refuses_wrong_name: true,
        name: Some("mail.example.com"),
        ..postfix()
    });
    demand_all("right name", &server, &facts);
    assert_eq!(refused(&facts.features.refuses_right_name), Some(true));
    let certificate = facts.certificates.first().expect("is there");
    assert_eq!(certificate.conditions, [Conditions::NoName]);
    let (_, facts) = list(two_keys());
    assert_eq!(facts.certificates.len(), 2);
    assert_eq!(refused(&facts.features.needs_name), Some(false));
}

#[test]
fn a_server_that_checks_schemes_after_its_hello_shows_none() {
    let (_, facts) = list(Settings {
        checks_schemes_late: true,
        ..two_keys()
    });
    let schemes = facts
        .schemes
        .iter()
        .find(|it| it.version == TLS_1_3)
        .expect("is there");
    assert!(
        matches!(schemes.incomplete, Some(NotTested::Unclear(_))),
        "{schemes:?}"
    );
    assert!(schemes.accepted.is_empty() && schemes.refused.is_empty());
}

#[test]
fn features_show_by_the_way() {
    let known = |known: &Known<(bool, crate::audit::EvidenceId)>| known.known().map(|it| it.0);
    let (_, facts) = list(postfix());
    let features = &facts.features;
    for (what, feature, expected) in [
        ("renegotiation", &features.secure_renegotiation, true),
        (
            "extended master secret",
            &features.extended_master_secret,
            true,
        ),
        ("encrypt-then-MAC", &features.encrypt_then_mac, true),
        ("heartbeat", &features.heartbeat, false),
        ("fallback", &features.fallback_scsv, true),
        ("sentinel", &features.downgrade_sentinel, true),
    ] {
        assert_eq!(known(feature), Some(expected), "{what}");
    }
    let asks = features.client_certificate.known();
    assert!(asks.is_some_and(|it| !it.0 && it.1.is_some()), "{asks:?}");
    assert_eq!(features.compression.known().map(|it| it.0), Some(0));
    assert_eq!(facts.dh.len(), 1);
    assert!(!facts.dh[0].public_reused);
    let (_, facts) = list(ancient());
    assert_eq!(facts.features.compression.known().map(|it| it.0), Some(1));
    assert_eq!(known(&facts.features.fallback_scsv), Some(false));
    let kinds: Vec<_> = facts
        .versions
        .last()
        .map(|it| it.suites.iter().map(|it| it.suite).collect())
        .expect("is there");
    assert_eq!(kinds, [0x010080, 0x0700c0]);
}
