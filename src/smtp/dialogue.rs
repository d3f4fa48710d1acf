//! The client's side of a session as a machine without I/O: it owns the buffer, says what to do next, and tells what happened.
//!
//! The driver asks [`Dialogue::step`] and obeys: it writes, reads (and gives back what came by [`Dialogue::receive`],
//! [`Dialogue::closed`] or [`Dialogue::timed_out`]), or does the handshake (and answers [`Dialogue::secured`] or
//! [`Dialogue::broke`]). What arrived in the clear after the reply to STARTTLS stays in this machine's buffer,
//! is reported as a fault, and therefore never reaches the TLS side (RFC 3207 §6).

mod authentication;
mod course;
mod noop;
mod transaction;
mod trial;
mod typed;
mod xclient;

use super::plan::{Noop, Plan, Security, Step, Stop, Timer};
use super::reply::{ReplyLine, ReplyReader, Unreadable};
use super::sasl::Veil;
use super::{Cap, Command, DropPoint, Event, Extensions, Fault, Reply, Stage};
use authentication::Authentication;
use std::collections::VecDeque;
use std::fmt;
use std::time::Duration;
use trial::Next;
use typed::Typed;
use xclient::SpeakingFor;

pub use typed::Mode;

/// The most that one session receives in SMTP, in octets; an EHLO reply has a few hundred.
const SESSION_CAP: usize = 1024 * 1024;

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
    /// Something came while octets were written, and is looked at once they are.
    has_kept: bool,
    /// EHLO or HELO was said.
    said_hello: bool,
    /// What must not be shown.
    veil: Veil,
    reader: ReplyReader,
    received: usize,
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
            has_kept: false,
            said_hello: false,
            veil: Veil::default(),
            reader: ReplyReader::default(),
            received: 0,
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
        if std::mem::take(&mut self.has_kept) {
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

    /// Takes octets that the peer sent.
    pub fn receive(&mut self, octets: &[u8]) {
        self.received = self.received.saturating_add(octets.len());
        self.reader.push(octets);
        while let Some(command) = self.awaited() {
            match self.reader.next_line() {
                Ok(None) => break,
                Ok(Some((line, reply))) => self.heard(command, &line, reply),
                Err(Unreadable::NotAReply(line)) => {
                    let line = self.veil.hide(&line);
                    self.events.push_back(Event::Heard {
                        line: line.clone(),
                        tls: self.tls,
                        expected: false,
                    });
                    self.fail(Fault::NotAReply(line));
                }
                Err(Unreadable::TooLong(cap)) => self.fail(Fault::TooLong(cap)),
            }
        }
        self.unasked();
        if self.received > SESSION_CAP && self.phase != Phase::Over {
            self.fail(Fault::TooLong(Cap::Session(SESSION_CAP)));
        }
    }

    /// The peer closed the connection, or reset it.
    pub fn closed(&mut self, reset: bool) {
        if self.phase == Phase::Awaiting(Command::Quit) && self.farewells == 0 {
            self.events.push_back(Event::ClosedOnQuit);
        }
        let partial = self.veil.hide_cut(self.reader.partial_line());
        self.fail(Fault::Closed { reset, partial });
    }

    /// Nothing complete came within the timer of the last [`Step::Read`].
    pub fn timed_out(&mut self, after: Duration) {
        let partial = self.veil.hide_cut(self.reader.partial_line());
        self.fail(Fault::TimedOut { after, partial });
    }

    /// What [`Step::Write`] gave could not be written within this time.
    pub fn not_taken(&mut self, after: Duration) {
        self.unwritten();
        match self.is_by_hand() {
            true => self.not_taken_by_hand(after),
            false => self.timed_out(after),
        }
    }

    /// The handshake that [`Step::Handshake`] asked for is done.
    pub fn secured(&mut self) {
        self.tls = true;
        // What was learnt in the clear is void (RFC 3207 §4.2), and so is what was left unread of it.
        self.reader = ReplyReader::default();
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

    /// What [`Step::Write`] gave could not be written whole, so that nothing after it is written either.
    pub fn unwritten(&mut self) {
        let left = self.outgoing.iter().map(Vec::len).sum();
        self.outgoing.clear();
        self.cut_message_short(left);
    }

    /// Whether what has come before the next octets are written cannot be an answer to them, so that it may be looked for.
    pub fn takes_turns(&self) -> bool {
        let may_greet_again = self.tls && !self.answered_inside;
        // A server may answer a header of the PROXY protocol, which is told where the reply to EHLO is due.
        let hails = matches!(self.phase, Phase::Awaiting(Command::Ehlo | Command::Helo));
        let may_answer_header = self.introduced && hails;
        let is_by_hand = self.is_by_hand() && !self.is_sending_message();
        !may_greet_again
            && !may_answer_header
            && !is_by_hand
            && self.plan.trials.noop == Noop::Unsaid
    }

    /// Takes octets that came before what was to be written then.
    pub fn receive_early(&mut self, octets: &[u8]) {
        if self.is_sending_message() {
            self.keep(octets);
            self.refused_amid();
        } else if self.is_handing_in() {
            self.refused_early(octets);
        } else {
            self.told_unasked(octets);
        }
    }

    /// Keeps octets that came while others were written, and may answer them: they are looked at once all is written.
    pub fn keep(&mut self, octets: &[u8]) {
        self.received = self.received.saturating_add(octets.len());
        self.reader.push(octets);
        self.has_kept = true;
        if self.received > SESSION_CAP {
            self.unwritten();
            self.fail(Fault::TooLong(Cap::Session(SESSION_CAP)));
        }
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
        self.events.push_back(Event::Said {
            line: b"QUIT".to_vec(),
            tls: self.tls,
        });
        Some(b"QUIT\r\n".to_vec())
    }

    /// Whether the session is over.
    pub fn is_over(&self) -> bool {
        self.phase == Phase::Over
    }

    /// Ends the session politely; for use when [`Step::Ready`] was answered.
    pub fn quit(&mut self) {
        self.say("QUIT", Command::Quit);
    }

    /// Whether the session is inside TLS.
    pub fn tls(&self) -> bool {
        self.tls
    }

    fn heard(&mut self, command: Command, line: &ReplyLine, reply: Option<Reply>) {
        let command = self.answered(command);
        let is_list = matches!(
            command,
            Command::Greeting | Command::Ehlo | Command::Helo | Command::TypedHello
        );
        self.events.push_back(Event::Heard {
            line: line.with_hidden(|text| self.veil.hide_text(text, is_list)),
            tls: self.tls,
            expected: line.octets().first() == Some(&b'2')
                || (command == Command::Auth && line.octets().starts_with(b"334"))
                || (command == Command::Typed && line.octets().first() == Some(&b'3'))
                || (command == Command::Data && line.octets().starts_with(b"354")),
        });
        let Some(as_sent) = reply else { return };
        let reply = as_sent.with_hidden(|text| self.veil.hide_text(text, is_list));
        if self.is_second_greeting(&reply) {
            self.events.push_back(Event::GreetedAgain(reply));
            return;
        }
        self.events.push_back(Event::Replied {
            to: command,
            reply: reply.clone(),
            tls: self.tls,
        });
        match command {
            Command::Auth => self.auth(&as_sent, reply),
            _ => self.replied(command, reply),
        }
    }

    /// RFC 3207 §4.2: after the handshake the session stands as after the greeting, so that a server which greets again has not
    /// answered the command that the client said meanwhile.
    fn is_second_greeting(&mut self, reply: &Reply) -> bool {
        let is_first = self.tls && !std::mem::replace(&mut self.answered_inside, self.tls);
        is_first
            && reply.code() == 220
            && !self.begins_tls_again()
            && self.plan.security != Security::Implicit
    }

    /// The stage that is being worked for; none once everything asked for is done, because how the server takes leave
    /// changes nothing (RFC 5321 §4.1.1.10).
    fn unreached(&self) -> Option<Stage> {
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

    /// The session broke; nothing more can be said on it, because a late reply would be taken for another command's.
    fn fail(&mut self, fault: Fault) {
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

    fn failed(&mut self, stage: Stage, fault: Fault) {
        self.events.push_back(Event::Failed { stage, fault });
    }

    /// Notes a stage as reached, says QUIT where that is due, and tells whether the session goes on of itself.
    fn reached(&mut self, stage: Stage) -> bool {
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
    fn note(&mut self, stage: Stage) -> bool {
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

    fn say(&mut self, line: &str, command: Command) {
        self.say_as(line.as_bytes(), line.as_bytes().to_vec(), command);
    }

    /// Says a line that is not ours alone, and in which a secret may stand.
    fn say_octets(&mut self, line: &[u8], command: Command) {
        self.say_as(line, self.veil.hide(line), command);
    }

    /// Says a line that is shown in another form, because it has a secret in it.
    fn say_as(&mut self, line: &[u8], shown: Vec<u8>, command: Command) {
        // What came before the command was sent cannot be its reply.
        let rest = match self.counts_replies() {
            true => Vec::new(),
            false => self.reader.take_rest(),
        };
        if !rest.is_empty() {
            let rest = self.veil.hide_cut(&rest);
            self.events.push_back(Event::Unsolicited(rest));
        }
        self.events.push_back(Event::Said {
            line: shown,
            tls: self.tls,
        });
        self.outgoing.push_back([line, b"\r\n"].concat());
        self.phase = Phase::Awaiting(command);
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
