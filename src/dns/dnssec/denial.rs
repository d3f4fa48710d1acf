//! What an answer claims does not exist, and whether its authority section proves that.

use super::records::{nsec, nsec3, rrsig};
use super::{nsec as by_nsec, nsec3 as by_nsec3};
use hickory_resolver::proto::dnssec::Proof;
use hickory_resolver::proto::rr::{Name, Record, RecordType};

/// What is claimed not to exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Claim {
    /// The name.
    NxDomain,
    /// Such records at the name.
    NoData,
    /// DS records at the name, which is a delegation.
    Undelegated,
    /// A closer match for the name than the wildcard with so many labels.
    Expanded(u8),
}

/// What the records prove of the claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proven {
    /// The claim.
    Yes,
    /// The claim, but for delegations that are left out (RFC 5155 §6), so that it is insecure.
    OptOut,
    /// Nothing that a validator would compute: so many iterations (RFC 9276 §3.2).
    TooManyIterations(u16),
    /// Not the claim.
    No,
}

impl Proven {
    pub(super) fn when(proven: bool) -> Self {
        match proven {
            true => Self::Yes,
            false => Self::No,
        }
    }

    pub(super) fn unless_opt_out(opt_out: bool) -> Self {
        match opt_out {
            true => Self::OptOut,
            false => Self::Yes,
        }
    }

    /// How much it is worth, where several zones speak.
    fn worth(self) -> u8 {
        match self {
            Self::Yes => 3,
            Self::OptOut => 2,
            Self::TooManyIterations(_) => 1,
            Self::No => 0,
        }
    }
}

/// What an authority section, whose records were verified, proves of a claim about the name.
pub(super) fn prove(
    claim: Claim,
    name: &Name,
    record_type: RecordType,
    authority: &[Record],
    signer: Option<&Name>,
) -> Proven {
    let mut zones: Vec<&Name> = authority
        .iter()
        .filter(|record| record.proof == Proof::Secure)
        .filter_map(|record| rrsig(record).map(|rrsig| &rrsig.input().signer_name))
        // A wildcard's proof is its own zone's.
        .filter(|zone| signer.is_none_or(|signer| signer == *zone))
        .filter(|zone| zone.zone_of(name) && (record_type != RecordType::DS || *zone != name))
        .collect();
    zones.sort();
    zones.dedup();
    zones
        .into_iter()
        .map(|zone| by_zone(claim, name, record_type, authority, zone))
        .max_by_key(|proven| proven.worth())
        .unwrap_or(Proven::No)
}

fn by_zone(
    claim: Claim,
    name: &Name,
    record_type: RecordType,
    authority: &[Record],
    zone: &Name,
) -> Proven {
    let own = || {
        authority.iter().filter(move |record| {
            record.proof == Proof::Secure
                && zone.zone_of(&record.name)
                && authority
                    .iter()
                    .any(|other| signs(other, record) && is_signed_by(other, zone))
        })
    };
    let nsec3s: Vec<_> = own()
        .filter_map(|record| Some((&record.name, nsec3(record)?)))
        .collect();
    if !nsec3s.is_empty() {
        return by_nsec3::prove(claim, name, record_type, zone, &nsec3s);
    }
    let nsecs: Vec<_> = own()
        .filter_map(|record| Some((&record.name, nsec(record)?)))
        .collect();
    by_nsec::prove(claim, name, record_type, &nsecs)
}

fn signs(signature: &Record, record: &Record) -> bool {
    signature.name == record.name
        && signature.proof == Proof::Secure
        && rrsig(signature).is_some_and(|rrsig| rrsig.input().type_covered == record.record_type())
}

fn is_signed_by(signature: &Record, zone: &Name) -> bool {
    rrsig(signature).is_some_and(|rrsig| rrsig.input().signer_name == *zone)
}
