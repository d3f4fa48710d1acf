//! One link of the chain that an answer is: the records, the alias or the denial at one name, and how far DNSSEC vouches for it.

use super::alias::{cname_target, dname_above, dname_target};
use super::chain;
use super::denial::{Claim, Proven, prove};
use super::explain::explain;
use super::log::{Event, failure};
use super::nsec::is_delegation;
use super::records::{expanded_from, nsec, nsec3, rrsig};
use super::signature::signature;
use crate::dns::{DnssecStatus, Secured, Signed};
use hickory_resolver::proto::dnssec::Proof;
use hickory_resolver::proto::op::{DnsResponse, ResponseCode};
use hickory_resolver::proto::rr::{Name, Record, RecordType};

/// What is at a name.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::dns) enum Kind {
    /// Such records, and the signature that holds over them, where one does.
    Records(Vec<Record>, Option<Signed>),
    /// An alias for this name.
    Alias(Name),
    /// A DNAME record that makes no name of this one (RFC 6672 §2.2).
    BrokenAlias,
    /// Other records, or only names below.
    NoData,
    /// Nothing.
    NxDomain,
}

/// What is at a name, with its status and the reason for it.
pub(in crate::dns) type Link = Secured<Kind>;

/// An answer after hickory verified its signatures.
pub(super) struct Verified {
    /// The answer, every record marked.
    pub(super) message: DnsResponse,
    /// What hickory makes of the denials in it, where that is not secure.
    pub(super) denial: Option<Proof>,
}

/// When the link is judged, and from which evidence.
pub(super) struct Evidence<'a> {
    /// Everything that was asked on the way.
    pub(super) events: &'a [Event],
    /// In seconds since 1970.
    pub(super) now: u32,
}

/// The link that a verified answer is.
pub(super) fn link(
    verified: &Verified,
    name: &Name,
    record_type: RecordType,
    evidence: &Evidence<'_>,
) -> Link {
    let kind = kind(&verified.message, name, record_type, evidence.now);
    let is_negative = matches!(kind, Kind::NoData | Kind::NxDomain);
    let section = section(verified, is_negative);
    let (mut status, mut reason) = match marked(verified, is_negative) {
        DnssecStatus::Secure => denials(verified, &kind, name, record_type),
        other => (other, None),
    };
    if status == DnssecStatus::Secure {
        // hickory takes keys without a signature that lasts where each has a DS record of its own.
        if let Some(why) = chain::broken(evidence) {
            (status, reason) = (DnssecStatus::Bogus, Some(why));
        }
    }
    match status {
        DnssecStatus::Insecure if reason.is_none() => reason = chain::not_supported(evidence),
        DnssecStatus::Bogus | DnssecStatus::Indeterminate => {
            // Where a question about the chain had no answer, nothing is known, and nothing is proved false.
            if let Some((unknown, why)) = incomplete(evidence.events) {
                (status, reason) = (unknown, Some(why));
            } else if reason.is_none() {
                reason = Some(explain(section, name, is_negative, evidence));
            }
        }
        _ => {}
    }
    Link {
        value: kind,
        status,
        reason,
    }
}

/// Whether hickory takes a link for insecure by the zone that it is in.
pub(super) fn is_marked_insecure(verified: &Verified, link: &Link) -> bool {
    let is_negative = matches!(link.value, Kind::NoData | Kind::NxDomain);
    marked(verified, is_negative) == DnssecStatus::Insecure
}

/// What is left to say where a question on the way had no usable answer.
pub(super) fn incomplete(events: &[Event]) -> Option<(DnssecStatus, String)> {
    let failure = failure(events)?;
    let why = format!("the chain of trust is incomplete: {failure}");
    Some((DnssecStatus::Indeterminate, why))
}

/// The reason where NSEC3 records ask for more than is computed.
pub(super) fn too_many(proven: Proven) -> Option<String> {
    let Proven::TooManyIterations(iterations) = proven else {
        return None;
    };
    Some(format!(
        "the NSEC3 records ask for {iterations} iterations, which is too many (RFC 9276)"
    ))
}

fn section(verified: &Verified, is_negative: bool) -> &[Record] {
    match is_negative {
        true => &verified.message.authorities,
        false => &verified.message.answers,
    }
}

fn marked(verified: &Verified, is_negative: bool) -> DnssecStatus {
    let denial = verified.denial.filter(|_| is_negative);
    marks(section(verified, is_negative), denial)
}

