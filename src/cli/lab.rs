//! `smtls lab`.

use clap::Args;

/// What was typed after `smtls lab`.
#[derive(Clone, Debug, Args)]
pub struct LabArgs {
    /// The scenario to play; without one, all are listed
    #[arg(value_name = "SCENARIO")]
    pub scenario: Option<String>,
    /// Keep the servers running until interrupted, instead of probing them
    #[arg(long, requires = "scenario")]
    pub serve: bool,
    /// More options for the probe, after `--`
    #[arg(
        last = true,
        value_name = "OPTIONS",
        requires = "scenario",
        conflicts_with = "serve"
    )]
    pub options: Vec<String>,
}
