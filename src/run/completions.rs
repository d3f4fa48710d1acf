//! The completions: clap_complete's, and behind them what it leaves out in each shell.

mod bash;
mod elvish;
mod fish;
mod powershell;
mod zsh;

use crate::cli::Cli;
use clap::builder::PossibleValue;
use clap::{Arg, Command, ValueHint};
use clap_complete::{Generator, Shell, generate};
use std::path::Path;

/// Who makes what is left out.
type Finish = fn(String, &Command) -> String;

/// The shells that completions are made for.
const SHELLS: [(Shell, Finish); 5] = [
    (Shell::Bash, bash::finished),
    (Shell::Zsh, zsh::finished),
    (Shell::Fish, fish::finished),
    (Shell::PowerShell, powershell::finished),
    (Shell::Elvish, elvish::finished),
];

/// Writes a file for each shell.
pub(super) fn write(folder: &Path) -> std::io::Result<()> {
    for (shell, finish) in SHELLS {
        let mut definition = Cli::for_shells();
        let mut text = Vec::new();
        generate(shell, &mut definition, "smtls", &mut text);
        let text = String::from_utf8_lossy(&text).into_owned();
        let file = folder.join(shell.file_name("smtls"));
        std::fs::write(file, finish(text, &definition))?;
    }
    Ok(())
}

/// The options of a command that take a value, and its positional arguments.
fn valued(command: &Command) -> impl Iterator<Item = &Arg> {
    command
        .get_arguments()
        .filter(|it| it.get_action().takes_values())
}

/// The names that there are for a value.
fn names(option: &Arg) -> Vec<PossibleValue> {
    let all = option.get_possible_values().into_iter();
    all.filter(|it| !it.is_hide_set()).collect()
}

/// Whether a value is a list, separated by commas.
fn is_list(option: &Arg) -> bool {
    option.get_value_delimiter() == Some(',')
}

/// Whether a value may also be a file, beside the names that there are.
fn may_be_file(option: &Arg) -> bool {
    let mut names = option.get_value_names().unwrap_or_default().iter();
    names.any(|name| name.ends_with("|FILE"))
}

/// The help of a name in one line.
fn help(name: &PossibleValue) -> String {
    let help = name.get_help().map(ToString::to_string);
    help.unwrap_or_default().replace('\n', " ")
}

/// Whether a value is a path.
fn is_path(option: &Arg) -> bool {
    matches!(
        option.get_value_hint(),
        ValueHint::FilePath | ValueHint::DirPath | ValueHint::AnyPath
    )
}
