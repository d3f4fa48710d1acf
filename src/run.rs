//! A run: from the command line to the exit code.

mod audit;
mod check;
mod clock;
mod completions;
mod connections;
mod endpoint;
mod expected;
mod explain;
mod footing;
mod gate;
mod generate;
#[cfg(feature = "lab")]
mod lab;
mod manual;
mod one;
mod outputs;
mod pipeline;
mod policies;
mod probe;
mod roots;
mod save;
mod screen;
mod shell;
mod shown;
mod signals;
mod tally;
mod teller;
mod tlsa;
mod to_tls;
mod told;
mod until;
mod warm_up;
mod writable;

use crate::cli::{Check, Cli, Command, UsageError, asks_for_a_plugin};
use crate::exit::{End, ExitCode, State};
use crate::quote;
use crate::report::monitoring;
use clap::Parser;
#[cfg(all(test, feature = "lab"))]
pub(crate) use lab::report_on;
use screen::Screen;
use std::ffi::OsString;

/// Runs smtls with a command line, program name first, and gives what the process ends with.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> End {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let is_plugin = asks_for_a_plugin(&arguments);
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => {
            let command = arguments.get(1).and_then(|word| word.to_str());
            return refuse_or_help(&error, command, is_plugin);
        }
    };
    let outcome =
        match cli.command {
            Command::Probe(arguments) if arguments.lists() => check::list().map(End::from),
            Command::Audit(arguments) if arguments.lists() => check::list().map(End::from),
            Command::Probe(arguments) => arguments
                .meant(clock::now())
                .map_err(Into::into)
                .and_then(|probe| match &probe.by_hand {
                    Some(by_hand) => shell::run(&probe, by_hand).map(End::from),
                    None => probe::run(&probe),
                }),
            Command::Shell(arguments) => arguments
                .meant(clock::now())
                .map_err(Into::into)
                .and_then(|probe| {
                    let by_hand = probe.by_hand.clone().unwrap_or_default();
                    shell::run(&probe, &by_hand).map(End::from)
                }),
            Command::Audit(arguments) => arguments
                .meant(clock::now())
                .map_err(Into::into)
                .and_then(|audit| audit::run(&audit)),
            Command::Check(arguments) if arguments.lists() => check::list().map(End::from),
            Command::Check(arguments) => arguments
                .meant(clock::now())
                .map_err(Into::into)
                .and_then(|meant| match meant {
                    Check::Init(init) => check::init(&init).map(End::from),
                    Check::Run(run) => check::run(&run),
                }),
            Command::Tlsa(arguments) => arguments
                .meant(clock::now())
                .map_err(Into::into)
                .and_then(|request| tlsa::run(&request)),
            #[cfg(feature = "lab")]
            Command::Lab(arguments) => lab::run(&arguments),
            Command::Explain(arguments) => explain::run(&arguments).map(End::from),
            Command::Generate(arguments) => generate::run(&arguments).map(End::from),
        };
    match outcome {
        Ok(end) => end,
        Err(error) => match error.downcast::<UsageError>() {
            Ok(usage) => refuse(&usage, is_plugin),
            Err(error) if is_plugin => unknown(&format!("{error:#}"), None),
            Err(error) => {
                let mut screen = Screen::stderr();
                screen.line(&format!("smtls: {}", quote::text(&format!("{error:#}"))));
                ExitCode::Internal.into()
            }
        },
    }
}

/// clap speaks of help and errors alike; help is data, an error is a sentence and a hint.
fn refuse_or_help(error: &clap::Error, command: Option<&str>, is_plugin: bool) -> End {
    match UsageError::from_clap(error, command) {
        Some(usage) => refuse(&usage, is_plugin),
        None => {
            Screen::stdout().line(error.render().to_string().trim_end());
            ExitCode::Success.into()
        }
    }
}

fn refuse(usage: &UsageError, is_plugin: bool) -> End {
    if is_plugin {
        return unknown(&usage.sentence, Some(&usage.hint));
    }
    let mut screen = Screen::stderr();
    // The names of files, and what was typed, are part of both.
    screen.line(&format!("smtls: {}", quote::own(&usage.sentence)));
    screen.line(&format!("hint: {}", quote::own(&usage.hint)));
    usage.code.into()
}

/// A plugin says it on standard output, where alone it is looked for.
fn unknown(sentence: &str, hint: Option<&str>) -> End {
    Screen::stdout().line(&monitoring::unknown(sentence, hint));
    End::Plugin(State::Unknown)
}
