//! JUnit XML, as Jenkins, GitLab and others read it: a suite for each endpoint, a case for each check.
//!
//! Names are the same from run to run as long as the hosts are: none of them tells what came out.

use super::suite::{Case, CaseResult, Suite, bounded, of_run};
use super::{Dossier, Ended};
use quick_junit::{NonSuccessKind, Property, Report, TestCase, TestCaseStatus, TestSuite};
use std::time::Duration;

/// How many characters of a property's value are told.
const VALUE: usize = 2000;

/// The run as a document of JUnit XML.
pub fn junit(ended: &Ended<'_>) -> String {
    let mut report = Report::new(format!("smtls {}", ended.command));
    let mut took = 0.0;
    for (dossier, suite) in of_run(ended) {
        took += suite.took_ms;
        report.add_test_suite(of_suite(dossier, &suite));
    }
    report.time = seconds(took);
    written(&report)
}

/// The document. The schema that Jenkins holds such documents against knows no count of what was skipped for all suites together.
fn written(report: &Report) -> String {
    // Invariant: nothing fails that is written to memory.
    let text = report.to_string().unwrap_or_default();
    // No attribute before it can hold the same: quotation marks are escaped inside of them.
    text.replacen(&format!(" skipped=\"{}\"", report.skipped), "", 1)
}

fn of_suite(dossier: Option<&Dossier>, suite: &Suite) -> TestSuite {
    let name = suite.title();
    let mut made = TestSuite::new(&name);
    made.time = seconds(suite.took_ms);
    if let Some(dossier) = dossier {
        made.timestamp = dossier.started_at().parse().ok();
        for (name, value) in properties(dossier, suite) {
            made.add_property(Property::new(name, bounded(&value, VALUE)));
        }
    }
    for case in &suite.cases {
        made.add_test_case(of_case(&name, case));
    }
    made
}

fn of_case(class: &str, case: &Case) -> TestCase {
    let mut made = TestCase::new(case.title(), status(case));
    made.set_classname(class);
    let passed = case.result == CaseResult::Passed;
    if passed && case.is_remarkable() {
        made.set_system_out(case.story().join("\n"));
    }
    made
}

fn status(case: &Case) -> TestCaseStatus {
    let mut status = match case.result {
        CaseResult::Passed => return TestCaseStatus::success(),
        CaseResult::Skipped => {
            let mut skipped = TestCaseStatus::skipped();
            skipped.set_message(case.reason());
            return skipped;
        }
        CaseResult::Error => TestCaseStatus::non_success(NonSuccessKind::Error),
        CaseResult::Failed => TestCaseStatus::non_success(NonSuccessKind::Failure),
    };
    let story = case.story();
    status.set_message(case.reason());
    status.set_type(kind(case));
    status.set_description(story.join("\n"));
    status
}

/// The kind of a failure: what a sending server would report, or else by what code smtls ends.
fn kind(case: &Case) -> String {
    let word = case.decisive().and_then(|line| line.result_type);
    match (word, case.exit_code) {
        (Some(word), _) => word.to_owned(),
        (None, 0) => "fail".to_owned(),
        (None, code) => format!("exit-code-{code}"),
    }
}

/// What is known of the target or the endpoint beside its cases.
fn properties(dossier: &Dossier, suite: &Suite) -> Vec<(&'static str, String)> {
    let mut all = vec![
        ("smtls", env!("CARGO_PKG_VERSION").to_owned()),
        ("target", dossier.name.clone()),
    ];
    let Some(peer) = &suite.endpoint else {
        all.push(("exit_code", dossier.conclusion.exit_code.to_string()));
        all.push(("conclusion", dossier.conclusion.sentence.clone()));
        if let Some(probe) = &dossier.probe {
            all.push(("level", probe.level.to_owned()));
        }
        return all;
    };
    all.push(("endpoint", peer.clone()));
    all.extend(match suite.by {
        None => of_probe(dossier, peer),
        Some(_) => of_audit(dossier, peer),
    });
    all
}

fn of_probe(dossier: &Dossier, peer: &str) -> Vec<(&'static str, String)> {
    let mut endpoints = dossier.probe.iter().flat_map(|report| &report.endpoints);
    let Some(endpoint) = endpoints.find(|it| it.peer.peer == peer) else {
        return Vec::new();
    };
    let mut all = vec![
        ("exit_code", endpoint.exit_code.to_string()),
        ("counts", endpoint.counts.to_string()),
    ];
    if let Some(trust) = &endpoint.trust {
        all.push(("trust", trust.clone()));
    }
    let mut seen = endpoint.observations.iter();
    let Some(tls) = seen.find_map(|it| it.tls.as_ref()) else {
        return all;
    };
    all.push(("protocol", tls.version.clone()));
    all.push(("cipher_suite", tls.cipher_suite.name.clone()));
    if let Some(group) = &tls.group {
        all.push(("group", group.name.clone()));
    }
    all
}

