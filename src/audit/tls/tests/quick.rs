//! The quick inquiry: few connections, and nothing claimed that was not seen.

use super::demand::{NAME, ask};
use super::models::{ancient, own_order, postfix, two_keys};
use super::simulated::{By, Settings, Simulated};
use crate::audit::tls::{Forbids, Scope};
use crate::audit::{Known, NotTested, Support, TlsFacts};
use crate::tls::names::{
    Authentication, CIPHER_SUITES, Cipher, GROUPS, GroupKind, SIGNATURE_SCHEMES, SignatureHash,
    TLS_1_2, TLS_1_3, cipher_suite,
};

/// The ordinary session, and the two for the test for injected commands.
const SESSIONS: usize = 3;

fn ask_quickly(settings: Settings, spent: usize) -> (Simulated, TlsFacts) {
    let server = Simulated::new(settings);
    let scope = Scope {
        quick: true,
        spent,
        ..Scope::new(Some(NAME.to_owned()))
    };
    let facts = ask(&server, &scope);
    (server, facts)
}

#[test]
fn at13_at14_at16_sixteen_connections_tell_versions_and_classes() {
    for (what, settings) in [
        ("postfix", postfix()),
        ("two keys", two_keys()),
        ("own order", own_order()),
        ("ancient", ancient()),
        (
            "TLS 1.3 alone",
            Settings {
                versions: vec![TLS_1_3],
                ..postfix()
            },
        ),
        (
            "TLS 1.2 and 1.3",
            Settings {
                versions: vec![TLS_1_3, TLS_1_2],
                ..two_keys()
            },
        ),
    ] {
        let (server, facts) = ask_quickly(settings, SESSIONS);
        let asked = server.asked.borrow();
        let log = asked.join("\n");
        assert!(
            asked.len() <= Scope::QUICK - SESSIONS,
            "{what}: {}\n{log}",
            asked.len()
        );
        for version in facts.versions.iter().filter(|it| it.version >= 0x0300) {
            let number = version.version;
            let speaks = match &version.support {
                Known::Known(support) => matches!(support, Support::Yes(_)),
                Known::NotTested(why) => panic!("{what} {number:#x}: {why:?}\n{log}"),
            };
            assert_eq!(
                speaks,
                server.settings.versions.contains(&number),
                "{what} {number:#x}"
            );
            let accepted = server.settings.accepted(number);
            let is_accepted = |suite: u32| accepted.iter().any(|it| u32::from(*it) == suite);
            assert!(
                version.suites.iter().all(|it| is_accepted(it.suite)),
                "{what}"
            );
            let wrong: Vec<_> = version
                .refused
                .iter()
                .filter(|it| is_accepted(**it))
                .collect();
            assert!(wrong.is_empty(), "{what}: {wrong:x?}\n{log}");
            assert_eq!(
                version.incomplete,
                speaks.then_some(NotTested::Quick),
                "{what}"
            );
        }
    }
}

#[test]
fn at16_each_weak_class_is_seen_or_refused() {
    for (what, settings) in [("own order", own_order()), ("two keys", two_keys())] {
        let (_, facts) = ask_quickly(settings, 1);
        let version = facts
            .versions
            .iter()
            .find(|it| it.version == TLS_1_2)
            .expect("is listed");
        let suites = |is: fn(u16) -> bool| {
            let accepted = version
                .suites
                .iter()
                .filter_map(|it| u16::try_from(it.suite).ok());
            let refused = version
                .refused
                .iter()
                .filter_map(|it| u16::try_from(*it).ok());
            (
                accepted.filter(|it| is(*it)).count(),
                refused.filter(|it| is(*it)).count(),
            )
        };
        let (anonymous, _) = suites(|it| cipher_suite(it).is_some_and(|it| it.is_anonymous()));
        assert!(anonymous > 0, "{what}: {version:?}");
        let (null, no_null) = suites(|it| cipher_suite(it).is_some_and(|it| it.is_null()));
        assert!(null == 0 && no_null > 3, "{what}: {version:?}");
        let (export, no_export) = suites(|it| cipher_suite(it).is_some_and(|it| it.is_export()));
        assert!(export == 0 && no_export > 3, "{what}: {version:?}");
    }
}

