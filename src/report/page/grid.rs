//! A table as every page shows it: heads, and cells that say how good they are.

use crate::judge::Status;
use crate::report::suite::{Case, CaseResult};

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Grid {
    /// What the columns are.
    pub heads: &'static [&'static str],
    /// The rows, each with as many cells.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// What it says. May quote the peer.
    pub words: String,
    /// How good that is.
    pub mood: Mood,
}

/// How good something is. It is never shown alone, but beside words that say it too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mood {
    /// As it should be.
    Good,
    /// Worth a look.
    Notable,
    /// Wrong.
    Bad,
    /// Nothing is known.
    Unknown,
    /// A name or a number.
    Name,
    /// Neither good nor bad.
    Plain,
}

impl Cell {
    pub fn new(words: impl Into<String>, mood: Mood) -> Self {
        Self {
            words: words.into(),
            mood,
        }
    }

    /// A name or a number.
    pub fn name(words: impl Into<String>) -> Self {
        Self::new(words, Mood::Name)
    }

    /// Something that could not be tested.
    pub fn untested() -> Self {
        Self::new("not tested", Mood::Unknown)
    }

    /// Nothing, because there can be nothing.
    pub fn none() -> Self {
        Self::new("-", Mood::Plain)
    }
}

impl Mood {
    /// How good a case came out.
    pub fn of_case(case: &Case) -> Self {
        match case.result {
            CaseResult::Passed if case.warns() => Self::Notable,
            CaseResult::Passed if super::words::is_note(case) => Self::Plain,
            CaseResult::Passed => Self::Good,
            CaseResult::Skipped => Self::Unknown,
            CaseResult::Error => Self::Notable,
            CaseResult::Failed => Self::Bad,
        }
    }

    /// How good a status is.
    pub fn of_status(status: Status) -> Self {
        match status {
            Status::Pass => Self::Good,
            Status::Note => Self::Plain,
            Status::Warn => Self::Notable,
            Status::Fail => Self::Bad,
            Status::NotTested => Self::Unknown,
        }
    }

    /// How good an exit code is.
    pub fn of_exit(code: u8) -> Self {
        match code {
            0 => Self::Good,
            // Nothing is said of the server where it was not testable now, or a signal ended the run.
            45 | 130 | 143 => Self::Notable,
            _ => Self::Bad,
        }
    }
}
