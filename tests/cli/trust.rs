//! Certification path, validity and names: each on its own, by the roots, the name and the time that were asked for.

use crate::support::{Smtls, Theatre, with_tls};
use serde_json::Value;
use smtls::lab::{CertificateSpec, Issuer, Manners, TlsProfile};
use std::fs;
use std::ops::Range;

fn certificate(names: &[&str], days: Range<i64>, issuer: Issuer) -> Manners {
    with_tls(TlsProfile {
        certificate: CertificateSpec {
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            days,
            issuer,
            ..CertificateSpec::default()
        },
        ..TlsProfile::default()
    })
}

/// The statuses of path, validity and names.
fn statuses(report: &Value) -> [&str; 3] {
    let verdicts = report["endpoints"][0]["verdicts"].as_array().unwrap();
    ["path", "validity", "names"].map(|check| {
        let mut on_it = verdicts.iter().filter(|one| one["check"] == check);
        // A failure outweighs what else is said of the same check.
        let first = on_it.clone().next();
        let verdict = on_it.find(|one| one["status"] == "fail").or(first).unwrap();
        verdict["status"].as_str().unwrap()
    })
}

/// The moves and the DNS server of a theatre, without its root.
fn without_root(theatre: &Theatre, options: &[&str]) -> Smtls {
    let mut words = theatre.words(options);
    let at = words.iter().position(|word| word == "--ca-file").unwrap();
    words.drain(at..at + 2);
    Smtls::new(words)
}

#[test]
fn n21_t01_path_validity_and_names_are_judged_apart() {
    let other = &["other.test"][..];
    let good = -1..89;
    let old = -90..-1;
    let early = 1..90;
    for (name, server, expected) in [
        (
            "good",
            certificate(&[], good.clone(), Issuer::Intermediate),
            ["pass", "pass", "pass"],
        ),
        (
            "by the root itself",
            certificate(&[], good.clone(), Issuer::Root),
            ["pass", "pass", "pass"],
        ),
        (
            "N13",
            certificate(&[], old.clone(), Issuer::Intermediate),
            ["pass", "fail", "pass"],
        ),
        (
            "N13",
            certificate(&[], early, Issuer::Intermediate),
            ["pass", "fail", "pass"],
        ),
        (
            "N03",
            certificate(other, good.clone(), Issuer::Intermediate),
            ["pass", "pass", "fail"],
        ),
        (
            "N14",
            certificate(&[], good.clone(), Issuer::Stranger),
            ["fail", "pass", "pass"],
        ),
        (
            "N14",
            certificate(&[], good, Issuer::Itself),
            ["fail", "pass", "pass"],
        ),
        (
            "all three",
            certificate(other, old.clone(), Issuer::Stranger),
            ["fail", "fail", "fail"],
        ),
        (
            "all three",
            certificate(other, old, Issuer::Itself),
            ["fail", "fail", "fail"],
        ),
    ] {
        let theatre = Theatre::with_host(server);
        let code = if expected == ["pass"; 3] { 0 } else { 41 };
        let (outcome, report) = theatre.both(&[], code);
        outcome.ends(code, &[]).plain();
        assert_eq!(statuses(&report), expected, "{name}");
        let trusted = expected[..2] == ["pass"; 2];
        let trust = if trusted { "trusted" } else { "untrusted" };
        assert_eq!(report["endpoints"][0]["trust"], trust, "{name}");
    }
}

#[test]
fn names_that_match_and_names_that_do_not() {
    for (names, code) in [
        (&["mx.lab.test"][..], 0), // N01
        (&["MX.LAB.TEST"], 0),     // N07
        (&["a.test", "mx.lab.test"], 0),
        (&["*.lab.test"], 0), // N04
        (&["*.test"], 41),    // N04
        (&["lab.test"], 41),
        (&["m*.lab.test"], 41), // N05
        (&["*"], 41),           // N06
        (&["127.0.0.1"], 41),
    ] {
        let theatre = Theatre::with_host(certificate(names, -1..89, Issuer::Intermediate));
        let outcome = theatre.probe(&[]);
        assert_eq!(outcome.code, Some(code), "{names:?}: {outcome}");
        let words = if code == 0 {
            &["mx.lab.test"][..]
        } else {
            &["mx.lab.test", names[0]]
        };
        outcome.ends(code, words);
    }
}

#[test]
fn verify_name_takes_the_place_of_the_hosts_name() {
    let names = &["www.other.test", "192.0.2.7"];
    let theatre = Theatre::with_host(certificate(names, -1..89, Issuer::Intermediate));
    theatre.probe(&[]).ends(41, &["mx.lab.test"]);
    for name in ["www.other.test", "WWW.Other.Test.", "192.0.2.7"] {
        let (outcome, report) = theatre.both(&["--verify-name", name], 0);
        outcome.says(&["Verified TLS connection established"]);
        assert_eq!(report["endpoints"][0]["trust"], "verified");
    }
    for name in ["mx.lab.test", "other.test", "192.0.2.8"] {
        theatre.probe(&["--verify-name", name]).ends(41, &[name]);
    }
    theatre
        .probe(&["--verify-name", "a..b"])
        .refused(&["--verify-name"]);
}

