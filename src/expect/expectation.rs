//! One expectation: what is looked at, and how it should be.

use super::name::Name;
use super::value::Value;
use crate::toml_source::Place;

/// One thing that a user **expects** of a target.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// What is looked at.
    pub name: Name,
    /// How it should be.
    pub value: Value,
    /// Where a file has it; nothing where it was typed.
    pub place: Option<Place>,
}

impl Expectation {
    /// One that stands in no file.
    pub fn new(name: Name, value: Value) -> Self {
        Self {
            name,
            value,
            place: None,
        }
    }

    /// It is written out that nothing is expected, which undoes a default: `dane = false`.
    pub fn is_off(&self) -> bool {
        self.value == Value::Off
    }
}
