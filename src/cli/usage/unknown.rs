//! Commands and options that there are not.

use super::UsageError;
use super::asked::Asked;
use crate::toml_source::nearest;
use clap::Command;
use clap::error::ContextKind;

/// A command that there is not.
pub(super) fn command(asked: &Asked<'_>) -> UsageError {
    let typed = asked.one(ContextKind::InvalidSubcommand);
    let commands = asked.definition.get_subcommands().map(Command::get_name);
    let hint = match nearest(&typed, commands) {
        _ if typed == "help" => "see smtls --help, and smtls probe --help for a command".to_owned(),
        Some(near) => format!("did you mean smtls {near}?"),
        // Who leaves out the command names a target.
        None if typed.contains(['.', '@', '[', ':']) => {
            format!("did you mean smtls probe {typed}?")
        }
        None => asked.see(),
    };
    UsageError::new(format!("there is no command {typed}"), hint)
}

/// An option that there is not, or not here.
pub(super) fn option(asked: &Asked<'_>) -> UsageError {
    let typed = asked.named(ContextKind::InvalidArg);
    let sentence = format!("there is no option {typed}");
    let Some(command) = asked.command else {
        return UsageError::new(sentence, asked.see());
    };
    let Some(long) = typed.strip_prefix("--") else {
        let is_number = typed
            .trim_start_matches('-')
            .starts_with(|it: char| it.is_ascii_digit());
        return match (is_number, typed.starts_with('-')) {
            (true, _) => UsageError::new(
                sentence,
                "numbers and times have no sign; any other value that begins with a hyphen stands behind =",
            ),
            (false, true) => UsageError::new(sentence, asked.see()),
            (false, false) => UsageError::new(
                format!("the command {} has no use for {typed:?}", asked.name()),
                asked.see(),
            ),
        };
    };
    if asked.is_lab() {
        return of_lab(asked, &typed, sentence);
    }
    let has = |command: &&Command| {
        command
            .get_arguments()
            .any(|it| it.get_long() == Some(long))
    };
    let mut others = asked.definition.get_subcommands();
    if let Some(owner) = others.find(has) {
        let hint = match (long, command.get_name()) {
            ("port", "probe" | "audit" | "shell") => {
                "the port stands behind the host: mx.example.com:587".to_owned()
            }
            _ => asked.see(),
        };
        let owner = owner.get_name();
        return UsageError::new(format!("{typed} is an option of smtls {owner}"), hint);
    }
    let shown = command.get_arguments().filter(|it| !it.is_hide_set());
    let names: Vec<&str> = shown.filter_map(clap::Arg::get_long).collect();
    let begun = || names.iter().copied().find(|name| name.starts_with(long));
    let hint = match nearest(long, names.iter().copied()).or_else(begun) {
        Some(near) => format!("did you mean --{near}?"),
        None => asked.see(),
    };
    UsageError::new(sentence, hint)
}

/// The lab has few options; behind a scenario and `--` those of the probe have their place.
fn of_lab(asked: &Asked<'_>, typed: &str, sentence: String) -> UsageError {
    if typed == "--list" {
        return UsageError::new(sentence, "smtls lab lists the scenarios");
    }
    let probe = asked.definition.find_subcommand("probe");
    let mut options = probe.into_iter().flat_map(Command::get_arguments);
    if options.any(|it| it.get_long() == typed.strip_prefix("--")) {
        return UsageError::new(
            format!("{typed} is an option of smtls probe"),
            format!("options of the probe stand behind --: smtls lab SCENARIO -- {typed}"),
        );
    }
    UsageError::new(sentence, asked.see())
}
