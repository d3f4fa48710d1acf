//! What the facts of an audit are worth: the named weaknesses, and how the server stands by a profile.

mod certificates;
mod conclusion;
mod cures;
mod dh;
mod finding;
mod findings;
mod handshake;
mod met;
mod open;
mod primes;
pub mod profile;
mod protection;
mod schemes;
mod signatures;
mod signed;
mod starttls;
mod subject;
mod suite;
mod suites;
#[cfg(all(test, feature = "lab"))]
pub(crate) mod tests;
mod versions;
mod weakness;
mod words;

pub use conclusion::{AuditConclusion, conclude};
pub use cures::{Cure, Setting, Software, together};
pub use finding::{Finding, Outcome, Severity};
pub use findings::findings;
pub use primes::{Origin, origin};
pub use protection::Protection;
pub use subject::{Service, Subject};
pub use suite::{Suite, Trait};
pub use weakness::Weakness;
