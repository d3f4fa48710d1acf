//! Whether and where the lines that were typed in a shell are kept.

use crate::shell::history;
use clap::Args;
use std::path::PathBuf;

/// Options on the history.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Speaking by hand")]
pub struct HistoryArgs {
    /// In a shell on a terminal: keep the history of what is typed in this file [default: smtls/history in $XDG_STATE_HOME, or in ~/.local/state]
    #[arg(long, value_name = "FILE", conflicts_with = "no_history")]
    history: Option<PathBuf>,
    /// In a shell on a terminal: neither read nor keep a history of what is typed
    #[arg(long)]
    no_history: bool,
}

impl HistoryArgs {
    /// The option that was given, if one was.
    pub fn given(&self) -> Option<&'static str> {
        let history = self.history.as_ref().map(|_| "--history");
        history.or(self.no_history.then_some("--no-history"))
    }

    /// The file that keeps the history; nothing where it is not to be kept, or there is no place for it.
    pub fn place(&self) -> Option<PathBuf> {
        match (self.no_history, &self.history) {
            (true, _) => None,
            (false, Some(file)) => Some(file.clone()),
            (false, None) => history::usual_place(),
        }
    }
}
