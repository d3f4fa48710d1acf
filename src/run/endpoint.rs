//! One endpoint and the connections to it, once everything was done.

use super::shown::Shown;
use crate::certificate::Certificate;
use crate::judge::Judgement;
use crate::probe::{Observation, Timed};

/// One endpoint after everything was done with it.
pub(super) struct Endpoint {
    pub(super) session: Held,
    /// The connections after it.
    pub(super) later: Vec<Held>,
    pub(super) judgement: Judgement,
}

/// One connection after its end.
pub(super) struct Held {
    pub(super) observation: Observation,
    pub(super) shown: Shown,
    /// What happened, where it was not shown as it happened.
    pub(super) events: Vec<Timed>,
}

impl Endpoint {
    /// Every connection, in order.
    pub(super) fn held(&self) -> impl Iterator<Item = &Held> {
        std::iter::once(&self.session).chain(&self.later)
    }

    /// Every connection, with the certificates that it showed.
    pub(super) fn seen(&self) -> Vec<(&Observation, &[Certificate])> {
        self.held()
            .map(|held| (&held.observation, held.shown.chain.as_slice()))
            .collect()
    }
}
