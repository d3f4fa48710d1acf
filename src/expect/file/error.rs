//! What is wrong with a file, and where.

use crate::toml_source::{Place, TomlSource, Wrong};

/// Why a file **cannot be used**.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {sentence}")]
pub struct FileError {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// What is wrong, in one sentence without a final stop.
    pub sentence: String,
    /// What to write instead.
    pub hint: String,
}

impl FileError {
    /// Something is wrong at a place.
    pub fn at(place: Place, sentence: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            line: place.line,
            column: place.column,
            sentence: sentence.into(),
            hint: hint.into(),
        }
    }

    pub(super) fn of(source: &TomlSource<'_>, wrong: Wrong) -> Self {
        Self::at(source.place(&wrong.span), wrong.sentence, wrong.hint)
    }
}
