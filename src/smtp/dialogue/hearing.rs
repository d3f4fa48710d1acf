//! What comes from the peer: in its turn, before its turn, and unasked.

use super::{Dialogue, Phase};
use crate::smtp::plan::{Noop, Security};
use crate::smtp::reply::{ReplyLine, Unreadable};
use crate::smtp::{Command, Event, Fault, Reply};

impl Dialogue {
    /// Takes octets that the peer sent.
    pub fn receive(&mut self, octets: &[u8]) {
        self.incoming.push(octets);
        while let Some(command) = self.awaited() {
            match self.incoming.reader.next_line() {
                Ok(None) => break,
                Ok(Some((line, reply))) => self.heard(command, &line, reply),
                Err(Unreadable::NotAReply(line)) => {
                    let line = self.veil.hide(&line);
                    self.events.push_back(Event::Heard {
                        line: line.clone(),
                        tls: self.tls,
                        expected: false,
                    });
                    self.fail(Fault::NotAReply(line));
                }
                Err(Unreadable::TooLong(cap)) => self.fail(Fault::TooLong(cap)),
            }
        }
        self.unasked();
        self.hold_to_the_cap();
    }

    /// Takes octets that came before what was to be written then.
    pub fn receive_early(&mut self, octets: &[u8]) {
        if self.is_sending_message() {
            self.keep(octets);
            self.refused_amid();
        } else if self.is_handing_in() {
            self.refused_early(octets);
        } else {
            self.told_unasked(octets);
        }
    }

    /// Keeps octets that came while others were written, and may answer them: they are looked at once all is written.
    pub fn keep(&mut self, octets: &[u8]) {
        self.incoming.keep(octets);
        if let Some(fault) = self.incoming.fault() {
            self.unwritten();
            self.fail(fault);
        }
    }

    /// Whether what has come before the next octets are written cannot be an answer to them, so that it may be looked for.
    pub fn takes_turns(&self) -> bool {
        let may_greet_again = self.tls && !self.answered_inside;
        // A server may answer a header of the PROXY protocol, which is told where the reply to EHLO is due.
        let hails = matches!(self.phase, Phase::Awaiting(Command::Ehlo | Command::Helo));
        let may_answer_header = self.introduced && hails;
        let is_by_hand = self.is_by_hand() && !self.is_sending_message();
        !may_greet_again
            && !may_answer_header
            && !is_by_hand
            && self.plan.trials.noop == Noop::Unsaid
    }

    /// Ends a session that received more than it may.
    pub(super) fn hold_to_the_cap(&mut self) {
        if self.phase != Phase::Over
            && let Some(fault) = self.incoming.fault()
        {
            self.fail(fault);
        }
    }

    /// Tells a line as it may be shown; `to` is what it answers.
    pub(super) fn tell_line(&mut self, to: Command, line: &ReplyLine) {
        let octets = line.octets();
        let is_list = lists(to);
        self.events.push_back(Event::Heard {
            line: line.with_hidden(|text| self.veil.hide_text(text, is_list)),
            tls: self.tls,
            expected: octets.first() == Some(&b'2')
                || (to == Command::Auth && octets.starts_with(b"334"))
                || (to == Command::Typed && octets.first() == Some(&b'3'))
                || (to == Command::Data && octets.starts_with(b"354")),
        });
    }

    /// Tells a whole reply.
    pub(super) fn tell_reply(&mut self, to: Command, reply: &Reply) {
        self.events.push_back(Event::Replied {
            to,
            reply: reply.clone(),
            tls: self.tls,
        });
    }

    /// Tells what came although nothing was due.
    pub(super) fn told_unasked(&mut self, octets: &[u8]) {
        if !octets.is_empty() {
            let octets = self.veil.hide_cut(octets);
            self.events.push_back(Event::Unsolicited(octets));
        }
    }

    /// A reply as it may be shown.
    pub(super) fn as_shown(&self, to: Command, reply: &Reply) -> Reply {
        let is_list = lists(to);
        reply.with_hidden(|text| self.veil.hide_text(text, is_list))
    }

    fn heard(&mut self, command: Command, line: &ReplyLine, reply: Option<Reply>) {
        let command = self.answered(command);
        self.tell_line(command, line);
        let Some(as_sent) = reply else { return };
        let reply = self.as_shown(command, &as_sent);
        if self.is_second_greeting(&reply) {
            self.events.push_back(Event::GreetedAgain(reply));
            return;
        }
        self.tell_reply(command, &reply);
        match command {
            Command::Auth => self.auth(&as_sent, reply),
            _ => self.replied(command, reply),
        }
    }

    /// RFC 3207 §4.2: after the handshake the session stands as after the greeting, so that a server which greets again has not
    /// answered the command that the client said meanwhile.
    fn is_second_greeting(&mut self, reply: &Reply) -> bool {
        let is_first = self.tls && !std::mem::replace(&mut self.answered_inside, self.tls);
        is_first
            && reply.code() == 220
            && !self.begins_tls_again()
            && self.plan.security != Security::Implicit
    }
}

/// Whether what answers this lists words that the protocol goes by.
fn lists(to: Command) -> bool {
    matches!(
        to,
        Command::Greeting | Command::Ehlo | Command::Helo | Command::TypedHello
    )
}
