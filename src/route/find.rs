//! Finding the route: MX lookup, then the addresses of all hosts side by side.

use super::ConnectTo;
use super::hosts::{Host, NoHost, Route, Way};
use crate::dns::{DomainName, Exchange, NoAnswer, Resolver};
use crate::target::{Destination, Target};
use std::net::IpAddr;
use std::sync::Arc;
use tokio::task::JoinSet;

/// How many MX hosts are looked at; a hostile zone may list thousands.
const HOSTS: usize = 100;

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

/// What decides the route beside DNS.
#[derive(Clone, Debug)]
pub struct RouteSettings {
    /// Which addresses are used.
    pub family: Family,
    /// Hosts whose socket is moved; their addresses are not asked for.
    pub connect_to: Vec<ConnectTo>,
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
    }
}

struct Finder<'a> {
    port: u16,
    resolver: Arc<Resolver>,
    settings: &'a RouteSettings,
}

impl Finder<'_> {
    fn address(&self, address: IpAddr) -> Route {
        let usable = match self.settings.family {
            Family::Both => true,
            Family::V4 => address.is_ipv4(),
            Family::V6 => address.is_ipv6(),
        };
        let host = Host {
            name: None,
            preference: None,
            aliases: Vec::new(),
            addresses: if usable {
                Ok(vec![address])
            } else {
                Err(NoHost::OtherFamily)
            },
        };
        Route {
            resolvers: Vec::new(),
            ..self.route(Way::Given, vec![host])
        }
    }

    async fn host(&self, name: &DomainName) -> Route {
        let hosts = self
            .with_addresses(vec![(Some(name.clone()), None, None)])
            .await;
        let moved = ConnectTo::target_of_name(&self.settings.connect_to, name, self.port).is_some();
        let mut route = self.route(Way::Given, hosts);
        if moved {
            route.resolvers.clear();
        }
        route
    }

    async fn domain(&self, name: &DomainName) -> Route {
        match self.resolver.mx(name).await {
            Ok(answer) => {
                let mut route = self.exchanges(answer.records).await;
                route.aliases = answer.aliases;
                route
            }
            // RFC 5321 §5.1: only where there is certainly no MX record is the domain itself the host.
            Err(NoAnswer::NoData) => {
                let hosts = self
                    .with_addresses(vec![(Some(name.clone()), None, None)])
                    .await;
                self.route(Way::ImplicitMx, hosts)
            }
            Err(no_answer) => Route::unresolved(no_answer, self.resolver.servers()),
        }
    }

    async fn exchanges(&self, mut exchanges: Vec<Exchange>) -> Route {
        // RFC 7505 §3: one record, preference 0, the root. Anything else with the root is a mistake.
        if let [
            Exchange {
                preference: 0,
                host: None,
            },
        ] = exchanges.as_slice()
        {
            return self.route(Way::NullMx, Vec::new());
        }
        // RFC 5321 §5.1: equal preferences in random order.
        fastrand::Rng::with_seed(self.settings.seed).shuffle(&mut exchanges);
        exchanges.sort_by_key(|exchange| exchange.preference);
        let mut seen = Vec::new();
        exchanges.retain(|exchange| {
            let new = !seen.contains(&exchange.host);
            seen.push(exchange.host.clone());
            new
        });
        let omitted = exchanges.len().saturating_sub(HOSTS);
        exchanges.truncate(HOSTS);
        let wanted = exchanges.into_iter().map(|exchange| {
            let (name, trouble) = match exchange.host {
                Some(Ok(name)) => (Some(name), None),
                Some(Err(text)) => (None, Some(NoHost::NotAName(text))),
                None => (None, Some(NoHost::Root)),
            };
            (name, Some(exchange.preference), trouble)
        });
        let hosts = self.with_addresses(wanted.collect()).await;
        Route {
            omitted,
            ..self.route(Way::Mx, hosts)
        }
    }

    /// Looks up the addresses of all hosts side by side, and gives the hosts back in their order.
    async fn with_addresses(
        &self,
        wanted: Vec<(Option<DomainName>, Option<u16>, Option<NoHost>)>,
    ) -> Vec<Host> {
        let mut lookups = JoinSet::new();
        let mut hosts = Vec::with_capacity(wanted.len());
        for (index, (name, preference, trouble)) in wanted.into_iter().enumerate() {
            let moved = name.as_ref().and_then(|name| {
                ConnectTo::target_of_name(&self.settings.connect_to, name, self.port)
            });
            let addresses = match (trouble, moved) {
                (Some(trouble), _) => Err(trouble),
                (None, Some(socket)) => Ok(vec![socket.ip()]),
                (None, None) => Err(NoHost::Dns(NoAnswer::NoData)),
            };
            if let (Some(name), Err(NoHost::Dns(_))) = (&name, &addresses) {
                let (name, resolver, family) =
                    (name.clone(), self.resolver.clone(), self.settings.family);
                lookups.spawn(async move { (index, lookup(&resolver, &name, family).await) });
            }
            hosts.push(Host {
                name,
                preference,
                aliases: Vec::new(),
                addresses,
            });
        }
        while let Some(Ok((index, (aliases, addresses)))) = lookups.join_next().await {
            if let Some(host) = hosts.get_mut(index) {
                host.aliases = aliases;
                host.addresses = addresses;
            }
        }
        hosts
    }

    fn route(&self, way: Way, hosts: Vec<Host>) -> Route {
        Route {
            way,
            aliases: Vec::new(),
            hosts,
            omitted: 0,
            resolvers: self.resolver.servers(),
        }
    }
}

/// The aliases that a host's name led through, and its addresses or why there are none.
type Lookup = (Vec<DomainName>, Result<Vec<IpAddr>, NoHost>);

async fn lookup(resolver: &Resolver, name: &DomainName, family: Family) -> Lookup {
    let (v6, v4) = match family {
        Family::Both => tokio::join!(resolver.ipv6(name), resolver.ipv4(name)),
        Family::V6 => (resolver.ipv6(name).await, Err(NoAnswer::NoData)),
        Family::V4 => (Err(NoAnswer::NoData), resolver.ipv4(name).await),
    };
    let aliases = [&v6, &v4]
        .into_iter()
        .flatten()
        .map(|answer| answer.aliases.clone())
        .next()
        .unwrap_or_default();
    let found: Vec<IpAddr> = [&v6, &v4]
        .into_iter()
        .flatten()
        .flat_map(|answer| answer.records.clone())
        .collect();
    if !found.is_empty() {
        return (aliases, Ok(found));
    }
    // What could not be found out outweighs what is certainly not there: "no address" would be a guess (RFC 5321 §5.1).
    let none = [v6, v4].into_iter().filter_map(Result::err);
    let trouble = none
        .max_by_key(|none| (!none.is_certain(), *none == NoAnswer::NxDomain))
        .unwrap_or(NoAnswer::NoData);
    if family == Family::Both || trouble != NoAnswer::NoData {
        return (aliases, Err(NoHost::Dns(trouble)));
    }
    let other = match family {
        Family::V4 => resolver.ipv6(name).await,
        _ => resolver.ipv4(name).await,
    };
    let trouble = if other.is_ok() {
        NoHost::OtherFamily
    } else {
        NoHost::Dns(trouble)
    };
    (aliases, Err(trouble))
}
