//! What is typed to authenticate is a secret: it is hidden where it is shown, and where the server sends it back.

use super::verb::{Verb, words};
use super::{Dialogue, Mode};
use crate::smtp::sasl::Secret;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// What is shown instead of something typed that is a secret.
const HIDDEN: &[u8] = b"[hidden]";

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
    /// How something typed is shown.
    pub(super) fn shown(&self, octets: &[u8]) -> Vec<u8> {
        if self.typed.reveals {
            return octets.to_vec();
        }
        let begun = &self.typed.begun;
        match self.typed.mode {
            Mode::Response if octets != b"*" || !begun.is_empty() => HIDDEN.to_vec(),
            Mode::Command if Verb::of(begun) == Verb::Auth => HIDDEN.to_vec(),
            Mode::Command => {
                let lines = octets.split_inclusive(|octet| *octet == b'\n');
                lines.flat_map(one_shown).collect()
            }
            _ => octets.to_vec(),
        }
    }

    /// Hides from now on what a line that was typed to authenticate has in it.
    pub(super) fn cover_typed(&mut self, line: &[u8]) {
        if self.typed.reveals {
            return;
        }
        let (mechanism, message) = match self.typed.mode {
            Mode::Response if line == b"*" => return,
            Mode::Response => (self.typed.mechanism, line),
            _ if Verb::of(line) == Verb::Auth => match words(line).nth(2) {
                // It is the first that is sent, whatever comes of it.
                Some(message) => match Mechanism::of(line) {
                    Mechanism::Login { .. } => (Mechanism::Login { sent: 0 }, message),
                    other => (other, message),
                },
                None => return,
            },
            _ => return,
        };
        if let Mechanism::Login { sent } = &mut self.typed.mechanism
            && self.typed.mode == Mode::Response
        {
            *sent = sent.saturating_add(1);
        }
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

/// A line of what is typed where a command is due.
fn one_shown(line: &[u8]) -> Vec<u8> {
    if Verb::of(line) != Verb::Auth || words(line).nth(2).is_none() {
        return line.to_vec();
    }
    let mut words = words(line);
    let head: Vec<&[u8]> = words.by_ref().take(2).collect();
    let end: &[u8] = match line.ends_with(b"\r\n") {
        true => b"\r\n",
        false => b"",
    };
    [&head.join(&b' ')[..], b" ", HIDDEN, end].concat()
}
