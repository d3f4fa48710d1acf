//! The schema describes what smtls writes, and would notice what it does not describe.
//!
//! That the documents of all other tests are as it says is seen where they are read.

use crate::formats::servers;
use crate::support::{Smtls, Theatre, complaints, in_parallel};
use serde_json::{Value, json};
use smtls::lab::{Manners, Scenario, scenarios};

/// Each document on standard output, whatever the exit code.
fn documents(words: Vec<String>) -> Vec<Value> {
    let outcome = Smtls::new(words).run();
    let lines = serde_json::Deserializer::from_str(&outcome.stdout).into_iter();
    lines.map(Result::unwrap).collect()
}

#[test]
fn every_scenario_fits() {
    in_parallel(&scenarios(), |scenario| {
        for format in ["json", "jsonl"] {
            let words = ["lab", &scenario.name, "--", "--format", format];
            let found = documents(words.map(str::to_owned).to_vec());
            assert_eq!(found.len(), 1, "{} as {format}", scenario.name);
            assert_eq!(complaints(&found[0]), [""; 0], "{found:#?}");
        }
    });
}

#[test]
fn domains_without_hosts_and_several_targets_fit() {
    for records in [&["lab.test MX 0 ."][..], &["lab.test MX 5 gone.lab.test"]] {
        let theatre = Theatre::new(&Scenario {
            records: records.iter().map(|one| (*one).to_owned()).collect(),
            ..Scenario::new("lab", "No MX host that can be reached.")
        });
        let mut words = theatre.words(&["--format", "jsonl", "no-such-name.test"]);
        words.push("[127.0.0.1]:1".to_owned());
        let found = documents(words);
        assert_eq!(found.len(), 3, "{found:#?}");
        for document in &found {
            assert_eq!(complaints(document), [""; 0], "{document:#}");
        }
    }
}

#[test]
fn good_and_bad_endpoints_fit() {
    for (server, code) in servers() {
        let report = Theatre::with_host(server).json(&[], code);
        assert_eq!(complaints(&report), [""; 0], "{report:#}");
    }
}

#[test]
fn what_is_not_described_is_found() {
    let good = Theatre::with_host(Manners::default()).json(&[], 0);
    assert_eq!(complaints(&good), [""; 0]);
    let certificate = "/endpoints/0/observations/0/chain/0";
    for (place, field, wrong) in [
        ("", "undescribed", json!(1)),
        ("", "schema_version", json!(2)),
        ("", "started_at", json!("yesterday")),
        ("/target", "port", json!("25")),
        ("/target", "unicode", Value::Null),
        ("/route", "kind", json!("guessed")),
        ("/endpoints/0", "undescribed", json!(1)),
        ("/endpoints/0", "trust", json!("complete")),
        ("/endpoints/0/verdicts/0", "status", json!("maybe")),
        ("/endpoints/0/verdicts/0", "check", json!("undescribed")),
        ("/endpoints/0/observations/0", "duration_ms", json!("1")),
        (certificate, "undescribed", json!(1)),
        (certificate, "sha256", json!("AB")),
        (certificate, "not_after", json!("2030-13-01T00:00:00Z")),
        ("/conclusion", "exit_code", json!(3)),
    ] {
        let mut changed = good.clone();
        changed.pointer_mut(place).unwrap()[field] = wrong;
        let found = complaints(&changed).concat();
        assert!(found.starts_with(place), "{place}/{field}: {found:?}");
        assert_ne!(found, "", "{place}/{field}");
    }
    for field in good.as_object().unwrap().keys() {
        // Where no sender comes, nothing is said of one.
        if field == "sender" {
            continue;
        }
        let mut changed = good.clone();
        changed.as_object_mut().unwrap().remove(field);
        assert_ne!(complaints(&changed), [""; 0], "without {field}");
    }
}
