//! Replies (RFC 5321 §4.2), read from bytes that arrive in any split.

use super::Cap;

/// The longest line that is read, in octets without the line end. RFC 5321 §4.5.3.1.5 allows 512; servers exceed it.
pub const LINE_CAP: usize = 16 * 1024;
/// The longest reply that is read, in octets.
pub const REPLY_CAP: usize = 128 * 1024;
/// The most lines of one reply that are read; an EHLO reply has a few dozen.
pub const LINES_CAP: usize = 1000;

/// One line of a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyLine {
    octets: Vec<u8>,
    bare_lf: bool,
}

impl ReplyLine {
    /// The octets as they came, without the line end.
    pub fn octets(&self) -> &[u8] {
        &self.octets
    }

    /// What follows the code and the separator; empty where the line is a bare code.
    pub fn text(&self) -> &[u8] {
        self.octets.get(4..).unwrap_or_default()
    }

    /// The line ended with LF alone, which RFC 5321 §2.3.8 forbids.
    pub fn bare_lf(&self) -> bool {
        self.bare_lf
    }
}

/// A complete reply: one or more lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    code: u16,
    lines: Vec<ReplyLine>,
}

impl Reply {
    /// The code of the last line. RFC 5321 §4.2.1 wants all codes of a reply equal and lets a client go by any of them.
    pub fn code(&self) -> u16 {
        self.code
    }

    /// The lines, in order; never empty.
    pub fn lines(&self) -> &[ReplyLine] {
        &self.lines
    }

    /// The code's first digit, by which unknown codes are understood (RFC 5321 §4.2.1).
    pub fn class(&self) -> u16 {
        self.code / 100
    }
}

impl Reply {
    /// The same reply with what `hide` leaves of each text; codes stay.
    pub(super) fn with_hidden(&self, hide: impl Fn(&[u8]) -> Vec<u8>) -> Self {
        let lines = self.lines.iter().map(|line| ReplyLine {
            octets: line.with_hidden(&hide),
            bare_lf: line.bare_lf,
        });
        Self {
            code: self.code,
            lines: lines.collect(),
        }
    }
}

impl ReplyLine {
    /// The octets of the line, with what `hide` leaves of its text.
    pub(super) fn with_hidden(&self, hide: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
        let start = self.octets.get(..4).unwrap_or(&self.octets);
        [start, &hide(self.text())].concat()
    }
}

/// Why no reply can be read from what came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// A line without a reply code.
    NotAReply(Vec<u8>),
    /// More than a cap allows.
    TooLong(Cap),
}

/// Collects octets and gives back lines and whole replies.
#[derive(Debug, Default)]
pub struct ReplyReader {
    buffer: Vec<u8>,
    /// No line feed is in `buffer` before this position.
    scanned: usize,
    lines: Vec<ReplyLine>,
    /// Octets in `lines`.
    size: usize,
}

impl ReplyReader {
    /// Takes what the peer sent.
    pub fn push(&mut self, octets: &[u8]) {
        self.buffer.extend_from_slice(octets);
    }

    /// The next line, if it is whole; `Some(reply)` beside it where it ends a reply.
    ///
    /// # Errors
    /// Where the line is no reply line, or line or reply are too long.
    pub fn next_line(&mut self) -> Result<Option<(ReplyLine, Option<Reply>)>, Unreadable> {
        let Some(end) = self.line_feed() else {
            // A foreign protocol may never send a line feed; its first octets tell as much as the whole line would.
            // The CR of a line end that has come without its LF is no part of the line.
            let line = self.buffer.strip_suffix(b"\r").unwrap_or(&self.buffer);
            if line.len() > LINE_CAP {
                return Err(Unreadable::TooLong(Cap::Line(LINE_CAP)));
            }
            return Ok(None);
        };
        let mut octets: Vec<u8> = self.buffer.drain(..=end).collect();
        self.scanned = 0;
        octets.pop();
        let bare_lf = octets.last() != Some(&b'\r');
        if !bare_lf {
            octets.pop();
        }
        if octets.len() > LINE_CAP {
            return Err(Unreadable::TooLong(Cap::Line(LINE_CAP)));
        }
        let Some((code, last)) = code(&octets) else {
            return Err(Unreadable::NotAReply(octets));
        };
        self.size += end + 1;
        if self.size > REPLY_CAP {
            return Err(Unreadable::TooLong(Cap::Reply(REPLY_CAP)));
        }
        if self.lines.len() >= LINES_CAP {
            return Err(Unreadable::TooLong(Cap::Lines(LINES_CAP)));
        }
        let line = ReplyLine { octets, bare_lf };
        self.lines.push(line.clone());
        if !last {
            return Ok(Some((line, None)));
        }
        self.size = 0;
        let lines = std::mem::take(&mut self.lines);
        Ok(Some((line, Some(Reply { code, lines }))))
    }

    /// What has arrived and belongs to no whole reply; the reader is empty afterwards.
    pub fn take_rest(&mut self) -> Vec<u8> {
        self.scanned = 0;
        self.size = 0;
        let mut rest = Vec::new();
        for line in self.lines.drain(..) {
            rest.extend_from_slice(&line.octets);
            rest.extend_from_slice(if line.bare_lf { b"\n" } else { b"\r\n" });
        }
        rest.append(&mut self.buffer);
        rest
    }

