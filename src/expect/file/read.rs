//! Reading the file: TOML, of which every key must be known.

mod expectations;
mod options;
mod run;
mod targets;
mod twice;

pub(in crate::expect) use run::RUN_KEYS;

use super::error::FileError;
use super::option::KnownOption;
use super::types::CheckFile;
use crate::toml_source::{Place, TomlSource, Value, Wrong};
use std::ops::Range;
use toml::de::DeTable;

/// How large a file may be, in octets.
const LARGEST: usize = 1 << 20;

/// What a file looks like at least.
const SHORTEST: &str = "write [[target]], and under it target = \"example.com\"";

/// A key with its place, and its value.
type Row<'t> = (&'t str, Range<usize>, &'t Value<'t>);

/// Reads a file.
///
/// # Errors
/// Where something in it is not known, of the wrong kind or impossible; at its line and column.
pub fn read(text: &str, options: &[KnownOption]) -> Result<CheckFile, FileError> {
    let start = Place { line: 1, column: 1 };
    if text.len() > LARGEST {
        let hint = "split it into several files";
        return Err(FileError::at(start, "the file is larger than 1 MiB", hint));
    }
    if text.trim().is_empty() {
        return Err(FileError::at(start, "the file is empty", SHORTEST));
    }
    let source = TomlSource::new(text);
    let wrong = |wrong: Wrong| FileError::of(&source, wrong);
    let table = source.parse().map_err(|mut fault| {
        fault.hint = hint(&fault.sentence);
        wrong(fault)
    })?;
    let context = Context {
        source: &source,
        options,
    };
    context.file(table.get_ref()).map_err(wrong)
}

/// What is known while a file is read.
#[derive(Clone, Copy)]
struct Context<'a> {
    source: &'a TomlSource<'a>,
    options: &'a [KnownOption],
}

impl Context<'_> {
    fn file(self, table: &DeTable<'_>) -> Result<CheckFile, Wrong> {
        let mut run = None;
        let mut defaults = None;
        let mut targets = None;
        for (key, span, value) in rows(table) {
            match key {
                "run" => run = Some(run::settings(tables(&span, key, value)?)?),
                "defaults" => {
                    let table = tables(&span, key, value)?;
                    defaults = Some(self.set(table, "[defaults]", &[])?);
                }
                "target" => targets = Some((span, value)),
                _ => {
                    let words = ["run", "defaults", "target"];
                    let mut wrong = Wrong::unknown(&span, "table", key, words);
                    // Who forgets the tables writes the options of the one target that he has.
                    if self.options.iter().any(|known| known.name == key) {
                        wrong.hint =
                            format!("{key} is an option: write it under [defaults] or [[target]]");
                    }
                    return Err(wrong);
                }
            }
        }
        let Some((span, value)) = targets else {
            return Err(Wrong::new(&(0..0), "the file has no target", SHORTEST));
        };
        let targets = self.targets(&span, value, &defaults.unwrap_or_default())?;
        Ok(CheckFile {
            run: run.unwrap_or_default(),
            targets,
        })
    }
}

/// The rows of a table in the order of the text.
fn rows<'t>(table: &'t DeTable<'t>) -> Vec<Row<'t>> {
    let rows = table.iter();
    let rows = rows.map(|(key, value)| (key.get_ref().as_ref(), key.span(), value));
    let mut rows: Vec<Row<'t>> = rows.collect();
    rows.sort_by_key(|(_, span, _)| span.start);
    rows
}

/// The table that is to be here.
fn tables<'t>(
    span: &Range<usize>,
    name: &str,
    value: &'t Value<'t>,
) -> Result<&'t DeTable<'t>, Wrong> {
    value.get_ref().as_table().ok_or_else(|| {
        let hint = format!("write [{name}] above its keys");
        Wrong::new(span, format!("{name} is to be a table"), hint)
    })
}

/// What to write where the text is no TOML, by what its reader says.
fn hint(sentence: &str) -> String {
    let hint = match sentence {
        it if it.contains("unquoted key") => {
            "a key has letters from a to z, digits and hyphens; every other character stands in quotes"
        }
        it if it.contains("duplicate key") => {
            "it stands further up already, in the same table: leave out one of them; what belongs to a target stands below its [[target]]"
        }
        it if it.contains("literal string") || it.contains("invalid boolean") => {
            "a text stands in quotes, such as stage = \"ehlo\"; true and false are in small letters and without quotes"
        }
        it if it.contains("invalid basic string")
            || it.contains("unclosed array,")
            || it.contains("quote") =>
        {
            "close what was opened: a text in quotes, a list in brackets"
        }
        _ => return format!("the file is to be TOML: {SHORTEST}"),
    };
    hint.to_owned()
}
