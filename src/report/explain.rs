//! What words mean, ready to be rendered.

use super::json::ascii;
use super::style::{Ink, Style};
use super::text::Line;
use crate::explain::{Explanation, Paragraph, Room};
use schemars::JsonSchema;
use serde::Serialize;

/// The version of this form; it changes when a field changes its meaning or goes away.
const SCHEMA_VERSION: u32 = 1;
/// The column in which paragraphs with a topic begin.
const TEXT: usize = 13;
/// The column in which lines begin that are to be typed: they are long, and must not be broken.
const TYPED: usize = 4;
/// How far everything below a heading is indented.
const INDENT: usize = 2;

/// What was asked for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ExplainReport {
    /// The version of this form.
    pub schema_version: u32,
    /// Always `explain`.
    #[schemars(regex(pattern = "^explain$"))]
    pub command: &'static str,
    /// Every meaning of the words that were given, in their order.
    pub explanations: Vec<ExplanationReport>,
    /// Every word, by kind; only where none was given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<RoomReport>,
}

/// One meaning of one word.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ExplanationReport {
    /// The word, as smtls prints it.
    pub word: String,
    /// What kind of word it is.
    pub kind: Room,
    /// What it is, as a fragment of a sentence.
    pub title: String,
    /// What there is to know.
    pub paragraphs: Vec<ParagraphReport>,
    /// Standards with their sections.
    pub references: Vec<String>,
}

/// One thing that is said.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ParagraphReport {
    /// What it is about: why, fail, do and so on; absent where it is about the word itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// What is said.
    pub text: String,
    /// Commands, or lines of a configuration, as they are typed.
    pub lines: Vec<String>,
}

/// The words of one kind.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RoomReport {
    /// What kind of words they are.
    pub kind: Room,
    /// The words.
    pub words: Vec<String>,
}

impl ExplainReport {
    /// What these words mean.
    pub fn new(found: &[Explanation]) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            command: "explain",
            explanations: found.iter().map(ExplanationReport::new).collect(),
            words: Vec::new(),
        }
    }

    /// Every word that there is.
    pub fn list(all: &[Explanation]) -> Self {
        let of = |room: Room| {
            let words = all.iter().filter(move |it| it.room == room);
            words.map(|it| it.word.clone()).collect()
        };
        let rooms = Room::ALL.into_iter().map(|kind| RoomReport {
            kind,
            words: of(kind),
        });
        Self {
            words: rooms.collect(),
            ..Self::new(&[])
        }
    }
}

impl ExplanationReport {
    fn new(found: &Explanation) -> Self {
        let said = |it: &Paragraph| ParagraphReport {
            topic: it.topic.clone(),
            text: it.text.clone(),
            lines: it.lines.clone(),
        };
        Self {
            word: found.word.clone(),
            kind: found.room,
            title: found.title.clone(),
            paragraphs: found.paragraphs.iter().map(said).collect(),
            references: found.references.clone(),
        }
    }
}

/// As one JSON document.
///
/// # Errors
/// Where it cannot be serialised, which would be a fault of smtls.
pub fn json(report: &ExplainReport) -> serde_json::Result<String> {
    serde_json::to_string_pretty(report).map(|json| ascii(&json))
}

/// For people.
pub fn text(report: &ExplainReport, style: Style) -> Vec<String> {
    let mut lines = Vec::new();
    for explanation in &report.explanations {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(one(explanation, style));
    }
    if !report.words.is_empty() {
        lines.extend(list(&report.words, style));
    }
    lines
}

