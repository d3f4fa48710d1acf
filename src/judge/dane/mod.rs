//! DANE (RFC 7672): whether the server is the one that the TLSA records speak of, and what senders make of that.

mod absent;
mod agility;
mod authentication;
mod coverage;
mod decisive;
mod finding;
mod fix;
mod input;
mod judgement;
mod matching;
mod name;
mod policy;
pub mod publish;
mod records;
mod references;
mod refusal;
mod remarks;
#[cfg(all(test, feature = "lab"))]
mod tests;
mod trust_anchor;
mod unproved;

pub use coverage::{HostPolicy, coverage};
pub use decisive::{Decisive, Place};
pub use finding::{Finding, How, RecordFinding};
pub use input::{DaneInput, Shown, TlsSeen};
pub use judgement::{OnDane, dane};
pub use matching::matching;
pub use name::Named;
pub use policy::{Absence, DanePolicy, LookupFault, Records};
pub use references::reference_names;
pub use refusal::Refusal;
pub(super) use unproved::would_match;
