//! Hosts of which only a part of the addresses could be found out, or is used.

use super::zone::{fault, good, reasons, scenario, text};
use crate::support::{Theatre, in_parallel};
use serde_json::Value;
use smtls::lab::{Failure, Manners, Scenario, host};

/// lab.test with one MX host and these addresses, a server at 127.0.0.1 for it, and faults of the DNS server.
fn theatre(addresses: &[String], faults: &[(&str, Failure)]) -> (Theatre, String) {
    let mut records = vec!["lab.test MX 10 mx.lab.test".to_owned()];
    records.extend(addresses.iter().map(|one| format!("mx.lab.test {one}")));
    let theatre = Theatre::new(&Scenario {
        records,
        faults: faults
            .iter()
            .map(|(record_type, failure)| fault("mx.lab.test", record_type, *failure))
            .collect(),
        // Its socket is not moved, so that its addresses are asked for.
        ..scenario(&[], vec![host("mx.lab.test", Manners::default())])
    });
    let port = theatre.address("mx.lab.test").port();
    (theatre, format!("lab.test:{port}"))
}

fn json(theatre: &Theatre, words: &[&str], code: i32) -> Value {
    let words = [words, &["--mx", "--format", "json"]].concat();
    theatre.probe_directly(&words).exits(code).json()
}

#[test]
fn what_could_not_be_found_out_beside_a_good_address_is_a_warning() {
    use Failure::{ServFail, Silence};
    let rows = [
        ("AAAA SERVFAIL", "A 127.0.0.1", "AAAA", ServFail, "servfail"),
        (
            "AAAA silence",
            "A 127.0.0.1",
            "AAAA",
            Silence,
            "dns-timeout",
        ),
        ("A SERVFAIL", "AAAA ::1", "A", ServFail, "servfail"),
    ];
    in_parallel(&rows, |(name, address, record_type, failure, cause)| {
        let (theatre, target) = theatre(&[(*address).to_owned()], &[(record_type, *failure)]);
        // The session itself may succeed or not: nobody listens at ::1.
        let code = if address.contains("::1") { 2 } else { 0 };
        let report = json(&theatre, &["--all", &target], code);
        let warnings = reasons(&report, "warn");
        for word in ["mx.lab.test", "not all addresses", "127.0.0.1:"] {
            assert!(warnings.contains(word), "{name}: {report:#}");
        }
        let host = &report["route"]["hosts"][0];
        assert_eq!(host["failure"]["cause"], *cause, "{name}: {report:#}");
        assert_eq!(host["addresses"].as_array().unwrap().len(), 1, "{name}");
        if *failure == Silence {
            // It has been waited for once.
            return;
        }
        let outcome = theatre.probe_directly(&["--mx", &target]).ends(code, &[]);
        outcome.says(&["warn", "not all addresses of mx.lab.test"]);
        // Whoever wants one kind only is not told of the other.
        if code == 0 {
            let report = json(&theatre, &["-4", &target], 0);
            assert_eq!(reasons(&report, "warn"), "", "{name}: {report:#}");
        }
    });
}

#[test]
fn m42_what_stays_unknown_of_the_other_kind_is_no_denial() {
    use Failure::{ServFail, Silence};
    let rows = [
        ("-4", "AAAA", ServFail, "SERVFAIL", "servfail"),
        ("-6", "A", ServFail, "SERVFAIL", "servfail"),
        ("-4", "AAAA", Silence, "within", "dns-timeout"),
    ];
    in_parallel(&rows, |(option, record_type, failure, word, cause)| {
        let (theatre, target) = theatre(&["TXT \"x\"".to_owned()], &[(record_type, *failure)]);
        let report = json(&theatre, &[option, &target], 40);
        let host = &report["route"]["hosts"][0];
        assert_eq!(host["failure"]["cause"], *cause, "{option}: {report:#}");
        let sentence = text(&report["conclusion"]["sentence"]);
        for word in ["mx.lab.test", word, "try again"] {
            assert!(sentence.contains(word), "{option}: {sentence}");
        }
        for word in ["no address", "return the message"] {
            assert!(!sentence.contains(word), "{option}: {sentence}");
        }
    });
}

