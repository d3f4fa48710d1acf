//! Answers with labels: a row each, or all that are yes, that are no and that are not known in one line each.

use crate::quote;
use crate::report::audit::input::AuditDetail;
use crate::report::text::{Line, fact};

/// The room for a label.
const LABELS: usize = 32;
/// Why an answer is not known, in front.
const NOT_TESTED: &str = "not tested";

/// Answers with labels, in order.
#[derive(Default)]
pub(super) struct Rows {
    rows: Vec<(&'static str, String)>,
}

impl Rows {
    /// Adds an answer in words.
    pub(super) fn add(&mut self, label: &'static str, words: String) {
        self.rows.push((label, words));
    }

    /// The lines.
    pub(super) fn lines(&self, detail: AuditDetail) -> Vec<Line> {
        if detail.verbose {
            let rows = self.rows.iter();
            return rows.map(|(label, words)| row(label, words)).collect();
        }
        let mut gathered: Vec<(&str, Vec<&str>)> = Vec::new();
        let mut others = Vec::new();
        for (label, words) in &self.rows {
            let answer = match words.as_str() {
                "nothing" | "none" => "no",
                words => words,
            };
            if !matches!(answer, "yes" | "no") && !answer.starts_with(NOT_TESTED) {
                others.push(row(label, words));
                continue;
            }
            match gathered.iter_mut().find(|(other, _)| *other == answer) {
                Some((_, labels)) => labels.push(label),
                None => gathered.push((answer, vec![label])),
            }
        }
        // What is not known comes last.
        gathered.sort_by_key(|(answer, _)| match *answer {
            "yes" => 0,
            "no" => 1,
            _ => 2,
        });
        let lines = gathered.into_iter().flat_map(|(answer, labels)| {
            let labels = labels.join(", ");
            match answer.strip_prefix("not tested: ") {
                Some(why) => fact(NOT_TESTED, &format!("{labels}: {why}")),
                None => fact(answer, &labels),
            }
        });
        lines.chain(others).collect()
    }
}

/// An answer with its label.
fn row(label: &str, words: &str) -> Line {
    let head = format!("  {label:<LABELS$}");
    Line::new(head, LABELS + 2, quote::text(words))
}
