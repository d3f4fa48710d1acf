//! How long a run may go on, and what is found of a route by then.

use crate::dns::{NoAnswer, Resolver};
use crate::interrupt::Interrupt;
use crate::probe::Settings;
use crate::route::{self, Route, RouteSettings};
use crate::target::Target;
use std::sync::Arc;
use std::time::Instant;

/// How long a run may go on: until the deadline, or until a signal comes.
#[derive(Clone, Copy)]
pub(super) struct Until<'a> {
    pub(super) deadline: Instant,
    pub(super) interrupt: &'a Interrupt,
}

impl<'a> Until<'a> {
    /// As the settings of its connections have it.
    pub(super) fn of(settings: &'a Settings) -> Self {
        Self {
            deadline: settings.deadline,
            interrupt: &settings.interrupt,
        }
    }

    /// Whether nothing more is to be begun: the deadline has passed, or a signal has come.
    pub(super) fn is_over(self) -> bool {
        self.interrupt.signal().is_some() || Instant::now() >= self.deadline
    }

    /// Finds where a target's mail goes; a route that is not found by then is unresolved.
    pub(super) async fn route(
        self,
        target: &Target,
        resolver: &Arc<Resolver>,
        settings: &RouteSettings,
    ) -> Route {
        let find = route::find(target, resolver.clone(), settings);
        let find = tokio::time::timeout_at(self.deadline.into(), find);
        let found = tokio::select! {
            biased;
            signal = self.interrupt.came() => Err(NoAnswer::Interrupted(signal)),
            found = find => found.map_err(|_| NoAnswer::Deadline),
        };
        found.unwrap_or_else(|why| Route::unresolved(why, resolver.asked()))
    }
}
