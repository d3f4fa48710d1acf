//! The checks of a run as suites of cases, each passed, failed, broken off or left out: what JUnit, TAP, monitoring and annotations list.
//!
//! What a run comes to and what its cases say agree: some case failed or could not be tested now exactly where the exit code is
//! not 0.

mod audited;
mod run;
#[cfg(test)]
mod tests;
mod words;

use super::expectation::{ExpectationOutcome, ExpectationReport};
use super::{Dossier, EndpointReport, Report, VerdictReport};
use crate::exit::ExitCode;
use crate::judge::{Check, Status};

use audited::of_audit;
pub use run::of_run;
pub use words::{bounded, meaning};

/// What was asked of one endpoint, or of a target as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Suite {
    /// What the target is called.
    pub target: String,
    /// The endpoint, as Postfix writes it; absent where it is about the target as a whole.
    pub endpoint: Option<String>,
    /// Which command asked, where that is not the probe.
    pub by: Option<&'static str>,
    /// How long it took, in milliseconds; 0 where that was not measured.
    pub took_ms: f64,
    /// The cases, in the order in which a session meets the checks.
    pub cases: Vec<Case>,
}

/// One check, and how it came out.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// The id: that of a check, or what a profile or a file of expectations calls it.
    pub id: String,
    /// What a pass confirms.
    pub sentence: String,
    /// How it came out.
    pub result: CaseResult,
    /// Why, line by line.
    pub lines: Vec<CaseLine>,
    /// The exit code that it asks for; 0 for none.
    pub exit_code: u8,
}

/// How a case came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CaseResult {
    /// As it should be; its lines may still have warnings.
    Passed,
    /// There was no answer, and none is missed; or it does not count.
    Skipped,
    /// There was no answer, and one is missed: another run may bring it.
    Error,
    /// Wrong.
    Failed,
}

/// One reason.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseLine {
    /// How bad it is: pass, note, warn, fail or not-tested.
    pub status: Status,
    /// Why, as a sentence fragment. May quote the peer: escape before it reaches a terminal.
    pub reason: String,
    /// What to do.
    pub fix: Option<String>,
    /// What a sending server would report (RFC 8460 §4.3).
    pub result_type: Option<&'static str>,
}

/// The suites of a target: first what is about all of it, then endpoint by endpoint.
pub fn suites(dossier: &Dossier) -> Vec<Suite> {
    let mut suites = Vec::new();
    let mut whole = Suite::new(dossier, None);
    if let Some(report) = &dossier.probe {
        whole.cases.extend(of_verdicts(&report.verdicts, true));
        suites.extend(of_probe(dossier, report));
    }
    if let Some(report) = &dossier.audit {
        if dossier.probe.is_none() {
            whole.cases.extend(of_verdicts(&report.verdicts, true));
        }
        suites.extend(of_audit(dossier, report));
    }
    suites.insert(0, whole);
    if dossier
        .expectations
        .iter()
        .any(|row| row.expectation == "exit-code")
    {
        demote(&mut suites);
    }
    for row in &dossier.expectations {
        expect(&mut suites, dossier, row);
    }
    let code = dossier.conclusion.exit_code;
    if code == 0 {
        forgive(&mut suites);
    }
    let mut cases = suites.iter().flat_map(|suite| &suite.cases);
    if code != 0
        && !cases.any(|case| case.result >= CaseResult::Error)
        && let Some(whole) = suites.first_mut()
    {
        whole.cases.push(conclusion(dossier));
    }
    suites.retain(|suite| !suite.cases.is_empty());
    suites
}

/// Where it is expected how the probe ends, that decides, and not what led there.
fn demote(suites: &mut [Suite]) {
    let cases = suites.iter_mut().flat_map(|suite| &mut suite.cases);
    for case in cases.filter(|case| case.result >= CaseResult::Error) {
        case.result = CaseResult::Skipped;
        case.exit_code = 0;
    }
}

