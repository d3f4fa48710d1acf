//! The stages of a session: which was reached, which failed, and which is being worked for.

use super::{Dialogue, Phase};
use crate::smtp::plan::{Security, Stop};
use crate::smtp::{Command, DropPoint, Event, Fault, Stage};

impl Dialogue {
    /// Notes a stage as reached, says QUIT where that is due, and tells whether the session goes on of itself.
    pub(super) fn reached(&mut self, stage: Stage) -> bool {
        if !self.note(stage) {
            return false;
        }
        if self.quit_due && self.greeted {
            self.quit();
            return false;
        }
        true
    }

    /// Notes a stage as reached, and tells whether the connection is kept.
    pub(super) fn note(&mut self, stage: Stage) -> bool {
        self.events.push_back(Event::Reached(stage));
        match self.plan.stop {
            Stop::DropAfter(DropPoint::Stage(last)) if last == stage => {
                self.phase = Phase::Over;
                return false;
            }
            Stop::QuitAfter(last) if last == stage => self.quit_due = true,
            Stop::HandOver(last) if last == stage => {
                self.phase = Phase::Ready;
                return false;
            }
            _ => {}
        }
        true
    }

    /// Notes why a stage was not reached.
    pub(super) fn failed(&mut self, stage: Stage, fault: Fault) {
        self.events.push_back(Event::Failed { stage, fault });
    }

    /// The stage that is being worked for; none once everything asked for is done, because how the server takes leave
    /// changes nothing (RFC 5321 §4.1.1.10).
    pub(super) fn unreached(&self) -> Option<Stage> {
        match self.phase {
            Phase::Awaiting(Command::Greeting) => Some(Stage::Greeting),
            Phase::Awaiting(Command::Ehlo | Command::Helo) => Some(self.hello_stage()),
            Phase::Awaiting(Command::StartTls) if self.tls => None,
            Phase::Awaiting(Command::StartTls) | Phase::Handshake => Some(Stage::StartTls),
            Phase::Awaiting(
                command @ (Command::Mail
                | Command::Rcpt
                | Command::Data
                | Command::Chunk
                | Command::Message),
            ) if self.transacts() => self.stage_of_transaction(command),
            Phase::Transact => Some(Stage::Mail),
            Phase::Awaiting(
                Command::Mail
                | Command::Rcpt
                | Command::Data
                | Command::Chunk
                | Command::Message
                | Command::Reset
                | Command::Noop,
            ) => self.after_the_trial(),
            Phase::Awaiting(Command::Xclient) => Some(Stage::Xclient),
            Phase::Awaiting(Command::Auth) if self.is_by_hand() => None,
            Phase::Awaiting(Command::Auth) | Phase::Authenticate => Some(Stage::Auth),
            Phase::Awaiting(Command::Typed | Command::TypedHello | Command::Quit)
            | Phase::Ready
            | Phase::Over => None,
        }
    }

    /// The stage that EHLO or HELO now belongs to.
    pub(super) fn hello_stage(&self) -> Stage {
        match (self.tls, self.plan.security) {
            (true, Security::StartTls | Security::StartTlsIfOffered) => Stage::Ehlo,
            _ if self.has_spoken_last() => Stage::Ehlo,
            _ => Stage::FirstEhlo,
        }
    }
}
