//! A session that is held: with whom, and what it goes through.

use super::note::Note;
use crate::probe::{Holder, Moment, Peer};
use crate::report::EndpointReport;
use crate::route::Route;
use crate::run::pipeline::Run;
use crate::run::policies::LookUp;
use tokio::sync::mpsc::UnboundedReceiver;

/// Everything that belongs to the session with one host.
pub(super) struct Table<'a> {
    pub(super) run: &'a Run<'a>,
    pub(super) route: &'a Route,
    pub(super) look_up: &'a LookUp<'a>,
    pub(super) peer: &'a Peer,
    pub(super) holder: &'a mut Holder,
    pub(super) notes: &'a mut UnboundedReceiver<Note>,
}

impl Table<'_> {
    /// The host as the prompt names it.
    pub(super) fn host(&self) -> String {
        match &self.peer.host {
            Some(host) => host.to_string(),
            None => format!("[{}]", self.peer.address),
        }
    }

    /// The report on the session as it was at a moment that was asked for.
    pub(super) async fn report(&self, moment: &Moment, show_certs: bool) -> Option<EndpointReport> {
        let seen = moment.seen.as_deref()?.clone();
        let promises = self.look_up.promised(self.peer).await;
        Some(self.run.report_so_far(seen, &promises, show_certs))
    }
}
