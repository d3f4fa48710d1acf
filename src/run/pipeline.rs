//! The pipeline for one target: route, probe, judge, conclude.
//!
//! ```text
//! Target ─route→ Route ─probe→ Observation ─judge→ Verdicts ─conclude→ Report
//! ```

use super::endpoint::{Endpoint, Held};
use super::roots::Roots;
use super::shown::Shown;
use crate::cli::Probe;
use crate::dns::{NoAnswer, Resolver};
use crate::judge::{Conclusion, Demands, Judged, Level, Verdict, conclude, judge, mx};
use crate::probe::{Client, ClientName, Observation, Peer, Purpose, Settings, Timed};
use crate::report::{EndpointReport, Report, ReportInput, View};
use crate::route::{self, Route};
use crate::smtp::{Security, Trials};
use crate::target::{Destination, Target};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::{Mutex, Semaphore};
use tokio::task::JoinSet;

/// How many endpoints are probed side by side with `--all`.
const SIDE_BY_SIDE: usize = 16;

/// Everything that is the same for all endpoints of one target.
pub(super) struct Run<'a> {
    pub(super) probe: &'a Probe,
    pub(super) target: &'a Target,
    pub(super) roots: &'a Roots,
    pub(super) settings: Settings,
    pub(super) demands: Demands,
}

impl<'a> Run<'a> {
    pub(super) fn new(
        probe: &'a Probe,
        target: &'a Target,
        roots: &'a Roots,
        deadline: Instant,
    ) -> Self {
        let security = match (target.implicit_tls, probe.level) {
            (true, _) => Security::Implicit,
            (false, Level::May) => Security::StartTlsIfOffered,
            (false, _) => Security::StartTls,
        };
        let target_name = match &target.destination {
            Destination::Domain(name) | Destination::Host(name) => Some(name.clone()),
            Destination::Service(..) | Destination::Address(_) => None,
        };
        let service_domain = match &target.destination {
            Destination::Service(name, service) => Some((name.clone(), *service)),
            _ => None,
        };
        let submission = target.submission;
        let trials = Trials {
            mail_inside_tls: probe.trials.mail_inside_tls && submission,
            mail_in_the_clear: probe.trials.mail_in_the_clear && !target.implicit_tls,
            ..probe.trials
        };
        Self {
            probe,
            target,
            roots,
            settings: Settings {
                protocol: target.protocol,
                security,
                stop: probe.stop,
                trials,
                client_name: probe.client_name.clone(),
                offer: probe.offer.clone(),
                timeouts: probe.timeouts,
                deadline,
            },
            demands: Demands {
                publicly_referenced: target.port == 25
                    && matches!(target.destination, Destination::Domain(_)),
                trials,
                nameless: probe.client_name == ClientName::AddressLiteral,
                server_name_option: probe.server_name_option,
                level: probe.level,
                protocol: target.protocol,
                implicit_tls: target.implicit_tls,
                limited_offer: probe.limited_offer,
                submission,
                stop: probe.stop,
                verify_name: probe.verify_name.clone(),
                target_name,
                service_domain,
                wants_no_roots: probe.wants_no_roots,
                resume: probe.resume,
                large_hello: probe.offer.is_large(),
                revocation_lists: probe.revocation_lists.clone(),
                pins: probe.pins.clone(),
                now: probe.judged,
            },
        }
    }

    /// Finds where the target's mail goes, within the deadline.
    pub(super) async fn route(&self, resolver: Arc<Resolver>) -> Route {
        let find = route::find(self.target, resolver.clone(), &self.probe.route);
        let found = tokio::time::timeout_at(self.settings.deadline.into(), find).await;
        found.unwrap_or_else(|_| Route::unresolved(NoAnswer::Deadline, resolver.asked()))
    }

    /// The verdicts on a route.
    pub(super) fn judge_route(&self, route: &Route) -> Vec<Verdict> {
        mx(route, &self.target.destination.to_string())
    }

    /// Probes one endpoint and judges it, telling `watch` what happens and what is known of the certificate.
    pub(super) async fn endpoint(
        &self,
        peer: &Peer,
        mut watch: impl FnMut(&Observation, &Timed, &Shown),
    ) -> Endpoint {
        let client = Client::new(peer, &self.settings);
        let mut shown = Shown::default();
        let mut later: Option<Shown> = None;
        let look = |observation: &Observation, timed: &Timed| {
            let known = match observation.purpose {
                Purpose::Session => &mut shown,
                // A resumed session shows no certificates: those of the session count.
                Purpose::Resumption => later.get_or_insert_with(|| shown.clone()),
            };
            known.look(self, observation, timed);
            watch(observation, timed, known);
        };
        let resume = self.probe.resume.then_some(self.settings.deadline);
        let (session, resumption) = connect(&client, resume, look).await;
        let resumption = resumption.map(|observation| (observation, Vec::new()));
        self.judged((session, Vec::new()), shown, resumption)
    }

