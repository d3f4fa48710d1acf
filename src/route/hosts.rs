//! The route as found: facts, no I/O.

use super::ConnectTo;
use super::srv::{Located, Srv};
use crate::dns::{DomainName, Exchange, NoAnswer};
use crate::probe::Peer;
use std::net::{IpAddr, SocketAddr};

/// Where the mail goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// How the hosts were found.
    pub way: Way,
    /// The aliases that led from the target to its MX records.
    pub aliases: Vec<DomainName>,
    /// The hosts, in the order in which a sender tries them.
    pub hosts: Vec<Host>,
    /// How many hosts more the MX or SRV records list than are looked at.
    pub omitted: usize,
    /// The resolvers that were asked; none where no question was needed.
    pub resolvers: Vec<SocketAddr>,
}

/// How the hosts were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// By MX records.
    Mx,
    /// There is no MX record, and the domain itself has addresses (RFC 5321 §5.1).
    ImplicitMx,
    /// The domain says that it accepts no mail (RFC 7505 §3).
    NullMx,
    /// By SRV records, as mail clients find their submission server (RFC 6186).
    Srv(Srv),
    /// A host or an address was named; there was no MX lookup.
    Given,
    /// The MX lookup has no answer.
    Unresolved(NoAnswer),
}

/// One host of the route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// Its name; an address target has none.
    pub name: Option<DomainName>,
    /// The preference of its MX record.
    pub preference: Option<u16>,
    /// What its SRV record says of it.
    pub located: Option<Located>,
    /// The preferences of further MX records that name it as well, or the priorities of further SRV records with the same port;
    /// the lowest counts.
    pub also_listed_at: Vec<u16>,
    /// The aliases that led to its addresses; an MX record that names an alias is outside the standard (RFC 5321 §5.1).
    pub aliases: Vec<DomainName>,
    /// Its addresses, or why there are none.
    pub addresses: Result<Vec<IpAddr>, NoHost>,
    /// Beside addresses that were found: why others could not be found out.
    pub doubt: Option<NoAnswer>,
    /// How many addresses more there are than are used.
    pub omitted: usize,
}

impl Host {
    /// A host whose addresses are not known yet.
    pub(super) fn new(name: Option<DomainName>) -> Self {
        Self {
            name,
            preference: None,
            located: None,
            also_listed_at: Vec::new(),
            aliases: Vec::new(),
            addresses: Err(NoHost::Dns(NoAnswer::NoData)),
            doubt: None,
            omitted: 0,
        }
    }

    /// A record that leads to no host.
    pub(super) fn unusable(trouble: NoHost) -> Self {
        Self {
            addresses: Err(trouble),
            ..Self::new(None)
        }
    }

    /// The port: its own, where an SRV record tells one.
    pub fn port_or(&self, port: u16) -> u16 {
        self.located.map_or(port, |located| located.port)
    }
}

impl From<Exchange> for Host {
    fn from(exchange: Exchange) -> Self {
        let preference = Some(exchange.preference);
        match exchange.host {
            Some(Ok(name)) => Self {
                preference,
                ..Self::new(Some(name))
            },
            Some(Err(text)) => Self {
                preference,
                ..Self::unusable(NoHost::NotAName(text))
            },
            None => Self {
                preference,
                ..Self::unusable(NoHost::Root)
            },
        }
    }
}

/// Why a host has no address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoHost {
    /// DNS has none, or gave no answer.
    Dns(NoAnswer),
    /// It has addresses, but `-4` or `-6` leaves none of them.
    OtherFamily,
    /// The MX record names the root, with company or with a preference other than 0, and so is no null MX (RFC 7505 §3); or
    /// one of several SRV records does.
    Root,
    /// The MX or SRV record names something that is no host name; what it names.
    NotAName(String),
}

impl Route {
    /// A route without hosts, because the MX lookup has no answer.
    pub fn unresolved(no_answer: NoAnswer, resolvers: Vec<SocketAddr>) -> Self {
        Self {
            way: Way::Unresolved(no_answer),
            aliases: Vec::new(),
            hosts: Vec::new(),
            omitted: 0,
            resolvers,
        }
    }

    /// Every address of every host, in order; `port` counts for hosts without one of their own.
    pub fn peers(&self, port: u16, moves: &[ConnectTo]) -> Vec<Peer> {
        let hosts = self
            .hosts
            .iter()
            .filter_map(|host| Some((host, host.addresses.as_ref().ok()?)));
        let peers = hosts.flat_map(|(host, addresses)| {
            let port = host.port_or(port);
            addresses.iter().map(move |address| Peer {
                host: host.name.clone(),
                address: *address,
                port,
                socket: ConnectTo::target(moves, host.name.as_ref(), *address, port)
                    .unwrap_or(SocketAddr::new(*address, port)),
            })
        });
        peers.collect()
    }
}