#[test]
fn more_addresses_than_any_host_needs_are_left_out_with_a_warning() {
    // Nobody has a way to link-local addresses without a scope, so that they are tried at no cost.
    let four = |number: usize| format!("A 127.0.0.{number}");
    let six = |number: usize| format!("AAAA fe80::{number:x}");
    for (fours, sixes, used, omitted) in [
        (32, 0, [32, 0], 0),
        (40, 0, [32, 0], 8),
        // Each kind has its room.
        (40, 40, [16, 16], 48),
        (2, 40, [2, 30], 10),
        (40, 3, [29, 3], 11),
    ] {
        let addresses = (1..=fours).map(four).chain((1..=sixes).map(six));
        let (theatre, target) = theatre(&addresses.collect::<Vec<_>>(), &[]);
        // Nobody listens at most of them.
        let report = json(&theatre, &["--all", &target], 2);
        assert_eq!(report["endpoints"].as_array().unwrap().len(), 32);
        let host = &report["route"]["hosts"][0];
        let found = host["addresses"].as_array().unwrap().iter();
        let (six, four): (Vec<_>, Vec<_>) = found.partition(|one| text(one).contains(':'));
        assert_eq!([four.len(), six.len()], used, "{report:#}");
        assert_eq!(host["omitted"].as_u64().unwrap_or(0), omitted);
        let warnings = reasons(&report, "warn");
        match omitted {
            0 => assert_eq!(warnings, "", "{report:#}"),
            _ => {
                let words = format!("mx.lab.test has {omitted} more");
                assert!(warnings.contains(&words), "{warnings}");
            }
        }
    }
}

#[test]
fn m33_a_moved_socket_is_of_a_kind_too() {
    let theatre = Theatre::new(&scenario(&[], vec![good(10, "mx.lab.test")]));
    theatre
        .probe(&["-6"])
        .ends(40, &["mx.lab.test", "-6"])
        .never_says(&["Trying"]);
    let report = theatre.json(&["-6"], 40);
    let host = &report["route"]["hosts"][0];
    assert_eq!(text(&host["failure"]["cause"]), "other-family");
    assert_eq!(theatre.connections(), []);
    theatre.probe(&["-4"]).ends(0, &["mx.lab.test"]);
}

#[test]
fn m32_what_this_machine_cannot_reach_says_nothing_about_the_domain() {
    // A link-local address needs a scope, which DNS cannot give: no machine has a way to it.
    let (theatre, target) = theatre(&["A 127.0.0.1".to_owned(), "AAAA fe80::1".to_owned()], &[]);
    for options in [&["--all"][..], &[]] {
        let words = [options, &["--mx", &target]].concat();
        let outcome = theatre.probe_directly(&words);
        let outcome = outcome
            .ends(0, &["mx.lab.test[127.0.0.1]", "trusted", "right name"])
            .never_says(&["1 endpoints", "1 more", "failed mx.lab.test"]);
        let rows = outcome
            .stdout
            .lines()
            .filter(|line| line.contains("fe80::1") && line.contains("no TLS"));
        assert_eq!(rows.count(), 0, "{outcome}");
        let report = json(&theatre, &[options, &[&target]].concat(), 0);
        let endpoints = report["endpoints"].as_array().unwrap().iter();
        let out_of_reach = endpoints
            .clone()
            .find(|one| one["address"] == "fe80::1")
            .unwrap();
        let verdict = &out_of_reach["verdicts"][0];
        assert_eq!(verdict["status"], "not-tested", "{report:#}");
        let failure = &out_of_reach["observations"][0]["failures"][0];
        assert_eq!(failure["cause"], "no-route-here", "{report:#}");
    }
    // Alone it is what the run comes to.
    let (theatre, target) = self::theatre(&["AAAA fe80::1".to_owned()], &[]);
    theatre.probe_directly(&["--mx", &target]).ends(
        2,
        &["this machine has no route", "nothing about the server"],
    );
}
