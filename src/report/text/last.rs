//! The last line.

use crate::quote;
use crate::report::Report;
use crate::report::style::{Ink, Style};

/// The last line.
pub fn last(report: &Report, style: Style) -> String {
    exit_line(
        report.conclusion.exit_code,
        &report.conclusion.sentence,
        style,
    )
}

/// The last line of all, where there are several targets.
pub fn last_of_all(code: u8, failed: &[String], targets: usize, style: Style) -> String {
    let sentence = match failed {
        [] => format!("nothing that was demanded failed at any of {targets} targets"),
        some => format!(
            "{} of {targets} targets failed: {}",
            some.len(),
            some.join(", ")
        ),
    };
    exit_line(code, &sentence, style)
}

pub(in crate::report) fn exit_line(code: u8, sentence: &str, style: Style) -> String {
    let ink = if code == 0 { Ink::Good } else { Ink::Bad };
    let head = style.paint(&format!("exit {code}:"), ink);
    format!("{head} {}", quote::text(sentence))
}
