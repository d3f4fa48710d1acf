//! What the domain publishes beside its route, as reported: its MTA-STS policy, and where it wants reports on TLS.

use super::dnssec::TrailReport;
use super::schema;
use crate::judge::mta_sts::{MxRow, OnDomain, Proposal};
use crate::mta_sts::{Fetch, FetchFault, MtaSts, Policy, PolicySource};
use crate::policies::Policies;
use crate::quote;
use crate::tls_rpt::TlsRpt;
use schemars::JsonSchema;
use serde::Serialize;

/// What the domain publishes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PoliciesReport {
    /// MTA-STS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mta_sts: Option<MtaStsReport>,
    /// TLS reporting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls_rpt: Option<TlsRptReport>,
}

/// The MTA-STS of a domain.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MtaStsReport {
    /// The policy domain.
    pub domain: String,
    /// What a sender goes by: enforce, testing, none, no-policy or unknown.
    #[schemars(extend("enum" = ["enforce", "testing", "none", "no-policy", "unknown"]))]
    pub state: &'static str,
    /// How the record was looked up.
    pub lookup: TrailReport,
    /// The record's id, where there is one record that counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The fetch of the policy, where there was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fetch: Option<FetchReport>,
    /// The file that was judged instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The policy, where one was read, whether or not it is valid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy: Option<PolicyReport>,
    /// The hosts of DNS beside the patterns of the policy and the names in the certificates.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hosts: Vec<MxRowReport>,
    /// How many rows more there would be.
    #[serde(skip_serializing_if = "is_zero")]
    pub omitted: usize,
    /// The record and the policy as they should be.
    pub proposal: ProposalReport,
}

/// The fetch of a policy.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FetchReport {
    /// The policy host.
    pub host: String,
    /// The address that was connected to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The status code of HTTP.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The media type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// Where a redirection points to, which is not followed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// Why there is no answer, in a word.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "schema::word")]
    pub failure: Option<&'static str>,
    /// How long everything took.
    pub duration_ms: f64,
}

/// A policy.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PolicyReport {
    /// Whether it counts.
    pub valid: bool,
    /// enforce, testing or none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["enforce", "testing", "none"]))]
    pub mode: Option<&'static str>,
    /// For how many seconds senders keep it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_age: Option<u64>,
    /// The patterns for the hosts that it allows.
    pub mx: Vec<String>,
}

/// One host of DNS, or one pattern that allows none.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MxRowReport {
    /// The host, or the pattern.
    pub name: String,
    /// It is an MX host of the domain.
    pub in_dns: bool,
    /// The pattern that allows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed_by: Option<String>,
    /// Whether its certificate is for its name, where that was seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate_matches: Option<bool>,
}

/// What to publish.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ProposalReport {
    /// The TXT record as a line of a zone file.
    pub record: String,
    /// Where the policy is to be served.
    pub url: String,
    /// The policy.
    pub policy: String,
}

/// TLS reporting.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TlsRptReport {
    /// The policy domain.
    pub domain: String,
    /// How the record was looked up.
    pub lookup: TrailReport,
    /// Where reports are to go; nothing where no record counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub destinations: Vec<String>,
}

impl PoliciesReport {
    pub(super) fn new(found: &Policies, sts: Option<&OnDomain>) -> Self {
        Self {
            mta_sts: found
                .mta_sts
                .as_ref()
                .zip(sts)
                .map(|(found, judged)| MtaStsReport::new(found, judged)),
            tls_rpt: found.tls_rpt.as_ref().map(TlsRptReport::from),
        }
    }
}

impl MtaStsReport {
    fn new(found: &MtaSts, judged: &OnDomain) -> Self {
        let record = found
            .records
            .as_ref()
            .ok()
            .and_then(|records| records.one());
        let table = judged.table.clone().unwrap_or_default();
        Self {
            domain: found.domain.to_string(),
            state: judged.state.word(),
            lookup: TrailReport::from(&found.trail),
            id: record.map(|record| record.id.clone()),
            fetch: found.fetch().map(FetchReport::from),
            file: match &found.source {
                PolicySource::File(name, _) => Some(name.clone()),
                _ => None,
            },
            policy: found.policy().map(PolicyReport::from),
            hosts: table.rows.iter().map(MxRowReport::from).collect(),
            omitted: table.omitted,
            proposal: ProposalReport::from(&judged.proposal),
        }
    }
}

impl From<&Fetch> for FetchReport {
    fn from(fetch: &Fetch) -> Self {
        let response = fetch.outcome.as_ref().ok();
        let location = response.and_then(|response| response.location.as_ref());
        Self {
            host: fetch.host.to_string(),
            address: fetch.address.map(|address| address.to_string()),
            status: response.map(|response| response.status),
            media_type: response
                .and_then(crate::mta_sts::Response::media_type)
                .map(|media_type| quote::text(&media_type)),
            location: location.map(|location| quote::octets(location)),
            failure: fetch.outcome.as_ref().err().map(|fault| match fault {
                FetchFault::Dns(no_answer) => no_answer.cause(),
                FetchFault::OtherFamily => "other-family",
                FetchFault::Connect(_) => "no-connection",
                FetchFault::Tls(_) => "tls",
                FetchFault::TimedOut(_) => "timed-out",
                FetchFault::Closed => "closed",
                FetchFault::NotHttp(_) => "no-http",
                FetchFault::Deadline => "deadline",
                FetchFault::Interrupted(_) => "interrupted",
            }),
            duration_ms: (fetch.took.as_secs_f64() * 1_000_000.0).round() / 1000.0,
        }
    }
}

impl From<&Policy> for PolicyReport {
    fn from(policy: &Policy) -> Self {
        Self {
            valid: policy.is_valid(),
            mode: policy.mode.map(crate::mta_sts::Mode::word),
            max_age: policy.max_age,
            mx: policy.mx.iter().map(|(_, mx)| mx.to_string()).collect(),
        }
    }
}

impl From<&MxRow> for MxRowReport {
    fn from(row: &MxRow) -> Self {
        Self {
            name: row.name.clone(),
            in_dns: row.in_dns,
            allowed_by: row.pattern.clone(),
            certificate_matches: row.certificate_matches,
        }
    }
}

impl From<&Proposal> for ProposalReport {
    fn from(proposal: &Proposal) -> Self {
        Self {
            record: proposal.zone_line(),
            url: proposal.url.clone(),
            policy: proposal.policy.clone(),
        }
    }
}

impl From<&TlsRpt> for TlsRptReport {
    fn from(found: &TlsRpt) -> Self {
        let record = found
            .records
            .as_ref()
            .ok()
            .and_then(|records| records.one());
        let destinations = record.iter().flat_map(|record| &record.destinations);
        Self {
            domain: found.domain.to_string(),
            lookup: TrailReport::from(&found.trail),
            destinations: destinations.map(|it| it.uri().to_owned()).collect(),
        }
    }
}

fn is_zero(number: &usize) -> bool {
    *number == 0
}
