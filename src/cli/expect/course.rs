//! How far a session may come, by its options.

use crate::cli::probe::Probe;
use crate::probe::Then;
use crate::smtp::{DropPoint, Stage, Stop};
use crate::target::Target;

/// The **course** of a session with a server that lets it come as far as it may.
pub(super) struct Course<'a> {
    probe: &'a Probe,
    target: &'a Target,
}

impl<'a> Course<'a> {
    pub(super) fn of(probe: &'a Probe, target: &'a Target) -> Self {
        Self { probe, target }
    }

    /// Whether the session may come to a stage.
    pub(super) fn comes_to(&self, stage: Stage) -> bool {
        self.has(stage) && !self.is_ended_before(stage)
    }

    /// Whether the session ends on request before a stage.
    pub(super) fn is_ended_before(&self, stage: Stage) -> bool {
        let last = match self.probe.stop {
            // Somebody types the rest, and may come anywhere.
            Stop::WhenReady | Stop::HandOver(_) => return false,
            // QUIT is not said before the greeting was read (RFC 5321 §4.3.1).
            Stop::QuitAfter(last) if self.rank(last) < self.rank(Stage::Greeting) => {
                Stage::Greeting
            }
            Stop::QuitAfter(last) | Stop::DropAfter(DropPoint::Stage(last)) => last,
            Stop::DropAfter(DropPoint::StartTlsReply) => Stage::FirstEhlo,
            Stop::DropAfter(DropPoint::DataReply) => Stage::Rcpt,
        };
        self.rank(stage) > self.rank(last)
    }

    /// Whether there is such a stage in it.
    fn has(&self, stage: Stage) -> bool {
        let mail = self.probe.mail.as_ref();
        let transaction = mail.and_then(|mail| mail.transaction(self.target));
        match stage {
            Stage::Xclient => self.probe.ways.xclient.is_some(),
            Stage::Auth => self.probe.auth.is_some(),
            Stage::Mail => transaction.is_some(),
            Stage::Rcpt => transaction.is_some_and(|it| !it.recipients.is_empty()),
            Stage::Data => transaction.is_some_and(|it| matches!(it.then, Then::HandIn(..))),
            Stage::Connect | Stage::Greeting | Stage::FirstEhlo | Stage::StartTls | Stage::Ehlo => {
                true
            }
        }
    }

    /// In which order the stages come (RFC 3207 §4; RFC 8314 §3 where TLS comes first).
    fn rank(&self, stage: Stage) -> usize {
        let place = Stage::ALL.iter().position(|it| *it == stage);
        match (self.target.implicit_tls, stage) {
            // Between the connection and the greeting.
            (true, Stage::StartTls) => 1,
            (_, Stage::Connect) => 0,
            _ => place.unwrap_or_default().saturating_add(1),
        }
    }
}
