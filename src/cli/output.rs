//! What comes out.

use crate::report::style::ColorChoice;
use crate::report::text::Detail;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Options on the output.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Output")]
pub struct OutputArgs {
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Whether to use colour
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    color: Color,
    /// Show the certificates as PEM, in text and JSON
    #[arg(long)]
    pub show_certs: bool,
    /// Save the certificates as sent to this file, as PEM; a file that is there is replaced
    #[arg(long, value_name = "FILE")]
    pub save_chain: Option<PathBuf>,
    /// Say what each extension means that the server offers (JSON always does)
    #[arg(long)]
    explain_extensions: bool,
}

/// The forms of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The transcript as it happens, then the report
    Text,
    /// A few lines, with the key names of openssl s_client -brief
    Brief,
    /// One JSON document
    Json,
    /// One line of JSON for each target
    Jsonl,
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

impl OutputArgs {
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
