//! The prompt: what the user types, line by line, while what the server says may come in between.
//!
//! The editor runs in a thread of its own, because it waits for keys; the two meet at the desk.

mod covered;
mod desk;
mod editor;
mod files;
mod memory;
mod menu;
mod offer;
mod paste;
mod plain;
mod shown;

use super::history::{self, HistoryFile};
use super::{Ask, Kind, Typed};
use crate::smtp::sasl::Veil;
use crate::terminal;
use desk::Desk;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// How long the editor may take to give the terminal back before it is taken from it.
const LEAVE: Duration = Duration::from_secs(1);

/// How the prompt is to be.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The file that keeps the history, where it is to be kept.
    pub history: Option<PathBuf>,
    /// Colours may be used.
    pub colour: bool,
    /// What is shown goes to standard error, because standard output is data.
    pub is_aside: bool,
    /// Lines that have something in them that is hidden are not kept.
    pub veil: Veil,
    /// What authenticates is seen as it is typed.
    pub shows_secrets: bool,
}

/// The prompt on the terminal. It takes the terminal when it asks first.
pub struct Prompt {
    desk: Arc<Desk>,
    settings: Settings,
    stand: Stand,
}

/// Who has the terminal.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stand {
    /// Nobody yet.
    Free,
    /// An editor, which has to give it back.
    Edited,
    /// Nobody: lines are read as the terminal gives them.
    Plain,
}

impl Prompt {
    /// A prompt that has not asked yet.
    pub fn new(settings: Settings) -> Self {
        Self {
            desk: Arc::new(Desk::new(settings.is_aside)),
            settings,
            stand: Stand::Free,
        }
    }

    /// Asks, and waits for what is typed. A question that was given up before it was answered goes on with the same line when it is asked
    /// again, also in other words.
    pub async fn ask(&mut self, ask: Ask) -> Typed {
        if self.stand == Stand::Free
            && let Err(error) = self.begin()
        {
            return Typed::Failed(error);
        }
        self.desk.answer_to(ask).await
    }

    /// Shows lines at once, above the one that is being edited.
    pub fn above(&self, lines: &str) {
        self.desk.show(lines);
    }

    /// Where lines are written that are to be shown like that; what was written is shown when it is flushed.
    pub fn screen(&self) -> Above {
        Above {
            desk: self.desk.clone(),
            lines: Vec::new(),
        }
    }

    /// Whether what is typed stands where the rest is shown.
    pub fn is_echoed(&self, kind: Kind) -> bool {
        let is_hidden = kind.is_hidden(self.settings.shows_secrets);
        !is_hidden && self.desk.is_seen() && io::stdin().is_terminal()
    }

    /// Gives the terminal back at once, also where a line was begun.
    pub fn close(self) {
        drop(self);
    }

    /// Takes the terminal. One that cannot be edited on (`TERM=dumb`), and what is no terminal, is read line by line.
    fn begin(&mut self) -> io::Result<()> {
        let thread = thread::Builder::new().name("smtls-prompt".to_owned());
        let desk = self.desk.clone();
        if !is_able() || terminal::keep_quiet().is_err() {
            self.stand = Stand::Plain;
            let shows_secrets = self.settings.shows_secrets;
            return thread
                .spawn(move || plain::run(&desk, shows_secrets))
                .map(drop);
        }
        self.stand = Stand::Edited;
        let history = self.settings.history.take().map(HistoryFile::open);
        let history = history.transpose().unwrap_or_else(|error| {
            self.above(&history::warning(&error));
            None
        });
        let editing = editor::Editing::new(desk, history, &self.settings);
        thread.spawn(move || editing.run()).map(drop)
    }
}

impl Drop for Prompt {
    fn drop(&mut self) {
        self.desk.close();
        if self.stand == Stand::Edited {
            self.desk.wait_until_left(LEAVE);
            terminal::give_back();
        }
    }
}

/// See [`Prompt::screen`]. It shows lines also after the prompt was closed.
pub struct Above {
    desk: Arc<Desk>,
    lines: Vec<u8>,
}

impl Write for Above {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        self.lines.extend(octets);
        Ok(octets.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let lines = std::mem::take(&mut self.lines);
        if !lines.is_empty() {
            self.desk.show(&String::from_utf8_lossy(&lines));
        }
        Ok(())
    }
}

/// Whether lines can be edited here.
fn is_able() -> bool {
    let is_dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb" || term.is_empty());
    let is_dumb = is_dumb && cfg!(unix);
    let is_terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
    !is_dumb && is_terminal && io::stderr().is_terminal()
}
