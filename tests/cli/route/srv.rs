//! Submission servers that SRV records locate.

use super::zone::{fault, names, reasons, scenario};
use crate::support::{Theatre, in_parallel};
use serde_json::json;
use smtls::lab::{Act, CertificateSpec, Failure, Host, Manners, Scenario, TlsProfile, find, host};
use std::collections::BTreeSet;

/// Good TLS with a certificate for the domain.
fn tls() -> TlsProfile {
    TlsProfile {
        certificate: CertificateSpec {
            names: vec!["lab.test".to_owned()],
            ..CertificateSpec::default()
        },
        ..TlsProfile::default()
    }
}

fn starttls(name: &str, port: u16) -> Host {
    let manners = Manners {
        tls: tls(),
        ..Manners::default()
    };
    host(name, manners).on(port)
}

fn implicit(name: &str, port: u16) -> Host {
    let manners = Manners {
        starttls: None,
        ..Manners::default()
    };
    host(name, vec![Act::Handshake(tls()), Act::Serve(manners)]).on(port)
}

fn theatre(target: &str, records: &[&str], hosts: Vec<Host>) -> Theatre {
    Theatre::new(&Scenario {
        target: target.to_owned(),
        options: vec!["--srv".to_owned()],
        zones: vec!["lab.test".to_owned(), "provider.test".to_owned()],
        ..scenario(records, hosts)
    })
}

const IMPLICIT: &str = "_submissions._tcp.lab.test SRV 0 1 4650 mail.lab.test";
const STARTTLS: &str = "_submission._tcp.lab.test SRV 10 1 5870 mail.lab.test";

#[test]
fn m40_u05_host_and_port_come_from_the_record_and_the_name_from_the_user() {
    for (target, host, port, records) in [
        (
            "submissions://lab.test",
            implicit("mail.lab.test", 4650),
            4650,
            [IMPLICIT, STARTTLS],
        ),
        (
            "submission://lab.test",
            starttls("mail.lab.test", 5870),
            5870,
            [STARTTLS, IMPLICIT],
        ),
    ] {
        let theatre = theatre(target, &records, vec![host]);
        let (text, report) = theatre.both(&[], 0);
        text.ends(0, &["mail.lab.test", &format!(":{port}"), "right name"])
            .says(&["leads to mail.lab.test:", "Verified TLS"]);
        assert_eq!(report["target"]["kind"], "service", "{report:#}");
        assert_eq!(report["route"]["kind"], "srv", "{report:#}");
        let host = &report["route"]["hosts"][0];
        assert_eq!((&host["port"], &host["weight"]), (&json!(port), &json!(1)));
        assert_eq!(report["endpoints"][0]["port"], port);
        assert_eq!(report["endpoints"][0]["reference_name"], "lab.test");
    }
}

#[test]
fn u05_the_records_target_does_not_count_unless_the_user_names_it() {
    let mail = host("mail.lab.test", Manners::default()).on(5870);
    let theatre = theatre("submission://lab.test", &[STARTTLS], vec![mail]);
    theatre.probe(&[]).ends(
        41,
        &[
            "is for mail.lab.test, not for lab.test",
            "not authenticated",
            "mail client",
        ],
    );
    let report = theatre.json(&["--verify-name", "mail.lab.test"], 0);
    assert_eq!(report["endpoints"][0]["reference_name"], "mail.lab.test");
}

/// A server with TLS from the first octet and one with STARTTLS, whose certificates are for these names alone.
fn only_for(names: &[&str]) -> Vec<Host> {
    let certificate = CertificateSpec {
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        ..CertificateSpec::default()
    };
    let mut manners = Manners::default();
    manners.tls.certificate = certificate;
    let handshake = Act::Handshake(manners.tls.clone());
    let inside = Manners {
        starttls: None,
        ..manners.clone()
    };
    vec![
        host("mail.lab.test", vec![handshake, Act::Serve(inside)]).on(4650),
        host("mail.lab.test", manners).on(5870),
    ]
}

