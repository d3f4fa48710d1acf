//! One weakness, and whether the server has it.

use super::cures::{Change, Fix};
use super::open::Open;
use super::weakness::Weakness;
use crate::audit::{EvidenceId, Known};
use schemars::JsonSchema;

/// Whether a server has a weakness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which.
    pub weakness: Weakness,
    /// Whether the server has it.
    pub outcome: Outcome,
    /// What was seen and what it means, as a sentence fragment without a final stop. May quote the peer.
    pub detail: String,
    /// It is not tested, and another run may well answer it.
    pub may_pass: bool,
    /// What to do, in the imperative; only where something was found.
    pub fix: Option<String>,
    /// What of that is a setting.
    pub(super) changes: Vec<Change>,
    /// The hellos and answers that show it; the first few, where there are many.
    pub evidence: Vec<EvidenceId>,
}

/// Whether something was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The server has it; how bad that is here.
    Found(Severity),
    /// The server was asked, and has it not.
    NotFound,
    /// Nothing can be said; the detail says why.
    NotTested,
}

/// How bad a weakness is for this server and those who come there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum Severity {
    /// Somebody on the path can read or change what is sent, of those who come with better TLS too; or a standard forbids it
    /// whatever the circumstances.
    Fail,
    /// To be repaired: it protects less than it should, or a standard forbids it.
    Warn,
    /// Worth knowing; nothing to repair at once.
    Note,
}

/// The most pieces of evidence that a finding keeps.
const MOST_EVIDENCE: usize = 4;

impl Finding {
    /// The server has it.
    pub(super) fn found(
        weakness: Weakness,
        severity: Severity,
        detail: impl Into<String>,
        fix: impl Into<Fix>,
    ) -> Self {
        let fix = fix.into();
        Self {
            weakness,
            outcome: Outcome::Found(severity),
            detail: detail.into(),
            may_pass: false,
            fix: Some(fix.words),
            changes: fix.changes,
            evidence: Vec::new(),
        }
    }

    /// The server has it, and there is nothing to do about it.
    pub(super) fn note(weakness: Weakness, detail: impl Into<String>) -> Self {
        Self {
            fix: None,
            ..Self::found(weakness, Severity::Note, detail, "")
        }
    }

    /// The server was asked, and has it not.
    pub(super) fn not_found(weakness: Weakness, detail: impl Into<String>) -> Self {
        Self {
            outcome: Outcome::NotFound,
            ..Self::note(weakness, detail)
        }
    }

    /// Nothing can be said, for this reason.
    pub(super) fn not_tested(weakness: Weakness, why: impl Into<Open>) -> Self {
        let Open { words, may_pass } = why.into();
        Self {
            outcome: Outcome::NotTested,
            may_pass,
            ..Self::note(weakness, words)
        }
    }

    /// What follows from an answer; not tested where there is none.
    pub(super) fn of<T>(
        weakness: Weakness,
        answer: &Known<T>,
        judge: impl FnOnce(&T) -> Self,
    ) -> Self {
        match answer {
            Known::Known(answer) => judge(answer),
            Known::NotTested(why) => Self::not_tested(weakness, why),
        }
    }

    /// The same with what shows it.
    pub(super) fn shown_by(self, evidence: impl IntoIterator<Item = EvidenceId>) -> Self {
        let mut kept: Vec<EvidenceId> = Vec::new();
        for id in evidence {
            if kept.len() < MOST_EVIDENCE && !kept.contains(&id) {
                kept.push(id);
            }
        }
        Self {
            evidence: kept,
            ..self
        }
    }

    /// How bad it is, where something was found.
    pub fn severity(&self) -> Option<Severity> {
        match self.outcome {
            Outcome::Found(severity) => Some(severity),
            Outcome::NotFound | Outcome::NotTested => None,
        }
    }
}

impl Outcome {
    /// The word for machines.
    pub fn id(self) -> &'static str {
        match self {
            Self::Found(_) => "found",
            Self::NotFound => "not-found",
            Self::NotTested => "not-tested",
        }
    }
}

impl Severity {
    /// The word for machines.
    pub fn id(self) -> &'static str {
        match self {
            Self::Fail => "fail",
            Self::Warn => "warn",
            Self::Note => "note",
        }
    }
}
