//! A run that has ended, as the formats that come at its end take it.

use super::Dossier;

/// The thresholds in days of validity that monitoring goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thresholds {
    /// With fewer whole days left than this it warns.
    pub warn_days: u32,
    /// With fewer than this it is critical.
    pub critical_days: u32,
}

/// A run that has ended.
#[derive(Clone, Copy, Debug)]
pub struct Ended<'a> {
    /// What was typed after `smtls`: probe, audit or check.
    pub command: &'static str,
    /// The targets, in order.
    pub dossiers: &'a [Dossier],
    /// The exit code of the whole run.
    pub exit_code: u8,
    /// By what days monitoring goes.
    pub thresholds: Thresholds,
    /// The file of expectations, where there is one.
    pub file: Option<&'a str>,
}

impl Ended<'_> {
    /// The end of a run of this command, before it is known how it came out.
    pub fn of(command: &'static str, thresholds: Thresholds) -> Self {
        Self {
            command,
            dossiers: &[],
            exit_code: 0,
            thresholds,
            file: None,
        }
    }
}

impl Default for Thresholds {
    /// Certificates are renewed a month before their end, or later where they live for 90 days or less.
    fn default() -> Self {
        Self {
            warn_days: 14,
            critical_days: 7,
        }
    }
}
