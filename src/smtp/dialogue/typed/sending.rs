//! A message that is sent as a whole, in a session by hand: what the server says meanwhile, and where it takes no more.

use super::verb::Verb;
use super::{Dialogue, Mode, Phase};
use crate::smtp::{Command, Event, Fault};
use std::time::Duration;

/// What is being sent as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sending {
    /// Nothing.
    #[default]
    Nothing,
    /// A message after DATA.
    Message,
    /// A chunk with its BDAT.
    Chunk,
}

impl Dialogue {
    /// Sends a piece of a message after DATA was accepted: lines that end with CR LF, which are dot-stuffed here. A line may come
    /// in several pieces.
    pub fn send_message(&mut self, octets: &[u8]) {
        let stuffed = self.typed.ending.stuffed(octets);
        self.count_unshown(octets.len());
        self.typed.sending = Sending::Message;
        self.put(stuffed, None);
    }

    /// Ends such a message.
    pub fn end_message(&mut self) {
        let missing: &[u8] = match self.typed.ending.at_line_start() {
            true => b"",
            false => b"\r\n",
        };
        self.count_unshown(missing.len());
        self.put([missing, b".\r\n"].concat(), None);
        self.tell_unshown();
    }

    /// Sends a chunk of a message with the command before it (RFC 3030 §2).
    pub fn send_chunk(&mut self, octets: &[u8], last: bool) {
        let last = if last { " LAST" } else { "" };
        let command = format!("BDAT {}{last}", octets.len());
        let whole = [command.as_bytes(), b"\r\n", octets].concat();
        self.typed.sending = Sending::Chunk;
        self.put(whole, Some(command.into_bytes()));
        self.count_unshown(octets.len());
        self.tell_unshown();
    }

    /// Whether a message is being sent after DATA: no reply is due before its end.
    pub(in crate::smtp::dialogue) fn is_sending_message(&self) -> bool {
        self.typed.sending == Sending::Message
    }

    /// All was written.
    pub(in crate::smtp::dialogue) fn sent(&mut self) {
        if self.typed.mode != Mode::Message {
            self.typed.sending = Sending::Nothing;
        }
    }

    /// What goes out was not taken by the server in time. What it said meanwhile is the better reason.
    pub(in crate::smtp::dialogue) fn not_taken_by_hand(&mut self, after: Duration) {
        let message = self.typed.mode != Mode::Command || self.typed.sending != Sending::Nothing;
        if self.typed.sending == Sending::Chunk {
            self.refused_amid();
        }
        if self.phase != Phase::Over {
            self.fail(Fault::NotTaken { after, message });
        }
    }

    /// Hears what comes in the middle of a message that is sent as a whole. A refusal is the reply to it: the rest is not sent, because
    /// the server would take it for commands, and the message is not ended. Anything else is no answer to what has not been sent.
    pub(in crate::smtp::dialogue) fn refused_amid(&mut self) {
        while matches!(self.phase, Phase::Ready | Phase::Awaiting(Command::Typed)) {
            let (line, reply) = match self.incoming.reader.next_line() {
                Ok(None) => return,
                Ok(Some(heard)) => heard,
                Err(_) => {
                    let rest = self.incoming.reader.take_rest();
                    return self.told_unasked(&rest);
                }
            };
            if !matches!(line.octets().first(), Some(b'4' | b'5')) {
                self.told_unasked(line.octets());
                continue;
            }
            self.tell_line(Command::Typed, &line);
            let Some(as_sent) = reply else { continue };
            let reply = self.as_shown(Command::Typed, &as_sent);
            self.tell_reply(Command::Typed, &reply);
            self.fail(Fault::Rejected(reply));
        }
    }

    /// Whether all that is still to be answered are commands, so that another one can follow them.
    pub(in crate::smtp::dialogue) fn commands_only(&self) -> bool {
        let is_plain = |verb: &Verb| {
            !matches!(
                verb,
                Verb::StartTls | Verb::Auth | Verb::Data | Verb::Quit | Verb::Leave
            )
        };
        let typed = &self.typed;
        typed.mode == Mode::Command
            && typed.begun.is_empty()
            && !typed.responds
            && typed.due.iter().all(is_plain)
    }

    fn count_unshown(&mut self, octets: usize) {
        let more = u64::try_from(octets).unwrap_or(u64::MAX);
        self.typed.unshown = self.typed.unshown.saturating_add(more);
    }

    fn tell_unshown(&mut self) {
        let octets = std::mem::take(&mut self.typed.unshown);
        let tls = self.tls;
        self.events.push_back(Event::SentMessage { octets, tls });
    }
}
