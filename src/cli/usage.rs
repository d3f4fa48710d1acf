//! A command line that cannot be understood: one sentence, and a hint.

use super::Cli;
use crate::exit::ExitCode;
use crate::judge::audit::profile::ProfileError;
use crate::quote;
use crate::target::TargetError;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// How long a list of values may be, in octets, to stand in a sentence; only that of the lab's scenarios is longer.
const LISTED: usize = 300;

/// What an option does by itself, so that another has no place beside it.
const CONTRADICTIONS: [(&str, &str); 11] = [
    (
        "--no-tls",
        "--no-tls begins after first-ehlo by itself; leave out one of them",
    ),
    (
        "--no-history",
        "--no-history neither reads nor keeps a history; leave out one of them",
    ),
    (
        "--proxy-local",
        "--proxy-local names nobody in the header; leave out one of them",
    ),
    (
        "--netrc",
        "--netrc takes the password from the netrc file; leave out one of them",
    ),
    (
        "--no-sni",
        "--no-sni sends no server name at all; leave out one of them",
    ),
    ("--drop-after", "a session ends once: leave out one of them"),
    (
        "--srv",
        "--srv asks for SRV records, and --mx for MX records; leave out one of them",
    ),
    (
        "--opportunistic",
        "--opportunistic is --level may; leave out one of them",
    ),
    ("--ipv4", "without either, both families are tried"),
    (
        "--auth-password-file",
        "a password comes from one place; leave out the others",
    ),
    (
        "--auth-password-env",
        "a password comes from one place; leave out the others",
    ),
];

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
            sentence: sentence.into(),
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

    /// Reads clap's error, which has several paragraphs, as a sentence and a hint; nothing where it is a request for help.
    /// `command` is the word that was typed after `smtls`.
    pub fn from_clap(error: &clap::Error, command: Option<&str>) -> Option<Self> {
        let definition = Cli::definition();
        let command = command.and_then(|typed| definition.find_subcommand(typed));
        match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => return None,
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
                return Some(Self::new(
                    "no command was given",
                    "try smtls probe DOMAIN, or smtls --help",
                ));
            }
            ErrorKind::InvalidSubcommand
                if is_given(error, ContextKind::InvalidSubcommand, "help") =>
            {
                return Some(Self::new(
                    "there is no command help",
                    "see smtls --help, and smtls probe --help for a command",
                ));
            }
            ErrorKind::UnknownArgument if is_given(error, ContextKind::InvalidArg, "--list") => {
                let is_lab = command.is_some_and(|command| command.get_name() == "lab");
                if is_lab {
                    return Some(Self::new(
                        "there is no option --list",
                        "smtls lab lists the scenarios",
                    ));
                }
            }
            _ => {}
        }
        let rendered = error.render().to_string();
        if error.kind() == ErrorKind::MissingRequiredArgument
            && let Some(usage) = Self::missing(&rendered)
        {
            return Some(usage);
        }
        if let Some(usage) = command.and_then(|command| misplaced(error, command, &definition)) {
            return Some(usage);
        }
        if let Some(usage) = unshown(error, command) {
            return Some(usage);
        }
        let help = match command {
            Some(command) => format!("see smtls {} --help", command.get_name()),
            None => "see smtls --help, or smtls probe --help".to_owned(),
        };
        let is_lab = command.is_some_and(|command| command.get_name() == "lab");
        let mut lines = rendered.lines().map(str::trim);
        let first = lines.next().unwrap_or_default();
        let mut sentence = first.strip_prefix("error: ").unwrap_or(first).to_owned();
        let mut hint = None;
        let mut general = help.as_str();
        for line in lines.take_while(|line| !line.starts_with("Usage:")) {
            if let Some(tip) = line.strip_prefix("tip: ") {
                // Nobody names a server like an option.
                if is_lab || !tip.starts_with("to pass ") {
                    hint.get_or_insert_with(|| tip.to_owned());
                }
            } else if line.starts_with("[possible values: ") && line.len() > LISTED {
                general = "smtls lab lists the scenarios";
            } else if let Some(values) = line.strip_prefix("[possible values: ") {
                sentence.push_str("; the values are ");
                sentence.push_str(values.trim_end_matches(']'));
            } else if !line.is_empty() && !line.starts_with("For more information") {
                sentence.push(' ');
                sentence.push_str(line);
            }
        }
        let general = contradiction(error).unwrap_or(general);
        let hint = hint.unwrap_or_else(|| general.to_owned());
        // What was typed is part of both.
        Some(Self::new(quote::own(&sentence), quote::own(&hint)))
    }

    /// What is missing, from clap's list of it.
    fn missing(rendered: &str) -> Option<Self> {
        let listed = |argument: &str| {
            let mut lines = rendered
                .lines()
                .take_while(|line| !line.starts_with("Usage:"));
            lines.any(|line| line.trim().starts_with(argument))
        };
        if listed("--cert") {
            return Some(Self::new(
                "--key was given without --cert",
                "name the certificate that the key belongs to with --cert FILE",
            ));
        }
        // Clap's line on usage has what was typed.
        let mut lines = rendered.lines();
        let typed_data = lines.any(|line| line.starts_with("Usage:") && line.contains("--data"));
        if listed("<TARGET>") && typed_data {
            return Some(Self::new(
                "no target was given: what follows --data is its FILE",
                "name the target before --data, or put another option between them",
            ));
        }
        if listed("<TARGET|FILE>") {
            return Some(Self::new(
                "no target was given",
                "name a domain (example.com), a host ([mx.example.com]), or a file with its certificate and --host",
            ));
        }
        listed("<TARGET>").then(|| {
            Self::new(
                "no target was given",
                "name a domain (example.com), a host ([mx.example.com]) or an address ([192.0.2.1])",
            )
        })
    }
}

