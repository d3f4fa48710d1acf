//! All zones of a lab, from the root down, with the delegations between them.

use std::io;

use hickory_server::proto::rr::rdata::NS;
use hickory_server::proto::rr::{Name, RData, Record, RecordType};
use hickory_server::proto::serialize::txt::Parser;

use super::key::{Bogus, Flaw, ZoneKey};
use super::server::{Failure, Fault};
use super::zone::Zone;
use crate::lab::scenario::Scenario;

/// How long what every zone has may be kept, in seconds.
const TTL: u32 = 300;

/// What kind of resolver the DNS server passes for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Resolver {
    /// It validates: it sets the AD bit for what is secure, and answers SERVFAIL for what is bogus, unless asked not to check
    /// (RFC 4035 §3.2).
    #[default]
    Validating,
    /// It hands signatures out, and leaves it to others to check them.
    Plain,
    /// It knows nothing of DNSSEC, and hands out neither signatures nor denials nor keys.
    Stripping,
}

/// The zones, and what is wrong with some of their answers.
pub(in crate::lab) struct Zones {
    /// The root first; each before those below it.
    zones: Vec<Zone>,
    faults: Vec<(Name, RecordType, Failure)>,
    bogus: Vec<(Name, RecordType, Flaw)>,
    pub(super) resolver: Resolver,
}

impl Zones {
    /// Makes the zones of a scenario from its records, which are lines in the format of RFC 1035 §5.1 in which every name is
    /// complete. The zones above them, up to the root, hold nothing but delegations.
    pub(in crate::lab) fn new(scenario: &Scenario, records: &[String]) -> io::Result<Self> {
        let own = names(&scenario.zones)?;
        let unsigned = names(&scenario.unsigned)?;
        let mut origins = own.clone();
        for origin in &own {
            let above = (0..origin.num_labels()).map(|labels| origin.trim_to(labels.into()));
            // A zone cut at each label would only make answers longer.
            origins.extend(above.filter(|above| above.num_labels() < 2));
        }
        origins.push(Name::root());
        origins.sort();
        origins.dedup();

        // Without a key of the root there would be no trust anchor.
        let signed = |origin: &Name| origin.is_root() || !unsigned.contains(origin);
        let zones = origins
            .into_iter()
            .map(|origin| begin(&origin, signed(&origin)));
        let mut zones = Self {
            zones: zones.collect::<io::Result<_>>()?,
            faults: faults(&scenario.faults)?,
            bogus: bogus(&scenario.bogus)?,
            resolver: scenario.resolver,
        };
        zones.delegate()?;
        for record in parse(records, scenario.ttl)? {
            let zone = zones.zone_of(&record.name).filter(|at| {
                let zone = zones.zones.get(*at);
                zone.is_some_and(|zone| own.contains(&zone.origin))
            });
            match zone.and_then(|at| zones.zones.get_mut(at)) {
                Some(zone) => zone.insert(record),
                None => return Err(invalid(format!("{} is in no zone of the lab", record.name))),
            }
        }
        Ok(zones)
    }

    /// The root's key, and its digest, as lines of a zone file: what a client needs to trust the lab.
    pub(in crate::lab) fn trust_anchor(&self) -> io::Result<String> {
        let root = self.zones.iter().filter(|zone| zone.origin.is_root());
        let key = root.filter_map(|root| root.key.as_ref()).next();
        let key = key.ok_or_else(|| io::Error::other("the root has no key"))?;
        let mut lines = String::new();
        for data in [key.dnskey(), key.ds()?] {
            let record_type = data.record_type();
            lines.push_str(&format!(". {TTL} IN {record_type} {data}\n"));
        }
        Ok(lines)
    }

    /// The zone that answers a question: the closest one around the name, or for DS records the one above it (RFC 4035 §3.1.4.1).
    pub(super) fn asked(&self, name: &Name, record_type: RecordType) -> Option<&Zone> {
        let mut at = self.zone_of(name)?;
        let is_apex = self.zones.get(at)?.origin == *name;
        if record_type == RecordType::DS && is_apex && !name.is_root() {
            at = self.zone_of(&name.base_name())?;
        }
        self.zones.get(at)
    }

    /// Whether a chain of signed zones leads from the root to this one.
    pub(super) fn is_secure(&self, zone: &Zone) -> bool {
        self.around(zone).all(|zone| zone.key.is_some())
    }

    /// What is wrong with the keys of this zone or those above it.
    pub(super) fn broken_chain(&self, zone: &Zone) -> Option<Flaw> {
        let types = [RecordType::DS, RecordType::DNSKEY];
        self.around(zone)
            .find_map(|zone| types.iter().find_map(|t| self.flaw(&zone.origin, *t)))
    }

