//! What is known of a question: an answer, or why there is none.

use crate::interrupt::Signal;
use std::fmt;

/// An answer, or why there is none. Nothing that was not tested is ever given out as a "no".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known<T> {
    /// The answer.
    Known(T),
    /// There is none.
    NotTested(NotTested),
}

/// Why a question was not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotTested {
    /// The server sent the client away, or shut it out, also after the pause.
    RateLimited,
    /// The deadline of the run passed.
    Deadline,
    /// A signal ended the run.
    Interrupted(Signal),
    /// As many connections were made as were planned at most, or `--max-connections` allows.
    Budget,
    /// `--passive` leaves it out.
    Passive,
    /// `--quick` leaves it out.
    Quick,
    /// The question makes no sense for this server; why.
    NotApplicable(&'static str),
    /// The server's answer allows no conclusion; what it was.
    Unclear(String),
    /// smtls has no means for it; which.
    NoMeans(&'static str),
}

impl fmt::Display for NotTested {
    /// The reason as a sentence fragment. May quote the peer: escape before it reaches a terminal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::RateLimited => "rate limited: the server sent smtls away, or shut it out",
            Self::Deadline => "the deadline has passed",
            Self::Interrupted(signal) => signal.words(),
            Self::Budget => "the most connections that were planned, or that --max-connections allows, were used up",
            Self::Passive => "left out by --passive",
            Self::Quick => "left out by --quick",
            Self::NotApplicable(why) => why,
            Self::Unclear(what) => return write!(f, "the answer allows no conclusion: {what}"),
            Self::NoMeans(what) => what,
        })
    }
}

impl NotTested {
    /// Why nothing can be said of clients that send the server's name.
    pub(crate) const NO_NAME: Self = Self::NotApplicable(
        "the target is an address, so that no name could be sent; audit the host by its name, or give one with --sni",
    );
    /// What is unclear where the server has an order that did not come out whole.
    pub(crate) const ONLY_IN_PARTS: &'static str =
        "the server has an order, which is known in parts";

    /// Whether another run may well answer the question: one that comes later, or that may make more connections. Not so where the
    /// question makes no sense, where smtls cannot answer it, and where the user did not want it to be asked.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::RateLimited
            | Self::Deadline
            | Self::Interrupted(_)
            | Self::Budget
            | Self::Quick
            | Self::Unclear(_) => true,
            Self::Passive | Self::NotApplicable(_) | Self::NoMeans(_) => false,
        }
    }

    /// The word for machines.
    pub fn id(&self) -> &'static str {
        match self {
            Self::RateLimited => "rate-limited",
            Self::Deadline => "deadline",
            Self::Interrupted(_) => "interrupted",
            Self::Budget => "budget",
            Self::Passive => "passive",
            Self::Quick => "quick",
            Self::NotApplicable(_) => "not-applicable",
            Self::Unclear(_) => "unclear",
            Self::NoMeans(_) => "no-means",
        }
    }
}

impl<T> Known<T> {
    /// The answer, where there is one.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(answer) => Some(answer),
            Self::NotTested(_) => None,
        }
    }

    /// Why there is no answer, where there is none.
    pub fn not_tested(&self) -> Option<&NotTested> {
        match self {
            Self::Known(_) => None,
            Self::NotTested(why) => Some(why),
        }
    }
}

impl<T> Default for Known<T> {
    /// Nobody has asked yet.
    fn default() -> Self {
        Self::NotTested(NotTested::NoMeans("not asked in this run"))
    }
}

impl<T> From<Result<T, NotTested>> for Known<T> {
    fn from(answer: Result<T, NotTested>) -> Self {
        match answer {
            Ok(answer) => Self::Known(answer),
            Err(why) => Self::NotTested(why),
        }
    }
}
