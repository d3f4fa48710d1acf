//! What was expected by `--require`, and whether it is so.

use super::folded;
use crate::quote;
use crate::report::style::{Ink, Style};
use crate::report::{ExpectationOutcome, ExpectationReport};

/// How wide the words are that the lines begin with.
const WORD: usize = 10;

/// A line for each expectation at each endpoint, and what to do about it.
pub fn expected(rows: &[ExpectationReport], style: Style) -> Vec<String> {
    let mut lines = Vec::new();
    for row in rows {
        let (word, ink) = match row.outcome {
            ExpectationOutcome::Met => ("expected", Ink::Good),
            ExpectationOutcome::Unmet => ("unmet", Ink::Bad),
            ExpectationOutcome::NotTested => ("not tested", Ink::Notable),
        };
        let whose = match &row.endpoint {
            Some(endpoint) => format!("{endpoint}: "),
            None => String::new(),
        };
        let told = format!("{}  {whose}{}", row.asked(), row.reason);
        let fix = row.fix.as_ref().map(|fix| format!("fix: {fix}"));
        let texts = [Some(told), fix];
        for (index, text) in texts.into_iter().flatten().enumerate() {
            let head = match index {
                0 => style.paint(&format!("{word:<WORD$}"), ink),
                _ => " ".repeat(WORD),
            };
            let room = style.width().saturating_sub(WORD + 4);
            for (index, line) in folded(&quote::text(&text), room).iter().enumerate() {
                let head = match index {
                    0 => head.clone(),
                    _ => " ".repeat(WORD),
                };
                lines.push(format!("  {head}  {}", line.trim_start()));
            }
        }
    }
    lines
}
