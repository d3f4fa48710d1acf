//! Which options a file of expectations may set: those of probe and audit that say how to reach and speak with a server.

use crate::cli::Cli;
use crate::expect::file::{KnownOption, OptionFor};
use clap::{Arg, ArgAction, Command};
use std::sync::LazyLock;

/// What has no place in a file: what comes out and where, what a person does at a terminal, and what the file itself says otherwise.
const STRAYS: [&str; 17] = [
    "color",
    "crit-days",
    "evidence",
    "explain-extensions",
    "format",
    "help",
    "history",
    "interactive",
    "list-checks",
    "no-history",
    "no-tls",
    "profile",
    "require",
    "save-chain",
    "start-after",
    "verbose",
    "warn-days",
];

/// The options, by name.
pub fn known_options() -> &'static [KnownOption] {
    static KNOWN: LazyLock<Vec<KnownOption>> = LazyLock::new(all);
    &KNOWN
}

fn all() -> Vec<KnownOption> {
    let definition = Cli::definition();
    let of = |command: &str| {
        let found = definition.find_subcommand(command);
        found.map(options).unwrap_or_default()
    };
    let (probe, audit) = (of("probe"), of("audit"));
    let in_both = |option: &KnownOption| audit.iter().any(|other| other.name == option.name);
    let mut known: Vec<KnownOption> = probe
        .iter()
        .map(|option| KnownOption {
            by: match in_both(option) {
                true => OptionFor::Both,
                false => OptionFor::Probe,
            },
            ..option.clone()
        })
        .collect();
    let only_audit = audit
        .iter()
        .filter(|option| !probe.iter().any(|other| other.name == option.name));
    known.extend(only_audit.cloned().map(|option| KnownOption {
        by: OptionFor::Audit,
        ..option
    }));
    known.sort_by(|one, other| one.name.cmp(&other.name));
    known
}

fn options(command: &Command) -> Vec<KnownOption> {
    let options = command.get_arguments().filter_map(|argument| {
        let name = argument.get_long()?;
        let is_own = !STRAYS.contains(&name) && !argument.is_hide_set();
        is_own.then(|| known(argument, name))
    });
    options.collect()
}

fn known(argument: &Arg, name: &str) -> KnownOption {
    let values = argument.get_possible_values();
    let help = argument.get_help().map(ToString::to_string);
    KnownOption {
        name: name.to_owned(),
        takes_value: argument.get_action().takes_values(),
        value_may_be_left_out: argument
            .get_num_args()
            .is_some_and(|number| number.min_values() == 0 && number.max_values() > 0),
        repeatable: matches!(argument.get_action(), ArgAction::Append),
        help: help.unwrap_or_default(),
        values: match argument.get_action().takes_values() {
            true => values
                .iter()
                .map(|value| value.get_name().to_owned())
                .collect(),
            false => Vec::new(),
        },
        by: OptionFor::Probe,
    }
}
