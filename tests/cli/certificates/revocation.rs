//! Revocation: what servers staple, and the lists of `--crl`.

use super::server::{IN_DATE, fixture, octets, probe, probe_with, showing, stapling, verdicts};
use crate::support::Theatre;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use smtls::lab::Manners;
use std::fs;

/// A staple, the moment, the exit code, and the status with words of the reason.
struct Row(
    &'static str,
    Vec<u8>,
    &'static str,
    i32,
    &'static str,
    &'static [&'static str],
);

#[test]
fn n19_a_staple_is_verified_and_judged() {
    let forged = |name: &str| {
        let mut staple = octets(name);
        *staple.last_mut().unwrap() ^= 1;
        staple
    };
    let now = "2026-11-23";
    let later = "2026-12-09";
    const CA: &str = "CN=Revocation CA,O=Fixtures";
    for Row(name, staple, at, code, status, words) in [
        Row(
            "N19 good",
            octets("good.der"),
            now,
            0,
            "pass",
            &["not revoked", "2026-11-29"],
        ),
        Row(
            "N19 SHA-256",
            octets("good-sha256.der"),
            now,
            0,
            "pass",
            &["not revoked"],
        ),
        Row(
            "N19 delegate",
            octets("by-responder.der"),
            now,
            0,
            "pass",
            &["CN=OCSP Responder"],
        ),
        Row(
            "N19 key hash",
            octets("by-key-hash.der"),
            now,
            0,
            "pass",
            &["key with SHA-1"],
        ),
        Row(
            "N19 revoked",
            octets("revoked.der"),
            now,
            41,
            "fail",
            &["revoked on 2026-11-10 (keyCompromise)", CA],
        ),
        // What is revoked stays so.
        Row(
            "N19 revoked",
            octets("revoked.der"),
            later,
            41,
            "fail",
            &["2026-11-10"],
        ),
        Row(
            "N19 unknown",
            octets("unknown.der"),
            now,
            0,
            "warn",
            &["not known", CA],
        ),
        Row(
            "N19 old",
            octets("good.der"),
            later,
            0,
            "warn",
            &["out of date since 2026-11-29"],
        ),
        Row(
            "N19 impostor",
            octets("by-impostor.der"),
            now,
            0,
            "warn",
            &["not allowed"],
        ),
        Row(
            "N19 forged",
            forged("good.der"),
            now,
            0,
            "warn",
            &["does not verify"],
        ),
        Row(
            "N19 forged",
            forged("revoked.der"),
            now,
            0,
            "warn",
            &["does not verify"],
        ),
        Row(
            "N19 malformed",
            b"garbage".to_vec(),
            now,
            0,
            "warn",
            &["cannot be read"],
        ),
        Row(
            "N19 no answer",
            vec![0x30, 3, 0x0a, 1, 3],
            now,
            0,
            "warn",
            &["tryLater"],
        ),
    ] {
        for tls12 in [true, false] {
            let server = stapling("server", staple.clone(), tls12);
            let outcome = probe(server, &["--at", at, "--format", "json"]).exits(code);
            let report = outcome.json();
            let [(found, reason)] = verdicts(&report, "revocation")[..] else {
                panic!("{name}: {outcome}");
            };
            assert_eq!(found, status, "{name}: {outcome}");
            for word in words {
                assert!(reason.contains(word), "{name}: {word:?} in {reason:?}");
            }
            let trust = &report["endpoints"][0]["trust"];
            let expected = if code == 0 { "verified" } else { "untrusted" };
            assert_eq!(trust, expected, "{name}");
            probe(server, &["--at", at]).ends(code, &[]).plain();
        }
    }
}

