//! NOOP around STARTTLS, in turn and out of turn, to see whether what is said in the clear is carried out inside TLS.

use super::trial::Next;
use super::{Dialogue, Phase};
use crate::smtp::plan::Noop;
use crate::smtp::{Command, Reply};

/// How many replies are heard after QUIT at most, where they are counted; one is due.
const FAREWELLS: usize = 8;

impl Dialogue {
    /// STARTTLS, with what the trial puts before or behind it.
    pub(super) fn noop_or_starttls(&mut self) {
        match self.plan.trials.noop {
            Noop::Unsaid => self.say("STARTTLS", Command::StartTls),
            Noop::InTurn => self.say("NOOP", Command::Noop),
            Noop::BehindStartTls => {
                self.say("STARTTLS", Command::StartTls);
                self.say_with(b"NOOP");
            }
        }
    }

    /// Says NOOP inside TLS where the trial wants it, and tells whether it does.
    pub(super) fn noop_inside(&mut self) -> bool {
        if self.plan.trials.noop == Noop::Unsaid {
            return false;
        }
        self.next = Next::Hello;
        self.say("NOOP", Command::Noop);
        true
    }

    pub(super) fn noop(&mut self, reply: Reply) {
        if reply.code() == 421 {
            self.sent_away(reply);
        } else if self.tls || self.next == Next::Quit {
            self.quit();
        } else {
            self.say("STARTTLS", Command::StartTls);
        }
    }

    /// STARTTLS was refused while NOOP is still unanswered: tells whether its reply is waited for, so that it is not taken for the
    /// one to QUIT.
    pub(super) fn awaits_noop(&mut self, refusal: &Reply) -> bool {
        if self.plan.trials.noop != Noop::BehindStartTls || refusal.code() == 421 {
            return false;
        }
        self.next = Next::Quit;
        self.phase = Phase::Awaiting(Command::Noop);
        true
    }

    /// Whether the session is over but for what was said out of turn.
    pub(super) fn is_leaving(&self) -> bool {
        !self.tls && self.next == Next::Quit
    }

    /// Whether every reply counts, whenever it comes: inside TLS there is one for each command, or else somebody else's command
    /// was answered too.
    pub(super) fn counts_replies(&self) -> bool {
        self.tls && self.plan.trials.noop != Noop::Unsaid
    }

    /// A reply came after QUIT. Where replies are counted the server's end of the connection is waited for, which no further one
    /// can follow.
    pub(super) fn farewell(&mut self) {
        self.farewells = self.farewells.saturating_add(1);
        if !self.counts_replies() || self.farewells >= FAREWELLS {
            self.phase = Phase::Over;
        }
    }
}
