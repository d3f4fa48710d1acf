//! The form of a plugin for Nagios and its kin: read as strictly as the guidelines of the Monitoring Plugins have it.

use crate::support::{
    Outcome, Smtls, Table, Theatre, expired, greeting, in_parallel, one_host, run_file, with_tls,
    without_starttls,
};
use smtls::lab::{Act, Behaviour, CertificateSpec, Manners, Scenario, TlsProfile, find, mx};

const WORDS: [&str; 4] = ["OK", "WARNING", "CRITICAL", "UNKNOWN"];

/// What a plugin said.
#[derive(Debug)]
pub(crate) struct Said {
    reason: String,
    perfdata: Vec<Perfdatum>,
    lines: Vec<String>,
}

#[derive(Debug)]
struct Perfdatum {
    label: String,
    value: f64,
    unit: String,
    /// warn, crit and min, as they stand.
    limits: Vec<String>,
}

impl Said {
    /// Reads what a plugin said that ended with this state.
    #[track_caller]
    fn read(outcome: &Outcome, state: i32) -> Self {
        assert_eq!(outcome.code, Some(state), "{outcome}");
        Self::of(&outcome.stdout, state)
    }

    #[track_caller]
    pub(crate) fn of(said: &str, state: i32) -> Self {
        assert!(said.len() < 8_192 && said.ends_with('\n'), "{said}");
        let printable = |line: &str| line.bytes().all(|octet| (b' '..=b'~').contains(&octet));
        assert!(said.lines().all(printable), "{said}");
        let mut lines = said.lines().map(str::to_owned);
        let first = lines.next().unwrap();
        let head = format!("SMTLS {} - ", WORDS[usize::try_from(state).unwrap()]);
        let rest = first.strip_prefix(&head);
        let rest = rest.unwrap_or_else(|| panic!("{head:?} is not there: {said}"));
        let (reason, perfdata) = rest.split_once('|').unwrap_or((rest, ""));
        assert!(!reason.is_empty(), "{said}");
        let lines: Vec<String> = lines.collect();
        // Behind a second one Nagios would look for more perfdata.
        assert_eq!(said.matches('|').count(), usize::from(rest.contains('|')));
        Self {
            reason: reason.to_owned(),
            perfdata: perfdata_of(perfdata),
            lines,
        }
    }

    #[track_caller]
    fn value(&self, label: &str) -> &Perfdatum {
        let mut perfdata = self.perfdata.iter();
        let found = perfdata.find(|it| it.label.ends_with(label));
        found.unwrap_or_else(|| panic!("no {label:?} in {self:#?}"))
    }

    /// Some line begins so.
    fn has(&self, begin: &str) -> bool {
        self.lines.iter().any(|line| line.starts_with(begin))
    }
}

#[track_caller]
fn perfdata_of(mut text: &str) -> Vec<Perfdatum> {
    let mut all: Vec<Perfdatum> = Vec::new();
    while !text.is_empty() {
        let (label, rest) = text
            .strip_prefix('\'')
            .and_then(|rest| rest.split_once("'="))
            .unwrap_or_else(|| panic!("no label at {text:?}"));
        assert!(!label.contains(['\'', '=']), "{label:?}");
        assert!(all.iter().all(|other| other.label != label), "{label:?}");
        let (value, rest) = rest.split_once(' ').unwrap_or((rest, ""));
        assert!(!rest.starts_with(' '), "{text:?}");
        let mut fields = value.split(';').map(str::to_owned);
        let measured = fields.next().unwrap();
        let number = measured.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let limits: Vec<String> = fields.collect();
        assert!(limits.len() <= 4, "{value:?}");
        for limit in limits.iter().filter(|limit| !limit.is_empty()) {
            let number = limit.trim_end_matches(':');
            assert!(number.parse::<f64>().is_ok(), "{value:?}");
        }
        all.push(Perfdatum {
            label: label.to_owned(),
            value: number.parse().unwrap(),
            unit: measured[number.len()..].to_owned(),
            limits,
        });
        text = rest;
    }
    all
}

