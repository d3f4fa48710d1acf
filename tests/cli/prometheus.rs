//! Metrics for Prometheus: read as strictly as its text format 0.0.4 has it.

use crate::support::{
    Outcome, Table, Theatre, expired, greeting, in_parallel, one_host, run_file, with_tls,
    without_starttls,
};
use smtls::lab::{Behaviour, CertificateSpec, Issuer, Manners, Scenario, TlsProfile, find, mx};
use std::collections::{BTreeMap, HashSet};
use std::time::{SystemTime, UNIX_EPOCH};

type Labels = BTreeMap<String, String>;

/// Metrics as they stand in a file.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    samples: Vec<(String, Labels, f64)>,
}

impl Metrics {
    #[track_caller]
    fn read(outcome: &Outcome) -> Self {
        assert_eq!(outcome.stderr, "", "{outcome}");
        Self::of(&outcome.stdout)
    }

    /// Reads text: for each metric HELP, TYPE and then all of its samples, none of them twice.
    #[track_caller]
    pub(crate) fn of(text: &str) -> Self {
        assert!(text.ends_with('\n') && !text.contains('\r'), "{text}");
        let mut metrics = Self::default();
        let (mut known, mut seen) = (HashSet::new(), HashSet::new());
        let mut helped = None;
        let mut current = String::new();
        for line in text.lines() {
            if let Some(help) = line.strip_prefix("# HELP ") {
                let (name, words) = help.split_once(' ').unwrap();
                assert!(is_name(name) && name.starts_with("smtls_"), "{line}");
                assert!(!words.is_empty() && known.insert(name.to_owned()), "{line}");
                helped = Some(name.to_owned());
            } else if let Some(kind) = line.strip_prefix("# TYPE ") {
                let (name, kind) = kind.split_once(' ').unwrap();
                assert_eq!(helped.take().as_deref(), Some(name), "{line}");
                assert_eq!(kind, "gauge", "{line}");
                current = name.to_owned();
            } else {
                assert_eq!(helped, None, "{line}");
                let (name, labels, value) = sample(line);
                assert_eq!(name, current, "{line}");
                assert!(seen.insert((name.clone(), labels.clone())), "twice: {line}");
                for always in ["command", "target"] {
                    assert!(labels.contains_key(always), "{line}");
                }
                metrics.samples.push((name, labels, value));
            }
        }
        for name in &known {
            assert!(metrics.has(name), "{name} has no sample");
        }
        metrics
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.all(name).next().is_some()
    }

    /// The samples of a metric.
    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a Labels, f64)> + 'a {
        let samples = self.samples.iter().filter(move |it| it.0 == name);
        samples.map(|(_, labels, value)| (labels, *value))
    }

    /// The one value of a metric that has these labels.
    #[track_caller]
    pub(crate) fn value(&self, name: &str, labels: &[(&str, &str)]) -> f64 {
        let fits = |of: &Labels| {
            let mut labels = labels.iter();
            labels.all(|(name, value)| of.get(*name).is_some_and(|is| is == value))
        };
        let found: Vec<_> = self.all(name).filter(|(of, _)| fits(of)).collect();
        let [(_, value)] = found[..] else {
            panic!("{name} {labels:?}: {found:#?} in {self:#?}");
        };
        value
    }

    /// The result of a check.
    #[track_caller]
    fn status(&self, check: &str) -> String {
        let samples = self.all("smtls_check_status");
        let mut found = samples.filter(|(of, value)| of["check"] == check && *value == 1.0);
        let (labels, _) = found
            .next()
            .unwrap_or_else(|| panic!("no {check}: {self:#?}"));
        labels["status"].clone()
    }
}

fn is_name(name: &str) -> bool {
    let mut octets = name.bytes();
    octets
        .next()
        .is_some_and(|first| first.is_ascii_lowercase())
        && octets.all(|octet| octet.is_ascii_lowercase() || octet.is_ascii_digit() || octet == b'_')
}

