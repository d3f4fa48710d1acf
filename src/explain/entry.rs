//! The form of the texts: a line with the names of a word, its title, and paragraphs with their topics.

use super::explanation::Paragraph;

/// What a paragraph may be about; `refs` names standards.
pub(super) const TOPICS: [&str; 12] = [
    "why", "pass", "fail", "warn", "note", "untested", "cause", "sender", "do", "also", "exit",
    "reports",
];

/// One word in a file of texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// What it is called; the first is what smtls prints.
    pub(super) names: Vec<String>,
    /// What it is; empty where a table says so.
    pub(super) title: String,
    /// What there is to know.
    pub(super) paragraphs: Vec<Paragraph>,
    /// Standards.
    pub(super) references: String,
}

/// Reads a file: `# NAME | OTHER NAME: TITLE`, paragraphs that may begin with a topic and a colon, lines to be typed with four
/// spaces before them, and `refs:`. An empty line ends a paragraph, and so does the next topic.
pub(super) fn entries(file: &str) -> Vec<Entry> {
    let mut all: Vec<Entry> = Vec::new();
    let mut goes_on = false;
    for line in file.lines() {
        if let Some(head) = line.strip_prefix("# ") {
            all.push(head_of(head));
            goes_on = false;
            continue;
        }
        let Some(entry) = all.last_mut() else {
            continue;
        };
        if line.trim().is_empty() {
            goes_on = false;
            continue;
        }
        if let Some(references) = line.strip_prefix("refs: ") {
            entry.references = references.trim().to_owned();
            goes_on = false;
            continue;
        }
        let typed = line.strip_prefix("    ");
        let paragraphs = &mut entry.paragraphs;
        match (typed, paragraphs.last_mut()) {
            (Some(typed), Some(last)) => last.lines.push(typed.to_owned()),
            (None, Some(last)) if goes_on && topic(line).is_none() => {
                last.text.push(' ');
                last.text.push_str(line.trim());
            }
            _ => {
                let (topic, text) = topic(line).map_or((None, line), |(it, text)| (Some(it), text));
                paragraphs.push(Paragraph {
                    topic: topic.map(str::to_owned),
                    text: text.trim().to_owned(),
                    lines: Vec::new(),
                });
                goes_on = true;
            }
        }
    }
    all
}

fn head_of(head: &str) -> Entry {
    let (names, title) = head.split_once(": ").unwrap_or((head, ""));
    let names = names.split('|').map(|name| name.trim().to_owned());
    Entry {
        names: names.collect(),
        title: title.trim().to_owned(),
        ..Entry::default()
    }
}

fn topic(line: &str) -> Option<(&'static str, &str)> {
    let (before, text) = line.split_once(": ")?;
    let topic = TOPICS.into_iter().find(|topic| *topic == before)?;
    Some((topic, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_as_it_is_written() {
        let file = "Not read.\n# one | other: what it is\nA text\nthat goes on.\nwhy: because: so\n  it is\n    typed  this\n\nAnother.\nrefs: RFC 3207 §2\n# two\n";
        let [one, two] = <[Entry; 2]>::try_from(entries(file)).expect("two entries");
        assert_eq!(one.names, ["one", "other"]);
        assert_eq!(one.title, "what it is");
        assert_eq!(one.references, "RFC 3207 §2");
        let said = one.paragraphs.iter();
        let said: Vec<_> = said
            .map(|it| (it.topic.as_deref(), it.text.as_str()))
            .collect();
        assert_eq!(
            said,
            [
                (None, "A text that goes on."),
                (Some("why"), "because: so it is"),
                (None, "Another.")
            ]
        );
        assert_eq!(one.paragraphs[1].lines, ["typed  this"]);
        assert_eq!(
            (two.names, two.title),
            (vec!["two".to_owned()], String::new())
        );
    }
}
