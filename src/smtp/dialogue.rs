//! The client's side of a session as a machine without I/O: it owns the buffer, says what to do next, and tells what happened.
//!
//! The driver asks [`Dialogue::step`] and obeys: it writes, reads (and gives back what came by [`Dialogue::receive`],
//! [`Dialogue::closed`] or [`Dialogue::timed_out`]), or does the handshake (and answers [`Dialogue::secured`] or
//! [`Dialogue::broke`]). What arrived in the clear after the reply to STARTTLS stays in this machine's buffer,
//! is reported as a fault, and therefore never reaches the TLS side (RFC 3207 §6).

use super::plan::{Plan, Protocol, Security, Step, Stop, Timer};
use super::reply::{ReplyLine, ReplyReader, Unreadable};
use super::{Cap, Command, DropPoint, Event, Extensions, Fault, Reply, Stage};
use std::collections::VecDeque;
use std::time::Duration;

/// The most that one session receives in SMTP, in octets; an EHLO reply has a few hundred.
const SESSION_CAP: usize = 1024 * 1024;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Waiting for the reply to this command.
    Awaiting(Command),
    /// The handshake is the driver's to do.
    Handshake,
    Ready,
    Over,
}

/// One session's dialogue.
#[derive(Debug)]
pub struct Dialogue {
    plan: Plan,
    phase: Phase,
    tls: bool,
    greeted: bool,
    /// The stage after which QUIT is due has been reached.
    quit_due: bool,
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
            quit_due: false,
            reader: ReplyReader::default(),
            received: 0,
            outgoing: VecDeque::new(),
            events: VecDeque::new(),
        };
        dialogue.reached(Stage::Connect);
        dialogue
    }

    /// What to do next. After each input, ask again until the answer is not to write.
    pub fn step(&mut self) -> Step {
        if let Some(octets) = self.outgoing.pop_front() {
            return Step::Write(octets);
        }
        if let Some(timer) = self.timer() {
            return Step::Read(timer);
        }
        match self.phase {
            Phase::Awaiting(_) | Phase::Over => Step::Stop,
            Phase::Handshake => Step::Handshake,
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
            Phase::Awaiting(_) => Some(Timer::Reply),
            Phase::Handshake | Phase::Ready | Phase::Over => None,
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
        while let Phase::Awaiting(command) = self.phase {
            match self.reader.next_line() {
                Ok(None) => break,
                Ok(Some((line, reply))) => self.heard(command, &line, reply),
                Err(Unreadable::NotAReply(line)) => {
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
        if self.received > SESSION_CAP && self.phase != Phase::Over {
            self.fail(Fault::TooLong(Cap::Session(SESSION_CAP)));
        }
    }

    /// The peer closed the connection, or reset it.
    pub fn closed(&mut self, reset: bool) {
        let partial = self.reader.partial_line().to_vec();
        self.fail(Fault::Closed { reset, partial });
    }

    /// Nothing complete came within the timer of the last [`Step::Read`].
    pub fn timed_out(&mut self, after: Duration) {
        let partial = self.reader.partial_line().to_vec();
        self.fail(Fault::TimedOut { after, partial });
    }

    /// The handshake that [`Step::Handshake`] asked for is done.
    pub fn secured(&mut self) {
        self.tls = true;
        // What was learnt in the clear is void (RFC 3207 §4.2), and so is what was left unread of it.
        self.reader = ReplyReader::default();
        if self.plan.security == Security::Implicit {
            self.phase = Phase::Awaiting(Command::Greeting);
            self.reached(Stage::StartTls);
        } else if self.reached(Stage::StartTls) {
            self.say_hello(Command::Ehlo);
        }
    }

    /// The connection broke below SMTP, in the handshake or inside TLS. The state of both sides is unknown, so that nothing
    /// more is said (RFC 3207 §4). Gives the stage that was not reached, or nothing where all that was asked for is done.
    pub fn broke(&mut self) -> Option<Stage> {
        let stage = self.unreached();
        self.phase = Phase::Over;
        stage
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
        self.events.push_back(Event::Heard {
            line: line.octets().to_vec(),
            tls: self.tls,
            expected: line.octets().first() == Some(&b'2'),
        });
        let Some(reply) = reply else { return };
        self.events.push_back(Event::Replied {
            to: command,
            reply: reply.clone(),
            tls: self.tls,
        });
        match command {
            Command::Greeting => self.greeting(reply),
            Command::Ehlo => self.ehlo(reply),
            Command::Helo => self.helo(reply),
            Command::StartTls => self.starttls(reply),
            Command::Quit => self.phase = Phase::Over,
        }
    }

    fn greeting(&mut self, reply: Reply) {
        if reply.class() != 2 {
            return self.reject(Stage::Greeting, reply);
        }
        self.greeted = true;
        if self.reached(Stage::Greeting) {
            self.say_hello(Command::Ehlo);
        }
    }

    fn ehlo(&mut self, reply: Reply) {
        // RFC 5321 §3.2: a server that does not know EHLO answers 500 or 502, and the client may go on with HELO.
        // Inside TLS it has just known EHLO, so that the same reply is a fault there.
        if matches!(reply.code(), 500 | 502) && !self.tls && self.plan.protocol == Protocol::Smtp {
            return self.say_hello(Command::Helo);
        }
        if reply.class() != 2 {
            return self.reject(self.hello_stage(), reply);
        }
        let starttls = Extensions::from_reply(&reply).offers("STARTTLS");
        self.greeted_back(starttls);
    }

    fn helo(&mut self, reply: Reply) {
        if reply.class() != 2 {
            return self.reject(self.hello_stage(), reply);
        }
        // A reply to HELO lists no extensions (RFC 5321 §3.2), whatever its lines say.
        self.greeted_back(false);
    }

    /// EHLO or HELO was accepted.
    fn greeted_back(&mut self, starttls: bool) {
        if self.hello_stage() == Stage::FirstEhlo && !self.reached(Stage::FirstEhlo) {
            return;
        }
        if self.tls {
            self.settle();
        } else if starttls {
            self.say("STARTTLS", Command::StartTls);
        } else {
            self.without_tls(Fault::NotOffered);
        }
    }

    fn starttls(&mut self, reply: Reply) {
        // RFC 3207 §4 knows 220, 501 and 454; only 220 opens TLS.
        if reply.code() != 220 {
            return self.without_tls(Fault::Rejected(reply));
        }
        if self.plan.stop == Stop::DropAfter(DropPoint::StartTlsReply) {
            self.phase = Phase::Over;
            return;
        }
        let rest = self.reader.take_rest();
        if reply.lines().iter().any(ReplyLine::bare_lf) {
            // LF alone ends a line only to show what comes; where the clear ends, the server's line must (RFC 5321 §2.3.8).
            self.failed(Stage::StartTls, Fault::BareLf);
            self.phase = Phase::Over;
        } else if rest.is_empty() {
            self.phase = Phase::Handshake;
        } else {
            // No QUIT: the server expects TLS now, and a session with injected octets is not to be trusted (RFC 3207 §6).
            self.failed(Stage::StartTls, Fault::TrailingPlaintext(rest));
            self.phase = Phase::Over;
        }
    }

    /// STARTTLS is not to be had; the session is still in order, in the clear.
    fn without_tls(&mut self, fault: Fault) {
        let closing = matches!(&fault, Fault::Rejected(reply) if reply.code() == 421);
        self.failed(Stage::StartTls, fault);
        if closing {
            self.phase = Phase::Over;
        } else if self.plan.security == Security::StartTlsIfOffered {
            self.settle();
        } else {
            self.quit();
        }
    }

    /// The last EHLO is done; on an implicit TLS port, or where the session stays in the clear, it was the first as well.
    fn settle(&mut self) {
        if self.reached(Stage::Ehlo) {
            self.phase = Phase::Ready;
        }
    }

    /// The stage that EHLO or HELO now belongs to.
    fn hello_stage(&self) -> Stage {
        match (self.tls, self.plan.security) {
            (true, Security::StartTls | Security::StartTlsIfOffered) => Stage::Ehlo,
            _ => Stage::FirstEhlo,
        }
    }

    /// The stage that is being worked for; none once everything asked for is done, because how the server takes leave
    /// changes nothing (RFC 5321 §4.1.1.10).
    fn unreached(&self) -> Option<Stage> {
        match self.phase {
            Phase::Awaiting(Command::Greeting) => Some(Stage::Greeting),
            Phase::Awaiting(Command::Ehlo | Command::Helo) => Some(self.hello_stage()),
            Phase::Awaiting(Command::StartTls) | Phase::Handshake => Some(Stage::StartTls),
            Phase::Awaiting(Command::Quit) | Phase::Ready | Phase::Over => None,
        }
    }

    /// The server refused a stage with a reply of its own: the connection is in order, and QUIT is due (RFC 5321 §4.1.1.10),
    /// unless it announced with 421 that it closes (RFC 5321 §3.8).
    fn reject(&mut self, stage: Stage, reply: Reply) {
        let closing = reply.code() == 421;
        self.failed(stage, Fault::Rejected(reply));
        if closing {
            self.phase = Phase::Over;
        } else {
            self.quit();
        }
    }

    /// The session broke; nothing more can be said on it, because a late reply would be taken for another command's.
    fn fail(&mut self, fault: Fault) {
        if let Some(stage) = self.unreached() {
            self.failed(stage, fault);
        }
        self.phase = Phase::Over;
    }

    fn failed(&mut self, stage: Stage, fault: Fault) {
        self.events.push_back(Event::Failed { stage, fault });
    }

    /// Notes a stage as reached, and tells whether the session goes on of itself.
    fn reached(&mut self, stage: Stage) -> bool {
        self.events.push_back(Event::Reached(stage));
        match self.plan.stop {
            Stop::DropAfter(DropPoint::Stage(last)) if last == stage => {
                self.phase = Phase::Over;
                return false;
            }
            Stop::QuitAfter(last) if last == stage => self.quit_due = true,
            _ => {}
        }
        if self.quit_due && self.greeted {
            self.quit();
            return false;
        }
        true
    }

    fn say_hello(&mut self, command: Command) {
        let verb = match (command, self.plan.protocol) {
            (Command::Helo, _) => "HELO",
            (_, Protocol::Smtp) => "EHLO",
            (_, Protocol::Lmtp) => "LHLO",
        };
        let line = format!("{verb} {}", self.plan.client_name);
        self.say(&line, command);
    }

    fn say(&mut self, line: &str, command: Command) {
        // What came before the command was sent cannot be its reply.
        let rest = self.reader.take_rest();
        if !rest.is_empty() {
            self.events.push_back(Event::Unsolicited(rest));
        }
        self.events.push_back(Event::Said {
            line: line.as_bytes().to_vec(),
            tls: self.tls,
        });
        self.outgoing.push_back([line.as_bytes(), b"\r\n"].concat());
        self.phase = Phase::Awaiting(command);
    }
}

#[cfg(test)]
mod tests;
