//! The file of `smtls check`: defaults, and targets with what is expected of each.

mod error;
mod option;
mod read;
#[cfg(test)]
pub(in crate::expect) mod tests;
mod types;

pub use crate::toml_source::Place;
pub use error::FileError;
pub use option::{KnownOption, OptionFor, OptionValue};
pub(super) use read::RUN_KEYS;
pub use read::read;
pub use types::{CheckFile, CheckTarget, RunSettings, SetOption};
