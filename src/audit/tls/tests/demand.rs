//! What was found out, held against what the server is set to.

use super::simulated::{By, Settings, Simulated};
use crate::audit::tls::{Scope, inquire};
use crate::audit::{Known, NotTested, Order, Support, TlsFacts};
use crate::tls::names::{SSL_3_0, TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3};
use std::collections::BTreeSet;

pub(super) const NAME: &str = "mx.example.com";

pub(super) fn ask(server: &Simulated, scope: &Scope) -> TlsFacts {
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.build().expect("starts");
    runtime.block_on(inquire(server, scope))
}

pub(super) fn list(settings: Settings) -> (Simulated, TlsFacts) {
    let server = Simulated::new(settings);
    let facts = ask(&server, &Scope::new(Some(NAME.to_owned())));
    (server, facts)
}

pub(super) fn sorted<T: Ord + Copy>(all: impl IntoIterator<Item = T>) -> Vec<T> {
    all.into_iter()
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect()
}

/// Holds what was found out against the settings.
pub(super) fn demand_all(what: &str, server: &Simulated, facts: &TlsFacts) {
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
