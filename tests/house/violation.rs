//! One line that breaks a rule.

use crate::files::{File, files};
use std::fmt;

/// Where a rule is broken, and what is wrong there.
#[derive(Debug, PartialEq, Eq)]
pub struct Violation {
    path: String,
    line: usize,
    what: String,
}

impl Violation {
    /// At this line of the file, counted from 1.
    pub fn new(file: &File, line: usize, what: impl Into<String>) -> Self {
        Self {
            path: file.path.clone(),
            line,
            what: what.into(),
        }
    }

    /// At the line that this offset into the file's text belongs to.
    pub fn at(file: &File, offset: usize, what: impl Into<String>) -> Self {
        Self::new(file, file.line_at(offset), what)
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// Fails the test with a list of all violations in the project's files.
pub fn demand(rule: impl Fn(&File) -> Vec<Violation>) {
    let found: Vec<String> = files()
        .iter()
        .flat_map(rule)
        .map(|violation| violation.to_string())
        .collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

/// Proves that a rule can fail: the lines at which it finds fault with this text.
pub fn lines_at_fault(
    rule: impl Fn(&File) -> Vec<Violation>,
    path: &str,
    text: &str,
) -> Vec<usize> {
    rule(&File::new(path, text))
        .iter()
        .map(|violation| violation.line)
        .collect()
}
