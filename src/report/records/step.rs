//! A plan and its steps, as reported.

use crate::dane::{Place, Tlsa};
use crate::judge::dane::publish::{Plan, Step};
use schemars::JsonSchema;
use serde::Serialize;

/// What to do in which order.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PlanReport {
    /// The sections of RFC 7671 that it follows.
    pub sections: Vec<&'static str>,
    /// The steps, in order; none where there is nothing to do.
    pub steps: Vec<StepReport>,
    /// What there is to know besides.
    pub remarks: Vec<String>,
}

/// One step.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct StepReport {
    /// add, replace or remove (records in the zone), wait, or deploy (what the server shows).
    #[schemars(extend("enum" = ["add", "replace", "wait", "deploy", "remove"]))]
    pub action: &'static str,
    /// What to do, and why.
    pub text: String,
    /// The lines that come into the zone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub add: Vec<String>,
    /// The lines that leave it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remove: Vec<String>,
    /// How long to wait, in seconds, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_seconds: Option<u64>,
}

impl PlanReport {
    pub(super) fn new(plan: &Plan, place: &Place) -> Self {
        let steps = plan.steps.iter();
        Self {
            sections: plan.sections.clone(),
            steps: steps.map(|step| StepReport::new(step, place)).collect(),
            remarks: plan.remarks.clone(),
        }
    }
}

impl StepReport {
    fn new(step: &Step, place: &Place) -> Self {
        let lines = |records: &[Tlsa]| records.iter().map(|record| place.line(record)).collect();
        Self {
            action: step.act.id(),
            text: step.words.clone(),
            add: lines(&step.add),
            remove: lines(&step.remove),
            wait_seconds: step.wait,
        }
    }
}
