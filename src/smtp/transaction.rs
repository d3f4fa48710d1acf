//! A mail transaction (RFC 5321 §3.3): what is to be said in it, and what came of it.

use super::Reply;
use super::form::Form;
use std::sync::Arc;

/// What is to be said in a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction {
    /// The MAIL command with its parameters, without line end.
    pub mail: Vec<u8>,
    /// The RCPT commands likewise, in order.
    pub recipients: Vec<Vec<u8>>,
    /// What follows them.
    pub content: Content,
    /// The commands go out together, without waiting for the replies between them (RFC 2920 §3.1).
    pub pipelined: bool,
}

/// What follows the recipients of a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Nothing: the transaction is left unfinished.
    Nothing,
    /// DATA, for the sake of its reply; then the connection is dropped, so that no message was sent (RFC 5321 §4.1.1.4).
    Announced,
    /// A message.
    Message(Message),
}

/// A message to be handed in, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its octets, each line of them ended by CRLF.
    pub octets: Arc<[u8]>,
    /// How it is handed in.
    pub by: Means,
}

/// How a message is handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// By DATA, with dots doubled and a line that is one dot at its end (RFC 5321 §4.5.2).
    Data,
    /// By BDAT, in chunks of at most so many octets (RFC 3030 §2).
    Chunks(usize),
}

/// What came of a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transacted {
    /// It was held inside TLS.
    pub tls: bool,
    /// The commands went out together.
    pub pipelined: bool,
    /// MAIL.
    pub mail: Spoken,
    /// RCPT, for each recipient.
    pub recipients: Vec<Spoken>,
    /// DATA or BDAT, where it came to that.
    pub handover: Option<Handover>,
}

/// A command, and what it was answered with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// The command, without line end.
    pub line: Vec<u8>,
    /// Nothing where it was not said, or not answered.
    pub reply: Option<Reply>,
}

/// What came of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handover {
    /// The reply to DATA; nothing with BDAT, which asks for none.
    pub go_ahead: Option<Reply>,
    /// How many chunks were sent; none with DATA.
    pub chunks: usize,
    /// How many octets of the message were begun to be sent, doubled dots not counted.
    pub octets: usize,
    /// How it is written.
    pub form: Form,
    /// The connection broke off while it was written.
    pub is_cut: bool,
    /// Each recipient that was accepted has a reply of its own, as in LMTP.
    pub answers_each: bool,
    /// All of it was sent, and its end was told: it may have been accepted, whether or not a reply says so.
    pub is_whole: bool,
    /// The replies to it: one, and in LMTP one for each recipient that was accepted, in their order (RFC 2033 §4.2); or the
    /// one that refused a chunk.
    pub replies: Vec<Reply>,
}

impl Spoken {
    /// A command that was not answered yet.
    pub(super) fn new(line: &[u8]) -> Self {
        Self {
            line: line.to_vec(),
            reply: None,
        }
    }

    /// Whether the server accepted it.
    pub fn is_accepted(&self) -> bool {
        self.reply.as_ref().is_some_and(|reply| reply.class() == 2)
    }
}

impl Transacted {
    /// How many recipients were accepted.
    pub fn accepted(&self) -> usize {
        let all = self.recipients.iter();
        all.filter(|recipient| recipient.is_accepted()).count()
    }

    /// Whether any of a message was sent.
    pub fn was_begun(&self) -> bool {
        let handover = self.handover.as_ref();
        handover.is_some_and(|handover| handover.octets > 0 || handover.is_whole)
    }

    /// Whether the message may have been taken: told to be, or sent to its end without an answer. Then it must not be handed in
    /// anywhere else, or it would arrive twice (RFC 5321 §4.5.3.2.6).
    pub fn may_be_taken(&self) -> bool {
        self.handover.as_ref().is_some_and(|handover| {
            let due = handover.is_whole && handover.replies.is_empty();
            due || handover.replies.iter().any(|reply| reply.class() == 2)
        })
    }
}
