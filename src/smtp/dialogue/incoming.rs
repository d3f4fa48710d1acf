//! What has come from the peer and was not yet understood, and how much one session may receive.

use crate::smtp::{Cap, Fault, ReplyReader};

/// The most that one session receives in SMTP, in octets; an EHLO reply has a few hundred.
pub(super) const SESSION_CAP: usize = 1024 * 1024;

/// The octets from the peer.
#[derive(Default)]
pub(super) struct Incoming {
    /// What makes lines and replies of them.
    pub(super) reader: ReplyReader,
    received: usize,
    /// Something came while octets were written, and is looked at once they are.
    has_kept: bool,
}

impl Incoming {
    /// Takes octets that came.
    pub(super) fn push(&mut self, octets: &[u8]) {
        self.received = self.received.saturating_add(octets.len());
        self.reader.push(octets);
    }

    /// Takes octets that are not to be looked at yet.
    pub(super) fn keep(&mut self, octets: &[u8]) {
        self.push(octets);
        self.has_kept = true;
    }

    /// Tells, once, whether something was kept.
    pub(super) fn take_kept(&mut self) -> bool {
        std::mem::take(&mut self.has_kept)
    }

    /// Forgets what was left unread.
    pub(super) fn forget(&mut self) {
        self.reader = ReplyReader::default();
    }

    /// Counts from nothing again.
    pub(super) fn recount(&mut self) {
        self.received = 0;
    }

    /// The fault where more has come than a session may receive.
    pub(super) fn fault(&self) -> Option<Fault> {
        let is_too_much = self.received > SESSION_CAP;
        is_too_much.then_some(Fault::TooLong(Cap::Session(SESSION_CAP)))
    }
}
