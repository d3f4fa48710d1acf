//! Primes for Diffie-Hellman that many servers share.

mod table;
#[cfg(test)]
mod tests;

pub use table::PRIMES;

use aws_lc_rs::digest::{SHA256, digest};

/// A **prime** that many servers share, and where it comes from.
#[derive(Debug, PartialEq, Eq)]
pub struct PrimeName {
    /// What it is called.
    pub name: &'static str,
    /// Its length in bits.
    pub bits: u16,
    /// Who made it.
    pub origin: PrimeOrigin,
    /// The SHA-256 digest of its octets without leading zeroes, most significant first, in lower-case hexadecimal digits.
    pub sha256: &'static str,
}

/// **Who made** a prime, and whether anybody can check how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PrimeOrigin {
    /// A group of RFC 7919, made for TLS; its code point is that of the group.
    Ffdhe(u16),
    /// A MODP group of RFC 3526 or RFC 7296 appendix B, made for IKE.
    Modp,
    /// A group of RFC 5114, with a subgroup, whose making is not told.
    Subgroup,
    /// A program brought it along; how it was made is not told or cannot be checked.
    Software,
    /// It was seen on many servers.
    Seen,
    /// A program brought it along, and it is not a prime at all.
    NotPrime,
}

/// The well-known prime with these octets, most significant first; leading zeroes do not count.
pub fn well_known_prime(p: &[u8]) -> Option<&'static PrimeName> {
    let zeroes = p.iter().take_while(|octet| **octet == 0).count();
    let digest = digest(&SHA256, p.get(zeroes..)?);
    let digits: String = digest
        .as_ref()
        .iter()
        .map(|octet| format!("{octet:02x}"))
        .collect();
    PRIMES.iter().find(|prime| prime.sha256 == digits)
}
