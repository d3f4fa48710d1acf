//! What was handed in, to whom, and how.

use super::fact::fact;
use super::wrap::Line;
use crate::report::transaction::TransactionReport;

/// The line on it.
pub(super) fn transaction(told: &TransactionReport) -> Vec<Line> {
    fact("mail", &told.in_words())
}
