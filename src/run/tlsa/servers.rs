//! A target: its hosts, what each shows, and where the records of each stand.

use super::files::Given;
use super::host::{self, Sight, route};
use super::see::see;
use super::{Outcome, Until};
use crate::cli::TlsaRequest;
use crate::dns::{DnssecStatus, DomainName, Resolver};
use crate::exit::ExitCode;
use crate::judge::dane::publish::Credential;
use crate::judge::dane::reference_names;
use crate::judge::mx;
use crate::probe::Peer;
use crate::route::{Family, Host, NoHost, Route};
use crate::target::{Destination, Target};
use std::sync::Arc;

/// Looks at a target.
pub(super) async fn outcome(
    request: &TlsaRequest,
    target: &Target,
    next: &Given,
    resolver: &Arc<Resolver>,
    until: Until<'_>,
) -> Outcome {
    // An address has no records; its host's name has.
    let named = match (&target.destination, &request.host) {
        (Destination::Address(_), Some(host)) => Target {
            destination: Destination::Host(host.clone()),
            ..target.clone()
        },
        _ => target.clone(),
    };
    let found = route(request, &named, resolver, until).await;
    if let Some(signal) = until.interrupt.signal() {
        return Outcome {
            hosts: Vec::new(),
            exit: signal.into(),
            sentence: format!("{}: not tested: {}", target.given, signal.words()),
        };
    }
    let is_address = matches!(target.destination, Destination::Address(_));
    let verdicts = mx(&found, &named.destination.to_string());
    let mut decides = verdicts.iter();
    let decided = decides.find(|verdict| verdict.exit != ExitCode::Success);
    if let Some(verdict) = decided.filter(|_| !is_address) {
        return Outcome {
            hosts: Vec::new(),
            exit: verdict.exit,
            sentence: verdict.reason.clone(),
        };
    }
    let addressed = match is_address {
        true => Some(route(request, target, resolver, until).await),
        false => None,
    };
    let mut sights: Vec<Sight<'_>> = Vec::new();
    for host in &found.hosts {
        let Some(name) = &host.name else { continue };
        let port = host.port_or(target.port);
        let base_domain = base_domain(host, name);
        let peers = match &addressed {
            Some(addressed) => peers(addressed, None, target, request),
            None => peers(&found, Some(host), target, request),
        };
        let peers: Vec<Peer> = peers
            .into_iter()
            .map(|peer| Peer {
                // RFC 7672 §8.1: what a sender says once there are records.
                base_domain: Some(base_domain.clone()),
                ..peer
            })
            .collect();
        let next_hop = match &target.destination {
            Destination::Domain(name) => Some(name),
            _ => None,
        };
        let mut sight = Sight::new(&base_domain, port, (&host.tlsa, &found.dnssec));
        sight.names = reference_names(&found, host, &base_domain, next_hop);
        if base_domain != *name {
            sight.notes.push(format!(
                "{name} is an alias for {base_domain}, where senders look first; the records may as well stand below {name} (RFC 7672, \
                 section 2.2.3)"
            ));
        }
        sight.peers = peers;
        if request.route.family != Family::Both && !is_address {
            sight.in_part = true;
            sight.notes.push(format!(
                "-4 or -6 leaves other addresses of {name} out, whose keys may be missing here"
            ));
        }
        if host.omitted > 0 {
            sight.in_part = true;
            sight.notes.push(format!(
                "{} more addresses of {name} are not looked at, whose keys may be missing here",
                host.omitted
            ));
        }
        if let (Err(why), true) = (&host.addresses, sight.peers.is_empty()) {
            sight.trouble = Some((ExitCode::Resolve, format!("{name}: {}", no_host(why))));
        }
        sights.push(sight);
    }
    let all: Vec<Peer> = sights
        .iter()
        .flat_map(|sight| sight.peers.clone())
        .collect();
    let mut looks = see(request, target, &all, until).await.into_iter();
    for sight in &mut sights {
        let own = looks.by_ref().take(sight.peers.len());
        sight.take(own.collect());
    }
    let mut sights = merged(sights);
    if sights.len() > 1 && !next.credentials.is_empty() {
        for sight in &mut sights {
            sight.notes.push(
                "what comes next is held against every host of the domain; if only one of them is to show it, name that one instead"
                    .to_owned(),
            );
        }
    }
    for sight in &mut sights {
        sight.notes.extend(next.notes.clone());
        let next: Vec<Credential> = next.credentials.clone();
        sight.credentials.extend(next);
    }
    if found.omitted > 0 {
        for sight in sights.iter_mut().take(1) {
            let more = found.omitted;
            sight
                .notes
                .push(format!("{more} more hosts are listed than are looked at"));
        }
    }
    host::conclude(request, sights)
}

/// The name below which records are to stand: where they are found; else what the host is an alias for, if DNSSEC secures every alias,
/// as senders look there first; else the host's own name (RFC 7672 §2.2.3).
fn base_domain(host: &Host, name: &DomainName) -> DomainName {
    if let Some(found) = host.tlsa.base_domain() {
        return found.clone();
    }
    let secure = host
        .trails
        .iter()
        .find(|trail| trail.security() == DnssecStatus::Secure);
    let expanded = secure.and_then(|trail| trail.target());
    expanded.unwrap_or(name).clone()
}

fn peers(route: &Route, host: Option<&Host>, target: &Target, request: &TlsaRequest) -> Vec<Peer> {
    let peers = route.peers(target.port, &request.route.connect_to);
    let is_own = |peer: &Peer| match host {
        Some(host) => peer.host == host.name && peer.port == host.port_or(target.port),
        None => true,
    };
    peers.into_iter().filter(is_own).collect()
}

/// Two names that lead to the same base domain have the same records.
fn merged(sights: Vec<Sight<'_>>) -> Vec<Sight<'_>> {
    let mut merged: Vec<Sight<'_>> = Vec::new();
    for sight in sights {
        let mut known = merged.iter_mut();
        match known.find(|known| known.is_at(&sight)) {
            Some(known) => known.absorb(sight),
            None => merged.push(sight),
        }
    }
    merged
}

fn no_host(why: &NoHost) -> String {
    match why {
        NoHost::Dns(no_answer) => no_answer.to_string(),
        NoHost::OtherFamily => "-4 or -6 leaves none of its addresses".to_owned(),
        NoHost::Root | NoHost::NotAName(_) => "it is no host".to_owned(),
    }
}
