//! What DNS and the domain promise, and what a sender makes of it, by the built binary.

use crate::support::{Theatre, one_host, with_tls};
use serde_json::Value;
use smtls::lab::{
    CertificateSpec, Failure, Fault, Key, Manners, Pinned, Scenario, TlsProfile, TlsaSpec, find,
};
use std::io::Write;

fn theatre(scenario: &str) -> Theatre {
    Theatre::new(&find(scenario).unwrap())
}

/// The statuses of the verdicts on a check, of endpoints and target.
fn statuses(report: &Value, check: &str) -> Vec<String> {
    let endpoints = report["endpoints"].as_array().unwrap().iter();
    let lists = endpoints
        .map(|endpoint| &endpoint["verdicts"])
        .chain([&report["verdicts"]]);
    let verdicts = lists.flat_map(|list| list.as_array().unwrap());
    let on_check = verdicts.filter(|verdict| verdict["check"] == check);
    on_check
        .map(|verdict| verdict["status"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn d01_d71_levels_ask_for_dane_or_for_any_promise_of_the_domain() {
    for (scenario, level, code, words) in [
        ("dane-ee", "dane", 0, "authenticated by DANE"),
        ("dane-ee", "secure", 0, "authenticated by DANE"),
        ("mta-sts-enforce", "secure", 0, "authenticated by MTA-STS"),
        (
            "mta-sts-enforce",
            "dane",
            42,
            "DANE is demanded, and there is none",
        ),
        ("mta-sts-testing", "secure", 44, "promises nothing"),
        ("good", "dane", 42, "DANE is demanded, and there is none"),
        ("good", "secure", 44, "promises nothing"),
        ("dane-mismatch", "secure", 42, "matches nothing"),
        ("dane-mismatch", "may", 0, "keep the message and try again"),
        ("half-dane", "dane", 42, "MX"),
        ("dnssec-stripped", "dane", 45, "DNSSEC"),
        ("dnssec-stripped", "secure", 45, "could not be found out"),
        ("dnssec-stripped", "verify", 0, "DANE was not evaluated"),
        ("bogus-mx", "may", 40, "bogus"),
        (
            "dane-expired-certificate",
            "verify",
            0,
            "DANE verifies its certificate",
        ),
    ] {
        let outcome = theatre(scenario).probe(&["--level", level]);
        outcome.ends(code, &[words]);
    }
}

#[test]
fn d02_s40_what_a_sender_does_and_reports_is_in_json() {
    let report = theatre("dane-mismatch").json(&[], 42);
    for sender in [&report["sender"], &report["endpoints"][0]["sender"]] {
        assert_eq!(sender["without_policies"], "deliver-unauthenticated");
        let line = &sender["tls_report"][0];
        assert_eq!(line["policy_type"], "tlsa");
        assert_eq!(line["result_type"], "certificate-not-trusted");
        assert_eq!(line["failure_reason_code"], "dane-no-match");
    }
    assert_eq!(report["sender"]["action"], "defer");
    assert_eq!(report["endpoints"][0]["sender"]["action"], "skip");
    assert_eq!(report["endpoints"][0]["trust"], "untrusted");

    let report = theatre("mta-sts-enforce").json(&[], 0);
    assert_eq!(report["sender"]["action"], "deliver-authenticated");
    assert_eq!(report["sender"]["authenticated_by"][0], "mta-sts");
    assert_eq!(report["endpoints"][0]["trust"], "verified");
    let found = &report["policies"]["mta_sts"];
    assert_eq!(found["state"], "enforce");
    assert_eq!(found["hosts"][0]["certificate_matches"], true);
}

#[test]
fn d56_dane_holds_and_an_enforced_policy_does_not() {
    let report = theatre("dane-mta-sts-conflict").json(&[], 43);
    assert_eq!(report["sender"]["conflict"], true);
    assert_eq!(report["sender"]["action"], "defer");
    // DANE knows who it is, whatever the policy wants.
    assert_eq!(report["endpoints"][0]["trust"], "verified");
    let found = statuses(&report, "mta-sts");
    assert!(found.contains(&"warn".to_owned()), "{found:?}");
    assert!(found.contains(&"fail".to_owned()), "{found:?}");
}

#[test]
fn d40_a_record_that_is_not_published_yet_can_be_tried() {
    let theatre = Theatre::with_host(Manners::default());
    let report = theatre.json(&[], 0);
    let end_entity = &report["endpoints"][0]["observations"][0]["chain"][0];
    let sha256 = end_entity["sha256"].as_str().unwrap();
    let fits = format!("3 0 1 {sha256}");
    theatre
        .probe(&["--tlsa", &fits])
        .ends(0, &["DANE verifies its certificate"])
        .says(&["not published", "--tlsa"]);
    let other = format!("3 0 1 {}", "ab".repeat(32));
    theatre
        .probe(&["--tlsa", &other])
        .ends(42, &["matches nothing"]);
    // One of several is enough.
    theatre
        .probe(&["--tlsa", &other, "--tlsa", &fits])
        .ends(0, &["DANE verifies its certificate"]);
    for (record, words) in [
        ("3 1 1", "usage"),
        ("3 1 1 xyz", "hexadecimal"),
        ("9000 1 1 00", "usage"),
    ] {
        theatre.probe(&["--tlsa", record]).refused(&[words]);
    }
}

#[test]
fn d29_insecure_addresses_and_records_all_the_same() {
    let report = theatre("insecure-zone").json(&[], 0);
    let host = &report["route"]["hosts"][0];
    assert_eq!(host["tlsa"]["status"], "addresses-insecure");
    assert_eq!(host["lookups"][0]["status"], "insecure");
    let report = theatre("insecure-zone").json(&["--force-tlsa"], 0);
    let tlsa = &report["route"]["hosts"][0]["tlsa"];
    assert_eq!(tlsa["status"], "none", "insecure records never count");
    assert_eq!(tlsa["lookups"][0]["status"], "insecure");
}

#[test]
fn s15_a_policy_is_judged_before_it_is_published() {
    let theatre = Theatre::with_host(Manners::default());
    let mut file = tempfile::NamedTempFile::new().unwrap();
    let name = file.path().display().to_string();
    file.write_all(b"version: STSv1\nmode: enforce\nmx: mx.lab.test\nmax_age: 604800\n")
        .unwrap();
    theatre
        .probe(&["--mta-sts-policy", &name])
        .ends(0, &["authenticated by MTA-STS"])
        .says(&["was read from the file", "and not fetched"]);
    let mut file = tempfile::NamedTempFile::new().unwrap();
    let name = file.path().display().to_string();
    file.write_all(b"version: STSv1\nmode: enforce\nmx: *.other.test\nmax_age: 604800\n")
        .unwrap();
    theatre
        .probe(&["--mta-sts-policy", &name])
        .ends(43, &["mx.lab.test is not listed"]);
    theatre
        .probe(&["--mta-sts-policy", "/nowhere/policy.txt"])
        .refused(&["/nowhere/policy.txt", "--mta-sts-policy"]);
}

#[test]
fn s58_the_policy_is_that_of_the_domain_whose_mail_it_is() {
    // A host that was named has none of its own.
    let scenario = find("mta-sts-enforce").unwrap();
    let theatre = Theatre::new(&Scenario {
        target: "[mx1.mta-sts-enforce.test]".to_owned(),
        ..scenario
    });
    let report = theatre.json(&[], 0);
    assert!(report["policies"].as_object().unwrap().is_empty());
    let report = theatre.json(&["--domain", "mta-sts-enforce.test"], 0);
    assert_eq!(report["policies"]["mta_sts"]["state"], "enforce");
    assert_eq!(report["sender"]["authenticated_by"][0], "mta-sts");
}

#[test]
fn d43_the_certificate_with_another_kind_of_key_is_held_against_the_records_too() {
    let theatre = theatre("dane-rsa-uncovered");
    let report = theatre.json(&[], 42);
    let purposes: Vec<&str> = report["endpoints"][0]["observations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|seen| seen["purpose"].as_str().unwrap())
        .collect();
    assert_eq!(purposes, ["session", "other-key"]);
    assert_eq!(report["sender"]["action"], "defer");
    // The record that the other certificate needs is not to go.
    let verdicts = report["endpoints"][0]["verdicts"].as_array().unwrap();
    let failed = verdicts.iter().find(|it| it["status"] == "fail").unwrap();
    let fix = failed["fix"].as_str().unwrap();
    assert!(
        fix.contains("which the server's other certificate needs"),
        "{fix}"
    );
    assert!(!fix.contains("remove"), "{fix}");
    // Whoever limits the signatures wants to see those and no others.
    let report = theatre.json(&["--sigalgs", "ecdsa"], 0);
    assert_eq!(
        report["endpoints"][0]["observations"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    // A server with one certificate has no other to show.
    let report = self::theatre("dane-ee").json(&[], 0);
    assert_eq!(report["endpoints"][0]["trust"], "verified");
    assert_eq!(statuses(&report, "dane"), ["pass"]);
}

#[test]
fn d43_records_that_are_not_published_yet_are_held_against_both_certificates() {
    let second = CertificateSpec {
        key: Key::Rsa2048,
        ..CertificateSpec::default()
    };
    let theatre = Theatre::with_host(with_tls(TlsProfile {
        second: Some(second),
        ..TlsProfile::default()
    }));
    let record = |options: &[&str]| {
        let report = theatre.json(options, 0);
        let seen = &report["endpoints"][0]["observations"][0];
        format!("3 0 1 {}", seen["chain"][0]["sha256"].as_str().unwrap())
    };
    let (ecdsa, rsa) = (record(&[]), record(&["--sigalgs", "rsa"]));
    assert_ne!(ecdsa, rsa);
    theatre.probe(&["--tlsa", &ecdsa]).ends(42, &["RSA: "]);
    theatre
        .probe(&["--tlsa", &ecdsa, "--tlsa", &rsa])
        .ends(0, &["DANE verifies its certificate"]);
}

#[test]
fn d16_a_match_with_insecure_mx_records_is_no_promise_of_the_domain() {
    theatre("half-dane")
        .probe(&["--level", "secure"])
        .ends(44, &["not that it is the domain's"]);
    // Where the session ends before TLS nothing is claimed.
    theatre("half-dane")
        .probe(&["--level", "secure", "--quit-after", "first-ehlo"])
        .ends(0, &[])
        .never_says(&["promises nothing"]);
}

#[test]
fn d04_at_lax_levels_the_public_cas_yield_to_dane_too() {
    let report = theatre("dane-expired-certificate").json(&["--level", "may"], 0);
    let verdicts = report["endpoints"][0]["verdicts"].as_array().unwrap();
    let validity = verdicts
        .iter()
        .find(|verdict| verdict["check"] == "validity")
        .unwrap();
    assert_eq!(validity["status"], "note");
    assert!(validity.get("result_type").is_none(), "{validity}");
}

#[test]
fn d34_d35_tlsa_records_may_be_aliases_as_long_as_every_link_is_signed() {
    for (unsigned, status, trust) in [(false, "found", "verified"), (true, "none", "trusted")] {
        let scenario = Scenario {
            zones: vec!["lab.test".to_owned(), "elsewhere.test".to_owned()],
            unsigned: unsigned
                .then(|| "elsewhere.test".to_owned())
                .into_iter()
                .collect(),
            records: vec!["_25._tcp.mx.lab.test CNAME tlsa.elsewhere.test".to_owned()],
            tlsa: vec![TlsaSpec {
                owner: "tlsa.elsewhere.test".to_owned(),
                usage: 3,
                selector: 1,
                matching_type: 1,
                of: Pinned::Host("mx.lab.test".to_owned()),
            }],
            ..one_host(Manners::default())
        };
        let report = Theatre::new(&scenario).json(&[], 0);
        let host = &report["route"]["hosts"][0];
        assert_eq!(host["tlsa"]["status"], status, "{host}");
        assert_eq!(report["endpoints"][0]["trust"], trust);
        let alias = &host["tlsa"]["lookups"][0]["aliases"][0];
        assert_eq!(alias["target"], "tlsa.elsewhere.test");
        // The base domain stays the host's, whatever its records are an alias for.
        let sent = &report["endpoints"][0]["observations"][0]["tls"]["server_name"];
        assert_eq!(*sent, "mx.lab.test");
    }
}

#[test]
fn d38_the_tlsa_base_domain_is_sent_as_the_server_name() {
    let report = theatre("dane-cname").json(&[], 0);
    let base = report["route"]["hosts"][0]["tlsa"]["base_domain"].clone();
    let sent = &report["endpoints"][0]["observations"][0]["tls"]["server_name"];
    assert_eq!(*sent, base);
    assert_ne!(
        *sent, report["endpoints"][0]["host"],
        "the host is an alias"
    );
    let report = Theatre::new(&one_host(Manners::default())).json(&[], 0);
    let sent = &report["endpoints"][0]["observations"][0]["tls"]["server_name"];
    assert_eq!(*sent, "mx.lab.test");
}

#[test]
fn d27_d30_bogus_answers_are_not_used() {
    let report = theatre("bogus-tlsa").json(&[], 42);
    assert_eq!(report["route"]["hosts"][0]["tlsa"]["status"], "failed");
    let line = &report["sender"]["tls_report"][0];
    assert_eq!(line["result_type"], "dnssec-invalid");
    let report = theatre("bogus-mx").json(&[], 40);
    assert_eq!(report["route"]["failure"]["cause"], "bogus");
    assert_eq!(report["route"]["lookup"]["status"], "bogus");
    assert!(report["endpoints"].as_array().unwrap().is_empty());
}

#[test]
fn s03_what_is_not_answered_in_time_is_not_claimed() {
    let silent = |owner: &str| Fault {
        owner: owner.to_owned(),
        record_type: "TXT".to_owned(),
        failure: Failure::Silence,
    };
    let theatre = Theatre::new(&Scenario {
        faults: vec![silent("_mta-sts.lab.test"), silent("_smtp._tls.lab.test")],
        ..one_host(Manners::default())
    });
    let report = theatre.json(&["--deadline", "4s"], 0);
    assert_eq!(report["policies"]["mta_sts"]["state"], "unknown");
    for check in ["mta-sts", "tlsrpt"] {
        assert_eq!(statuses(&report, check), ["not-tested"], "{check}");
    }
}
