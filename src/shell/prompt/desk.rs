//! Where the one who asks and the thread that reads keys meet: the question, the answer, and what is to be shown meanwhile.

use super::{Ask, Typed};
use crate::terminal::{self, Aside};
use std::collections::VecDeque;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;

/// The meeting place.
#[derive(Default)]
pub(super) struct Desk {
    state: Mutex<State>,
    /// Something was asked, or the prompt was closed.
    asked: Condvar,
    /// The thread that reads keys has come to its end.
    left: Condvar,
    /// Something was answered.
    answered: Notify,
    /// Makes the editor look up from its line.
    look_up: Arc<AtomicBool>,
    /// What is shown goes to standard error.
    is_aside: bool,
}

#[derive(Default)]
struct State {
    /// What is asked, until it is answered.
    ask: Option<Ask>,
    answer: Option<Typed>,
    /// A line is on the screen that is being edited.
    is_editing: bool,
    /// Where nothing can be shown above a line: what stands before the one that is being typed.
    open: Option<String>,
    /// What is to be shown above that line.
    lines: String,
    /// Lines that were pasted, or typed ahead in one go, each to be an answer of its own.
    pasted: VecDeque<String>,
    is_closed: bool,
    is_left: bool,
}

/// What the editor finds when it comes to the desk.
pub(super) enum Task {
    /// To let the user answer this.
    Answer(Ask),
    /// This line was pasted before.
    Pasted(Ask, String),
    /// To leave.
    Leave,
}

impl Desk {
    /// A desk at which nothing was asked yet; see [`Settings`](super::Settings).
    pub(super) fn new(is_aside: bool) -> Self {
        Self {
            is_aside,
            ..Self::default()
        }
    }

    /// Puts the question on the desk, and waits for the answer.
    pub(super) async fn answer_to(&self, ask: Ask) -> Typed {
        self.put(ask);
        loop {
            // Made before the look, so that no answer is missed.
            let answered = self.answered.notified();
            if let Some(answer) = self.state().answer.take() {
                return answer;
            }
            answered.await;
        }
    }

    /// Shows lines: at once, or above the line that is being edited.
    pub(super) fn show(&self, lines: &str) {
        let mut state = self.state();
        state.lines.push_str(lines);
        if !lines.ends_with('\n') {
            state.lines.push('\n');
        }
        match (state.is_editing, &state.open) {
            (true, _) => self.look_up.store(true, Ordering::SeqCst),
            (false, None) => self.print(&std::mem::take(&mut state.lines)),
            (false, Some(prompt)) => {
                let lines = format!("\n{}{prompt}", state.lines);
                state.lines.clear();
                self.print(&lines);
            }
        }
    }

    /// Nothing more is asked.
    pub(super) fn close(&self) {
        let mut state = self.state();
        state.is_closed = true;
        if state.open.take().is_some() {
            self.print("\n");
        }
        self.look_up.store(true, Ordering::SeqCst);
        self.asked.notify_all();
    }

    /// Waits until the editor has left, but not for ever.
    pub(super) fn wait_until_left(&self, at_most: Duration) {
        let stays = |state: &mut State| !state.is_left;
        // Whether it left in time makes no difference: the terminal is taken from it.
        drop(self.left.wait_timeout_while(self.state(), at_most, stays));
    }

    /// Whether somebody sees what is shown on a terminal.
    pub(super) fn is_seen(&self) -> bool {
        match self.is_aside {
            true => io::stderr().is_terminal(),
            false => io::stdout().is_terminal(),
        }
    }

    /// What makes the editor look up.
    pub(super) fn signal(&self) -> Arc<AtomicBool> {
        self.look_up.clone()
    }

