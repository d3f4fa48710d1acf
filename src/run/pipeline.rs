//! The pipeline for one target: route, probe, judge, conclude.
//!
//! ```text
//! Target ─route→ Route ─probe→ Observation ─judge→ Verdicts ─conclude→ Report
//! ```

use super::connections::{Connections, Wishes, connect, is_over};
use super::endpoint::{Endpoint, Events, Held};
use super::gate;
use super::policies::{Domain, LookUp};
use super::roots::Roots;
use super::shown::Shown;
use super::teller::Teller;
use crate::cli::Probe;
use crate::dns::{DomainName, NoAnswer, Resolver};
use crate::interrupt::Interrupt;
use crate::judge::{
    Conclusion, Demands, Evidence, Found, Judged, Level, Promises, Transaction, Verdict, conclude,
    dnssec, judge, mx,
};
use crate::mta_sts;
use crate::policies::PolicySettings;
use crate::probe::{
    Authenticate, ClientName, Holder, Observation, Peer, Permit, Settings, Then, Timed, Transact,
    hand,
};
use crate::report::{EndpointReport, Report, ReportInput, View};
use crate::route::{self, Route};
use crate::smtp::sasl::{Credentials, Mechanism, Veil, Wish};
use crate::smtp::{Security, Trials};
use crate::target::{Destination, Target};
use crate::tls::Offer;
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
        let transaction = probe.mail.as_ref();
        let transaction = transaction.and_then(|mail| mail.transaction(target));
        Self {
            probe,
            target,
            roots,
            settings: Settings {
                protocol: target.protocol,
                security,
                stop: probe.stop,
                trials,
                authenticate: None,
                hand: None,
                transact: None,
                client_name: probe.client_name.clone(),
                offer: probe.offer.clone(),
                ways: probe.ways.clone(),
                timeouts: probe.timeouts,
                deadline,
                interrupt: Interrupt::default(),
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
                authenticate: probe.auth.is_some(),
                transaction: transaction.map(|it| Transaction {
                    recipients: it.recipients.len(),
                    message: !matches!(it.then, Then::Nothing),
                    pipelined: it.pipeline,
                }),
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
        let auth = self.probe.auth.as_ref().unwrap_or(&self.probe.later_auth);
        let (hand, holder) = hand(self.veil.clone(), auth.show_secrets);
        self.settings.hand = Some(hand);
        (self, holder)
    }

    /// What hides the secrets of the target.
    pub(super) fn veil(&self) -> Veil {
        self.veil.clone()
    }

    /// Finds where the target's mail goes, within the deadline.
    pub(super) async fn route(&self, resolver: Arc<Resolver>) -> Route {
        let find = route::find(self.target, resolver.clone(), &self.probe.route);
        let find = tokio::time::timeout_at(self.settings.deadline.into(), find);
        let found = tokio::select! {
            biased;
            signal = self.settings.interrupt.came() => Err(NoAnswer::Interrupted(signal)),
            found = find => found.map_err(|_| NoAnswer::Deadline),
        };
        found.unwrap_or_else(|why| Route::unresolved(why, resolver.asked()))
    }

    /// Whether nothing more is to be begun: the deadline has passed, or a signal has come.
    pub(super) fn is_over(&self) -> bool {
        is_over(&self.settings)
    }

    /// How to look up what the domain publishes.
    pub(super) fn policy_settings(&self) -> PolicySettings {
        PolicySettings {
            domain: self.policy_domain(),
            fetch: mta_sts::Settings {
                family: self.probe.route.family,
                connect_to: self.probe.route.connect_to.clone(),
                proxy: self.settings.ways.proxy.clone(),
                offer: Offer::default(),
                connect: self.settings.timeouts.connect,
                read: self.settings.timeouts.reply,
                deadline: self.settings.deadline,
                interrupt: self.settings.interrupt.clone(),
            },
            given: self.probe.policy.clone(),
        }
    }

    /// The policy domain, if there is one.
    pub(super) fn policy_domain(&self) -> Option<DomainName> {
        self.probe.policy_domain(self.target)
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

    /// How to speak to a peer; where the client is to authenticate, with a gate that knows how the peer was found.
    async fn settings_for(&self, peer: &Peer, look_up: &LookUp<'_>) -> Settings {
        let authenticate = self.probe.auth.as_ref().map(|auth| {
            let credentials = auth.credentials(self.target);
            if !auth.show_secrets {
                self.veil.cover_credentials(&credentials);
            }
            Authenticate {
                credentials,
                wish: auth.wish.clone(),
                initial_response: auth.initial_response,
                show_secrets: auth.show_secrets,
                by_hand: false,
                veil: self.veil.clone(),
                gate: gate::for_password(self, peer, look_up.route(), auth.lenience),
            }
        });
        Settings {
            authenticate,
            transact: self.transact(peer, look_up).await,
            ..self.settings.clone()
        }
    }

    /// The transaction at this target, if any.
    async fn transact(&self, peer: &Peer, look_up: &LookUp<'_>) -> Option<Transact> {
        let mail = self.probe.mail.as_ref()?;
        let mut transaction = mail.transaction(self.target)?.clone();
        if mail.require_tls {
            let promises = look_up.promised(peer).await;
            let gate = gate::for_required_tls(self, peer, &promises);
            transaction.parameters.require_tls = Some(gate);
        }
        Some(transaction)
    }

    fn wishes(&self, peer: &Peer) -> Wishes {
        Wishes {
            resume: self.probe.resume,
            other_key: self.settings.hand.is_none()
                && (peer.base_domain.is_some() || !self.probe.tlsa.is_empty()),
            explain: self.probe.explain,
        }
    }

    /// Probes all endpoints side by side, one connection to an address at a time.
    pub(super) async fn all(&self, peers: &[Peer], look_up: &LookUp<'_>) -> Vec<Endpoint> {
        let room = Arc::new(Semaphore::new(SIDE_BY_SIDE));
        let mut turns: HashMap<SocketAddr, Arc<Mutex<()>>> = HashMap::new();
        let mut sessions = JoinSet::new();
        for (index, peer) in peers.iter().enumerate() {
            let turn = turns.entry(peer.socket).or_default().clone();
            let settings = self.settings_for(peer, look_up).await;
            let (room, peer) = (room.clone(), peer.clone());
            let wishes = self.wishes(&peer);
            sessions.spawn(async move {
                let _turn = turn.lock().await;
                let _place = room.acquire().await;
                let mut events = Events::default();
                let record = |_: &Observation, timed: &Timed| events.record(timed);
                let connections = connect(&peer, &settings, wishes, record).await;
                (index, connections, events)
            });
        }
        let mut endpoints = Vec::new();
        while let Some(joined) = sessions.join_next().await {
            let Ok((index, connections, events)) = joined else {
                continue;
            };
            let peer = connections.session.peer.clone();
            let promises = look_up.promised(&peer).await;
            let endpoint = self.judged(connections, events, Shown::default(), &promises);
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
        Connections {
            session,
            resumption,
            other_key,
            questions,
        }: Connections,
        mut events: Events,
        shown: Shown,
        promises: &Promises<'_>,
    ) -> Endpoint {
        let shown = shown.or_of(self, promises, &session);
        let other = other_key
            .as_ref()
            .map(|seen| (seen, Shown::of(self, promises, seen)));
        let asked = questions
            .iter()
            .map(|question| Shown::of_question(self, promises, &session, question));
        let asked: Vec<Shown> = asked.collect();
        // What the session did not come to show, the first answer that has it shows in its place.
        let mut instead = asked.iter().filter(|shown| shown.judged.is_some());
        let instead = instead.next().filter(|_| shown.judged.is_none());
        let judgement = judge(
            &Evidence {
                session: (&session, &shown.chain),
                certificate: instead.unwrap_or(&shown).judged.clone(),
                questions: &questions,
                unproved: instead.map_or(&[], |shown| shown.chain.as_slice()),
                resumption: resumption.as_ref(),
                other_key: other
                    .as_ref()
                    .map(|(seen, shown)| (*seen, shown.chain.as_slice())),
            },
            promises,
            &self.demands,
        );
        let other = other.map(|(_, shown)| shown);
        let mut held = |observation: Observation, shown: Shown| Held {
            events: events.take_next(),
            observation,
            shown,
        };
        let session = held(session, shown.clone());
        let mut later = Vec::new();
        if let Some(observation) = resumption {
            let shown = Shown::of_or(self, promises, &observation, shown.clone());
            later.push(held(observation, shown));
        }
        if let Some((observation, shown)) = other_key.zip(other) {
            later.push(held(observation, shown));
        }
        let questions = questions.into_iter().zip(asked);
        later.extend(questions.map(|(observation, shown)| held(observation, shown)));
        Endpoint {
            session,
            later,
            judgement,
        }
    }

    /// What it comes to.
    pub(super) fn conclude(
        &self,
        route: &Route,
        verdicts: &[Verdict],
        domain: &Domain,
        endpoints: &[Endpoint],
    ) -> Conclusion {
        let judged: Vec<Judged<'_>> = endpoints
            .iter()
            .map(|endpoint| Judged {
                observation: &endpoint.session.observation,
                judgement: &endpoint.judgement,
            })
            .collect();
        conclude(
            Found {
                route,
                on_route: verdicts,
                on_domain: &domain.verdicts,
            },
            &judged,
            &self.demands,
            self.probe.all,
        )
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

    /// The same on a session that is under way, as far as it has come.
    pub(super) fn report_so_far(
        &self,
        seen: Observation,
        promises: &Promises<'_>,
        show_certs: bool,
    ) -> EndpointReport {
        let connections = Connections {
            session: seen,
            resumption: None,
            other_key: None,
            questions: Vec::new(),
        };
        let endpoint = self.judged(connections, Events::default(), Shown::default(), promises);
        EndpointReport::new(
            &endpoint.session.observation.peer,
            &endpoint.seen(),
            &endpoint.judgement,
            View {
                show_certs,
                ..self.view()
            },
        )
    }

    /// How to authenticate at a peer where that is asked for by hand: with what the options say, and these credentials.
    pub(super) fn authenticate_by_hand(
        &self,
        peer: &Peer,
        route: &Route,
        credentials: Credentials,
        mechanism: Option<Mechanism>,
    ) -> Authenticate {
        let auth = self.probe.auth.as_ref().unwrap_or(&self.probe.later_auth);
        if !auth.show_secrets {
            self.veil.cover_credentials(&credentials);
        }
        Authenticate {
            credentials,
            wish: match mechanism {
                Some(mechanism) => Wish {
                    mechanisms: vec![mechanism],
                    ..auth.wish.clone()
                },
                None => auth.wish.clone(),
            },
            initial_response: auth.initial_response,
            show_secrets: auth.show_secrets,
            by_hand: true,
            veil: self.veil.clone(),
            gate: gate::for_password(self, peer, route, auth.lenience),
        }
    }

    /// Why no password and no token would be sent to this peer by hand now, if so.
    pub(super) fn withheld(
        &self,
        peer: &Peer,
        route: &Route,
        seen: &Observation,
    ) -> Option<String> {
        let auth = self.probe.auth.as_ref().unwrap_or(&self.probe.later_auth);
        match gate::for_password(self, peer, route, auth.lenience).permit(seen) {
            Permit::Granted => None,
            Permit::Withheld(why) => Some(why),
        }
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
        domain: &Domain,
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
            verdicts: &[verdicts, &domain.verdicts].concat(),
            policies: &domain.policies,
            sts: domain.sts.as_ref(),
            conclusion,
            level: self.probe.level,
            started: self.probe.started,
            view: self.view(),
        })
    }
}
