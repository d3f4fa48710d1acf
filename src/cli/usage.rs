//! A command line that cannot be understood: one sentence, and a hint.

mod asked;
mod conflict;
mod missing;
#[cfg(test)]
mod tests;
mod unknown;
mod value;

use super::Cli;
use crate::exit::ExitCode;
use crate::judge::audit::profile::ProfileError;
use crate::quote;
use crate::target::TargetError;
use asked::Asked;
use clap::error::ErrorKind;

/// What is wrong with the command line, and what to do.
#[derive(Debug, thiserror::Error)]
#[error("{sentence}")]
pub struct UsageError {
    /// What is wrong, in one sentence without a final stop.
    pub sentence: String,
    /// What to do.
    pub hint: String,
    /// How the run ends by it.
    pub code: ExitCode,
}

impl UsageError {
    /// A usage error from its two parts.
    pub fn new(sentence: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            sentence: without_number(sentence.into()),
            hint: hint.into(),
            code: ExitCode::Usage,
        }
    }

    /// The user broke off while something was asked for.
    pub fn interrupted(hint: impl Into<String>) -> Self {
        Self {
            code: ExitCode::Interrupted,
            ..Self::new("interrupted", hint)
        }
    }

    /// Reads clap's error as a sentence and a hint; nothing where it is a request for help. `command` is the word that was typed
    /// after `smtls`.
    pub fn from_clap(error: &clap::Error, command: Option<&str>) -> Option<Self> {
        let definition = Cli::definition();
        let asked = Asked {
            error,
            command: command.and_then(|typed| definition.find_subcommand(typed)),
            definition: &definition,
        };
        let usage = match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => return None,
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
                Self::new(
                    "no command was given",
                    "try smtls probe DOMAIN, or smtls --help",
                )
            }
            ErrorKind::InvalidSubcommand => unknown::command(&asked),
            ErrorKind::UnknownArgument => unknown::option(&asked),
            ErrorKind::ArgumentConflict => conflict::between(&asked),
            ErrorKind::MissingRequiredArgument => missing::from(&asked),
            ErrorKind::InvalidValue
            | ErrorKind::NoEquals
            | ErrorKind::TooManyValues
            | ErrorKind::ValueValidation => value::refused(&asked),
            _ => value::as_told(&asked),
        };
        // What was typed is part of both.
        Some(Self::new(
            quote::own(&usage.sentence),
            quote::own(&usage.hint),
        ))
    }
}

/// The words of the system without the number that it has for them.
fn without_number(sentence: String) -> String {
    let number = sentence
        .rfind(" (os error ")
        .filter(|_| sentence.ends_with(')'));
    match number.and_then(|at| sentence.get(..at)) {
        Some(words) => words.to_owned(),
        None => sentence,
    }
}

impl From<ProfileError> for UsageError {
    fn from(error: ProfileError) -> Self {
        Self::new(error.sentence, error.hint)
    }
}

impl From<TargetError> for UsageError {
    fn from(error: TargetError) -> Self {
        Self::new(error.sentence, error.hint)
    }
}
