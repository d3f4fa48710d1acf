//! The options that a table sets.

use super::{Context, RUN_KEYS};
use crate::expect::Name;
use crate::expect::file::{KnownOption, OptionValue, Place, SetOption};
use crate::toml_source::{Value, Wrong, advice, nearest};
use std::ops::Range;
use toml::de::DeValue;

/// Options of the command that no file takes.
const TYPED_ONLY: [&str; 5] = ["color", "format", "only", "verbose", "warn-days"];

/// How many parts a list may have.
pub(super) const MOST_PARTS: usize = 1000;

impl Context<'_> {
    /// The option that a key of a table sets. `others` are the keys that the table knows beside options.
    pub(super) fn option(
        self,
        (key, span, value): (&str, &Range<usize>, &Value<'_>),
        table: &str,
        others: &[&str],
    ) -> Result<SetOption, Wrong> {
        let known = self.options.iter().find(|known| known.name == key);
        let Some(known) = known else {
            return Err(self.unknown(key, span, table, others));
        };
        Ok(SetOption {
            name: known.name.clone(),
            values: self.values(known, value)?,
            place: self.source.place(span),
        })
    }

    fn unknown(self, key: &str, span: &Range<usize>, table: &str, others: &[&str]) -> Wrong {
        let sentence = format!("there is no option or key in {table}: {key:?}");
        let options = self.options.iter().map(|known| known.name.as_str());
        let words = options.chain(others.iter().copied()).chain(["expect"]);
        // Under the wrong heading, or with the dashes or the underscores of other files.
        let plain = key.trim_start_matches('-').replace('_', "-");
        let of_the_run = RUN_KEYS.iter().find(|(name, ..)| *name == plain);
        let hint = if let Some((name, ..)) = of_the_run {
            format!("{name} is said once for the whole run, under [run]")
        } else if Name::find(&plain).is_ok() {
            format!(
                "{plain} is an expectation: write it under {}",
                expect_of(table)
            )
        } else if plain == "require" {
            format!("what is expected stands under {}", expect_of(table))
        } else if TYPED_ONLY.contains(&plain.as_str()) {
            format!("it is said where smtls check is typed: --{plain}")
        } else if let Some(word) = words.clone().find(|word| *word == plain) {
            format!("write {word}")
        } else if let Some(near) = nearest(key, words) {
            format!("did you mean {near}?")
        } else if let Err(Some(near)) = Name::find(&plain) {
            format!(
                "did you mean the expectation {near}, under {}?",
                expect_of(table)
            )
        } else {
            "the options are those of smtls probe and smtls audit by their long names, without dashes".to_owned()
        };
        Wrong::new(span, sentence, hint)
    }

    fn values(self, known: &KnownOption, value: &Value<'_>) -> Result<Vec<OptionValue>, Wrong> {
        let name = &known.name;
        let span = value.span();
        let wrong = |sentence: String, hint: String| Err(Wrong::new(&span, sentence, hint));
        match (value.get_ref(), known.takes_value) {
            (DeValue::Boolean(given), false) => Ok(vec![OptionValue::Flag(*given)]),
            (_, false) => wrong(
                format!("{name} takes no value"),
                format!("write {name} = true, or {name} = false to undo a default"),
            ),
            (DeValue::Boolean(false), true) => Ok(vec![OptionValue::Flag(false)]),
            (DeValue::Boolean(true), true) if known.value_may_be_left_out => {
                Ok(vec![OptionValue::Flag(true)])
            }
            (DeValue::Boolean(true), true) => wrong(
                format!("{name} needs a value"),
                match known.values.is_empty() {
                    true => written(known),
                    false => format!("the values are {}", known.values.join(", ")),
                },
            ),
            (DeValue::Array(_), true) if !known.repeatable => wrong(
                format!("{name} takes one value, not a list"),
                written(known),
            ),
            (DeValue::Array(list), true) if list.is_empty() || list.len() > MOST_PARTS => wrong(
                format!("the list of {name} is to have 1 to {MOST_PARTS} parts"),
                format!("write {name} = false to undo a default"),
            ),
            (DeValue::Array(list), true) => {
                list.iter().map(|part| self.value(known, part)).collect()
            }
            (DeValue::Table(_), true) => wrong(
                format!("{name} is to be a value, not a table"),
                written(known),
            ),
            (_, true) => Ok(vec![self.value(known, value)?]),
        }
    }

    /// One value, as it would be typed.
    fn value(self, known: &KnownOption, value: &Value<'_>) -> Result<OptionValue, Wrong> {
        let typed = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(number) => {
                let number = i64::from_str_radix(number.as_str(), number.radix());
                number.map(|it| it.to_string()).unwrap_or_default()
            }
            DeValue::Float(number) => number.as_str().to_owned(),
            DeValue::Datetime(moment) => moment.to_string(),
            DeValue::Boolean(_) | DeValue::Array(_) | DeValue::Table(_) => String::new(),
        };
        let span = value.span();
        if typed.is_empty() || typed.contains('\0') {
            let sentence = match value.get_ref() {
                DeValue::String(text) if text.is_empty() => {
                    format!("the value of {} is empty", known.name)
                }
                _ => format!("{} is to be a text or a number", known.name),
            };
            return Err(Wrong::new(&span, sentence, written(known)));
        }
        let mut choices = known.values.iter();
        if !known.values.is_empty() && !choices.any(|choice| *choice == typed) {
            let sentence = format!("{} does not know {typed:?}", known.name);
            let choices = known.values.iter().map(String::as_str);
            return Err(Wrong::new(&span, sentence, advice(&typed, choices)));
        }
        Ok(OptionValue::Text(typed, self.source.place(&span)))
    }
}

/// What to write for an option with a value.
fn written(known: &KnownOption) -> String {
    let name = &known.name;
    let value = match known.values.first() {
        Some(word) => word,
        None => "...",
    };
    let with_value = match known.repeatable {
        true => format!("write {name} = [\"{value}\"]"),
        false => format!("write {name} = \"{value}\""),
    };
    match known.value_may_be_left_out {
        true => format!("{with_value}, or {name} = true to give it without a value"),
        false => with_value,
    }
}

/// The table for the expectations beside that of the options.
fn expect_of(table: &str) -> String {
    format!("[{}.expect]", table.trim_matches(['[', ']']))
}

/// Its own options over the defaults. What is undone stays as false, so that whoever has a default of his own can tell.
pub(super) fn merged(defaults: &[SetOption], own: Vec<SetOption>) -> Vec<SetOption> {
    let mut merged = defaults.to_vec();
    for option in own {
        match merged.iter_mut().find(|known| known.name == option.name) {
            Some(known) => *known = option,
            None => merged.push(option),
        }
    }
    merged
}

/// What two targets have in common where their options are the same, wherever they were set.
pub(super) fn typed(options: &[SetOption]) -> Vec<String> {
    let mut typed: Vec<String> = options
        .iter()
        .map(|option| {
            let values = option.values.iter().map(OptionValue::to_string);
            format!("{}={:?}", option.name, values.collect::<Vec<_>>())
        })
        .collect();
    typed.sort();
    typed
}

/// Where a value stands, for those who need only that.
pub(super) fn place_of(context: Context<'_>, value: &Value<'_>) -> Place {
    context.source.place(&value.span())
}
