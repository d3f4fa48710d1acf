//! The lines after the first: what is wrong first, then everything else that was looked at.

use super::trouble::{Trouble, id, place};
use super::words;
use crate::exit::State;
use crate::judge::Status;
use crate::report::Ended;
use crate::report::suite::{Case, CaseResult, suites};

/// How long a line may be, in octets.
const LINE: usize = 1_000;
/// What the last line takes, where others were left out.
const MARK: usize = 60;

/// The lines, as many as there is room for, in octets.
pub(super) fn lines(
    ended: &Ended<'_>,
    troubles: &[Trouble],
    unmeasured: usize,
    room: usize,
) -> Vec<String> {
    let mut all = Vec::new();
    for state in [State::Critical, State::Unknown, State::Warning] {
        for trouble in troubles.iter().filter(|trouble| trouble.state == state) {
            all.extend(of_trouble(trouble));
        }
    }
    if unmeasured > 0 {
        all.push(format!("{unmeasured} more perfdata are left out"));
    }
    for result in [CaseResult::Passed, CaseResult::Skipped] {
        for dossier in ended.dossiers {
            for suite in suites(dossier) {
                let place = place(&suite, ended);
                let cases = suite.cases.iter().filter(|case| case.result == result);
                // What passed with a warning is told above.
                let cases = cases.filter(|case| !is_told(case, &place, troubles));
                all.extend(cases.map(|case| of_case(case, &place)));
            }
        }
    }
    fitting(all, room)
}

fn of_trouble(trouble: &Trouble) -> Vec<String> {
    let state = trouble.state.word();
    let line = format!("{state} {} {}: ", trouble.place, trouble.id);
    let mut lines = vec![words(&format!("{line}{}", trouble.reason), LINE)];
    if let Some(fix) = &trouble.fix {
        lines.push(words(&format!("  fix: {fix}"), LINE));
    }
    lines
}

fn is_told(case: &Case, place: &str, troubles: &[Trouble]) -> bool {
    let mut troubles = troubles.iter();
    case.warns() && troubles.any(|trouble| trouble.id == id(case) && trouble.place == place)
}

fn of_case(case: &Case, place: &str) -> String {
    let line = case.decisive();
    let reason = line.map_or(case.sentence.as_str(), |line| line.reason.as_str());
    let is_untested = line.is_some_and(|line| line.status == Status::NotTested);
    let head = match (case.result, is_untested) {
        (CaseResult::Passed, _) => "OK",
        (_, true) => "not tested:",
        (_, false) => "does not count:",
    };
    words(&format!("{head} {place} {}: {reason}", id(case)), LINE)
}

/// As many lines from the first on as there is room for, and a last one that tells how many are left out.
fn fitting(all: Vec<String>, room: usize) -> Vec<String> {
    let length = |line: &String| line.len() + 1;
    if all.iter().map(length).sum::<usize>() <= room {
        return all;
    }
    let mut left = room.saturating_sub(MARK);
    let count = all.len();
    let mut kept = Vec::new();
    for line in all {
        let Some(rest) = left.checked_sub(length(&line)) else {
            break;
        };
        left = rest;
        kept.push(line);
    }
    kept.push(format!("({} lines more are left out)", count - kept.len()));
    kept
}
