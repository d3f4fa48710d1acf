//! The route as found: facts, no I/O.

use super::ConnectTo;
use super::srv::{Located, Srv};
use super::tlsa::TlsaSearch;
use crate::dns::{DnssecReach, DnssecStatus, DomainName, Exchange, NoAnswer, Trail};
use crate::probe::Peer;
use std::net::{IpAddr, SocketAddr};

/// Where the mail goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// How the hosts were found.
    pub way: Way,
    /// How the MX or SRV lookup came about, and how far DNSSEC vouches for it; nothing where there was none.
    pub trail: Option<Trail>,
    /// Whether DNSSEC reaches us, and who validates.
    pub dnssec: DnssecReach,
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
    /// How the lookups of its addresses came about, AAAA before A.
    pub trails: Vec<Trail>,
    /// The search for its TLSA records.
    pub tlsa: TlsaSearch,
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
            trails: Vec::new(),
            tlsa: TlsaSearch::NotApplicable,
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
            trail: None,
            dnssec: DnssecReach::NotAsked,
            hosts: Vec::new(),
            omitted: 0,
            resolvers,
        }
    }

    /// The names that aliases led to from the target to its MX or SRV records, in order.
    pub fn aliases(&self) -> impl Iterator<Item = &DomainName> {
        let aliases = self.trail.iter().flat_map(|trail| &trail.aliases);
        aliases.map(|alias| &alias.value)
    }

    /// Whether the names of the hosts are known securely: by secure MX records, by the proof that there are none, or because
    /// the user named the host (RFC 7672 §2.2.1, §2.2.2).
    pub fn is_secure(&self) -> bool {
        match &self.trail {
            Some(trail) => trail.security() == DnssecStatus::Secure,
            None => self.way == Way::Given,
        }
    }

    /// The host that an endpoint belongs to.
    pub fn host_of(&self, peer: &Peer) -> Option<&Host> {
        let mut hosts = self.hosts.iter();
        hosts.find(|host| {
            host.name == peer.host && host.located.is_none_or(|located| located.port == peer.port)
        })
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
                base_domain: host.tlsa.base_domain().cloned(),
                address: *address,
                port,
                socket: ConnectTo::target(moves, host.name.as_ref(), *address, port)
                    .unwrap_or(SocketAddr::new(*address, port)),
            })
        });
        peers.collect()
    }
}
