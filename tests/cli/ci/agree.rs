//! What the forms for CI tell of servers, good and bad.

use super::forms::Forms;
use super::{Result, junit};
use crate::support::{Theatre, expired, greeting, in_parallel, with_tls, without_starttls};
use smtls::lab::{Behaviour, CertificateSpec, Manners, Scenario, TlsProfile, find, mx};

fn probe(theatre: &Theatre, options: &[&str], code: i32) -> Forms {
    Forms::of(theatre.words(options), code)
}

fn audit(theatre: &Theatre, options: &[&str], code: i32) -> Forms {
    let mut words = theatre.words(options);
    words[0] = "audit".to_owned();
    if let Some(at) = words.iter().position(|word| word == "--ca-file") {
        words.drain(at..at + 2);
    }
    Forms::of(words, code)
}

/// Name of a scenario, its exit code, the cases that fail, and those that cannot be tested now.
type Row = (
    &'static str,
    i32,
    &'static [&'static str],
    &'static [&'static str],
);

#[test]
fn what_fails_and_what_cannot_be_tested_are_kept_apart() {
    #[rustfmt::skip]
    let rows: &[Row] = &[
        ("good", 0, &[], &[]),
        ("expired", 41, &["validity"], &[]),
        ("wrong-name", 41, &["names"], &[]),
        ("everything-wrong", 41, &["path", "validity", "names"], &[]),
        ("every-mx-down", 2, &["connect"], &[]),
        ("greeting-421", 45, &[], &["greeting"]),
        ("starttls-421", 45, &[], &["starttls"]),
        ("greeting-554", 21, &["greeting"], &[]),
        ("no-starttls", 29, &["starttls"], &[]),
        ("no-starttls-may", 0, &[], &[]),
        ("injection", 29, &["starttls"], &[]),
        ("bogus-tlsa", 42, &["dnssec", "dane"], &[]),
        ("bogus-mx", 40, &["mx", "dnssec"], &[]),
        ("nxdomain", 40, &["mx"], &[]),
        ("null-mx", 40, &["mx"], &[]),
        ("mta-sts-wrong-certificate", 43, &["mta-sts"], &[]),
    ];
    in_parallel(rows, |(name, code, failed, open)| {
        let theatre = Theatre::new(&find(name).unwrap());
        let forms = probe(&theatre, &[], *code);
        let checks = |result| -> Vec<&str> {
            let names = forms.with(result).into_iter();
            let mut names: Vec<&str> = names.map(|it| it.rsplit(' ').next().unwrap()).collect();
            names.dedup();
            names
        };
        let counted = |names: Vec<&str>, expected: &[&str]| {
            assert!(
                expected.iter().all(|it| names.contains(it)),
                "{name}: {names:?}"
            );
            assert!(
                names.iter().all(|it| expected.contains(it)),
                "{name}: {names:?}"
            );
        };
        counted(checks(Result::Failed), failed);
        counted(checks(Result::Error), open);
        // Each verdict of the report is a case, and none is better than it.
        let report = &forms.report[0];
        let endpoints = report["endpoints"].as_array().unwrap().iter();
        for endpoint in endpoints {
            for verdict in endpoint["verdicts"].as_array().unwrap() {
                let (peer, check) = (&endpoint["peer"], &verdict["check"]);
                let end = format!(" {}: {}", peer.as_str().unwrap(), check.as_str().unwrap());
                let case = forms.case(&end);
                let status = verdict["status"].as_str().unwrap();
                assert!(
                    status != "not-tested" || case.result != Result::Failed,
                    "{name}: {case:?}"
                );
                assert!(
                    status != "fail" || case.result != Result::Passed,
                    "{name}: {case:?}"
                );
            }
        }
    });
}

#[test]
fn what_decides_nothing_at_the_level_of_the_run_is_a_warning() {
    let theatre = Theatre::new(&find("bogus-tlsa").unwrap());
    let forms = probe(&theatre, &["--level", "may"], 0);
    let case = forms.case("bogus-tlsa.test: dnssec");
    assert_eq!(case.result, Result::Passed);
    assert!(case.said.contains("warn: the TLSA of "), "{case:?}");
    assert!(forms.annotated("warning").contains(&case.name.as_str()));
}

