//! Names that are odd, names of submission servers, and names out of DNS that proves nothing.

use super::server::{probe_with, showing, text, verdicts};
use crate::support::{Theatre, one_host, with_tls};
use rcgen::{CertificateParams, ExtendedKeyUsagePurpose, KeyPair, SanType};
use rustls::pki_types::PrivatePkcs8KeyDer;
use smtls::lab::{CertificateSpec, Host, Manners, Scenario, TlsProfile, host};
use std::net::SocketAddr;

fn named(names: &[&str]) -> Manners {
    with_tls(TlsProfile {
        certificate: CertificateSpec {
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            ..CertificateSpec::default()
        },
        ..TlsProfile::default()
    })
}

/// A server whose certificate is by nobody.
fn by_itself(change: impl FnOnce(&mut CertificateParams)) -> (SocketAddr, String) {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(vec!["mx.lab.test".to_owned()]).unwrap();
    change(&mut params);
    let certificate = params.self_signed(&key).unwrap();
    let private = PrivatePkcs8KeyDer::from(key.serialize_der()).into();
    let server = showing(vec![certificate.der().clone()], private, Vec::new(), false);
    (server, certificate.pem())
}

#[test]
fn odd_names_are_warned_of_whether_or_not_another_matches() {
    for (name, names, code, words) in [
        (
            "N06",
            &["mx.lab.test", "*"][..],
            0,
            "names *: a wildcard for a whole",
        ),
        (
            "N06",
            &["mx.lab.test", "*.test"],
            0,
            "names *.test: a wildcard for a whole",
        ),
        ("N06", &["*"], 41, "names *: a wildcard for a whole"),
        (
            "N07",
            &["mx.lab.test", "a.test."],
            0,
            "names a.test.: a name in a certificate must",
        ),
    ] {
        let theatre = Theatre::with_host(named(names));
        let report = theatre.json(&[], code);
        let found = verdicts(&report, "names");
        let warning = found.iter().find(|(status, _)| *status == "warn");
        let (_, reason) = warning.unwrap_or_else(|| panic!("{name}: {report:#}"));
        assert!(reason.contains(words), "{name}: {reason}");
    }
    // Where the mismatch says it, it is not said twice.
    let theatre = Theatre::with_host(named(&["mx.lab.test."]));
    let report = theatre.json(&[], 41);
    let found = verdicts(&report, "names");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].1.contains("must not end in a dot"), "{found:?}");
}

#[test]
fn n24_a_name_out_of_an_mx_record_proves_the_host_only() {
    let scenario = Scenario {
        unsigned: vec!["lab.test".to_owned()],
        ..one_host(Manners::default())
    };
    let theatre = Theatre::new(&scenario);
    let report = theatre.json(&[], 0);
    let [(pass, _), (note, reason)] = verdicts(&report, "names")[..] else {
        panic!("{report:#}");
    };
    assert_eq!((pass, note), ("pass", "note"));
    assert!(reason.contains("proves the host"), "{reason}");
    assert_eq!(report["endpoints"][0]["trust"], "trusted");
    // A name that the user gave proves whom the user meant.
    let report = theatre.json(&["--verify-name", "mx.lab.test"], 0);
    assert_eq!(verdicts(&report, "names").len(), 1);
    assert_eq!(report["endpoints"][0]["trust"], "verified");
    // And so does one out of MX records that DNSSEC vouches for; but no sender asks the public CAs because of them.
    let report = Theatre::with_host(Manners::default()).json(&[], 0);
    assert_eq!(verdicts(&report, "names").len(), 1);
    assert_eq!(report["endpoints"][0]["trust"], "trusted");
}

#[test]
fn u05_a_submission_server_is_known_by_the_name_that_was_typed() {
    let scenario = |names: &[&str]| Scenario {
        records: vec![
            "submit.lab.test CNAME real.lab.test".to_owned(),
            "real.lab.test A 127.0.0.1".to_owned(),
        ],
        hosts: vec![Host {
            port: 587,
            ..host("submit.lab.test", named(names))
        }],
        target: "submit.lab.test:587".to_owned(),
        ..Scenario::new("lab", "A submission server behind an alias.")
    };
    // The end of an alias is DNS's word, and not the user's.
    for (names, code) in [(&["submit.lab.test"][..], 0), (&["real.lab.test"], 41)] {
        let theatre = Theatre::new(&scenario(names));
        let report = theatre.json(&[], code);
        let endpoint = &report["endpoints"][0];
        assert_eq!(endpoint["reference_name"], "submit.lab.test", "{report:#}");
        let trust = if code == 0 { "verified" } else { "trusted" };
        assert_eq!(text(&endpoint["trust"]), trust);
    }
}

#[test]
fn u05_a_uri_never_counts_as_the_servers_name() {
    let (server, pem) = by_itself(|params| {
        let uri = "smtp://mx.lab.test".try_into().unwrap();
        params.subject_alt_names = vec![SanType::URI(uri)];
    });
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), pem).unwrap();
    let root = file.path().display().to_string();
    probe_with(server, &["--ca-file", &root])
        .ends(41, &["not for mx.lab.test"])
        .says(&["uniformResourceIdentifier smtp://mx.lab.test"]);
}

#[test]
fn n16_a_certificate_that_is_not_for_servers() {
    for (purposes, word) in [
        (vec![ExtendedKeyUsagePurpose::ClientAuth], "only clientAuth"),
        (
            vec![ExtendedKeyUsagePurpose::EmailProtection],
            "only emailProtection",
        ),
    ] {
        let root_key = KeyPair::generate().unwrap();
        let mut root = CertificateParams::new(Vec::new()).unwrap();
        root.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        let root_pem = root.self_signed(&root_key).unwrap().pem();
        let issuer = rcgen::Issuer::new(root, root_key);
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec!["mx.lab.test".to_owned()]).unwrap();
        params.extended_key_usages = purposes;
        let certificate = params.signed_by(&key, &issuer).unwrap();
        let private = PrivatePkcs8KeyDer::from(key.serialize_der()).into();
        let server = showing(vec![certificate.der().clone()], private, Vec::new(), false);
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), root_pem).unwrap();
        let root = file.path().display().to_string();
        let outcome = probe_with(server, &["--ca-file", &root]).ends(41, &[word]);
        outcome.says(&["fail  path", "serverAuth"]);
        let report = probe_with(server, &["--ca-file", &root, "--format", "json"]).json();
        let certificate = &report["endpoints"][0]["observations"][0]["chain"][0];
        let purpose = text(&certificate["extended_key_usage"][0]);
        assert!(word.ends_with(purpose), "{report:#}");
    }
}
