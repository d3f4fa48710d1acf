//! The facts of one connection: the fold of its events. Never a `Result`: a failed connection keeps all that it learnt.

use super::answered::Answered;
use super::authentication::Authentication;
use super::event::{Cause, Event, Failure, Timed};
use super::inquiry::Question;
use super::meter::Traffic;
use super::proxy_header::{ProxyHeader, ProxyVersion};
use super::settings::Peer;
use crate::smtp::{
    self, Command, Extensions, Reply, ReplyLine, Stage, Transacted, Xclient, XclientOutcome,
};
use crate::tls::{Handshake, Seen, Tickets};
use schemars::JsonSchema;
use std::net::SocketAddr;
use std::time::Duration;

/// What one connection showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// Why the connection was made.
    pub purpose: Purpose,
    /// What it was to find out, where it was to explain why a session failed.
    pub question: Option<Question>,
    /// To whom.
    pub peer: Peer,
    /// The SOCKS proxy that the connection was to go through, as host and port.
    pub proxy: Option<String>,
    /// The header of the PROXY protocol that was sent before anything else.
    pub proxy_header: Option<ProxyHeader>,
    /// For whom the client was to speak, by XCLIENT, and what became of it.
    pub spoke_for: Option<SpokeFor>,
    /// Our end of the connection.
    pub local: Option<SocketAddr>,
    /// Everything that was said and heard, in order.
    pub transcript: Vec<Entry>,
    /// The stages that were reached, and when.
    pub reached: Vec<(Stage, Duration)>,
    /// The stages that were not, and why. A session may go on after one, in the clear.
    pub failures: Vec<Failure>,
    /// Every whole reply, in order.
    pub replies: Vec<Answer>,
    /// The greeting.
    pub greeting: Option<Reply>,
    /// The reply to EHLO or HELO in the clear.
    pub ehlo_in_the_clear: Option<Reply>,
    /// The reply to EHLO inside TLS.
    pub ehlo_inside_tls: Option<Reply>,
    /// What the server has offered since, where somebody said a hello by hand, or began TLS: nothing inside where HELO was said, or no
    /// hello yet.
    pub offered_by_hand: Option<Option<Extensions>>,
    /// Why a session that somebody held by hand ended before he ended it.
    pub broken_off: Option<Cause>,
    /// HELO had to be used instead of EHLO.
    pub helo: bool,
    /// A line of a reply ended with LF alone (RFC 5321 §2.3.8).
    pub bare_lf: bool,
    /// A second greeting, inside TLS.
    pub second_greeting: Option<Reply>,
    /// The server closed the connection instead of answering QUIT.
    pub closed_on_quit: bool,
    /// What is said now is text of a message.
    pub sends_message: bool,
    /// Octets that no command had asked for.
    pub unsolicited: Vec<Vec<u8>>,
    /// What the server showed in a handshake, also in one that failed.
    pub seen: Option<Seen>,
    /// What came of a hello made by hand, where one was sent instead of the TLS library's.
    pub answered: Option<Answered>,
    /// What was negotiated in a handshake that was completed.
    pub handshake: Option<Handshake>,
    /// How the client authenticated, where it was to.
    pub authentication: Option<Authentication>,
    /// What came of the mail transaction, where there was to be one.
    pub transacted: Option<Transacted>,
    /// What the server sent for resuming the session; nothing where no handshake was completed.
    pub tickets: Option<Tickets>,
    /// What went over the connection; nothing where there was none.
    pub traffic: Option<Traffic>,
    /// How the connection ended; nothing while it stands.
    pub ending: Option<Ending>,
    /// How long everything took.
    pub took: Duration,
}

/// For whom the client was to speak, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpokeFor {
    /// What was to be said.
    pub plan: Xclient,
    /// What became of it; nothing where the session did not come so far.
    pub outcome: Option<XclientOutcome>,
}

/// Why a connection was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum Purpose {
    /// The session itself.
    Session,
    /// To resume the TLS session of the one before.
    Resumption,
    /// To see the certificate that the server shows to clients of another kind of signature than the session's, because
    /// TLSA records must match whichever a sender meets.
    OtherKey,
    /// To ask, with a hello made by hand, what the server would choose; it ends before a key is made.
    Question,
}

/// A reply, and what it answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What it answers.
    pub to: Command,
    /// Received inside TLS.
    pub tls: bool,
    /// The reply.
    pub reply: Reply,
}

/// One line of the transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Since the connection was begun.
    pub at: Duration,
    /// Who spoke.
    pub side: Side,
    /// Inside TLS.
    pub tls: bool,
    /// The line's octets, without its end.
    pub line: Vec<u8>,
    /// It is text of a message, and no command.
    pub is_text: bool,
}

/// The two sides of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum Side {
    /// We.
    Client,
    /// The peer.
    Server,
}

/// How a connection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum Ending {
    /// In order, or by a failure that is among the failures.
    Closed,
    /// Dropped without QUIT, as asked.
    Dropped,
}