/// A good server, but for the last day of its certificate.
fn ends_in(days: i64) -> Manners {
    with_tls(TlsProfile {
        certificate: CertificateSpec {
            days: -60..days,
            ..CertificateSpec::default()
        },
        ..TlsProfile::default()
    })
}

fn other_name() -> Manners {
    with_tls(TlsProfile {
        certificate: CertificateSpec {
            names: vec!["other.test".to_owned()],
            ..CertificateSpec::default()
        },
        ..TlsProfile::default()
    })
}

fn two_hosts(first: Behaviour) -> Scenario {
    Scenario {
        hosts: vec![
            mx(10, "mx1.lab.test", first),
            mx(20, "mx2.lab.test", Manners::default()),
        ],
        ..Scenario::new("lab", "Two MX hosts.")
    }
}

/// A scenario of the lab by its name, in which the certificates of the mail servers end in so many days.
fn with_days(name: &str, days: i64) -> Scenario {
    let mut scenario = find(name).unwrap();
    for host in scenario.hosts.iter_mut().filter(|host| host.port == 25) {
        let Behaviour::Script(acts) = &mut host.behaviour else {
            panic!("{name} has no server");
        };
        for act in acts {
            if let Act::Serve(manners) = act {
                manners.tls.certificate.days = -60..days;
            }
        }
    }
    scenario
}

#[test]
fn the_state_is_what_the_process_ends_with() {
    type Row = (
        &'static str,
        Scenario,
        &'static [&'static str],
        i32,
        &'static str,
    );
    let one = |behaviour: Manners| one_host(behaviour);
    let down = || two_hosts(Behaviour::Down);
    #[rustfmt::skip]
    let rows: Vec<Row> = vec![
        ("good", one(Manners::default()), &[], 0, "speaks TLS 1.3"),
        ("another name", one(other_name()), &[], 2, "not for mx.lab.test"),
        ("expired", one(expired()), &[], 2, "expired"),
        ("no STARTTLS", one(without_starttls()), &[], 2, "STARTTLS is not offered"),
        ("no STARTTLS, opportunistic", one(without_starttls()), &["--level", "may"], 1, "starttls: "),
        ("421", one(greeting("421 4.3.2 later\r\n")), &[], 3, "421"),
        ("ends soon", one(ends_in(10)), &[], 1, "validity: the certificate expires on "),
        ("ends very soon", one(ends_in(5)), &[], 2, "validity: the certificate expires on "),
        ("ends soon enough", one(ends_in(5)), &["--warn-days", "3"], 0, "speaks TLS 1.3"),
        ("ends too soon", one(ends_in(10)), &["--crit-days", "20"], 2, "days left"),
        ("whose dates nobody asks for", one(ends_in(5)), &["--level", "encrypt"], 0, "TLS 1.3"),
        ("nothing listens", one_host(Behaviour::Down), &[], 2, "refused"),
        ("the first is down", down(), &[], 0, "mx2.lab.test"),
        ("one of all is down", down(), &["--all"], 2, "mx1.lab.test"),
        ("bogus", find("bogus-mx").unwrap(), &[], 2, "bogus"),
        ("DANE, expired", find("dane-expired-certificate").unwrap(), &[], 0, "DANE"),
        ("DANE, ends soon", with_days("dane-ee", 5), &[], 0, "DANE"),
        ("DANE-TA, ends soon", with_days("dane-ta", 5), &[], 2, "days left"),
        ("DANE and MTA-STS, ends soon", with_days("dane-and-mta-sts", 5), &[], 2, "days left"),
    ];
    in_parallel(&rows, |(name, scenario, options, state, words)| {
        let theatre = Theatre::new(scenario);
        let options = [&["--format", "nagios"], *options].concat();
        let outcome = theatre.probe(&options);
        assert_eq!(outcome.stderr, "", "{name}: {outcome}");
        assert_eq!(outcome.code, Some(*state), "{name}: {outcome}");
        let said = Said::read(&outcome, *state);
        assert!(said.reason.contains(words), "{name}: {said:#?}");
        let is_bad = *state > 0;
        let head = format!("{} ", WORDS[usize::try_from(*state).unwrap()]);
        assert_eq!(
            said.has(&head),
            is_bad || said.has("OK "),
            "{name}: {said:#?}"
        );
    });
}

