//! From what was written to a value: of the right kind, possible, and by names that there are.

mod lists;
mod numbers;
mod words;

pub(super) use numbers::MOST_DAYS;

use super::given::{Given, Shape};
use super::kind::Kind;
use super::name::Name;
use super::value::{Leniency, Value};
use crate::toml_source::Wrong;
use std::ops::Range;

/// The value that was meant.
pub(super) fn value(name: Name, given: &Given) -> Result<Value, Wrong> {
    let row = name.row();
    match (&given.shape, row.kind) {
        (Shape::YesNo(false), _) => Ok(Value::Off),
        (Shape::YesNo(true), Kind::Yes) => Ok(Value::Yes),
        (Shape::YesNo(true), Kind::Verdict | Kind::VerdictOrExtensions) => {
            Ok(Value::Verdict(Leniency::Pass))
        }
        (Shape::YesNo(true), kind) => {
            let sentence = format!("{} needs a value: {}", row.name, kind.words());
            Err(Wrong::new(&given.span, sentence, example(name)))
        }
        (Shape::List(_), Kind::VerdictOrExtensions) => lists::read(name, Kind::Extensions, given),
        (_, Kind::Days | Kind::Size | Kind::ExitCodes | Kind::Times) => numbers::read(name, given),
        (_, kind) if kind.is_list() => lists::read(name, kind, given),
        (Shape::Text(text), kind) => words::read(name, kind, text, &given.span),
        _ => Err(wrong_kind(name, given)),
    }
}

/// What was written is of another kind.
fn wrong_kind(name: Name, given: &Given) -> Wrong {
    let row = name.row();
    let sentence = format!(
        "{} is to be {}, not {}",
        row.name,
        row.kind.words(),
        given.is()
    );
    Wrong::new(&given.span, sentence, example(name))
}

/// A part of a list is of another kind than the list's.
fn wrong_part(name: Name, what: &str, given: &Given) -> Wrong {
    let sentence = format!(
        "each part of {} is to be {what}, not {}",
        name.id(),
        given.is()
    );
    Wrong::new(&given.span, sentence, example(name))
}

/// A list has no parts.
fn empty(name: Name, span: &Range<usize>) -> Wrong {
    let sentence = format!("the list of {} is empty", name.id());
    let hint = format!(
        "{}, or {} = false to expect nothing",
        example(name),
        name.id()
    );
    Wrong::new(span, sentence, hint)
}

/// What one could write.
fn example(name: Name) -> String {
    let row = name.row();
    format!("write for example {} = {}", row.name, row.example)
}
