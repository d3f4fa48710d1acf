//! One endpoint and the connections to it, once everything was done.

use super::shown::Shown;
use crate::certificate::Certificate;
use crate::judge::Judgement;
use crate::probe::{Event, Observation, Timed};
use std::collections::VecDeque;

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

/// What happened on the connections to an endpoint, one after the other, to be told later.
#[derive(Default)]
pub(super) struct Events {
    connections: VecDeque<Vec<Timed>>,
}

impl Events {
    /// Takes one event.
    pub(super) fn record(&mut self, timed: &Timed) {
        let last = self.connections.back().and_then(|events| events.last());
        let after_asking = last.is_some_and(|last| matches!(last.event, Event::Asking(_)));
        if timed.event.begins(after_asking) {
            self.connections.push_back(Vec::new());
        }
        if let Some(events) = self.connections.back_mut() {
            events.push(timed.clone());
        }
    }

    /// What happened on the first connection that was not taken yet.
    pub(super) fn take_next(&mut self) -> Vec<Timed> {
        self.connections.pop_front().unwrap_or_default()
    }
}
