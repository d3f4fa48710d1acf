//! What a file says.

use super::option::OptionValue;
use crate::expect::Expectation;
use crate::toml_source::Place;
use std::time::Duration;

/// A **file** of `smtls check`, read and understood, with the defaults worked in.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckFile {
    /// How the run goes.
    pub run: RunSettings,
    /// The targets, in their order; there is one at least.
    pub targets: Vec<CheckTarget>,
}

/// How a run **goes**; what the file does not say is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunSettings {
    /// How many targets are looked at side by side: 1 at least.
    pub concurrency: Option<usize>,
    /// How often what is not testable now is tried again.
    pub retry: Option<u32>,
    /// How long is waited before that.
    pub retry_delay: Option<Duration>,
}

/// One **target**.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckTarget {
    /// What it is called: unique in the file.
    pub name: String,
    /// What is probed, as it would be typed.
    pub target: String,
    /// Where its table begins.
    pub place: Place,
    /// Where the target itself stands.
    pub target_place: Place,
    /// The options, its own over the defaults.
    pub options: Vec<SetOption>,
    /// What is expected, its own over the defaults; nothing that is off.
    pub expectations: Vec<Expectation>,
}

/// An option that is **set**.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetOption {
    /// Its long name, without dashes.
    pub name: String,
    /// One value, or several where it is repeatable; false where it is undone.
    pub values: Vec<OptionValue>,
    /// Where it is set: in the target, or in the defaults.
    pub place: Place,
}
