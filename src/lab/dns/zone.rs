//! One zone: what it has at a name, and how it proves what it has not (RFC 4035 §3.1.3).

use std::collections::BTreeMap;
use std::io;
use std::ops::Bound::{Excluded, Unbounded};

use hickory_server::proto::dnssec::rdata::{DNSSECRData, NSEC};
use hickory_server::proto::rr::{Name, RData, Record, RecordType};

use super::key::ZoneKey;

/// How long a denial may be kept, in seconds.
const DENIAL_TTL: u32 = 300;

/// The sets of records at a name.
type Sets = BTreeMap<RecordType, Vec<Record>>;

/// One zone.
pub(super) struct Zone {
    pub(super) origin: Name,
    /// The key, where the zone is signed.
    pub(super) key: Option<ZoneKey>,
    /// By name, in the canonical order of RFC 4034 §6.1. Names in lower case.
    sets: BTreeMap<Name, Sets>,
}

/// What a zone answers to a question.
pub(super) struct Found {
    pub(super) outcome: Outcome,
    pub(super) answer: Vec<Set>,
    pub(super) authority: Vec<Set>,
}

/// What became of the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The records are there, or the name is there without them.
    Exists,
    /// The name is an alias for this one.
    Alias(Name),
    /// There is no such name.
    Nonexistent,
}

/// Records of one type, which one signature covers.
#[derive(Clone)]
pub(super) struct Set {
    /// The records as they stand in the zone.
    pub(super) records: Vec<Record>,
    /// The owner as which they are sent, where that comes of a wildcard.
    pub(super) sent_as: Option<Name>,
}

impl Zone {
    pub(super) fn new(origin: Name, signed: bool) -> io::Result<Self> {
        let key = signed.then(|| ZoneKey::new(&origin)).transpose()?;
        let mut zone = Self {
            origin,
            key,
            sets: BTreeMap::new(),
        };
        if let Some(dnskey) = zone.key.as_ref().map(ZoneKey::dnskey) {
            zone.insert(Record::from_rdata(zone.origin.clone(), DENIAL_TTL, dnskey));
        }
        Ok(zone)
    }

    /// Adds a record; the same one twice counts once (RFC 2181 §5).
    pub(super) fn insert(&mut self, record: Record) {
        let sets = self.sets.entry(record.name.to_lowercase()).or_default();
        let set = sets.entry(record.record_type()).or_default();
        if !set.iter().any(|known| known.data == record.data) {
            set.push(record);
        }
    }

    /// The answer to a question for a name within the zone.
    pub(super) fn find(&self, name: &Name, record_type: RecordType) -> io::Result<Found> {
        let name = name.to_lowercase();
        if self.exists(&name) {
            return Ok(self.found_at(&name, record_type, None));
        }
        let wildcard = self.wildcard(&name)?;
        if !self.sets.contains_key(&wildcard) {
            return Ok(Found {
                outcome: Outcome::Nonexistent,
                answer: Vec::new(),
                authority: self.nothing(&[&name, &wildcard]),
            });
        }
        let mut found = self.found_at(&wildcard, record_type, Some(&name));
        // RFC 4035 §3.1.3.3 and §3.1.3.4: that nothing closer than the wildcard matches is proved as well.
        for denial in self.denials(&[&name]) {
            let known = |set: &Set| set.records == denial.records;
            if !found.authority.iter().any(known) {
                found.authority.push(denial);
            }
        }
        Ok(found)
    }

    /// What stands at a name that exists, sent with that owner where the name is a wildcard.
    fn found_at(&self, name: &Name, record_type: RecordType, sent_as: Option<&Name>) -> Found {
        let sets: Vec<_> = self.sets.get(name).into_iter().flatten().collect();
        let asked = |kind: RecordType| record_type == RecordType::ANY || kind == record_type;
        let mut wanted: Vec<_> = sets.iter().filter(|(kind, _)| asked(**kind)).collect();
        if wanted.is_empty() {
            wanted.extend(sets.iter().find(|(kind, _)| **kind == RecordType::CNAME));
        }
        let alias = wanted.iter().find_map(|(_, set)| match &set.first()?.data {
            RData::CNAME(target) if !asked(RecordType::CNAME) => Some(target.0.clone()),
            _ => None,
        });
        let mut answer: Vec<_> = wanted
            .into_iter()
            .map(|(_, records)| Set {
                records: (*records).clone(),
                sent_as: sent_as.cloned(),
            })
            .collect();
        if record_type == RecordType::NSEC && sent_as.is_none() && !sets.is_empty() {
            answer = self.denials(&[name]);
        }
        Found {
            outcome: alias.map_or(Outcome::Exists, Outcome::Alias),
            authority: match answer.is_empty() {
                true => self.nothing(&[name]),
                false => Vec::new(),
            },
            answer,
        }
    }

    /// The start of the zone, as denials have it (RFC 2308 §3), and the proof that there is nothing at these names.
    fn nothing(&self, names: &[&Name]) -> Vec<Set> {
        self.soa().into_iter().chain(self.denials(names)).collect()
    }

    fn soa(&self) -> Option<Set> {
        let records = self.sets.get(&self.origin)?.get(&RecordType::SOA)?.clone();
        Some(Set {
            records,
            sent_as: None,
        })
    }

    /// Whether the name has records, or names below it that have (RFC 8020 §2: an empty non-terminal exists).
    fn exists(&self, name: &Name) -> bool {
        let mut from = self.sets.range(name..);
        from.next().is_some_and(|(next, _)| name.zone_of(next))
    }

    /// The wildcard that would answer for a name that does not exist: the one below its closest encloser.
    fn wildcard(&self, name: &Name) -> io::Result<Name> {
        let mut encloser = name.base_name();
        while !self.exists(&encloser) && !encloser.is_root() {
            encloser = encloser.base_name();
        }
        encloser.prepend_label("*").map_err(io::Error::other)
    }

    /// The NSEC records that stand at these names, or cover them where nothing stands there; each once, and none in a zone
    /// that is not signed.
    fn denials(&self, names: &[&Name]) -> Vec<Set> {
        let mut denials: Vec<Set> = Vec::new();
        if self.key.is_none() {
            return denials;
        }
        for name in names {
            let Some((owner, sets)) = self.sets.range(..=*name).next_back() else {
                continue;
            };
            if denials
                .iter()
                .any(|known| known.records.iter().any(|r| r.name == *owner))
            {
                continue;
            }
            let mut after = self.sets.range::<Name, _>((Excluded(owner), Unbounded));
            // The last one leads back to the first (RFC 4034 §4.1.1).
            let next = after.next().map_or(&self.origin, |(next, _)| next);
            let nsec = NSEC::new_cover_self(next.clone(), sets.keys().copied());
            let data = RData::DNSSEC(DNSSECRData::NSEC(nsec));
            denials.push(Set {
                records: vec![Record::from_rdata(owner.clone(), DENIAL_TTL, data)],
                sent_as: None,
            });
        }
        denials
    }
}