#[test]
fn perfdata_have_the_days_with_their_thresholds_and_the_times() {
    let theatre = Theatre::with_host(ends_in(20));
    let options = ["--format=nagios", "--warn-days=9", "--crit-days=4"];
    let said = Said::read(&theatre.probe(&options), 0);
    let days = said.value("]:25 days");
    assert!((19.0..=20.0).contains(&days.value), "{days:?}");
    assert_eq!(
        (days.unit.as_str(), &days.limits[..]),
        ("", &["9:".to_owned(), "4:".to_owned()][..])
    );
    let whole = said.value("]:25 time");
    let stages = ["connect", "greeting", "first-ehlo", "starttls", "ehlo"];
    let stages = stages.map(|stage| said.value(&format!("]:25 {stage}")));
    for time in stages.iter().chain([&whole]) {
        assert_eq!(time.unit, "s", "{time:?}");
        assert_eq!(time.limits, ["", "", "0"], "{time:?}");
        assert!(time.value >= 0.0, "{time:?}");
    }
    let sum: f64 = stages.iter().map(|it| it.value).sum();
    assert!(sum <= whole.value + 1e-5, "{said:#?}");
    // Where nobody minds the dates there are no thresholds.
    let theatre = Theatre::new(&find("dane-ee").unwrap());
    let said = Said::read(&theatre.probe(&options), 0);
    assert_eq!(said.value("]:25 days").limits, [""; 0]);
    // Where there is no certificate there are no days.
    let theatre = Theatre::with_host(without_starttls());
    let said = Said::read(&theatre.probe(&options), 2);
    assert!(
        said.perfdata.iter().all(|it| !it.label.contains("days")),
        "{said:#?}"
    );
    assert!(said.has("not tested: mx.lab.test["), "{said:#?}");
}

#[test]
fn several_targets_are_one_service() {
    let theatre = Theatre::with_host(ends_in(10));
    let said = Said::read(
        &theatre.probe(&["--format=nagios", "nobody.lab.test", "lab.test"]),
        2,
    );
    assert!(
        said.reason.starts_with("nobody.lab.test: mx: "),
        "{said:#?}"
    );
    assert!(said.has("CRITICAL nobody.lab.test mx: "), "{said:#?}");
    assert!(said.has("WARNING lab.test mx.lab.test["), "{said:#?}");
    // The same target twice: labels stay apart, which reading them asserts.
    assert!(
        said.perfdata.iter().any(|it| it.label.ends_with(" 2")),
        "{said:#?}"
    );
    let theatre = Theatre::with_host(Manners::default());
    let said = Said::read(&theatre.probe(&["--format=nagios", "lab.test"]), 0);
    assert_eq!(
        said.reason,
        "nothing that was demanded failed at any of 2 targets"
    );
}

#[test]
fn an_audit_is_a_service_too() {
    let rows = [
        ("good", 0, "keeps every MUST"),
        ("tls10-only", 2, "fails 1 MUST"),
        ("sends-away", 3, ""),
        ("no-starttls", 2, "STARTTLS is not offered"),
    ];
    in_parallel(&rows, |(name, state, words)| {
        let theatre = Theatre::new(&find(name).unwrap());
        let outcome = theatre.audit(&["--format=nagios", "--pause=1ms", "--max-connections=60"]);
        let said = Said::read(&outcome, *state);
        assert!(said.reason.contains(words), "{name}: {said:#?}");
        let has_time = said
            .perfdata
            .iter()
            .any(|it| it.label.ends_with(" audit time"));
        assert!(has_time, "{name}: {said:#?}");
    });
}

