//! How the server stands by the profile: a table, and never one letter.

use super::block::{heading, in_words};
use crate::quote;
use crate::report::audit::profile::{ProfileLineReport, ProfileReport};
use crate::report::style::{Ink, Style};
use crate::report::text::Line;

/// The room for the grade.
const GRADE: usize = 12;
/// The column in which the graded things begin.
const THINGS: usize = 22;

/// The profile's table: what fails first, what is good last.
pub(super) fn profile(profile: &ProfileReport, style: Style) -> Vec<Line> {
    let summary = match (profile.failed, profile.untested) {
        (0, 0) => "every MUST is kept".to_owned(),
        (0, open) => format!("no MUST is failed, but {open} could not be tested"),
        (1, 0) => "1 MUST failed".to_owned(),
        (failed, 0) => format!("{failed} MUSTs failed"),
        (failed, open) => format!("{failed} of the MUSTs failed, {open} not tested"),
    };
    let title = format!("profile {}: {summary}", quote::text(&profile.name));
    let mut lines = heading(&title, style);
    lines.push(Line::new("  ".to_owned(), 2, in_words(&profile.title)));
    let mut sorted: Vec<&ProfileLineReport> = profile.lines.iter().collect();
    sorted.sort_by_key(|line| weight(line));
    lines.extend(sorted.into_iter().map(|line| row(line, style)));
    lines
}

/// Where a line stands: the lower the number, the earlier.
fn weight(line: &ProfileLineReport) -> u8 {
    match (line.fails, line.must, line.grade) {
        (true, ..) => 0,
        (false, true, None) => 1,
        (_, _, Some("insufficient")) => 2,
        (_, _, Some("phase-out")) => 3,
        (_, _, None) => 4,
        (_, _, Some("sufficient")) => 5,
        (_, _, Some(_)) => 6,
    }
}

fn row(line: &ProfileLineReport, style: Style) -> Line {
    let (word, ink) = match line.grade {
        Some("insufficient") => ("insufficient", Ink::Bad),
        Some("phase-out") => ("phase-out", Ink::Notable),
        Some(other) => (other, Ink::Good),
        None => ("not tested", Ink::Notable),
    };
    let must = match (line.fails, line.must) {
        (true, _) => "FAIL",
        (false, true) => "MUST",
        (false, false) => "    ",
    };
    // Blanks outside of the colour, so that the columns stay.
    let blanks = " ".repeat(GRADE.saturating_sub(word.len()));
    let head = format!("  {}{blanks}  {must}  ", style.paint(word, ink));
    let why = match &line.not_tested {
        Some(why) => format!("; {}", why.words),
        None => String::new(),
    };
    let text = format!("{}{why} [{}]", line.what, line.clause);
    Line::new(head, THINGS, in_words(&text))
}
