//! A session as the fuzzer writes it: one line of choices, then what the server sends, with marks for what else may happen.

use smtls::smtp::{Noop, Trials};

/// What the server does when the client waits for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// It sends these octets.
    Send(Vec<u8>),
    /// It closes the connection.
    Close,
    /// It resets the connection.
    Reset,
    /// It says nothing within the time.
    Stall,
    /// The connection breaks below SMTP; the kind of fault is chosen by this octet.
    Break(u8),
    /// It shows a certificate in the handshake.
    Certificate(Vec<u8>),
    /// It staples this to its certificate in the handshake.
    Staple(Vec<u8>),
}

impl Act {
    /// Whether it belongs to the handshake and to nothing else.
    pub fn is_shown(&self) -> bool {
        matches!(self, Self::Certificate(_) | Self::Staple(_))
    }
}

/// Choices, and the acts of the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    choices: Vec<u8>,
    pub acts: Vec<Act>,
}

impl Script {
    /// Reads a script. In the server's octets 0xFF is a mark: `/` ends a piece, `c` closes, `r` resets, `t` stalls, `b` and
    /// one octet break, `s` and two octets with a length and so much DER show a certificate, `o` likewise a stapled OCSP response;
    /// any other is sent itself.
    pub fn read(octets: &[u8]) -> Self {
        let mut halves = octets.splitn(2, |octet| *octet == b'\n');
        let choices = halves.next().unwrap_or_default().to_vec();
        let mut left = halves.next().unwrap_or_default().iter().copied();
        let (mut acts, mut piece) = (Vec::new(), Vec::new());
        while let Some(octet) = left.next() {
            if octet != 0xff {
                piece.push(octet);
                continue;
            }
            let act = match left.next() {
                Some(b'/') | None => None,
                Some(b'c') => Some(Act::Close),
                Some(b'r') => Some(Act::Reset),
                Some(b't') => Some(Act::Stall),
                Some(b'b') => Some(Act::Break(left.next().unwrap_or_default())),
                Some(mark @ (b's' | b'o')) => {
                    let length = [left.next(), left.next()].map(Option::unwrap_or_default);
                    let length = usize::from(u16::from_be_bytes(length));
                    let der = left.by_ref().take(length).collect();
                    Some(match mark {
                        b's' => Act::Certificate(der),
                        _ => Act::Staple(der),
                    })
                }
                Some(other) => {
                    piece.push(other);
                    continue;
                }
            };
            if !piece.is_empty() {
                acts.push(Act::Send(std::mem::take(&mut piece)));
            }
            acts.extend(act);
        }
        if !piece.is_empty() {
            acts.push(Act::Send(piece));
        }
        Self { choices, acts }
    }

    /// One of some possibilities.
    pub fn choose<T: Clone, const N: usize>(&self, index: usize, among: [T; N]) -> T {
        let choice = self.choices.get(index).copied().unwrap_or(b'0');
        among[usize::from(choice.wrapping_sub(b'0')) % N].clone()
    }

    /// The certificates that the server shows, wherever they stand.
    pub fn certificates(&self) -> Vec<Vec<u8>> {
        let shown = self.acts.iter().filter_map(|act| match act {
            Act::Certificate(der) => Some(der.clone()),
            _ => None,
        });
        shown.collect()
    }

    /// What it staples, if anything.
    pub fn staple(&self) -> Vec<u8> {
        let mut staples = self.acts.iter().filter_map(|act| match act {
            Act::Staple(der) => Some(der.clone()),
            _ => None,
        });
        staples.next_back().unwrap_or_default()
    }

    /// What is tried on the way. NOOP around STARTTLS is tried by itself: there every reply counts, whenever it comes.
    pub fn trials(&self) -> Trials {
        let noop = self.choose(28, [Noop::Unsaid, Noop::InTurn, Noop::BehindStartTls]);
        if noop != Noop::Unsaid {
            return Trials {
                noop,
                ..Trials::default()
            };
        }
        Trials {
            starttls_unoffered: self.choose(24, [false, true]),
            mail_in_the_clear: self.choose(25, [false, true]),
            mail_inside_tls: self.choose(26, [false, true]),
            mail_before_ehlo: self.choose(27, [false, true]),
            starttls_inside_tls: self.choose(39, [false, true]),
            noop,
        }
    }
}