#[test]
fn a_file_of_expectations_is_a_service() {
    let (good, late) = (
        Theatre::with_host(Manners::default()),
        Theatre::with_host(expired()),
    );
    let met = || Table::of(&good, "first", "starttls = true");
    let unmet = Table::of(&good, "second", "dane = true");
    // Who expects that the run fails expects what makes it fail, also the end of the certificate.
    let foreseen = Table::of(&late, "third", "exit-code = 41");
    let options = ["--format=nagios"];
    let said = Said::read(&run_file("", &[met(), foreseen], &options), 0);
    assert_eq!(
        said.reason,
        "nothing that was demanded failed at any of 2 targets"
    );
    let said = Said::read(&run_file("", &[met(), unmet], &options), 2);
    assert!(said.reason.starts_with("second "), "{said:#?}");
    assert!(said.reason.contains(": dane: wanted dane: "), "{said:#?}");
    let outcome = Smtls::new(["check", "no/such/file", "--format=nagios"]).run();
    assert!(
        Said::read(&outcome, 3).reason.contains("no/such/file"),
        "{outcome}"
    );
}

#[test]
fn what_a_peer_says_never_becomes_perfdata() {
    let hostile = "554 a|'b'=1;2;3 \u{1b}[2J\n\\n|\u{9b}\r\n";
    let theatre = Theatre::with_host(greeting(hostile));
    let said = Said::read(&theatre.probe(&["--format=nagios"]), 2);
    assert!(said.reason.contains("a\\x7c'b'=1;2;3"), "{said:#?}");
    assert!(
        said.perfdata
            .iter()
            .all(|it| it.label.starts_with("mx.lab.test["))
    );
    let theatre = Theatre::with_host(with_tls(TlsProfile {
        certificate: CertificateSpec {
            names: (0..500)
                .map(|number| format!("a{number}.other.test"))
                .collect(),
            ..CertificateSpec::default()
        },
        ..TlsProfile::default()
    }));
    Said::read(&theatre.probe(&["--format=nagios"]), 2);
}

#[test]
fn what_keeps_a_plugin_from_its_run_is_unknown() {
    for (words, sentence) in [
        (&["probe", "--format", "nagios"][..], "no target was given"),
        (
            &["probe", "--format=nagios", "--nonsense", "a.test"],
            "--nonsense",
        ),
        (&["probe", "--format=nagios=-", "a..b"], "a label is empty"),
        (
            &[
                "probe",
                "a.test",
                "--warn-days=1",
                "--crit-days=2",
                "--format=nagios",
            ],
            "--crit-days 2",
        ),
        (
            &["probe", "a.test", "--format=nagios", "--format=json"],
            "standard output",
        ),
        (
            &["audit", "--format=nagios", "--profile=a|b", "a.test"],
            "a\\x7cb",
        ),
        (&["shell", "a.test", "--format=nagios"], "of a shell"),
        (&["nothing", "--format=nagios"], "nothing"),
    ] {
        let outcome = Smtls::new(words.iter().copied()).run();
        assert_eq!(outcome.stderr, "", "{outcome}");
        let said = Said::read(&outcome, 3);
        assert!(said.reason.contains(sentence), "{outcome}");
        assert!(said.lines.len() == 1 && said.has("hint: "), "{outcome}");
    }
}

#[test]
fn in_a_file_it_leaves_the_exit_code_alone() {
    let theatre = Theatre::with_host(expired());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("status").display().to_string();
    theatre
        .probe(&[&format!("--format=nagios={file}")])
        .exits(41);
    Said::of(&std::fs::read_to_string(&file).unwrap(), 2);
    Smtls::new(["probe", "--nonsense", &format!("--format=nagios={file}")])
        .run()
        .refused(&["--nonsense"]);
}

#[cfg(target_os = "linux")]
#[test]
fn what_could_not_be_written_is_told() {
    let theatre = Theatre::with_host(Manners::default());
    let outcome = theatre.probe(&["--format=nagios", "--format=prometheus=/dev/full"]);
    let said = Said::read(&outcome, 3);
    assert!(said.reason.starts_with("exit code 1: "), "{outcome}");
    assert!(outcome.stderr.contains("/dev/full"), "{outcome}");
    let theatre = Theatre::with_host(expired());
    let outcome = theatre.probe(&["--format=nagios", "--format=prometheus=/dev/full"]);
    Said::read(&outcome, 2);
}
