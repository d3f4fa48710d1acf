//! What `--require` asks of a run, held against its report: rows, the exit code, and the last sentence.

use crate::exit::ExitCode;
use crate::expect::{self, Expectation};
use crate::report::audit::AuditReport;
use crate::report::{ConclusionReport, ExpectationReport, Report};

/// Holds a probe against what is expected, and gives the code that it ends with.
pub(super) fn of_probe(
    expectations: &[Expectation],
    report: &mut Report,
    own: ExitCode,
) -> ExitCode {
    let rows = expect::held(expectations, Some(report), None);
    let exit = concluded(expectations, &rows, &mut report.conclusion, own);
    report.expectations = rows;
    exit
}

/// Holds an audit against what is expected, and gives the code that it ends with.
pub(super) fn of_audit(
    expectations: &[Expectation],
    report: &mut AuditReport,
    own: ExitCode,
) -> ExitCode {
    let rows = expect::held(expectations, None, Some(report));
    let exit = concluded(expectations, &rows, &mut report.conclusion, own);
    report.expectations = rows;
    exit
}

fn concluded(
    expectations: &[Expectation],
    rows: &[ExpectationReport],
    conclusion: &mut ConclusionReport,
    own: ExitCode,
) -> ExitCode {
    if expectations.is_empty() {
        return own;
    }
    // A signal, or a file that could not be written, stays what it is.
    let exit = match own {
        ExitCode::Interrupted | ExitCode::Terminated | ExitCode::Internal | ExitCode::Usage => own,
        _ => expect::exit(expectations, rows, Some(own.number())),
    };
    conclusion.sentence = crate::report::check::concluded(rows, conclusion, exit);
    conclusion.exit_code = exit.number();
    exit
}
