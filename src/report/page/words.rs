//! The words for what came out, the same on every page.

use super::grid::Mood;
use crate::judge::{Check, Status};
use crate::report::Ended;
use crate::report::suite::{Case, CaseLine, CaseResult, Suite};

/// How a case came out.
pub(super) fn result(case: &Case) -> &'static str {
    match case.result {
        CaseResult::Passed if case.warns() => "warn",
        CaseResult::Passed if is_note(case) => "note",
        CaseResult::Passed => "pass",
        // It was tested, and does not count.
        CaseResult::Skipped if case.lines.iter().any(|it| it.status == Status::Fail) => {
            "does not count"
        }
        CaseResult::Skipped => "not tested",
        CaseResult::Error => "not tested now",
        CaseResult::Failed => "fail",
    }
}

/// The word before one of several reasons, where it is another than that of the case.
pub(super) fn before(line: &CaseLine, case: &Case) -> Option<&'static str> {
    let word = match line.status {
        Status::NotTested => "not tested",
        status => status.id(),
    };
    let is_case = word == result(case) || line.status == Status::Pass;
    (case.lines.len() > 1 && !is_case).then_some(word)
}

/// The state of a domain's MTA-STS policy, as it stands on its own.
pub(super) fn policy(state: &str) -> &str {
    match state {
        "no-policy" => "the domain has no policy that counts",
        "unknown" => "whether there is a policy could not be found out",
        "enforce" => "there is a policy of mode enforce",
        "testing" => "there is a policy of mode testing",
        "none" => "there is a policy of mode none",
        other => other,
    }
}

/// Nothing is wrong, and nothing is confirmed either: there is no such record, for example.
pub(super) fn is_note(case: &Case) -> bool {
    let confirmed = case.lines.iter().any(|line| line.status == Status::Pass);
    case.result == CaseResult::Passed && !confirmed && !case.warns()
}

/// What it comes to, in a word.
pub(super) fn verdict(code: u8) -> String {
    match code {
        0 => "pass".to_owned(),
        45 => "not now (exit 45)".to_owned(),
        130 | 143 => format!("stopped (exit {code})"),
        code => format!("fail (exit {code})"),
    }
}

/// How many cases came out how.
pub(super) fn counted(suites: &[&Suite]) -> String {
    let cases = || suites.iter().flat_map(|suite| &suite.cases);
    let kinds = [
        "fail",
        "not tested now",
        "warn",
        "pass",
        "note",
        "not tested",
        "does not count",
    ];
    let counts = kinds.into_iter().filter_map(|kind| {
        let count = cases().filter(|case| result(case) == kind).count();
        (count > 0).then(|| format!("{count} {kind}"))
    });
    let counts: Vec<String> = counts.collect();
    counts.join(", ")
}

/// The standard that asks for a check.
pub(super) fn reference(id: &str) -> Option<String> {
    let check = Check::ALL.into_iter().find(|check| check.id() == id)?;
    Some(check.reference().replace('\u{a7}', "section "))
}

/// Whether something is to be done or known about a case.
pub(super) fn is_notable(case: &Case) -> bool {
    matches!(Mood::of_case(case), Mood::Bad | Mood::Notable)
}

/// The heading of the whole run.
pub(super) fn heading(ended: &Ended<'_>) -> String {
    let what = match ended.dossiers {
        [only] => only.name.clone(),
        several => format!("{} targets", several.len()),
    };
    format!("smtls {}: {what}", ended.command)
}

/// What made the page, and when.
pub(super) fn made(ended: &Ended<'_>) -> String {
    let version = env!("CARGO_PKG_VERSION");
    match ended.dossiers.first() {
        Some(first) => format!("made by smtls {version}, run begun {}", first.started_at()),
        None => format!("made by smtls {version}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_stands_before_a_reason_only_where_the_case_does_not_say_it() {
        use Status::{Fail, NotTested, Note, Pass, Warn};
        for (result, all, told) in [
            (CaseResult::Passed, &[Note][..], &[None][..]),
            (CaseResult::Passed, &[Note, Note], &[None, None]),
            (CaseResult::Passed, &[Pass, Note], &[None, Some("note")]),
            (CaseResult::Passed, &[Pass, Warn], &[None, None]),
            (CaseResult::Failed, &[Fail, Warn], &[None, Some("warn")]),
            (
                CaseResult::Failed,
                &[Fail, NotTested],
                &[None, Some("not tested")],
            ),
            (CaseResult::Error, &[NotTested], &[None]),
        ] {
            let line = |status: &Status| CaseLine {
                status: *status,
                reason: "so".to_owned(),
                fix: None,
                result_type: None,
            };
            let case = Case {
                id: "mx".to_owned(),
                sentence: String::new(),
                result,
                lines: all.iter().map(line).collect(),
                exit_code: 0,
            };
            let words: Vec<_> = case.lines.iter().map(|line| before(line, &case)).collect();
            assert_eq!(words, told, "{result:?} {all:?}");
        }
    }

    #[test]
    fn a_run_that_was_stopped_has_not_failed() {
        assert_eq!(verdict(130), "stopped (exit 130)");
        assert_eq!(Mood::of_exit(143), Mood::Notable);
        assert_eq!(verdict(41), "fail (exit 41)");
        assert_eq!(Mood::of_exit(41), Mood::Bad);
    }
}
