//! TLSA records (RFC 6698 §2): what a domain says of the certificates of its servers.

mod tlsa;

pub use tlsa::Tlsa;
