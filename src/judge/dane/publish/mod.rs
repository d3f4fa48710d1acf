//! TLSA records to publish: which ones, whether those in DNS cover the keys that are in use and the next, and how to get there
//! (RFC 7671 §8).

mod advice;
mod check;
mod credential;
mod host;
mod origin;
mod pattern;
mod plan;
mod proposal;
mod rollover;
mod signature;
mod standing;
mod step;
#[cfg(all(test, feature = "lab"))]
mod tests;

pub use advice::{Advice, all_combinations};
pub use check::{Checked, CheckedRecord, Coverage, check};
pub use credential::{Credential, Role};
pub use host::{HostInput, OnHost};
pub use pattern::Pattern;
pub use plan::Plan;
pub use proposal::{NotProposed, Proposal, Proposed, propose};
pub use rollover::Rollover;
pub use signature::Signature;
pub use standing::{Standing, standing};
pub use step::{Act, Step};
