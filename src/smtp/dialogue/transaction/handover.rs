//! What follows the recipients: DATA and the message, or the message in chunks (RFC 5321 §4.1.1.4, RFC 3030 §2).

use super::{Dialogue, Phase};
use crate::smtp::form::Form;
use crate::smtp::plan::Protocol;
use crate::smtp::stuffing::stuffed;
use crate::smtp::transaction::{Content, Handover, Means, Message};
use crate::smtp::{Command, Event, Reply, Stage};

/// How much of a message is written at once, in octets, so that each write has its own time.
const PIECE: usize = 32 * 1024;

/// How many lines of a message are shown.
const MOST_SHOWN: usize = 60;

/// How much of such a line is shown, in octets: what RFC 5321 §4.5.3.1.6 allows a line.
const MOST_OF_LINE: usize = 998;

impl Dialogue {
    /// What follows the recipients.
    pub(super) fn content(&mut self) {
        let Some(current) = self.transaction.current.as_deref() else {
            return;
        };
        match &current.order.content {
            Content::Nothing => self.settle(),
            Content::Message(Message {
                by: Means::Chunks(_),
                ..
            }) => self.next_chunk(),
            Content::Announced | Content::Message(_) => {
                self.say("DATA", Command::Data);
            }
        }
    }

    pub(super) fn data_answered(&mut self, reply: Reply) {
        let current = self.transaction.current.as_deref();
        let content = current.map(|current| current.order.content.clone());
        match (reply.code(), self.is_lost(), content) {
            // RFC 2920 §3.1: nobody is to get it, and yet the server waits for a message: it gets an empty one.
            (354, true, _) => self.say(".", Command::Message),
            (354, false, Some(Content::Message(message))) => {
                let octets = stuffed(&message.octets);
                self.show_message(&octets);
                let pieces = octets.chunks(PIECE).map(<[u8]>::to_vec);
                self.outgoing.extend(pieces);
                if let Some(handover) = self.handover() {
                    handover.form = Form::of(&message.octets);
                    handover.octets = message.octets.len();
                    handover.is_whole = true;
                }
                self.phase = Phase::Awaiting(Command::Message);
            }
            (354, false, _) => {
                self.break_off_transaction();
                self.phase = Phase::Over;
            }
            (_, true, _) => self.leave_transaction(),
            (_, false, _) => {
                self.lost(Stage::Data, reply);
                self.leave_transaction();
            }
        }
    }

    /// Says BDAT with the next chunk of the message.
    fn next_chunk(&mut self) {
        let Some((message, done)) = self.transaction.current.as_deref().and_then(|current| {
            let done = current.facts.handover.as_ref().map_or(0, |it| it.octets);
            match &current.order.content {
                Content::Message(message) => Some((message.clone(), done)),
                _ => None,
            }
        }) else {
            return;
        };
        let size = match message.by {
            Means::Chunks(size) => size.max(1),
            Means::Data => usize::MAX,
        };
        let rest = message.octets.get(done..).unwrap_or_default();
        let chunk = rest.get(..size).unwrap_or(rest);
        let is_last = chunk.len() == rest.len();
        let (end, command) = match is_last {
            true => (" LAST", Command::Message),
            false => ("", Command::Chunk),
        };
        self.say(&format!("BDAT {}{end}", chunk.len()), command);
        self.show_message(chunk);
        self.outgoing
            .extend(chunk.chunks(PIECE).map(<[u8]>::to_vec));
        if let Some(handover) = self.handover() {
            if handover.chunks == 0 {
                handover.form = Form::of(&message.octets);
            }
            handover.chunks = handover.chunks.saturating_add(1);
            handover.octets = handover.octets.saturating_add(chunk.len());
            handover.is_whole = is_last;
        }
    }

    pub(super) fn chunk_answered(&mut self, reply: Reply) {
        if reply.class() == 2 {
            if let Some(handover) = self.handover() {
                handover.replies.clear();
            }
            return self.next_chunk();
        }
        self.lost(Stage::Data, reply);
        self.leave_transaction();
    }

    pub(super) fn message_answered(&mut self) {
        let due = self.due();
        let replies = self.handover().map(|it| it.replies.clone());
        let replies = replies.unwrap_or_default();
        if replies.len() < due {
            self.phase = Phase::Awaiting(Command::Message);
            return;
        }
        if self.is_lost() {
            return self.leave_transaction();
        }
        let taken = replies.iter().any(|reply| reply.class() == 2);
        match replies.into_iter().next().filter(|_| !taken) {
            Some(refusal) => {
                self.lost(Stage::Data, refusal);
                self.leave_transaction();
            }
            None => {
                if self.passed(Stage::Data) {
                    self.settle();
                }
            }
        }
    }

    /// How many replies are owed after the message: in LMTP one for each recipient that was accepted (RFC 2033 §4.2).
    fn due(&self) -> usize {
        let current = self.transaction.current.as_deref();
        match self.plan.protocol {
            Protocol::Smtp => 1,
            Protocol::Lmtp => current.map_or(1, |current| current.facts.accepted()),
        }
    }

    fn handover(&mut self) -> Option<&mut Handover> {
        let current = self.transaction.current.as_deref_mut()?;
        Some(current.facts.handover.get_or_insert_default())
    }

    /// Shows the first lines of a message, and tells of the rest.
    fn show_message(&mut self, octets: &[u8]) {
        let mut lines = octets.split_inclusive(|octet| *octet == b'\n');
        for line in lines.by_ref().take(MOST_SHOWN) {
            let line = line.strip_suffix(b"\r\n").unwrap_or(line);
            let line = line.get(..MOST_OF_LINE).unwrap_or(line);
            self.events.push_back(Event::Said {
                line: self.veil.hide(line),
                tls: self.tls,
            });
        }
        let (count, size) = lines.fold((0, 0), |(count, size): (usize, usize), line| {
            (count.saturating_add(1), size.saturating_add(line.len()))
        });
        if count > 0 {
            self.events.push_back(Event::Unshown {
                lines: count,
                octets: size,
            });
        }
    }
}
