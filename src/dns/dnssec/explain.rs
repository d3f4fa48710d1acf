//! Why something is bogus, in words; the verdict itself never rests on this.

use super::link::Evidence;
use super::log::answer;
use super::records::{dnskey, ds, rrsig};
use hickory_resolver::proto::dnssec::rdata::RRSIG;
use hickory_resolver::proto::dnssec::{Proof, PublicKey, Verifier};
use hickory_resolver::proto::rr::{DNSClass, Name, Record, RecordType};

/// How many signatures of an RRset are looked at, and how many keys for each: a bound on the work that an answer can cause.
const SIGNATURES: usize = 8;
const KEYS: usize = 4;

/// The reason that the evidence gives.
pub(super) fn explain(
    section: &[Record],
    name: &Name,
    is_negative: bool,
    evidence: &Evidence<'_>,
) -> String {
    let bogus = section
        .iter()
        .filter(|record| rrsig(record).is_none() && record.proof == Proof::Bogus);
    let reason = bogus
        .filter_map(|record| {
            let zone = zone_of(section, record, evidence);
            zone_trouble(&zone, evidence).or_else(|| {
                let keys = answer(evidence.events, &zone, RecordType::DNSKEY);
                let owner = &record.name;
                let record_type = record.record_type();
                signature_trouble(section, owner, record_type, keys, evidence.now)
            })
        })
        .next();
    let name = name.to_ascii();
    reason.unwrap_or_else(|| match is_negative {
        true => format!("no NSEC or NSEC3 record proves what the answer denies of {name}"),
        false => format!("the chain of trust to {name} is broken"),
    })
}

/// The zone that a record is of: the one that signed it, or else the closest one above whose keys were asked for.
fn zone_of(section: &[Record], record: &Record, evidence: &Evidence<'_>) -> Name {
    let signer = section
        .iter()
        .filter(|other| other.name == record.name)
        .filter_map(rrsig)
        .find(|rrsig| rrsig.input().type_covered == record.record_type())
        .map(|rrsig| &rrsig.input().signer_name);
    let mut zone = signer.unwrap_or(&record.name).clone();
    while answer(evidence.events, &zone, RecordType::DNSKEY).is_none() && !zone.is_root() {
        zone = zone.base_name();
    }
    zone
}

/// What is wrong with the keys of a zone.
fn zone_trouble(zone: &Name, evidence: &Evidence<'_>) -> Option<String> {
    let keys = answer(evidence.events, zone, RecordType::DNSKEY)?;
    let delegation = answer(evidence.events, zone, RecordType::DS)?;
    let delegation: Vec<_> = delegation.iter().filter_map(ds).take(SIGNATURES).collect();
    let first = delegation.first()?;
    let found: Vec<_> = keys.iter().filter_map(dnskey).collect();
    let shown = zone.to_ascii();
    if found.is_empty() {
        return Some(format!("{shown} has a DS record, but no DNSKEY"));
    }
    let matches = delegation.iter().any(|ds| {
        let mut tagged = found
            .iter()
            .filter(|key| key.calculate_key_tag().ok() == Some(ds.key_tag()))
            .take(KEYS);
        tagged.any(|key| ds.covers(zone, key).unwrap_or(false))
    });
    if !matches {
        return Some(format!(
            "no DNSKEY of {shown} matches its DS record (tag {})",
            first.key_tag()
        ));
    }
    signature_trouble(keys, zone, RecordType::DNSKEY, Some(keys), evidence.now)
}

/// What is wrong with the signatures over an RRset; nothing where one of them holds.
pub(super) fn signature_trouble(
    records: &[Record],
    owner: &Name,
    record_type: RecordType,
    keys: Option<&[Record]>,
    now: u32,
) -> Option<String> {
    let signatures = records
        .iter()
        .filter(|record| record.name == *owner)
        .filter_map(rrsig)
        .filter(|rrsig| rrsig.input().type_covered == record_type);
    let over = format!("{} {record_type}", owner.to_ascii());
    let mut last = Some(format!("no RRSIG over {over}"));
    for signature in signatures.take(SIGNATURES) {
        let trouble = one_signature(signature, records, owner, record_type, keys, now);
        match trouble {
            Some(trouble) => last = Some(trouble.sentence(&over, signature)),
            None => return None,
        }
    }
    last
}

/// What is wrong with one signature.
enum Trouble {
    Expired,
    NotYet,
    Foreign,
    NoKey,
    Mismatch,
}

impl Trouble {
    fn sentence(&self, over: &str, signature: &RRSIG) -> String {
        let input = signature.input();
        let (tag, signer) = (input.key_tag, input.signer_name.to_ascii());
        match self {
            Self::Expired => format!(
                "RRSIG over {over} (key {tag}) expired on {}",
                day(input.sig_expiration.get())
            ),
            Self::NotYet => format!(
                "RRSIG over {over} (key {tag}) is not valid before {}",
                day(input.sig_inception.get())
            ),
            Self::Foreign => format!("{over} is signed by the foreign zone {signer}"),
            Self::NoKey => {
                format!("{over} is signed with a key that {signer} does not have (tag {tag})")
            }
            Self::Mismatch => {
                format!("the RRSIG over {over} (key {tag}) does not match the data")
            }
        }
    }
}

fn one_signature(
    signature: &RRSIG,
    records: &[Record],
    owner: &Name,
    record_type: RecordType,
    keys: Option<&[Record]>,
    now: u32,
) -> Option<Trouble> {
    let input = signature.input();
    // RFC 4034 §3.1.5: serial number arithmetic.
    if is_before(input.sig_expiration.get(), now) {
        return Some(Trouble::Expired);
    }
    if is_before(now, input.sig_inception.get()) {
        return Some(Trouble::NotYet);
    }
    if !input.signer_name.zone_of(owner) {
        return Some(Trouble::Foreign);
    }
    let keys = keys?;
    let tagged = keys.iter().filter_map(dnskey).filter(|key| {
        key.zone_key()
            && !key.revoke()
            && key.public_key().algorithm() == input.algorithm
            && key.calculate_key_tag().ok() == Some(input.key_tag)
    });
    let mut any = false;
    for key in tagged.take(KEYS) {
        any = true;
        let covered = records
            .iter()
            .filter(|record| record.name == *owner && record.record_type() == record_type);
        let held = key.verify_rrsig(owner, DNSClass::IN, signature, covered);
        if held.is_ok() {
            return None;
        }
    }
    Some(match any {
        true => Trouble::Mismatch,
        false => Trouble::NoKey,
    })
}

/// Whether one moment is before another, in serial number arithmetic.
fn is_before(one: u32, other: u32) -> bool {
    one != other && other.wrapping_sub(one) < 1 << 31
}

fn day(seconds: u32) -> String {
    let moment = jiff::Timestamp::from_second(i64::from(seconds));
    moment.map_or_else(
        |_| seconds.to_string(),
        |moment| moment.strftime("%Y-%m-%d").to_string(),
    )
}
