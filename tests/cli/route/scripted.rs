//! Answers that a zone cannot hold: referrals, aliases without an end, and records that nobody asked for.

use super::zone::{reasons, text};
use crate::support::{
    Outcome, Responder, Response, Smtls, answer, in_parallel, no_such_name, no_such_record,
};
use hickory_resolver::proto::rr::RecordType;
use serde_json::Value;

type Script = fn(&str, RecordType) -> Response;

fn probe(dns: &Responder, options: &[&str]) -> Outcome {
    let address = dns.address();
    let words = ["probe", "--dns", &address, "lab.test"];
    Smtls::new(words.iter().chain(options).copied()).run()
}

/// The same as text and as JSON.
fn both(dns: &Responder) -> (Outcome, Value) {
    let report = probe(dns, &["--format", "json"]).exits(40).json();
    (probe(dns, &[]), report)
}

#[test]
fn an_alias_for_a_name_that_is_not_there_is_told_from_a_domain_that_is_not_there() {
    // RFC 2308, section 2.1: the code speaks of the last alias, and the domain itself is there.
    let one: Script = |_, _| no_such_name(&["lab.test CNAME gone.test"]);
    let two: Script =
        |_, _| no_such_name(&["lab.test CNAME other.test", "other.test CNAME gone.test"]);
    in_parallel(&[("one", one), ("two", two)], |(name, script)| {
        let dns = Responder::new(*script);
        let (outcome, report) = both(&dns);
        outcome
            .ends(40, &["lab.test is an alias", "for gone.test", "NXDOMAIN"])
            .never_says(&["lab.test does not exist", "spelling"])
            .says(&["CNAME record"]);
        let failure = &report["route"]["failure"];
        assert_eq!(failure["cause"], "dangling-alias", "{name}: {report:#}");
    });
}

#[test]
fn an_mx_host_that_is_an_alias_for_a_name_that_is_not_there() {
    let dns = Responder::new(|name, record_type| match (name, record_type) {
        ("lab.test", RecordType::MX) => answer(&["lab.test MX 10 mx.lab.test"]),
        ("mx.lab.test", _) => no_such_name(&["mx.lab.test CNAME gone.test"]),
        _ => no_such_record(),
    });
    let (outcome, report) = both(&dns);
    outcome
        .ends(40, &["mx.lab.test is an alias", "for gone.test", "return"])
        .never_says(&["mx.lab.test does not exist"]);
    let failure = &report["route"]["hosts"][0]["failure"];
    assert_eq!(failure["cause"], "dangling-alias", "{report:#}");
}

#[test]
fn m12_a_referral_is_no_denial() {
    let bare: Script = |_, _| Response {
        authorities: vec!["test NS ns.elsewhere.test"],
        ..Response::default()
    };
    let glued: Script = |_, _| Response {
        authorities: vec!["test NS ns.test"],
        additionals: vec!["ns.test A 192.0.2.53"],
        ..Response::default()
    };
    let resolver: Script = |_, _| Response {
        recursive: true,
        authorities: vec!["test NS ns.elsewhere.test"],
        ..Response::default()
    };
    let rows = [("bare", bare), ("glue", glued), ("resolver", resolver)];
    in_parallel(&rows, |(name, script)| {
        let dns = Responder::new(*script);
        let (outcome, report) = both(&dns);
        outcome
            .ends(40, &["points to others", &dns.address(), "try again"])
            .never_says(&["no MX record", "neither MX", "return the message"]);
        let failure = &report["route"]["failure"];
        assert_eq!(failure["cause"], "referral", "{name}: {report:#}");
        assert_eq!(report["route"]["kind"], "unresolved", "{name}");
    });
}

#[test]
fn m12_a_referral_for_the_address_of_an_mx_host_is_no_denial() {
    let dns = Responder::new(|_, record_type| match record_type {
        RecordType::MX => answer(&["lab.test MX 10 mx.lab.test"]),
        _ => Response {
            authorities: vec!["test NS ns.elsewhere.test"],
            ..Response::default()
        },
    });
    let (outcome, report) = both(&dns);
    outcome
        .ends(40, &["mx.lab.test", "points to others", "try again"])
        .never_says(&["no address", "return the message"]);
    let failure = &report["route"]["hosts"][0]["failure"];
    assert_eq!(failure["cause"], "referral", "{report:#}");
}