#[test]
fn a_failure_comes_with_its_reason_its_cure_and_its_code() {
    let theatre = Theatre::with_host(expired());
    let forms = probe(&theatre, &[], 41);
    let case = forms.case(": validity");
    assert_eq!(case.name, "lab.test mx.lab.test[127.0.0.1]:25: validity");
    for word in [
        "certificate-expired\n",
        "expired 1 day ago",
        "\n  fix: ",
        "exit code 41: ",
    ] {
        assert!(case.said.contains(word), "{word:?} in {case:#?}");
    }
    let [error] = forms.annotations.as_slice() else {
        panic!("{:#?}", forms.annotations);
    };
    assert_eq!(error.title(), case.name);
    assert!(error.message.contains("\nfix: "), "{error:?}");
    assert!(!error.properties.contains_key("file"));
    let point = &forms.texts[1];
    assert!(
        point.contains("\n  result_type: 'certificate-expired'\n"),
        "{point}"
    );
    assert!(point.contains("\n  exit_code: 41\n"), "{point}");
    // What is not to be repaired is told beside what passed.
    let dane = forms.case(": dane");
    assert_eq!(dane.result, Result::Passed);
    assert!(dane.said.contains("note: no TLSA records"), "{dane:?}");
}

#[test]
fn suites_have_properties_for_those_who_collect_them() {
    let theatre = Theatre::with_host(Manners::default());
    let forms = probe(&theatre, &[], 0);
    let [xml, ..] = &forms.texts;
    let of_target = junit::properties(xml, "lab.test");
    assert_eq!(of_target["target"], "lab.test");
    assert_eq!(of_target["exit_code"], "0");
    assert!(of_target["conclusion"].contains("trusted"), "{of_target:?}");
    let of_host = junit::properties(xml, "lab.test mx.lab.test[127.0.0.1]:25");
    let tls = &forms.report[0]["endpoints"][0]["observations"][0]["tls"];
    for (property, found) in [
        ("protocol", &tls["version"]),
        ("cipher_suite", &tls["cipher_suite"]["name"]),
        ("group", &tls["group"]["name"]),
    ] {
        assert_eq!(Some(of_host[property].as_str()), found.as_str());
    }
    assert_eq!(of_host["counts"], "true");
}

#[test]
fn names_are_the_same_from_run_to_run() {
    let names = |server: Behaviour, code| -> Vec<String> {
        let forms = probe(&Theatre::with_host(server), &[], code);
        forms.cases.into_iter().map(|case| case.name).collect()
    };
    let good = names(Manners::default().into(), 0);
    assert_eq!(names(Manners::default().into(), 0), good);
    // What went wrong does not show in the name of what was looked at.
    let bad = names(without_starttls().into(), 29);
    assert!(bad.iter().all(|name| good.contains(name)), "{bad:?}");
    assert!(bad.len() > 10, "{bad:?}");
}

fn two(first: impl Into<Behaviour>, second: impl Into<Behaviour>) -> Theatre {
    Theatre::new(&Scenario {
        hosts: vec![
            mx(10, "mx1.lab.test", first),
            mx(20, "mx2.lab.test", second),
        ],
        ..Scenario::new("lab", "Two MX hosts.")
    })
}

#[test]
fn a_host_that_does_not_count_neither_passes_nor_fails() {
    let theatre = two(Behaviour::Down, Manners::default());
    let forms = probe(&theatre, &[], 0);
    let down = forms.case(" mx1.lab.test[127.0.0.1]:25: connect");
    assert_eq!(down.result, Result::Skipped);
    assert!(down.said.contains("does not count: "), "{down:?}");
    assert_eq!(forms.annotated("notice"), [down.name.as_str()]);
    // The same host counts with --all.
    let forms = probe(&theatre, &["--all"], 2);
    let down = forms.case(" mx1.lab.test[127.0.0.1]:25: connect");
    assert_eq!(down.result, Result::Failed);
    assert_eq!(forms.annotated("error"), [down.name.as_str()]);
    let untested = forms.case(" mx1.lab.test[127.0.0.1]:25: names");
    assert_eq!(untested.result, Result::Skipped);
    let other = forms.case(" mx2.lab.test[127.0.0.1]:25: connect");
    assert_eq!(other.result, Result::Passed);
}

