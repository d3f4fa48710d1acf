//! One expectation held against a report, and the first row of it in a line.

use crate::expect::{Expectation, held, one};
use crate::report::audit::AuditReport;
use crate::report::{ExpectationReport, Report};

/// The rows of one expectation, as it would be typed.
pub(super) fn rows(
    typed: &str,
    probe: Option<&Report>,
    audit: Option<&AuditReport>,
) -> Vec<ExpectationReport> {
    let expectation: Expectation = one(typed).unwrap_or_else(|error| panic!("{typed}: {error}"));
    held(&[expectation], probe, audit)
}

/// The first row on one endpoint, or on the domain, as `outcome exit reason`; and what is to be done.
pub(super) fn told(rows: &[ExpectationReport]) -> (String, String) {
    let row = rows.first().expect("a row");
    let told = format!("{} {} {}", row.outcome.id(), row.exit_code, row.reason);
    (told, row.fix.clone().unwrap_or_default())
}
