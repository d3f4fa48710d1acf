//! The keys on the way to a link: whether each set of them is signed by one of its own, and whether their algorithms are known.

use super::explain::signature_trouble;
use super::link::Evidence;
use super::records::{dnskey, ds};
use hickory_resolver::proto::dnssec::PublicKey;
use hickory_resolver::proto::rr::RecordType;

/// Why a set of keys that a secure link stands on does not hold (RFC 4035 §5.2: a key of it must have signed the set).
pub(super) fn broken(evidence: &Evidence<'_>) -> Option<String> {
    let sets = evidence
        .events
        .iter()
        .filter(|event| event.query.query_type == RecordType::DNSKEY);
    sets.filter_map(|event| {
        let records = event.came.as_deref().ok()?;
        let keys = records.iter().filter_map(dnskey);
        // Of a set with keys that nobody can check, hickory asks for a signature itself.
        let all_known = keys
            .clone()
            .all(|key| key.public_key().algorithm().is_supported());
        if !all_known || keys.count() == 0 {
            return None;
        }
        signature_trouble(
            records,
            &event.query.name,
            RecordType::DNSKEY,
            Some(records),
            evidence.now,
        )
    })
    .next()
}

/// What about the first delegation on the way of which no DS record has an algorithm that is known (RFC 4035 §5.2).
pub(super) fn not_supported(evidence: &Evidence<'_>) -> Option<String> {
    let answers = evidence
        .events
        .iter()
        .filter(|event| event.query.query_type == RecordType::DS);
    answers
        .filter_map(|event| {
            let records = event.came.as_deref().ok()?;
            let of_zone = records
                .iter()
                .filter(|record| record.name == event.query.name);
            let delegations: Vec<_> = of_zone.filter_map(ds).collect();
            let is_known = |ds: &&&_| is_supported(ds);
            let first = delegations.first()?;
            if delegations.iter().any(|ds| is_known(&ds)) {
                return None;
            }
            let zone = event.query.name.to_ascii();
            Some(match first.algorithm().is_supported() {
                true => format!(
                    "the DS records of {zone} have a digest type that smtls does not know ({})",
                    u8::from(first.digest_type())
                ),
                false => format!(
                    "the keys of {zone} have an algorithm that smtls does not know ({})",
                    u8::from(first.algorithm())
                ),
            })
        })
        .next()
}

/// Whether a key can be verified by this record.
pub(super) fn is_supported(ds: &hickory_resolver::proto::dnssec::rdata::DS) -> bool {
    ds.algorithm().is_supported() && ds.digest_type().is_supported()
}
