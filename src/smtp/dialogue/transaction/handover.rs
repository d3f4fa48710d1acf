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
            (354, true, content) if content != Some(Content::Announced) => {
                self.say(".", Command::Message);
            }
            (354, false, Some(Content::Message(message))) => {
                let early = self.incoming.reader.take_rest();
                let octets = stuffed(&message.octets);
                self.show_message(&octets);
                let pieces = octets.chunks(PIECE).map(<[u8]>::to_vec);
                self.outgoing.extend(pieces);
                if let Some(handover) = self.handover() {
                    handover.form = Form::of(&message.octets);
                    handover.octets = message.octets.len();
                }
                self.message_is_to_end(true);
                self.phase = Phase::Awaiting(Command::Message);
                self.refused_early(&early);
            }
            (354, ..) => {
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
        }
        self.message_is_to_end(is_last);
    }

    fn message_is_to_end(&mut self, ends: bool) {
        if let Some(current) = self.transaction.current.as_deref_mut() {
            current.is_ending = ends;
        }
    }

    /// Everything was written, perhaps the end of the message with it.
    pub(in crate::smtp::dialogue) fn message_written(&mut self) {
        if let Some(current) = self.transaction.current.as_deref_mut()
            && std::mem::take(&mut current.is_ending)
        {
            let handover = current.facts.handover.get_or_insert_default();
            handover.is_whole = true;
            handover.answers_each = self.plan.protocol == Protocol::Lmtp;
        }
    }

    /// Not all was written of what was to be; so many octets of it were not even begun. The end of a message goes last.
    pub(in crate::smtp::dialogue) fn cut_message_short(&mut self, left: usize) {
        if let Some(current) = self.transaction.current.as_deref_mut()
            && let Some(handover) = &mut current.facts.handover
            && !handover.is_whole
        {
            handover.is_cut |= current.is_ending || left > 0;
            current.is_ending = false;
            handover.octets = handover.octets.saturating_sub(left);
        }
    }

    /// Whether a message, or a chunk of one, is being written.
    pub(in crate::smtp::dialogue) fn is_handing_in(&self) -> bool {
        let current = self.transaction.current.as_deref();
        matches!(
            self.phase,
            Phase::Awaiting(Command::Message | Command::Chunk)
        ) && current
            .and_then(|current| current.facts.handover.as_ref())
            .is_some_and(|handover| !handover.is_whole && handover.octets > 0)
    }

    /// Hears what comes while the message is still being written. A server may refuse it there, and then nothing more of it is sent, and
    /// no QUIT, which would be a part of it; anything else is no answer to what it has not seen.
    pub(in crate::smtp::dialogue) fn refused_early(&mut self, octets: &[u8]) {
        let to = match self.phase {
            Phase::Awaiting(command) => command,
            _ => return,
        };
        self.incoming.push(octets);
        while self.phase == Phase::Awaiting(to) {
            let (line, reply) = match self.incoming.reader.next_line() {
                Ok(None) => break,
                Ok(Some(heard)) => heard,
                Err(_) => {
                    let rest = self.incoming.reader.take_rest();
                    return self.told_unasked(&rest);
                }
            };
            let Some(as_sent) = reply.filter(|reply| matches!(reply.class(), 4 | 5)) else {
                self.told_unasked(line.octets());
                continue;
            };
            self.tell_line(to, &line);
            let reply = self.as_shown(to, &as_sent);
            self.tell_reply(to, &reply);
            self.unwritten();
            if let Some(handover) = self.handover() {
                handover.replies.push(reply.clone());
            }
            self.lost(Stage::Data, reply);
            self.break_off_transaction();
            self.phase = Phase::Over;
        }
        self.hold_to_the_cap();
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
        if self.is_lost() {
            return self.leave_transaction();
        }
        let due = self.due();
        let replies = self.handover().map(|it| it.replies.clone());
        let replies = replies.unwrap_or_default();
        if replies.len() < due {
            self.phase = Phase::Awaiting(Command::Message);
            return;
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
            self.tell_said(self.veil.hide(line));
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
