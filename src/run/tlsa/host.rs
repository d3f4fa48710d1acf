//! What was seen of each host, brought before the judge.

use super::files::Given;
use super::see::Look;
use super::{Outcome, Until};
use crate::cli::TlsaRequest;
use crate::dane::Place;
use crate::dns::{DnssecReach, DomainName, Resolver};
use crate::exit::ExitCode;
use crate::judge::dane::publish::{Credential, HostInput, OnHost};
use crate::probe::Peer;
use crate::route::{Route, TlsaSearch};
use crate::target::{Destination, Target};
use std::sync::Arc;

/// What was seen of one host.
pub(super) struct Sight<'a> {
    base_domain: DomainName,
    port: u16,
    search: Option<(&'a TlsaSearch, &'a DnssecReach)>,
    /// The names of which its certificate must be for one where a record speaks of its CA.
    pub(super) names: Vec<DomainName>,
    /// Its addresses.
    pub(super) peers: Vec<Peer>,
    /// What it shows, and what it is to show next.
    pub(super) credentials: Vec<Credential>,
    /// Not all that it may show was looked at.
    pub(super) in_part: bool,
    /// Why nothing was seen.
    pub(super) trouble: Option<(ExitCode, String)>,
    /// What there is to know besides.
    pub(super) notes: Vec<String>,
}

impl<'a> Sight<'a> {
    /// A host of which nothing was seen yet.
    pub(super) fn new(
        base_domain: &DomainName,
        port: u16,
        search: (&'a TlsaSearch, &'a DnssecReach),
    ) -> Self {
        Self {
            base_domain: base_domain.clone(),
            port,
            search: Some(search),
            names: vec![base_domain.clone()],
            peers: Vec::new(),
            credentials: Vec::new(),
            in_part: false,
            trouble: None,
            notes: Vec::new(),
        }
    }

    /// Takes what its addresses showed. One that shows nothing is no reason to fail where another does.
    pub(super) fn take(&mut self, looks: Vec<Look>) {
        let mut troubles = Vec::new();
        for look in looks {
            self.in_part |= look.trouble.is_some() || !look.notes.is_empty();
            self.notes.extend(look.notes);
            troubles.extend(look.trouble);
            self.add(look.credentials);
        }
        match self.credentials.is_empty() {
            true => {
                let worst = ExitCode::worst(troubles.iter().map(|(code, _)| *code));
                let mut troubles = troubles.into_iter();
                let first = troubles.find(|(code, _)| *code == worst);
                self.trouble = self.trouble.take().or(first);
            }
            false => {
                let told = troubles.into_iter().map(|(_, why)| why);
                self.notes.extend(told.map(|why| unseen(&why)));
            }
        }
    }

    /// Whether another stands at the same place.
    pub(super) fn is_at(&self, other: &Self) -> bool {
        (&self.base_domain, self.port) == (&other.base_domain, other.port)
    }

    /// Takes what was seen of another at the same place.
    pub(super) fn absorb(&mut self, other: Self) {
        self.in_part |= other.in_part;
        self.add(other.credentials);
        self.peers.extend(other.peers);
        self.notes.extend(other.notes);
        let trouble = self.trouble.take().or(other.trouble);
        match self.credentials.is_empty() {
            true => self.trouble = trouble,
            false => self.notes.extend(trouble.map(|(_, why)| unseen(&why))),
        }
    }

    /// What several places show alike is one credential.
    fn add(&mut self, credentials: Vec<Credential>) {
        for credential in credentials {
            let mut known = self.credentials.iter_mut();
            match known.find(|known| known.chain == credential.chain) {
                Some(known) => known.places.extend(credential.places),
                None => self.credentials.push(credential),
            }
        }
    }
}

fn unseen(why: &str) -> String {
    format!("not looked at, so that its key may be missing here: {why}")
}

/// What a run of files comes to; DNS is asked only where that is to be compared.
pub(super) async fn of_files(
    request: &TlsaRequest,
    host: &Target,
    (given, next): (&Given, &Given),
    resolver: &Arc<Resolver>,
    until: Until<'_>,
) -> Outcome {
    let Destination::Host(name) = &host.destination else {
        return Outcome {
            hosts: Vec::new(),
            exit: ExitCode::Usage,
            sentence: "the host has no name".to_owned(),
        };
    };
    let found = match request.check {
        true => Some(route(request, host, resolver, until).await),
        false => None,
    };
    let search = found.as_ref().and_then(|found| {
        let host = found.hosts.first()?;
        Some((&host.tlsa, &found.dnssec))
    });
    let asked = match (&found, search) {
        (Some(Route { dnssec, .. }), None) => Some((&TlsaSearch::NotApplicable, dnssec)),
        (_, search) => search,
    };
    let base_domain = search.and_then(|(search, _)| search.base_domain());
    let base_domain = base_domain.unwrap_or(name);
    let mut sight = Sight {
        base_domain: base_domain.clone(),
        port: host.port,
        search: asked,
        names: vec![name.clone()],
        peers: Vec::new(),
        credentials: given.credentials.clone(),
        in_part: false,
        trouble: None,
        notes: [given.notes.clone(), next.notes.clone()].concat(),
    };
    if base_domain != name {
        sight.names.insert(0, base_domain.clone());
    }
    if !next.credentials.is_empty() && !request.check {
        sight.notes.push(
            "what is published was not looked up, and this plan does not know it: --check does that"
                .to_owned(),
        );
    }
    sight.credentials.extend(next.credentials.clone());
    conclude(request, vec![sight])
}

/// Finds the route of a target, within the deadline.
pub(super) async fn route(
    request: &TlsaRequest,
    target: &Target,
    resolver: &Arc<Resolver>,
    until: Until<'_>,
) -> Route {
    until.route(target, resolver, &request.route).await
}

/// Judges every host; the worst of them decides.
pub(super) fn conclude(request: &TlsaRequest, sights: Vec<Sight<'_>>) -> Outcome {
    let judged = sights.into_iter().map(|sight| {
        OnHost::of(HostInput {
            place: Place {
                base_domain: sight.base_domain,
                port: sight.port,
                alias_of: None,
                wildcard: None,
                ttl: request.ttl,
            },
            names: sight.names,
            credentials: sight.credentials,
            in_part: sight.in_part,
            unseen: sight.trouble,
            search: sight.search,
            combinations: &request.combinations,
            every: request.every,
            check: request.check,
            now: request.started,
            notes: sight.notes,
        })
    });
    let hosts: Vec<OnHost> = judged.collect();
    let exit = ExitCode::worst(hosts.iter().map(|host| host.exit));
    let mut deciding = hosts.iter().filter(|host| host.exit == exit);
    let first = deciding.next();
    let sentence = match (first, hosts.len(), exit) {
        (None, ..) => "there is no host to look at".to_owned(),
        (Some(_), 2.., ExitCode::Success) if request.check => {
            format!(
                "the TLSA records of all {} hosts cover what they show",
                hosts.len()
            )
        }
        (Some(_), 2.., ExitCode::Success) => format!("records for {} hosts", hosts.len()),
        (Some(host), ..) => host.sentence.clone(),
    };
    let exit = match hosts.is_empty() {
        true => ExitCode::Resolve,
        false => exit,
    };
    Outcome {
        hosts,
        exit,
        sentence,
    }
}
