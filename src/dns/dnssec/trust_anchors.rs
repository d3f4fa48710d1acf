//! The trust anchors: the keys that everything is verified from, IANA's for the root or the user's own.

use super::anchor_file;
use super::anchored::{Keys, Trouble, prime};
use super::tap::Tap;
use hickory_resolver::net::xfer::DnsHandle;
use hickory_resolver::proto::dnssec::TrustAnchors;
use hickory_resolver::proto::dnssec::rdata::{DNSKEY, DS};
use hickory_resolver::proto::rr::Name;
use std::sync::Arc;

pub use super::anchor_file::AnchorError;

/// The keys, or digests of keys, that are trusted (RFC 4033 §2).
#[derive(Clone)]
pub struct DnssecAnchors {
    zones: Vec<Anchors>,
}

/// Those of one zone.
#[derive(Clone)]
pub(super) struct Anchors {
    pub(super) zone: Name,
    pub(super) anchors: Vec<Anchor>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Anchor {
    /// A key.
    Key(DNSKEY),
    /// The digest of a key.
    Digest(DS),
    /// The keys of the root that IANA publishes, as hickory brings them.
    Iana,
}

impl DnssecAnchors {
    /// IANA's keys of the root zone.
    pub fn iana() -> Self {
        Self {
            zones: vec![Anchors {
                zone: Name::root(),
                anchors: vec![Anchor::Iana],
            }],
        }
    }

    /// The anchors of a file with DNSKEY and DS records in the form of zone files (RFC 1035 §5), of whatever zones.
    ///
    /// # Errors
    /// With the number of the line where it holds anything else, or an anchor that could not be used; where it holds none.
    pub fn read(text: &str) -> Result<Self, AnchorError> {
        let read = anchor_file::read(text)?.into_iter();
        let each = read.map(|(zone, anchor)| Self {
            zones: vec![Anchors {
                zone,
                anchors: vec![anchor],
            }],
        });
        Ok(each.fold(Self { zones: Vec::new() }, Self::with))
    }

    /// These anchors and others.
    #[must_use]
    pub fn with(mut self, others: Self) -> Self {
        for other in others.zones {
            match self.zones.iter_mut().find(|own| own.zone == other.zone) {
                Some(own) => own.anchors.extend(other.anchors),
                None => self.zones.push(other),
            }
        }
        self
    }

    /// The zone that is asked whether DNSSEC comes through: the highest.
    pub(super) fn canary_zone(&self) -> Name {
        let zones = self.zones.iter().map(|anchors| &anchors.zone);
        let highest = zones.min_by_key(|zone| zone.num_labels());
        highest.cloned().unwrap_or_else(Name::root)
    }

    /// The closest zone above a name that has an anchor: what lies above that one says nothing about the name.
    pub(super) fn closest(&self, name: &Name) -> Option<&Name> {
        let zones = self.zones.iter().map(|anchors| &anchors.zone);
        zones
            .filter(|zone| zone.zone_of(name))
            .max_by_key(|zone| zone.num_labels())
    }

    /// The trusted keys of such a zone, which is asked for them where only digests of them are known.
    pub(super) async fn keys<H: DnsHandle>(&self, zone: &Name, tap: &Tap<H>) -> Keys {
        match self.zones.iter().find(|anchors| anchors.zone == *zone) {
            Some(anchors) if anchors.anchors.contains(&Anchor::Iana) => Keys {
                keys: Arc::new(TrustAnchors::default()),
                trouble: None,
            },
            Some(anchors) => prime(anchors, tap).await,
            None => self.no_keys(),
        }
    }

    /// What stands for keys where no anchor is above the name.
    pub(super) fn no_keys(&self) -> Keys {
        Keys {
            keys: Arc::new(TrustAnchors::empty()),
            trouble: Some(Trouble::Unknown(
                "no trust anchor is for a zone above it".to_owned(),
            )),
        }
    }
}

impl std::fmt::Debug for DnssecAnchors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let zones = self.zones.iter().map(|anchors| anchors.zone.to_ascii());
        f.debug_list().entries(zones).finish()
    }
}
