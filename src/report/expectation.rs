//! Whether an expectation is met, as reported.

use super::check::PlaceReport;
use super::schema;
use schemars::JsonSchema;
use serde::Serialize;

/// One expectation, held against one endpoint or the domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ExpectationReport {
    /// Its name: a check's id, or that of a fact.
    pub expectation: &'static str,
    /// What was wanted, as `--require` takes it.
    pub wanted: String,
    /// Where the file has it; absent where it was typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceReport>,
    /// The endpoint that was looked at, as it stands in the report; absent where the domain was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
    /// met, unmet or not-tested.
    pub outcome: ExpectationOutcome,
    /// What was seen, or why nothing can be said. May quote the peer: escape before it reaches a terminal.
    pub reason: String,
    /// What to do, in the imperative. May quote the peer as well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<String>,
    /// The exit code that this asks for: 0 where it is met, 45 where it was not tested.
    #[schemars(schema_with = "schema::exit_code")]
    pub exit_code: u8,
}

/// How an expectation came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ExpectationOutcome {
    /// It is so.
    Met,
    /// It is not so.
    Unmet,
    /// Nothing can be said.
    NotTested,
}

impl ExpectationOutcome {
    /// The word for machines.
    pub fn id(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Unmet => "unmet",
            Self::NotTested => "not-tested",
        }
    }
}

impl ExpectationReport {
    /// What was expected, as `--require` takes it.
    pub fn asked(&self) -> String {
        match self.wanted.as_str() {
            "true" | "pass" => self.expectation.to_owned(),
            wanted => format!("{}={wanted}", self.expectation),
        }
    }

    /// How it came out, in one sentence without a final stop. May quote the peer: escape before it reaches a terminal.
    pub fn sentence(&self) -> String {
        let how = match self.outcome {
            ExpectationOutcome::Met => "as expected",
            ExpectationOutcome::Unmet => "not as expected",
            ExpectationOutcome::NotTested => "expected, and not tested",
        };
        let whose = match &self.endpoint {
            Some(endpoint) => format!("{endpoint}: "),
            None => String::new(),
        };
        format!("{whose}{} {how}: {}", self.asked(), self.reason)
    }
}
