//! The audit's own questions about SMTP and STARTTLS, in as few ordinary sessions as can be.

mod first;
mod injection;
mod later;
mod reading;

pub use first::{First, first};
pub use injection::injection;
pub use later::{Later, other_key, resumption};
pub use reading::{facts, no_session};

#[cfg(all(test, feature = "lab"))]
mod tests;
