//! How the server stands by the profile: a table, and never one letter.

use super::block::{heading, in_words};
use crate::quote;
use crate::report::audit::input::AuditDetail;
use crate::report::audit::profile::{ProfileLineReport, ProfileReport};
use crate::report::style::{Ink, Style};
use crate::report::text::Line;
use std::collections::BTreeSet;

/// The room for the grade.
const GRADE: usize = 12;
/// The column in which the graded things begin.
const THINGS: usize = 22;
/// So many names of one kind are shown where they fail a MUST and not everything is to be named,
const SHOWN_FAILING: usize = 6;
/// and so many else.
const SHOWN: usize = 2;

/// The profile's table: what fails first. What is as it should be is only counted, unless everything is to be named.
pub(super) fn profile(profile: &ProfileReport, style: Style, detail: AuditDetail) -> Vec<Line> {
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
    if detail.verbose {
        lines.extend(
            rows(&sorted, detail)
                .iter()
                .map(|row| row.line(style, detail)),
        );
        return lines;
    }
    let is_well = |line: &&ProfileLineReport| matches!(line.grade, Some("sufficient" | "good"));
    let (well, told): (Vec<_>, Vec<_>) = sorted.into_iter().partition(is_well);
    lines.extend(
        rows(&told, detail)
            .iter()
            .map(|row| row.line(style, detail)),
    );
    lines.extend(counted(&well, style));
    lines
}

/// Whether the server can neither break nor keep it.
fn is_beside(line: &ProfileLineReport) -> bool {
    let why = line.not_tested.as_ref();
    why.is_some_and(|why| why.reason == "not-applicable")
}

/// How many things are sufficient, and how many good.
fn counted(well: &[&ProfileLineReport], style: Style) -> Vec<Line> {
    let mut counts = Vec::new();
    for grade in ["sufficient", "good"] {
        let of_it = well.iter().filter(|line| line.grade == Some(grade));
        let things: BTreeSet<&str> = of_it.map(|line| line.what.as_str()).collect();
        let plural = if things.len() == 1 { "" } else { "s" };
        if !things.is_empty() {
            counts.push((grade, format!("{} thing{plural}", things.len())));
        }
    }
    if let Some((_, words)) = counts.last_mut() {
        words.push_str(" (--verbose names all)");
    }
    let lines = counts.into_iter().map(|(grade, words)| {
        let blanks = " ".repeat((THINGS - 2).saturating_sub(grade.len()));
        let head = format!("  {}{blanks}", style.paint(grade, Ink::Good));
        Line::new(head, THINGS, words)
    });
    lines.collect()
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

/// A row of the table: all names of one kind that are graded alike by one clause. Where everything is to be named, those at the
/// same versions; else all, and with them what has no name of its own.
struct Row<'a> {
    first: &'a ProfileLineReport,
    /// What the names are; nothing where things are told in words.
    noun: Option<&'static str>,
    versions: Vec<&'a str>,
    names: Vec<&'a str>,
    clauses: Vec<&'a str>,
}

/// The rows of the table; what is the same twice is one.
fn rows<'a>(lines: &[&'a ProfileLineReport], detail: AuditDetail) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'a>> = Vec::new();
    for line in lines.iter().copied() {
        let (noun, name, versions) = match named(line) {
            Some((noun, name, versions)) => (Some(noun), name, split(versions)),
            None => (None, line.what.as_str(), Vec::new()),
        };
        let same = rows.iter_mut().find(|row| {
            let fits = match detail.verbose {
                true => row.versions == versions && (noun.is_some() || row.names.contains(&name)),
                false => true,
            };
            let same_clause = row.first.clause == line.clause;
            // What could not be tested for one reason is one row, whatever it was about.
            let lack_the_same = line.not_tested.is_some() && !detail.verbose;
            fits && row.noun == noun && (same_clause || lack_the_same) && alike(row.first, line)
        });
        match same {
            Some(row) => {
                add(&mut row.names, [name]);
                add(&mut row.versions, versions);
                add(&mut row.clauses, [line.clause.as_str()]);
            }
            None => rows.push(Row {
                first: line,
                noun,
                versions,
                names: vec![name],
                clauses: vec![&line.clause],
            }),
        }
    }
    rows
}

/// Adds what is not there yet.
fn add<'a>(list: &mut Vec<&'a str>, more: impl IntoIterator<Item = &'a str>) {
    for word in more {
        if !list.contains(&word) {
            list.push(word);
        }
    }
}

/// Versions in words, as `TLS 1.2, TLS 1.1 and TLS 1.0`, one by one.
fn split(versions: &str) -> Vec<&str> {
    versions
        .split(", ")
        .flat_map(|some| some.split(" and "))
        .collect()
}

/// Whether two lines grade alike, for whatever clause.
fn alike(one: &ProfileLineReport, other: &ProfileLineReport) -> bool {
    let why = |line: &ProfileLineReport| line.not_tested.as_ref().map(|why| why.words.clone());
    one.grade == other.grade
        && one.must == other.must
        && one.fails == other.fails
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
    fn line(&self, style: Style, detail: AuditDetail) -> Line {
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
            Some(why) => format!(": {}", why.words),
            None => String::new(),
        };
        let clauses = self.clauses.join(", ");
        let text = format!("{}{why} [{clauses}]", self.what(detail));
        Line::new(head, THINGS, in_words(&text))
    }

    fn what(&self, detail: AuditDetail) -> String {
        let most = match (detail.verbose, self.first.fails) {
            (true, _) => usize::MAX,
            (false, true) => SHOWN_FAILING,
            (false, false) => SHOWN,
        };
        match (self.noun, self.names.as_slice()) {
            (Some(noun), names @ [_, _, ..]) => format!(
                "{} {noun} at {}: {}",
                names.len(),
                listed(&self.versions),
                shortened(names, most)
            ),
            (Some(_), [name]) => format!("{name} at {}", listed(&self.versions)),
            (_, things) => things.join("; "),
        }
    }
}

/// `TLS 1.2, TLS 1.1 and TLS 1.0`.
fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// The first names, and how many more there are; two are no more to read than "2 more".
fn shortened(names: &[&str], most: usize) -> String {
    match names.split_at_checked(most) {
        Some((first, rest @ [_, _, ..])) => format!("{} and {} more", first.join(", "), rest.len()),
        _ => names.join(", "),
    }
}