#[test]
fn u05_an_srv_id_of_the_service_matches() {
    for (target, names, code) in [
        ("submissions://lab.test", &["_submissions.lab.test"][..], 0),
        ("submission://lab.test", &["_submission.lab.test"], 0),
        (
            "submissions://lab.test",
            &["www.lab.test", "_SUBMISSIONS.lab.test"],
            0,
        ),
        ("submissions://lab.test", &["_submission.lab.test"], 41),
        ("submission://lab.test", &["_submissions.lab.test"], 41),
        (
            "submission://lab.test",
            &["_submission.mail.lab.test", "_smtp.lab.test"],
            41,
        ),
    ] {
        let theatre = theatre(target, &[IMPLICIT, STARTTLS], only_for(names));
        let (text, report) = theatre.both(&[], code);
        let endpoint = &report["endpoints"][0];
        assert_eq!(endpoint["reference_name"], "lab.test");
        let listed = &endpoint["observations"][0]["chain"][0]["names"];
        let is_srv_id = |name: &&&str| name.starts_with('_');
        let wanted: Vec<&&str> = names.iter().filter(is_srv_id).collect();
        assert_eq!(listed["srv"], json!(wanted), "{report:#}");
        assert_eq!(listed["other"], json!([]));
        if code == 0 {
            let words = format!("by the SRV-ID {}", wanted[0]);
            let trust = &endpoint["trust"];
            text.says(&["pass  names", "SRV-ID", "Verified TLS"]);
            assert_eq!(trust, "verified");
            let verdicts = endpoint["verdicts"].to_string();
            assert!(verdicts.contains(&words), "{verdicts}");
        }
    }
}

#[test]
fn n11_an_srv_id_does_not_count_for_a_host() {
    for (target, names) in [
        (
            "submission://mail.lab.test:5870",
            &["_submission.mail.lab.test"],
        ),
        ("mail.lab.test:5870", &["_submission.mail.lab.test"]),
    ] {
        let theatre = Theatre::new(&Scenario {
            target: target.to_owned(),
            ..scenario(&[], only_for(names))
        });
        theatre.probe(&[]).ends(
            41,
            &["is for _submission.mail.lab.test, not for mail.lab.test"],
        );
    }
    // Nor where the user names another name than the domain.
    let theatre = theatre(
        "submissions://lab.test",
        &[IMPLICIT, STARTTLS],
        only_for(&["_submissions.lab.test"]),
    );
    theatre
        .probe(&["--verify-name", "mail.lab.test"])
        .ends(41, &["is for _submissions.lab.test, not for mail.lab.test"]);
}

#[test]
fn m40_targets_are_tried_by_priority_and_by_weight() {
    let mut records = vec!["_submission._tcp.lab.test SRV 20 1 5870 last.lab.test".to_owned()];
    let mut hosts = vec![starttls("last.lab.test", 5870)];
    for name in ["a", "b", "c", "d"] {
        let name = format!("{name}.lab.test");
        records.push(format!("_submission._tcp.lab.test SRV 10 5 5870 {name}"));
        hosts.push(starttls(&name, 5870));
    }
    let records: Vec<&str> = records.iter().map(String::as_str).collect();
    let theatre = theatre("submission://lab.test", &records, hosts);
    let mut firsts = BTreeSet::new();
    for seed in ["1", "2", "3", "4", "5", "6", "7", "8"] {
        let order = |report: &serde_json::Value| -> Vec<String> {
            names(report).into_iter().map(str::to_owned).collect()
        };
        let found = order(&theatre.json(&["--seed", seed], 0));
        assert_eq!(
            found,
            order(&theatre.json(&["--seed", seed], 0)),
            "seed {seed}"
        );
        assert_eq!(found[4], "last.lab.test");
        firsts.insert(found[0].clone());
    }
    assert!(firsts.len() > 1, "never shuffled: {firsts:?}");
}

