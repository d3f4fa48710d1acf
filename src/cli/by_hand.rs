//! Whether somebody speaks himself after the last EHLO, and from where on.

use super::history::HistoryArgs;
use super::usage::UsageError;
use crate::judge::Level;
use crate::smtp::{Stage, Stop};
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;

/// Options on a session by hand.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Speaking by hand")]
pub struct ByHandArgs {
    /// After the last EHLO, let the user speak SMTP himself: the same as smtls shell
    #[arg(long)]
    pub interactive: bool,
    /// In a shell: stay in the clear, also where STARTTLS is offered; STARTTLS may be typed
    #[arg(long)]
    no_tls: bool,
    /// In a shell: let the user speak as soon as STAGE is reached: greeting, first-ehlo, starttls or ehlo
    #[arg(long, value_name = "STAGE", conflicts_with = "no_tls", ignore_case = true, value_parser = stage(), hide_possible_values = true)]
    start_after: Option<Stage>,
    #[command(flatten)]
    history: HistoryArgs,
}

/// How a session is held by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByHand {
    /// The file that keeps what was typed on a terminal, if any.
    pub history: Option<PathBuf>,
}

impl ByHandArgs {
    /// How it is held by hand, if it is; `is_shell` where that goes without saying.
    ///
    /// # Errors
    /// Where an option asks for something of a shell, and there is none.
    pub fn meant(&self, is_shell: bool) -> Result<Option<ByHand>, UsageError> {
        let strays = [
            (self.no_tls, "--no-tls"),
            (self.start_after.is_some(), "--start-after"),
        ];
        let strays = strays.into_iter().find(|(given, _)| *given);
        let stray = strays.map(|(_, option)| option).or(self.history.given());
        if is_shell || self.interactive {
            return Ok(Some(ByHand {
                history: self.history.place(),
            }));
        }
        match stray {
            None => Ok(None),
            Some(option) => Err(UsageError::new(
                format!("{option} was given without --interactive"),
                "it is for a session by hand: use smtls shell, or add --interactive",
            )),
        }
    }

    /// From where on the user speaks.
    ///
    /// # Errors
    /// Where there is no clear to stay in, or it is left out what the level demands.
    pub fn stop(&self, implicit_tls: bool, level: Level) -> Result<Stop, UsageError> {
        if self.no_tls && matches!(level, Level::Encrypt | Level::Dane | Level::Secure) {
            return Err(UsageError::new(
                format!(
                    "--no-tls leaves out the TLS that --level {} demands",
                    level.word()
                ),
                "leave out one of them",
            ));
        }
        if self.no_tls && implicit_tls {
            return Err(UsageError::new(
                "there is no session without TLS where TLS stands from the first octet",
                "leave out --no-tls, or name a target on a port that begins in the clear",
            ));
        }
        Ok(match (self.no_tls, self.start_after) {
            (true, _) => Stop::HandOver(Stage::FirstEhlo),
            // There the greeting comes inside TLS, and a client does not speak before it (RFC 5321 §4.3.1).
            (_, Some(Stage::StartTls)) if implicit_tls => Stop::HandOver(Stage::Greeting),
            (_, Some(stage)) => Stop::HandOver(stage),
            (_, None) => Stop::WhenReady,
        })
    }
}

fn stage() -> impl TypedValueParser<Value = Stage> {
    let stages = [
        PossibleValue::new("greeting").alias("banner"),
        PossibleValue::new("first-ehlo").aliases(["first-helo", "first-lhlo"]),
        PossibleValue::new("starttls").alias("tls"),
        PossibleValue::new("ehlo").aliases(["helo", "lhlo"]),
    ];
    PossibleValuesParser::new(stages).try_map(|name| name.parse::<Stage>())
}
