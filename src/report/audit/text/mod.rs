//! The audit as text: what is bad first, then what to change, then the lists.

mod block;
mod evidence;
mod findings;
mod known;
mod lists;
mod profile;
mod rows;
mod settings;
mod smtp;
mod suites;

pub use block::{last, text};
