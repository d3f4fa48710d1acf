//! Three opinions on a certificate chain, each on its own: its path, its validity and its names
//! (RFC 5280 §6, RFC 9525 §6). None knows of revocation.

pub mod date;
mod identifier;
mod issuers;
mod names;
mod outcome;
mod path;
mod path_finding;
mod path_words;
mod refusal;
mod remark;
#[cfg(all(test, feature = "lab"))]
mod tests;
mod unusable;
mod validity;
mod verifier;

pub use identifier::NearMiss;
pub use names::{NamesFinding, names};
pub use outcome::{Outcome, Which};
pub use path::{Path, path};
pub use path_finding::PathFinding;
pub use remark::Remark;
pub use validity::{ValidityFinding, validity};