#[test]
fn aliases_that_nobody_asked_for_are_not_followed_and_not_asked_for_again() {
    let foreign: Script = |_, _| answer(&["other.test CNAME foo.test"]);
    // It does fit, but it leads nowhere new.
    let itself: Script = |_, _| answer(&["lab.test CNAME lab.test"]);
    let rows = [("foreign", foreign), ("itself", itself)];
    in_parallel(&rows, |(name, script)| {
        let dns = Responder::new(*script);
        probe(&dns, &["--deadline", "20s"]).ends(40, &["lab.test"]);
        // Whether DNSSEC comes through is asked elsewhere, and the resolver's opinion is asked apart.
        let dns = Responder::new(*script);
        probe(&dns, &["--deadline", "20s", "--dnssec", "off"]).ends(40, &["lab.test"]);
        // What the domain publishes beside is asked for as well.
        let mut asked = dns.asked();
        asked.retain(|(_, record_type)| *record_type != RecordType::TXT);
        // MX, A and AAAA, each perhaps once more.
        assert!(asked.len() <= 6, "{name}: {} {asked:?}", asked.len());
        let foreign = asked.iter().any(|(owner, _)| owner != "lab.test");
        assert!(!foreign, "{name}: {asked:?}");
    });
}

#[test]
fn m17_aliases_without_end_are_given_up() {
    // Each name is an alias for one that nobody knows yet.
    let script: Script = |name, _| {
        if name.is_empty() {
            return no_such_record();
        }
        let number: usize = name
            .strip_prefix('a')
            .and_then(|rest| rest.strip_suffix(".lab.test"))
            .map_or(0, |number| number.parse().unwrap());
        let next = format!("{name} CNAME a{}.lab.test", number + 1);
        answer(&[Box::leak(next.into_boxed_str())])
    };
    let dns = Responder::new(script);
    probe(&dns, &["--deadline", "20s"]).ends(40, &["CNAME", "too many"]);
    let dns = Responder::new(script);
    probe(&dns, &["--deadline", "20s", "--dnssec", "off"]).ends(40, &["CNAME", "too many"]);
    let mut asked = dns.asked();
    asked.retain(|(_, record_type)| *record_type != RecordType::TXT);
    assert!(asked.len() <= 20, "{asked:?}");
}

#[test]
fn mx_names_that_are_no_host_names_are_shown() {
    let dns = Responder::new(|_, record_type| match record_type {
        RecordType::MX => answer(&[
            "lab.test MX 10 x-.lab.test",
            "lab.test MX 20 *.lab.test",
            "lab.test MX 30 gone.lab.test",
        ]),
        _ => no_such_name(&[]),
    });
    let (outcome, report) = both(&dns);
    outcome
        .ends(40, &["no host name", "x-.lab.test"])
        .says(&[
            "mail goes to x-.lab.test",
            " (10, cannot be found), then *.lab.test",
            " (20, cannot be found), then gone.lab.test (30, cannot be found)",
        ])
        .plain();
    let hosts = report["route"]["hosts"].as_array().unwrap();
    let causes: Vec<&str> = hosts
        .iter()
        .map(|host| text(&host["failure"]["cause"]))
        .collect();
    assert_eq!(causes, ["no-host-name", "no-host-name", "nxdomain"]);
    for (host, name) in hosts.iter().zip(["x-.lab.test", "*.lab.test"]) {
        let evidence = text(&host["failure"]["evidence"]);
        assert!(evidence.contains(name), "{report:#}");
    }
    // The advice is about MX records where MX records are at fault, and about the name where one was given.
    assert!(reasons(&report, "fail").contains("MX record"), "{report:#}");
    let address = dns.address();
    Smtls::new(["probe", "--dns", &address, "[gone.lab.test]"])
        .run()
        .ends(40, &["the host gone.lab.test does not exist"])
        .never_says(&["MX record", "MX host"]);
}

#[test]
fn an_alias_that_is_answered_alone_is_told_as_well() {
    // A server that knows only the zone of the alias, and says at the second question that its target is not there.
    let dns = Responder::new(|name, _| match name {
        "lab.test" => answer(&["lab.test CNAME gone.test"]),
        _ => no_such_name(&[]),
    });
    let (outcome, report) = both(&dns);
    outcome
        .ends(40, &["lab.test is an alias", "for gone.test", "NXDOMAIN"])
        .never_says(&["lab.test does not exist"]);
    let failure = &report["route"]["failure"];
    assert_eq!(failure["cause"], "dangling-alias", "{report:#}");
}
