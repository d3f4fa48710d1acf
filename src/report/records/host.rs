//! One host and its records, as reported.

use super::credential::CredentialReport;
use super::published::PublishedReport;
use super::step::PlanReport;
use crate::dane::Combination;
use crate::judge::dane::publish::{Advice, OnHost};
use crate::report::schema;
use schemars::JsonSchema;
use serde::Serialize;

/// One host.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct HostRecords {
    /// The owner of the records, with its final dot.
    pub owner: String,
    /// The TLSA base domain.
    pub base_domain: String,
    /// The port.
    pub port: u16,
    /// What it shows, and what it is to show next.
    pub credentials: Vec<CredentialReport>,
    /// The lines for the zone: the RRset as it is to be now.
    pub lines: Vec<LineReport>,
    /// Records that were asked for and cannot be had.
    pub refused: Vec<RefusedReport>,
    /// What is published; absent where nobody asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<PublishedReport>,
    /// What to do in which order; absent where no next key was named and nothing is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanReport>,
    /// What there is to know besides.
    pub notes: Vec<String>,
    /// What a run ends with by this host.
    #[schemars(schema_with = "schema::exit_code")]
    pub exit_code: u8,
    /// Why.
    pub sentence: String,
}

/// A line for the zone.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LineReport {
    /// The line.
    pub line: String,
    /// The fields by the names of RFC 7218.
    pub names: String,
    /// The credentials that it speaks of, by their places in the list; none where it was published before and stays.
    pub of: Vec<usize>,
    /// Whether it is published already; of that nothing is known where nobody asked.
    pub published: bool,
    /// Whether it may be published.
    pub recommended: bool,
    /// What there is to know of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remark: Option<&'static str>,
    /// It stands only to be looked at, because everything was asked for.
    #[serde(skip)]
    pub(super) is_aside: bool,
}

/// A record that cannot be had.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RefusedReport {
    /// Usage, selector and matching type.
    pub combination: String,
    /// The credential, by its place in the list.
    pub of: usize,
    /// Why.
    pub reason: String,
}

impl HostRecords {
    /// A host; `every` combination was asked for.
    pub(super) fn new(host: &OnHost, every: bool) -> Self {
        let counts = host.standing.as_ref().is_some_and(|it| it.counts);
        let coverage = host.checked.coverage.iter().map(Some);
        let coverage: Vec<_> = coverage.map(|it| it.filter(|_| counts)).collect();
        let credentials = host.credentials.iter().zip(coverage);
        let refused = host.proposed.refused.iter();
        Self {
            owner: host.place.owner(),
            base_domain: host.place.base_domain.to_string(),
            port: host.place.port,
            credentials: credentials
                .map(|(one, coverage)| CredentialReport::new(one, coverage))
                .collect(),
            lines: lines(host, every),
            refused: refused
                .map(|refused| RefusedReport {
                    combination: refused.combination.to_string(),
                    of: refused.of,
                    reason: refused.why.clone(),
                })
                .collect(),
            published: PublishedReport::new(host),
            plan: host
                .plan
                .as_ref()
                .map(|plan| PlanReport::new(plan, &host.place)),
            notes: host.notes.clone(),
            exit_code: host.exit.number(),
            sentence: host.sentence.clone(),
        }
    }
}

fn lines(host: &OnHost, every: bool) -> Vec<LineReport> {
    let records = host.lines().into_iter();
    let lines = records.map(|record| {
        let advice = Advice::on(Combination::of(&record));
        LineReport {
            line: host.place.line(&record),
            names: record.acronyms(),
            of: host.speaks_of(&record),
            published: host.published.contains(&record),
            recommended: advice.against().is_none(),
            remark: advice.words(),
            is_aside: every && advice.against().is_some(),
        }
    });
    lines.collect()
}
