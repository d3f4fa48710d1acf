//! The file of expectations.

use super::{Desk, bad, example, for_lab, good};

/// Without its bounds in time, which say something of the network, and nothing of a test's machine.
fn file() -> String {
    let file = example("smtls.toml");
    let times = "max-time = { connect = \"5s\", total = \"30s\" }\n";
    assert!(file.contains(times), "{file}");
    file.replace(times, "max-time = { connect = \"5m\", total = \"10m\" }\n")
}

#[test]
fn the_file_holds_for_good_servers_and_finds_a_record_that_was_forgotten() {
    for (theatre, code, words) in [
        (
            good(),
            0,
            &["ok         incoming mail", "ok         submission"][..],
        ),
        (
            bad(),
            42,
            &["failed     incoming mail", "ok         submission"],
        ),
    ] {
        let desk = Desk::new();
        desk.write("smtls.toml", &for_lab(&file(), &theatre));
        desk.bash("smtls check", &[]).exits(code).says(words);
    }
}

#[test]
fn every_expectation_of_the_file_is_held_against_the_servers() {
    let desk = Desk::new();
    let theatre = good();
    desk.write("smtls.toml", &for_lab(&file(), &theatre));
    let report = desk.bash("smtls check --format json", &[]).exits(0).json();
    for target in report["targets"].as_array().unwrap() {
        for row in target["expectations"].as_array().unwrap() {
            assert_eq!(row["outcome"], "met", "{row:#}");
        }
    }
}

#[test]
fn editors_find_the_schema_that_the_file_names_and_nothing_to_complain_of() {
    let desk = Desk::new();
    desk.bash("smtls generate schema .", &[]);
    let file = example("smtls.toml");
    let (first, _) = file.split_once('\n').unwrap();
    let name = first.strip_prefix("#:schema /usr/share/smtls/schema/");
    let schema = desk.read(name.unwrap_or_else(|| panic!("{first}")));
    let schema = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let complaints = |text: &str| {
        validator
            .iter_errors(&toml::from_str(text).unwrap())
            .count()
    };
    assert_eq!(complaints(&file), 0);
    assert_ne!(
        complaints(&file.replace("dnssec = true", "dnsec = true")),
        0
    );
}
