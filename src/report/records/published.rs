//! The records that are published, as reported.

use crate::dane::Place;
use crate::judge::dane::publish::{CheckedRecord, OnHost, Signature};
use crate::report::moment::rfc3339;
use schemars::JsonSchema;
use serde::Serialize;

/// What is published.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PublishedReport {
    /// secure (they count), unusable, none, insecure (DNSSEC does not secure the zone), bogus, failed or not-tested.
    #[schemars(extend("enum" = ["secure", "unusable", "none", "insecure", "bogus", "failed", "not-tested"]))]
    pub status: &'static str,
    /// The same in words.
    pub reason: String,
    /// How long caches keep the records, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ttl: Option<u32>,
    /// The wildcard that the records come from, where there are none at the name itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wildcard: Option<String>,
    /// The signature over the records, where they were validated here and are secure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature: Option<SignatureReport>,
    /// The pattern of RFC 7671 §8 that they follow, where they count.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["unmatched", "current", "current-and-next", "current-and-issuer", "issuer"]))]
    pub pattern: Option<&'static str>,
    /// The records.
    pub records: Vec<PublishedRecord>,
    /// Combinations of usage, selector and matching type of which no record matches one of the credentials (RFC 7671 §8).
    pub gaps: Vec<GapReport>,
}

/// A signature over records (RFC 4034 §3.1.5).
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SignatureReport {
    /// From when it holds (RFC 3339).
    #[schemars(extend("format" = "date-time"))]
    pub inception: String,
    /// Until when it holds (RFC 3339); the zone's signer is to renew it before.
    #[schemars(extend("format" = "date-time"))]
    pub expiration: String,
    /// It should have been renewed by now.
    pub late: bool,
    /// The same in words.
    pub text: String,
}

/// One record.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PublishedRecord {
    /// The record as a line of the zone.
    pub line: String,
    /// Why no sender can use it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unusable: Option<String>,
    /// The credentials that it matches, by their places in the list.
    pub matches: Vec<usize>,
    /// What there is to say of it.
    pub text: String,
}

/// A combination without a record that matches.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct GapReport {
    /// Usage, selector and matching type.
    pub combination: String,
    /// The credential, by its place in the list.
    pub credential: usize,
}

impl PublishedReport {
    /// What is published for a host; nothing where nobody asked.
    pub(super) fn new(host: &OnHost) -> Option<Self> {
        let standing = host.standing.as_ref()?;
        // What its records say in the zone is not known by more than their content.
        let place = Place {
            ttl: host.published_ttl,
            ..host.place.clone()
        };
        let records = host.checked.records.iter();
        let gaps = host.checked.gaps.iter().filter(|_| standing.counts);
        Some(Self {
            status: standing.id,
            reason: standing.words.clone(),
            ttl: host.published_ttl,
            wildcard: host.place.wildcard.clone(),
            signature: host.signature.as_ref().map(SignatureReport::new),
            pattern: host.pattern.map(|pattern| pattern.id()),
            records: records
                .map(|record| PublishedRecord::new(record, &place))
                .collect(),
            gaps: gaps
                .map(|(combination, credential)| GapReport {
                    combination: combination.to_string(),
                    credential: *credential,
                })
                .collect(),
        })
    }
}

impl SignatureReport {
    fn new(signature: &Signature) -> Self {
        Self {
            inception: rfc3339(signature.inception),
            expiration: rfc3339(signature.expiration),
            late: signature.is_late,
            text: signature.words.clone(),
        }
    }
}

impl PublishedRecord {
    fn new(checked: &CheckedRecord, place: &Place) -> Self {
        let unusable = checked.record.unusable();
        Self {
            line: place.line(&checked.record),
            unusable: unusable.map(|why| why.to_string()),
            matches: checked.matched().collect(),
            text: checked.words(),
        }
    }
}