    /// Waits for a question that has no answer, and begins with the line.
    pub(super) fn begin(&self) -> Task {
        let mut state = self.state();
        loop {
            if state.is_closed {
                return Task::Leave;
            }
            if let Some(ask) = state.ask.clone() {
                if ask.kind != super::Kind::Secret
                    && let Some(line) = state.pasted.pop_front()
                {
                    return Task::Pasted(ask, line);
                }
                state.is_editing = true;
                terminal::hear_signals(false);
                self.look_up.store(false, Ordering::SeqCst);
                self.print(&std::mem::take(&mut state.lines));
                return Task::Answer(ask);
            }
            let woken = self.asked.wait(state);
            state = woken.unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// The line is off the screen for a moment.
    pub(super) fn pause(&self) {
        self.state().is_editing = false;
    }

    /// From now on a line is typed behind this, without an editor.
    pub(super) fn open_line(&self, prompt: &str) {
        let mut state = self.state();
        state.is_editing = false;
        // In a file nobody has to be prompted.
        if self.is_seen() {
            state.open = Some(prompt.to_owned());
            self.print(prompt);
        }
    }

    /// What is to be shown, and whether the question is still the same: for who reads keys without an editor.
    pub(super) fn aside(&self, ask: &Ask) -> Aside {
        let mut state = self.state();
        if state.is_closed || state.ask.as_ref() != Some(ask) {
            return Aside::Leave;
        }
        match state.lines.is_empty() {
            true => Aside::Nothing,
            false => Aside::Lines(std::mem::take(&mut state.lines)),
        }
    }

    /// The answer, with lines that are answers to what will be asked next.
    pub(super) fn answer(&self, typed: Typed, pasted: Vec<String>) {
        let mut state = self.state();
        state.is_editing = false;
        state.open = None;
        match typed {
            Typed::Line(_) => state.pasted.extend(pasted),
            _ => state.pasted.clear(),
        }
        // What comes of a line, or of the end, may take its time. A line that was given up is followed by the next question.
        if !matches!(typed, Typed::Interrupted) {
            terminal::hear_signals(true);
        }
        self.print(&std::mem::take(&mut state.lines));
        state.ask = None;
        state.answer = Some(typed);
        self.answered.notify_one();
    }

    /// The one who reads keys has left.
    pub(super) fn leave(&self) {
        let mut state = self.state();
        state.is_editing = false;
        self.print(&std::mem::take(&mut state.lines));
        state.is_left = true;
        self.left.notify_all();
    }

    fn put(&self, ask: Ask) {
        let mut state = self.state();
        if state.answer.is_some() || state.ask.as_ref() == Some(&ask) {
            return;
        }
        state.ask = Some(ask);
        self.look_up.store(true, Ordering::SeqCst);
        self.asked.notify_all();
    }

    /// Prints lines where no line is being edited.
    fn print(&self, lines: &str) {
        if lines.is_empty() {
            return;
        }
        let mut screen: Box<dyn Write> = match self.is_aside {
            true => Box::new(io::stderr()),
            false => Box::new(io::stdout()),
        };
        // Who reads no more is told by what is typed next, or by nothing.
        let _ = screen.write_all(lines.as_bytes());
        let _ = screen.flush();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::*;
    use std::thread;

    fn ask(prompt: &str) -> Ask {
        Ask {
            prompt: prompt.to_owned(),
            kind: Kind::Command,
            keywords: Vec::new(),
        }
    }

    /// Lets a question be put, and gives up waiting for the answer.
    async fn put(desk: &Desk, prompt: &str) {
        let answer = desk.answer_to(ask(prompt));
        assert!(tokio::time::timeout(Duration::ZERO, answer).await.is_err());
    }

    fn begun(desk: &Desk) -> (String, Option<String>) {
        match desk.begin() {
            Task::Answer(ask) => (ask.prompt, None),
            Task::Pasted(ask, line) => (ask.prompt, Some(line)),
            Task::Leave => ("left".to_owned(), None),
        }
    }

    #[tokio::test]
    async fn a_question_that_was_given_up_stands_until_it_is_answered() {
        let desk = Desk::default();
        put(&desk, "a").await;
        assert_eq!(begun(&desk), ("a".to_owned(), None));
        put(&desk, "a").await;
        assert!(!desk.look_up.load(Ordering::SeqCst), "nothing has changed");
        put(&desk, "b").await;
        assert!(desk.look_up.load(Ordering::SeqCst), "it is asked otherwise");
        assert_eq!(begun(&desk), ("b".to_owned(), None));
        assert!(!desk.look_up.load(Ordering::SeqCst));
        desk.answer(Typed::Line(b"x".to_vec()), vec!["y".to_owned()]);
        let answer = desk.answer_to(ask("b")).await;
        assert!(matches!(answer, Typed::Line(line) if line == b"x"));
        put(&desk, "c").await;
        assert_eq!(begun(&desk), ("c".to_owned(), Some("y".to_owned())));
        desk.answer(Typed::Interrupted, vec!["z".to_owned()]);
        assert!(matches!(desk.answer_to(ask("c")).await, Typed::Interrupted));
        put(&desk, "d").await;
        assert_eq!(
            begun(&desk),
            ("d".to_owned(), None),
            "the rest of a paste is given up"
        );
    }

    #[tokio::test]
    async fn what_comes_while_a_line_is_edited_makes_the_editor_look_up() {
        let desk = Desk::default();
        put(&desk, "a").await;
        let question = ask("a");
        begun(&desk);
        desk.show("421 too late");
        assert!(desk.look_up.load(Ordering::SeqCst));
        let shown = desk.aside(&question);
        assert!(matches!(shown, Aside::Lines(lines) if lines == "421 too late\n"));
        assert!(matches!(desk.aside(&question), Aside::Nothing));
        assert!(matches!(desk.aside(&ask("b")), Aside::Leave));
        desk.close();
        assert!(matches!(desk.aside(&question), Aside::Leave));
        assert_eq!(begun(&desk), ("left".to_owned(), None));
    }

    #[tokio::test]
    async fn whoever_waits_for_a_question_is_woken_by_it_and_by_the_end() {
        let desk = Arc::new(Desk::default());
        let reader = {
            let desk = desk.clone();
            thread::spawn(move || {
                let first = begun(&desk);
                desk.answer(Typed::End, Vec::new());
                let second = begun(&desk);
                desk.leave();
                (first, second)
            })
        };
        assert!(matches!(desk.answer_to(ask("a")).await, Typed::End));
        desk.close();
        desk.wait_until_left(Duration::from_secs(60));
        let (first, second) = reader.join().unwrap();
        assert_eq!((first.0.as_str(), second.0.as_str()), ("a", "left"));
    }
}
