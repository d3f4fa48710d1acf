//! Whether it is proved that a name lies in a zone that is not signed (RFC 4035 §5.2, RFC 5155 §8.9). hickory takes a span that
//! leaves unsigned delegations out for that proof, also where a signed zone lies between; and for an honest one it wants the
//! delegation's own hash, where the closest encloser is enough.

use super::chain::is_supported;
use super::denial::{Claim, Proven, prove};
use super::link::{Link, Verified, incomplete, too_many};
use super::log::Event;
use super::records::{ds, rrsig};
use crate::dns::DnssecStatus;
use hickory_resolver::proto::dnssec::Proof;
use hickory_resolver::proto::rr::{Name, RecordType};

/// Whether any signature came with an answer: what is signed is not below an unsigned delegation.
pub(super) fn is_signed(verified: &Verified) -> bool {
    let message = &verified.message;
    let mut records = message.answers.iter().chain(&message.authorities);
    records.any(|record| rrsig(record).is_some())
}

/// The name and those above it that were asked for DS records, the highest first.
pub(super) fn delegations(events: &[Event], name: &Name) -> Vec<Name> {
    let asked = events.iter().map(|event| &event.query);
    let asked = asked.filter(|query| query.query_type == RecordType::DS);
    let above = asked.filter(|query| query.name.zone_of(name));
    let mut zones: Vec<Name> = above.map(|query| query.name.clone()).collect();
    zones.sort_by_key(Name::num_labels);
    zones.dedup();
    zones
}

/// What the answer to the question for a zone's DS records proves of there being nothing that the zone could be verified by.
pub(super) fn ends_above(answer: &Verified, zone: &Name) -> Proven {
    let message = &answer.message;
    let records = message.answers.iter();
    let mut delegations = records.filter_map(|record| Some((record.proof, ds(record)?)));
    match delegations.clone().next() {
        Some(_) => {
            Proven::when(delegations.all(|(proof, ds)| proof == Proof::Secure && !is_supported(ds)))
        }
        None => prove(
            Claim::Undelegated,
            zone,
            RecordType::DS,
            &message.authorities,
            None,
        ),
    }
}

/// The link, whose name lies in a zone that is not signed.
pub(super) fn insecure(link: Link, proven: Proven) -> Link {
    match (link.status, proven) {
        (DnssecStatus::Insecure, _) => link,
        _ => Link {
            status: DnssecStatus::Insecure,
            reason: too_many(proven),
            ..link
        },
    }
}

/// The link, which is not signed, where nothing proves that it need not be.
pub(super) fn unproved(link: Link, name: &Name, events: &[Event]) -> Link {
    if link.status != DnssecStatus::Insecure {
        return link;
    }
    let (status, reason) = incomplete(events).unwrap_or_else(|| {
        let name = name.to_ascii();
        let why = format!("no denial of DS records proves that {name} is in an unsigned zone");
        (DnssecStatus::Bogus, why)
    });
    Link {
        status,
        reason: Some(reason),
        ..link
    }
}
