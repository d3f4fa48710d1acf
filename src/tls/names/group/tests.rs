//! The table of groups against what rustls provides and what the standards say.

use super::*;
use crate::tls::names::protocol_version::{SSL_3_0, TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3};
use rustls::NamedGroup;
use rustls::crypto::aws_lc_rs::ALL_KX_GROUPS;
use std::collections::BTreeSet;

#[test]
fn the_table_is_sorted_and_no_name_stands_twice() {
    assert!(GROUPS.is_sorted_by(|one, next| one.code_point < next.code_point));
    let names = GROUPS.iter().flat_map(Listed::names);
    let different: BTreeSet<_> = names.clone().map(str::to_lowercase).collect();
    assert_eq!(different.len(), names.count());
}

#[test]
fn what_can_be_negotiated_is_the_providers_in_its_order() {
    let provided = ALL_KX_GROUPS.iter().map(|group| group.name());
    let listed: Vec<u16> = negotiable_groups().map(|group| group.code_point).collect();
    assert_eq!(listed, provided.map(u16::from).collect::<Vec<_>>());
    assert!(negotiable_groups().all(GroupName::is_negotiable));
    assert!(!group(0x0019).expect("is listed").is_negotiable());
}

#[test]
fn every_group_of_rustls_is_there_by_its_name() {
    let mut count = 0;
    for code_point in 0..=u16::MAX {
        let theirs = NamedGroup::from(code_point);
        let Some(name) = theirs.as_str() else {
            continue;
        };
        count += 1;
        let ours = group(code_point).unwrap_or_else(|| panic!("{name} is missing"));
        assert!(ours.name.eq_ignore_ascii_case(name), "{name}");
    }
    assert!(count > 10, "{count}");
}

#[test]
fn every_name_and_the_code_point_are_found() {
    for group in GROUPS {
        for typed in group.names() {
            assert_eq!(GroupName::parse(typed), Ok(group));
        }
        let code_point = format!("{:#x}", group.code_point);
        assert_eq!(GroupName::parse(&code_point), Ok(group));
        assert_eq!(super::group(group.code_point), Some(group));
        let is_post_quantum = group.name.contains("MLKEM") || group.name.contains("Kyber");
        assert_eq!(group.kind.is_post_quantum(), is_post_quantum);
        let is_field = group.name.starts_with("ffdhe");
        assert_eq!(group.kind == GroupKind::FiniteField, is_field);
    }
}

#[test]
fn a_hello_asks_for_what_its_version_has() {
    let versions = [SSL_3_0, TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3];
    for (name, asked) in [
        ("secp192r1", &versions[1..4]),
        ("secp256k1", &versions[1..4]),
        ("P-256", &versions[1..]),
        ("P-521", &versions[1..]),
        ("x448", &versions[1..]),
        ("brainpoolP384r1", &versions[1..4]),
        ("brainpoolP384r1tls13", &versions[4..]),
        ("curveSM2", &versions[4..]),
        ("ffdhe2048", &versions[1..]),
        ("MLKEM512", &versions[4..]),
        ("X25519MLKEM768", &versions[4..]),
        ("X25519Kyber768Draft00", &versions[4..]),
        ("arbitrary_explicit_prime_curves", &versions[1..4]),
    ] {
        let group = GroupName::parse(name).expect(name);
        let used = versions.iter().filter(|version| group.usable_at(**version));
        assert_eq!(used.copied().collect::<Vec<_>>(), asked, "{name}");
    }
}

#[test]
fn strength_grows_with_the_size() {
    for (name, bits) in [
        ("secp192r1", Some(80)),
        ("secp224r1", Some(112)),
        ("secp256r1", Some(128)),
        ("x25519", Some(128)),
        ("secp521r1", Some(256)),
        ("ffdhe2048", Some(112)),
        ("ffdhe8192", Some(200)),
        ("arbitrary_explicit_char2_curves", None),
    ] {
        let group = GroupName::parse(name).expect(name);
        assert_eq!(group.security_bits, bits, "{name}");
    }
}

#[test]
fn the_forms_of_postfix() {
    for (name, form) in [
        ("x25519", "X25519"),
        ("secp256r1", "ECDHE (prime256v1)"),
        ("secp384r1", "ECDHE (secp384r1)"),
        ("ffdhe3072", "DHE (3072 bits)"),
        ("X25519MLKEM768", "X25519MLKEM768"),
        ("MLKEM1024", "MLKEM1024"),
    ] {
        assert_eq!(GroupName::parse(name).expect(name).postfix(), form);
    }
}
