//! The cases of an audit.

use super::{Case, CaseLine, CaseResult, Suite, of_verdicts};
use crate::exit::ExitCode;
use crate::judge::Status;
use crate::report::Dossier;
use crate::report::audit::{AuditReport, AuditedReport};

pub(super) fn of_audit(dossier: &Dossier, report: &AuditReport) -> Vec<Suite> {
    let suites = report.endpoints.iter().map(|endpoint| Suite {
        by: Some("audit"),
        took_ms: endpoint.effort.duration_ms,
        cases: of_audited(endpoint),
        ..Suite::new(dossier, Some(endpoint.peer.to_string()))
    });
    suites.collect()
}

/// The cases of an audit: how the ordinary session went, and each line of the profile. A weakness decides nothing by itself and
/// stands in the reports of the audit.
fn of_audited(endpoint: &AuditedReport) -> Vec<Case> {
    let mut cases = of_verdicts(&endpoint.session, endpoint.counts);
    let profile = &endpoint.profile;
    cases.extend(profile.lines.iter().map(|line| {
        let (result, status, reason) = match (&line.not_tested, line.grade) {
            (Some(why), _) => (CaseResult::Skipped, Status::NotTested, why.words.clone()),
            (None, grade) => {
                let grade = grade.unwrap_or_default();
                let by = format!("{}: {grade} by {}", line.what, line.clause);
                match (line.fails, line.is_bad) {
                    (true, _) => (CaseResult::Failed, Status::Fail, by),
                    (false, true) => (CaseResult::Passed, Status::Warn, by),
                    (false, false) => (CaseResult::Passed, Status::Pass, by),
                }
            }
        };
        let result = match (result, line.is_undecided, endpoint.counts) {
            (CaseResult::Failed, _, false) => CaseResult::Skipped,
            (CaseResult::Skipped, true, true) => CaseResult::Error,
            (result, ..) => result,
        };
        Case {
            id: line.case.clone(),
            sentence: format!("profile {}: {}", profile.name, line.clause),
            result,
            lines: vec![CaseLine {
                status,
                reason,
                fix: None,
                result_type: None,
            }],
            exit_code: match result {
                CaseResult::Failed => ExitCode::Check.number(),
                CaseResult::Error => ExitCode::NotNow.number(),
                CaseResult::Passed | CaseResult::Skipped => 0,
            },
        }
    }));
    cases
}
