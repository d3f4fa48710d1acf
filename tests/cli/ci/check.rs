//! Files of expectations in the forms for CI.

use super::Result;
use super::forms::Forms;
use crate::support::{Table, Theatre, expired, run_file};
use smtls::lab::Manners;

#[test]
fn an_expectation_is_a_case_and_its_annotation_points_into_the_file() {
    let good = Theatre::with_host(Manners::default());
    let late = Theatre::with_host(expired());
    let tables = [
        Table::of(&good, "first", "starttls = true\nprotocol = \"TLSv1.2\""),
        Table::of(&late, "second", "days-left = 3\nstage = \"ehlo\""),
    ];
    let forms = Forms::by(41, |options| run_file("", &tables, options));
    for (end, result) in [
        ("first mx.lab.test[127.0.0.1]:25: starttls", Result::Passed),
        (
            "first mx.lab.test[127.0.0.1]:25: expect protocol",
            Result::Passed,
        ),
        (
            "second mx.lab.test[127.0.0.1]:25: expect days-left",
            Result::Failed,
        ),
        (
            "second mx.lab.test[127.0.0.1]:25: expect stage",
            Result::Passed,
        ),
        ("second mx.lab.test[127.0.0.1]:25: validity", Result::Failed),
    ] {
        assert_eq!(forms.case(end).result, result, "{end}");
    }
    // What is wrong by itself is told at the target, what was expected at the expectation.
    let target = &forms.report[1]["targets"][0];
    let expected = &target["expectations"][0]["place"];
    assert_eq!(forms.annotations.len(), 2);
    for annotation in &forms.annotations {
        let properties = &annotation.properties;
        assert!(properties["file"].ends_with("smtls.toml"), "{annotation:?}");
        let place = match properties["title"].contains("expect") {
            true => expected,
            false => &target["place"],
        };
        assert_eq!(properties["line"], place["line"].to_string());
        assert_eq!(properties["col"], place["column"].to_string());
    }
    let line = |place: &serde_json::Value| place["line"].as_u64();
    assert!(line(expected) > line(&target["place"]), "{target}");
    assert!(forms.texts[2].contains("smtls check: 2 targets: "));
}

#[test]
fn what_was_expected_to_fail_is_no_failure() {
    let late = Theatre::with_host(expired());
    let table = [Table::of(&late, "it", "exit-code = 41")];
    let forms = Forms::by(0, |options| run_file("", &table, options));
    let case = forms.case("it mx.lab.test[127.0.0.1]:25: validity");
    assert_eq!(case.result, Result::Skipped);
    assert!(case.said.contains("does not count: "), "{case:?}");
    let table = [Table::of(&late, "it", "exit-code = 29")];
    let forms = Forms::by(44, |options| run_file("", &table, options));
    assert_eq!(forms.with(Result::Failed), ["it: expect exit-code"]);
}
