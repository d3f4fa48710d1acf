//! One step of a change of keys or records.

use crate::dane::Tlsa;

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Records are added to the zone.
    Add,
    /// Records are added and others removed, in one change of the zone.
    Replace,
    /// Nothing, until caches have forgotten the old RRset.
    Wait,
    /// The server is given its next key or certificate.
    Deploy,
    /// Records are removed from the zone.
    Remove,
}

impl Act {
    /// A word for machines.
    pub fn id(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Replace => "replace",
            Self::Wait => "wait",
            Self::Deploy => "deploy",
            Self::Remove => "remove",
        }
    }
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What is done.
    pub act: Act,
    /// The records that come into the zone.
    pub add: Vec<Tlsa>,
    /// The records that leave it.
    pub remove: Vec<Tlsa>,
    /// How long to wait, in seconds, where that is known.
    pub wait: Option<u64>,
    /// What to do and why, as a sentence without a final stop.
    pub words: String,
}

impl Step {
    pub(super) fn new(act: Act, words: impl Into<String>) -> Self {
        Self {
            act,
            add: Vec::new(),
            remove: Vec::new(),
            wait: None,
            words: words.into(),
        }
    }

    pub(super) fn adding(self, add: Vec<Tlsa>) -> Self {
        Self { add, ..self }
    }

    pub(super) fn removing(self, remove: Vec<Tlsa>) -> Self {
        Self { remove, ..self }
    }

    pub(super) fn waiting(self, wait: Option<u64>) -> Self {
        Self { wait, ..self }
    }
}
