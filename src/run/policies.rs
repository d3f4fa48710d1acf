//! The domain's policies, looked up beside the sessions, and judged once.

use super::endpoint::Endpoint;
use super::pipeline::Run;
use crate::dns::{DomainName, Resolver};
use crate::judge::dane::{DanePolicy, HostPolicy, Records, coverage};
use crate::judge::mta_sts::{self, OnDomain, Terms};
use crate::judge::{Promises, Verdict, tls_rpt};
use crate::policies::{self, Policies};
use crate::probe::Peer;
use crate::route::{Route, Way};
use std::cell::OnceCell;
use std::sync::Arc;
use tokio::sync::SetOnce;

/// A look-up that is under way, for a route that is known.
pub(super) struct LookUp<'a> {
    run: &'a Run<'a>,
    route: &'a Route,
    /// The hosts that a policy should list.
    mx: Vec<DomainName>,
    found: Arc<SetOnce<Policies>>,
    judged: OnceCell<Option<OnDomain>>,
}

/// What a domain publishes, and what is to be said of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Domain {
    /// What was found.
    pub(super) policies: Policies,
    /// What was decided about its MTA-STS.
    pub(super) sts: Option<OnDomain>,
    /// The verdicts.
    pub(super) verdicts: Vec<Verdict>,
}

/// Begins to look up, in a task of its own.
pub(super) fn begin(run: &Run<'_>, resolver: &Arc<Resolver>) -> Arc<SetOnce<Policies>> {
    let found = Arc::new(SetOnce::new());
    let settings = run.policy_settings();
    let (resolver, there) = (resolver.clone(), found.clone());
    tokio::spawn(async move {
        let policies = policies::look_up(&resolver, &settings).await;
        // It is set here alone.
        let _ = there.set(policies);
    });
    found
}

impl<'a> LookUp<'a> {
    /// A look-up that was begun, for the route that was found meanwhile.
    pub(super) fn new(run: &'a Run<'a>, route: &'a Route, found: Arc<SetOnce<Policies>>) -> Self {
        Self {
            run,
            route,
            mx: mx_hosts(route),
            found,
            judged: OnceCell::new(),
        }
    }

    /// The route that it is for.
    pub(super) fn route(&self) -> &Route {
        self.route
    }

    /// What is promised of a peer's host, if everything is known already.
    pub(super) fn known(&self, peer: &Peer) -> Option<Promises<'_>> {
        let policies = self.found.get()?;
        Some(self.promises(peer, policies))
    }

    /// What is promised of a peer's host, as soon as everything is known.
    pub(super) async fn promised(&self, peer: &Peer) -> Promises<'_> {
        let policies = self.found.wait().await;
        self.promises(peer, policies)
    }

    /// What the domain publishes and what is to be said of it, once its endpoints are judged.
    pub(super) async fn domain(&self, endpoints: &[Endpoint]) -> Domain {
        // Where there is nobody to deliver to, nothing is promised either.
        if endpoints.is_empty() {
            return Domain::default();
        }
        let policies = self.found.wait().await.clone();
        let mut sts = self.judge(&policies).cloned();
        for endpoint in endpoints {
            let host = endpoint.session.observation.peer.host.as_ref();
            let matches = endpoint.judgement.certificate_matches;
            if let (Some(sts), Some(host), Some(matches)) = (&mut sts, host, matches)
                && let Some(table) = &mut sts.table
            {
                table.note_certificate(host, matches);
            }
        }
        let by_dane = self
            .route
            .hosts
            .iter()
            .any(|host| host.tlsa.found().is_some());
        let by_policy = sts.as_ref().is_some_and(|sts| sts.state.policy().is_some());
        let mut verdicts: Vec<Verdict> = sts.iter().flat_map(|sts| sts.verdicts.clone()).collect();
        verdicts.extend(self.coverage());
        let reports = policies.tls_rpt.iter();
        verdicts.extend(reports.flat_map(|found| tls_rpt(found, by_dane || by_policy)));
        Domain {
            policies,
            sts,
            verdicts,
        }
    }

    /// Whether DANE protects the domain on all of its hosts, also on those that were not probed.
    fn coverage(&self) -> Option<Verdict> {
        let hosts = self.route.hosts.iter();
        let policies: Vec<DanePolicy> = hosts
            .clone()
            .map(|host| DanePolicy::of(Records::Published(&host.tlsa), &self.route.dnssec))
            .collect();
        let hosts = hosts.zip(&policies).filter_map(|(host, policy)| {
            Some(HostPolicy {
                name: host.name.as_ref()?,
                preference: host.preference,
                policy,
            })
        });
        coverage(&hosts.collect::<Vec<_>>())
    }

    fn promises(&self, peer: &Peer, policies: &Policies) -> Promises<'_> {
        Promises {
            route: self.route,
            host: self.route.host_of(peer),
            sts: self.judge(policies),
            terms: self.terms(),
            tlsa: &self.run.probe.tlsa,
        }
    }

    fn judge(&self, policies: &Policies) -> Option<&OnDomain> {
        let judge = || {
            let found = policies.mta_sts.as_ref()?;
            Some(mta_sts::domain(found, &self.terms()))
        };
        self.judged.get_or_init(judge).as_ref()
    }

    fn terms(&self) -> Terms<'_> {
        Terms {
            level: self.run.probe.level,
            anchors: self.run.roots.anchors(),
            mx: &self.mx,
            now: self.run.probe.judged,
        }
    }
}

/// The MX hosts of a domain, or the domain itself where it has none.
fn mx_hosts(route: &Route) -> Vec<DomainName> {
    match route.way {
        Way::Mx | Way::ImplicitMx => {
            let names = route.hosts.iter().filter_map(|host| host.name.clone());
            names.collect()
        }
        Way::NullMx | Way::Srv(_) | Way::Given | Way::Unresolved(_) => Vec::new(),
    }
}
