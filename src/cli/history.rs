//! Whether and where the lines that were typed in a shell are kept.

use crate::shell::history;
use clap::Args;
use std::path::PathBuf;

/// Options on the history.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "History")]
pub struct HistoryArgs {
    /// Keep the history of typed lines in this file [default: smtls/history in $XDG_STATE_HOME, or in ~/.local/state]
    #[arg(long, value_name = "FILE", conflicts_with = "no_history")]
    history: Option<PathBuf>,
    /// Keep no history beyond the session
    #[arg(long)]
    no_history: bool,
}

impl HistoryArgs {
    /// The file that keeps the history; nothing where it is not to be kept, or there is no place for it.
    pub fn place(&self) -> Option<PathBuf> {
        match (self.no_history, &self.history) {
            (true, _) => None,
            (false, Some(file)) => Some(file.clone()),
            (false, None) => history::usual_place(),
        }
    }
}
