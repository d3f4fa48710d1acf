//! The order of MX hosts.

use super::zone::{good, names, reasons, scenario};
use crate::support::Theatre;
use serde_json::json;
use smtls::lab::Scenario;
use std::collections::BTreeSet;

#[test]
fn m01_one_mx_host_is_connected_to() {
    let theatre = Theatre::new(&scenario(&[], vec![good(10, "mx.lab.test")]));
    let report = theatre.json(&[], 0);
    assert_eq!(names(&report), ["mx.lab.test"]);
    let notes = reasons(&report, "note");
    let of_host = notes.lines().filter(|note| !note.starts_with("no "));
    assert_eq!(of_host.count(), 0, "{notes}");
    let hosts: Vec<_> = theatre
        .connections()
        .into_iter()
        .map(|one| one.host)
        .collect();
    assert_eq!(hosts, ["mx.lab.test"]);
}

#[test]
fn m02_hosts_come_by_preference() {
    let hosts = vec![
        good(20, "b.lab.test"),
        good(10, "a.lab.test"),
        good(30, "c.lab.test"),
    ];
    let theatre = Theatre::new(&scenario(&[], hosts));
    let report = theatre.json(&[], 0);
    assert_eq!(report["route"]["kind"], "mx");
    assert_eq!(names(&report), ["a.lab.test", "b.lab.test", "c.lab.test"]);
    assert_eq!(theatre.connections().remove(0).host, "a.lab.test");
    theatre
        .probe(&[])
        .ends(0, &["a.lab.test"])
        .says(&["a.lab.test (10), then b.lab.test (20), then c.lab.test (30)"]);
}

#[test]
fn m03_equal_preferences_are_shuffled_and_a_seed_fixes_the_order() {
    let mut hosts = vec![good(5, "first.lab.test")];
    for name in ["a", "b", "c", "d", "e"] {
        hosts.push(good(10, &format!("{name}.lab.test")));
    }
    let theatre = Theatre::new(&scenario(&[], hosts));
    let order = |seed: &str| -> Vec<String> {
        let report = theatre.json(&["--seed", seed], 0);
        names(&report).into_iter().map(str::to_owned).collect()
    };
    let mut orders = BTreeSet::new();
    for seed in ["1", "2", "3", "4", "5", "6"] {
        let found = order(seed);
        assert_eq!(found, order(seed), "seed {seed}");
        assert_eq!(found[0], "first.lab.test");
        assert_eq!(BTreeSet::from_iter(&found).len(), 6);
        orders.insert(found);
    }
    assert!(orders.len() > 1, "never shuffled: {orders:?}");
}

#[test]
fn m30_a_host_listed_twice_is_tried_once() {
    let records = ["lab.test MX 30 a.lab.test"];
    let hosts = vec![good(10, "a.lab.test"), good(20, "b.lab.test")];
    let theatre = Theatre::new(&scenario(&records, hosts));
    let (text, report) = theatre.both(&[], 0);
    assert_eq!(names(&report), ["a.lab.test", "b.lab.test"]);
    assert_eq!(report["route"]["hosts"][0]["preference"], 10);
    assert_eq!(report["route"]["hosts"][0]["also_listed_at"], json!([30]));
    assert!(report["route"]["hosts"][1]["also_listed_at"].is_null());
    let notes = reasons(&report, "note");
    assert!(notes.contains("a.lab.test is listed twice"), "{notes}");
    assert!(!notes.contains("b.lab.test"), "{notes}");
    text.says(&["note", "a.lab.test is listed twice"]);
}

#[test]
fn m36_a_long_answer_comes_by_tcp_and_too_many_hosts_are_left_out() {
    let filler = "a-rather-long-label-to-fill-the-answer";
    let number = |number: usize| format!("lab.test MX 20 mx{number}.{filler}.lab.test");
    for (count, omitted) in [(60, None), (150, Some("51"))] {
        let theatre = Theatre::new(&Scenario {
            records: (0..count).map(number).collect(),
            ..scenario(&[], vec![good(10, "mx.lab.test")])
        });
        let report = theatre.json(&[], 0);
        assert_eq!(names(&report).len(), (count + 1).min(100));
        assert_eq!(names(&report)[0], "mx.lab.test");
        let warnings = reasons(&report, "warn");
        if let Some(words) = omitted {
            assert!(warnings.contains(words), "{warnings}");
        }
    }
}
