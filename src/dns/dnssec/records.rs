//! Looking at records: signatures, denials and what they cover.

use hickory_resolver::proto::dnssec::rdata::{DNSKEY, DNSSECRData, DS, NSEC, NSEC3, RRSIG};
use hickory_resolver::proto::rr::{RData, Record, RecordType};

/// The RRSIG record that this is, if it is one.
pub(super) fn rrsig(record: &Record) -> Option<&RRSIG> {
    match &record.data {
        RData::DNSSEC(DNSSECRData::RRSIG(rrsig)) => Some(rrsig),
        _ => None,
    }
}

/// The NSEC record that this is, if it is one.
pub(super) fn nsec(record: &Record) -> Option<&NSEC> {
    match &record.data {
        RData::DNSSEC(DNSSECRData::NSEC(nsec)) => Some(nsec),
        _ => None,
    }
}

/// The NSEC3 record that this is, if it is one.
pub(super) fn nsec3(record: &Record) -> Option<&NSEC3> {
    match &record.data {
        RData::DNSSEC(DNSSECRData::NSEC3(nsec3)) => Some(nsec3),
        _ => None,
    }
}

/// The DS record that this is, if it is one.
pub(super) fn ds(record: &Record) -> Option<&DS> {
    match &record.data {
        RData::DNSSEC(DNSSECRData::DS(ds)) => Some(ds),
        _ => None,
    }
}

/// The DNSKEY record that this is, if it is one.
pub(super) fn dnskey(record: &Record) -> Option<&DNSKEY> {
    match &record.data {
        RData::DNSSEC(DNSSECRData::DNSKEY(dnskey)) => Some(dnskey),
        _ => None,
    }
}

/// Whether this is a record of the type, or a signature over such records.
pub(super) fn is_of(record: &Record, record_type: RecordType) -> bool {
    record.record_type() == record_type
        || rrsig(record).is_some_and(|rrsig| rrsig.input().type_covered == record_type)
}

/// How many labels the wildcard has that this signature was made over, without the asterisk; nothing where it was made over
/// the owner itself (RFC 4035 §5.3.2).
pub(super) fn expanded_from(record: &Record) -> Option<u8> {
    let labels = rrsig(record)?.input().num_labels;
    (labels < record.name.num_labels()).then_some(labels)
}
