//! What MTA-STS is judged by, and what a failure of it is worth.

use crate::dns::DomainName;
use crate::exit::ExitCode;
use crate::judge::check::Check;
use crate::judge::level::Level;
use crate::judge::verdict::{Status, Verdict};
use crate::tls::Anchors;

/// What everything of MTA-STS is held against.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// How strict the run is.
    pub level: Level,
    /// The trust anchors.
    pub anchors: &'a Anchors,
    /// The MX hosts of the domain by DNS, or the domain itself where it has none; empty where that is not known.
    pub mx: &'a [DomainName],
    /// The moment to judge at, in seconds since 1970.
    pub now: i64,
}

impl Terms<'_> {
    /// The verdict on something by which a policy fails; only whoever demands trust makes it decide the run.
    pub(super) fn fails(&self, reason: impl Into<String>) -> Verdict {
        match self.level {
            Level::Verify | Level::Dane | Level::Secure => {
                Verdict::new(Check::MtaSts, Status::Fail, reason).with_exit(ExitCode::MtaSts)
            }
            Level::May | Level::Encrypt => warn(reason),
        }
    }
}

/// A warning.
pub(super) fn warn(reason: impl Into<String>) -> Verdict {
    Verdict::new(Check::MtaSts, Status::Warn, reason)
}

/// A note.
pub(super) fn note(reason: impl Into<String>) -> Verdict {
    Verdict::new(Check::MtaSts, Status::Note, reason)
}

/// What could not be found out.
pub(super) fn not_tested(reason: impl Into<String>) -> Verdict {
    Verdict::new(Check::MtaSts, Status::NotTested, reason)
}

/// What is as it should be.
pub(super) fn pass(reason: impl Into<String>) -> Verdict {
    Verdict::new(Check::MtaSts, Status::Pass, reason)
}

/// The verdict with a fix, where there is one.
pub(super) fn fixed(verdict: Verdict, fix: Option<String>) -> Verdict {
    match fix {
        Some(fix) => verdict.with_fix(fix),
        None => verdict,
    }
}
