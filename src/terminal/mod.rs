//! The terminal that smtls was started on: its modes, and what is typed on it without being shown.

mod hidden;
mod modes;

pub use hidden::{Aside, Hidden, hidden};
pub use modes::{give_back, hear_signals, keep_quiet};
