//! The lines of `--list-checks`.

use super::kind::Kind;
use super::name::Name;
use crate::quote::shell_word;

/// One **line** of the list: an expectation that may be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The name.
    pub name: &'static str,
    /// What its value may be, in words.
    pub value: &'static str,
    /// When it is met, without a final stop.
    pub sentence: &'static str,
    /// The standard that asks for it, where one does, with the sign of sections.
    pub reference: Option<&'static str>,
    /// `NAME=VALUE` as `--require` takes it.
    pub example: String,
    /// The words that the value, or each part of it, may be, where these are few and not told by `value`.
    pub choices: Vec<String>,
    /// It is asked of an audit, and not of a probe.
    pub of_audit: bool,
}

/// Every expectation: the checks in the order in which a session meets them, then the facts.
pub fn lines() -> Vec<Line> {
    let lines = Name::all().map(|name| {
        let row = name.row();
        Line {
            name: row.name,
            value: row.kind.words(),
            sentence: row.help,
            reference: row.reference,
            example: shell_word(&format!("{}={}", row.name, row.typed_example())),
            choices: match row.kind {
                Kind::Verdict | Kind::VerdictOrExtensions | Kind::ExitCodes => Vec::new(),
                kind => kind.choices(),
            },
            of_audit: row.is_of_audit(),
        }
    });
    lines.collect()
}
