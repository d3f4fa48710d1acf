//! Finding the route: MX lookup, then the addresses of all hosts side by side.

use super::ConnectTo;
use super::addresses::{Asking, look_up};
use super::hosts::{Host, NoHost, Route, Way};
use super::listed::Listed;
use super::srv::{self, Found, Srv};
use crate::dns::{DomainName, Exchange, NoAnswer, Resolver, SrvRecord};
use crate::target::{Destination, Service, Target};
use std::net::IpAddr;
use std::sync::Arc;
use tokio::task::JoinSet;

/// Which addresses are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Both kinds, IPv6 first.
    Both,
    /// IPv4 only.
    V4,
    /// IPv6 only.
    V6,
}

impl Family {
    /// Whether addresses of this kind are used.
    pub(crate) fn allows(self, address: IpAddr) -> bool {
        match self {
            Self::Both => true,
            Self::V4 => address.is_ipv4(),
            Self::V6 => address.is_ipv6(),
        }
    }
}

/// What decides the route beside DNS.
#[derive(Clone, Debug)]
pub struct RouteSettings {
    /// Which addresses are used.
    pub family: Family,
    /// Hosts whose socket is moved; their addresses are not asked for.
    pub connect_to: Vec<ConnectTo>,
    /// Ask for TLSA records also where the address records are insecure.
    pub even_if_insecure: bool,
    /// The seed for the order among equal preferences.
    pub seed: u64,
}

/// Finds the route of a target.
pub async fn find(target: &Target, resolver: Arc<Resolver>, settings: &RouteSettings) -> Route {
    let finder = Finder {
        port: target.port,
        resolver,
        settings,
    };
    match &target.destination {
        Destination::Address(address) => finder.address(*address),
        Destination::Host(name) => finder.host(name).await,
        Destination::Domain(name) => finder.domain(name).await,
        Destination::Service(name, service) => finder.service(name, *service).await,
    }
}

struct Finder<'a> {
    port: u16,
    resolver: Arc<Resolver>,
    settings: &'a RouteSettings,
}

