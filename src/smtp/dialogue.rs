//! The client's side of a session as a machine without I/O: it owns the buffer, says what to do next, and tells what happened.
//!
//! The driver asks [`Dialogue::step`] and obeys: it writes, reads (and gives back what came by [`Dialogue::receive`],
//! [`Dialogue::closed`] or [`Dialogue::timed_out`]), or does the handshake (and answers [`Dialogue::secured`] or
//! [`Dialogue::broke`]). What arrived in the clear after the reply to STARTTLS stays in this machine's buffer,
//! is reported as a fault, and therefore never reaches the TLS side (RFC 3207 §6).

mod authentication;
mod course;
mod end;
mod hearing;
mod incoming;
mod noop;
mod saying;
mod stages;
mod transaction;
mod trial;
mod typed;
mod xclient;

use super::plan::{Plan, Security, Step, Timer};
use super::sasl::Veil;
use super::{Command, Event, Extensions, Stage};
use authentication::Authentication;
use incoming::Incoming;
use std::collections::VecDeque;
use std::fmt;
use trial::Next;
use typed::Typed;
use xclient::SpeakingFor;

pub use typed::Mode;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Waiting for the reply to this command.
    Awaiting(Command),
    /// The handshake is the driver's to do.
    Handshake,
    /// How to authenticate is the driver's to choose.
    Authenticate,
    /// The transaction is the driver's to begin.
    Transact,
    Ready,
    Over,
}

/// One session's dialogue.
pub struct Dialogue {
    plan: Plan,
    phase: Phase,
    tls: bool,
    greeted: bool,
    /// A reply has come inside TLS.
    answered_inside: bool,
    /// The stage after which QUIT is due has been reached.
    quit_due: bool,
    /// What follows once the trial with MAIL that is under way is over.
    next: Next,
    /// Replies that came after QUIT was said, where they are counted.
    farewells: usize,
    /// The authentication, as far as it has come.
    authentication: Authentication,
    /// What somebody says by hand.
    typed: Typed,
    /// The transaction, as far as it has come.
    transaction: transaction::State,
    /// What the last EHLO reply lists.
    offered: Extensions,
    /// For whom the client speaks, as far as that has come.
    speaking_for: SpeakingFor,
    /// A header of the PROXY protocol went out before the first octet.
    introduced: bool,
    /// EHLO or HELO was said.
    said_hello: bool,
    /// What must not be shown.
    veil: Veil,
    incoming: Incoming,
    outgoing: VecDeque<Vec<u8>>,
    events: VecDeque<Event>,
}

impl Dialogue {
    /// Begins a session on a connection that was just made.
    pub fn new(plan: Plan) -> Self {
        let phase = match plan.security {
            Security::Implicit => Phase::Handshake,
            Security::StartTls | Security::StartTlsIfOffered => Phase::Awaiting(Command::Greeting),
        };
        let mut dialogue = Self {
            plan,
            phase,
            tls: false,
            greeted: false,
            answered_inside: false,
            quit_due: false,
            next: Next::Quit,
            farewells: 0,
            authentication: Authentication::default(),
            typed: Typed::default(),
            transaction: transaction::State::default(),
            offered: Extensions::default(),
            speaking_for: SpeakingFor::default(),
            introduced: false,
            said_hello: false,
            veil: Veil::default(),
            incoming: Incoming::default(),
            outgoing: VecDeque::new(),
            events: VecDeque::new(),
        };
        dialogue.reached(Stage::Connect);
        dialogue
    }

    /// Hides what is behind this veil, from the first octet on.
    pub fn veiled(mut self, veil: Veil) -> Self {
        self.veil = veil;
        self
    }

    /// Bears in mind that a header of the PROXY protocol went out first: a server that does not know it may take it for a command,
    /// and answer that.
    pub fn introduced(mut self, introduced: bool) -> Self {
        self.introduced = introduced;
        self
    }

    /// What to do next. After each input, ask again until the answer is not to write.
    pub fn step(&mut self) -> Step {
        if let Some(octets) = self.outgoing.pop_front() {
            return Step::Write(octets);
        }
        self.message_written();
        if self.incoming.take_kept() {
            self.receive(&[]);
            return self.step();
        }
        self.sent();
        if let Some(timer) = self.timer() {
            return Step::Read(timer);
        }
        match self.phase {
            Phase::Awaiting(_) | Phase::Over => Step::Stop,
            Phase::Handshake => Step::Handshake,
            Phase::Authenticate => Step::Authenticate,
            Phase::Transact => Step::Transact,
            Phase::Ready => Step::Ready,
        }
    }

    /// The timer of the read that is due, if one is.
    pub fn timer(&self) -> Option<Timer> {
        if !self.outgoing.is_empty() {
            return None;
        }
        match self.phase {
            Phase::Awaiting(Command::Greeting) => Some(Timer::Greeting),
            Phase::Awaiting(Command::Quit) => Some(Timer::Quit),
            Phase::Awaiting(Command::Noop) if self.is_leaving() => Some(Timer::Quit),
            Phase::Awaiting(Command::Message) => Some(Timer::Message),
            Phase::Awaiting(_) => Some(Timer::Reply),
            Phase::Handshake
            | Phase::Authenticate
            | Phase::Transact
            | Phase::Ready
            | Phase::Over => None,
        }
    }

    /// The oldest event that was not yet taken.
    pub fn event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// The handshake that [`Step::Handshake`] asked for is done.
    pub fn secured(&mut self) {
        self.tls = true;
        // What was learnt in the clear is void (RFC 3207 §4.2), and so is what was left unread of it.
        self.incoming.forget();
        if self.secured_by_hand() {
            return;
        }
        if self.plan.security == Security::Implicit {
            self.phase = Phase::Awaiting(Command::Greeting);
            self.reached(Stage::StartTls);
        } else if self.reached(Stage::StartTls) && !self.noop_inside() {
            self.then(Next::Hello);
        }
    }

    /// Whether the session is over.
    pub fn is_over(&self) -> bool {
        self.phase == Phase::Over
    }

    /// Whether the session is inside TLS.
    pub fn tls(&self) -> bool {
        self.tls
    }
}

impl fmt::Debug for Dialogue {
    /// What goes out may have a secret in it, and what has come in too.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Dialogue");
        shown.field("plan", &self.plan).field("phase", &self.phase);
        shown.field("tls", &self.tls).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
