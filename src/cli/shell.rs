//! `smtls shell`.

use super::mail::SENDING;
use super::probe::{Probe, ProbeArgs};
use super::usage::UsageError;
use clap::{Arg, Args};

/// What was typed after `smtls shell`: what may be typed after `smtls probe`.
#[derive(Clone, Debug, Args)]
pub struct ShellArgs {
    #[command(flatten)]
    probe: ProbeArgs,
}

impl ShellArgs {
    /// What was meant, at a given now (seconds since 1970).
    ///
    /// # Errors
    /// As for a probe.
    pub fn meant(&self, now: i64) -> Result<Probe, UsageError> {
        self.probe.meant_by_hand(now)
    }
}

/// An option as the help of the shell has it: without what has no place there, and without what goes without saying there.
pub(super) fn in_a_shell(option: Arg) -> Arg {
    if option.get_help_heading() == Some(SENDING) {
        return option.hide(true);
    }
    if option.get_long() == Some("deadline") {
        return option.help("How long everything may take together [default: as long as you like]");
    }
    let help = option.get_help().map(ToString::to_string);
    let help = help.unwrap_or_default();
    let Some(rest) = help.strip_prefix("In a shell") else {
        return option;
    };
    let rest = rest.trim_start_matches([':', ' ']);
    let mut letters = rest.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    option.help(first.into_iter().chain(letters).collect::<String>())
}
