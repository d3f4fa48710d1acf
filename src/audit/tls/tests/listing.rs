//! The full listing: everything that the server is set to, nothing else, and with few connections.

use super::models::{ancient, own_order, postfix, two_keys};
use super::simulated::{By, Refuses, Settings, Simulated};
use crate::audit::tls::{Scope, inquire};
use crate::audit::{Known, NotTested, Order, Support, TlsFacts};
use crate::tls::names::{Authentication, SSL_3_0, TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3};
use std::collections::BTreeSet;

const NAME: &str = "mx.example.com";

pub(super) fn ask(server: &Simulated, scope: &Scope) -> TlsFacts {
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.build().expect("starts");
    runtime.block_on(inquire(server, scope))
}

fn list(settings: Settings) -> (Simulated, TlsFacts) {
    let server = Simulated::new(settings);
    let facts = ask(&server, &Scope::new(Some(NAME.to_owned())));
    (server, facts)
}

fn sorted<T: Ord + Copy>(all: impl IntoIterator<Item = T>) -> Vec<T> {
    all.into_iter()
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect()
}

/// Holds what was found out against the settings.
fn demand_all(what: &str, server: &Simulated, facts: &TlsFacts) {
    let settings = &server.settings;
    let asked = server.asked.borrow();
    let log = asked.join("\n");
    for version in [TLS_1_3, TLS_1_2, TLS_1_1, TLS_1_0, SSL_3_0] {
        let found = facts
            .versions
            .iter()
            .find(|it| it.version == version)
            .expect("is listed");
        let speaks = matches!(found.support, Known::Known(Support::Yes(_)));
        assert_eq!(
            speaks,
            settings.versions.contains(&version),
            "{what}: {found:?}\n{log}"
        );
        let accepted = settings.accepted(version).into_iter().map(u32::from);
        let listed: Vec<u32> = found.suites.iter().map(|it| it.suite).collect();
        assert_eq!(
            sorted(listed.clone()),
            sorted(accepted.clone()),
            "{what} {version:#x}\n{log}"
        );
        assert_eq!(found.incomplete, None, "{what} {version:#x}");
        if listed.len() > 1 {
            let order = match settings.suite_order {
                By::Client => Order::Client,
                By::Server => Order::Server,
                By::ServerButChaCha if version >= TLS_1_2 => Order::Mixed,
                By::ServerButChaCha => Order::Server,
            };
            assert_eq!(
                found.order,
                Known::Known(order),
                "{what} {version:#x}\n{log}"
            );
            if order == Order::Server {
                assert_eq!(
                    listed,
                    accepted.collect::<Vec<_>>(),
                    "{what} {version:#x}\n{log}"
                );
            }
        }
    }
    for groups in &facts.groups {
        let own = match groups.version {
            TLS_1_3 => settings.groups_13.clone(),
            _ => settings.groups.clone(),
        };
        let accepted = groups.accepted.iter().map(|(group, _)| *group);
        if own.is_empty() {
            let why = groups.incomplete.as_ref();
            let is_said = matches!(why, Some(NotTested::NotApplicable(_)));
            assert!(is_said, "{what}: {why:?}");
            continue;
        }
        assert_eq!(
            groups.incomplete, None,
            "{what} {:#x}\n{log}",
            groups.version
        );
        assert_eq!(
            sorted(accepted),
            sorted(own.clone()),
            "{what} {:#x}\n{log}",
            groups.version
        );
        if own.len() > 1 {
            let order = match settings.group_order {
                By::Client => Order::Client,
                _ => Order::Server,
            };
            assert_eq!(
                groups.order,
                Known::Known(order),
                "{what} {:#x}\n{log}",
                groups.version
            );
        }
    }
    for schemes in &facts.schemes {
        let own = match schemes.version {
            TLS_1_3 => settings.schemes_13.clone(),
            _ => settings.signs_by(),
        };
        let accepted = schemes.accepted.iter().map(|(scheme, _)| *scheme);
        assert_eq!(schemes.incomplete, None, "{what}\n{log}");
        assert_eq!(
            sorted(accepted),
            sorted(own),
            "{what} {:#x}\n{log}",
            schemes.version
        );
        assert!(schemes.refused.len() > 10, "{what}");
    }
}

#[test]
fn at2_at10_at15_servers_are_listed_as_they_are_set() {
    for (what, settings, most) in [
        ("postfix", postfix(), 40),
        ("two keys", two_keys(), 40),
        ("own order", own_order(), 45),
        (
            "own order, one key",
            Settings {
                keys: vec![Authentication::Rsa],
                schemes_13: vec![0x0804, 0x0805, 0x0806],
                insists_on_curve: false,
                ..own_order()
            },
            45,
        ),
        ("ancient", ancient(), 20),
        (
            "TLS 1.3 alone",
            Settings {
                versions: vec![TLS_1_3],
                ..postfix()
            },
            40,
        ),
        (
            "TLS 1.2 and 1.3",
            Settings {
                versions: vec![TLS_1_3, TLS_1_2],
                ..two_keys()
            },
            40,
        ),
        (
            "closes",
            Settings {
                refuses: Refuses::ByClosing,
                versions: vec![TLS_1_2],
                ..two_keys()
            },
            60,
        ),
        (
            "resets",
            Settings {
                refuses: Refuses::ByReset,
                ..ancient()
            },
            60,
        ),
        (
            "ChaCha20 first",
            Settings {
                suite_order: By::ServerButChaCha,
                ..two_keys()
            },
            45,
        ),
        (
            "answers 40 to old versions",
            Settings {
                too_old: 40,
                versions: vec![TLS_1_2],
                ..postfix()
            },
            40,
        ),
        (
            "answers 80 to old versions",
            Settings {
                too_old: 80,
                versions: vec![TLS_1_3],
                ..postfix()
            },
            40,
        ),
    ] {
        let (server, facts) = list(settings);
        demand_all(what, &server, &facts);
        let asked = server.asked.borrow();
        let (count, pairs) = (asked.len(), server.pairs());
        println!(
            "{}\n{what}: {count} connections for {pairs} pairs, {} beside",
            asked.join("\n"),
            count - pairs
        );
        assert!(
            count <= pairs + most,
            "{what}: {count} for {pairs}\n{}",
            asked.join("\n")
        );
    }
}
