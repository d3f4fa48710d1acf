//! For fish: positional arguments, lists, and files beside names.

use super::{help, is_list, may_be_file, names, valued};
use clap::{Arg, Command, ValueHint};
use std::fmt::Write;

/// Clap's completion, and ours behind it.
pub(super) fn finished(mut text: String, definition: &Command) -> String {
    for command in definition.get_subcommands() {
        for option in valued(command) {
            let Some(what) = offer(option) else {
                continue;
            };
            let place = format!(
                "complete -c smtls -n \"__fish_smtls_using_subcommand {}\"",
                command.get_name()
            );
            // Writing to a text cannot fail.
            let _ = match option.get_long() {
                Some(long) => writeln!(text, "{place} -l {long} -r {what}"),
                None => writeln!(text, "{place} {what}"),
            };
        }
    }
    text
}

/// What is offered for a value that clap leaves out; nothing where clap does it.
fn offer(option: &Arg) -> Option<String> {
    let words = names(option);
    let is_positional = option.is_positional();
    if is_list(option) && !words.is_empty() {
        let words: Vec<_> = words.iter().map(|it| it.get_name()).collect();
        return Some(format!("-f -a \"(__fish_append , {})\"", words.join(" ")));
    }
    let is_host = option.get_value_hint() == ValueHint::Hostname;
    if may_be_file(option) {
        let hosts = if is_host {
            " -a \"(__fish_print_hostnames)\""
        } else {
            ""
        };
        return Some(format!("-F{hosts}"));
    }
    if !is_positional {
        return None;
    }
    if !words.is_empty() {
        let words = words
            .iter()
            .map(|it| format!("{}\\t'{}'", it.get_name(), escaped(&help(it))));
        let words: Vec<_> = words.collect();
        return Some(format!("-f -a \"{}\"", words.join("\n")));
    }
    let offer = match option.get_value_hint() {
        ValueHint::Hostname => "-f -a \"(__fish_print_hostnames)\"",
        ValueHint::DirPath => "-f -a \"(__fish_complete_directories)\"",
        ValueHint::FilePath | ValueHint::AnyPath => "-F",
        _ => "-f",
    };
    Some(offer.to_owned())
}

/// A text inside single quotes that stand in double quotes.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('\'', "\\'");
    text.replace('"', "\\\"").replace('$', "\\$")
}
