//! What is about to be done to a server, said before it is.

use crate::audit::tls::{self, Scope};
use crate::cli::Audit;
use crate::probe::Peer;

/// So many connections are made beside one for each suite that is accepted.
const BESIDE_SUITES: usize = 30;

/// The connections that an audit of one server will take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    /// With a common mail server.
    pub(super) about: usize,
    /// With one that accepts everything.
    at_most: usize,
    /// More than these the user does not allow.
    allowed: Option<usize>,
    quick: bool,
    /// One of them is the test for injected commands.
    injection: bool,
    side_by_side: usize,
}

impl Plan {
    pub(super) fn new(audit: &Audit, scope: &Scope, injection: bool) -> Self {
        // The first session; one to resume it, which is the control run of the test, one for another certificate, and perhaps one
        // without STARTTLS on offer, and one again without MAIL. What the test finds is tried again, with a control run between.
        let (about, others) = if audit.quick { (2, 0) } else { (2, 9) };
        let asked = tls::plan(scope);
        let sum = |these: usize, those: usize| {
            let all = these.saturating_add(those);
            all.saturating_add(usize::from(injection))
        };
        Self {
            about: sum(asked.about, about),
            at_most: match audit.quick {
                true => Scope::QUICK,
                false => sum(asked.at_most, others),
            },
            allowed: audit.most_connections,
            quick: audit.quick,
            injection,
            side_by_side: audit.side_by_side,
        }
    }

    /// The most connections that will be made.
    pub(super) fn most(&self) -> usize {
        self.allowed.unwrap_or(usize::MAX).min(self.at_most)
    }

    /// How many connections are expected beside one for each suite that a version accepts; nothing where only the most is told.
    pub(super) fn beside_suites(&self) -> Option<usize> {
        (!self.quick && !self.is_short()).then_some(BESIDE_SUITES)
    }

    /// The plan as a sentence.
    pub(super) fn sentence(&self, peer: &Peer) -> String {
        let most = self.most();
        let how_many = match (self.is_short(), self.quick) {
            (true, _) => format!(
                "at most {} to {peer} (--max-connections), which may be too few for all questions",
                connections(most)
            ),
            (_, true) => format!("at most {} to {peer}", connections(most)),
            (_, false) => format!(
                "about {} to {peer} and one for each cipher suite that a version accepts, at most {most}",
                connections(BESIDE_SUITES)
            ),
        };
        let pace = match self.side_by_side {
            1 => "one at a time".to_owned(),
            several => format!("up to {several} at a time"),
        };
        // It comes last, after two ordinary sessions.
        let test = match self.injection && most > 2 {
            true => {
                "; one of them is the test for injected commands: a harmless NOOP behind STARTTLS, out of turn (--passive leaves it \
                 out)"
            }
            false => "",
        };
        format!("{how_many}, {pace}{test}")
    }

    /// Whether the user allows fewer connections than a common server takes.
    fn is_short(&self) -> bool {
        self.most() < self.about
    }
}

fn connections(count: usize) -> String {
    match count {
        1 => "1 connection".to_owned(),
        several => format!("{several} connections"),
    }
}