#[test]
fn n19_a_staple_about_another_certificate_proves_nothing() {
    let server = stapling("stapling", octets("good.der"), false);
    let report = probe(server, &["--format", "json"]).exits(0).json();
    let expected = "the stapled OCSP response is about another certificate";
    assert_eq!(verdicts(&report, "revocation"), [("warn", expected)]);
    let facts = &report["endpoints"][0]["observations"][0]["ocsp"];
    assert_eq!(facts["for_certificate"], false);
}

#[test]
fn n19_a_staple_is_verified_with_what_was_sent_though_nobody_trusts_it() {
    let words = [
        "--ca-file",
        &fixture("other.pem"),
        "--at",
        IN_DATE,
        "--format",
        "json",
    ];
    let revoked = || octets("revoked.der");
    let server = stapling("server", revoked(), false);
    let report = probe_with(server, &words).exits(41).json();
    assert_eq!(verdicts(&report, "revocation")[0].0, "fail");
    // Where its CA was not sent either, nobody knows whose signature it must be.
    let certificate = CertificateDer::from_pem_file(fixture("server.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_file(fixture("server.key")).unwrap();
    let server = showing(vec![certificate], key, revoked(), false);
    let report = probe_with(server, &words).exits(41).json();
    let [(status, reason)] = verdicts(&report, "revocation")[..] else {
        panic!("{report:#}");
    };
    assert_eq!(status, "not-tested");
    assert!(
        reason.contains("the certificate of its issuer is not there"),
        "{reason}"
    );
}

#[test]
fn n19_the_facts_of_a_staple_are_in_json() {
    let server = stapling("server", octets("revoked.der"), false);
    let report = probe(server, &["--format", "json", "--level", "encrypt"]);
    let report = report.exits(0).json();
    // It is demanded only where the certificate is.
    let (status, _) = verdicts(&report, "revocation")[0];
    assert_eq!(status, "note");
    assert_eq!(report["endpoints"][0]["trust"], "untrusted");
    probe(server, &["--format", "brief"])
        .exits(41)
        .says(&["Verification error: the certificate was revoked on 2026-11-10"]);
    let sentence = report["conclusion"]["sentence"].as_str().unwrap();
    assert!(sentence.contains("does not verify"), "{sentence}");
    let facts = &report["endpoints"][0]["observations"][0]["ocsp"];
    for (key, value) in [
        ("response_status", "successful"),
        ("responder", "CN=Revocation CA,O=Fixtures"),
        ("signed_by", "issuer"),
        ("signature_algorithm", "ecdsa-with-SHA256"),
        ("certificate_status", "revoked"),
        ("revoked_at", "2026-11-10T12:00:00Z"),
        ("revocation_reason", "keyCompromise"),
        ("produced_at", "2026-11-22T00:38:13Z"),
        ("this_update", "2026-11-22T00:38:13Z"),
        ("next_update", "2026-11-29T00:38:13Z"),
    ] {
        assert_eq!(facts[key], value, "{key}");
    }
    assert_eq!(facts["for_certificate"], true);
}

#[test]
fn n19_must_staple_without_a_staple_is_a_warning() {
    let server = stapling("stapling", Vec::new(), false);
    let outcome = probe(server, &[]).ends(0, &[]);
    outcome.says(&["warn  revocation", "must-staple", "GnuTLS", "fix: "]);
    let report = probe(server, &["--format", "json"]).exits(0).json();
    let certificate = &report["endpoints"][0]["observations"][0]["chain"][0];
    assert_eq!(certificate["must_staple"], true);
    // Nothing was demanded here, and nothing looked up.
    let server = stapling("server", Vec::new(), false);
    let report = probe(server, &["--format", "json"]).exits(0).json();
    let [(status, reason)] = verdicts(&report, "revocation")[..] else {
        panic!("{report:#}");
    };
    assert_eq!(status, "not-tested");
    assert!(reason.contains("was not looked up"), "{reason}");
}

#[test]
fn n19_certificates_are_held_against_revocation_lists() {
    let server = stapling("server", Vec::new(), false);
    let good = ("pass", "CN=mx.lab.test is not on the revocation list");
    let ca_good = (
        "pass",
        "CN=Revocation CA,O=Fixtures is not on the revocation list",
    );
    let no_ca = (
        "not-tested",
        "no revocation list of CN=Revocation Root,O=Fixtures",
    );
    let no_server = (
        "not-tested",
        "no revocation list of CN=Revocation CA,O=Fixtures",
    );
    let other_key = format!(
        "the revocation list {} cannot be used for CN=Revocation CA,O=Fixtures: its signature does not verify with the key of that issuer",
        fixture("crl-other-key.pem")
    );
    let old = format!(
        "the revocation list {} is out of date since 2026-12-22, so that it is not known whether CN=mx.lab.test is revoked",
        fixture("crl-empty.pem")
    );
    for (name, lists, at, code, expected) in [
        (
            "N19 PEM",
            &["crl-empty.pem"][..],
            "2026-11-23",
            0,
            vec![good, no_ca],
        ),
        (
            "N19 DER",
            &["crl-empty.der"],
            "2026-11-23",
            0,
            vec![good, no_ca],
        ),
        (
            "N19 both",
            &["crl-empty.pem", "crl-root.pem"],
            "2026-11-23",
            0,
            vec![good, ca_good],
        ),
        (
            "N19 server revoked",
            &["crl-server-revoked.pem", "crl-root.pem"],
            "2026-11-23",
            41,
            vec![
                (
                    "fail",
                    "CN=mx.lab.test was revoked on 2026-11-10 (keyCompromise)",
                ),
                ca_good,
            ],
        ),
        (
            "N19 CA revoked",
            &["crl-ca-revoked.pem"],
            "2026-11-23",
            41,
            vec![
                no_server,
                (
                    "fail",
                    "CN=Revocation CA,O=Fixtures was revoked on 2026-11-10 (cACompromise)",
                ),
            ],
        ),
        (
            "N19 a list by another key",
            &["crl-empty.pem", "crl-other-key.pem"],
            "2026-11-23",
            0,
            vec![good, ("not-tested", &other_key)],
        ),
        (
            "N19 a list of the CA's CA alone",
            &["crl-root.pem"],
            "2026-11-23",
            41,
            vec![no_server, ca_good],
        ),
        (
            "N19 an old list",
            &["crl-empty.pem"],
            "2027-01-10",
            41,
            vec![("not-tested", &old), no_ca],
        ),
        // Of an old list and one that names the certificate, the latter counts.
        (
            "N19 an old list",
            &["crl-empty.pem", "crl-server-revoked.pem"],
            "2027-01-10",
            41,
            vec![("fail", "CN=mx.lab.test was revoked on 2026-11-10"), no_ca],
        ),
    ] {
        let files: Vec<String> = lists.iter().map(|list| fixture(list)).collect();
        let options = files.iter().flat_map(|file| ["--crl", file]);
        let options: Vec<&str> = options.chain(["--at", at, "--format", "json"]).collect();
        let outcome = probe(server, &options).exits(code);
        let report = outcome.json();
        let found = verdicts(&report, "revocation");
        assert_eq!(found.len(), expected.len(), "{name}: {outcome}");
        for ((status, reason), (wanted, words)) in found.iter().zip(expected) {
            assert_eq!(*status, wanted, "{name}: {outcome}");
            assert!(reason.starts_with(words), "{name}: {words:?} in {reason:?}");
        }
    }
}

#[test]
fn n19_a_list_that_proves_nothing_of_the_server_decides_the_end() {
    let list = fixture("crl-empty.pem");
    let old = |level: &'static str| {
        let words = ["--crl", &list, "--at", "2027-01-10", "--level", level];
        words.map(str::to_owned)
    };
    let run = |staple: Vec<u8>, words: &[String]| {
        let server = stapling("server", staple, false);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let report = probe(server, &[&words[..], &["--format", "json"]].concat()).json();
        let trust = report["endpoints"][0]["trust"].as_str().unwrap().to_owned();
        let sentence = report["conclusion"]["sentence"].as_str().unwrap();
        let code = report["conclusion"]["exit_code"].as_i64();
        (code, trust, sentence.to_owned())
    };
    let (code, trust, sentence) = run(Vec::new(), &old("verify"));
    assert_eq!((code, &trust[..]), (Some(41), "trusted"));
    assert!(sentence.contains("is out of date since"), "{sentence}");
    let then = "senders that look up no revocation would deliver all the same";
    assert!(sentence.ends_with(then), "{sentence}");
    // Where no good certificate is demanded, the last line says what is not known.
    for level in ["may", "encrypt"] {
        let (code, trust, sentence) = run(Vec::new(), &old(level));
        assert_eq!((code, &trust[..]), (Some(0), "trusted"), "{level}");
        let untested = "; not tested: revocation";
        assert!(sentence.contains(untested), "{level}: {sentence}");
    }
    // A staple may prove what the lists do not.
    let root = ["--crl", &fixture("crl-root.pem"), "--at", "2026-11-23"].map(str::to_owned);
    let (code, trust, sentence) = run(octets("good.der"), &root);
    assert_eq!((code, &trust[..]), (Some(0), "verified"), "{sentence}");
    assert!(!sentence.contains("not tested"), "{sentence}");
    let (code, trust, _) = run(octets("unknown.der"), &root);
    assert_eq!((code, &trust[..]), (Some(41), "trusted"));
    // That a CA is revoked says more than that nothing is known of the server's certificate.
    let revoked = fixture("crl-ca-revoked.pem");
    let revoked = ["--crl", &revoked, "--at", "2026-11-23"].map(str::to_owned);
    let (code, trust, sentence) = run(Vec::new(), &revoked);
    assert_eq!((code, &trust[..]), (Some(41), "untrusted"));
    assert!(sentence.contains("was revoked on 2026-11-10"), "{sentence}");
    // Without lists nothing was demanded.
    let (code, trust, sentence) = run(Vec::new(), &[]);
    assert_eq!((code, &trust[..]), (Some(0), "verified"));
    assert!(!sentence.contains("revocation"), "{sentence}");
}

#[test]
fn n19_lists_say_nothing_where_there_is_no_path() {
    let server = stapling("server", Vec::new(), false);
    let list = fixture("crl-server-revoked.pem");
    let other = fixture("other.pem");
    let words = [
        "--ca-file",
        &other,
        "--at",
        "2026-11-23",
        "--crl",
        &list,
        "--format",
        "json",
    ];
    let report = probe_with(server, &words).exits(41).json();
    let found = verdicts(&report, "revocation");
    assert!(
        found.iter().all(|(status, _)| *status == "not-tested"),
        "{found:?}"
    );
    assert!(found[0].1.starts_with("there is no path"), "{found:?}");
}

#[test]
fn n19_files_that_hold_no_revocation_list_are_refused() {
    let theatre = Theatre::with_host(Manners::default());
    let garbage = theatre.file("garbage.crl");
    fs::write(&garbage, "no list at all").unwrap();
    let broken = theatre.file("broken.crl");
    fs::write(
        &broken,
        "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n",
    )
    .unwrap();
    for (file, word) in [
        (theatre.file("missing.crl"), "missing.crl"),
        (garbage, "garbage.crl"),
        (broken, "broken.crl"),
        (fixture("root.pem"), "root.pem"),
        (fixture("server.key"), "server.key"),
        (fixture("good.der"), "good.der"),
        // What `openssl ca -gencrl` writes without a crlnumber is a list, but none that can be used.
        (fixture("crl-plain.pem"), "version 1"),
    ] {
        theatre.probe(&["--crl", &file]).refused(&[word, "--crl"]);
    }
    assert_eq!(theatre.connections(), []);
}
