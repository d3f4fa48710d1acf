//! What each reply leads to, in the order of a session (RFC 5321 §3.1, §3.2; RFC 3207 §4).

use super::trial::Next;
use super::{Dialogue, Phase};
use crate::smtp::plan::{Protocol, Security, Stop};
use crate::smtp::{Command, DropPoint, Extensions, Fault, Reply, ReplyLine, Stage};

impl Dialogue {
    /// A whole reply has come.
    pub(super) fn replied(&mut self, to: Command, reply: Reply) {
        match to {
            Command::Greeting => self.greeting(reply),
            Command::Ehlo => self.ehlo(reply),
            Command::Helo => self.helo(reply),
            Command::StartTls => self.starttls(reply),
            Command::Mail if !self.transacts() => self.mail(reply),
            Command::Mail | Command::Rcpt | Command::Data | Command::Chunk | Command::Message => {
                self.transacted(to, reply)
            }
            Command::Reset => self.reset(reply),
            Command::Noop => self.noop(reply),
            Command::Xclient => self.xclient(reply),
            Command::Quit => self.farewell(),
            Command::Typed | Command::TypedHello => self.typed(reply),
            // It is heard with what it has to decode.
            Command::Auth => {}
        }
    }

    fn greeting(&mut self, reply: Reply) {
        if reply.class() != 2 {
            return self.reject(Stage::Greeting, reply);
        }
        self.greeted = true;
        if !self.reached(Stage::Greeting) {
            return;
        }
        match self.introduced && !self.incoming.reader.partial_line().is_empty() {
            // What comes unasked behind the greeting answers the header.
            true => self.phase = Phase::Awaiting(Command::Ehlo),
            false => self.say_hello(Command::Ehlo),
        }
    }

    fn ehlo(&mut self, reply: Reply) {
        // RFC 5321 §3.2: a server that does not know EHLO answers 500 or 502, and the client may go on with HELO.
        // Inside TLS it has just known EHLO, so that the same reply is a fault there.
        if self.answers_header(&reply) {
            self.failed(Stage::FirstEhlo, Fault::Rejected(reply));
            self.phase = Phase::Over;
            return;
        }
        if matches!(reply.code(), 500 | 502) && !self.tls && self.plan.protocol == Protocol::Smtp {
            return self.say_hello(Command::Helo);
        }
        if reply.class() != 2 {
            return self.reject(self.hello_stage(), reply);
        }
        self.offered = Extensions::from_reply(&reply);
        self.hello_accepted();
    }

    /// Whether a reply may be one to the header of the PROXY protocol, which a server that does not know it takes for a command: then
    /// the next would be the one to EHLO, and each of the rest answer the command before it.
    fn answers_header(&self, reply: &Reply) -> bool {
        let is_first = self.introduced && !self.tls && !self.speaking_for_is_over();
        is_first && (!self.said_hello || reply.class() == 5)
    }

    fn helo(&mut self, reply: Reply) {
        if reply.class() != 2 {
            return self.reject(self.hello_stage(), reply);
        }
        // A reply to HELO lists no extensions (RFC 5321 §3.2), whatever its lines say.
        self.offered = Extensions::default();
        self.hello_accepted();
    }

    /// EHLO or HELO was accepted.
    pub(super) fn hello_accepted(&mut self) {
        let stage = self.hello_stage();
        let speaks_for = self.speaks_for_now();
        // Another EHLO follows XCLIENT, and that one counts.
        let is_passed_over = speaks_for && self.says_hello_again(stage);
        if !is_passed_over && !self.note(stage) {
            return;
        }
        if speaks_for && !self.quit_due {
            return self.speak_for(self.tls);
        }
        let starttls = self.offered.offers("STARTTLS");
        if self.has_spoken_last() && !self.tls {
            self.then(Next::Ready);
        } else if self.tls {
            // On an implicit TLS port the first EHLO is the last as well.
            let last = stage == Stage::FirstEhlo && !self.quit_due;
            if !last || self.note(Stage::Ehlo) {
                self.then(Next::Ready);
            }
        } else if starttls || self.plan.trials.starttls_unoffered || self.quit_due {
            self.then(Next::StartTls);
        } else {
            self.failed(Stage::StartTls, Fault::NotOffered);
            let in_the_clear = self.plan.security == Security::StartTlsIfOffered;
            if !in_the_clear {
                self.then(Next::Quit);
            } else if self.is_to_speak_for() {
                self.speak_for(true);
            } else if self.note(Stage::Ehlo) {
                self.then(Next::Ready);
            }
        }
    }

    pub(super) fn starttls(&mut self, reply: Reply) {
        if self.tls {
            // A server that says 220 waits for another handshake, which nobody begins.
            self.phase = match reply.code() {
                220 | 421 => Phase::Over,
                _ => Phase::Ready,
            };
            return;
        }
        // RFC 3207 §4 knows 220, 501 and 454; only 220 opens TLS.
        if reply.code() != 220 {
            return self.starttls_refused(reply);
        }
        if self.plan.stop == Stop::DropAfter(DropPoint::StartTlsReply) {
            self.phase = Phase::Over;
            return;
        }
        let rest = self.incoming.reader.take_rest();
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

    /// The session is still in order, in the clear; whoever demands TLS leaves it.
    fn starttls_refused(&mut self, reply: Reply) {
        if self.awaits_noop(&reply) {
            return self.failed(Stage::StartTls, Fault::Rejected(reply));
        }
        if self.plan.security != Security::StartTlsIfOffered || reply.code() == 421 {
            return self.reject(Stage::StartTls, reply);
        }
        self.failed(Stage::StartTls, Fault::Rejected(reply));
        if self.is_to_speak_for() {
            self.speak_for(true);
        } else if self.reached(Stage::Ehlo) {
            self.ready();
        }
    }
}
