//! What the targets of a file came to, each held against what is expected of it.

use super::audit::AuditReport;
use super::expectation::ExpectationReport;
use super::json::ascii;
use super::run::ConclusionReport;
use super::schema;
use super::{Dossier, Report};
use crate::exit::ExitCode;
use crate::toml_source::Place;
use schemars::JsonSchema;
use serde::Serialize;
use std::time::Duration;

/// The version of the JSON form; it changes when a field changes its meaning or goes away.
const SCHEMA_VERSION: u32 = 1;

/// Everything about a run by a file.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CheckReport {
    /// The version of this form.
    #[schemars(extend("const" = SCHEMA_VERSION))]
    pub schema_version: u32,
    /// The version of smtls.
    pub smtls: &'static str,
    /// What this is a report on, as opposed to a probe.
    #[schemars(extend("const" = "check"))]
    pub command: &'static str,
    /// When the run began (RFC 3339).
    #[schemars(extend("format" = "date-time"))]
    pub started_at: String,
    /// The file, as it was named.
    pub file: String,
    /// The targets, in the order of the file.
    pub targets: Vec<CheckedReport>,
    /// What it comes to.
    pub conclusion: ConclusionReport,
}

/// What one target came to.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CheckedReport {
    /// What the file calls it.
    pub name: String,
    /// Where the file has it.
    pub place: PlaceReport,
    /// How often it was tried.
    pub attempts: u32,
    /// How long the last attempt took, in milliseconds.
    pub duration_ms: f64,
    /// Each expectation, and whether it is met.
    pub expectations: Vec<ExpectationReport>,
    /// What was probed.
    pub probe: Report,
    /// What was audited; absent where nothing is expected of an audit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audit: Option<AuditReport>,
    /// What it comes to.
    pub conclusion: ConclusionReport,
}

/// Where a file has something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PlaceReport {
    /// The line, from 1.
    #[schemars(schema_with = "schema::from_one")]
    pub line: usize,
    /// The column, from 1, in characters.
    #[schemars(schema_with = "schema::from_one")]
    pub column: usize,
}

impl CheckReport {
    /// The report on a run by this file that began then, with nothing in it yet.
    pub fn new(started_at: String, file: String) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            smtls: env!("CARGO_PKG_VERSION"),
            command: "check",
            started_at,
            file,
            targets: Vec::new(),
            conclusion: ConclusionReport::new(ExitCode::Success, String::new()),
        }
    }

    /// The same run, of which only one target is told, with what that comes to.
    pub fn with_one(&self, target: CheckedReport) -> Self {
        Self {
            started_at: self.started_at.clone(),
            file: self.file.clone(),
            conclusion: target.conclusion.clone(),
            targets: vec![target],
            ..*self
        }
    }

    /// One document over several lines.
    ///
    /// # Errors
    /// Where it cannot be serialised, which would be a fault of smtls.
    pub fn pretty(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self).map(|json| ascii(&json))
    }

    /// One line (JSON Lines).
    ///
    /// # Errors
    /// As for [`Self::pretty`].
    pub fn line(&self) -> serde_json::Result<String> {
        serde_json::to_string(self).map(|json| ascii(&json))
    }
}

impl CheckedReport {
    /// The report on one target, which took so long at its last attempt.
    pub fn new(
        (name, place): (&str, Place),
        (attempts, took): (u32, Duration),
        expectations: Vec<ExpectationReport>,
        (probe, audit): (Report, Option<AuditReport>),
        exit: ExitCode,
    ) -> Self {
        let sentence = concluded(&expectations, &probe.conclusion, exit);
        Self {
            name: name.to_owned(),
            place: place.into(),
            attempts,
            duration_ms: (took.as_secs_f64() * 1_000_000.0).round() / 1000.0,
            expectations,
            probe,
            audit,
            conclusion: ConclusionReport::new(exit, sentence),
        }
    }

    /// The dossier on it.
    pub fn dossier(&self) -> Dossier {
        Dossier {
            name: self.name.clone(),
            place: Some(self.place),
            probe: Some(self.probe.clone()),
            audit: self.audit.clone(),
            expectations: self.expectations.clone(),
            conclusion: self.conclusion.clone(),
        }
    }
}

impl From<Place> for PlaceReport {
    fn from(place: Place) -> Self {
        Self {
            line: place.line,
            column: place.column,
        }
    }
}

/// What a target comes to, in a sentence: the expectation that decides, or else what the run by itself came to (`own`).
pub fn concluded(
    expectations: &[ExpectationReport],
    own: &ConclusionReport,
    exit: ExitCode,
) -> String {
    let code = exit.number();
    let mut deciding = expectations.iter().filter(|row| row.exit_code == code);
    match (code, deciding.next()) {
        (0, _) if expectations.is_empty() => own.sentence.clone(),
        (0, _) if own.exit_code != 0 => {
            format!("as expected, exit {}: {}", own.exit_code, own.sentence)
        }
        (0, _) => format!("all is as expected; {}", own.sentence),
        (_, Some(row)) if own.exit_code != code => {
            format!("{}; {}", row.sentence(), own.sentence)
        }
        _ => own.sentence.clone(),
    }
}