#[test]
fn n10_an_address_has_no_names_to_test() {
    let theatre = Theatre::with_host(Manners::default());
    let moved = format!("192.0.2.1:25:{}", theatre.address("mx.lab.test"));
    let words = ["--connect-to", &moved, "192.0.2.1"];
    theatre
        .probe_directly(&words)
        .ends(0, &["not tested: names"])
        .says(&["Trusted TLS", "not tested", "names"]);
    let report = theatre
        .probe_directly(&[&words[..], &["--format", "json"]].concat())
        .exits(0)
        .json();
    assert_eq!(statuses(&report), ["pass", "pass", "not-tested"]);
    // N09: with a name given there is something to test.
    for (name, code) in [("mx.lab.test", 0), ("192.0.2.1", 41)] {
        let words = [&words[..], &["--verify-name", name]].concat();
        theatre.probe_directly(&words).ends(code, &[]);
    }
}

#[test]
fn n22_certificates_are_judged_as_at_another_time() {
    let theatre = Theatre::with_host(Manners::default());
    for (at, code, word) in [
        ("+400d", 41, "expired"),
        ("+10d", 0, "in date"),
        ("+1w", 0, "in date"),
        ("+12h", 0, "in date"),
        ("-3d", 41, "not valid"),
        ("2001-01-01", 41, "not valid"),
        ("2099-12-24T18:00:00Z", 41, "expired"),
    ] {
        let (outcome, report) = theatre.both(&["--at", at], code);
        outcome.ends(code, &[word]);
        let expected = if code == 0 { "pass" } else { "fail" };
        assert_eq!(statuses(&report)[1], expected, "{at}");
        assert_ne!(report["judged_at"], report["started_at"], "{at}");
    }
    // What has expired was valid once.
    let expired = Theatre::with_host(certificate(&[], -90..-1, Issuer::Intermediate));
    expired.probe(&["--at", "-30d"]).ends(0, &["in date"]);
    for wrong in ["", "tomorrow", "14d", "2026-13-01", "+99999999999d"] {
        theatre.probe(&["--at", wrong]).refused(&["--at"]);
    }
}

#[test]
fn n20_the_roots_that_are_used() {
    let theatre = Theatre::with_host(Manners::default());
    // Nobody but the lab trusts the lab.
    let outcome = without_root(&theatre, &["--roots", "mozilla"]).run();
    outcome.ends(41, &["mozilla"]);
    let nothing = without_root(&theatre, &["--roots", "none", "--format", "json"]).run();
    let report = nothing.exits(0).json();
    assert_eq!(statuses(&report), ["not-tested", "pass", "pass"]);
    assert_eq!(report["endpoints"][0]["trust"], "untrusted");
    without_root(&theatre, &["--roots", "none"])
        .run()
        .ends(0, &["in date", "right name", "not tested: path"])
        .never_says(&["does not verify", "still deliver", "trusted,"]);
    // The lab's root counts beside a store.
    for roots in ["mozilla", "none"] {
        theatre.probe(&["--roots", roots]).ends(0, &["trusted"]);
    }
    theatre
        .probe(&["--roots", "everybody"])
        .refused(&["everybody"]);
}

#[test]
fn a_system_without_roots_cannot_test_the_path() {
    // A container without certificates: what was demanded could not be tested, so that it is no success either.
    let theatre = Theatre::with_host(Manners::default());
    let empty = tempfile::tempdir().unwrap();
    let folder = empty.path().display().to_string();
    let run = |format: &str| {
        let options = ["--roots", "system", "--format", format];
        let smtls = without_root(&theatre, &options).with("SSL_CERT_DIR", &folder);
        let outcome = smtls
            .with("SSL_CERT_FILE", &format!("{folder}/none.pem"))
            .run();
        // What the store complained of may be on standard error.
        assert_eq!(outcome.code, Some(41), "{outcome}");
        outcome
    };
    let text = run("text").says(&["--roots mozilla"]);
    assert!(text.last_line().contains("no trust anchors"), "{text}");
    assert_eq!(
        statuses(&run("json").json()),
        ["not-tested", "pass", "pass"]
    );
}

#[test]
fn files_of_roots_that_cannot_be_used_are_refused() {
    let theatre = Theatre::with_host(Manners::default());
    let file = |name: &str, text: &str| -> String {
        fs::write(theatre.lab.folder().join(name), text).unwrap();
        theatre.file(name)
    };
    let nonsense = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for (file, word) in [
        (theatre.file("missing.pem"), "missing.pem"),
        (file("garbage.pem", "no PEM at all\n"), "garbage.pem"),
        (file("empty.pem", ""), "empty.pem"),
        (file("nonsense.pem", nonsense), "nonsense.pem"),
        (theatre.file("client.key"), "client.key"),
    ] {
        theatre.probe(&["--ca-file", &file]).refused(&[word]);
    }
    assert_eq!(theatre.connections(), []);
}
