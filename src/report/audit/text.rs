//! The audit as text: what is bad first, then what to change, then the lists.

use super::run::{AuditReport, AuditedReport};
use crate::report::style::Style;

/// The block of one server.
pub fn text(endpoint: &AuditedReport, style: Style) -> Vec<String> {
    let _ = style;
    vec![endpoint.peer.clone()]
}

/// The last line.
pub fn last(report: &AuditReport, style: Style) -> String {
    crate::report::text::exit_line(report.exit_code, &report.sentence, style)
}
