//! That no target stands in a file twice.

use super::options::typed;
use crate::expect::file::CheckTarget;
use crate::toml_source::Wrong;
use std::collections::HashMap;
use std::ops::Range;

/// The targets so far.
#[derive(Default)]
pub(super) struct Known {
    names: HashMap<String, usize>,
    /// What is done, and the name of the target that does it.
    deeds: HashMap<String, String>,
}

impl Known {
    /// One more target, of which the name stands there.
    pub(super) fn add(&mut self, target: &CheckTarget, span: &Range<usize>) -> Result<(), Wrong> {
        let line = target.place.line;
        if let Some(first) = self.names.insert(target.name.clone(), line) {
            let sentence = format!(
                "two targets are called {:?}: this one, and that of line {first}",
                target.name
            );
            let hint = "give one of them a name of its own: name = \"...\"";
            return Err(Wrong::new(span, sentence, hint));
        }
        let mut expectations: Vec<String> = target
            .expectations
            .iter()
            .map(|it| format!("{}={}", it.name.id(), it.value))
            .collect();
        expectations.sort();
        let options = typed(&target.options);
        let deed = format!("{:?} {options:?} {expectations:?}", target.target);
        match self.deeds.insert(deed, target.name.clone()) {
            Some(first) => Err(Wrong::new(
                span,
                format!("this is {first:?} once more: the same target, options and expectations"),
                "leave one out, or let them differ",
            )),
            None => Ok(()),
        }
    }
}
