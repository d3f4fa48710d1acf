//! The forms for CI: JUnit XML, TAP and annotations for GitHub Actions, each read by a reader that is strict, and held against each other.

mod agree;
mod check;
mod every;
mod forms;
mod github;
mod hostile;
mod junit;
mod prove;
mod tap;

/// How a case came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Result {
    Passed,
    Skipped,
    Error,
    Failed,
}

/// A case that a reader found.
#[derive(Clone, Debug)]
pub struct Found {
    /// Suite and check.
    pub name: String,
    pub result: Result,
    /// What was said of it beside.
    pub said: String,
}