/// Where the run ends well, what is wrong all the same decides nothing at its level: it is worth repairing. So it is with what an audit
/// left open of which nothing is expected.
fn forgive(suites: &mut [Suite]) {
    let cases = suites.iter_mut().flat_map(|suite| &mut suite.cases);
    for case in cases.filter(|case| case.result >= CaseResult::Error) {
        case.result = match case.result {
            CaseResult::Error => CaseResult::Skipped,
            _ => CaseResult::Passed,
        };
        case.exit_code = 0;
        let failed = |line: &&mut CaseLine| line.status == Status::Fail;
        for line in case.lines.iter_mut().filter(failed) {
            line.status = Status::Warn;
        }
    }
}

/// Adds an expectation to the suite of its endpoint: to the case of the check that it is on, or else as a case of its own.
fn expect(suites: &mut Vec<Suite>, dossier: &Dossier, row: &ExpectationReport) {
    let (result, status) = match row.outcome {
        ExpectationOutcome::Met => (CaseResult::Passed, Status::Pass),
        ExpectationOutcome::Unmet => (CaseResult::Failed, Status::Fail),
        ExpectationOutcome::NotTested => (CaseResult::Error, Status::NotTested),
    };
    let line = CaseLine {
        status,
        reason: match row.outcome {
            ExpectationOutcome::Met => row.reason.clone(),
            _ => format!("wanted {}: {}", row.asked(), row.reason),
        },
        fix: row.fix.clone(),
        result_type: None,
    };
    let mut all = suites.iter_mut();
    let found = all.find(|suite| suite.endpoint == row.endpoint);
    let Some(suite) = found else {
        suites.push(Suite {
            cases: vec![Case::expected(row, result, line)],
            ..Suite::new(dossier, row.endpoint.clone())
        });
        return;
    };
    let is_on_a_check = Check::ALL.iter().any(|check| check.id() == row.expectation);
    let mut cases = suite.cases.iter_mut();
    match cases.find(|case| is_on_a_check && case.id == row.expectation) {
        // What the check says by itself needs no saying twice.
        Some(case) if result <= case.result => {}
        Some(case) => {
            case.result = result;
            case.exit_code = row.exit_code;
            case.lines.retain(|other| other.reason != row.reason);
            case.lines.insert(0, line);
        }
        None => suite.cases.push(Case::expected(row, result, line)),
    }
}

/// What the run as a whole ended with where no check says so: a signal, a file that could not be written.
fn conclusion(dossier: &Dossier) -> Case {
    Case {
        id: "run".to_owned(),
        sentence: "the run comes to its end".to_owned(),
        result: CaseResult::Error,
        lines: vec![CaseLine {
            status: Status::NotTested,
            reason: dossier.conclusion.sentence.clone(),
            fix: None,
            result_type: None,
        }],
        exit_code: dossier.conclusion.exit_code,
    }
}

impl Suite {
    fn new(dossier: &Dossier, endpoint: Option<String>) -> Self {
        Self {
            target: dossier.name.clone(),
            endpoint,
            by: None,
            took_ms: 0.0,
            cases: Vec::new(),
        }
    }

    /// What it is called: the target, with the endpoint and the command where there are such.
    pub fn name(&self) -> String {
        let mut name = self.target.clone();
        for part in [self.endpoint.as_deref(), self.by].into_iter().flatten() {
            name.push(' ');
            name.push_str(part);
        }
        name
    }

    /// How many cases came out so.
    pub fn count(&self, result: CaseResult) -> usize {
        let cases = self.cases.iter();
        cases.filter(|case| case.result == result).count()
    }
}

impl Case {
    /// The case of an expectation.
    fn expected(row: &ExpectationReport, result: CaseResult, line: CaseLine) -> Self {
        Self {
            id: format!("expect {}", row.expectation),
            sentence: row.asked(),
            result,
            lines: vec![line],
            exit_code: row.exit_code,
        }
    }

    /// The expectation is held here: by a case of its own, or by that of its check.
    pub fn holds(&self, row: &ExpectationReport) -> bool {
        self.id.strip_prefix("expect ").unwrap_or(&self.id) == row.expectation
    }

    /// It is an expectation of its own, and none on a check.
    pub fn is_expectation(&self) -> bool {
        self.id.starts_with("expect ")
    }

