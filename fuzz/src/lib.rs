//! What the fuzz targets share: reading a session out of the fuzzer's octets, and playing it against the machine.

mod by_hand;
mod script;
mod session;
mod transaction;

pub use by_hand::hold;
pub use script::{Act, Script};
pub use session::play;
pub use transaction::transact;

use smtls::smtp::{Reply, ReplyLine, ReplyReader, Unreadable};

/// Whether a text is what a terminal may be shown: printable ASCII.
pub fn is_plain(text: &str) -> bool {
    text.bytes().all(|octet| (b' '..=b'~').contains(&octet))
}

/// Everything that a reader makes of some octets.
#[derive(Debug, PartialEq, Eq)]
pub struct Read {
    pub lines: Vec<ReplyLine>,
    pub replies: Vec<Reply>,
    pub error: Option<Unreadable>,
    pub rest: Vec<u8>,
}

/// Reads octets that arrive in pieces of these sizes, over and over again.
pub fn read(octets: &[u8], sizes: &[usize]) -> Read {
    let mut reader = ReplyReader::default();
    let mut read = Read {
        lines: Vec::new(),
        replies: Vec::new(),
        error: None,
        rest: Vec::new(),
    };
    let mut sizes = sizes.iter().cycle();
    let mut left = octets;
    while !left.is_empty() && read.error.is_none() {
        let size = sizes.next().map_or(1, |size| (*size).clamp(1, left.len()));
        let (piece, rest) = left.split_at(size);
        left = rest;
        reader.push(piece);
        loop {
            match reader.next_line() {
                Ok(None) => break,
                Ok(Some((line, reply))) => {
                    read.lines.push(line);
                    read.replies.extend(reply);
                }
                Err(error) => {
                    read.error = Some(error);
                    break;
                }
            }
        }
    }
    read.rest = reader.take_rest();
    read
}
