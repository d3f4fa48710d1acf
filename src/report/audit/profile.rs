//! How a server stands by a profile, as reported.

use super::known::NotTestedReport;
use super::words::spelled;
use crate::judge::audit::profile::{Grade, Graded, ProfileLine, ProfileVerdict};
use crate::report::schema;
use schemars::JsonSchema;
use serde::Serialize;

/// How a server stands by a profile.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ProfileReport {
    /// The word by which the profile is called.
    pub name: String,
    /// What it is, in a few words.
    pub title: String,
    /// How many MUSTs the server fails.
    pub failed: usize,
    /// How many MUSTs could not be tested.
    pub untested: usize,
    /// The exit code that the profile alone would give.
    #[schemars(schema_with = "schema::exit_code")]
    pub exit_code: u8,
    /// The verdicts, each on one thing.
    pub lines: Vec<ProfileLineReport>,
}

/// One line of a profile's verdict.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ProfileLineReport {
    /// The table of the profile that it is by.
    pub topic: &'static str,
    /// What is graded.
    pub what: String,
    /// By what name it is compared with that of another run, for renderers: it does not tell the answer.
    #[serde(skip)]
    pub case: String,
    /// How; absent where it could not be tested.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Grade>")]
    pub grade: Option<&'static str>,
    /// Why it could not be tested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_tested: Option<NotTestedReport>,
    /// The profile says MUST.
    pub must: bool,
    /// The server fails that MUST.
    pub fails: bool,
    /// The grade is phase-out or insufficient, for renderers.
    #[serde(skip)]
    pub is_bad: bool,
    /// The MUST is open, and another run could decide it, for renderers.
    #[serde(skip)]
    pub is_undecided: bool,
    /// The clause that it rests on.
    pub clause: String,
    /// The numbers of the evidence.
    pub evidence: Vec<usize>,
}

impl From<&ProfileVerdict> for ProfileReport {
    fn from(verdict: &ProfileVerdict) -> Self {
        Self {
            name: verdict.name.clone(),
            title: spelled(&verdict.title),
            failed: verdict.failed().count(),
            untested: verdict.untested().count(),
            exit_code: verdict.exit().number(),
            lines: verdict.lines.iter().map(ProfileLineReport::from).collect(),
        }
    }
}

impl From<&ProfileLine> for ProfileLineReport {
    fn from(line: &ProfileLine) -> Self {
        let (grade, not_tested) = match &line.graded {
            Graded::As(grade) => (Some(grade.word()), None),
            Graded::NotTested(why) => (None, Some(NotTestedReport::new(why))),
        };
        Self {
            topic: line.topic.name(),
            what: spelled(&line.what),
            case: spelled(&line.case()),
            grade,
            not_tested,
            must: line.is_must,
            fails: line.fails(),
            is_bad: matches!(
                line.graded,
                Graded::As(Grade::PhaseOut | Grade::Insufficient)
            ),
            is_undecided: line.is_undecided(),
            clause: spelled(&line.clause),
            evidence: line.evidence.iter().map(|id| id.0).collect(),
        }
    }
}
