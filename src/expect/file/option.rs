//! The options of a file: those of the commands, by their long names.

use crate::toml_source::Place;
use std::fmt;

/// An **option** that a file may set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownOption {
    /// Its long name, without dashes.
    pub name: String,
    /// It takes a value; where not, it is a flag.
    pub takes_value: bool,
    /// Its value may be left out: true then gives the option alone.
    pub value_may_be_left_out: bool,
    /// It may be given several times, or its value is a list.
    pub repeatable: bool,
    /// What it is for, in one line.
    pub help: String,
    /// The values that it takes; empty where that is no list of words.
    pub values: Vec<String>,
    /// Which command knows it.
    pub by: OptionFor,
}

/// Which **command** knows an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionFor {
    /// `smtls probe`.
    Probe,
    /// `smtls audit`.
    Audit,
    /// Both, with the same meaning.
    Both,
}

/// What a file sets an option **to**.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionValue {
    /// A flag is given, or an option without the value that may be left out; where it is false, it is not, whatever the defaults say.
    Flag(bool),
    /// A value, as it would be typed. May hold a number of the file.
    Text(String, Place),
}

impl fmt::Display for OptionValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(given) => given.fmt(f),
            Self::Text(text, _) => f.write_str(text),
        }
    }
}
