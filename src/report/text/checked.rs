//! A target of a file as `smtls check` shows it: one line where all is as expected, and what is not where it is not.

use super::folded;
use crate::judge::Status;
use crate::quote;
use crate::report::ExpectationOutcome;
use crate::report::check::CheckedReport;
use crate::report::style::{Ink, Style};
use crate::report::suite::{Case, CaseResult, Suite, suites};
use crate::smtp::Stage;
use std::collections::BTreeSet;

/// How wide the word is that a line begins with.
const WORD: usize = 10;

/// The lines on one target.
pub fn checked(report: &CheckedReport, style: Style, verbose: bool) -> Vec<String> {
    let conclusion = &report.conclusion;
    let code = conclusion.exit_code;
    // Of the file: an expectation counts once, at however many endpoints it is asked.
    let rows = &report.expectations;
    let all: BTreeSet<&str> = rows.iter().map(|row| row.expectation).collect();
    let amiss = rows
        .iter()
        .filter(|row| row.outcome != ExpectationOutcome::Met);
    let amiss: BTreeSet<&str> = amiss.map(|row| row.expectation).collect();
    let (met, all) = (all.len().saturating_sub(amiss.len()), all.len());
    let (word, ink) = match code {
        0 => ("ok", Ink::Good),
        45 => ("not now", Ink::Notable),
        130 | 143 => ("stopped", Ink::Notable),
        _ => ("failed", Ink::Bad),
    };
    let name = match report.name == report.probe.target.given {
        true => report.name.clone(),
        false => format!("{} ({})", report.name, report.probe.target.given),
    };
    let mut parts = Vec::new();
    if code != 0 {
        parts.push(format!("exit {code}"));
    }
    parts.push(match all {
        0 => "nothing was expected beside what a probe demands".to_owned(),
        all if met == all && code != 0 => {
            format!("all {all} expectations met, and the probe by itself fails")
        }
        all => format!("{met} of {all} as expected"),
    });
    parts.push(format!("{:.0} ms", report.duration_ms));
    if report.attempts > 1 {
        parts.push(format!("attempt {}", report.attempts));
    }
    let head = format!("{name}: {}", parts.join(", "));
    let mut lines = vec![format!(
        "{} {}",
        style.paint(&format!("{word:<WORD$}"), ink),
        quote::text(&head)
    )];
    for suite in suites(&report.dossier()) {
        let follows = |case: &&Case| !verbose && follows(&suite, case);
        let (following, told): (Vec<&Case>, Vec<&Case>) = suite.cases.iter().partition(follows);
        for case in told {
            lines.extend(of_case(&suite, case, style, verbose));
        }
        lines.extend(of_following(&suite, &following, style));
    }
    lines
}

/// Whether a case is not testable only because something before it in the same suite failed.
fn follows(suite: &Suite, case: &Case) -> bool {
    let failed = |other: &Case| other.result >= CaseResult::Error && !other.is_expectation();
    // A line of a profile is no check; where one fails, the others were asked all the same.
    let is_stage = |other: &Case| Stage::ALL.iter().any(|stage| stage.name() == other.id);
    let mut others = suite.cases.iter();
    case.result == CaseResult::Error
        && match suite.by {
            None => case.is_expectation() && others.any(failed),
            Some(_) => !is_stage(case) && others.any(|other| failed(other) && is_stage(other)),
        }
}

/// What could not be looked at for the sake of a failure, in one piece.
fn of_following(suite: &Suite, cases: &[&Case], style: Style) -> Vec<String> {
    if cases.is_empty() {
        return Vec::new();
    }
    let names = cases
        .iter()
        .map(|case| case.id.trim_start_matches("expect "));
    let names: Vec<&str> = names.collect();
    let text = format!(
        "{}{}: the session did not come so far (--verbose says where it ended for each)",
        whose(suite),
        names.join(", ")
    );
    indented(
        &quote::text(&text),
        style,
        Some(("not tested", Ink::Notable)),
    )
}

/// The endpoint that a line is about, where it is about one.
fn whose(suite: &Suite) -> String {
    match (&suite.endpoint, suite.by) {
        (Some(endpoint), Some(by)) => format!("{endpoint} ({by}): "),
        (Some(endpoint), None) => format!("{endpoint}: "),
        (None, _) => String::new(),
    }
}

fn of_case(suite: &Suite, case: &Case, style: Style, verbose: bool) -> Vec<String> {
    let (word, ink) = match case.result {
        CaseResult::Failed if case.is_expectation() => ("unmet", Ink::Bad),
        CaseResult::Failed => ("fail", Ink::Bad),
        CaseResult::Error => ("not tested", Ink::Notable),
        CaseResult::Passed if case.warns() => ("warn", Ink::Notable),
        CaseResult::Passed if verbose && case.only_notes() => ("note", Ink::Faint),
        CaseResult::Passed if verbose => ("pass", Ink::Good),
        CaseResult::Skipped if verbose && case.is_set_aside() => ("skipped", Ink::Faint),
        CaseResult::Skipped if verbose => ("not tested", Ink::Faint),
        CaseResult::Passed | CaseResult::Skipped => return Vec::new(),
    };
    let whose = whose(suite);
    let mut lines = Vec::new();
    let told = case.lines.iter().filter(|line| match case.result {
        CaseResult::Failed => line.status == Status::Fail,
        CaseResult::Error => line.status == Status::NotTested,
        CaseResult::Passed if case.warns() => line.status == Status::Warn,
        CaseResult::Skipped if case.is_set_aside() => line.status == Status::Fail,
        _ => true,
    });
    let mut told: Vec<_> = told.collect();
    if told.is_empty() {
        told.extend(case.lines.first());
    }
    let aside = match case.is_set_aside() {
        true => "does not count: ",
        false => "",
    };
    for line in told {
        let text = quote::text(&format!("{}  {whose}{aside}{}", case.id, line.reason));
        lines.extend(indented(&text, style, Some((word, ink))));
        if let Some(fix) = &line.fix {
            lines.extend(indented(&quote::text(&format!("fix: {fix}")), style, None));
        }
    }
    lines
}

/// A text behind its word, folded to the width, the later lines under the first.
fn indented(text: &str, style: Style, word: Option<(&str, Ink)>) -> Vec<String> {
    let room = style.width().saturating_sub(WORD + 3);
    let folded = folded(text, room);
    let lines = folded.iter().enumerate().map(|(index, line)| {
        let head = match (index, word) {
            (0, Some((word, ink))) => style.paint(&format!("{word:<WORD$}"), ink),
            _ => " ".repeat(WORD),
        };
        format!("  {head} {}", line.trim_start())
    });
    lines.collect()
}
