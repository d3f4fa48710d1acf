//! Options of the shared groups that were typed behind `smtls check`: they count for every target, over what the file says.

use crate::cli::dns::DnsArgs;
use crate::cli::reach::ReachArgs;
use crate::cli::trust::TrustArgs;
use crate::expect::file::{OptionValue, Place, SetOption};
use clap::parser::ValueSource;
use clap::{ArgMatches, Args, Command, Error, FromArgMatches};

/// The options as they were typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    given: Vec<SetOption>,
}

impl Typed {
    /// Those that were given.
    pub(super) fn given(&self) -> &[SetOption] {
        &self.given
    }
}

/// The groups.
fn groups(command: Command) -> Command {
    let command = ReachArgs::augment_args(command);
    let command = DnsArgs::augment_args(command);
    TrustArgs::augment_args(command)
}

impl Args for Typed {
    fn augment_args(command: Command) -> Command {
        groups(command)
    }

    fn augment_args_for_update(command: Command) -> Command {
        groups(command)
    }
}

impl FromArgMatches for Typed {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let nowhere = Place { line: 0, column: 0 };
        let known = groups(Command::new("smtls"));
        let given = known.get_arguments().filter_map(|argument| {
            let (id, name) = (argument.get_id().as_str(), argument.get_long()?);
            if matches.value_source(id) != Some(ValueSource::CommandLine) {
                return None;
            }
            let values = match argument.get_action().takes_values() {
                true => {
                    let raw = matches.get_raw(id).into_iter().flatten();
                    let texts =
                        raw.map(|it| OptionValue::Text(it.to_string_lossy().into_owned(), nowhere));
                    texts.collect()
                }
                false => vec![OptionValue::Flag(true)],
            };
            Some(SetOption {
                name: name.to_owned(),
                values,
                place: nowhere,
            })
        });
        Ok(Self {
            given: given.collect(),
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
