//! A session that somebody holds by hand: what he types goes out as it is, and its replies are heard as his.
//!
//! The machine follows what typed lines do, as far as it must know whose turn it is: a message, a chunk and a response to a challenge
//! are no commands.

mod ending;
mod follow;
mod lines;
mod replies;
mod secrets;
mod sending;
mod verb;

use super::{Dialogue, Phase};
use crate::smtp::Command;
use crate::smtp::plan::Stop;
use ending::Ending;
use secrets::Mechanism;
use sending::Sending;
use std::collections::VecDeque;
use verb::Verb;

/// What the next line is that somebody types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// A command.
    #[default]
    Command,
    /// A line of the message, which ends with a line that is one dot (RFC 5321 §4.1.1.4).
    Message,
    /// Octets of a chunk, of which so many are still to come (RFC 3030 §2).
    Chunk(u64),
    /// The response to a challenge (RFC 4954 §4).
    Response,
}

impl Mode {
    /// What is next where so many octets of a chunk are still to come.
    fn chunk(left: u64) -> Self {
        match left {
            0 => Self::Command,
            left => Self::Chunk(left),
        }
    }
}

/// What is known of what was typed.
#[derive(Default)]
pub(super) struct Typed {
    mode: Mode,
    /// What the replies that are due will answer, in order.
    due: VecDeque<Verb>,
    /// A line that was begun and not ended.
    begun: Vec<u8>,
    /// How the message ends.
    ending: Ending,
    /// How many recipients the server has accepted; in LMTP each has a reply after the message (RFC 2033 §4.2).
    recipients: usize,
    /// The mechanism whose challenges are answered.
    mechanism: Mechanism,
    /// AUTH went out, and the server has not answered it to the end, so that what follows may be a response.
    responds: bool,
    /// What is being sent as a whole.
    sending: Sending,
    /// STARTTLS was typed and accepted.
    securing: bool,
    /// Somebody holds the session by hand once it is ready.
    is_held: bool,
    /// Secrets may be shown.
    reveals: bool,
    /// How much of a message was sent that is not shown line by line, in octets.
    unshown: u64,
}

impl Dialogue {
    /// The same where somebody holds the session by hand once it is ready; what he types may be shown even if it is a secret, or not.
    pub fn revealing(mut self, reveals: bool) -> Self {
        self.typed.is_held = true;
        self.typed.reveals = reveals;
        self
    }

    /// What the next typed line is.
    pub fn mode(&self) -> Mode {
        self.typed.mode
    }

    /// Whether a command or a response was begun that has no end yet.
    pub fn is_amid_line(&self) -> bool {
        !self.typed.begun.is_empty()
    }

    /// Whether something has come unasked that is not a whole line.
    pub fn is_unsettled(&self) -> bool {
        self.phase == Phase::Ready
            && self.typed.due.is_empty()
            && !self.incoming.reader.partial_line().is_empty()
    }

    /// Whether the next to speak is whoever holds the session.
    pub fn is_ready(&self) -> bool {
        self.phase == Phase::Ready && self.outgoing.is_empty()
    }

    /// Whether somebody holds the session by hand, who is to be told if it ends.
    pub fn is_by_hand(&self) -> bool {
        match self.phase {
            Phase::Ready => self.is_held(),
            Phase::Awaiting(Command::Typed) => true,
            Phase::Awaiting(Command::Auth) => self.authentication.by_hand,
            _ => false,
        }
    }

    /// Where nobody does, a session that is ready ends at once, and nothing can come unasked.
    fn is_held(&self) -> bool {
        self.typed.is_held || matches!(self.plan.stop, Stop::HandOver(_))
    }
}
