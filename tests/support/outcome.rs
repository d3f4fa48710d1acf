//! What came of a run of smtls. A failed assertion shows all of it.

use crate::support::complaints;
use serde_json::Value;
use std::fmt;
use std::time::Duration;

/// Standard output, standard error and exit code of one run.
#[derive(Debug)]
pub struct Outcome {
    pub words: String,
    pub stdout: String,
    pub stderr: String,
    pub code: Option<i32>,
    pub took: Duration,
}

impl Outcome {
    /// The exit code is this one, and nothing is on standard error.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self}");
        assert_eq!(self.stderr, "", "{self}");
        self
    }

    /// A text report that ends with this exit code, and with these words in its last line, whatever their case.
    #[track_caller]
    pub fn ends(self, code: i32, words: &[&str]) -> Self {
        let outcome = self.exits(code);
        let last = outcome.last_line();
        let head = format!("exit {code}: ");
        assert!(last.starts_with(&head), "{head:?} is not there: {outcome}");
        for word in words {
            let found = last.to_lowercase().contains(&word.to_lowercase());
            assert!(found, "{word:?} is not in the last line: {outcome}");
        }
        outcome
    }

    /// A usage error: exit code 1, nothing on standard output, and on standard error one sentence and one hint.
    #[track_caller]
    pub fn refused(self, words: &[&str]) -> Self {
        assert_eq!(self.code, Some(1), "{self}");
        assert_eq!(self.stdout, "", "{self}");
        let lines: Vec<&str> = self.stderr.lines().collect();
        let [sentence, hint] = lines[..] else {
            panic!("not one sentence and one hint: {self}");
        };
        let sentence = sentence.strip_prefix("smtls: ").unwrap_or_default();
        assert!(!sentence.is_empty(), "no sentence: {self}");
        let stopped = sentence.ends_with('.') && !sentence.ends_with("...");
        assert!(!stopped, "a final stop: {self}");
        let hint = hint.strip_prefix("hint: ").unwrap_or_default();
        assert!(!hint.is_empty(), "no hint: {self}");
        assert!(!self.stderr.contains('\u{1b}'), "an escape: {self}");
        for word in words {
            let found = self.stderr.to_lowercase().contains(&word.to_lowercase());
            assert!(found, "{word:?} is not there: {self}");
        }
        self
    }

    /// These words are on standard output, in whatever lines.
    #[track_caller]
    pub fn says(self, words: &[&str]) -> Self {
        for word in words {
            assert!(self.stdout.contains(word), "{word:?} is not there: {self}");
        }
        self
    }

    /// None of these words is on standard output or standard error.
    #[track_caller]
    pub fn never_says(self, words: &[&str]) -> Self {
        for word in words {
            let found = self.stdout.contains(word) || self.stderr.contains(word);
            assert!(!found, "{word:?} is there: {self}");
        }
        self
    }

    /// No character that a terminal would obey, and none that turns the direction of writing; of our own words none is escaped.
    #[track_caller]
    pub fn plain(self) -> Self {
        let turns = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}');
        for line in self.stdout.lines().chain(self.stderr.lines()) {
            let wrong = line.chars().find(|c| c.is_control() || turns(*c));
            assert_eq!(wrong, None, "{line:?} in {self}");
            assert!(!line.contains("\\u{a7}"), "{line:?} in {self}");
        }
        self
    }

    pub fn last_line(&self) -> &str {
        self.stdout.lines().last().unwrap_or_default()
    }

    /// Standard output as one JSON document, which is as the schema says.
    #[track_caller]
    pub fn json(&self) -> Value {
        let document: Value =
            serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self}"));
        assert_eq!(complaints(&document), [""; 0], "{self}");
        document
    }

    /// Standard output as JSON, a document a line, each of which is as its schema says.
    #[track_caller]
    pub fn json_lines(&self) -> Vec<Value> {
        let documents = self.stdout.lines().map(|line| {
            let document: Value =
                serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {self}"));
            assert_eq!(complaints(&document), [""; 0], "{self}");
            document
        });
        documents.collect()
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "smtls {}\n--- exit code {:?} after {:?}\n--- standard output\n{}--- standard error\n{}---",
            self.words, self.code, self.took, self.stdout, self.stderr
        )
    }
}
