//! What the client says: each line goes out with CR LF, and is shown without its secrets.

use super::{Dialogue, Phase};
use crate::smtp::plan::Protocol;
use crate::smtp::{Command, Event};

impl Dialogue {
    /// Says a line of ours.
    pub(super) fn say(&mut self, line: &str, command: Command) {
        self.say_as(line.as_bytes(), line.as_bytes().to_vec(), command);
    }

    /// Says a line that is not ours alone, and in which a secret may stand.
    pub(super) fn say_octets(&mut self, line: &[u8], command: Command) {
        self.say_as(line, self.veil.hide(line), command);
    }

    /// Says a line that is shown in another form, because it has a secret in it.
    pub(super) fn say_as(&mut self, line: &[u8], shown: Vec<u8>, command: Command) {
        // What came before the command was sent cannot be its reply.
        if !self.counts_replies() {
            let rest = self.incoming.reader.take_rest();
            self.told_unasked(&rest);
        }
        self.tell_said(shown);
        self.outgoing.push_back([line, b"\r\n"].concat());
        self.phase = Phase::Awaiting(command);
    }

    /// One more line behind the one that was just said, in the same write.
    pub(super) fn say_with(&mut self, line: &[u8]) {
        self.tell_said(self.veil.hide(line));
        if let Some(octets) = self.outgoing.back_mut() {
            octets.extend_from_slice(line);
            octets.extend_from_slice(b"\r\n");
        }
    }

    /// Says EHLO, HELO or LHLO.
    pub(super) fn say_hello(&mut self, command: Command) {
        self.said_hello = true;
        let line = self.hello_line(command);
        self.say(&line, command);
    }

    /// The line that opens a session.
    pub(super) fn hello_line(&self, command: Command) -> String {
        let verb = match (command, self.plan.protocol) {
            (Command::Helo, _) => "HELO",
            (_, Protocol::Smtp) => "EHLO",
            (_, Protocol::Lmtp) => "LHLO",
        };
        format!("{verb} {}", self.plan.client_name)
    }

    /// Tells what was said, as it may be shown.
    pub(super) fn tell_said(&mut self, line: Vec<u8>) {
        let tls = self.tls;
        self.events.push_back(Event::Said { line, tls });
    }
}