fn one(explanation: &ExplanationReport, style: Style) -> Vec<String> {
    let word = &explanation.word;
    let kind = format!(" ({})", explanation.kind.name());
    let head = format!("{}{kind}: ", style.paint(word, Ink::Heading));
    // Words, their kinds and titles are in ASCII; colours take no room.
    let room = style.width().saturating_sub(word.len() + kind.len() + 2);
    let mut lines = match explanation.title.len() <= room {
        true => vec![format!("{head}{}", explanation.title)],
        false => {
            let mut lines = vec![head.trim_end().to_owned()];
            lines.extend(indented(INDENT, &explanation.title, style));
            lines
        }
    };
    lines.push(String::new());
    for paragraph in &explanation.paragraphs {
        lines.extend(paragraph_lines(paragraph, style));
    }
    if !explanation.references.is_empty() {
        let references: Vec<String> = explanation.references.iter().map(|it| spelt(it)).collect();
        lines.extend(with_topic("see", &references.join("; "), style));
    }
    if lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

fn paragraph_lines(paragraph: &ParagraphReport, style: Style) -> Vec<String> {
    let mut lines = match &paragraph.topic {
        Some(topic) => with_topic(shown(topic), &paragraph.text, style),
        None => indented(INDENT, &paragraph.text, style),
    };
    let typed = paragraph.lines.iter();
    lines.extend(typed.map(|line| format!("{}{line}", " ".repeat(TYPED))));
    lines
}

/// A topic as people read it.
fn shown(topic: &str) -> &str {
    match topic {
        "untested" => "not tested",
        "sender" => "a sender",
        "exit" => "exit code",
        "do" => "what to do",
        "matching type" => "matching",
        topic => topic,
    }
}

fn with_topic(topic: &str, text: &str, style: Style) -> Vec<String> {
    let pad = " ".repeat(TEXT.saturating_sub(INDENT + topic.len()));
    let head = format!(
        "{}{}{pad}",
        " ".repeat(INDENT),
        style.paint(topic, Ink::Faint)
    );
    Line::new(head, TEXT, text.to_owned()).broken(style.width())
}

fn indented(column: usize, text: &str, style: Style) -> Vec<String> {
    Line::new(" ".repeat(column), column, text.to_owned()).broken(style.width())
}

/// `RFC 3207, sections 4 and 6`.
fn spelt(reference: &str) -> String {
    let mut parts = reference.split('§');
    let standard = parts.next().unwrap_or_default().trim();
    let sections: Vec<&str> = parts
        .map(|part| part.trim_end_matches(", ").trim())
        .collect();
    match sections.as_slice() {
        [] => standard.to_owned(),
        [one] => format!("{standard}, section {one}"),
        [first @ .., last] => format!("{standard}, sections {} and {last}", first.join(", ")),
    }
}

fn list(rooms: &[RoomReport], style: Style) -> Vec<String> {
    let mut lines =
        vec!["smtls explain WORD says what a word means; the words that it knows:".to_owned()];
    for room in rooms {
        lines.push(String::new());
        lines.push(style.paint(&format!("{}:", room.kind.name()), Ink::Heading));
        let words: Vec<String> = room
            .words
            .iter()
            .map(|word| word.replace(' ', "\u{a0}"))
            .collect();
        let words = words.join(", ");
        let broken = indented(INDENT, &words, style);
        lines.extend(broken.into_iter().map(|line| line.replace('\u{a0}', " ")));
    }
    lines.push(String::new());
    let more = "any reply code and enhanced status code besides (451, 4.7.0), TLSA parameters (3 1 1), alerts by number (alert 40)";
    lines.extend(indented(0, more, style));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many lines an explanation may have on a screen of 80 columns.
    const SCREEN: usize = 34;

    #[test]
    fn no_explanation_is_longer_or_wider_than_a_screen() {
        let style = Style::new(false, Some(80));
        for explanation in crate::explain::all() {
            let report = ExplainReport::new(std::slice::from_ref(&explanation));
            let lines = text(&report, style);
            let word = &explanation.word;
            assert!(lines.len() <= SCREEN, "{word}: {} lines", lines.len());
            for line in lines {
                assert!(
                    line.len() <= 80 && line.trim_end() == line,
                    "{word}: {line}"
                );
            }
        }
    }

    #[test]
    fn references_are_spelt_out() {
        for (reference, words) in [
            ("RFC 8460", "RFC 8460"),
            ("RFC 3207 §4", "RFC 3207, section 4"),
            (
                "RFC 5321 §3.2, §4.1.1.1",
                "RFC 5321, sections 3.2 and 4.1.1.1",
            ),
            ("RFC 7672 §2.2, §3, §8", "RFC 7672, sections 2.2, 3 and 8"),
            ("CVE-2016-2183", "CVE-2016-2183"),
        ] {
            assert_eq!(spelt(reference), words);
        }
    }
}
