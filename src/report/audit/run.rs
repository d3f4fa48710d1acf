//! The report on the audit of one target.

use super::input::AuditInput;
use crate::report::schema;
use schemars::JsonSchema;
use serde::Serialize;

/// Everything about the audit of one target.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AuditReport {
    /// The servers that were audited, in order.
    pub endpoints: Vec<AuditedReport>,
    /// The exit code for this target.
    #[schemars(schema_with = "schema::exit_code")]
    pub exit_code: u8,
    /// The last line.
    pub sentence: String,
}

/// One server that was audited.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AuditedReport {
    /// Which.
    pub peer: String,
}

impl From<AuditInput<'_>> for AuditReport {
    fn from(input: AuditInput<'_>) -> Self {
        let endpoints = input.endpoints.iter();
        Self {
            endpoints: endpoints
                .map(|endpoint| AuditedReport {
                    peer: endpoint.peer.to_string(),
                })
                .collect(),
            exit_code: input.conclusion.exit.number(),
            sentence: input.conclusion.sentence.clone(),
        }
    }
}
