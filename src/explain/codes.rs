//! Reply codes and enhanced status codes, as a shell explains them.

use super::explanation::{Explanation, Paragraph};
use super::room::Room;
use crate::shell::explain::{Code, reply_codes};

/// The reply codes that have a row of their own.
pub(super) fn all() -> Vec<Explanation> {
    let codes = reply_codes().map(|code| explained(&code.to_string(), Code::Reply(code)));
    codes.collect()
}

/// Any other code: of a reply, or an enhanced status code.
pub(super) fn other(word: &str) -> Option<Explanation> {
    let digits = word.strip_prefix("reply-").unwrap_or(word);
    Code::parse(digits).map(|code| explained(digits, code))
}

fn explained(word: &str, code: Code) -> Explanation {
    let mut lines = code.explained().into_iter();
    let first = lines.next().unwrap_or_default();
    let title = first.strip_prefix(&format!("{word}: ")).unwrap_or(&first);
    let mut all = Explanation::new(Room::Reply, word, title).called(format!("reply {word}"));
    all.paragraphs
        .extend(lines.map(|line| match line.strip_prefix("what to do: ") {
            Some(to_do) => Paragraph {
                topic: Some("do".to_owned()),
                text: to_do.to_owned(),
                lines: Vec::new(),
            },
            None => Paragraph {
                text: line,
                ..Paragraph::default()
            },
        }));
    all.with_references(match code {
        Code::Reply(_) => "RFC 5321 §4.2",
        Code::Status(_) => "RFC 3463 §2, §3, RFC 5248",
    })
}