    /// The line that decided, or else the first.
    pub fn decisive(&self) -> Option<&CaseLine> {
        let worst: &[Status] = match self.result {
            // What counts for less than a failure says so by its code, not by its status: a 421 fails too.
            CaseResult::Failed | CaseResult::Error => {
                &[Status::Fail, Status::NotTested, Status::Warn]
            }
            CaseResult::Skipped => &[Status::Fail, Status::NotTested],
            CaseResult::Passed => &[Status::Warn, Status::Note],
        };
        let found = worst.iter().find_map(|status| {
            let mut lines = self.lines.iter();
            lines.find(|line| line.status == *status)
        });
        found.or(self.lines.first())
    }

    /// It passed, and nothing more than worth knowing was seen: nothing says that it is as it should be.
    pub fn only_notes(&self) -> bool {
        self.result == CaseResult::Passed
            && self.lines.iter().all(|line| line.status == Status::Note)
    }

    /// It passed, and something is worth repairing.
    pub fn warns(&self) -> bool {
        let warns = |line: &CaseLine| line.status == Status::Warn;
        self.result == CaseResult::Passed && self.lines.iter().any(warns)
    }
}

fn of_probe(dossier: &Dossier, report: &Report) -> Vec<Suite> {
    let suites = report.endpoints.iter().map(|endpoint| {
        let took = endpoint.observations.iter().map(|seen| seen.duration_ms);
        Suite {
            took_ms: took.sum(),
            cases: of_endpoint(endpoint),
            ..Suite::new(dossier, Some(endpoint.peer.to_string()))
        }
    });
    suites.collect()
}

fn of_endpoint(endpoint: &EndpointReport) -> Vec<Case> {
    of_verdicts(&endpoint.verdicts, endpoint.counts)
}

/// The cases of verdicts: one for each check, with all that was said of it.
fn of_verdicts(verdicts: &[VerdictReport], counts: bool) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for verdict in verdicts {
        let line = CaseLine {
            status: verdict.level,
            reason: verdict.reason.clone(),
            fix: verdict.fix.clone(),
            result_type: verdict.result_type,
        };
        let result = result(verdict, counts);
        let exit_code = match counts {
            true => verdict.exit_code.unwrap_or_default(),
            false => 0,
        };
        match cases.iter_mut().find(|case| case.id == verdict.check) {
            Some(case) => {
                case.result = worse(case.result, result);
                if case.exit_code == 0 {
                    case.exit_code = exit_code;
                }
                case.lines.push(line);
            }
            None => cases.push(Case {
                id: verdict.check.to_owned(),
                sentence: sentence(verdict.check),
                result,
                lines: vec![line],
                exit_code,
            }),
        }
    }
    for case in &mut cases {
        // A failure that does not count is none, and a pass beside it makes no pass of it.
        let failed = |line: &CaseLine| line.status == Status::Fail;
        if case.result == CaseResult::Passed && case.lines.iter().any(failed) {
            case.result = CaseResult::Skipped;
        }
    }
    cases
}

/// Of two results on one check: what was tested counts over what was not, unless an answer is missed.
fn worse(one: CaseResult, other: CaseResult) -> CaseResult {
    match (one, other) {
        (CaseResult::Passed, CaseResult::Skipped) | (CaseResult::Skipped, CaseResult::Passed) => {
            CaseResult::Passed
        }
        _ => one.max(other),
    }
}

fn result(verdict: &VerdictReport, counts: bool) -> CaseResult {
    let asks = verdict.exit_code.is_some();
    match (verdict.level, asks) {
        (Status::NotTested, _) if !asks || !counts => CaseResult::Skipped,
        (_, true) if !counts => CaseResult::Skipped,
        (_, true) if verdict.exit_code == Some(ExitCode::NotNow.number()) => CaseResult::Error,
        (Status::NotTested, true) => CaseResult::Error,
        (_, true) => CaseResult::Failed,
        (Status::Fail, false) if counts => CaseResult::Failed,
        (Status::Fail, false) => CaseResult::Skipped,
        (Status::Pass | Status::Note | Status::Warn | Status::NotTested, false) => {
            CaseResult::Passed
        }
    }
}

fn sentence(id: &str) -> String {
    let mut checks = Check::ALL.into_iter();
    let check = checks.find(|check| check.id() == id);
    check.map(Check::sentence).unwrap_or_default().to_owned()
}
