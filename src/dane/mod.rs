//! TLSA records (RFC 6698 §2): what a domain says of the certificates of its servers.

mod combination;
mod field;
mod line;
mod parse;
mod tlsa;
mod usability;

pub use combination::Combination;
pub use line::Place;
pub use parse::TlsaError;
pub use tlsa::Tlsa;
pub use usability::Unusable;
