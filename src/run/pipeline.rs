//! The pipeline for one target: route, probe, judge, conclude.
//!
//! ```text
//! Target ─route→ Route ─probe→ Observation ─judge→ Verdicts ─conclude→ Report
//! ```

mod access;
mod asked;
mod judged;
mod reports;
mod side_by_side;

use super::connections::{Wishes, connect};
use super::endpoint::{Endpoint, Events};
use super::policies::LookUp;
use super::roots::Roots;
use super::shown::Shown;
use super::teller::Teller;
use super::until::Until;
use crate::cli::Probe;
use crate::dns::Resolver;
use crate::interrupt::Interrupt;
use crate::judge::{Demands, Verdict, dnssec, mx};
use crate::probe::{Holder, Observation, Peer, Settings, Timed, hand};
use crate::route::Route;
use crate::smtp::sasl::Veil;
use crate::target::Target;
use std::sync::Arc;
use std::time::Instant;

/// Everything that is the same for all endpoints of one target.
pub(super) struct Run<'a> {
    pub(super) probe: &'a Probe,
    pub(super) target: &'a Target,
    pub(super) roots: &'a Roots,
    pub(super) settings: Settings,
    pub(super) demands: Demands,
    /// What hides the secrets of the target, from one connection to the next.
    veil: Veil,
}

impl<'a> Run<'a> {
    pub(super) fn new(
        probe: &'a Probe,
        target: &'a Target,
        roots: &'a Roots,
        deadline: Instant,
    ) -> Self {
        Self {
            probe,
            target,
            roots,
            settings: asked::settings(probe, target, deadline),
            demands: asked::demands(probe, target),
            veil: Veil::default(),
        }
    }

    /// The same, which is brought to its end once a signal has come.
    pub(super) fn heeding(mut self, interrupt: &Interrupt) -> Self {
        self.settings.interrupt = interrupt.clone();
        self
    }

    /// The same, held by somebody after the last EHLO; his end of it.
    pub(super) fn held(mut self) -> (Self, Holder) {
        let (hand, holder) = hand(self.veil.clone(), self.auth().show_secrets);
        self.settings.hand = Some(hand);
        (self, holder)
    }

    /// What hides the secrets of the target.
    pub(super) fn veil(&self) -> Veil {
        self.veil.clone()
    }

    /// Finds where the target's mail goes, within the deadline.
    pub(super) async fn route(&self, resolver: Arc<Resolver>) -> Route {
        let until = Until::of(&self.settings);
        until.route(self.target, &resolver, &self.probe.route).await
    }

    /// Whether nothing more is to be begun: the deadline has passed, or a signal has come.
    pub(super) fn is_over(&self) -> bool {
        Until::of(&self.settings).is_over()
    }

    /// The verdicts on a route.
    pub(super) fn judge_route(&self, route: &Route) -> Vec<Verdict> {
        let mut verdicts = mx(route, &self.target.destination.to_string());
        verdicts.extend(dnssec(route));
        verdicts
    }

    /// Probes one endpoint and judges it, telling `watch` what happens and what is known of the certificate.
    pub(super) async fn endpoint(
        &self,
        peer: &Peer,
        look_up: &LookUp<'_>,
        watch: impl FnMut(&Observation, &Timed, &Shown),
    ) -> Endpoint {
        let mut teller = Teller::new(self, peer, watch);
        let hear = |observation: &Observation, timed: &Timed| {
            teller.hear(observation.purpose, timed, || look_up.known(peer));
        };
        let settings = self.settings_for(peer, look_up).await;
        let connections = connect(peer, &settings, self.wishes(peer), hear).await;
        let promises = look_up.promised(peer).await;
        teller.catch_up(&promises);
        let shown = teller.into_shown();
        self.judged(connections, Events::default(), shown, &promises)
    }

    /// Which connections follow the session.
    fn wishes(&self, peer: &Peer) -> Wishes {
        Wishes {
            resume: self.probe.resume,
            other_key: self.settings.hand.is_none()
                && (peer.base_domain.is_some() || !self.probe.tlsa.is_empty()),
            explain: self.probe.explain,
        }
    }
}
