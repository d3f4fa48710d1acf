//! One labelled fact of an endpoint's block.

use super::wrap::Line;
use crate::quote;

/// The column in which facts begin.
const FACTS: usize = 16;

/// One labelled fact; what the peer said is escaped here, once, for all of them.
pub(in crate::report) fn fact(label: &str, value: &str) -> Vec<Line> {
    let head = format!("  {label:<width$}", width = FACTS - 2);
    vec![Line::new(head, FACTS, quote::text(value))]
}
