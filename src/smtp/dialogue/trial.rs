//! MAIL sent for the sake of its reply: no recipient and no message follows, and RSET undoes it (RFC 5321 §4.1.1.5).

use super::{Dialogue, Phase};
use crate::smtp::{Command, Fault, Reply, Stage};

/// What the session goes on with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// EHLO inside TLS.
    Hello,
    /// STARTTLS.
    StartTls,
    /// The driver decides.
    Ready,
    /// QUIT.
    Quit,
}

impl Dialogue {
    /// Goes on with `next`, but with MAIL before it where the plan wants that tried here.
    pub(super) fn then(&mut self, next: Next) {
        let trials = self.plan.trials;
        let tried = match (next, self.tls) {
            (Next::Hello, _) => trials.mail_before_ehlo,
            (_, true) => trials.mail_inside_tls,
            (_, false) => trials.mail_in_the_clear,
        };
        self.next = if self.quit_due { Next::Quit } else { next };
        if tried {
            // The null reverse-path is nobody's address, and has its use in mail (RFC 5321 §4.5.5).
            self.say("MAIL FROM:<>", Command::Mail);
        } else {
            self.go_on();
        }
    }

    pub(super) fn mail(&mut self, reply: Reply) {
        match reply.class() {
            _ if reply.code() == 421 => self.sent_away(reply),
            4 | 5 => self.go_on(),
            _ => self.say("RSET", Command::Reset),
        }
    }

    pub(super) fn reset(&mut self, reply: Reply) {
        if reply.code() == 421 {
            return self.sent_away(reply);
        }
        self.go_on();
    }

    /// The stage that would have followed the trial, if any.
    pub(super) fn after_the_trial(&self) -> Option<Stage> {
        match self.next {
            Next::Hello => Some(self.hello_stage()),
            Next::StartTls => Some(Stage::StartTls),
            Next::Ready if self.is_to_authenticate() => Some(Stage::Auth),
            Next::Ready if self.is_to_transact() => Some(Stage::Mail),
            Next::Ready | Next::Quit => None,
        }
    }

    /// 421: the server closes the connection (RFC 5321 §3.8).
    pub(super) fn sent_away(&mut self, reply: Reply) {
        if let Some(stage) = self.after_the_trial() {
            self.failed(stage, Fault::Rejected(reply));
        }
        self.phase = Phase::Over;
    }

    fn go_on(&mut self) {
        match self.next {
            Next::Hello => self.say_hello(Command::Ehlo),
            Next::StartTls => self.noop_or_starttls(),
            Next::Ready if self.tls && self.plan.trials.starttls_inside_tls => {
                self.say("STARTTLS", Command::StartTls);
            }
            Next::Ready => self.ready(),
            Next::Quit => self.quit(),
        }
    }
}
