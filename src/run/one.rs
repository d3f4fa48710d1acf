//! One target, from its name to what it comes to, told to whoever wants to hear of it.

use super::endpoint::Endpoint;
use super::pipeline::Run;
use super::policies::{self, Domain, LookUp};
use super::shown::Shown;
use crate::dns::Resolver;
use crate::exit::ExitCode;
use crate::judge::{Conclusion, Verdict};
use crate::probe::{Observation, Timed};
use crate::report::Report;
use crate::route::Route;
use crate::smtp::Transacted;
use std::sync::Arc;

/// Who is told what happens, while it happens.
pub(super) trait Audience {
    /// Where the mail goes, before the first connection.
    fn route(&mut self, _run: &Run<'_>, _route: &Route) {}
    /// One event of a session, and what is known of it by then.
    fn event(&mut self, _run: &Run<'_>, _seen: &Observation, _timed: &Timed, _shown: &Shown) {}
    /// An endpoint that is done with, whose events were told; `--all` tells them only now.
    fn endpoint(&mut self, _run: &Run<'_>, _endpoint: &Endpoint) {}
}

/// Nobody: only the outcome counts.
pub(super) struct Nobody;

impl Audience for Nobody {}

/// All that was found out about one target.
pub(super) struct Outcome {
    pub(super) route: Route,
    /// The verdicts on the route.
    pub(super) verdicts: Vec<Verdict>,
    pub(super) domain: Domain,
    pub(super) endpoints: Vec<Endpoint>,
    pub(super) conclusion: Conclusion,
}

impl Outcome {
    /// The report on it.
    pub(super) fn report(&self, run: &Run<'_>) -> Report {
        run.report(
            &self.route,
            &self.verdicts,
            &self.domain,
            &self.endpoints,
            &self.conclusion,
        )
    }
}

/// Probes one target.
pub(super) async fn one(
    run: &Run<'_>,
    resolver: &Arc<Resolver>,
    audience: &mut impl Audience,
) -> Outcome {
    let found = policies::begin(run, resolver);
    let route = run.route(resolver.clone()).await;
    let look_up = LookUp::new(run, &route, found);
    audience.route(run, &route);
    let verdicts = run.judge_route(&route);
    let peers = route.peers(run.target.port, &run.probe.route.connect_to);
    let mut endpoints = Vec::new();
    if run.probe.all {
        endpoints = run.all(&peers, &look_up).await;
        for endpoint in &endpoints {
            audience.endpoint(run, endpoint);
        }
    } else {
        for peer in &peers {
            let watch = |seen: &Observation, timed: &Timed, shown: &Shown| {
                audience.event(run, seen, timed, shown)
            };
            let endpoint = run.endpoint(peer, &look_up, watch).await;
            // A message of which anything was sent is handed in nowhere else: it might arrive twice.
            let seen = &endpoint.session.observation;
            let told = seen.transacted.as_ref();
            let was_begun = told.is_some_and(Transacted::was_begun);
            let next = endpoint.judgement.session_failed() && !was_begun;
            audience.endpoint(run, &endpoint);
            endpoints.push(endpoint);
            if !next || run.is_over() {
                break;
            }
        }
    }
    let domain = look_up.domain(&endpoints).await;
    let mut conclusion = run.conclude(&route, &verdicts, &domain, &endpoints);
    if let Some(signal) = run.settings.interrupt.signal()
        && conclusion.exit != signal.into()
    {
        conclusion.exit = ExitCode::worst([conclusion.exit, signal.into()]);
        let end = format!("; {} before everything was tried", signal.words());
        conclusion.sentence.push_str(&end);
    }
    Outcome {
        domain,
        verdicts,
        endpoints,
        conclusion,
        route,
    }
}