/// Whether this is what clap names.
fn is_given(error: &clap::Error, kind: ContextKind, word: &str) -> bool {
    matches!(error.get(kind), Some(ContextValue::String(given)) if given == word)
}

/// Why two options do not go together.
fn contradiction(error: &clap::Error) -> Option<&'static str> {
    let named = |kind| match error.get(kind) {
        Some(ContextValue::String(one)) => vec![one.clone()],
        Some(ContextValue::Strings(several)) => several.clone(),
        _ => Vec::new(),
    };
    let both = [ContextKind::InvalidArg, ContextKind::PriorArg].map(named);
    let both = both.concat();
    let is_named = |option: &str| {
        both.iter()
            .any(|it| it.split([' ', '=', '[']).next() == Some(option))
    };
    let mut rows = CONTRADICTIONS.iter();
    let row =
        rows.find(|(option, _)| error.kind() == ErrorKind::ArgumentConflict && is_named(option));
    row.map(|(_, reason)| *reason)
}

/// A value that is not shown again, because a password may be part of it: standard error often ends in logs that others read.
fn unshown(error: &clap::Error, command: Option<&clap::Command>) -> Option<UsageError> {
    let Some(ContextValue::String(argument)) = error.get(ContextKind::InvalidArg) else {
        return None;
    };
    let option = argument.split([' ', '=']).next().unwrap_or_default();
    // Where the number of a descriptor is due, somebody may have written the password itself.
    let is_secret = option == "--proxy" || option.ends_with("-fd");
    if error.kind() != ErrorKind::ValueValidation || !is_secret {
        return None;
    }
    let why = std::error::Error::source(error)?;
    let help = command.map_or("probe", clap::Command::get_name);
    Some(UsageError::new(
        quote::text(&format!("{option} cannot be used as given: {why}")),
        format!("see smtls {help} --help"),
    ))
}

/// An option that another command has, and this one has not.
fn misplaced(
    error: &clap::Error,
    command: &clap::Command,
    definition: &clap::Command,
) -> Option<UsageError> {
    // Behind a scenario the options of the probe have their place, which clap tells.
    if error.kind() != ErrorKind::UnknownArgument || command.get_name() == "lab" {
        return None;
    }
    let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidArg) else {
        return None;
    };
    let long = typed.strip_prefix("--")?;
    let mut others = definition
        .get_subcommands()
        .filter(|other| other.get_name() != command.get_name());
    let owner = others.find(|other| other.get_arguments().any(|it| it.get_long() == Some(long)))?;
    Some(UsageError::new(
        quote::text(&format!(
            "--{long} is an option of smtls {}",
            owner.get_name()
        )),
        format!("see smtls {} --help", command.get_name()),
    ))
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
