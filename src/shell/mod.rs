//! The shell: a session in which the user speaks.

pub mod complete;
pub mod history;
pub mod prompt;
