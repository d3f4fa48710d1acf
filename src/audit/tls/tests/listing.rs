//! The full listing: everything that the server is set to, nothing else, and with few connections.

use super::demand::{NAME, ask, demand_all, list};
use super::models::{ancient, own_order, postfix, two_keys};
use super::simulated::{By, Refuses, Settings, Simulated};
use crate::audit::tls::{Scope, plan};
use crate::tls::names::{Authentication, TLS_1_2, TLS_1_3};

/// A server, what it is, and how many connections more than it accepts pairs of version and suite.
fn servers() -> Vec<(&'static str, Settings, usize)> {
    let with = |base: Settings, change: fn(&mut Settings)| {
        let mut settings = base;
        change(&mut settings);
        settings
    };
    vec![
        ("postfix", postfix(), 35),
        ("two keys", two_keys(), 38),
        ("own order", own_order(), 53),
        (
            "own order, one key",
            with(own_order(), |it| {
                it.keys = vec![Authentication::Rsa];
                it.schemes_13 = vec![0x0804, 0x0805, 0x0806];
            }),
            48,
        ),
        ("ancient", ancient(), 20),
        (
            "TLS 1.3 alone",
            with(postfix(), |it| it.versions = vec![TLS_1_3]),
            30,
        ),
        (
            "TLS 1.2 and 1.3",
            with(two_keys(), |it| it.versions.truncate(2)),
            34,
        ),
        (
            "closes",
            with(two_keys(), |it| {
                it.refuses = Refuses::ByClosing;
                it.versions = vec![TLS_1_2];
            }),
            30,
        ),
        (
            "resets",
            with(ancient(), |it| it.refuses = Refuses::ByReset),
            20,
        ),
        (
            "ChaCha20 first",
            with(two_keys(), |it| it.suite_order = By::ServerButChaCha),
            41,
        ),
        (
            "answers 40 to old versions",
            with(postfix(), |it| {
                it.too_old = 40;
                it.versions = vec![TLS_1_2];
            }),
            25,
        ),
        (
            "answers 80 to old versions",
            with(postfix(), |it| {
                it.too_old = 80;
                it.versions = vec![TLS_1_3];
            }),
            40,
        ),
        (
            "rare suites among its own",
            with(own_order(), |it| {
                // Static ECDH, a pre-shared key, ARIA with CBC.
                it.suites.splice(3..3, [0xc02e, 0x00a9, 0xc04d]);
                it.suites.push(0xc048);
                it.keys.push(Authentication::Psk);
            }),
            60,
        ),
    ]
}

#[test]
fn at2_at9_at10_at15_servers_are_listed_as_they_are_set() {
    let mut too_many = Vec::new();
    for (what, settings, most) in servers() {
        let (server, facts) = list(settings);
        demand_all(what, &server, &facts);
        let asked = server.asked.borrow();
        let (count, pairs) = (asked.len(), server.pairs());
        if count > pairs + most {
            let log = asked.join("\n");
            too_many.push(format!("{what}: {count} for {pairs}\n{log}"));
        }
        let plan = plan(&Scope::new(None));
        assert!(
            (plan.at_least..=plan.at_most).contains(&count),
            "{what}: {count}"
        );
    }
    assert!(too_many.is_empty(), "{}", too_many.join("\n"));
}

#[test]
fn several_at_once_find_out_the_same() {
    for (what, settings, _) in servers().into_iter().step_by(3) {
        let server = Simulated::new(settings);
        let scope = Scope {
            side_by_side: 4,
            ..Scope::new(Some(NAME.to_owned()))
        };
        let facts = ask(&server, &scope);
        demand_all(what, &server, &facts);
    }
}

#[test]
fn servers_set_at_random_are_listed_as_they_are_set() {
    let mut random = fastrand::Rng::with_seed(5);
    for round in 0..12 {
        let mut some = |all: &[u16]| {
            let mut some = all.to_vec();
            random.shuffle(&mut some);
            some.truncate(1 + random.usize(..all.len()));
            some
        };
        let all = two_keys();
        let (suites, suites_13) = (some(&all.suites), some(&all.suites_13));
        let (groups, groups_13) = (some(&all.groups), some(&all.groups_13));
        let (schemes, schemes_13) = (some(&all.schemes), some(&all.schemes_13));
        let versions = some(&all.versions);
        let mut order = || match random.bool() {
            true => By::Server,
            false => By::Client,
        };
        let settings = Settings {
            suites,
            suites_13,
            groups,
            // Without it there is no way to ask for schemes.
            groups_13: vec![0x001d],
            schemes,
            schemes_13,
            versions,
            suite_order: order(),
            group_order: order(),
            insists_on_curve: false,
            ..all
        };
        let mut settings = settings;
        settings
            .groups_13
            .extend(groups_13.iter().filter(|it| **it != 0x001d));
        // One suite that shows every group, whatever else was drawn.
        settings.suites.retain(|it| *it != 0xc018);
        settings.suites.push(0xc018);
        let (server, facts) = list(settings);
        demand_all(&format!("round {round}"), &server, &facts);
    }
}
