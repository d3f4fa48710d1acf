//! One expectation: what is looked at, and how it should be.

use super::name::Name;
use super::value::Value;

/// One thing that a user **expects** of a target.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// What is looked at.
    pub name: Name,
    /// How it should be.
    pub value: Value,
}

impl Expectation {
    /// It is written out that nothing is expected, which undoes a default: `dane = false`.
    pub fn is_off(&self) -> bool {
        self.value == Value::Off
    }
}
