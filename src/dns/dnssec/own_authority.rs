//! Which records of an authority section may speak for a name: those of zones that the name lies in.

use super::records::{is_of, rrsig};
use hickory_resolver::proto::op::{DnsResponse, Query};
use hickory_resolver::proto::rr::{Name, Record, RecordType};

/// How many records of an authority section are looked at; the longest honest denial, of NSEC3, has four RRsets.
const AUTHORITY_RECORDS: usize = 128;

/// Drops everything but SOA, NSEC and NSEC3 records of zones that the name lies in and that lie at or below the anchor's; hickory
/// would take a section of nothing but insecure records, whoever's they are, for the word of an insecure zone.
pub(super) fn own_authority(message: &mut DnsResponse, query: &Query, anchor: &Name) {
    message.authorities.truncate(AUTHORITY_RECORDS);
    let speaks = |zone: &Name| {
        zone.zone_of(&query.name)
            && anchor.zone_of(zone)
            // RFC 4035 §5.2: whether there is a DS record says the zone above.
            && (query.query_type != RecordType::DS || *zone != query.name)
    };
    let signed: Vec<(Name, RecordType)> = message
        .authorities
        .iter()
        .filter_map(|record| {
            let input = rrsig(record)?.input();
            speaks(&input.signer_name).then(|| (record.name.clone(), input.type_covered))
        })
        .collect();
    message.authorities.retain(|record| {
        may_speak(record, &speaks, &signed)
            && rrsig(record).is_none_or(|rrsig| speaks(&rrsig.input().signer_name))
    });
}

fn may_speak(
    record: &Record,
    speaks: &impl Fn(&Name) -> bool,
    signed: &[(Name, RecordType)],
) -> bool {
    if is_of(record, RecordType::SOA) {
        return speaks(&record.name);
    }
    // An unsigned NSEC or NSEC3 proves nothing in any zone.
    [RecordType::NSEC, RecordType::NSEC3]
        .into_iter()
        .filter(|denial| is_of(record, *denial))
        .any(|denial| {
            signed
                .iter()
                .any(|(owner, covered)| *owner == record.name && *covered == denial)
        })
}