impl Observation {
    /// An observation of which nothing is known yet.
    pub fn new(purpose: Purpose, peer: Peer) -> Self {
        Self {
            purpose,
            question: None,
            peer,
            proxy: None,
            proxy_header: None,
            spoke_for: None,
            local: None,
            transcript: Vec::new(),
            reached: Vec::new(),
            failures: Vec::new(),
            replies: Vec::new(),
            greeting: None,
            ehlo_in_the_clear: None,
            ehlo_inside_tls: None,
            offered_by_hand: None,
            broken_off: None,
            helo: false,
            bare_lf: false,
            second_greeting: None,
            closed_on_quit: false,
            sends_message: false,
            unsolicited: Vec::new(),
            seen: None,
            answered: None,
            handshake: None,
            authentication: None,
            transacted: None,
            tickets: None,
            traffic: None,
            ending: None,
            took: Duration::ZERO,
        }
    }

    /// Takes in one event.
    pub fn absorb(&mut self, timed: &Timed) {
        self.took = timed.at;
        match &timed.event {
            Event::Trying | Event::Waiting => {}
            Event::Asking(question) => self.question = Some(*question),
            Event::Through(proxy) => self.proxy = Some(proxy.clone()),
            Event::Connected(local) => self.local = Some(*local),
            Event::Introduced(header) => {
                self.proxy_header = Some(*header);
                let octets = header.octets();
                let line = match header.version {
                    ProxyVersion::V1 => octets.trim_ascii_end(),
                    ProxyVersion::V2 => &octets,
                };
                self.transcribe(timed.at, Side::Client, false, line);
            }
            Event::Smtp(event) => self.absorb_smtp(timed.at, event),
            Event::Seen(seen) => self.seen = Some((**seen).clone()),
            Event::Answered(answered) => self.answered = Some((**answered).clone()),
            Event::Secured(handshake) => self.handshake = Some(handshake.clone()),
            Event::Authenticating(told) => self.authentication = Some((**told).clone()),
            Event::Tickets(tickets) => self.tickets = Some(tickets.clone()),
            Event::Traffic(traffic) => self.traffic = Some(*traffic),
            Event::Failed(failure) => self.failures.push(failure.clone()),
            Event::BrokenOff(cause) => self.broken_off = Some(cause.clone()),
            Event::Closed => self.ending = Some(Ending::Closed),
            Event::Dropped => self.ending = Some(Ending::Dropped),
        }
    }

    fn absorb_smtp(&mut self, at: Duration, event: &smtp::Event) {
        match event {
            smtp::Event::Said { line, tls } => self.transcribe(at, Side::Client, *tls, line),
            smtp::Event::Heard { line, tls, .. } => self.transcribe(at, Side::Server, *tls, line),
            smtp::Event::Replied { to, reply, tls } => {
                self.replies.push(Answer {
                    to: *to,
                    tls: *tls,
                    reply: reply.clone(),
                });
                self.bare_lf |= reply.lines().iter().any(ReplyLine::bare_lf);
                match (to, tls) {
                    (Command::Greeting, _) => self.greeting = Some(reply.clone()),
                    (Command::Ehlo | Command::Helo, false) => {
                        self.helo = *to == Command::Helo;
                        self.ehlo_in_the_clear = Some(reply.clone());
                    }
                    (Command::Ehlo | Command::Helo, true) => {
                        self.ehlo_inside_tls = Some(reply.clone())
                    }
                    // RFC 5321 §4.1.1.4: a message follows.
                    (Command::Data, _) => self.sends_message = reply.code() == 354,
                    (
                        Command::StartTls
                        | Command::Mail
                        | Command::Rcpt
                        | Command::Chunk
                        | Command::Message
                        | Command::Reset
                        | Command::Noop
                        | Command::Xclient
                        | Command::Auth
                        | Command::Typed
                        | Command::TypedHello
                        | Command::Quit,
                        _,
                    ) => {}
                }
            }
            smtp::Event::GreetedAgain(reply) => self.second_greeting = Some(reply.clone()),
            smtp::Event::Unsolicited(octets) => self.unsolicited.push(octets.clone()),
            smtp::Event::ClosedOnQuit => self.closed_on_quit = true,
            smtp::Event::SpeakingFor(plan) => {
                self.spoke_for = Some(SpokeFor {
                    plan: (**plan).clone(),
                    outcome: None,
                });
            }
            smtp::Event::SpokeFor(outcome) => {
                if let Some(spoke_for) = &mut self.spoke_for {
                    spoke_for.outcome = Some((**outcome).clone());
                }
            }
            smtp::Event::Offered(extensions) => self.offered_by_hand = Some(extensions.clone()),
            smtp::Event::SentMessage { .. } => {}
            smtp::Event::BrokenOff(fault) => self.broken_off = Some(Cause::Smtp(fault.clone())),
            smtp::Event::Attempted(attempt) => {
                let authentication = self.authentication.get_or_insert_default();
                authentication.attempts.push((**attempt).clone());
            }
            smtp::Event::Transacted(transacted) => self.transacted = Some((**transacted).clone()),
            smtp::Event::Unshown { .. } => {}
            smtp::Event::Reached(stage) => self.reached.push((*stage, at)),
            smtp::Event::Failed { stage, fault } => self.failures.push(Failure {
                stage: *stage,
                cause: Cause::Smtp(fault.clone()),
            }),
        }
    }