#[test]
fn m40_of_too_many_targets_the_last_are_left_out() {
    // The best is the last in the answer.
    let mut records: Vec<String> = (0..119)
        .map(|number| format!("_submission._tcp.lab.test SRV 50 1 5870 m{number}.lab.test"))
        .collect();
    records.push("_submission._tcp.lab.test SRV 1 1 5870 best.lab.test".to_owned());
    let records: Vec<&str> = records.iter().map(String::as_str).collect();
    let hosts = vec![starttls("best.lab.test", 5870)];
    let theatre = theatre("submission://lab.test", &records, hosts);
    let report = theatre.json(&[], 0);
    let found = names(&report);
    assert_eq!((found.len(), found[0]), (100, "best.lab.test"));
    assert_eq!(report["route"]["services"][0]["priority"], 1);
    let warnings = reasons(&report, "warn");
    assert!(
        warnings.contains("20 more SRV targets are listed"),
        "{warnings}"
    );
}

#[test]
fn m40_a_target_listed_twice_is_tried_once() {
    let records = [
        "_submission._tcp.lab.test SRV 30 1 5870 mail.lab.test",
        "_submission._tcp.lab.test SRV 10 1 5870 mail.lab.test",
        "_submission._tcp.lab.test SRV 20 1 5871 mail.lab.test",
    ];
    let hosts = vec![starttls("mail.lab.test", 5870)];
    let report = theatre("submission://lab.test", &records, hosts).json(&[], 0);
    let found = report["route"]["hosts"].as_array().unwrap();
    let ports: Vec<_> = found.iter().map(|host| &host["port"]).collect();
    assert_eq!(ports, [&json!(5870), &json!(5871)], "{report:#}");
    assert_eq!(found[0]["priority"], 10);
    assert_eq!(found[0]["also_listed_at"], json!([30]));
    let notes = reasons(&report, "note");
    let words = "SRV target mail.lab.test is listed twice; it is tried once, at priority 10";
    assert!(notes.contains(words), "{notes}");
}

#[test]
fn m40_where_no_record_leads_anywhere_nobody_is_connected_to() {
    let submissions = "submissions://lab.test";
    let root = "_submissions._tcp.lab.test SRV 0 0 0 .";
    let broken = |owner: &str, failure| vec![fault(owner, "SRV", failure)];
    let rows = [
        (
            "not offered, but the other is",
            vec![root, STARTTLS],
            vec![],
            "not-offered",
            &["lab.test offers no submission with TLS from the first octet"][..],
            "probe submission://lab.test",
        ),
        (
            "not offered at all",
            vec![root, "_submission._tcp.lab.test SRV 0 0 0 ."],
            vec![],
            "not-offered",
            &["offers no submission"],
            "name the host",
        ),
        (
            "no record",
            vec![STARTTLS],
            vec![],
            "nxdomain",
            &["no SRV record at _submissions._tcp", "mail client"],
            "probe submission://lab.test",
        ),
        (
            "SERVFAIL",
            vec![IMPLICIT],
            broken("_submissions._tcp.lab.test", Failure::ServFail),
            "servfail",
            &["could not be found out", "SERVFAIL"],
            "--dns",
        ),
        (
            "a target that does not exist",
            vec!["_submissions._tcp.lab.test SRV 0 1 465 gone.lab.test"],
            vec![],
            "nxdomain",
            &["the SRV target gone.lab.test does not exist"],
            "correct the SRV record",
        ),
    ];
    in_parallel(&rows, |(name, records, faults, cause, words, fix)| {
        let theatre = Theatre::new(&Scenario {
            target: submissions.to_owned(),
            options: vec!["--srv".to_owned()],
            faults: faults.clone(),
            ..scenario(records, vec![starttls("mail.lab.test", 5870)])
        });
        let (text, report) = theatre.both(&[], 40);
        text.ends(40, words).says(&[fix]);
        let failure = match &report["route"]["failure"] {
            serde_json::Value::Null => &report["route"]["hosts"][0]["failure"],
            failure => failure,
        };
        assert_eq!(failure["cause"], *cause, "{name}: {report:#}");
        assert_eq!(theatre.connections(), [], "{name}");
    });
}

