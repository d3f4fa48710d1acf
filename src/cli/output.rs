//! What comes out.

use super::format::{Output, OutputParser, outputs};
use super::thresholds::ThresholdArgs;
use super::usage::UsageError;
use crate::report::Thresholds;
use crate::report::style::ColorChoice;
use crate::report::text::Detail;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Options on the output.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Output")]
pub struct OutputArgs {
    /// The form of the output, and where it goes: standard output, or with =FILE that file; may be given several times
    #[arg(long, value_name = FORMAT, value_parser = OutputParser(&[]))]
    format: Vec<Output>,
    /// Whether to use colour
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    color: Color,
    /// Show the certificates as PEM, in text and JSON
    #[arg(long)]
    pub show_certs: bool,
    /// Save the certificates as sent to this file, as PEM; a file that is there is replaced
    #[arg(long, value_name = "FILE")]
    pub save_chain: Option<PathBuf>,
    #[command(flatten)]
    thresholds: ThresholdArgs,
    /// Say what each extension means that the server offers (JSON always does)
    #[arg(long)]
    explain_extensions: bool,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR or TERM=dumb is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How the form and the place of an output are written.
pub(super) const FORMAT: &str = "FORMAT[=FILE]";

impl OutputArgs {
    /// The forms of the output.
    ///
    /// # Errors
    /// Where two of them go to the same place.
    pub fn outputs(&self) -> Result<Vec<Output>, UsageError> {
        outputs(&self.format)
    }

    /// By what days of validity monitoring warns.
    ///
    /// # Errors
    /// Where it would be critical before it warns.
    pub fn thresholds(&self) -> Result<Thresholds, UsageError> {
        self.thresholds.meant()
    }

    /// How much is said of each extension.
    pub fn detail(&self) -> Detail {
        match self.explain_extensions {
            true => Detail::Explained,
            false => Detail::Listed,
        }
    }

    /// When to use colour.
    pub fn color(&self) -> ColorChoice {
        self.color.choice()
    }
}

impl Color {
    /// What the report calls it.
    pub(super) fn choice(self) -> ColorChoice {
        match self {
            Self::Auto => ColorChoice::Auto,
            Self::Always => ColorChoice::Always,
            Self::Never => ColorChoice::Never,
        }
    }
}
