//! `smtls generate`.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// What was typed after `smtls generate`.
#[derive(Clone, Debug, Args)]
pub struct GenerateArgs {
    /// What to write
    #[arg(value_enum)]
    pub material: Material,
    /// The folder to write into
    #[arg(value_name = "DIR", default_value = ".")]
    pub folder: PathBuf,
}

/// What can be generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Material {
    /// Manual pages
    Man,
    /// Shell completions for bash, zsh, fish, PowerShell and elvish
    Completions,
    /// The JSON Schemas of --format json, command by command, and of smtls.toml
    Schema,
}
