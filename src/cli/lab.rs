//! `smtls lab`.

use crate::lab::{self, Scenario};
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::ffi::OsStr;

/// The word for every scenario.
const ALL: &str = "all";

/// What was typed after `smtls lab`.
#[derive(Clone, Debug, Args)]
pub struct LabArgs {
    /// The scenario to play, or all of them with what came out; without one, they are listed
    #[arg(value_name = "SCENARIO|all", value_parser = ChoiceParser, hide_possible_values = true)]
    pub choice: Option<Choice>,
    /// Keep the servers running until interrupted, instead of probing them
    #[arg(long, requires = "choice")]
    pub serve: bool,
    /// More options for the probe, after `--`
    #[arg(
        last = true,
        value_name = "OPTIONS",
        requires = "choice",
        conflicts_with = "serve"
    )]
    pub options: Vec<String>,
}

/// Which scenarios are played.
#[derive(Clone, Debug)]
pub enum Choice {
    /// Every one, side by side.
    All,
    /// This one.
    One(Box<Scenario>),
}

/// Reads a choice. The scenarios are made where somebody asks for them, and not at the start of every command.
#[derive(Clone)]
struct ChoiceParser;

impl TypedValueParser for ChoiceParser {
    type Value = Choice;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Choice, clap::Error> {
        choice().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(values().into_iter()))
    }
}

/// The scenarios by name, and all; the shells complete them.
fn values() -> Vec<PossibleValue> {
    let scenarios = lab::scenarios().into_iter().map(|scenario| {
        let help = scenario.description.trim_end_matches('.').to_owned();
        PossibleValue::new(scenario.name).help(help)
    });
    let all = PossibleValue::new(ALL).help("Every scenario, with a table of what came out");
    scenarios.chain([all]).collect()
}

fn choice() -> impl TypedValueParser<Value = Choice> {
    PossibleValuesParser::new(values()).try_map(|name| match name.as_str() {
        ALL => Ok(Choice::All),
        name => lab::find(name)
            .map(|scenario| Choice::One(Box::new(scenario)))
            .ok_or("smtls lab lists the scenarios"),
    })
}
