//! An answer before its records are read: the records or why there are none, and the trail.

use crate::dns::{DnssecStatus, DomainName, Lookup, NoAnswer, Secured, Signed, Trail};
use crate::interrupt::Signal;
use hickory_resolver::proto::rr::{Name, RData, Record, RecordType};

/// What a question came to.
pub(super) struct Answer {
    pub(super) outcome: Result<Vec<Record>, NoAnswer>,
    /// The signature over the records, where it was found to hold here.
    pub(super) signed: Option<Signed>,
    pub(super) trail: Trail,
}

impl Answer {
    /// The answer about a name that cannot exist.
    pub(super) fn impossible(owner: &str, record_type: RecordType) -> Self {
        let why = "the name is too long to be asked for";
        Self::none(owner, record_type, NoAnswer::NxDomain, why)
    }

    /// The answer that did not come in time.
    pub(super) fn late(owner: &str, record_type: RecordType) -> Self {
        let why = "the deadline passed";
        Self::none(owner, record_type, NoAnswer::Deadline, why)
    }

    /// The answer for which nobody waits any more.
    pub(super) fn interrupted(owner: &str, record_type: RecordType, signal: Signal) -> Self {
        Self::none(
            owner,
            record_type,
            NoAnswer::Interrupted(signal),
            signal.words(),
        )
    }

    fn none(owner: &str, record_type: RecordType, why_none: NoAnswer, why: &str) -> Self {
        Self {
            outcome: Err(why_none),
            signed: None,
            trail: Trail {
                owner: owner.to_owned(),
                record_type: record_type.into(),
                aliases: Vec::new(),
                status: DnssecStatus::Indeterminate,
                reason: Some(why.to_owned()),
                opinion: None,
            },
        }
    }

    /// An answer all of which has one status.
    pub(super) fn uniform(
        (name, record_type): (&DomainName, RecordType),
        outcome: Result<Vec<Record>, NoAnswer>,
        aliases: Vec<DomainName>,
        (status, reason): (DnssecStatus, Option<&str>),
    ) -> Self {
        let reason = reason.map(str::to_owned);
        let aliases = aliases.into_iter().map(|value| Secured {
            value,
            status,
            reason: reason.clone(),
        });
        let trail = Trail {
            owner: name.to_string(),
            record_type: record_type.into(),
            aliases: aliases.collect(),
            status,
            reason: reason.clone(),
            opinion: None,
        };
        Self {
            outcome,
            signed: None,
            trail,
        }
    }

    /// The answer with its records read.
    pub(super) fn lookup<T>(self, pick: fn(&RData) -> Option<T>) -> Lookup<T> {
        let mut ttl = None;
        let outcome = self.outcome.and_then(|records| {
            ttl = records.iter().map(|record| record.ttl).max();
            let read: Vec<T> = records
                .iter()
                .filter_map(|record| pick(&record.data))
                .collect();
            match read.is_empty() {
                true => Err(NoAnswer::NoData),
                false => Ok(read),
            }
        });
        Lookup {
            ttl: ttl.filter(|_| outcome.is_ok()),
            signed: self.signed.filter(|_| outcome.is_ok()),
            outcome,
            trail: self.trail,
        }
    }
}

/// The target of the alias at a name, if it is one.
pub(super) fn alias<'a>(records: &'a [Record], owner: &Name) -> Option<&'a Name> {
    records.iter().find_map(|record| match &record.data {
        RData::CNAME(target) if record.name == *owner => Some(&target.0),
        _ => None,
    })
}

/// A name from DNS as a mail host's name; what is none (a label with strange octets) is left out of the list of aliases.
pub(super) fn host(name: &Name) -> Option<DomainName> {
    DomainName::parse(&name.to_ascii()).ok()
}
