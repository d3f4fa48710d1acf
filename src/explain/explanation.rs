//! One word and what is said of it.

use super::entry::Entry;
use super::room::Room;

/// What is said of one word in one of its meanings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The word, as smtls prints it.
    pub word: String,
    /// What kind of word it is.
    pub room: Room,
    /// What it is, as a fragment of a sentence.
    pub title: String,
    /// What there is to know.
    pub paragraphs: Vec<Paragraph>,
    /// Who says so: standards with their sections, such as `RFC 3207 §4, §6`.
    pub references: Vec<String>,
    /// What else it may be called.
    pub(super) names: Vec<String>,
}

/// One thing that is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// What it is about, in a word or two: `why`, `fail`, `do`.
    pub topic: Option<String>,
    /// What is said.
    pub text: String,
    /// Commands, or lines of a configuration, as they are typed.
    pub lines: Vec<String>,
}

impl Explanation {
    /// A word with a title.
    pub(super) fn new(room: Room, word: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            word: word.into(),
            room,
            title: title.into(),
            paragraphs: Vec::new(),
            references: Vec::new(),
            names: Vec::new(),
        }
    }

    /// A word of which all stands in a text.
    pub(super) fn of_entry(room: Room, entry: Entry) -> Self {
        let title = entry.title.clone();
        let word = entry.names.first().cloned().unwrap_or_default();
        Self::new(room, word, title).with_entry(Some(entry))
    }

    /// The same with what a text says of it.
    pub(super) fn with_entry(mut self, entry: Option<Entry>) -> Self {
        if let Some(entry) = entry {
            if self.title.is_empty() {
                self.title = entry.title;
            }
            self.paragraphs.extend(entry.paragraphs);
            self.names.extend(entry.names);
            self = self.with_references(&entry.references);
        }
        self
    }

    /// The same with a sentence without a topic.
    pub(super) fn with_text(mut self, text: impl Into<String>) -> Self {
        self.paragraphs.push(Paragraph {
            text: text.into(),
            ..Paragraph::default()
        });
        self
    }

    /// The same with one more name.
    pub(super) fn called(mut self, name: impl Into<String>) -> Self {
        self.names.push(name.into());
        self
    }

    /// The same with standards: `RFC 5321 §3.2, §4.2, RFC 7505`.
    pub(super) fn with_references(mut self, list: &str) -> Self {
        let mut last: Option<String> = self.references.pop();
        for part in list.split(", ").filter(|part| !part.is_empty()) {
            match &mut last {
                Some(one) if part.starts_with('§') => {
                    one.push_str(", ");
                    one.push_str(part);
                }
                _ => self.references.extend(last.replace(part.to_owned())),
            }
        }
        self.references.extend(last);
        self
    }

    /// Everything that is said.
    #[cfg(test)]
    pub(super) fn prose(&self) -> String {
        let said = self.paragraphs.iter();
        let said = said.map(|it| format!("{}\n{}", it.text, it.lines.join("\n")));
        let said: Vec<String> = said.collect();
        format!(
            "{}\n{}\n{}",
            self.title,
            said.join("\n"),
            self.references.join("\n")
        )
    }
}
