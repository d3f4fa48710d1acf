//! What NSEC records of one zone prove (RFC 4035 §5.4, RFC 6840 §4.1 to §4.4).

use super::denial::{Claim, Proven};
use hickory_resolver::proto::dnssec::rdata::NSEC;
use hickory_resolver::proto::rr::{Name, RecordType, RecordTypeSet};

/// A verified NSEC record with its owner.
pub(super) type Owned<'a> = (&'a Name, &'a NSEC);

/// What these records, all of one zone, prove of the claim about the name.
pub(super) fn prove(
    claim: Claim,
    name: &Name,
    record_type: RecordType,
    records: &[Owned<'_>],
) -> Proven {
    let matching = |wanted: &Name| records.iter().find(|(owner, _)| *owner == wanted);
    let covering = |wanted: &Name| records.iter().find(|owned| covers(owned, wanted));
    if let Claim::Undelegated = claim {
        // RFC 6840 §4.4: without NS there is no delegation, and all is the zone's own.
        let denied = matching(name).is_some_and(|(owner, nsec)| {
            is_delegation(nsec.type_set()) && lacks(owner, nsec, record_type)
        });
        return Proven::when(denied);
    }
    if let Claim::NoData = claim {
        if let Some((owner, nsec)) = matching(name) {
            return Proven::when(lacks(owner, nsec, record_type));
        }
    } else if matching(name).is_some() {
        return Proven::No;
    }
    let Some(covering_name) = covering(name) else {
        return Proven::No;
    };
    // RFC 4592 §2.2.2: a name below which there are others exists, without any records.
    let is_empty_non_terminal = name.zone_of(covering_name.1.next_domain_name());
    let Some(encloser) = closest_encloser(covering_name, name) else {
        return Proven::No;
    };
    match claim {
        Claim::Undelegated => Proven::No,
        Claim::NoData if is_empty_non_terminal => Proven::Yes,
        _ if is_empty_non_terminal => Proven::No,
        Claim::NoData => {
            let wildcard = wildcard_of(&encloser);
            let found = wildcard.as_ref().and_then(matching);
            Proven::when(found.is_some_and(|(owner, nsec)| lacks(owner, nsec, record_type)))
        }
        Claim::NxDomain => Proven::when(wildcard_of(&encloser).is_some_and(|wildcard| {
            covering(&wildcard).is_some_and(|(_, nsec)| !wildcard.zone_of(nsec.next_domain_name()))
        })),
        // RFC 4035 §5.3.4: no closer match than the wildcard may exist.
        Claim::Expanded(labels) => Proven::when(encloser.num_labels() == labels),
    }
}

/// Whether a name lies between the owner and the next name, in the order of RFC 4034 §6.1.
fn covers((owner, nsec): &Owned<'_>, name: &Name) -> bool {
    let next = nsec.next_domain_name();
    // RFC 6840 §4.1: above a delegation or a DNAME, nothing is said of the names below.
    let speaks_below =
        !nsec.is_ancestor_delegation() && !nsec.type_set().contains(RecordType::DNAME);
    // The last record of a zone leads back to the apex.
    let is_last = next <= *owner;
    name > *owner
        && (name < next || (is_last && next.zone_of(name)))
        && (speaks_below || !owner.zone_of(name))
}

/// Whether the record at a name that exists says that it has no such records, and no alias either (RFC 6840 §4.3).
fn lacks(owner: &Name, nsec: &NSEC, record_type: RecordType) -> bool {
    let types = nsec.type_set();
    let is_right_side = match record_type {
        // RFC 4035 §5.2: the record of the zone above, not the one at the apex below.
        RecordType::DS => owner.is_root() || !types.contains(RecordType::SOA),
        // RFC 6840 §4.1: the record above a delegation denies nothing but DS.
        _ => !is_delegation(types),
    };
    is_right_side && !types.contains(record_type) && !types.contains(RecordType::CNAME)
}

/// Whether a record with these types stands above a delegation.
pub(super) fn is_delegation(types: &RecordTypeSet) -> bool {
    types.contains(RecordType::NS) && !types.contains(RecordType::SOA)
}

/// RFC 6840 §4.1: above a delegation or a DNAME, nothing is said of the names below.
pub(super) fn speaks_below(types: &RecordTypeSet) -> bool {
    !is_delegation(types) && !types.contains(RecordType::DNAME)
}

/// The closest encloser of a name that this record covers: the longer of what it shares with the names at both ends.
fn closest_encloser((owner, nsec): &Owned<'_>, name: &Name) -> Option<Name> {
    let shared = |other: &Name| {
        let mut ancestor = name.clone();
        while !ancestor.zone_of(other) {
            ancestor = ancestor.base_name();
        }
        ancestor
    };
    [shared(owner), shared(nsec.next_domain_name())]
        .into_iter()
        .max_by_key(Name::num_labels)
}

/// The wildcard directly below a name; nothing where that would be too long to exist.
pub(super) fn wildcard_of(name: &Name) -> Option<Name> {
    name.prepend_label("*").ok()
}
