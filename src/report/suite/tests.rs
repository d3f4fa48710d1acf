//! What becomes of verdicts as cases.

use super::*;

fn verdict(level: Status, exit_code: Option<u8>) -> VerdictReport {
    VerdictReport {
        check: "validity",
        status: level.id(),
        level,
        reason: format!("it is {}", level.id()),
        fix: None,
        result_type: None,
        failure_reason_code: None,
        exit_code,
    }
}

#[test]
fn a_case_is_as_bad_as_the_worst_that_counts() {
    use CaseResult::{Error, Failed, Passed, Skipped};
    use Status::{Fail, NotTested, Note, Pass, Warn};
    for (verdicts, counts, result, reason) in [
        (&[(Pass, None)][..], true, Passed, "it is pass"),
        (&[(Pass, None), (Note, None)], true, Passed, "it is note"),
        (&[(Pass, None), (Warn, None)], true, Passed, "it is warn"),
        (&[(NotTested, None)], true, Skipped, "it is not-tested"),
        (
            &[(NotTested, None), (Pass, None)],
            true,
            Passed,
            "it is not-tested",
        ),
        (
            &[(Pass, None), (NotTested, Some(45))],
            true,
            Error,
            "it is not-tested",
        ),
        (&[(Pass, None), (Fail, Some(45))], true, Error, "it is fail"),
        (
            &[(Pass, None), (Fail, Some(41))],
            true,
            Failed,
            "it is fail",
        ),
        (&[(Fail, None)], true, Failed, "it is fail"),
        (&[(Warn, Some(44))], true, Failed, "it is warn"),
        (
            &[(Fail, Some(45)), (Fail, Some(41))],
            true,
            Failed,
            "it is fail",
        ),
        // What does not count is neither passed nor failed.
        (&[(Fail, Some(41))], false, Skipped, "it is fail"),
        (
            &[(Pass, None), (Fail, Some(41))],
            false,
            Skipped,
            "it is fail",
        ),
        (&[(Pass, None), (Fail, None)], false, Skipped, "it is fail"),
        (&[(NotTested, Some(45))], false, Skipped, "it is not-tested"),
        (&[(Pass, None)], false, Passed, "it is pass"),
    ] {
        let given: Vec<VerdictReport> = verdicts
            .iter()
            .map(|(level, code)| verdict(*level, *code))
            .collect();
        let cases = of_verdicts(&given, counts);
        let [case] = cases.as_slice() else {
            panic!("{verdicts:?}: {cases:?}");
        };
        assert_eq!(case.result, result, "{verdicts:?}");
        let decisive = case.decisive().map(|line| line.reason.as_str());
        assert_eq!(decisive, Some(reason), "{verdicts:?}");
        let failed = matches!(result, Failed | Error);
        assert!(failed || case.exit_code == 0, "{verdicts:?}: {case:?}");
        assert_eq!(case.lines.len(), verdicts.len());
    }
}

#[test]
fn what_an_audit_left_open_is_no_error_where_the_run_ends_well() {
    let mut dossier = Dossier::of_audit(crate::report::audit::tests::report(
        &crate::judge::audit::tests::server::Server::good(),
        "mx",
        crate::report::audit::AuditDetail::default(),
    ));
    let [endpoint] = dossier.audit.as_mut().unwrap().endpoints.as_mut_slice() else {
        panic!("one endpoint");
    };
    endpoint.session.push(verdict(Status::NotTested, Some(45)));
    for (code, errors) in [(0, 0), (45, 1)] {
        dossier.conclusion.exit_code = code;
        let suites = suites(&dossier);
        let count = |result| suites.iter().map(|it| it.count(result)).sum::<usize>();
        assert_eq!(count(CaseResult::Error), errors, "{code}: {suites:#?}");
        assert_eq!(count(CaseResult::Failed), 0, "{code}");
    }
}
