//! What somebody says by hand: lines and octets as they are, and how he leaves.

use super::verb::Verb;
use super::{Dialogue, Mode, Phase};
use crate::smtp::Command;

impl Dialogue {
    /// Says a line that somebody typed, as it is, with CR LF. In a message it is dot-stuffed (RFC 5321 §4.5.2), but for the dot
    /// that ends the message. For use when [`Step::Ready`](crate::smtp::Step::Ready) was answered, as all of these.
    pub fn type_line(&mut self, line: &[u8]) {
        let stuffing: &[u8] = match self.typed.mode {
            Mode::Message
                if line.starts_with(b".") && line != b"." && self.typed.ending.at_line_start() =>
            {
                b"."
            }
            _ => b"",
        };
        let mut octets = [stuffing, line, b"\r\n"].concat();
        if let Mode::Chunk(left) = self.typed.mode {
            // What does not fit into the chunk would be taken for a command.
            octets.truncate(usize::try_from(left).unwrap_or(usize::MAX));
        }
        let shown = octets.strip_suffix(b"\r\n").unwrap_or(&octets).to_vec();
        self.put(octets, Some(shown));
    }

    /// Sends octets as they are. A reply is awaited for each command that they complete with CR LF.
    pub fn type_octets(&mut self, octets: &[u8]) {
        self.put(octets.to_vec(), Some(octets.to_vec()));
    }

    /// Says EHLO, or LHLO, once more.
    pub fn hello_again(&mut self) {
        let line = self.hello_line(Command::Ehlo);
        self.put(format!("{line}\r\n").into_bytes(), Some(line.into_bytes()));
    }

    /// Ends the session politely where that can be done: in the middle of a message QUIT would be a part of it, and to end the
    /// message would send it.
    pub fn take_leave(&mut self) {
        match self.typed.mode {
            Mode::Command if self.typed.begun.is_empty() => self.quit(),
            Mode::Response => {
                // RFC 4954 §4: a challenge is answered first, with an asterisk.
                self.put(b"*\r\n".to_vec(), Some(b"*".to_vec()));
                self.typed.due.push_back(Verb::Leave);
            }
            Mode::Command | Mode::Message | Mode::Chunk(_) => self.hang_up(),
        }
    }

    /// Ends the session without another word.
    pub fn hang_up(&mut self) {
        self.phase = Phase::Over;
    }
}