/// One sample: `name{label="value",...} number`.
#[track_caller]
fn sample(line: &str) -> (String, Labels, f64) {
    let (name, mut rest) = line.split_once('{').unwrap();
    assert!(is_name(name), "{line}");
    let mut labels = Labels::new();
    loop {
        let (label, value) = rest.split_once("=\"").unwrap();
        assert!(is_name(label), "{line}");
        let mut text = String::new();
        let mut characters = value.char_indices();
        let end = loop {
            match characters.next() {
                Some((_, '\\')) => match characters.next() {
                    Some((_, 'n')) => text.push('\n'),
                    Some((_, escaped @ ('\\' | '"'))) => text.push(escaped),
                    other => panic!("{other:?} in {line}"),
                },
                Some((end, '"')) => break end,
                Some((_, plain)) => {
                    assert!(!plain.is_control(), "{line:?}");
                    text.push(plain);
                }
                None => panic!("no end of a label: {line}"),
            }
        };
        assert!(text.len() < 600, "{line}");
        assert_eq!(labels.insert(label.to_owned(), text), None, "{line}");
        rest = &value[end + 1..];
        match rest.strip_prefix(',') {
            Some(more) => rest = more,
            None => break,
        }
    }
    let value = rest.strip_prefix("} ").unwrap();
    (name.to_owned(), labels, value.parse().unwrap())
}

fn now() -> f64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    now.as_secs_f64()
}

#[test]
fn a_good_server_is_told_in_full() {
    let theatre = Theatre::with_host(Manners::default());
    let metrics = Metrics::read(&theatre.probe(&["--format=prometheus"]).exits(0));
    let mx = &[
        ("host", "mx.lab.test"),
        ("port", "25"),
        ("target", "lab.test"),
    ];
    assert_eq!(
        metrics.value("smtls_probe_success", &[("target", "lab.test")]),
        1.0
    );
    assert_eq!(metrics.value("smtls_exit_code", &[]), 0.0);
    assert_eq!(metrics.value("smtls_endpoint_success", mx), 1.0);
    let version = ("version", env!("CARGO_PKG_VERSION"));
    assert_eq!(metrics.value("smtls_build_info", &[version]), 1.0);
    let since = now() - metrics.value("smtls_last_run_timestamp_seconds", &[]);
    assert!((0.0..600.0).contains(&since), "{since}");
    let tls = [
        ("version", "TLSv1.3"),
        ("group", "X25519MLKEM768"),
        ("post_quantum", "yes"),
    ];
    assert_eq!(metrics.value("smtls_tls_info", &tls), 1.0);
    let own = [
        ("depth", "0"),
        ("key", "ECDSA"),
        ("subject", "CN=mx.lab.test"),
    ];
    let end = metrics.value("smtls_certificate_not_after_timestamp_seconds", &own);
    let days = (end - now()) / 86_400.0;
    assert!((88.0..91.0).contains(&days), "{days}");
    assert_eq!(metrics.value("smtls_certificate_dates_heeded", mx), 1.0);
    let stages = metrics.all("smtls_stage_duration_seconds");
    let sum: f64 = stages.map(|(_, took)| took).sum();
    assert!(sum > 0.0 && sum <= metrics.value("smtls_probe_duration_seconds", mx) + 1e-5);
    // One of each set is 1.
    let trust: f64 = metrics.all("smtls_trust").map(|(_, is)| is).sum();
    assert_eq!((trust, metrics.all("smtls_trust").count()), (1.0, 4));
    let mut sets: BTreeMap<(String, String), (usize, f64)> = BTreeMap::new();
    for (labels, is) in metrics.all("smtls_check_status") {
        let set = sets.entry((labels["check"].clone(), labels["host"].clone()));
        let set = set.or_default();
        *set = (set.0 + 1, set.1 + is);
    }
    assert!(
        sets.len() > 10 && sets.values().all(|it| *it == (5, 1.0)),
        "{sets:#?}"
    );
    assert_eq!(metrics.status("names"), "passed");
    assert_eq!(metrics.status("revocation"), "skipped");
    assert_eq!(
        metrics.value("smtls_mta_sts_info", &[("mode", "no-policy")]),
        1.0
    );
    assert_eq!(metrics.value("smtls_dane_tlsa_records", &[]), 0.0);
    assert!(!metrics.has("smtls_dane_authenticated"));
}

