//! `smtls explain`.

use super::output::Color;
use crate::report::style::ColorChoice;
use clap::{Args, ValueEnum};

/// What was typed after `smtls explain`.
#[derive(Clone, Debug, Args)]
pub struct ExplainArgs {
    /// The words: a check, a finding, an exit code, a reply code, an alert; without any, all are listed
    #[arg(value_name = "WORD")]
    pub words: Vec<String>,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = ExplainFormat::Text, help_heading = "Output")]
    pub format: ExplainFormat,
    /// Whether to use colour
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto, help_heading = "Output")]
    color: Color,
}

/// The forms of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExplainFormat {
    /// For people
    Text,
    /// One JSON document
    Json,
}

impl ExplainArgs {
    /// When to use colour.
    pub fn color(&self) -> ColorChoice {
        self.color.choice()
    }
}
