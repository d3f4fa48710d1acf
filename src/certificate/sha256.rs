//! SHA-256 digests, by which certificates and keys are compared and shown.

use std::fmt;

use aws_lc_rs::digest::{SHA256, digest};

/// A **SHA-256 digest** of a certificate or of a key; shown as lower-case hexadecimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sha256([u8; 32]);

impl Sha256 {
    /// The digest of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        let mut octets = [0; 32];
        for (octet, computed) in octets.iter_mut().zip(digest(&SHA256, bytes).as_ref()) {
            *octet = *computed;
        }
        Self(octets)
    }

    /// The 32 octets of the digest.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Upper-case hexadecimal with a colon between the octets, as Postfix logs a `fingerprint=`.
    pub fn to_colon_hex(&self) -> String {
        let octets: Vec<String> = self.0.iter().map(|octet| format!("{octet:02X}")).collect();
        octets.join(":")
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|octet| write!(f, "{octet:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digest_of_nothing_is_the_known_one() {
        let empty = Sha256::of(b"");
        assert_eq!(
            empty.to_string(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert!(empty.to_colon_hex().starts_with("E3:B0:C4:42:98:"));
        assert_eq!(empty.as_bytes().len(), 32);
    }
}