#[test]
fn what_is_not_known_has_no_sample() {
    const LATE: &[&str] = &[
        "smtls_tls_info",
        "smtls_trust",
        "smtls_certificate_not_after_timestamp_seconds",
        "smtls_certificate_dates_heeded",
    ];
    type Row = (Scenario, i32, &'static str, &'static str, bool);
    #[rustfmt::skip]
    let rows: Vec<Row> = vec![
        (one_host(Behaviour::Down), 2, "connect", "failed", false),
        (one_host(greeting("421 later\r\n")), 45, "greeting", "error", false),
        (one_host(without_starttls()), 29, "starttls", "failed", false),
        (one_host(expired()), 41, "validity", "failed", true),
        (find("bogus-mx").unwrap(), 40, "mx", "failed", false),
        (find("wrong-name").unwrap(), 41, "names", "failed", true),
        (find("dane-mismatch").unwrap(), 42, "dane", "failed", true),
        (find("mta-sts-mx-wrong-name").unwrap(), 43, "mta-sts", "", true),
    ];
    in_parallel(&rows, |(scenario, code, check, status, has_tls)| {
        let theatre = Theatre::new(scenario);
        let metrics = Metrics::read(&theatre.probe(&["--format=prometheus"]).exits(*code));
        assert_eq!(metrics.value("smtls_probe_success", &[]), 0.0);
        assert_eq!(metrics.value("smtls_exit_code", &[]), f64::from(*code));
        for name in LATE {
            assert_eq!(metrics.has(name), *has_tls, "{name} {code}");
        }
        if !status.is_empty() {
            assert_eq!(metrics.status(check), *status, "{code}");
        }
        let stages = metrics.all("smtls_stage_duration_seconds");
        let stages: Vec<_> = stages.map(|(labels, _)| labels["stage"].clone()).collect();
        assert_eq!(stages.contains(&"ehlo".to_owned()), *has_tls, "{code}");
    });
}

#[test]
fn dane_and_mta_sts_have_metrics() {
    let theatre = Theatre::new(&find("dane-and-mta-sts").unwrap());
    let metrics = Metrics::read(&theatre.probe(&["--format=prometheus"]).exits(0));
    assert_eq!(metrics.value("smtls_dane_authenticated", &[]), 1.0);
    let record = [("usage", "3"), ("selector", "1"), ("matching_type", "1")];
    assert_eq!(metrics.value("smtls_dane_info", &record), 1.0);
    assert_eq!(
        metrics.value("smtls_dane_tlsa_search_info", &[("status", "found")]),
        1.0
    );
    assert_eq!(
        metrics.value("smtls_mta_sts_info", &[("mode", "enforce")]),
        1.0
    );
    assert!(metrics.value("smtls_mta_sts_max_age_seconds", &[]) > 0.0);
    // Those who know only MTA-STS look at the dates.
    assert_eq!(metrics.value("smtls_certificate_dates_heeded", &[]), 1.0);
    let theatre = Theatre::new(&find("dane-expired-certificate").unwrap());
    let metrics = Metrics::read(&theatre.probe(&["--format=prometheus"]).exits(0));
    assert_eq!(metrics.value("smtls_certificate_dates_heeded", &[]), 0.0);
    let theatre = Theatre::new(&find("dane-mismatch").unwrap());
    let metrics = Metrics::read(&theatre.probe(&["--format=prometheus"]).exits(42));
    assert_eq!(metrics.value("smtls_dane_authenticated", &[]), 0.0);
    assert!(!metrics.has("smtls_dane_info"));
}

#[test]
fn several_targets_and_hosts_stand_side_by_side() {
    let theatre = Theatre::new(&Scenario {
        hosts: vec![
            mx(10, "mx1.lab.test", Behaviour::Down),
            mx(20, "mx2.lab.test", Manners::default()),
        ],
        ..Scenario::new("lab", "Two MX hosts.")
    });
    let options = [
        "--format=prometheus",
        "--all",
        "nobody.lab.test",
        "lab.test",
    ];
    let metrics = Metrics::read(&theatre.probe(&options).exits(40));
    let success = |target: &str| metrics.value("smtls_exit_code", &[("target", target)]);
    assert_eq!(success("nobody.lab.test"), 40.0);
    // The same target twice is told twice.
    assert_eq!([success("lab.test"), success("lab.test #2")], [2.0, 2.0]);
    let at = |host: &str| {
        let labels = [("host", host), ("target", "lab.test")];
        metrics.value("smtls_endpoint_success", &labels)
    };
    assert_eq!([at("mx1.lab.test"), at("mx2.lab.test")], [0.0, 1.0]);
    let hosts = metrics
        .all("smtls_tls_info")
        .map(|(labels, _)| labels["host"].clone());
    assert!(hosts.into_iter().all(|host| host == "mx2.lab.test"));
}

