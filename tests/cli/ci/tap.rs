//! A reader of TAP that takes nothing but what smtls should write.

use super::{Found, Result};

/// The test points of a document.
#[track_caller]
pub fn read(text: &str) -> Vec<Found> {
    let mut lines = text.lines().peekable();
    assert_eq!(lines.next(), Some("TAP version 13"));
    let plan = lines.next().unwrap();
    let mut found: Vec<Found> = Vec::new();
    while let Some(line) = lines.next() {
        if line.starts_with("# exit ") {
            continue;
        }
        let (ok, rest) = match line.strip_prefix("not ok ") {
            Some(rest) => (false, rest),
            None => (
                true,
                line.strip_prefix("ok ")
                    .unwrap_or_else(|| panic!("{line:?}")),
            ),
        };
        let (number, rest) = rest.split_once(" - ").unwrap();
        assert_eq!(number, (found.len() + 1).to_string());
        let (name, directive) = split(rest);
        let mut said = Vec::new();
        if lines.peek() == Some(&"  ---") {
            lines.next();
            loop {
                let line = lines.next().expect("the end of the block");
                if line == "  ..." {
                    break;
                }
                said.push(scalar(line));
            }
        }
        let said = said.join("\n");
        let result = match (ok, directive) {
            (true, Some(why)) => {
                assert!(why.starts_with("SKIP ") && said.is_empty(), "{line}");
                Result::Skipped
            }
            (true, None) => Result::Passed,
            (false, None) if said.contains("severity: error") => Result::Error,
            (false, None) => Result::Failed,
            (false, Some(_)) => panic!("{line}"),
        };
        found.push(Found { name, result, said });
    }
    let count = found.len();
    assert_eq!(plan, format!("1..{count}"));
    found
}

/// The description, and the directive behind the number sign.
#[track_caller]
fn split(rest: &str) -> (String, Option<String>) {
    let mut description = String::new();
    let mut directive: Option<String> = None;
    let mut characters = rest.chars();
    while let Some(character) = characters.next() {
        let into = directive.as_mut().unwrap_or(&mut description);
        match character {
            '\\' => match characters.next() {
                Some(escaped @ ('\\' | '#')) => into.push(escaped),
                other => panic!("\\{other:?} in {rest}"),
            },
            '#' => {
                assert!(directive.is_none(), "{rest}");
                directive = Some(String::new());
            }
            other => into.push(other),
        }
    }
    let directive = directive.map(|it| it.trim().to_owned());
    (description.trim_end().to_owned(), directive)
}

/// A line of the block, with its value out of its quotes.
#[track_caller]
fn scalar(line: &str) -> String {
    let line = line.strip_prefix("  ").unwrap();
    let Some((key, value)) = line.split_once(": ") else {
        assert_eq!(line, "also:");
        return String::new();
    };
    let value = match value.strip_prefix('\'') {
        Some(rest) => {
            let inner = rest.strip_suffix('\'').unwrap();
            assert!(!inner.replace("''", "").contains('\''), "{line}");
            inner.replace("''", "'")
        }
        None => value.parse::<u8>().unwrap().to_string(),
    };
    format!("{key}: {value}")
}
