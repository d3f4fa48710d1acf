//! The shell: a session in which the user speaks.

mod ask;
pub mod complete;
pub mod explain;
pub mod history;
pub mod prompt;

pub use ask::{Ask, Kind, Typed};
