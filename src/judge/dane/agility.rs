//! Digest algorithm agility: of several digests only the strongest counts (RFC 7671 §9, RFC 7672 §5).

use crate::dane::Tlsa;

/// Whether another record makes this one not count: one with the same usage and selector and a stronger digest. A whole
/// certificate or key, Full(0), always counts. Only usable records belong here.
pub(super) fn is_superseded(record: &Tlsa, usable: &[&Tlsa]) -> bool {
    const FULL: u8 = 0;
    // SHA2-512(2) is stronger than SHA2-256(1), for OpenSSL and for Postfix's tls_dane_digests as well.
    record.matching_type != FULL
        && usable.iter().any(|other| {
            (other.usage, other.selector) == (record.usage, record.selector)
                && other.matching_type > record.matching_type
        })
}
