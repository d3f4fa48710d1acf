//! The units and the alerting rules for Prometheus.

use super::{Desk, bad, example, for_lab, good};
use crate::prometheus::Metrics;
use std::collections::BTreeSet;

/// What a unit says under this name.
#[track_caller]
fn setting(name: &str) -> String {
    let unit = example("node-exporter/smtls.service");
    let mut values = unit
        .lines()
        .filter_map(|line| line.strip_prefix(&format!("{name}=")));
    let value = values.next().unwrap_or_else(|| panic!("no {name}"));
    assert_eq!(values.next(), None, "{name}");
    value.to_owned()
}

/// The exit codes that the README lists.
fn exit_codes() -> BTreeSet<u8> {
    let readme =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let (_, table) = readme.split_once("\n## Exit codes\n").unwrap();
    let (table, _) = table.split_once("\n## ").unwrap();
    let rows = table
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split(' ').next()?.parse().ok());
    rows.collect()
}

#[test]
fn the_service_writes_metrics_of_good_and_of_bad_servers() {
    let command = setting("ExecStart");
    for (theatre, code, success) in [(good(), 0, 1.0), (bad(), 42, 0.0)] {
        let desk = Desk::new();
        desk.write("smtls.toml", &for_lab(&example("smtls.toml"), &theatre));
        let mut line = command.clone();
        for (there, here) in [
            ("/usr/bin/smtls ", "smtls "),
            ("/var/lib/prometheus/node-exporter/smtls.prom", "smtls.prom"),
            ("/etc/smtls/smtls.toml", "smtls.toml"),
        ] {
            assert!(line.contains(there), "{line}");
            line = line.replace(there, here);
        }
        desk.bash(&line, &[]).exits(code);
        let text = desk.read("smtls.prom");
        let metrics = Metrics::of(&text);
        let target = [("target", "incoming mail"), ("command", "check")];
        assert_eq!(
            metrics.value("smtls_probe_success", &target),
            success,
            "{text}"
        );
        // A rule that asks for what there is no metric of never raises the alarm.
        let rules = example("node-exporter/alerts.yml");
        let names = rules.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let names: BTreeSet<&str> = names.filter(|name| name.starts_with("smtls_")).collect();
        assert!(names.len() > 4, "{names:?}");
        for name in names {
            assert!(metrics.has(name), "{name} is not in {text}");
        }
    }
}

#[test]
fn only_what_is_wrong_with_the_unit_itself_is_a_failure_of_it() {
    let codes = setting("SuccessExitStatus");
    let codes: BTreeSet<u8> = codes.split(' ').map(|code| code.parse().unwrap()).collect();
    // Success anyway, the command line or the file, a fault of smtls, and signals.
    let others = BTreeSet::from([0, 1, 70, 130, 143]);
    assert_eq!(codes, exit_codes().difference(&others).copied().collect());
}
