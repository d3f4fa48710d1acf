//! The line editor on the terminal, in a thread of its own.
//!
//! When something is to be shown or asked otherwise, the editor is made to look up: its line is taken off the screen, and a fresh editor
//! goes on with the same line below what was shown. A new one, because the old one would take the place where it was for still its own.

use super::super::history::HistoryFile;
use super::covered::covered;
use super::desk::{Desk, Task};
use super::memory::Memory;
use super::menu::Offers;
use super::offer::{Offer, Offered};
use super::paste::{Keys, Pasted, lines};
use super::shown::Shown;
use super::{Ask, Kind, Settings, Typed};
use crate::terminal::{Hidden, hidden};
use crossterm::cursor::MoveUp;
use crossterm::terminal::{Clear, ClearType, size};
use crossterm::{queue, style::Print};
use reedline::{
    ColumnarMenu, EditCommand, Emacs, Highlighter, KeyCode, KeyModifiers, MenuBuilder, Reedline,
    ReedlineEvent, ReedlineMenu, Signal, StyledText, default_emacs_keybindings,
};
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How long it may take until the editor looks up.
const GLANCE: Duration = Duration::from_millis(20);

/// The name of the menu that Tab opens.
const MENU: &str = "offer";

/// All that the editors of a session share.
pub(super) struct Editing {
    desk: Arc<Desk>,
    memory: Memory,
    offered: Offered,
    pasted: Pasted,
    colour: bool,
    shows_secrets: bool,
}

/// A line that is being edited, between two editors.
#[derive(Default)]
struct Begun {
    text: String,
    /// Where the cursor is, in octets.
    cursor: usize,
}

impl Editing {
    pub(super) fn new(desk: Arc<Desk>, history: Option<HistoryFile>, settings: &Settings) -> Self {
        Self {
            desk,
            memory: Memory::new(history, settings.veil.clone()),
            offered: Arc::new(Mutex::new((Kind::Command, Vec::new()))),
            pasted: Pasted::default(),
            colour: settings.colour,
            shows_secrets: settings.shows_secrets,
        }
    }

    /// Answers what is asked, until the prompt is closed.
    pub(super) fn run(self) {
        let mut begun = Begun::default();
        loop {
            match self.desk.begin() {
                Task::Leave => break,
                Task::Pasted(ask, line) => self.pasted_line(&ask, line),
                Task::Answer(ask) if ask.kind == Kind::Secret => self.hidden(&ask, String::new()),
                Task::Answer(ask) if ask.kind.is_hidden(self.shows_secrets) => {
                    // What was pasted behind the last line end belongs to this line.
                    let begun = std::mem::take(&mut begun.text);
                    self.hidden(&ask, begun);
                }
                Task::Answer(ask) => self.edit(&ask, &mut begun),
            }
        }
        self.desk.leave();
    }

    /// A line that was pasted before is shown as if it had been typed. What stands behind the last line end is still to be edited.
    fn pasted_line(&self, ask: &Ask, line: String) {
        let hides = !self.shows_secrets;
        let shown = match ask.kind {
            _ if ask.kind.is_hidden(self.shows_secrets) => String::new(),
            Kind::Command if hides => covered(&line),
            _ => line.clone(),
        };
        self.desk.show(&format!("{}{shown}", ask.prompt));
        self.memory.is_asked(ask.kind);
        self.memory.add(&line);
        self.desk.answer(Typed::Line(line.into_bytes()), Vec::new());
    }

    fn hidden(&self, ask: &Ask, begun: String) {
        match hidden(&ask.prompt, begun, || self.desk.aside(ask)) {
            Ok(Hidden::Line(line)) => {
                self.desk.answer(Typed::Line(line.to_vec()), Vec::new());
            }
            Ok(Hidden::Interrupted) => self.desk.answer(Typed::Interrupted, Vec::new()),
            Ok(Hidden::End) => self.desk.answer(Typed::End, Vec::new()),
            Ok(Hidden::Left) => self.desk.pause(),
            Err(error) => self.desk.answer(Typed::Failed(error), Vec::new()),
        }
    }

