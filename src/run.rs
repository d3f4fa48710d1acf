//! A run: from the command line to the exit code.

mod audit;
mod clock;
mod connections;
mod endpoint;
mod gate;
mod generate;
#[cfg(feature = "lab")]
mod lab;
mod manual;
mod one;
mod pipeline;
mod policies;
mod probe;
mod roots;
mod save;
mod screen;
mod shell;
mod shown;
mod signals;
mod teller;
mod told;
mod warm_up;

use crate::cli::{Cli, Command, UsageError};
use crate::exit::ExitCode;
use crate::quote;
use clap::Parser;
use screen::Screen;
use std::ffi::OsString;

/// Runs smtls with a command line, program name first, and gives the exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => {
            let command = arguments.get(1).and_then(|word| word.to_str());
            return refuse_or_help(&error, command);
        }
    };
    let outcome =
        match cli.command {
            Command::Probe(arguments) => arguments
                .meant(clock::now())
                .map_err(Into::into)
                .and_then(|probe| match &probe.by_hand {
                    Some(by_hand) => shell::run(&probe, by_hand),
                    None => probe::run(&probe),
                }),
            Command::Shell(arguments) => arguments
                .meant(clock::now())
                .map_err(Into::into)
                .and_then(|probe| {
                    let by_hand = probe.by_hand.clone().unwrap_or_default();
                    shell::run(&probe, &by_hand)
                }),
            Command::Audit(arguments) => arguments
                .meant(clock::now())
                .map_err(Into::into)
                .and_then(|audit| audit::run(&audit)),
            #[cfg(feature = "lab")]
            Command::Lab(arguments) => lab::run(&arguments),
            Command::Generate(arguments) => generate::run(&arguments),
        };
    match outcome {
        Ok(code) => code,
        Err(error) => match error.downcast::<UsageError>() {
            Ok(usage) => refuse(&usage),
            Err(error) => {
                let mut screen = Screen::stderr();
                screen.line(&format!("smtls: {}", quote::text(&format!("{error:#}"))));
                ExitCode::Internal
            }
        },
    }
}

/// clap speaks of help and errors alike; help is data, an error is a sentence and a hint.
fn refuse_or_help(error: &clap::Error, command: Option<&str>) -> ExitCode {
    match UsageError::from_clap(error, command) {
        Some(usage) => refuse(&usage),
        None => {
            Screen::stdout().line(error.render().to_string().trim_end());
            ExitCode::Success
        }
    }
}

fn refuse(usage: &UsageError) -> ExitCode {
    let mut screen = Screen::stderr();
    // The names of files, and what was typed, are part of both.
    screen.line(&format!("smtls: {}", quote::text(&usage.sentence)));
    screen.line(&format!("hint: {}", quote::text(&usage.hint)));
    usage.code
}
