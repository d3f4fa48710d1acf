//! Three opinions on a certificate chain, each on its own: its path, its validity and its names
//! (RFC 5280 §6, RFC 9525 §6); and what staples and lists say of revocation.

mod anchor;
pub mod date;
mod identifier;
mod issuers;
mod list_finding;
mod lists;
mod name_remark;
mod names;
mod outcome;
mod path;
mod path_finding;
mod path_words;
mod refusal;
mod remark;
mod srv_id;
mod staple;
mod staple_finding;
#[cfg(all(test, feature = "lab"))]
mod tests;
mod unusable;
mod validity;
mod verifier;

pub(super) use anchor::{anchor_of, anchor_of_key, top};
pub use identifier::NearMiss;
pub use list_finding::ListFinding;
pub use lists::listed;
pub use name_remark::{NameRemark, name_remarks};
pub use names::{NamesFinding, names};
pub use outcome::{Outcome, Which};
pub use path::{Path, path};
pub use path_finding::PathFinding;
pub use remark::Remark;
pub(super) use remark::is_weak;
pub use srv_id::names_of_service;
pub use staple::Staple;
pub use staple_finding::StapleFinding;
pub use validity::{ValidityFinding, validity, validity_at};
