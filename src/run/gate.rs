//! The gate before a password: whether this TLS session proves enough of the peer, decided in the middle of the session.

use super::clock;
use super::pipeline::Run;
use crate::certificate::Certificate;
use crate::judge::mta_sts::Terms;
use crate::judge::{Demands, Lenience, Promises, certificate, permit};
use crate::probe::{Gate, Peer};
use crate::route::Route;

/// The gate for a peer on this route. The MTA-STS policy may still be under way, and is left out: who gives a password away has named
/// the server, or goes by DANE.
pub(super) fn gate(run: &Run<'_>, peer: &Peer, route: &Route, lenience: Lenience) -> Gate {
    let (roots, demands, tlsa) = (
        run.roots.clone(),
        run.demands.clone(),
        run.probe.tlsa.clone(),
    );
    let (peer, route, level) = (peer.clone(), route.clone(), run.probe.level);
    Gate::new(move |seen| {
        // A password is sent today, whatever the day that the verdicts are to be for.
        let now = clock::now();
        let demands = Demands {
            now,
            ..demands.clone()
        };
        let shown = seen.seen.iter().flat_map(|seen| &seen.chain);
        let chain: Vec<Certificate> = shown.map(|der| Certificate::from_der(der)).collect();
        let promises = Promises {
            route: &route,
            host: route.host_of(&peer),
            sts: None,
            terms: Terms {
                level,
                anchors: roots.anchors(),
                mx: &[],
                now,
            },
            tlsa: &tlsa,
        };
        let judged = match seen.handshake {
            Some(_) => certificate(seen, &chain, &promises, &demands, roots.anchors()),
            None => None,
        };
        permit(seen, judged.as_ref(), lenience)
    })
}
