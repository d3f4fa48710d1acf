//! The four grades of a profile, after the guidelines of the Dutch NCSC.

use schemars::JsonSchema;

/// How a profile grades one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum Grade {
    /// As it should be, also for years to come.
    Good,
    /// Secure today.
    Sufficient,
    /// To be given up soon: fragile, or about to become insecure.
    PhaseOut,
    /// Not to be used.
    Insufficient,
}

impl Grade {
    /// Every grade, best first.
    pub const ALL: [Self; 4] = [
        Self::Good,
        Self::Sufficient,
        Self::PhaseOut,
        Self::Insufficient,
    ];

    /// The word in profiles and for machines.
    pub fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Sufficient => "sufficient",
            Self::PhaseOut => "phase-out",
            Self::Insufficient => "insufficient",
        }
    }
}
