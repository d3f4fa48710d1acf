//! What an audit cost, as reported.

use super::known::NotTestedReport;
use crate::audit::Effort;
use schemars::JsonSchema;
use serde::Serialize;

/// What an audit cost.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EffortReport {
    /// How many connections the plan allowed for, at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub planned_connections: Option<usize>,
    /// How many connections were expected, beside one for each cipher suite that a version accepts; absent where the plan tells
    /// only the most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_connections_beside_suites: Option<usize>,
    /// How many connections were opened.
    pub connections: usize,
    /// How long it took, in milliseconds, pauses included.
    pub duration_ms: f64,
    /// How long of that was waited because the server sent smtls away, in milliseconds.
    pub paused_ms: f64,
    /// Why it stopped before its end, where it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped: Option<NotTestedReport>,
}

impl From<&Effort> for EffortReport {
    fn from(effort: &Effort) -> Self {
        Self {
            planned_connections: effort.planned,
            expected_connections_beside_suites: effort.expected_beside_suites,
            connections: effort.connections,
            duration_ms: effort.took.as_secs_f64() * 1000.0,
            paused_ms: effort.paused.as_secs_f64() * 1000.0,
            stopped: effort.stopped.as_ref().map(NotTestedReport::new),
        }
    }
}