#[test]
fn several_targets_come_together_and_the_worst_first() {
    let theatre = two(expired(), greeting("421 later\r\n"));
    let given = ["--all", "no-such-name.test", "lab.test"];
    let forms = probe(&theatre, &given, 41);
    // The target that is named twice has two names.
    let (first, second) = ("lab.test mx1.", "lab.test (2) mx1.");
    for name in [first, second] {
        let mine = |it: &&crate::ci::Found| it.name.starts_with(name);
        assert!(forms.cases.iter().any(|it| mine(&it)), "{name}");
    }
    let errors = forms.annotated("error");
    let ends: Vec<&str> = errors
        .iter()
        .map(|it| it.rsplit(' ').next().unwrap())
        .collect();
    assert_eq!(ends, ["validity", "validity", "mx", "greeting", "greeting"]);
    let log = &forms.texts[2];
    assert!(
        log.ends_with('\n') && log.contains("\nsmtls probe: 3 targets: "),
        "{log}"
    );
}

#[test]
fn an_audit_has_a_case_for_each_line_of_the_profile() {
    let rows = [
        ("good", 0, Result::Passed),
        ("keeps-plaintext", 44, Result::Failed),
    ];
    in_parallel(&rows, |(name, code, result)| {
        let theatre = Theatre::new(&find(name).unwrap());
        let forms = audit(&theatre, &[], *code);
        let case = forms.case("audit: command_injection");
        assert_eq!(case.result, *result, "{case:?}");
        let report = &forms.report[0]["endpoints"][0];
        let lines = report["profile"]["lines"].as_array().unwrap().len();
        let session = report["session"].as_array().unwrap().len();
        let peer = report["peer"].as_str().unwrap();
        let suite = format!("{}.test {peer} audit", name);
        let mine = forms.cases.iter().filter(|it| it.name.starts_with(&suite));
        assert_eq!(mine.count(), lines + session);
        let properties = junit::properties(&forms.texts[0], &suite);
        assert_eq!(properties["profile"], "mx");
        assert_eq!(properties["exit_code"], code.to_string());
    });
}

#[test]
fn an_audit_that_comes_to_nothing_says_so() {
    let other_name = with_tls(TlsProfile {
        certificate: CertificateSpec {
            names: vec!["other.test".to_owned()],
            ..CertificateSpec::default()
        },
        ..TlsProfile::default()
    });
    // Whom an audit may trust is the probe's question.
    audit(&Theatre::with_host(other_name), &[], 0);
    let forms = audit(&Theatre::with_host(Behaviour::Down), &[], 2);
    assert_eq!(forms.with(Result::Failed).len(), 1);
    let forms = audit(&Theatre::with_host(without_starttls()), &[], 29);
    let failed = forms.with(Result::Failed);
    assert!(
        failed.iter().any(|it| it.ends_with(": starttls")),
        "{failed:?}"
    );
}

#[test]
fn a_run_that_was_cut_short_is_an_error() {
    let stalling = Theatre::with_host(vec![smtls::lab::Act::Stall]);
    let forms = probe(&stalling, &["--deadline", "500ms"], 45);
    assert_eq!(forms.with(Result::Failed), [""; 0]);
    assert_eq!(forms.with(Result::Error).len(), 1, "{:?}", forms.cases);
}

#[test]
fn a_shell_has_none_of_these_forms() {
    let theatre = Theatre::with_host(Manners::default());
    for form in ["junit", "tap", "github"] {
        let outcome = theatre.probe(&["--interactive", "--format", form]);
        outcome.refused(&[&format!("there is no form {form} of a shell")]);
    }
}
