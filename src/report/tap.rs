//! The Test Anything Protocol: one line for each check, with a block of YAML where there is more to say.
//!
//! The version is given as 13, the newest that every reader knows: Perl's prove refuses 14 before its version 3.48. What is used here is
//! the same in both, but for the escapes of 14, which readers of 13 show as they are.

use super::suite::{Case, CaseLine, CaseResult, Suite, bounded, of_run};
use super::{Dossier, Ended};

/// The run as a document of TAP.
pub fn tap(ended: &Ended<'_>) -> String {
    let suites: Vec<Suite> = of_run(ended).into_iter().map(|(_, suite)| suite).collect();
    let mut lines = of_suites(&suites);
    lines.extend(ended.dossiers.iter().map(end));
    lines.join("\n") + "\n"
}

/// The end of a target, as a comment.
fn end(dossier: &Dossier) -> String {
    let conclusion = &dossier.conclusion;
    format!(
        "# exit {}: {}: {}",
        conclusion.exit_code,
        bounded(&dossier.name, 300),
        bounded(&conclusion.sentence, 2000)
    )
}

fn of_suites(suites: &[Suite]) -> Vec<String> {
    let cases = suites
        .iter()
        .flat_map(|suite| suite.cases.iter().map(move |case| (suite, case)));
    let cases: Vec<(&Suite, &Case)> = cases.collect();
    let mut lines = vec!["TAP version 13".to_owned()];
    lines.push(match cases.len() {
        0 => "1..0 # SKIP nothing was tested".to_owned(),
        count => format!("1..{count}"),
    });
    for (index, (suite, case)) in cases.into_iter().enumerate() {
        lines.push(test_point(index.saturating_add(1), suite, case));
        if case.result != CaseResult::Skipped && case.is_remarkable() {
            lines.extend(diagnostics(case));
        }
    }
    lines
}

/// The line of one check.
fn test_point(number: usize, suite: &Suite, case: &Case) -> String {
    let ok = match case.result {
        CaseResult::Passed | CaseResult::Skipped => "ok",
        CaseResult::Error | CaseResult::Failed => "not ok",
    };
    let what = escaped(&format!("{}: {}", suite.title(), case.title()));
    let skipped = match case.result {
        CaseResult::Skipped => format!(" # SKIP {}", escaped(&case.reason())),
        _ => String::new(),
    };
    format!("{ok} {number} - {what}{skipped}")
}

/// What there is to say of it, as YAML of a kind that every reader of TAP knows: one scalar a line.
fn diagnostics(case: &Case) -> Vec<String> {
    let mut lines = vec!["  ---".to_owned()];
    let mut say = |key: &str, value: &str| lines.push(format!("  {key}: {}", quoted(value)));
    say("message", &case.reason());
    say("severity", severity(case));
    if let Some(line) = case.decisive() {
        if let Some(fix) = line.cure() {
            say("fix", &fix);
        }
        if let Some(word) = line.result_type {
            say("result_type", word);
        }
    }
    say("check", &bounded(&case.sentence, 500));
    if case.exit_code != 0 {
        lines.push(format!("  exit_code: {}", case.exit_code));
    }
    let decisive = case.decisive();
    let others = case
        .told()
        .filter(|line| decisive.is_none_or(|it| !std::ptr::eq(it, *line)));
    let others: Vec<String> = others.flat_map(other).collect();
    if !others.is_empty() {
        lines.push("  also:".to_owned());
        lines.extend(others);
    }
    if case.untold() > 0 {
        lines.push(format!("  more: {}", case.untold()));
    }
    lines.push("  ...".to_owned());
    lines
}

/// What is said beside what decided. An item is a map: one that were a string with a colon in it, Perl's reader would take for one.
fn other(line: &CaseLine) -> Vec<String> {
    let mut lines = vec![
        format!("    - status: {}", quoted(line.status.id())),
        format!("      reason: {}", quoted(&line.said())),
    ];
    lines.extend(
        line.cure()
            .map(|fix| format!("      fix: {}", quoted(&fix))),
    );
    lines
}