fn kind(message: &DnsResponse, name: &Name, record_type: RecordType, now: u32) -> Kind {
    let found = message
        .answers
        .iter()
        .filter(|record| record.name == *name && record.record_type() == record_type);
    let mut found: Vec<Record> = found.cloned().collect();
    if !found.is_empty() {
        // A cache counts down what it hands out; how long others may keep the records is what was signed (RFC 4034 §3.1.4).
        let signed = message.answers.iter().filter(|it| it.name == *name);
        let mut signed = signed.filter_map(rrsig).map(|rrsig| rrsig.input());
        if let Some(input) = signed.find(|input| input.type_covered == record_type) {
            for record in &mut found {
                record.ttl = input.original_ttl;
            }
        }
        let signature = signature(&message.answers, name, record_type, now);
        Kind::Records(found, signature)
    } else if let Some(dname) = dname_above(&message.answers, name) {
        dname_target(dname, name).map_or(Kind::BrokenAlias, Kind::Alias)
    } else if let Some(target) = cname_target(&message.answers, name) {
        Kind::Alias(target.clone())
    } else if message.response_code == ResponseCode::NXDomain {
        Kind::NxDomain
    } else {
        Kind::NoData
    }
}

/// The worst of the marks that hickory left at the records; without any, what it makes of a denial.
fn marks(section: &[Record], denial: Option<Proof>) -> DnssecStatus {
    let marked = section.iter().filter(|record| rrsig(record).is_none());
    marked
        .map(|record| status_of(record.proof))
        .max()
        .unwrap_or_else(|| denial.map_or(DnssecStatus::Insecure, status_of))
}

fn status_of(proof: Proof) -> DnssecStatus {
    match proof {
        Proof::Secure => DnssecStatus::Secure,
        Proof::Insecure => DnssecStatus::Insecure,
        Proof::Bogus => DnssecStatus::Bogus,
        Proof::Indeterminate => DnssecStatus::Indeterminate,
    }
}

/// Whether all that is claimed not to exist is proved, where every record is secure by itself.
fn denials(
    verified: &Verified,
    kind: &Kind,
    name: &Name,
    record_type: RecordType,
) -> (DnssecStatus, Option<String>) {
    let message = &verified.message;
    let claim = match kind {
        Kind::NxDomain => Some(Claim::NxDomain),
        Kind::NoData => Some(Claim::NoData),
        _ => wildcard(message).map(|(labels, _)| Claim::Expanded(labels)),
    };
    let Some(claim) = claim else {
        return (DnssecStatus::Secure, None);
    };
    let signer = wildcard(message).map(|(_, signer)| signer);
    let authority = &message.authorities;
    let bogus = |why: &str| (DnssecStatus::Bogus, Some(why.to_owned()));
    if dname_above(&message.answers, name).is_some() {
        // RFC 6672 §2.5 leaves the meaning of a wildcard DNAME open.
        return bogus("the DNAME record comes from a wildcard");
    }
    match (prove(claim, name, record_type, authority, signer), claim) {
        // hickory errs on wildcards of NSEC zones both ways, and believes no denial at the owner of a DNAME; on other denials,
        // both must agree.
        (Proven::Yes, Claim::Expanded(_)) => (DnssecStatus::Secure, None),
        (Proven::Yes, _) if verified.denial.is_none() || names_dname(authority) => {
            (DnssecStatus::Secure, None)
        }
        (Proven::OptOut, _) => (
            DnssecStatus::Insecure,
            Some("the proof leaves out unsigned delegations (NSEC3 opt-out)".to_owned()),
        ),
        (proven @ Proven::TooManyIterations(_), _) => (DnssecStatus::Insecure, too_many(proven)),
        (_, Claim::Expanded(_)) => {
            bogus("the answer comes from a wildcard, without a proof that no closer name exists")
        }
        (_, Claim::NxDomain) => {
            bogus("the NSEC or NSEC3 records do not prove that the name does not exist")
        }
        (_, Claim::NoData | Claim::Undelegated) => bogus(&format!(
            "the NSEC or NSEC3 records do not prove that there are no {record_type} records"
        )),
    }
}

/// Whether a denial says that there is a DNAME record.
fn names_dname(authority: &[Record]) -> bool {
    authority.iter().any(|record| {
        let types = nsec(record).map(|nsec| nsec.type_set());
        let types = types.or_else(|| nsec3(record).map(|nsec3| nsec3.type_set()));
        types.is_some_and(|types| types.contains(RecordType::DNAME) && !is_delegation(types))
    })
}

/// The wildcard that an answer was made from, by its labels, and its zone: the shortest that a signature names which holds.
fn wildcard(message: &DnsResponse) -> Option<(u8, &Name)> {
    let signatures = || message.answers.iter().filter(|it| rrsig(it).is_some());
    let holds = |signature: &&Record| signature.proof == Proof::Secure;
    // Anybody can put further signatures beside one that holds, of a wildcard above the zone, where nothing is ever found closer.
    let is_known = signatures().any(|it| holds(&it));
    let counted = signatures().filter(|it| !is_known || holds(it));
    let expanded = counted.filter_map(|record| {
        let labels = expanded_from(record)?;
        Some((labels, &rrsig(record)?.input().signer_name))
    });
    expanded.min_by_key(|(labels, _)| *labels)
}