    fn transcribe(&mut self, at: Duration, side: Side, tls: bool, line: &[u8]) {
        self.transcript.push(Entry {
            at,
            side,
            tls,
            line: line.to_vec(),
            is_text: side == Side::Client && self.sends_message,
        });
        match side {
            Side::Server => self.sends_message = false,
            // RFC 3030 §2: what follows is octets.
            Side::Client => self.sends_message |= line.starts_with(b"BDAT "),
        }
    }

    /// The commands that were said, and the responses within AUTH.
    fn said(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        let lines = self.transcript.iter();
        lines.filter(|entry| entry.side == Side::Client && !entry.is_text)
    }

    /// Whether the server has said anything inside TLS; until then a TLS 1.3 server may still refuse the session (RFC 9846 §6.2).
    pub fn heard_inside_tls(&self) -> bool {
        let mut lines = self.transcript.iter();
        lines.any(|entry| entry.tls && entry.side == Side::Server)
    }

    /// Whether the server refused MAIL in the clear, where that was tried.
    pub fn refused_mail_in_the_clear(&self) -> bool {
        let told = self.transacted.as_ref();
        let own = told.and_then(|told| told.mail.reply.as_ref());
        // What was refused in a transaction may be its sender or a parameter; 530 alone is about the session.
        let is_own = |reply: &Reply| own == Some(reply) && reply.code() != 530;
        let mut replies = self.replies.iter();
        replies.any(|answer| {
            let refused = answer.reply.class() == 5 && !is_own(&answer.reply);
            answer.to == Command::Mail && !answer.tls && refused
        })
    }

    /// Whether HELO was said at all, whatever came of it.
    pub fn said_helo(&self) -> bool {
        self.said().any(|entry| entry.line.starts_with(b"HELO "))
    }

    /// Whether EHLO, LHLO or HELO was said with an address literal (RFC 5321 §4.1.3) instead of a name.
    pub fn said_address_literal(&self) -> bool {
        self.said()
            .any(|entry| entry.line.get(2..6) == Some(b"LO ["))
    }

    /// Whether something was said in the clear behind STARTTLS, which only the test for injected commands does.
    pub fn spoke_behind_starttls(&self) -> bool {
        let mut said = self
            .said()
            .filter(|entry| !entry.tls)
            .map(|entry| entry.line.as_slice());
        said.any(|line| line == b"STARTTLS") && said.next() == Some(b"NOOP")
    }

    /// The command that was said last; nothing where none was.
    pub fn last_said(&self) -> Option<&[u8]> {
        let last = self.said().next_back()?;
        Some(&last.line)
    }

    /// Whether MAIL, or the RSET that undoes it, was the last that was said for the sake of its reply.
    pub fn tried_mail_last(&self) -> bool {
        let is_trial = matches!(self.last_said(), Some(b"MAIL FROM:<>" | b"RSET"));
        is_trial && self.transacted.is_none()
    }

    /// The reply to a command, in the clear or inside TLS; the first of several.
    pub fn reply(&self, to: Command, tls: bool) -> Option<&Reply> {
        let mut answers = self.replies.iter();
        let answer = answers.find(|answer| answer.to == to && answer.tls == tls)?;
        Some(&answer.reply)
    }

    /// Whether a stage was reached.
    pub fn has_reached(&self, stage: Stage) -> bool {
        self.reached.iter().any(|(reached, _)| *reached == stage)
    }

    /// Why a stage was not reached, if it was tried.
    pub fn failure(&self, stage: Stage) -> Option<&Cause> {
        self.failures
            .iter()
            .find(|failure| failure.stage == stage)
            .map(|failure| &failure.cause)
    }

    /// The extensions offered in the clear; nothing after HELO, whose reply lists none (RFC 5321 §3.2).
    pub fn extensions_in_the_clear(&self) -> Option<Extensions> {
        let reply = self
            .ehlo_in_the_clear
            .as_ref()
            .filter(|reply| reply.class() == 2 && !self.helo)?;
        Some(Extensions::from_reply(reply))
    }

    /// The extensions offered where the session has come to.
    pub fn extensions_now(&self) -> Option<Extensions> {
        match (&self.offered_by_hand, &self.handshake) {
            (Some(by_hand), _) => by_hand.clone(),
            (None, Some(_)) => self.extensions_inside_tls(),
            (None, None) => self.extensions_in_the_clear(),
        }
    }

    /// The extensions offered inside TLS, the only ones that count there (RFC 3207 §4.2).
    pub fn extensions_inside_tls(&self) -> Option<Extensions> {
        let reply = self
            .ehlo_inside_tls
            .as_ref()
            .filter(|reply| reply.class() == 2)?;
        Some(Extensions::from_reply(reply))
    }
}
