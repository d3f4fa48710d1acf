//! Why a handshake failed, by what the server answered when it was asked once more: what was offered, what the server can do, which
//! standard retired it, and what to change on which side.

mod answers;
mod choice;
mod cure;
mod explain;
mod finding;
mod flaws;
mod kex;
mod never;
mod others;
mod postfix;
mod reason;
mod short;
mod short_hellos;
mod sides;
mod signature;
mod told;
mod words;

pub(super) use explain::Explanation;
pub use kex::in_words as key_exchange_in_words;
pub use others::Others;
pub use signature::in_words as signature_in_words;
pub use words::answer as answer_in_words;

#[cfg(test)]
mod tests;