#[test]
fn hostile_names_stay_inside_their_labels() {
    let subject = "a\"} 1\nsmtls_exit_code{x=\"\u{1b}[2J\u{202e}\\".to_owned() + &"x".repeat(5_000);
    let theatre = Theatre::with_host(with_tls(TlsProfile {
        certificate: CertificateSpec {
            names: vec![subject],
            named_in: smtls::lab::NamedIn::CommonName,
            issuer: Issuer::Itself,
            ..CertificateSpec::default()
        },
        ..TlsProfile::default()
    }));
    let metrics = Metrics::read(&theatre.probe(&["--format=prometheus"]).exits(41));
    assert_eq!(metrics.all("smtls_exit_code").count(), 1);
    assert!(metrics.has("smtls_certificate_info"));
}

#[test]
fn audits_have_metrics_of_their_own() {
    let rows = [("good", 0, 0.0), ("tls10-only", 44, 1.0)];
    in_parallel(&rows, |(name, code, failed)| {
        let theatre = Theatre::new(&find(name).unwrap());
        let metrics = Metrics::read(&theatre.audit(&["--format=prometheus"]).exits(*code));
        let musts = |result| metrics.value("smtls_audit_profile_musts", &[("result", result)]);
        assert_eq!(musts("failed"), *failed, "{name}");
        let versions = "smtls_audit_tls_version_accepted";
        let old = metrics.value(versions, &[("version", "TLS 1.0")]);
        assert_eq!(old, *failed, "{name}");
        let is_found = metrics.value(
            "smtls_audit_weakness_found",
            &[("weakness", "old-versions")],
        );
        assert_eq!(is_found, *failed, "{name}");
        let success = metrics.value("smtls_audit_success", &[("command", "audit")]);
        assert_eq!(success, 1.0 - failed, "{name}");
        let grades: f64 = metrics
            .all("smtls_audit_profile_lines")
            .map(|(_, it)| it)
            .sum();
        assert!(grades > 10.0, "{name}: {grades}");
        assert!(
            metrics.value("smtls_audit_connections", &[]) > 1.0,
            "{name}"
        );
        assert!(
            metrics.has("smtls_certificate_not_after_timestamp_seconds"),
            "{name}"
        );
        let checks = metrics.all("smtls_check_status");
        assert!(
            checks
                .into_iter()
                .all(|(labels, _)| !labels["check"].contains(' ')),
            "{name}"
        );
        assert!(!metrics.has("smtls_tls_info"), "{name}");
    });
}

#[test]
fn expectations_are_checks_as_well() {
    let good = Theatre::with_host(Manners::default());
    let tables = [
        Table::of(&good, "first", "starttls = true"),
        Table::of(&good, "second", "dane = true"),
    ];
    let outcome = run_file("", &tables, &["--format=prometheus"]).exits(42);
    let metrics = Metrics::read(&outcome);
    for (target, check, status) in [
        ("first", "starttls", "passed"),
        ("second", "dane", "failed"),
    ] {
        let labels = [
            ("command", "check"),
            ("target", target),
            ("check", check),
            ("status", status),
        ];
        assert_eq!(metrics.value("smtls_check_status", &labels), 1.0);
    }
}

#[test]
fn the_file_for_the_collector_is_put_in_its_place_whole() {
    let theatre = Theatre::with_host(Manners::default());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("smtls.prom").display().to_string();
    let outcome = theatre.probe(&[&format!("--format=prometheus={file}"), "--format=nagios"]);
    assert!(outcome.exits(0).stdout.starts_with("SMTLS OK - "));
    let metrics = Metrics::of(&std::fs::read_to_string(&file).unwrap());
    assert_eq!(metrics.value("smtls_probe_success", &[]), 1.0);
    let count = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(count, 1, "nothing is left beside");
}
