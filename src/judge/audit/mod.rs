//! What the facts of an audit are worth: the named weaknesses, and how the server stands by a profile.

mod conclusion;
mod finding;
mod findings;
pub mod profile;
mod subject;
mod weakness;

pub use conclusion::{AuditConclusion, conclude};
pub use finding::{Finding, Outcome, Severity};
pub use findings::findings;
pub use subject::{Service, Subject};
pub use weakness::Weakness;
