//! The weaknesses, each found or not, as reported.

use super::words::spelled;
use crate::judge::audit::{Finding, Outcome, Severity};
use crate::report::schema;
use schemars::JsonSchema;
use serde::Serialize;

/// One weakness, and whether the server has it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FindingReport {
    /// The name by which it is known.
    #[schemars(schema_with = "schema::weakness")]
    pub id: &'static str,
    /// What it is, in a few words.
    pub title: &'static str,
    /// found, not-found or not-tested.
    #[schemars(extend("enum" = ["found", "not-found", "not-tested"]))]
    pub outcome: &'static str,
    /// How bad it is here, where it was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Severity>")]
    pub severity: Option<&'static str>,
    /// What was seen and what it means, or why nothing can be said.
    pub detail: String,
    /// It is not tested, and another run may well answer it, for renderers.
    #[serde(skip)]
    pub may_pass: bool,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<String>,
    /// Who says so: standards, and the numbers under which it is known.
    pub reference: String,
    /// The numbers of the evidence; the first few, where there is much.
    pub evidence: Vec<usize>,
}

impl From<&Finding> for FindingReport {
    fn from(finding: &Finding) -> Self {
        Self {
            id: finding.weakness.id(),
            title: finding.weakness.title(),
            outcome: finding.outcome.id(),
            severity: match finding.outcome {
                Outcome::Found(severity) => Some(severity.id()),
                Outcome::NotFound | Outcome::NotTested => None,
            },
            detail: spelled(&finding.detail),
            may_pass: finding.may_pass,
            fix: finding.fix.as_deref().map(spelled),
            reference: spelled(finding.weakness.reference()),
            evidence: finding.evidence.iter().map(|id| id.0).collect(),
        }
    }
}