    /// Probes all endpoints side by side, one connection to an address at a time.
    pub(super) async fn all(&self, peers: &[Peer]) -> Vec<Endpoint> {
        let room = Arc::new(Semaphore::new(SIDE_BY_SIDE));
        let mut turns: HashMap<SocketAddr, Arc<Mutex<()>>> = HashMap::new();
        let mut sessions = JoinSet::new();
        for (index, peer) in peers.iter().enumerate() {
            let turn = turns.entry(peer.socket).or_default().clone();
            let (room, peer, settings) = (room.clone(), peer.clone(), self.settings.clone());
            let resume = self.probe.resume.then_some(self.settings.deadline);
            sessions.spawn(async move {
                let _turn = turn.lock().await;
                let _place = room.acquire().await;
                let client = Client::new(&peer, &settings);
                let (mut events, mut later) = (Vec::new(), Vec::new());
                let record = |observation: &Observation, timed: &Timed| {
                    let events = match observation.purpose {
                        Purpose::Session => &mut events,
                        Purpose::Resumption => &mut later,
                    };
                    events.push(timed.clone());
                };
                let (session, resumption) = connect(&client, resume, record).await;
                let resumption = resumption.map(|observation| (observation, later));
                (index, (session, events), resumption)
            });
        }
        let mut endpoints = Vec::new();
        while let Some(Ok((index, session, resumption))) = sessions.join_next().await {
            let endpoint = self.judged(session, Shown::default(), resumption);
            endpoints.push((index, endpoint));
        }
        endpoints.sort_by_key(|(index, _)| *index);
        endpoints
            .into_iter()
            .map(|(_, endpoint)| endpoint)
            .collect()
    }

    fn judged(
        &self,
        (observation, events): (Observation, Vec<Timed>),
        shown: Shown,
        resumption: Option<(Observation, Vec<Timed>)>,
    ) -> Endpoint {
        let shown = shown.or_of(self, &observation);
        let later = resumption.as_ref().map(|(later, _)| later);
        let judgement = judge(
            &observation,
            &shown.chain,
            shown.judged.clone(),
            later,
            &self.demands,
        );
        let session_shown = shown.clone();
        Endpoint {
            judgement,
            session: Held {
                observation,
                shown,
                events,
            },
            resumption: resumption.map(|(observation, events)| Held {
                shown: Shown::of_or(self, &observation, session_shown),
                observation,
                events,
            }),
        }
    }

    /// What it comes to.
    pub(super) fn conclude(
        &self,
        route: &Route,
        verdicts: &[Verdict],
        endpoints: &[Endpoint],
    ) -> Conclusion {
        let judged: Vec<Judged<'_>> = endpoints
            .iter()
            .map(|endpoint| Judged {
                observation: &endpoint.session.observation,
                judgement: &endpoint.judgement,
            })
            .collect();
        conclude(route, verdicts, &judged, &self.demands, self.probe.all)
    }

    /// The report on one endpoint.
    pub(super) fn endpoint_report(&self, endpoint: &Endpoint) -> EndpointReport {
        EndpointReport::new(
            &endpoint.session.observation.peer,
            &endpoint.seen(),
            &endpoint.judgement,
            self.view(),
        )
    }

    fn view(&self) -> View {
        View {
            now: self.probe.judged,
            show_certs: self.probe.show_certs,
        }
    }

    /// The report on everything.
    pub(super) fn report(
        &self,
        route: &Route,
        verdicts: &[Verdict],
        endpoints: &[Endpoint],
        conclusion: &Conclusion,
    ) -> Report {
        let seen = endpoints.iter().map(|endpoint| {
            let peer = &endpoint.session.observation.peer;
            (peer, endpoint.seen(), &endpoint.judgement)
        });
        Report::from(ReportInput {
            target: self.target,
            route,
            endpoints: seen.collect(),
            verdicts,
            conclusion,
            level: self.probe.level,
            started: self.probe.started,
            view: self.view(),
        })
    }
}

/// Holds a session, and where `resume` gives a deadline, one more connection to resume it, if that can teach anything.
async fn connect(
    client: &Client<'_>,
    resume: Option<Instant>,
    mut watch: impl FnMut(&Observation, &Timed),
) -> (Observation, Option<Observation>) {
    let session = client.connect(Purpose::Session, &mut watch).await;
    let in_time = resume.is_some_and(|deadline| Instant::now() < deadline);
    if !in_time || !session.failures.is_empty() || !client.can_resume() {
        return (session, None);
    }
    let resumption = client.connect(Purpose::Resumption, &mut watch).await;
    (session, Some(resumption))
}