#[test]
fn at16_no_must_is_left_open_on_usual_servers() {
    let only = |versions: &[u16], settings: Settings| Settings {
        versions: versions.to_vec(),
        ..settings
    };
    for (what, settings) in [
        ("postfix", postfix()),
        ("two keys", two_keys()),
        ("TLS 1.2 and 1.3", only(&[TLS_1_3, TLS_1_2], postfix())),
        ("both, two keys", only(&[TLS_1_3, TLS_1_2], two_keys())),
        ("TLS 1.2 alone", only(&[TLS_1_2], two_keys())),
        ("TLS 1.3 alone", only(&[TLS_1_3], postfix())),
        (
            "alert 40 to old versions",
            Settings {
                too_old: 40,
                ..only(&[TLS_1_3, TLS_1_2], two_keys())
            },
        ),
        (
            "alert 40 to old versions, TLS 1.3 alone",
            Settings {
                too_old: 40,
                ..only(&[TLS_1_3], two_keys())
            },
        ),
    ] {
        for named in [true, false] {
            let server = Simulated::new(settings.clone());
            let scope = Scope {
                quick: true,
                spent: SESSIONS,
                ..Scope::new(named.then(|| NAME.to_owned()))
            };
            let facts = ask(&server, &scope);
            let log = server.asked.borrow().join("\n");
            for version in facts.versions.iter().filter(|it| !it.suites.is_empty()) {
                let is_known = |it: &u32| {
                    version.refused.contains(it)
                        || version.suites.iter().any(|known| known.suite == *it)
                };
                let suites = CIPHER_SUITES.iter();
                let suites = suites.filter(|it| it.may_be_used_at(version.version));
                let bad = suites.filter(|it| {
                    let strength = it.encryption.strength();
                    it.is_null()
                        || it.is_export()
                        || it.encryption.cipher == Cipher::Rc4
                        || strength < 112
                });
                let open: Vec<_> = bad
                    .filter(|it| !is_known(&u32::from(it.code_point)))
                    .map(|it| it.name)
                    .collect();
                assert!(
                    open.is_empty(),
                    "{what} {:#x}: {open:?}\n{log}",
                    version.version
                );
            }
            for groups in &facts.groups {
                let small = GROUPS.iter().filter(|it| it.usable_at(groups.version));
                let small = small.filter(|it| {
                    it.kind == GroupKind::EllipticCurve
                        && it.security_bits.is_some_and(|bits| bits < 112)
                });
                let mut open = small.filter(|it| !groups.refused.contains(&it.code_point));
                assert!(
                    open.next().is_none(),
                    "{what} {:#x}: {groups:x?}\n{log}",
                    groups.version
                );
            }
            for schemes in &facts.schemes {
                let mut md5 = SIGNATURE_SCHEMES
                    .iter()
                    .filter(|it| it.hash == SignatureHash::Md5);
                assert!(
                    md5.all(|it| schemes.refused.contains(&it.code_point)),
                    "{what}\n{log}"
                );
            }
            let features = &facts.features;
            let unnamed = matches!(
                &features.needs_name,
                Known::NotTested(NotTested::NotApplicable(_))
            );
            // With SHA-1 and old versions to ask for there is nothing left for it.
            if what != "postfix" && what != "two keys" {
                let wrong = features.refuses_wrong_name.known();
                assert!(wrong.is_some_and(|it| !it.0), "{what} {named}\n{log}");
            }
            assert_eq!(unnamed, !named, "{what}: {:?}\n{log}", features.needs_name);
        }
    }
}

/// What a rule book forbids that names what is allowed.
fn all_but(suites: &[u16], groups: &[u16]) -> Forbids {
    let bad_suites = Forbids::VERSIONS.into_iter().flat_map(|version| {
        let all = CIPHER_SUITES.iter();
        let all =
            all.filter(move |it| it.may_be_used_at(version) && !suites.contains(&it.code_point));
        all.map(move |it| (version, it.code_point))
    });
    let bad_groups = GROUPS.iter().map(|group| group.code_point);
    Forbids {
        suites: bad_suites.collect(),
        groups: bad_groups.filter(|it| !groups.contains(it)).collect(),
        schemes: Vec::new(),
        fields: false,
        refusing_names: false,
    }
}

