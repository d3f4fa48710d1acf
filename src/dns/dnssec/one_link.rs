//! Reduces an answer to one link of the chain of aliases, so that no denial is ever held against the wrong name.

use super::alias::{canonical_dname, cname_target, dname_above};
use super::own_authority::own_authority;
use super::records::{expanded_from, is_of};
use hickory_resolver::proto::op::{DnsResponse, Query, ResponseCode};
use hickory_resolver::proto::rr::{DNSClass, Name, RecordType};

/// Leaves only what speaks of the name that was asked for: its records, or the alias that it is, or the denial. Nothing that
/// could be vouched for by a zone above the anchor's stays.
pub(super) fn one_link(mut message: DnsResponse, query: &Query, anchor: &Name) -> DnsResponse {
    message.additionals.clear();
    message
        .answers
        .retain(|record| record.dns_class == DNSClass::IN);
    message
        .authorities
        .retain(|record| record.dns_class == DNSClass::IN);
    message.answers.iter_mut().for_each(canonical_dname);
    let name = &query.name;
    let has_records = message
        .answers
        .iter()
        .any(|record| record.name == *name && record.record_type() == query.query_type);
    if has_records {
        keep(&mut message, name, query.query_type);
    } else if let Some(owner) = dname_above(&message.answers, name).map(|dname| dname.name.clone())
    {
        keep(&mut message, &owner, RecordType::DNAME);
    } else if cname_target(&message.answers, name).is_some() {
        keep(&mut message, name, RecordType::CNAME);
    } else {
        message.answers.clear();
        own_authority(&mut message, query, anchor);
        return message;
    }
    // RFC 2308 §2.1: a denial in a chain of aliases is about the last of them, not about this one.
    message.metadata.response_code = ResponseCode::NoError;
    // The authority section of a positive answer matters where it proves a wildcard.
    if message
        .answers
        .iter()
        .any(|record| expanded_from(record).is_some())
    {
        own_authority(&mut message, query, anchor);
        message
            .authorities
            .retain(|record| !is_of(record, RecordType::SOA));
    } else {
        message.authorities.clear();
    }
    message
}

fn keep(message: &mut DnsResponse, owner: &Name, record_type: RecordType) {
    message
        .answers
        .retain(|record| record.name == *owner && is_of(record, record_type));
}
