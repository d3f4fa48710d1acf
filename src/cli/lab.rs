//! `smtls lab`.

use crate::lab::{self, Scenario};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

/// What was typed after `smtls lab`.
#[derive(Clone, Debug, Args)]
pub struct LabArgs {
    /// The scenario to play; without one, all are listed
    #[arg(value_name = "SCENARIO", value_parser = scenario(), hide_possible_values = true)]
    pub scenario: Option<Scenario>,
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

/// The scenarios by name; the shells complete them.
fn scenario() -> impl TypedValueParser<Value = Scenario> {
    let names = lab::scenarios().into_iter().map(|scenario| scenario.name);
    PossibleValuesParser::new(names)
        .try_map(|name| lab::find(&name).ok_or("smtls lab lists the scenarios"))
}
