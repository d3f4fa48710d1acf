//! What is about to be done to a server, said before it is.

use crate::audit::tls::{self, Scope};
use crate::cli::Audit;
use crate::probe::Peer;

/// The connections that an audit of one server will take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    /// With a common mail server.
    pub(super) about: usize,
    /// With one that accepts everything; never more than the user allows, and no more are made.
    pub(super) at_most: usize,
    /// One of them is the test for injected commands.
    injection: bool,
    side_by_side: usize,
}

impl Plan {
    pub(super) fn new(audit: &Audit, scope: &Scope, implicit_tls: bool) -> Self {
        let injection = !audit.quick && !audit.passive && !implicit_tls;
        // The first session, perhaps again without MAIL, and without STARTTLS on offer; then up to two to resume it, and one for
        // another certificate.
        let (about, at_most) = if audit.quick { (1, 3) } else { (2, 6) };
        // The test for injected commands; what it finds is tried again, with a control run between.
        let (once, again) = if injection { (1, 3) } else { (0, 0) };
        let asked = tls::plan(scope);
        let most = audit.most_connections.unwrap_or(usize::MAX);
        let sum = |these: usize, those: usize, test: usize| {
            let all = these.saturating_add(those).saturating_add(test);
            all.min(most)
        };
        Self {
            about: sum(asked.about, about, once),
            at_most: sum(asked.at_most, at_most, again),
            injection,
            side_by_side: audit.side_by_side,
        }
    }

    /// The plan as a sentence.
    pub(super) fn sentence(&self, peer: &Peer) -> String {
        let Self { about, at_most, .. } = self;
        let how_many = match about == at_most {
            true => format!("at most {at_most} connections to {peer}"),
            false => format!("about {about} connections to {peer}, at most {at_most}"),
        };
        let pace = match self.side_by_side {
            1 => "one at a time".to_owned(),
            several => format!("up to {several} at a time"),
        };
        let test = match self.injection {
            true => {
                "; one of them is the test for injected commands: a harmless NOOP behind STARTTLS, out of turn (--passive leaves it \
                 out)"
            }
            false => "",
        };
        format!("{how_many}, {pace}{test}")
    }
}