#[test]
fn u07_the_other_service_is_told() {
    let equal = "_submission._tcp.lab.test SRV 0 1 5870 mail.lab.test";
    let first = "_submissions._tcp.lab.test SRV 30 1 4650 mail.lab.test";
    for (records, status, words) in [
        (vec![IMPLICIT, STARTTLS], "note", "as it should be"),
        (vec![IMPLICIT, equal], "note", "the same priority, 0"),
        (
            vec![first, STARTTLS],
            "warn",
            "in preference to _submissions._tcp (priority 30)",
        ),
        (
            vec![IMPLICIT],
            "note",
            "only _submissions._tcp is published",
        ),
    ] {
        let theatre = theatre(
            "submissions://lab.test",
            &records,
            vec![implicit("mail.lab.test", 4650)],
        );
        let report = theatre.json(&[], 0);
        let reasons = reasons(&report, status);
        assert!(reasons.contains(words), "{words}: {report:#}");
    }
    let theatre = theatre(
        "submission://lab.test",
        &[STARTTLS],
        vec![starttls("mail.lab.test", 5870)],
    );
    let report = theatre.json(&[], 0);
    let notes = reasons(&report, "note");
    assert!(
        notes.contains("only _submission._tcp is published"),
        "{notes}"
    );
    let services = json!([
        {"label": "_submission", "status": "offered", "priority": 10},
        {"label": "_submissions", "status": "nxdomain"},
    ]);
    assert_eq!(report["route"]["services"], services);
}

#[test]
fn u13_a_target_outside_of_the_domain_is_what_clients_ask_their_user_about() {
    for (target, outside) in [
        ("mail.provider.test", true),
        ("notlab.test.provider.test", true),
        ("mail.lab.test", false),
        ("lab.test", false),
    ] {
        let record = format!("_submissions._tcp.lab.test SRV 0 1 4650 {target}");
        let theatre = theatre(
            "submissions://lab.test",
            &[&record],
            vec![implicit(target, 4650)],
        );
        let warnings = reasons(&theatre.json(&[], 0), "warn");
        let words = format!("{target} is outside of lab.test");
        assert_eq!(warnings.contains(&words), outside, "{target}: {warnings}");
    }
}

#[test]
fn u13_a_name_that_only_ends_alike_is_outside() {
    let record = "_submissions._tcp.lab.test SRV 0 1 4650 mail.notlab.test";
    let theatre = Theatre::new(&Scenario {
        target: "submissions://lab.test".to_owned(),
        options: vec!["--srv".to_owned()],
        zones: vec!["lab.test".to_owned(), "notlab.test".to_owned()],
        ..scenario(&[record], vec![implicit("mail.notlab.test", 4650)])
    });
    let warnings = reasons(&theatre.json(&[], 0), "warn");
    assert!(warnings.contains("is outside of lab.test"), "{warnings}");
}

#[test]
fn m40_only_submission_and_a_domain_go_with_srv_records() {
    let lab = Theatre::new(&find("null-mx").unwrap());
    for (target, words) in [
        (
            "lab.test",
            &["none that SRV records locate", "submission://DOMAIN"][..],
        ),
        ("smtp://lab.test", &["none that SRV records locate"]),
        ("submission://lab.test:587", &["names a host or a port"]),
        ("submissions://[192.0.2.1]", &["is an address"]),
    ] {
        lab.probe_directly(&["--srv", target]).refused(words);
    }
    lab.probe_directly(&["--srv", "--mx", "submission://lab.test"])
        .refused(&["--mx"]);
}