fn of_audit(dossier: &Dossier, peer: &str) -> Vec<(&'static str, String)> {
    let mut endpoints = dossier.audit.iter().flat_map(|report| &report.endpoints);
    let Some(endpoint) = endpoints.find(|it| it.peer.peer == peer) else {
        return Vec::new();
    };
    vec![
        ("exit_code", endpoint.exit_code.to_string()),
        ("counts", endpoint.counts.to_string()),
        ("profile", endpoint.profile.name.clone()),
        ("service", endpoint.service.to_owned()),
        ("connections", endpoint.effort.connections.to_string()),
    ]
}

/// A span that was measured.
fn seconds(milliseconds: f64) -> Option<Duration> {
    let span = Duration::try_from_secs_f64(milliseconds / 1000.0).ok();
    span.filter(|span| !span.is_zero())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::Status;
    use crate::report::suite::CaseLine;

    fn case(result: CaseResult, said: &str) -> Case {
        Case {
            id: said.to_owned(),
            sentence: String::new(),
            result,
            lines: vec![CaseLine {
                status: match result {
                    CaseResult::Passed => Status::Warn,
                    CaseResult::Skipped | CaseResult::Error => Status::NotTested,
                    CaseResult::Failed => Status::Fail,
                },
                reason: said.to_owned(),
                fix: Some(said.to_owned()),
                result_type: None,
            }],
            exit_code: match result {
                CaseResult::Failed => 41,
                CaseResult::Error => 45,
                CaseResult::Passed | CaseResult::Skipped => 0,
            },
        }
    }

    #[test]
    fn nothing_that_was_said_is_taken_for_xml() {
        let hostile = "]]></failure><x y=\"'\"/>&amp;&#0;<!--\u{0}\u{b}\u{1b}[31m\u{fffe}\r\n\t skipped=\"1\"";
        let cases = [
            CaseResult::Passed,
            CaseResult::Skipped,
            CaseResult::Error,
            CaseResult::Failed,
        ];
        let suite = Suite {
            target: hostile.to_owned(),
            endpoint: None,
            by: None,
            took_ms: 1234.0,
            cases: cases.map(|result| case(result, hostile)).to_vec(),
        };
        let dossier = Dossier {
            name: hostile.to_owned(),
            ..Dossier::default()
        };
        let mut report = Report::new("smtls probe");
        report.add_test_suite(of_suite(Some(&dossier), &suite));
        let text = written(&report);
        let root = text.lines().nth(1).unwrap();
        assert!(!root.contains("skipped"), "{root}");
        let plain = |it: u8| it == b'\n' || (b' '..=b'~').contains(&it);
        assert!(text.bytes().all(plain), "{text}");
        // What comes back is what went in, printable.
        let read = Report::deserialize_from_str(&text).unwrap();
        let [suite] = read.test_suites.as_slice() else {
            panic!("{read:#?}");
        };
        let said = bounded(hostile, 1000);
        assert_eq!(suite.name.as_str(), said);
        assert_eq!(suite.time, Some(Duration::from_millis(1234)));
        assert_eq!(suite.properties[1].value.as_str(), said);
        let [passed, skipped, error, failed] = suite.test_cases.as_slice() else {
            panic!("{suite:#?}");
        };
        for case in &suite.test_cases {
            assert_eq!(case.name.as_str(), said);
            assert_eq!(case.classname.as_deref(), Some(said.as_str()));
        }
        let out = passed.system_out.as_deref().unwrap();
        assert_eq!(out, format!("warn: {said}\n  fix: {said}"));
        let told = |case: &TestCase| match &case.status {
            TestCaseStatus::Skipped { message, .. } => (None, message.clone(), None),
            TestCaseStatus::NonSuccess {
                kind, message, ty, ..
            } => (Some(*kind), message.clone(), ty.clone()),
            TestCaseStatus::Success { .. } => panic!("{case:?}"),
        };
        let message = || Some(said.as_str().into());
        assert_eq!(told(skipped), (None, message(), None));
        assert_eq!(
            told(error),
            (
                Some(NonSuccessKind::Error),
                message(),
                Some("exit-code-45".into())
            )
        );
        assert_eq!(
            told(failed),
            (
                Some(NonSuccessKind::Failure),
                message(),
                Some("exit-code-41".into())
            )
        );
    }
}
