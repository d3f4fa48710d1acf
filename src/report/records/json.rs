//! The records as JSON: every fact that the text shows, one document per target, in ASCII.

use super::RecordsReport;
use crate::report::json::ascii;

/// The report as one document over several lines.
///
/// # Errors
/// Where the report cannot be serialised, which would be a fault of smtls.
pub fn pretty(report: &RecordsReport) -> serde_json::Result<String> {
    serde_json::to_string_pretty(report).map(|json| ascii(&json))
}

/// The report on one line (JSON Lines).
///
/// # Errors
/// As for [`pretty`].
pub fn line(report: &RecordsReport) -> serde_json::Result<String> {
    serde_json::to_string(report).map(|json| ascii(&json))
}
