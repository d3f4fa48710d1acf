//! A message that is sent as a whole, in a session by hand: what the server says meanwhile, and where it takes no more.

use super::{Dialogue, Mode, Phase, Verb};
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
            let (line, reply) = match self.reader.next_line() {
                Ok(None) => return,
                Ok(Some(heard)) => heard,
                Err(_) => {
                    let rest = self.reader.take_rest();
                    return self.told_unasked(&rest);
                }
            };
            if !matches!(line.octets().first(), Some(b'4' | b'5')) {
                self.told_unasked(line.octets());
                continue;
            }
            self.events.push_back(Event::Heard {
                line: line.with_hidden(|text| self.veil.hide_text(text, false)),
                tls: self.tls,
                expected: false,
            });
            let Some(reply) = reply else { continue };
            let reply = reply.with_hidden(|text| self.veil.hide_text(text, false));
            self.events.push_back(Event::Replied {
                to: Command::Typed,
                reply: reply.clone(),
                tls: self.tls,
            });
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
}
