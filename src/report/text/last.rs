//! The end of the report: what is to be said of the target as a whole, and the last line.

use super::block::one;
use crate::quote;
use crate::report::Report;
use crate::report::style::{Ink, Style};

/// The verdicts on the target as a whole that are worth a line.
pub fn findings(report: &Report, style: Style) -> Vec<String> {
    let worth = report
        .verdicts
        .iter()
        .filter(|verdict| verdict.status != "pass");
    worth.flat_map(|verdict| one(verdict, style)).collect()
}

/// The last line.
pub fn last(report: &Report, style: Style) -> String {
    let conclusion = &report.conclusion;
    let ink = if conclusion.exit_code == 0 {
        Ink::Good
    } else {
        Ink::Bad
    };
    let head = style.paint(&format!("exit {}:", conclusion.exit_code), ink);
    format!("{head} {}", quote::text(&conclusion.sentence))
}
