//! Lines without an editor, where the terminal can do no more, or where there is none.

use super::Typed;
use super::desk::{Desk, Task};
use crate::terminal::{Hidden, hidden};
use std::io::{self, BufRead, IsTerminal};

/// More octets than any line has; what is longer comes in pieces.
const LONGEST: u64 = 1_048_576;

/// Answers what is asked, until the prompt is closed or there is nothing more to read.
pub(super) fn run(desk: &Desk, shows_secrets: bool) {
    loop {
        match desk.begin() {
            Task::Leave => break,
            Task::Pasted(_, line) => desk.answer(Typed::Line(line.into_bytes()), Vec::new()),
            Task::Answer(ask) if ask.kind.is_hidden(shows_secrets) && io::stdin().is_terminal() => {
                match hidden(&ask.prompt, String::new(), || desk.aside(&ask)) {
                    Ok(Hidden::Line(line)) => desk.answer(Typed::Line(line.to_vec()), Vec::new()),
                    Ok(Hidden::Interrupted) => desk.answer(Typed::Interrupted, Vec::new()),
                    Ok(Hidden::End) => desk.answer(Typed::End, Vec::new()),
                    Ok(Hidden::Left) => desk.pause(),
                    Err(error) => desk.answer(Typed::Failed(error), Vec::new()),
                }
            }
            Task::Answer(ask) => {
                desk.open_line(&ask.prompt);
                desk.answer(line(), Vec::new());
            }
        }
    }
    desk.leave();
}

fn line() -> Typed {
    let mut line = Vec::new();
    let mut stdin = io::Read::take(io::stdin().lock(), LONGEST);
    match stdin.read_until(b'\n', &mut line) {
        Err(error) => Typed::Failed(error),
        Ok(0) => Typed::End,
        Ok(_) => {
            let end = line.strip_suffix(b"\n").unwrap_or(&line);
            Typed::Line(end.strip_suffix(b"\r").unwrap_or(end).to_vec())
        }
    }
}
