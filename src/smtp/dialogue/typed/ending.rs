//! The end of a message in DATA: a line that is one dot (RFC 5321 §4.1.1.4), and the dots that are doubled before it (RFC 5321 §4.5.2).

/// How far the octets of a message have come in what ends it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Ending {
    /// Behind CR LF, or at the very beginning.
    #[default]
    LineStart,
    /// Behind a dot at the beginning of a line.
    Dot,
    /// Behind such a dot and CR.
    DotReturn,
    /// Behind CR.
    Return,
    /// Within a line.
    Within,
}

impl Ending {
    /// Takes octets as they go out, and tells behind which of them the message is over.
    pub(super) fn find(&mut self, octets: &[u8]) -> Option<usize> {
        for (at, octet) in octets.iter().enumerate() {
            *self = match (*self, octet) {
                (Self::DotReturn, b'\n') => {
                    *self = Self::LineStart;
                    return Some(at.saturating_add(1));
                }
                (Self::LineStart, b'.') => Self::Dot,
                (Self::Dot, b'\r') => Self::DotReturn,
                (Self::Return, b'\n') => Self::LineStart,
                (_, b'\r') => Self::Return,
                _ => Self::Within,
            };
        }
        None
    }

    /// The octets with each dot doubled that begins a line.
    pub(super) fn stuffed(self, octets: &[u8]) -> Vec<u8> {
        let mut stuffed = Vec::with_capacity(octets.len());
        let mut state = self;
        for octet in octets {
            if state == Self::LineStart && *octet == b'.' {
                stuffed.push(b'.');
            }
            state.find(&[*octet]);
            stuffed.push(*octet);
        }
        stuffed
    }

    /// Whether the next octet begins a line.
    pub(super) fn at_line_start(self) -> bool {
        self == Self::LineStart
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_ends_with_a_line_that_is_one_dot_in_every_split() {
        for (octets, end) in [
            (&b".\r\n"[..], Some(3)),
            (b"a\r\n.\r\nQUIT\r\n", Some(6)),
            (b"..\r\n.\r\n", Some(7)),
            (b"a.\r\n", None),
            (b"a\n.\n", None),
            (b"a\r\n.\n", None),
            (b"a\r\n.\r\r\n", None),
            (b"a\r\n.x\r\n", None),
        ] {
            for size in 1..=octets.len() {
                let (mut ending, mut before, mut found) = (Ending::default(), 0, None);
                for piece in octets.chunks(size) {
                    if let Some(at) = ending.find(piece) {
                        found = found.or(Some(before + at));
                        break;
                    }
                    before += piece.len();
                }
                assert_eq!(found, end, "{octets:?} by {size}");
            }
        }
    }

    #[test]
    fn dots_are_doubled_at_the_beginning_of_lines_in_every_split() {
        let (message, stuffed) = (
            &b".\r\n..\r\na.b\r\n\r\n.x\n.\r\n"[..],
            &b"..\r\n...\r\na.b\r\n\r\n..x\n.\r\n"[..],
        );
        for size in 1..=message.len() {
            let mut ending = Ending::default();
            let mut sent = Vec::new();
            for piece in message.chunks(size) {
                let stuffed = ending.stuffed(piece);
                assert_eq!(ending.find(&stuffed), None, "{size}");
                sent.extend(stuffed);
            }
            assert_eq!(sent, stuffed, "{size}");
        }
    }
}
