//! What can go wrong in the dialogue itself, with the evidence.

use super::sasl::SaslFault;
use super::{NotOffered, Reply};
use std::time::Duration;

/// Why a stage of the dialogue was not reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The server answered, but not with the code that the stage needs.
    Rejected(Reply),
    /// The EHLO reply does not list STARTTLS (RFC 3207 §2).
    NotOffered,
    /// The EHLO reply does not list XCLIENT, or not all of the attributes.
    XclientNotOffered(NotOffered),
    /// The connection ended where a reply was due.
    Closed {
        /// Ended by a reset (RST) instead of an orderly close.
        reset: bool,
        /// What had arrived of an unfinished line.
        partial: Vec<u8>,
    },
    /// No complete reply within the time allowed for it.
    TimedOut {
        /// How long was waited.
        after: Duration,
        /// What had arrived of an unfinished line.
        partial: Vec<u8>,
    },
    /// The server did not take within the time allowed what was written in a session by hand.
    NotTaken {
        /// How long was waited.
        after: Duration,
        /// A message was under way, which therefore was not ended.
        message: bool,
    },
    /// A line that is no reply line by RFC 5321 §4.2; the first bytes of it.
    NotAReply(Vec<u8>),
    /// The server sent more than a cap allows.
    TooLong(Cap),
    /// The reply to STARTTLS ends with LF alone, which is no line end before TLS (RFC 5321 §2.3.8).
    BareLf,
    /// No mechanism is left by which the client could and would authenticate.
    NoMechanism,
    /// The transaction needs something that the server does not offer, or that this session does not have.
    Lacks(Lack),
    /// The client gave up an authentication, or does not believe in its success.
    Sasl(SaslFault),
    /// Bytes in the clear between the 220 to STARTTLS and the handshake (RFC 3207 §6).
    TrailingPlaintext(Vec<u8>),
}

/// What a transaction needs and the session does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// An extension, by its keyword, and for what it is needed, as a fragment of a sentence.
    Extension(&'static str, &'static str),
    /// What RFC 8689 §4.2.1 asks of a session in which REQUIRETLS is said; why not, as a fragment of a sentence. May quote the
    /// peer: escape before it reaches a terminal.
    RequiredTls(String),
}

/// A bound on what is read from a peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cap {
    /// One line, in octets.
    Line(usize),
    /// One reply, in octets.
    Reply(usize),
    /// One reply, in lines.
    Lines(usize),
    /// Everything that one session receives, in octets.
    Session(usize),
}
