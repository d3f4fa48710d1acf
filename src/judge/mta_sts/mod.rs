//! Opinions on MTA-STS: of the domain (its record, its policy, its policy host) and of each host (RFC 8461 §4, §5).

mod age;
mod certificate;
mod domain;
mod edition;
mod fetched;
mod host;
mod policy;
mod proposal;
mod records;
mod state;
mod table;
mod terms;
#[cfg(all(test, feature = "lab"))]
mod tests;

pub use domain::{OnDomain, domain};
pub use host::{Holds, OnHost, host, trust};
pub use proposal::Proposal;
pub(super) use records::why_none;
pub use state::{NoPolicy, StsState};
pub use table::{MxRow, MxTable};
pub use terms::Terms;
