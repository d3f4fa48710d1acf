//! The search for the TLSA records of a host, as reported.

use super::dnssec::TrailReport;
use super::route::LookupFailure;
use crate::judge::dane::Decisive;
use crate::route::{Candidate, TlsaSearch};
use schemars::JsonSchema;
use serde::Serialize;

/// What the search came to.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TlsaSearchReport {
    /// found (secure records), none, failed, addresses-insecure, addresses-unproved or not-applicable.
    #[schemars(extend("enum" = ["found", "none", "failed", "addresses-insecure", "addresses-unproved", "not-applicable"]))]
    pub status: &'static str,
    /// Why there was no search, or why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The TLSA base domain, which is sent as the server name; where secure records were found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_domain: Option<String>,
    /// What was asked, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lookups: Vec<TlsaLookupReport>,
}

/// The lookup at one candidate for the base domain.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TlsaLookupReport {
    /// How it came about.
    #[serde(flatten)]
    pub trail: TrailReport,
    /// The records as a zone file has them.
    pub records: Vec<String>,
    /// Why there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<LookupFailure>,
}

/// The TLSA record by which a server is authenticated.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DecisiveReport {
    /// The record as a zone file has it.
    pub record: String,
    /// What it matched: end-entity, trust-anchor, or signer, where it holds the key that signed a certificate.
    #[schemars(extend("enum" = ["end-entity", "trust-anchor", "signer"]))]
    pub matched: &'static str,
    /// The place of that certificate in the chain; 0 is the server's own.
    pub depth: usize,
    /// The reference identifier that the certificate is for, where the record's usage asks for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl From<&Decisive> for DecisiveReport {
    fn from(found: &Decisive) -> Self {
        Self {
            record: found.record.to_string(),
            matched: found.place.id(),
            depth: found.depth,
            name: found.name.clone(),
        }
    }
}

impl From<&TlsaSearch> for TlsaSearchReport {
    fn from(search: &TlsaSearch) -> Self {
        let without = |status, reason| Self {
            status,
            reason,
            base_domain: None,
            lookups: Vec::new(),
        };
        let candidates = match search {
            TlsaSearch::NotApplicable => return without("not-applicable", None),
            TlsaSearch::AddressesInsecure => return without("addresses-insecure", None),
            TlsaSearch::AddressesUnproved(why) => {
                return without("addresses-unproved", Some(why.clone()));
            }
            TlsaSearch::Asked(candidates) => candidates,
        };
        let failure = candidates.last().and_then(Candidate::failure);
        Self {
            status: match (search.found(), &failure) {
                (Some(_), _) => "found",
                (None, Some(_)) => "failed",
                (None, None) => "none",
            },
            reason: failure,
            base_domain: search.base_domain().map(ToString::to_string),
            lookups: candidates.iter().map(TlsaLookupReport::from).collect(),
        }
    }
}

impl From<&Candidate> for TlsaLookupReport {
    fn from(candidate: &Candidate) -> Self {
        let outcome = &candidate.lookup.outcome;
        let records = outcome.iter().flatten();
        Self {
            trail: TrailReport::from(&candidate.lookup.trail),
            records: records.map(ToString::to_string).collect(),
            failure: outcome.as_ref().err().map(LookupFailure::of_dns),
        }
    }
}
