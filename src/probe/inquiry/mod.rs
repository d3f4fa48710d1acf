//! What is asked after a handshake failed: which hello comes next, by what is known so far, and what the answers show.
//!
//! Each question is one connection, so that few are put: the first that is answered with a choice mostly ends it.

mod everything;
mod hello;
mod lack;
mod next;
mod order;
mod question;

pub use lack::{Lack, lacks};
pub use next::{MOST, is_explainable, next_question};
pub use question::Question;

#[cfg(test)]
pub(crate) mod tests;
