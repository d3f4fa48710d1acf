//! What NSEC3 records of one zone prove (RFC 5155 §8, RFC 6840 §4.1, RFC 9276 §3.2).

use super::denial::{Claim, Proven};
use super::nsec::{is_delegation, speaks_below, wildcard_of};
use hickory_resolver::proto::dnssec::rdata::NSEC3;
use hickory_resolver::proto::rr::{Name, RecordType};

/// A verified NSEC3 record with its owner.
pub(super) type Owned<'a> = (&'a Name, &'a NSEC3);

/// RFC 9276 §3.2 lets validators treat more as insecure, and the common ones begin here.
const ITERATIONS: u16 = 100;

/// The closest encloser (RFC 5155 §8.3), and whether the span that the next closer name lies in leaves names out.
struct Encloser {
    closest: Name,
    opt_out: bool,
}

/// What these records of the zone prove of the claim about the name.
pub(super) fn prove(
    claim: Claim,
    name: &Name,
    record_type: RecordType,
    zone: &Name,
    records: &[Owned<'_>],
) -> Proven {
    let Some(chain) = Chain::new(zone, records) else {
        return Proven::No;
    };
    if chain.iterations() > ITERATIONS {
        return Proven::TooManyIterations(chain.iterations());
    }
    if let Claim::Expanded(labels) = claim {
        // RFC 5155 §8.8: the name one label below the wildcard's parent must not exist.
        let next_closer = name.trim_to(usize::from(labels) + 1);
        return match chain.covering(&next_closer) {
            Some(nsec3) => Proven::unless_opt_out(nsec3.opt_out()),
            None => Proven::No,
        };
    }
    if let Some(nsec3) = chain.matching(name) {
        let is_meant = match claim {
            Claim::NoData => true,
            // RFC 6840 §4.4: without NS there is no delegation, and all is the zone's own.
            Claim::Undelegated => is_delegation(nsec3.type_set()),
            Claim::NxDomain | Claim::Expanded(_) => false,
        };
        return Proven::when(is_meant && lacks(name, nsec3, record_type));
    }
    let Some(encloser) = chain.encloser(name) else {
        return Proven::No;
    };
    let wildcard = wildcard_of(&encloser.closest);
    let is_proven = match claim {
        Claim::NxDomain => wildcard.is_some_and(|name| chain.covering(&name).is_some()),
        // RFC 5155 §8.6: where names are left out, a delegation without DS may be there and not be seen.
        _ if encloser.opt_out => true,
        Claim::Undelegated => false,
        _ => wildcard.is_some_and(|name| {
            chain
                .matching(&name)
                .is_some_and(|nsec3| lacks(&name, nsec3, record_type))
        }),
    };
    match is_proven {
        true => Proven::unless_opt_out(encloser.opt_out),
        false => Proven::No,
    }
}

/// Whether the record at a name that exists says that it has no such records, and no alias either (RFC 5155 §8.5, §8.6).
fn lacks(name: &Name, nsec3: &NSEC3, record_type: RecordType) -> bool {
    let types = nsec3.type_set();
    let is_right_side = match record_type {
        RecordType::DS => name.is_root() || !types.contains(RecordType::SOA),
        _ => !is_delegation(types),
    };
    is_right_side && !types.contains(record_type) && !types.contains(RecordType::CNAME)
}

/// The records of a zone that hash alike.
struct Chain<'a> {
    zone: &'a Name,
    first: &'a NSEC3,
    hashed: Vec<(Vec<u8>, &'a NSEC3)>,
}

impl<'a> Chain<'a> {
    fn new(zone: &'a Name, records: &[Owned<'a>]) -> Option<Self> {
        let (_, first) = records.first()?;
        let alike = records.iter().filter(|(owner, nsec3)| {
            // RFC 5155 §8.2: records with other parameters, or of another zone, belong to another chain.
            owner.base_name() == *zone
                && nsec3.salt() == first.salt()
                && nsec3.iterations() == first.iterations()
                && nsec3.hash_algorithm() == first.hash_algorithm()
        });
        let hashed = alike.filter_map(|(owner, nsec3)| {
            let label = owner.iter().next()?;
            Some((base32hex(label)?, *nsec3))
        });
        Some(Self {
            zone,
            first,
            hashed: hashed.collect(),
        })
    }

    fn iterations(&self) -> u16 {
        self.first.iterations()
    }

    fn hash(&self, name: &Name) -> Option<Vec<u8>> {
        let algorithm = self.first.hash_algorithm();
        let digest = algorithm.hash(self.first.salt(), name, self.first.iterations());
        digest.ok().map(|digest| digest.as_ref().to_vec())
    }

    /// The record at the name's hash.
    fn matching(&self, name: &Name) -> Option<&'a NSEC3> {
        let hash = self.hash(name)?;
        let (_, nsec3) = self.hashed.iter().find(|(own, _)| *own == hash)?;
        Some(nsec3)
    }

    /// The record whose span the name's hash lies in.
    fn covering(&self, name: &Name) -> Option<&'a NSEC3> {
        let hash = self.hash(name)?;
        let (_, nsec3) = self.hashed.iter().find(|(own, nsec3)| {
            let next = nsec3.next_hashed_owner_name();
            match own.as_slice() < next {
                true => *own < hash && hash.as_slice() < next,
                // The last record of the chain leads back to the first.
                false => *own < hash || hash.as_slice() < next,
            }
        })?;
        Some(nsec3)
    }

    /// RFC 5155 §8.3: the longest ancestor that exists, and the name one label longer, which does not.
    fn encloser(&self, name: &Name) -> Option<Encloser> {
        let mut next_closer = name.clone();
        while next_closer != *self.zone && !next_closer.is_root() {
            let closest = next_closer.base_name();
            if let Some(nsec3) = self.matching(&closest) {
                let covering = self.covering(&next_closer);
                let covering = covering.filter(|_| speaks_below(nsec3.type_set()))?;
                return Some(Encloser {
                    closest,
                    opt_out: covering.opt_out(),
                });
            }
            next_closer = closest;
        }
        None
    }
}

/// The octets of a label in base32hex (RFC 4648 §7).
pub(super) fn base32hex(label: &[u8]) -> Option<Vec<u8>> {
    let (mut accumulator, mut bits, mut octets) = (0_u32, 0, Vec::new());
    for character in label {
        let value = match character.to_ascii_lowercase() {
            digit @ b'0'..=b'9' => digit - b'0',
            letter @ b'a'..=b'v' => letter - b'a' + 10,
            _ => return None,
        };
        accumulator = (accumulator << 5 | u32::from(value)) & 0xffff;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            octets.push((accumulator >> bits & 0xff) as u8);
        }
    }
    Some(octets)
}
