//! A value as it was given, in a file or behind `--require`, with its place.

use crate::toml_source;
use std::ops::Range;
use toml::de::DeValue;

/// A value and where it stands, in octets of its text.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub(super) shape: Shape,
    pub(super) span: Range<usize>,
}

/// What was written.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    YesNo(bool),
    /// A whole number; nothing where it is larger than any that makes sense.
    Number(Option<i64>),
    Text(String),
    List(Vec<Given>),
    /// Keys with their places, and values.
    Table(Vec<(String, Range<usize>, Given)>),
    /// Anything else that TOML knows: in words.
    Other(&'static str),
}

impl Given {
    /// A value of a file.
    pub(super) fn of(value: &toml_source::Value<'_>) -> Self {
        let shape = match value.get_ref() {
            DeValue::Boolean(answer) => Shape::YesNo(*answer),
            DeValue::Integer(number) => {
                Shape::Number(i64::from_str_radix(number.as_str(), number.radix()).ok())
            }
            DeValue::String(text) => Shape::Text(text.to_string()),
            DeValue::Array(list) => Shape::List(list.iter().map(Self::of).collect()),
            DeValue::Table(table) => {
                let rows = table.iter();
                let rows = rows
                    .map(|(key, value)| (key.get_ref().to_string(), key.span(), Self::of(value)));
                let mut rows: Vec<_> = rows.collect();
                rows.sort_by_key(|(_, place, _)| place.start);
                Shape::Table(rows)
            }
            DeValue::Float(_) => Shape::Other("a fraction"),
            DeValue::Datetime(_) => Shape::Other("a date"),
        };
        Self {
            shape,
            span: value.span(),
        }
    }

    /// A text, which stands at this place.
    pub(super) fn text(text: &str, at: usize) -> Self {
        Self {
            shape: Shape::Text(text.to_owned()),
            span: at..at + text.len(),
        }
    }

    /// What was written, in words.
    pub(super) fn is(&self) -> &'static str {
        match &self.shape {
            Shape::YesNo(true) => "true",
            Shape::YesNo(false) => "false",
            Shape::Number(_) => "a number",
            Shape::Text(_) => "a text",
            Shape::List(_) => "a list",
            Shape::Table(_) => "a table",
            Shape::Other(what) => what,
        }
    }
}

/// Words that stand in no text: a list of them, or the first alone; nothing where there are none.
pub(super) fn of_words<'a>(
    words: impl IntoIterator<Item = &'a String>,
    is_list: bool,
) -> Option<Given> {
    let mut parts = words
        .into_iter()
        .map(|word| Given::text(word, 0))
        .peekable();
    parts.peek()?;
    match is_list {
        false => parts.next(),
        true => Some(Given {
            shape: Shape::List(parts.collect()),
            span: 0..0,
        }),
    }
}
