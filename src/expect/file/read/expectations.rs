//! What is expected: `[defaults.expect]` and `[target.expect]`.

use super::{Context, rows};
use crate::expect::given::Given;
use crate::expect::{Expectation, Name, read};
use crate::toml_source::Wrong;
use std::ops::Range;
use toml::de::DeTable;

impl Context<'_> {
    /// The expectations of a table, in their order.
    pub(super) fn expectations(self, table: &DeTable<'_>) -> Result<Vec<Expectation>, Wrong> {
        let rows = rows(table).into_iter();
        let expectations = rows.map(|(key, span, value)| {
            let name = Name::find(key).map_err(|near| self.no_such(key, &span, near))?;
            let given = Given::of(value);
            let value = read::value(name, &given)?;
            Ok(Expectation {
                place: Some(self.source.place(&span)),
                ..Expectation::new(name, value)
            })
        });
        expectations.collect()
    }

    fn no_such(self, key: &str, span: &Range<usize>, near: Option<&str>) -> Wrong {
        let sentence = format!("there is no expectation {key:?}");
        let plain = key.replace('_', "-");
        let hint = if Name::find(&plain).is_ok() {
            format!("write {plain}")
        } else if self.options.iter().any(|known| known.name == plain) {
            format!("{plain} is an option: write it one table higher, without .expect")
        } else if let Some(near) = near {
            format!("did you mean {near}?")
        } else {
            "smtls check --list-checks lists them all".to_owned()
        };
        Wrong::new(span, sentence, hint)
    }
}

/// Its own expectations over the defaults, without those that are undone.
pub(super) fn merged(defaults: &[Expectation], own: Vec<Expectation>) -> Vec<Expectation> {
    let mut merged = defaults.to_vec();
    for expectation in own {
        let mut known = merged.iter_mut();
        match known.find(|known| known.name == expectation.name) {
            Some(known) => *known = expectation,
            None => merged.push(expectation),
        }
    }
    merged.retain(|expectation| !expectation.is_off());
    merged
}
