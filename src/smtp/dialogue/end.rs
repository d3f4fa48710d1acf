//! How a session ends: with QUIT, by the peer, by a fault, or below SMTP.

use super::{Dialogue, Phase};
use crate::smtp::plan::Noop;
use crate::smtp::{Command, Event, Fault, Reply, Stage};
use std::time::Duration;

impl Dialogue {
    /// Ends the session politely; for use when [`Step::Ready`](crate::smtp::Step::Ready) was answered.
    pub fn quit(&mut self) {
        self.say("QUIT", Command::Quit);
    }

    /// QUIT for a client that leaves before its last command was answered; nothing where the server would not take it for a command,
    /// or must not be spoken to. Its reply is not waited for.
    pub fn parting(&mut self) -> Option<Vec<u8>> {
        let is_command = match self.phase {
            Phase::Awaiting(
                Command::Ehlo
                | Command::Helo
                | Command::Mail
                | Command::Rcpt
                | Command::Reset
                | Command::Noop
                | Command::Xclient,
            ) => !self.has_said_data() && self.plan.trials.noop == Noop::Unsaid,
            Phase::Awaiting(Command::Typed) => self.commands_only(),
            _ => false,
        };
        if !is_command || !self.outgoing.is_empty() {
            return None;
        }
        self.tell_said(b"QUIT".to_vec());
        Some(b"QUIT\r\n".to_vec())
    }

    /// The peer closed the connection, or reset it.
    pub fn closed(&mut self, reset: bool) {
        if self.phase == Phase::Awaiting(Command::Quit) && self.farewells == 0 {
            self.events.push_back(Event::ClosedOnQuit);
        }
        let partial = self.partial_line();
        self.fail(Fault::Closed { reset, partial });
    }

    /// Nothing complete came within the timer of the last [`Step::Read`](crate::smtp::Step::Read).
    pub fn timed_out(&mut self, after: Duration) {
        let partial = self.partial_line();
        self.fail(Fault::TimedOut { after, partial });
    }

    /// What [`Step::Write`](crate::smtp::Step::Write) gave could not be written within this time.
    pub fn not_taken(&mut self, after: Duration) {
        self.unwritten();
        match self.is_by_hand() {
            true => self.not_taken_by_hand(after),
            false => self.timed_out(after),
        }
    }

    /// What [`Step::Write`](crate::smtp::Step::Write) gave could not be written whole, so that nothing after it is written either.
    pub fn unwritten(&mut self) {
        let left = self.outgoing.iter().map(Vec::len).sum();
        self.outgoing.clear();
        self.cut_message_short(left);
    }

    /// The connection broke below SMTP, in the handshake or inside TLS. The state of both sides is unknown, so that nothing
    /// more is said (RFC 3207 §4). Gives the stage that was not reached, or nothing where all that was asked for is done.
    pub fn broke(&mut self) -> Option<Stage> {
        let stage = self.unreached();
        self.break_off_authentication();
        self.unwritten();
        self.break_off_transaction();
        self.phase = Phase::Over;
        stage
    }

    /// The server refused a stage with a reply of its own: the connection is in order, and QUIT is due (RFC 5321 §4.1.1.10),
    /// unless it announced with 421 that it closes (RFC 5321 §3.8).
    pub(super) fn reject(&mut self, stage: Stage, reply: Reply) {
        let closing = reply.code() == 421;
        self.failed(stage, Fault::Rejected(reply));
        if closing {
            self.phase = Phase::Over;
        } else {
            self.quit();
        }
    }

    /// The session broke; nothing more can be said on it, because a late reply would be taken for another command's.
    pub(super) fn fail(&mut self, fault: Fault) {
        self.break_off_authentication();
        let stage = self.unreached();
        // Behind a fault nothing more is said; and what became of the transaction is told before the failure, for which it counts.
        self.unwritten();
        self.break_off_transaction();
        match stage {
            Some(stage) => self.failed(stage, fault),
            None if self.is_by_hand() => self.events.push_back(Event::BrokenOff(fault)),
            None => {}
        }
        self.phase = Phase::Over;
    }

    /// What has come of an unfinished line, as it may be shown.
    fn partial_line(&self) -> Vec<u8> {
        self.veil.hide_cut(self.incoming.reader.partial_line())
    }
}