#[test]
fn x44_at16_what_a_profile_does_not_name_is_refused_or_seen() {
    const SUITES: [u16; 5] = [0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f];
    const GROUPS_ALLOWED: [u16; 3] = [0x001d, 0x0017, 0x0018];
    let keeps = Settings {
        versions: vec![TLS_1_3, TLS_1_2],
        suites: vec![0xc02b, 0xc02f],
        groups: GROUPS_ALLOWED.to_vec(),
        groups_13: GROUPS_ALLOWED.to_vec(),
        keys: vec![Authentication::Rsa],
        ..two_keys()
    };
    let with_suite = |suite: u16| Settings {
        suites: vec![0xc02b, 0xc02f, suite],
        suite_order: By::Server,
        ..keeps.clone()
    };
    let with_group = |group: u16| Settings {
        groups: [&GROUPS_ALLOWED[..], &[group]].concat(),
        group_order: By::Server,
        ..keeps.clone()
    };
    let with_group_13 = |group: u16| Settings {
        groups_13: [&GROUPS_ALLOWED[..], &[group]].concat(),
        group_order: By::Server,
        ..keeps.clone()
    };
    for (what, settings, breaks) in [
        ("keeps it", keeps.clone(), false),
        ("one suite more", with_suite(0xc030), true),
        ("a rare suite more", with_suite(0xc061), true),
        ("one group more", with_group(0x0019), true),
        ("one group more in TLS 1.3", with_group_13(0x0100), true),
    ] {
        let forbids = all_but(&SUITES, &GROUPS_ALLOWED);
        let server = Simulated::new(settings);
        let scope = Scope {
            quick: true,
            forbids: forbids.clone(),
            spent: 1,
            ..Scope::new(Some(NAME.to_owned()))
        };
        let facts = ask(&server, &scope);
        let log = server.asked.borrow().join("\n");
        let suites = facts.versions.iter().flat_map(|facts| {
            let seen = facts.suites.iter().map(|it| it.suite);
            seen.map(|suite| (facts.version, u16::try_from(suite).unwrap_or_default()))
        });
        let groups = facts.groups.iter().flat_map(|facts| &facts.accepted);
        let seen = suites.filter(|it| forbids.suites.contains(it)).count()
            + groups.filter(|(it, _)| forbids.groups.contains(it)).count();
        assert_eq!(seen > 0, breaks, "{what}\n{log}");
        let spoken = facts.versions.iter().filter(|it| !it.suites.is_empty());
        let open_suites = spoken.clone().flat_map(|facts| {
            let bad = forbids.suites.iter().filter(|it| it.0 == facts.version);
            bad.filter(|it| !facts.refused.contains(&it.1.into()))
        });
        let open_groups = facts.groups.iter().flat_map(|facts| {
            let asked = GROUPS.iter().filter(|it| it.usable_at(facts.version));
            let asked = asked.filter(|it| {
                forbids.groups.contains(&it.code_point)
                    && (facts.version >= TLS_1_3 || it.kind == GroupKind::EllipticCurve)
            });
            asked.filter(|it| !facts.refused.contains(&it.code_point))
        });
        let open = open_suites.count() + open_groups.count();
        assert_eq!(open == 0, !breaks, "{what}: {open}\n{log}");
    }
}

#[test]
fn x20_what_tls_1_3_encrypts_it_is_not_said_to_lack() {
    let settings = Settings {
        versions: vec![TLS_1_3],
        ..two_keys()
    };
    let (_, facts) = ask_quickly(settings, SESSIONS);
    let features = &facts.features;
    for hidden in [&features.staple, &features.client_certificate] {
        assert!(
            matches!(hidden, Known::NotTested(NotTested::NoMeans(why)) if why.contains("encrypts")),
            "{hidden:?}"
        );
    }
    let none = Known::NotTested(NotTested::NotApplicable("TLS 1.3 has none"));
    assert_eq!(features.compression, none);
}