    /// What is wrong with the signature of these records.
    pub(super) fn flaw(&self, owner: &Name, record_type: RecordType) -> Option<Flaw> {
        listed(&self.bogus, owner, record_type)
    }

    /// What happens to this question instead of an answer.
    pub(super) fn fault(&self, owner: &Name, record_type: RecordType) -> Option<Failure> {
        listed(&self.faults, owner, record_type)
    }

    /// The zone itself and those above it.
    fn around<'a>(&'a self, zone: &'a Zone) -> impl Iterator<Item = &'a Zone> {
        let zones = self.zones.iter();
        zones.filter(|above| above.origin.zone_of(&zone.origin))
    }

    /// Where the closest zone around a name stands.
    fn zone_of(&self, name: &Name) -> Option<usize> {
        let around = self.zones.iter().enumerate();
        let around = around.filter(|(_, zone)| zone.origin.zone_of(name));
        let closest = around.max_by_key(|(_, zone)| zone.origin.num_labels());
        closest.map(|(at, _)| at)
    }

    /// Puts NS records, and DS records for signed zones, into the zone above each.
    fn delegate(&mut self) -> io::Result<()> {
        let mut delegations = Vec::new();
        for zone in self.zones.iter().filter(|zone| !zone.origin.is_root()) {
            let mut data = vec![RData::NS(NS(name_server(&zone.origin)?))];
            data.extend(zone.key.as_ref().map(ZoneKey::ds).transpose()?);
            delegations.push((zone.origin.clone(), data));
        }
        for (origin, data) in delegations {
            let above = self.zone_of(&origin.base_name());
            let Some(above) = above.and_then(|at| self.zones.get_mut(at)) else {
                continue;
            };
            for data in data {
                above.insert(Record::from_rdata(origin.clone(), TTL, data));
            }
        }
        Ok(())
    }
}

/// A zone with what every zone has.
fn begin(origin: &Name, signed: bool) -> io::Result<Zone> {
    let mut zone = Zone::new(origin.clone(), signed)?;
    let ns = name_server(origin)?;
    let hostmaster = origin.prepend_label("hostmaster").map_err(invalid)?;
    let lines = [
        format!("{origin} SOA {ns} {hostmaster} 1 7200 3600 1209600 300"),
        format!("{origin} NS {ns}"),
        format!("{ns} A 192.0.2.53"),
    ];
    for record in parse(&lines, TTL)? {
        zone.insert(record);
    }
    Ok(zone)
}

fn name_server(origin: &Name) -> io::Result<Name> {
    origin.prepend_label("ns").map_err(invalid)
}

fn parse(lines: &[String], ttl: u32) -> io::Result<Vec<Record>> {
    let mut text = format!("$TTL {ttl}\n");
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    let parsed = Parser::new(text, None, Some(Name::root())).parse();
    let (_, sets) = parsed.map_err(invalid)?;
    let sets = sets.into_values();
    Ok(sets.flat_map(|set| set.into_parts().records).collect())
}

/// What the first entry for an owner and a type says.
fn listed<T: Copy>(
    list: &[(Name, RecordType, T)],
    owner: &Name,
    record_type: RecordType,
) -> Option<T> {
    let mut list = list.iter();
    let (_, _, value) = list.find(|(known, kind, _)| {
        known == owner && (*kind == RecordType::ANY || *kind == record_type)
    })?;
    Some(*value)
}

fn faults(faults: &[Fault]) -> io::Result<Vec<(Name, RecordType, Failure)>> {
    let faults = faults.iter().map(|fault| {
        let record_type = fault.record_type.parse().map_err(invalid)?;
        Ok((absolute(&fault.owner)?, record_type, fault.failure))
    });
    faults.collect()
}

fn bogus(bogus: &[Bogus]) -> io::Result<Vec<(Name, RecordType, Flaw)>> {
    let bogus = bogus.iter().map(|bogus| {
        let record_type = bogus.record_type.parse().map_err(invalid)?;
        Ok((absolute(&bogus.owner)?, record_type, bogus.flaw))
    });
    bogus.collect()
}

fn names(names: &[String]) -> io::Result<Vec<Name>> {
    names.iter().map(|name| absolute(name)).collect()
}

fn absolute(name: &str) -> io::Result<Name> {
    let name = Name::parse(name, Some(&Name::root())).map_err(invalid)?;
    Ok(name.to_lowercase())
}

fn invalid(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, error)
}
