//! What the words mean that smtls prints: checks, findings, codes, alerts and all the rest, each in plain language.

mod alphabet;
mod codes;
mod entry;
mod explanation;
mod find;
mod named;
mod room;
mod tables;
#[cfg(test)]
mod tests;
mod texts;
mod tlsa;

pub use explanation::{Explanation, Paragraph};
pub use find::{Unknown, find};
pub use named::all;
pub use room::Room;
