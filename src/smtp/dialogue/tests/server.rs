//! The other side of a session: a server that gives its answers in pieces.

use super::Dialogue;
use std::collections::VecDeque;

/// A server that gives one answer at each read, in pieces of one size; where none is left it closes.
pub(super) struct Server<'a> {
    answers: VecDeque<&'a [u8]>,
    pieces: VecDeque<&'a [u8]>,
    size: usize,
}

impl<'a> Server<'a> {
    pub(super) fn new(answers: &[&'a [u8]], size: usize) -> Self {
        Self {
            answers: answers.iter().copied().collect(),
            pieces: VecDeque::new(),
            size,
        }
    }

    /// The client reads.
    pub(super) fn answer(&mut self, dialogue: &mut Dialogue) {
        if self.pieces.is_empty() {
            let answer = self.answers.pop_front().unwrap_or_default();
            self.pieces.extend(answer.chunks(self.size));
        }
        if !self.go_on(dialogue) {
            dialogue.closed(false);
        }
    }

    /// Gives the next piece of the answer that was begun, and tells whether there was one.
    pub(super) fn go_on(&mut self, dialogue: &mut Dialogue) -> bool {
        let piece = self.pieces.pop_front();
        if let Some(piece) = piece {
            dialogue.receive(piece);
        }
        piece.is_some()
    }

    /// Whether no answer is under way.
    pub(super) fn is_silent(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Whether every answer was given.
    pub(super) fn has_said_all(&self) -> bool {
        self.answers.is_empty()
    }
}
