//! The checks: those that failed or warned with what to do, and all of them in tables.

use super::super::grid::Mood;
use super::super::shortened::ROWS;
use super::super::words;
use super::document::mark;
use super::escape::{code, prose};
use super::table::table;
use crate::judge::Status;
use crate::report::suite::{Case, CaseResult, Suite};

/// What failed, and what is worth repairing; the worst first.
pub(super) fn notable(suites: &[&Suite]) -> Vec<String> {
    let mut cases: Vec<(&Suite, &Case)> = Vec::new();
    for suite in suites {
        let found = suite.cases.iter().filter(|case| words::is_notable(case));
        cases.extend(found.map(|case| (*suite, case)));
    }
    cases.sort_by_key(|(_, case)| std::cmp::Reverse(case.result));
    if cases.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![
        String::new(),
        "**What failed or is worth a look**".to_owned(),
    ];
    lines.push(String::new());
    for (suite, case) in cases.iter().take(ROWS) {
        lines.extend(item(suite, case));
    }
    let more = cases.len().saturating_sub(ROWS);
    if more > 0 {
        lines.push(format!("- and {more} more"));
    }
    lines
}

fn item(suite: &Suite, case: &Case) -> Vec<String> {
    let mut lines = Vec::new();
    let place = match &suite.endpoint {
        Some(endpoint) => format!(" at {}", code(endpoint)),
        None => String::new(),
    };
    let asks = match case.exit_code {
        0 => String::new(),
        exit => format!(" (exit {exit})"),
    };
    lines.push(format!(
        "- {} **{}** {}{place}{asks}",
        mark(Mood::of_case(case)),
        words::result(case),
        code(&case.id)
    ));
    for line in case
        .lines
        .iter()
        .filter(|line| matters(case, line.status))
        .take(ROWS)
    {
        let result_type = line.result_type;
        let result_type = result_type.map_or(String::new(), |it| format!(" ({})", code(it)));
        lines.push(format!("  - {}{result_type}", prose(&line.reason)));
        if let Some(fix) = &line.fix {
            lines.push(format!("    - **fix:** {}", prose(fix)));
        }
    }
    lines
}

/// Whether a line is among those for which the case is told.
fn matters(case: &Case, status: Status) -> bool {
    match case.result {
        CaseResult::Failed => matches!(status, Status::Fail | Status::Warn),
        CaseResult::Passed => status == Status::Warn,
        CaseResult::Error | CaseResult::Skipped => true,
    }
}

/// Every check, suite by suite.
pub(super) fn all(suites: &[&Suite]) -> Vec<String> {
    let mut lines = Vec::new();
    for suite in suites {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(format!("**{}**", code(&suite.name())));
        lines.push(String::new());
        let rows = suite.cases.iter().take(ROWS.saturating_mul(3)).map(row);
        lines.extend(table(&["Check", "Result", "Why"], rows));
    }
    lines
}

fn row(case: &Case) -> Vec<String> {
    let reasons = case.lines.iter().take(ROWS);
    let reasons = reasons.map(|line| match words::before(line, case) {
        None => prose(&line.reason),
        Some(word) => format!("{word}: {}", prose(&line.reason)),
    });
    let reasons: Vec<String> = reasons.collect();
    vec![
        code(&case.id),
        format!("{} {}", mark(Mood::of_case(case)), words::result(case)),
        reasons.join("<br>"),
    ]
}
