//! An answer, or why there is none, as reported.

use super::words::spelled;
use crate::audit::{EvidenceId, Known, NotTested};
use schemars::JsonSchema;
use serde::Serialize;

/// An answer, or why there is none: one of the two is there.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct KnownReport<T> {
    /// The answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<T>,
    /// Why there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_tested: Option<NotTestedReport>,
    /// The number of the evidence for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<usize>,
}

/// Why a question has no answer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct NotTestedReport {
    /// The kind of reason, in a word.
    #[schemars(extend("enum" = ["rate-limited", "deadline", "interrupted", "budget", "passive", "quick", "not-applicable", "unclear", "no-means"]))]
    pub reason: &'static str,
    /// The reason as a sentence fragment.
    pub words: String,
}

impl<T> KnownReport<T> {
    /// What is known, without evidence of its own.
    pub(super) fn new<F>(known: &Known<F>, answer: impl FnOnce(&F) -> T) -> Self {
        Self {
            answer: known.known().map(answer),
            not_tested: known.not_tested().map(NotTestedReport::new),
            evidence: None,
        }
    }

    /// What is known, with the evidence for it.
    pub(super) fn shown<F>(known: &Known<(F, EvidenceId)>, answer: impl FnOnce(&F) -> T) -> Self {
        Self {
            evidence: known.known().map(|(_, evidence)| evidence.0),
            ..Self::new(known, |(it, _)| answer(it))
        }
    }
}

impl NotTestedReport {
    /// Whether an order is not known because only a part of it is.
    pub(super) fn is_partly_ordered(&self) -> bool {
        self.words.ends_with(NotTested::ONLY_IN_PARTS)
    }

    pub(super) fn new(why: &NotTested) -> Self {
        Self {
            reason: why.id(),
            words: spelled(&why.to_string()),
        }
    }
}
