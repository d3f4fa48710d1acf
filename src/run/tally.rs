//! How the targets of a run ended, one after the other.

use crate::exit::ExitCode;
use crate::target::Target;

/// What came of the targets so far.
#[derive(Default)]
pub(super) struct Tally {
    codes: Vec<ExitCode>,
    /// The targets that did not end well, as they were given.
    pub(super) failed: Vec<String>,
}

impl Tally {
    /// Counts a target with what it ended with.
    pub(super) fn add(&mut self, target: &Target, code: ExitCode) {
        if code != ExitCode::Success {
            self.failed.push(target.given.clone());
        }
        self.codes.push(code);
    }

    /// Counts what is no target's own.
    pub(super) fn add_besides(&mut self, code: ExitCode) {
        self.codes.push(code);
    }

    /// What all of it ends with.
    pub(super) fn code(&self) -> ExitCode {
        ExitCode::worst(self.codes.iter().copied())
    }
}
