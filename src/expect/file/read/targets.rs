//! The defaults, and the targets over them.

use super::options::place_of;
use super::twice::Known;
use super::{Context, SHORTEST, expectations, options, rows, tables};
use crate::expect::Expectation;
use crate::expect::file::{CheckTarget, SetOption};
use crate::toml_source::{Value, Wrong};
use std::ops::Range;
use toml::de::DeTable;

/// How many targets a file may have.
const MOST_TARGETS: usize = 10_000;

/// The keys of a target that are no options.
const KEYS: [&str; 2] = ["target", "name"];

/// What a table sets and expects.
#[derive(Clone, Debug, Default)]
pub(super) struct Set {
    options: Vec<SetOption>,
    expectations: Vec<Expectation>,
}

impl Context<'_> {
    /// What a table sets and expects, the keys left out that are neither.
    pub(super) fn set(
        self,
        table: &DeTable<'_>,
        name: &str,
        others: &[&str],
    ) -> Result<Set, Wrong> {
        let mut set = Set::default();
        for (key, span, value) in rows(table) {
            match key {
                "expect" => {
                    let name = format!("{}.expect", name.trim_matches(['[', ']']));
                    set.expectations = self.expectations(tables(&span, &name, value)?)?;
                }
                _ if others.contains(&key) => {}
                _ => set
                    .options
                    .push(self.option((key, &span, value), name, others)?),
            }
        }
        Ok(set)
    }

    /// The targets, with the defaults worked in.
    pub(super) fn targets(
        self,
        span: &Range<usize>,
        value: &Value<'_>,
        defaults: &Set,
    ) -> Result<Vec<CheckTarget>, Wrong> {
        let shape = |span: &Range<usize>| {
            let hint = "write [[target]] before each target, in double brackets";
            Wrong::new(span, "target is to be a list of tables", hint)
        };
        let list = value.get_ref().as_array().ok_or_else(|| shape(span))?;
        if list.len() > MOST_TARGETS {
            let sentence = format!("the file has more than {MOST_TARGETS} targets");
            return Err(Wrong::new(span, sentence, "split it into several files"));
        }
        if list.is_empty() {
            return Err(Wrong::new(span, "the file has no target", SHORTEST));
        }
        let mut known = Known::default();
        let mut targets = Vec::new();
        for value in list.iter() {
            let table = value.get_ref().as_table();
            let table = table.ok_or_else(|| shape(&value.span()))?;
            let (target, span) = self.target(table, &value.span(), defaults)?;
            known.add(&target, &span)?;
            targets.push(target);
        }
        Ok(targets)
    }

    /// One target, and where its name stands, or where it has none, the target itself.
    fn target(
        self,
        table: &DeTable<'_>,
        place: &Range<usize>,
        defaults: &Set,
    ) -> Result<(CheckTarget, Range<usize>), Wrong> {
        let own = self.set(table, "[[target]]", &KEYS)?;
        let text = |key: &str| -> Result<Option<(&str, &Value<'_>)>, Wrong> {
            let value = table.get(key);
            let Some(value) = value else {
                return Ok(None);
            };
            let text = value.get_ref().as_str().ok_or_else(|| {
                Wrong::new(
                    &value.span(),
                    format!("{key} is to be a text"),
                    format!("put it in quotes: {key} = \"example.com\""),
                )
            })?;
            let text = text.trim();
            match text.is_empty() || text.chars().any(char::is_control) {
                true => Err(Wrong::new(
                    &value.span(),
                    format!("{key} is to be a line of text"),
                    format!("write {key} = \"example.com\""),
                )),
                false => Ok(Some((text, value))),
            }
        };
        let Some((target, value)) = text("target")? else {
            let sentence = "this [[target]] does not say what is to be probed";
            let hint = "write target = \"example.com\" under it";
            return Err(Wrong::new(place, sentence, hint));
        };
        let (name, called) = text("name")?.unwrap_or((target, value));
        let checked = CheckTarget {
            name: name.to_owned(),
            target: target.to_owned(),
            place: self.source.place(place),
            target_place: place_of(self, value),
            options: options::merged(&defaults.options, own.options),
            expectations: expectations::merged(&defaults.expectations, own.expectations),
        };
        Ok((checked, called.span()))
    }
}
