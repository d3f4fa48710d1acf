//! What is typed to authenticate is a secret: it is hidden where it is shown, and where the server sends it back.

use super::verb::{Verb, words};
use super::{Dialogue, Mode};
use crate::smtp::sasl::{HIDDEN, Secret};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// What a mechanism sends besides names, as far as that matters for hiding it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Mechanism {
    /// Names and the password, with NUL between (RFC 4616 §2).
    Plain,
    /// The user's name, then the password.
    Login {
        /// How many of them were sent.
        sent: u8,
    },
    /// Something else: nothing is known of its messages.
    #[default]
    Other,
}

impl Mechanism {
    /// The mechanism of an AUTH line.
    pub(super) fn of(line: &[u8]) -> Self {
        let mut words = words(line).skip(1);
        let name = words.next().unwrap_or_default().to_ascii_uppercase();
        let sent = u8::from(words.next().is_some());
        match name.as_slice() {
            b"PLAIN" => Self::Plain,
            b"LOGIN" => Self::Login { sent },
            _ => Self::Other,
        }
    }
}

impl Dialogue {
    /// How something typed is shown that went out in this mode behind the beginning of a line; `ended` where it has the end of its last
    /// line. To be asked once it was followed: what is covered by then is hidden in it too.
    pub(super) fn shown(&self, octets: &[u8], ended: bool, mode: Mode, begun: &[u8]) -> Vec<u8> {
        if self.typed.reveals {
            return octets.to_vec();
        }
        if matches!(mode, Mode::Message | Mode::Chunk(_)) {
            return self.veil.hide(octets);
        }
        // Behind AUTH its responses may follow before the server has said anything.
        let mut responds = mode == Mode::Response || begins_exchange(begun);
        let mut begun = begun;
        let mut shown = Vec::with_capacity(octets.len());
        for line in octets.split_inclusive(|octet| *octet == b'\n') {
            let whole = [begun, line].concat();
            if responds && (line != b"*" || !begun.is_empty()) {
                shown.extend(hidden(line));
            } else if Verb::of(&whole) == Verb::Auth {
                responds = true;
                let message = message_of(&whole);
                let named = line.len().saturating_sub(message.len());
                let (named, message) = line.split_at(named);
                shown.extend_from_slice(named);
                match message.trim_ascii().is_empty() {
                    true => shown.extend_from_slice(message),
                    false => shown.extend(hidden(message)),
                }
            } else {
                shown.extend(self.veil.hide_behind(begun, line));
            }
            begun = &[];
        }
        match ended || responds {
            true => shown,
            false => self.veil.hide_cut(&shown),
        }
    }

    /// Hides from now on what lines that were typed to authenticate have in them. LF alone may be a line end to the server.
    pub(super) fn cover_typed(&mut self, lines: &[u8]) {
        if self.typed.reveals {
            return;
        }
        for line in lines.split(|octet| *octet == b'\n') {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if Verb::of(line) == Verb::Auth && self.typed.mode != Mode::Response {
                self.typed.responds = true;
                self.typed.mechanism = Mechanism::of(line);
                let message = message_of(line).trim_ascii();
                // It is the first that is sent, whatever comes of it.
                match self.typed.mechanism {
                    _ if message.is_empty() || message == b"=" => {}
                    Mechanism::Login { .. } => {
                        self.cover_response(Mechanism::Login { sent: 0 }, message)
                    }
                    other => self.cover_response(other, message),
                }
            } else if (self.typed.responds || self.typed.mode == Mode::Response)
                && may_respond(line)
            {
                let mechanism = self.typed.mechanism;
                if let Mechanism::Login { sent } = &mut self.typed.mechanism {
                    *sent = sent.saturating_add(1);
                }
                self.cover_response(mechanism, line);
            }
        }
    }

    fn cover_response(&self, mechanism: Mechanism, message: &[u8]) {
        let Ok(decoded) = STANDARD.decode(message) else {
            // Perhaps the password as it is.
            return self.veil.cover(&Secret::new(message));
        };
        let decoded = Secret::new(decoded);
        self.veil.cover_message(&decoded);
        match mechanism {
            Mechanism::Plain => {
                if let Some(password) = decoded.octets().split(|octet| *octet == 0).nth(2) {
                    self.veil.cover(&Secret::new(password));
                }
            }
            Mechanism::Login { sent: 0 } => {}
            Mechanism::Login { .. } | Mechanism::Other => self.veil.cover(&decoded),
        }
    }
}

/// Whether among lines that have no proper end there is one that begins an authentication.
fn begins_exchange(begun: &[u8]) -> bool {
    begun
        .split(|octet| *octet == b'\n')
        .any(|line| Verb::of(line) == Verb::Auth)
}

/// Whether a line behind AUTH may be a response: a command that was sent together with AUTH has blanks, or is one of those without a parameter.
fn may_respond(line: &[u8]) -> bool {
    let is_command = |verb: &&[u8]| line.eq_ignore_ascii_case(verb);
    let commands: [&[u8]; 6] = [b"*", b"=", b"NOOP", b"RSET", b"QUIT", b"DATA"];
    !line.is_empty() && !line.contains(&b' ') && !commands.iter().any(is_command)
}

/// What stands behind the mechanism in an AUTH line.
fn message_of(line: &[u8]) -> &[u8] {
    let mut rest = line;
    for _ in 0..2 {
        rest = rest.trim_ascii_start();
        let end = rest.iter().position(u8::is_ascii_whitespace);
        rest = rest.get(end.unwrap_or(rest.len())..).unwrap_or_default();
    }
    let blanks = rest.len().saturating_sub(rest.trim_ascii_start().len());
    match blanks == rest.len() {
        true => rest,
        false => rest.get(blanks..).unwrap_or_default(),
    }
}

/// A line, or the rest of one, with its end.
fn hidden(line: &[u8]) -> Vec<u8> {
    let end: &[u8] = match line {
        [.., b'\r', b'\n'] => b"\r\n",
        [.., b'\n'] => b"\n",
        _ => b"",
    };
    [HIDDEN, end].concat()
}
