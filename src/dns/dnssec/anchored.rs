//! From the anchors of a zone to its keys: the zone's DNSKEY RRset counts where a key that an anchor names has signed it.

use super::explain::signature_trouble;
use super::link::Link;
use super::records::dnskey;
use super::tap::Tap;
use super::trust_anchors::{Anchor, Anchors};
use super::validator::{now, options};
use crate::dns::DnssecStatus;
use hickory_resolver::net::xfer::{DnsHandle, FirstAnswer};
use hickory_resolver::proto::dnssec::rdata::DNSKEY;
use hickory_resolver::proto::dnssec::{PublicKey, TrustAnchors};
use hickory_resolver::proto::op::Query;
use hickory_resolver::proto::rr::{LowerName, Name, Record, RecordType};
use std::sync::Arc;

/// The keys that a zone's records may be verified with.
pub(super) struct Keys {
    pub(super) keys: Arc<TrustAnchors>,
    /// Why there are none.
    pub(super) trouble: Option<Trouble>,
}

/// Why an anchor leads to no keys.
pub(super) enum Trouble {
    /// They could not be had.
    Unknown(String),
    /// What came contradicts the anchor.
    False(String),
}

impl Trouble {
    /// The link, with the status that the anchors leave.
    pub(super) fn over(self, link: Link) -> Link {
        let (status, reason) = match self {
            Self::Unknown(reason) => (DnssecStatus::Indeterminate, reason),
            Self::False(reason) => (DnssecStatus::Bogus, reason),
        };
        Link {
            status,
            reason: Some(reason),
            ..link
        }
    }
}

/// Asks the zone for its keys, and takes all of them where one that an anchor names signed them (RFC 4035 §5).
pub(super) async fn prime<H: DnsHandle>(anchors: &Anchors, tap: &Tap<H>) -> Keys {
    let zone = &anchors.zone;
    let query = Query::query(zone.clone(), RecordType::DNSKEY);
    let came = tap.lookup(query, options()).first_answer().await;
    let checked = match &came {
        Ok(message) => trusted(anchors, &message.answers).map_err(Trouble::False),
        Err(_) => Err(Trouble::Unknown(format!(
            "the keys of {}, which the trust anchor names, could not be asked for",
            zone.to_ascii()
        ))),
    };
    let mut keys = TrustAnchors::empty();
    match checked {
        Ok(trusted) => {
            for key in trusted {
                keys.insert_with_name(key.public_key(), LowerName::new(zone));
            }
            Keys {
                keys: Arc::new(keys),
                trouble: None,
            }
        }
        Err(trouble) => Keys {
            keys: Arc::new(keys),
            trouble: Some(trouble),
        },
    }
}

/// All keys of the set, where one that an anchor names signed it.
fn trusted<'a>(anchors: &Anchors, records: &'a [Record]) -> Result<Vec<&'a DNSKEY>, String> {
    let zone = &anchors.zone;
    let named: Vec<Record> = records
        .iter()
        .filter(|record| {
            dnskey(record).is_some_and(|key| {
                let names = |anchor: &Anchor| is_named(anchor, key, zone);
                key.zone_key() && !key.revoke() && anchors.anchors.iter().any(names)
            })
        })
        .cloned()
        .collect();
    if named.is_empty() {
        let zone = zone.to_ascii();
        return Err(format!("no DNSKEY of {zone} matches the trust anchor"));
    }
    let trouble = signature_trouble(records, zone, RecordType::DNSKEY, Some(&named), now());
    match trouble {
        None => Ok(records.iter().filter_map(dnskey).collect()),
        Some(why) => Err(format!("the trust anchor does not hold: {why}")),
    }
}

fn is_named(anchor: &Anchor, key: &DNSKEY, zone: &Name) -> bool {
    match anchor {
        Anchor::Key(anchor) => {
            let (one, other) = (anchor.public_key(), key.public_key());
            one.algorithm() == other.algorithm() && one.public_bytes() == other.public_bytes()
        }
        Anchor::Digest(ds) => {
            key.calculate_key_tag().ok() == Some(ds.key_tag())
                && key.public_key().algorithm() == ds.algorithm()
                && ds.covers(zone, key).unwrap_or(false)
        }
        Anchor::Iana => false,
    }
}
