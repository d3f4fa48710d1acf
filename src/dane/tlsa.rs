//! One TLSA record (RFC 6698 §2.1): which certificate or key it speaks of, and how that is compared.

use std::fmt;

/// The content of a TLSA record. Any number may stand in the first three fields; unknown ones make the record unusable.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tlsa {
    /// The certificate usage: 2 is DANE-TA, 3 is DANE-EE (RFC 6698 §2.1.1, RFC 7218 §2.1).
    pub usage: u8,
    /// The selector: 0 is the whole certificate, 1 its SubjectPublicKeyInfo (RFC 6698 §2.1.2).
    pub selector: u8,
    /// The matching type: 0 is the data itself, 1 its SHA2-256, 2 its SHA2-512 (RFC 6698 §2.1.3).
    pub matching_type: u8,
    /// The certificate association data.
    pub data: Vec<u8>,
}

/// The record as a zone file has it: `3 1 1 94a97703…`, all of it, in lower case.
impl fmt::Display for Tlsa {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {} {} ",
            self.usage, self.selector, self.matching_type
        )?;
        self.data
            .iter()
            .try_for_each(|octet| write!(f, "{octet:02x}"))
    }
}
