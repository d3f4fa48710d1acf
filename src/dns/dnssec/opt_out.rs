//! Unsigned data below a delegation that opt-out leaves out (RFC 5155 §8.9): hickory looks for the delegation's own hash only,
//! where a proof of the closest encloser is enough.

use super::denial::{Claim, Proven, prove};
use super::link::{Link, Verified};
use super::log::Event;
use super::records::{ds, rrsig};
use crate::dns::DnssecStatus;
use hickory_resolver::proto::rr::{Name, RecordType};

/// How many delegations are looked at a second time.
const DELEGATIONS: usize = 8;

/// Whether any signature came with an answer: what is signed is not below an unsigned delegation.
pub(super) fn is_signed(verified: &Verified) -> bool {
    let message = &verified.message;
    let mut records = message.answers.iter().chain(&message.authorities);
    records.any(|record| rrsig(record).is_some())
}

/// The names above this one that were asked for DS records and have none.
pub(super) fn undelegated(events: &[Event], name: &Name) -> Vec<Name> {
    let denied = events.iter().filter(|event| {
        let query = &event.query;
        let has_none = |records: &Vec<_>| !records.iter().any(|record| ds(record).is_some());
        query.query_type == RecordType::DS
            && query.name.zone_of(name)
            && event.came.as_ref().is_ok_and(has_none)
    });
    denied
        .map(|event| event.query.name.clone())
        .take(DELEGATIONS)
        .collect()
}

/// The link, insecure where the denial of a DS record at the zone leaves unsigned delegations out.
pub(super) fn left_out(link: Link, denial: &Verified, zone: &Name) -> Link {
    let authority = &denial.message.authorities;
    let proven = prove(Claim::NoData, zone, RecordType::DS, authority, None);
    match proven {
        Proven::OptOut => Link {
            status: DnssecStatus::Insecure,
            reason: None,
            ..link
        },
        _ => link,
    }
}