impl Finder<'_> {
    fn address(&self, address: IpAddr) -> Route {
        let host = Host {
            addresses: match self.is_usable(None, address, self.port) {
                true => Ok(vec![address]),
                false => Err(NoHost::OtherFamily),
            },
            ..Host::new(None)
        };
        Route {
            resolvers: Vec::new(),
            ..self.route(Way::Given, vec![host])
        }
    }

    async fn host(&self, name: &DomainName) -> Route {
        let hosts = self
            .with_addresses(vec![Host::new(Some(name.clone()))])
            .await;
        self.route(Way::Given, hosts)
    }

    async fn domain(&self, name: &DomainName) -> Route {
        let lookup = self.resolver.mx(name).await;
        let trail = Some(lookup.trail);
        let route = match lookup.outcome {
            Ok(exchanges) => self.exchanges(exchanges).await,
            // RFC 5321 §5.1: only where there is certainly no MX record is the domain itself the host.
            Err(NoAnswer::NoData) => {
                let hosts = self
                    .with_addresses(vec![Host::new(Some(name.clone()))])
                    .await;
                self.route(Way::ImplicitMx, hosts)
            }
            Err(no_answer) => Route {
                dnssec: self.resolver.reach(),
                ..Route::unresolved(no_answer, self.resolver.asked())
            },
        };
        Route { trail, ..route }
    }

    async fn exchanges(&self, mut exchanges: Vec<Exchange>) -> Route {
        // RFC 7505 §3: one record, preference 0, the root. Anything else with the root is a mistake.
        if exchanges.len() == 1 && exchanges.iter().all(Exchange::is_null) {
            return self.route(Way::NullMx, Vec::new());
        }
        // RFC 5321 §5.1: equal preferences in random order.
        fastrand::Rng::with_seed(self.settings.seed).shuffle(&mut exchanges);
        exchanges.sort_by_key(|exchange| exchange.preference);
        let listed = Listed::of(exchanges, |one| one.host.clone(), |one| one.preference);
        let hosts = listed.records.into_iter().map(|(exchange, also)| Host {
            also_listed_at: also,
            ..Host::from(exchange)
        });
        let hosts = hosts.collect();
        Route {
            omitted: listed.omitted,
            ..self.route(Way::Mx, self.with_addresses(hosts).await)
        }
    }

    /// Both services are asked for, because a client that knows one may know the other, and compares them.
    async fn service(&self, domain: &DomainName, service: Service) -> Route {
        let (owner, other) = (service.owner(domain), service.other().owner(domain));
        let (lookup, other) = tokio::join!(self.resolver.srv(&owner), self.resolver.srv(&other));
        let way = Way::Srv(Srv {
            service,
            found: Found::of(&lookup.outcome),
            other: Found::of(&other.outcome),
        });
        let trail = Some(lookup.trail);
        let records = match (&way, lookup.outcome) {
            (Way::Srv(srv), Ok(records)) if srv.found != Found::NotOffered => records,
            _ => {
                let route = self.route(way, Vec::new());
                return Route { trail, ..route };
            }
        };
        let mut random = fastrand::Rng::with_seed(self.settings.seed);
        // RFC 2782: by priority and weight, so that of too many the last are left out.
        let records = srv::order(records, |most| random.u32(0..=most));
        let place = |one: &SrvRecord| (one.host.clone(), one.port);
        let listed = Listed::of(records, place, |one| one.priority);
        let hosts = listed.records.into_iter().map(|(record, also)| Host {
            also_listed_at: also,
            ..Host::from(record)
        });
        let hosts = hosts.collect();
        Route {
            trail,
            omitted: listed.omitted,
            ..self.route(way, self.with_addresses(hosts).await)
        }
    }

    /// Looks up the addresses of all hosts side by side, and gives the hosts back in their order.
    async fn with_addresses(&self, mut hosts: Vec<Host>) -> Vec<Host> {
        let mut lookups = JoinSet::new();
        for (index, host) in hosts.iter_mut().enumerate() {
            let Some(name) = host.name.clone() else {
                continue;
            };
            let port = host.port_or(self.port);
            let moved = ConnectTo::target_of_name(&self.settings.connect_to, &name, port);
            let to = moved.map(|socket| vec![socket.ip()]);
            if let (Some(to), false) = (&to, self.resolver.wants_dnssec()) {
                host.addresses = Ok(to.clone());
                continue;
            }
            let asking = Asking {
                family: self.settings.family,
                port,
                even_if_insecure: self.settings.even_if_insecure,
            };
            let (mut host, resolver) = (host.clone(), self.resolver.clone());
            lookups.spawn(async move {
                look_up(&resolver, &mut host, &name, asking).await;
                // Only the socket is moved: what DNS says of the name still decides about its TLSA records.
                if let Some(to) = to {
                    host.addresses = Ok(to);
                    (host.doubt, host.omitted) = (None, 0);
                }
                (index, host)
            });
        }
        while let Some(Ok((index, found))) = lookups.join_next().await {
            if let Some(host) = hosts.get_mut(index) {
                *host = found;
            }
        }
        for host in &mut hosts {
            self.keep_usable(host);
        }
        hosts
    }

    /// Leaves the addresses of a host that `-4` or `-6` leaves, also where the socket is moved.
    fn keep_usable(&self, host: &mut Host) {
        let (name, port) = (host.name.clone(), host.port_or(self.port));
        if let Ok(addresses) = &mut host.addresses {
            addresses.retain(|address| self.is_usable(name.as_ref(), *address, port));
            if addresses.is_empty() {
                host.addresses = Err(NoHost::OtherFamily);
            }
        }
    }

    /// Whether `-4` or `-6` allows an address, and where its socket goes.
    fn is_usable(&self, name: Option<&DomainName>, address: IpAddr, port: u16) -> bool {
        let moved = ConnectTo::target(&self.settings.connect_to, name, address, port);
        self.settings.family.allows(address)
            && moved.is_none_or(|socket| self.settings.family.allows(socket.ip()))
    }

    fn route(&self, way: Way, hosts: Vec<Host>) -> Route {
        Route {
            way,
            trail: None,
            dnssec: self.resolver.reach(),
            hosts,
            omitted: 0,
            resolvers: self.resolver.asked(),
        }
    }
}
