//! A target of a file in the words of a command line, which the readers of probe and audit understand.

use super::known_options;
use crate::cli::definition::{Cli, Command};
use crate::cli::{Audit, Probe, UsageError};
use crate::expect::file::{OptionFor, OptionValue, Place, SetOption};
use clap::Parser as _;
use clap::error::{ContextKind, ContextValue};

/// A target and options as somebody would type them after a command, whose own reader then says what they mean.
pub(super) struct Arguments<'a> {
    pub(super) words: Vec<String>,
    options: &'a [SetOption],
}

impl<'a> Arguments<'a> {
    pub(super) fn of(target: &str, options: &'a [SetOption], command: OptionFor) -> Self {
        let mut words = vec!["smtls".to_owned()];
        words.push(match command {
            OptionFor::Audit => "audit".to_owned(),
            OptionFor::Probe | OptionFor::Both => "probe".to_owned(),
        });
        let known = known_options();
        let belongs = |option: &&SetOption| {
            let mut known = known.iter();
            let known = known.find(|known| known.name == option.name);
            known.is_none_or(|known| known.by == OptionFor::Both || known.by == command)
        };
        for option in options.iter().filter(belongs) {
            for value in &option.values {
                match value {
                    OptionValue::Flag(true) => words.push(format!("--{}", option.name)),
                    OptionValue::Flag(false) => {}
                    OptionValue::Text(text, _) => words.push(format!("--{}={text}", option.name)),
                }
            }
        }
        words.extend(["--".to_owned(), target.to_owned()]);
        Self { words, options }
    }

    /// The probe that they mean; or what is wrong with them, and where.
    pub(super) fn probe(&self, now: i64) -> Result<Probe, (UsageError, Option<Place>)> {
        match self.command()? {
            Command::Probe(arguments) => arguments
                .meant(now)
                .map_err(|error| (self.in_file(error), None)),
            _ => Err((
                UsageError::new("this is no probe", "see smtls check --help"),
                None,
            )),
        }
    }

    /// The audit that they mean; or what is wrong with them, and where.
    pub(super) fn audit(&self, now: i64) -> Result<Audit, (UsageError, Option<Place>)> {
        match self.command()? {
            Command::Audit(arguments) => arguments
                .meant(now)
                .map_err(|error| (self.in_file(error), None)),
            _ => Err((
                UsageError::new("this is no audit", "see smtls check --help"),
                None,
            )),
        }
    }

    fn command(&self) -> Result<Command, (UsageError, Option<Place>)> {
        let cli = Cli::try_parse_from(&self.words).map_err(|error| {
            let place = self.place(&error);
            let command = self.words.get(1).map(String::as_str);
            let mut usage = UsageError::from_clap(&error, command).unwrap_or_else(|| {
                UsageError::new("help has no place in a file", "see smtls check --help")
            });
            if let Some(command) = command
                && usage.hint == format!("see smtls {command} --help")
            {
                usage.hint =
                    format!("smtls {command} --help says what the option of that name takes");
            }
            (self.in_file(usage), place)
        })?;
        Ok(cli.command)
    }

    /// In words of the file: an option is a key there, but for what was typed.
    fn in_file(&self, error: UsageError) -> UsageError {
        let is_typed = |name: &str| {
            let mut options = self.options.iter();
            options.any(|option| option.name == name && option.place.line == 0)
        };
        let known = known_options();
        error.of_keys(|name| known.iter().any(|known| known.name == name) && !is_typed(name))
    }

    /// Where the option stands that clap complains of.
    fn place(&self, error: &clap::Error) -> Option<Place> {
        let Some(ContextValue::String(argument)) = error.get(ContextKind::InvalidArg) else {
            return None;
        };
        let long = argument.split([' ', '=', '[']).next()?.strip_prefix("--")?;
        let mut options = self.options.iter();
        let option = options.find(|option| option.name == long)?;
        let place = match option.values.as_slice() {
            [OptionValue::Text(_, place)] => *place,
            _ => option.place,
        };
        // What was typed stands in no file.
        Some(place).filter(|place| place.line > 0)
    }
}
