//! What goes out by hand is followed as far as it must be known whose turn it is: what ends a line, a chunk or a message, and which
//! replies are due then.

use super::verb::Verb;
use super::{Dialogue, Mode, Phase};
use crate::smtp::Command;
use crate::smtp::plan::Protocol;

/// How much is kept of a line that was begun and not ended, in octets: what it does is known by then.
const BEGUN: usize = 64 * 1024;

impl Dialogue {
    /// Lets octets go out, and finds out what they do.
    pub(super) fn put(&mut self, octets: Vec<u8>, shown: Option<Vec<u8>>) {
        if self.typed.due.is_empty() {
            let rest = self.incoming.reader.take_rest();
            self.told_unasked(&rest);
            self.typed.responds &=
                self.typed.mode == Mode::Response || !self.typed.begun.is_empty();
        }
        // A session by hand may last for long: what counts is what comes for one command.
        self.incoming.recount();
        let (mode, begun) = (self.typed.mode, self.typed.begun.clone());
        self.follow(&octets);
        if let Some(shown) = shown {
            let line = self.shown(&shown, octets.ends_with(b"\n"), mode, &begun);
            self.tell_said(line);
        }
        self.outgoing.push_back(octets);
        self.wait_or_leave();
    }

    /// Waits for the replies that are due, or else for what is typed next. What is left of a chunk is typed first.
    pub(super) fn wait_or_leave(&mut self) {
        if self.typed.due.front() == Some(&Verb::Leave) {
            self.typed.due.clear();
            return match self.typed.mode {
                Mode::Command => self.quit(),
                _ => self.hang_up(),
            };
        }
        let is_open = matches!(self.typed.mode, Mode::Chunk(_));
        self.phase = match self.typed.due.front() {
            Some(Verb::Quit) => Phase::Awaiting(Command::Quit),
            Some(_) if !is_open => Phase::Awaiting(Command::Typed),
            _ => Phase::Ready,
        };
    }

    /// Follows what goes out.
    fn follow(&mut self, mut octets: &[u8]) {
        while !octets.is_empty() {
            let taken = match self.typed.mode {
                Mode::Chunk(left) => {
                    let here =
                        usize::try_from(left).map_or(octets.len(), |it| it.min(octets.len()));
                    let left = left.saturating_sub(u64::try_from(here).unwrap_or(u64::MAX));
                    self.typed.mode = Mode::chunk(left);
                    here
                }
                Mode::Message => match self.typed.ending.find(octets) {
                    Some(end) => {
                        self.typed.mode = Mode::Command;
                        self.awaits_message();
                        end
                    }
                    None => octets.len(),
                },
                Mode::Command | Mode::Response => match octets.iter().position(|it| *it == b'\n') {
                    Some(end) => {
                        let (line, _) = octets.split_at(end.saturating_add(1));
                        self.begin(line);
                        self.ended();
                        line.len()
                    }
                    None => {
                        self.begin(octets);
                        octets.len()
                    }
                },
            };
            octets = octets.get(taken..).unwrap_or_default();
        }
    }

    fn begin(&mut self, octets: &[u8]) {
        let room = BEGUN.saturating_sub(self.typed.begun.len());
        let kept = octets.get(..room.min(octets.len())).unwrap_or_default();
        self.typed.begun.extend_from_slice(kept);
    }

    /// A line feed has gone out: where it ends a command, its reply is due. Alone it is no line end (RFC 5321 §2.3.8), whatever
    /// the server makes of it.
    fn ended(&mut self) {
        let is_whole = self.typed.begun.ends_with(b"\r\n") || self.typed.begun.len() >= BEGUN;
        if !is_whole {
            let lines = self.typed.begun.clone();
            return self.cover_typed(&lines);
        }
        let line = std::mem::take(&mut self.typed.begun);
        let line = line.strip_suffix(b"\r\n").unwrap_or(&line);
        self.cover_typed(line);
        if self.typed.mode == Mode::Response {
            self.typed.mode = Mode::Command;
            return self.typed.due.push_back(Verb::Other);
        }
        match Verb::of(line) {
            Verb::Chunk { octets, last } => {
                self.typed.mode = Mode::chunk(octets);
                match last {
                    true => self.awaits_message(),
                    false => self.typed.due.push_back(Verb::Other),
                }
            }
            verb => self.typed.due.push_back(verb),
        }
    }

    /// A message is complete: there is a reply to it, in LMTP one for each recipient.
    fn awaits_message(&mut self) {
        let replies = match self.plan.protocol {
            Protocol::Smtp => 1,
            Protocol::Lmtp => self.typed.recipients.max(1),
        };
        self.typed.recipients = 0;
        for _ in 0..replies {
            self.typed.due.push_back(Verb::Other);
        }
    }
}
