//! The gates in the middle of a session: whether what it has shown so far is enough for a password, and for REQUIRETLS.

use super::clock;
use super::pipeline::Run;
use super::roots::Roots;
use crate::certificate::Certificate;
use crate::dane::Tlsa;
use crate::dns::DomainName;
use crate::judge::mta_sts::{OnDomain, Terms};
use crate::judge::{
    Demands, Lenience, OnCertificate, Promises, certificate, may_require_tls, permit,
};
use crate::probe::{Gate, Observation, Peer, Permit};
use crate::route::Route;

/// The gate before a password, for a peer on this route. The MTA-STS policy may still be under way, and is left out: who gives a
/// password away has named the server, or goes by DANE.
pub(super) fn for_password(run: &Run<'_>, peer: &Peer, route: &Route, lenience: Lenience) -> Gate {
    let known = Known::new(run, peer, route, None);
    Gate::new(move |seen| {
        // A password is sent today, whatever the day that the verdicts are to be for.
        let now = clock::now();
        known.decide(seen, now, |_, judged, _, _| permit(seen, judged, lenience))
    })
}

/// The gate before REQUIRETLS, for a peer of which this is promised.
pub(super) fn for_required_tls(run: &Run<'_>, peer: &Peer, promises: &Promises<'_>) -> Gate {
    let known = Known::new(run, peer, promises.route, Some(promises));
    Gate::new(move |seen| {
        let now = known.demands.now;
        known.decide(seen, now, |chain, judged, promises, demands| {
            may_require_tls((seen, chain), judged, promises, demands)
        })
    })
}

/// What a session is held against, kept for its middle.
struct Known {
    roots: Roots,
    demands: Demands,
    tlsa: Vec<Tlsa>,
    peer: Peer,
    route: Route,
    sts: Option<OnDomain>,
    mx: Vec<DomainName>,
}

impl Known {
    fn new(run: &Run<'_>, peer: &Peer, route: &Route, promises: Option<&Promises<'_>>) -> Self {
        Self {
            roots: run.roots.clone(),
            demands: run.demands.clone(),
            tlsa: run.probe.tlsa.clone(),
            peer: peer.clone(),
            route: route.clone(),
            sts: promises.and_then(|promises| promises.sts.cloned()),
            mx: promises.map_or_else(Vec::new, |promises| promises.terms.mx.to_vec()),
        }
    }

    /// Judges what was seen of the certificate, and asks `decide`.
    fn decide(
        &self,
        seen: &Observation,
        now: i64,
        decide: impl FnOnce(&[Certificate], Option<&OnCertificate>, &Promises<'_>, &Demands) -> Permit,
    ) -> Permit {
        let demands = Demands {
            now,
            ..self.demands.clone()
        };
        let shown = seen.seen.iter().flat_map(|seen| &seen.chain);
        let chain: Vec<Certificate> = shown.map(|der| Certificate::from_der(der)).collect();
        let promises = Promises {
            route: &self.route,
            host: self.route.host_of(&self.peer),
            sts: self.sts.as_ref(),
            terms: Terms {
                level: demands.level,
                anchors: self.roots.anchors(),
                mx: &self.mx,
                now,
            },
            tlsa: &self.tlsa,
        };
        let judged = match seen.handshake {
            Some(_) => certificate(seen, &chain, &promises, &demands, self.roots.anchors()),
            None => None,
        };
        decide(&chain, judged.as_ref(), &promises, &demands)
    }
}
