//! What is expected of a target, typed on the command line.

mod answerable;
mod course;

use super::usage::UsageError;
use crate::expect::{self, Expectation, Name};
use clap::Args;
use clap::builder::{PossibleValue, TypedValueParser};
use clap::error::ErrorKind;
use std::ffi::OsStr;

pub(super) use answerable::answerable;

/// Options on what is expected.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Expectations")]
pub struct ExpectArgs {
    /// Expect this of the target, and end with an exit code where it is not so: a check, such as dane, or a fact, such as
    /// days-left=14 (repeatable; --list-checks lists them)
    #[arg(long, value_name = "NAME[=VALUE]", value_parser = ExpectationParser, hide_possible_values = true)]
    require: Vec<Expectation>,
    /// List everything that --require and the file of smtls check may expect
    #[arg(long, exclusive = true)]
    pub list_checks: bool,
}

/// Of what the expectations of a command are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AskedOf {
    /// A probe.
    Probe,
    /// An audit.
    Audit,
}

impl ExpectArgs {
    /// What is expected, wherever it is asked.
    pub fn all(&self) -> Vec<Expectation> {
        let wanted = self.require.iter().filter(|it| !it.is_off());
        wanted.cloned().collect()
    }

    /// The same with those that are undone: what a file expects of that name counts no longer.
    pub(super) fn with_undone(&self) -> &[Expectation] {
        &self.require
    }

    /// What is expected of a run of one command.
    ///
    /// # Errors
    /// Where another command would have to be asked.
    pub(super) fn of(&self, asked: AskedOf) -> Result<Vec<Expectation>, UsageError> {
        let all = self.all();
        let is_of_audit = |it: &&Expectation| it.name.row().is_of_audit();
        let stray = all
            .iter()
            .find(|it| is_of_audit(it) != (asked == AskedOf::Audit));
        match (stray, asked) {
            (None, _) => Ok(all),
            (Some(stray), AskedOf::Probe) => Err(UsageError::new(
                format!("only an audit can tell of {}", stray.name.id()),
                "use smtls audit --require, or smtls check, which asks both",
            )),
            (Some(stray), AskedOf::Audit) => Err(UsageError::new(
                format!("only a probe can tell of {}", stray.name.id()),
                "use smtls probe --require, or smtls check, which asks both",
            )),
        }
    }
}

/// Reads `NAME[=VALUE]`; the names are offered for completion.
#[derive(Clone, Copy, Debug)]
struct ExpectationParser;

impl TypedValueParser for ExpectationParser {
    type Value = Expectation;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Expectation, clap::Error> {
        let typed = value.to_string_lossy();
        expect::one(&typed).map_err(|wrong| {
            let option = argument.map_or_else(String::new, ToString::to_string);
            // What clap's own errors say of it, in the form that they have.
            let message = format!(
                "{option} cannot be used as given: {}\n\n  tip: {}\n",
                wrong.sentence, wrong.hint
            );
            clap::Error::raw(ErrorKind::ValueValidation, message).with_cmd(command)
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let names = Name::all().map(|name| PossibleValue::new(name.id()));
        Some(Box::new(names))
    }
}
