//! JSON: every fact that the text shows, numbers as numbers, one document per target.

use super::Report;

/// The report as one document over several lines.
///
/// # Errors
/// Where the report cannot be serialised, which would be a fault of smtls.
pub fn pretty(report: &Report) -> serde_json::Result<String> {
    serde_json::to_string_pretty(report)
}

/// The report on one line (JSON Lines).
///
/// # Errors
/// As for [`pretty`].
pub fn line(report: &Report) -> serde_json::Result<String> {
    serde_json::to_string(report)
}