fn severity(case: &Case) -> &'static str {
    match case.result {
        CaseResult::Failed => "fail",
        CaseResult::Error => "error",
        CaseResult::Skipped => "skipped",
        CaseResult::Passed if case.warns() => "warn",
        CaseResult::Passed => "note",
    }
}

/// Where it stands outside YAML: a number sign would begin a directive.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('#', "\\#")
}

/// In YAML: in single quotes nothing has a meaning of its own but they themselves.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::Status;

    fn suite(cases: Vec<Case>) -> Suite {
        Suite {
            target: "a.test".to_owned(),
            endpoint: Some("mx.a.test[192.0.2.1]:25".to_owned()),
            by: None,
            took_ms: 1.0,
            cases,
        }
    }

    fn case(result: CaseResult, lines: &[(Status, &str)]) -> Case {
        let lines = lines.iter().map(|(status, reason)| CaseLine {
            status: *status,
            reason: (*reason).to_owned(),
            fix: (*status == Status::Fail).then(|| "mend it".to_owned()),
            result_type: None,
        });
        Case {
            id: "names".to_owned(),
            sentence: "the host's name".to_owned(),
            result,
            lines: lines.collect(),
            exit_code: if result == CaseResult::Failed { 41 } else { 0 },
        }
    }

    #[test]
    fn each_result_has_its_mark() {
        let text = of_suites(&[suite(vec![
            case(CaseResult::Passed, &[(Status::Pass, "fine")]),
            case(CaseResult::Passed, &[(Status::Warn, "it's old")]),
            case(CaseResult::Skipped, &[(Status::NotTested, "not seen")]),
            case(CaseResult::Error, &[(Status::NotTested, "421")]),
            case(
                CaseResult::Failed,
                &[(Status::Pass, "one"), (Status::Fail, "other")],
            ),
        ])]);
        let name = "a.test mx.a.test[192.0.2.1]:25: names";
        assert_eq!(
            text,
            [
                "TAP version 13",
                "1..5",
                &format!("ok 1 - {name}"),
                &format!("ok 2 - {name}"),
                "  ---",
                "  message: 'it''s old'",
                "  severity: 'warn'",
                "  check: 'the host''s name'",
                "  ...",
                &format!("ok 3 - {name} # SKIP not seen"),
                &format!("not ok 4 - {name}"),
                "  ---",
                "  message: '421'",
                "  severity: 'error'",
                "  check: 'the host''s name'",
                "  ...",
                &format!("not ok 5 - {name}"),
                "  ---",
                "  message: 'other'",
                "  severity: 'fail'",
                "  fix: 'mend it'",
                "  check: 'the host''s name'",
                "  exit_code: 41",
                "  also:",
                "    - status: 'pass'",
                "      reason: 'one'",
                "  ...",
            ]
        );
    }

    #[test]
    fn nothing_that_was_said_is_taken_for_a_mark() {
        let hostile = "x\n1..1\nnot ok 9 # TO\u{44}O \\# SKIP\r\n  ...\nBail out!\u{85}\u{2028}'";
        let mut bad = case(CaseResult::Failed, &[(Status::Fail, hostile)]);
        bad.id = hostile.to_owned();
        let skipped = Case {
            result: CaseResult::Skipped,
            ..bad.clone()
        };
        let mut suite = suite(vec![bad, skipped]);
        suite.target = hostile.to_owned();
        let lines = of_suites(&[suite]);
        assert_eq!(lines.len(), 2 + 1 + 7 + 1, "{lines:#?}");
        for line in &lines {
            assert!(line.bytes().all(|it| (b' '..=b'~').contains(&it)), "{line}");
            let directives = line.replace("\\\\", "").replace("\\#", "");
            let most = usize::from(line.starts_with("ok 2"));
            let quoted = line.starts_with("  ");
            assert!(quoted || directives.matches('#').count() == most, "{line}");
        }
        assert_eq!(
            of_suites(&[]),
            ["TAP version 13", "1..0 # SKIP nothing was tested"]
        );
    }
}
