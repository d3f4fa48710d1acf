//! The pace of an audit as a machine without I/O and without a clock: when the next connection may be begun, whether one that failed
//! is tried again, and when it is enough.
//!
//! A server that sends the client away (421, RFC 5321 §3.8) has had enough of it. Then nothing more is begun for a while, once; what
//! is sent away after that stays away.

use super::known::NotTested;
use crate::interrupt::Signal;
use std::time::{Duration, Instant};

/// What the user allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How long nothing is begun after a connection was begun or has ended.
    pub delay: Duration,
    /// How many connections may be made at most, all told.
    pub connections: Option<usize>,
    /// How long is waited once the server has sent the client away.
    pub pause: Duration,
    /// When everything must be over.
    pub deadline: Instant,
}

/// Whether a connection may be begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum May {
    /// At this moment, which may be past.
    At(Instant, Turn),
    /// No more.
    Never(NotTested),
}

/// The leave for one connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// It was given after the pause.
    after_pause: bool,
}

/// What became of a connection, as far as the pace is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// The server let the client say what it had to say, whatever it answered.
    Heard,
    /// The server sent the client away: 421, a greeting of 4xx.
    SentAway,
    /// So it does where it had served the client before: 454 to STARTTLS, a refused connection.
    Shut,
    /// The same by a close before the greeting, which may also be an accident where nothing was heard before.
    ShutAtOnce,
    /// The connection came to nothing: no answer, or closed in the middle.
    Lost,
    /// The deadline ended it.
    TooLate,
    /// A signal ended it.
    Interrupted(Signal),
}

/// What is to be done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    /// It counts.
    Counts,
    /// It is tried again.
    Again,
    /// It counts as not tested.
    Stop(NotTested),
}

/// The pace of the connections to one address.
#[derive(Debug)]
pub struct Pace {
    limits: Limits,
    begun: usize,
    /// Before this moment nothing is begun.
    not_before: Option<Instant>,
    /// The pause was made, or is being made.
    paused: bool,
    /// A connection that was begun after the pause has ended.
    resumed: bool,
    /// A connection was heard.
    heard: bool,
    stopped: Option<NotTested>,
}

impl Pace {
    /// A pace that nobody has fallen into yet.
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            begun: 0,
            not_before: None,
            paused: false,
            resumed: false,
            heard: false,
            stopped: None,
        }
    }

    /// Asks for a turn. Whoever gets one begins a connection then, and no earlier.
    pub fn turn(&mut self, now: Instant) -> May {
        if let Some(why) = &self.stopped {
            return May::Never(why.clone());
        }
        let at = self.not_before.unwrap_or(now).max(now);
        if at >= self.limits.deadline {
            // To wait for the end of a pause that comes too late would be of no use to anybody.
            let why = match self.paused && now < self.limits.deadline {
                true => NotTested::RateLimited,
                false => NotTested::Deadline,
            };
            return May::Never(self.stop(why));
        }
        if self
            .limits
            .connections
            .is_some_and(|most| self.begun >= most)
        {
            return May::Never(self.stop(NotTested::Budget));
        }
        self.begun = self.begun.saturating_add(1);
        self.keep_off(at, self.limits.delay);
        May::At(
            at,
            Turn {
                after_pause: self.paused,
            },
        )
    }

    /// Whether a turn that was given still counts: not where the client was sent away since, on another connection.
    pub fn is_current(&self, turn: Turn) -> bool {
        self.stopped.is_none() && turn.after_pause == self.paused
    }

    /// Gives back a turn that was not used.
    pub fn give_back(&mut self) {
        self.begun = self.begun.saturating_sub(1);
    }

    /// A connection has ended; `tries` says which try of the same question it was, from 1.
    pub fn ended(&mut self, turn: Turn, course: Course, tries: usize, now: Instant) -> Then {
        self.keep_off(now, self.limits.delay);
        self.resumed |= turn.after_pause;
        match course {
            Course::Heard => {
                self.heard = true;
                Then::Counts
            }
            Course::TooLate => Then::Stop(self.stop(NotTested::Deadline)),
            Course::Interrupted(signal) => Then::Stop(self.interrupted(signal)),
            // Before anything was heard it is not the pace that the server dislikes.
            Course::Shut if !self.heard => Then::Counts,
            Course::SentAway | Course::Shut => self.sent_away(turn, now),
            Course::ShutAtOnce if self.heard => self.sent_away(turn, now),
            Course::Lost | Course::ShutAtOnce if tries < 2 => Then::Again,
            // Nothing comes through any more: a filter may have shut the client out.
            Course::Lost if self.heard => self.sent_away(turn, now),
            Course::Lost | Course::ShutAtOnce => Then::Counts,
        }
    }

    /// The server lets the client in, and ends every connection where it served it before. Until a connection was held after the pause
    /// that may be what the pause is for.
    pub fn shut_out(&mut self, now: Instant) -> Then {
        let after_pause = self.resumed;
        self.sent_away(Turn { after_pause }, now)
    }

    /// A signal asks for the end: nothing more is begun.
    pub fn interrupted(&mut self, signal: Signal) -> NotTested {
        self.stop(NotTested::Interrupted(signal))
    }

    /// How many connections were begun.
    pub fn begun(&self) -> usize {
        self.begun
    }

    /// How long was paused, or is being paused; nothing where the server never sent the client away.
    pub fn paused(&self) -> Option<Duration> {
        self.paused.then_some(self.limits.pause)
    }

    /// Why nothing more is begun, where that is so.
    pub fn stopped(&self) -> Option<&NotTested> {
        self.stopped.as_ref()
    }

    fn sent_away(&mut self, turn: Turn, now: Instant) -> Then {
        if self.stopped.is_some() || self.paused && turn.after_pause {
            return Then::Stop(self.stop(NotTested::RateLimited));
        }
        // Of several connections side by side the first begins the pause for all.
        if !self.paused {
            self.paused = true;
            self.keep_off(now, self.limits.pause);
        }
        Then::Again
    }

    fn keep_off(&mut self, from: Instant, so_long: Duration) {
        let until = from.checked_add(so_long);
        self.not_before = self.not_before.max(until);
    }

    fn stop(&mut self, why: NotTested) -> NotTested {
        self.stopped.get_or_insert(why).clone()
    }
}

#[cfg(test)]
mod tests;
