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
    lines.extend(rows(&sorted).iter().map(|row| row.line(style)));
    lines
}

/// Whether the server can neither break nor keep it.
fn is_beside(line: &ProfileLineReport) -> bool {
    let why = line.not_tested.as_ref();
    why.is_some_and(|why| why.reason == "not-applicable")
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

/// A row of the table: all names of one kind that are graded alike by one clause and at the same versions.
struct Row<'a> {
    first: &'a ProfileLineReport,
    /// What the names are, and at which versions; nothing where the thing stands alone.
    kind: Option<(&'static str, &'a str)>,
    names: Vec<&'a str>,
}

/// The rows of the table; what is the same twice is one.
fn rows<'a>(lines: &[&'a ProfileLineReport]) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'a>> = Vec::new();
    for line in lines.iter().copied() {
        let (kind, name) = match named(line) {
            Some((noun, name, versions)) => (Some((noun, versions)), name),
            None => (None, line.what.as_str()),
        };
        let same = rows.iter_mut().find(|row| {
            row.kind == kind
                && alike(row.first, line)
                && (kind.is_some() || row.names.contains(&name))
        });
        match same {
            Some(row) if row.names.contains(&name) => {}
            Some(row) => row.names.push(name),
            None => rows.push(Row {
                first: line,
                kind,
                names: vec![name],
            }),
        }
    }
    rows
}

/// Whether two lines say the same of different things.
fn alike(one: &ProfileLineReport, other: &ProfileLineReport) -> bool {
    let why = |line: &ProfileLineReport| line.not_tested.as_ref().map(|why| why.words.clone());
    one.grade == other.grade
        && one.must == other.must
        && one.fails == other.fails
        && one.clause == other.clause
        && why(one) == why(other)
}

/// A thing that has a name and is met at versions, as `TLS_AES_128_GCM_SHA256 at TLS 1.3`: its kind, name and versions.
fn named(line: &ProfileLineReport) -> Option<(&'static str, &str, &str)> {
    let noun = match line.topic {
        "ciphersuites" => "suites",
        "tls_curves" => "groups",
        "key_exchange_hash" => "signatures",
        _ => return None,
    };
    let (name, versions) = line.what.rsplit_once(" at ")?;
    // Else it is what a rule is about, in words.
    let is_name = match name.split_once(' ') {
        None => true,
        Some((_, rest)) => rest.starts_with('('),
    };
    is_name.then_some((noun, name, versions))
}

impl Row<'_> {
    fn line(&self, style: Style) -> Line {
        let line = self.first;
        let (word, ink) = match line.grade {
            Some("insufficient") => ("insufficient", Ink::Bad),
            Some("phase-out") => ("phase-out", Ink::Notable),
            Some(other) => (other, Ink::Good),
            None if is_beside(line) => ("not judged", Ink::Heading),
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
        let what = match (self.kind, self.names.as_slice()) {
            (Some((noun, versions)), [_, _, ..]) => format!(
                "{} {noun} at {versions}: {}",
                self.names.len(),
                self.names.join(", ")
            ),
            _ => line.what.clone(),
        };
        let text = format!("{what}{why} [{}]", line.clause);
        Line::new(head, THINGS, in_words(&text))
    }
}