    fn edit(&self, ask: &Ask, begun: &mut Begun) {
        self.memory.is_asked(ask.kind);
        let mut offered = self.offered.lock().unwrap_or_else(PoisonError::into_inner);
        *offered = (ask.kind, ask.keywords.clone());
        drop(offered);
        let shown = Shown {
            words: ask.prompt.clone(),
            colour: self.colour,
        };
        let hides = ask.kind == Kind::Command && !self.shows_secrets;
        let mut editor = self.editor(std::mem::take(begun), hides);
        match editor.read_line(&shown) {
            Ok(Signal::Success(line)) => {
                let mut pasted = self.pasted.lock().unwrap_or_else(PoisonError::into_inner);
                let rest = std::mem::take(&mut *pasted);
                drop(pasted);
                let mut all = lines(&line);
                let first = std::mem::take(all.first_mut().unwrap_or(&mut String::new()));
                let mut later: Vec<String> = all.into_iter().skip(1).chain(rest).collect();
                // What was pasted behind the last line end waits for its Enter.
                let open = later.pop().unwrap_or_default();
                begun.cursor = open.len();
                begun.text = open;
                self.desk.answer(Typed::Line(first.into_bytes()), later);
            }
            Ok(Signal::ExternalBreak(text)) => {
                begun.cursor = editor.current_insertion_point();
                begun.text = text;
                // A terminal that cannot be written to shows nothing that could be taken off.
                let _ = take_off(&ask.prompt, begun);
                self.desk.pause();
            }
            Ok(Signal::CtrlC) => self.give_up(Typed::Interrupted),
            Ok(Signal::CtrlD) => self.give_up(Typed::End),
            Ok(_) => self.desk.pause(),
            Err(error) => self.give_up(Typed::Failed(error)),
        }
    }

    /// No line, and nothing of what was pasted with it.
    fn give_up(&self, typed: Typed) {
        let mut pasted = self.pasted.lock().unwrap_or_else(PoisonError::into_inner);
        pasted.clear();
        drop(pasted);
        self.desk.answer(typed, Vec::new());
    }

    fn editor(&self, begun: Begun, hides: bool) -> Reedline {
        let mut keys = default_emacs_keybindings();
        let tab = ReedlineEvent::UntilFound(vec![
            ReedlineEvent::Menu(MENU.to_owned()),
            ReedlineEvent::MenuNext,
        ]);
        keys.add_binding(KeyModifiers::NONE, KeyCode::Tab, tab);
        keys.add_binding(
            KeyModifiers::SHIFT,
            KeyCode::BackTab,
            ReedlineEvent::MenuPrevious,
        );
        // A line of SMTP is one line, and no other program is to see it.
        keys.remove_binding(KeyModifiers::ALT, KeyCode::Enter);
        keys.remove_binding(KeyModifiers::SHIFT, KeyCode::Enter);
        keys.remove_binding(KeyModifiers::CONTROL, KeyCode::Char('o'));
        let menu = ColumnarMenu::default().with_name(MENU).with_marker("");
        let mut editor = Reedline::create()
            .with_history(Box::new(self.memory.clone()))
            .with_completer(Box::new(Offer(self.offered.clone())))
            .with_menu(ReedlineMenu::EngineCompleter(Box::new(Offers(menu))))
            .with_quick_completions(true)
            .with_partial_completions(true)
            .with_edit_mode(Box::new(Keys {
                keys: Emacs::new(keys),
                pasted: self.pasted.clone(),
            }))
            .with_highlighter(Box::new(Unpainted { hides }))
            .with_ansi_colors(self.colour)
            .with_break_signal(self.desk.signal())
            .with_poll_interval(GLANCE)
            .use_bracketed_paste(cfg!(unix));
        if !begun.text.is_empty() {
            editor.run_edit_commands(&[
                EditCommand::InsertString(begun.text),
                EditCommand::MoveToPosition {
                    position: begun.cursor,
                    select: false,
                },
            ]);
        }
        editor
    }
}

/// Takes a line that is being edited off the screen.
fn take_off(prompt: &str, begun: &Begun) -> io::Result<()> {
    let before = begun.text.get(..begun.cursor).unwrap_or(&begun.text);
    let cells = prompt.chars().count() + before.chars().count();
    let (width, _) = size()?;
    let rows = cells / usize::from(width.max(1));
    let mut stdout = io::stdout();
    queue!(stdout, Print("\r"))?;
    if let Ok(rows @ 1..) = u16::try_from(rows) {
        queue!(stdout, MoveUp(rows))?;
    }
    queue!(stdout, Clear(ClearType::FromCursorDown))?;
    stdout.flush()
}

/// The line as it is, but for what authenticates where that is to be hidden.
struct Unpainted {
    hides: bool,
}

impl Highlighter for Unpainted {
    fn highlight(&self, line: &str, _cursor: usize) -> StyledText {
        let mut text = StyledText::new();
        let line = match self.hides {
            true => covered(line),
            false => line.to_owned(),
        };
        text.push((reedline::Color::Default.normal(), line));
        text
    }
}
