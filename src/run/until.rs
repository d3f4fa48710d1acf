//! How long an audit may go on.

use crate::interrupt::Interrupt;
use std::time::Instant;

/// How long an audit may go on: until the deadline, or until a signal comes.
#[derive(Clone, Copy)]
pub(in crate::run) struct Until<'a> {
    pub(in crate::run) deadline: Instant,
    pub(in crate::run) interrupt: &'a Interrupt,
}

impl Until<'_> {
    /// Whether nothing more is to be begun.
    pub(super) fn is_over(&self) -> bool {
        self.interrupt.signal().is_some() || Instant::now() >= self.deadline
    }
}
