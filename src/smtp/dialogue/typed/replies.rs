//! What the replies to what was typed lead to, and what comes although none is due.

use super::ending::Ending;
use super::verb::Verb;
use super::{Dialogue, Mode, Phase};
use crate::smtp::{Cap, Command, Event, Extensions, Fault, LINE_CAP, Reply, ReplyReader, Stage};

impl Dialogue {
    /// Tells of what came unasked and is not a whole line, where nothing more seems to follow.
    pub fn tell_rest(&mut self) {
        if self.is_unsettled() {
            let rest = self.incoming.reader.take_rest();
            self.told_unasked(&rest);
        }
    }

    /// What the next reply answers, if one is due.
    pub(in crate::smtp::dialogue) fn awaited(&self) -> Option<Command> {
        match self.phase {
            Phase::Awaiting(command) => Some(command),
            // The server may refuse a chunk before it has all of it.
            Phase::Ready if !self.typed.due.is_empty() => Some(Command::Typed),
            _ => None,
        }
    }

    /// The same more exactly.
    pub(in crate::smtp::dialogue) fn answered(&self, command: Command) -> Command {
        match (command, self.typed.due.front()) {
            (Command::Typed, Some(Verb::Hello | Verb::Helo)) => Command::TypedHello,
            _ => command,
        }
    }

    /// Whether the reply that is due answers STARTTLS that was typed.
    pub(in crate::smtp::dialogue) fn begins_tls_again(&self) -> bool {
        self.typed.due.front() == Some(&Verb::StartTls)
    }

    /// Looks at what has come although no reply is due.
    pub(in crate::smtp::dialogue) fn unasked(&mut self) {
        if self.is_sending_message() {
            self.refused_amid();
        }
        while self.phase == Phase::Ready && self.is_held() && self.typed.due.is_empty() {
            let Some(line) = self.incoming.reader.take_line() else {
                break;
            };
            // RFC 5321 §3.8: a server that closes the connection says so with 421, asked or not.
            let Some(reply) = one_line(&line).filter(|reply| reply.code() == 421) else {
                self.told_unasked(&line);
                continue;
            };
            for line in reply.lines() {
                self.tell_line(Command::Typed, line);
            }
            let reply = self.as_shown(Command::Typed, &reply);
            self.fail(Fault::Rejected(reply));
        }
        if self.is_unsettled() && self.incoming.reader.partial_line().len() > LINE_CAP {
            self.fail(Fault::TooLong(Cap::Line(LINE_CAP)));
        }
    }

    /// A whole reply to something that was typed.
    pub(in crate::smtp::dialogue) fn typed(&mut self, reply: Reply) {
        let verb = self.typed.due.pop_front();
        let is_good = reply.class() == 2;
        self.typed.responds &= reply.code() == 334;
        match (reply.code(), verb) {
            (421, _) => return self.fail(Fault::Rejected(reply)),
            (_, Some(Verb::Quit)) => return self.farewell(),
            // Where more went out together with AUTH the response was among it.
            (334, _) => {
                if matches!(self.typed.due.front(), None | Some(Verb::Leave)) {
                    self.typed.mode = Mode::Response;
                }
            }
            (354, _) => {
                self.typed.mode = Mode::Message;
                self.typed.ending = Ending::default();
            }
            (220, Some(Verb::StartTls)) if self.tls => {
                // The server waits for another handshake, which nobody begins.
                return self.fail(Fault::Rejected(reply));
            }
            (220, Some(Verb::StartTls)) => {
                self.typed.securing = true;
                self.typed.due.clear();
                return self.starttls(reply);
            }
            (_, Some(Verb::Hello)) if is_good => {
                self.typed.recipients = 0;
                self.offered(Some(Extensions::from_reply(&reply)));
            }
            (_, Some(Verb::Helo)) if is_good => {
                self.typed.recipients = 0;
                self.offered(None);
            }
            (_, Some(Verb::Recipient)) if is_good => {
                self.typed.recipients = self.typed.recipients.saturating_add(1);
            }
            (_, Some(Verb::Mail | Verb::Reset)) if is_good => self.typed.recipients = 0,
            _ => {}
        }
        self.wait_or_leave();
    }

    /// The handshake that typed STARTTLS led to is done: what was offered in the clear is void (RFC 3207 §4.2), and whoever typed it
    /// says what is next.
    pub(in crate::smtp::dialogue) fn secured_by_hand(&mut self) -> bool {
        if !std::mem::take(&mut self.typed.securing) {
            return false;
        }
        self.typed.recipients = 0;
        self.offered(None);
        self.note(Stage::StartTls);
        self.phase = Phase::Ready;
        true
    }

    fn offered(&mut self, extensions: Option<Extensions>) {
        self.events.push_back(Event::Offered(extensions));
    }
}

/// A line as a reply of its own, if it is one.
fn one_line(line: &[u8]) -> Option<Reply> {
    let mut reader = ReplyReader::default();
    reader.push(line);
    reader.push(b"\r\n");
    reader.next_line().ok()??.1
}
