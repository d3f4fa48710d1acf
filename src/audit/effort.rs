//! What an audit cost, and whether it came to its end.

use super::known::NotTested;
use std::time::Duration;

/// What it cost to find everything out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    /// How many connections the plan allowed for, at most; nothing where no plan was made.
    pub planned: Option<usize>,
    /// How many connections were expected beside one for each suite that a version accepts; nothing where the plan tells only
    /// the most.
    pub expected_beside_suites: Option<usize>,
    /// How many connections were opened, the ordinary sessions among them.
    pub connections: usize,
    /// How long it took, pauses included.
    pub took: Duration,
    /// How long of that was waited because the server had sent 421 or refused connections.
    pub paused: Duration,
    /// Why it stopped before its end, where it did.
    pub stopped: Option<NotTested>,
}
