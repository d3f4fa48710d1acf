//! What clap complains of, and of which command.

use clap::error::{ContextKind, ContextValue};
use clap::{Arg, Command};

/// How long a list of values may be, in octets, to stand in a hint; only that of the lab's scenarios is longer.
const LISTED: usize = 300;

/// A **complaint** of clap, with the command that was typed.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    /// The complaint.
    pub(super) error: &'a clap::Error,
    /// The command, where one was understood.
    pub(super) command: Option<&'a Command>,
    /// All of them.
    pub(super) definition: &'a Command,
}

impl Asked<'_> {
    /// The name of the command; nothing where none was understood.
    pub(super) fn name(&self) -> &str {
        self.command.map_or("", Command::get_name)
    }

    /// The command is the lab, which has options of the probe behind a `--`.
    pub(super) fn is_lab(&self) -> bool {
        self.name() == "lab"
    }

    /// Where more stands.
    pub(super) fn see(&self) -> String {
        match self.command {
            Some(command) => format!("see smtls {} --help", command.get_name()),
            None => "see smtls --help, or smtls probe --help".to_owned(),
        }
    }

    /// What clap names of this kind, be it one or several.
    pub(super) fn all(&self, kind: ContextKind) -> Vec<String> {
        match self.error.get(kind) {
            Some(ContextValue::String(one)) => vec![one.clone()],
            Some(ContextValue::Strings(several)) => several.clone(),
            _ => Vec::new(),
        }
    }

    /// The one thing that clap names of this kind; empty where there is none.
    pub(super) fn one(&self, kind: ContextKind) -> String {
        self.all(kind).into_iter().next().unwrap_or_default()
    }

    /// The option that clap names, without its value.
    pub(super) fn named(&self, kind: ContextKind) -> String {
        named(&self.one(kind)).to_owned()
    }

    /// The argument of the command that clap means by these words.
    fn argument(&self, words: &str) -> Option<&Arg> {
        let mut arguments = self.command?.get_arguments();
        let long = named(words).strip_prefix("--");
        match long {
            Some(long) => arguments.find(|it| it.get_long() == Some(long)),
            None => arguments.find(|it| it.is_positional() && it.to_string() == words),
        }
    }

    /// The values that an argument takes, where they are few enough to be listed.
    pub(super) fn values(&self, words: &str) -> Option<String> {
        let argument = self.argument(words)?;
        let values = argument.get_possible_values();
        let shown = values.iter().filter(|it| !it.is_hide_set());
        let names: Vec<&str> = shown.map(|it| it.get_name()).collect();
        let listed = names.join(", ");
        let is_short = !names.is_empty() && listed.len() <= LISTED;
        is_short.then(|| format!("the values are {listed}"))
    }
}

/// An option without its value: `--dns` of `--dns <ADDR[:PORT]>`.
pub(super) fn named(argument: &str) -> &str {
    let end = argument
        .find([' ', '=', '['])
        .filter(|_| argument.starts_with('-'));
    end.and_then(|end| argument.get(..end)).unwrap_or(argument)
}
