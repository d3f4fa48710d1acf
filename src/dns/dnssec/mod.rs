//! Own validation (RFC 4035 §5) over hickory's: hickory verifies signatures and the chain of trust; what an answer is about, what
//! its denials prove, which records may speak at all and why something is bogus is decided here, one alias at a time.

mod alias;
mod anchor_file;
mod anchored;
mod canary;
mod chain;
mod denial;
mod exchange;
mod explain;
mod extended_error;
mod link;
mod log;
mod memo;
mod nsec;
mod nsec3;
mod offline;
mod one_link;
mod opinion;
mod own_authority;
mod records;
mod signature;
mod tap;
#[cfg(test)]
mod tests;
mod trust_anchors;
mod unsigned;
mod validator;

pub use offline::judge_offline;
pub use trust_anchors::{AnchorError, DnssecAnchors};

pub(super) use exchange::{EXCHANGE_PATIENCE, exchange};
pub(super) use extended_error::extended_error;
pub(super) use link::{Kind, Link};
pub(super) use opinion::opinion;
pub(super) use validator::{Canary, Validator};
