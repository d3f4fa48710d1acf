//! `smtls shell`.

use super::probe::{Probe, ProbeArgs};
use super::usage::UsageError;
use clap::Args;

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