    /// The next line, whatever it is, without its end; for use where no reply is due.
    pub fn take_line(&mut self) -> Option<Vec<u8>> {
        let end = self.line_feed()?;
        let mut octets: Vec<u8> = self.buffer.drain(..=end).collect();
        self.scanned = 0;
        octets.pop();
        if octets.last() == Some(&b'\r') {
            octets.pop();
        }
        Some(octets)
    }

    /// What has arrived of an unfinished line.
    pub fn partial_line(&self) -> &[u8] {
        &self.buffer
    }

    fn line_feed(&mut self) -> Option<usize> {
        let found = self
            .buffer
            .get(self.scanned..)?
            .iter()
            .position(|&b| b == b'\n');
        match found {
            Some(offset) => Some(self.scanned + offset),
            None => {
                self.scanned = self.buffer.len();
                None
            }
        }
    }
}

/// The code of a reply line, and whether the line is the reply's last: three digits, then SP, `-` or nothing (RFC 5321 §4.2).
fn code(line: &[u8]) -> Option<(u16, bool)> {
    let (digits, rest) = line.split_at_checked(3)?;
    let mut code = 0;
    for digit in digits {
        if !digit.is_ascii_digit() {
            return None;
        }
        code = code * 10 + u16::from(digit - b'0');
    }
    match rest.first() {
        None | Some(b' ') => Some((code, true)),
        Some(b'-') => Some((code, false)),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads one reply from `bytes` fed in pieces of `size`.
    fn read(bytes: &[u8], size: usize) -> Result<Option<Reply>, Unreadable> {
        let mut reader = ReplyReader::default();
        for piece in bytes.chunks(size) {
            reader.push(piece);
            while let Some((_, reply)) = reader.next_line()? {
                if reply.is_some() {
                    return Ok(reply);
                }
            }
        }
        Ok(None)
    }

    #[test]
    fn replies_are_read_in_every_split() {
        let good: &[(&str, &[u8], u16, usize)] = &[
            ("B01 one line", b"220 host\r\n", 220, 1),
            ("B02 several lines", b"220-a\r\n220-b\r\n220 c\r\n", 220, 3),
            (
                "B03 text that begins with digits",
                b"250-First\r\n250-234 Text\r\n250 End\r\n",
                250,
                3,
            ),
            ("A18 a bare code", b"220\r\n", 220, 1),
            ("B05 a code and a space", b"250 \r\n", 250, 1),
            ("B06 an empty continuation", b"250-\r\n250 x\r\n", 250, 2),
            (
                "B08 mixed codes: the last counts",
                b"220-a\r\n554 b\r\n",
                554,
                2,
            ),
            ("B09 line feed alone", b"220-a\n220 b\n", 220, 2),
            ("B10 a carriage return inside", b"220 a\rb\r\n", 220, 1),
            (
                "B11 octets of any value",
                b"220 \x00\x1b[2J\xff\r\n",
                220,
                1,
            ),
            (
                "B18 a code out of range is still a reply",
                b"099 x\r\n",
                99,
                1,
            ),
        ];
        for (name, bytes, code, lines) in good {
            for size in 1..=bytes.len() {
                let reply = read(bytes, size)
                    .unwrap()
                    .unwrap_or_else(|| panic!("{name}"));
                assert_eq!(
                    (reply.code(), reply.lines().len()),
                    (*code, *lines),
                    "{name}, {size}"
                );
            }
        }
    }

    #[test]
    fn other_lines_are_no_replies() {
        let bad: &[&[u8]] = &[
            b"HTTP/1.1 400 Bad Request\r\n",
            b"SSH-2.0-OpenSSH_9.2\r\n",
            b"+OK ready\r\n",
            b"\r\n",
            b"22\r\n",
            b"220x\r\n",
            b"2\xb20 x\r\n",
        ];
        for bytes in bad {
            for size in 1..=bytes.len() {
                assert!(
                    matches!(read(bytes, size), Err(Unreadable::NotAReply(_))),
                    "{bytes:?}"
                );
            }
        }
    }

    #[test]
    fn lines_and_replies_are_bounded() {
        let line = vec![b'2'; LINE_CAP + 1];
        assert_eq!(
            read(&line, 1000),
            Err(Unreadable::TooLong(Cap::Line(LINE_CAP)))
        );
        let longest = [b"220 ", &[b'x'; LINE_CAP - 4][..], b"\r\n"].concat();
        for size in [1000, longest.len() - 1, longest.len()] {
            assert!(
                read(&longest, size).unwrap().is_some(),
                "in pieces of {size}"
            );
        }
        let mut reply = Vec::new();
        while reply.len() < REPLY_CAP + 200 {
            reply.extend_from_slice(b"250-");
            reply.extend_from_slice(&[b'x'; 200]);
            reply.extend_from_slice(b"\r\n");
        }
        assert_eq!(
            read(&reply, 1000),
            Err(Unreadable::TooLong(Cap::Reply(REPLY_CAP)))
        );
    }

    #[test]
    fn the_rest_is_surrendered_whole() {
        let mut reader = ReplyReader::default();
        reader.push(b"220 ready\r\n250-injected.example\r\n250 AUTH PL");
        assert!(reader.next_line().unwrap().unwrap().1.is_some());
        assert!(reader.next_line().unwrap().unwrap().1.is_none());
        assert_eq!(reader.next_line(), Ok(None));
        assert_eq!(reader.take_rest(), b"250-injected.example\r\n250 AUTH PL");
        assert_eq!(reader.take_rest(), b"");
    }
}
