//! Expectations held against what real probes report.

use super::support::{rows, told};
use crate::expect::{exit, held, one};
use crate::report::{ExpectationOutcome, Report};
use crate::run::report_on;

mod certificates;
mod outcomes;
mod policies;
mod sessions;

/// Rows of expectation, outcome with exit code and words of the reason, and words of the fix.
fn check(report: &Report, table: &[(&str, &str, &str)]) {
    for (typed, wanted, fix) in table {
        let (seen, advice) = told(&rows(typed, Some(report), None));
        assert!(seen.contains(wanted), "{typed}: {seen}");
        assert!(advice.contains(fix), "{typed}: {seen}: {advice}");
        let is_unmet = seen.starts_with("unmet");
        assert!(
            is_unmet || !seen.starts_with("met") || advice.is_empty(),
            "{typed}: {advice}"
        );
    }
}
