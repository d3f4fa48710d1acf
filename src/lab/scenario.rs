//! What a scenario is: zones, hosts and what is expected, as plain data.

use std::net::IpAddr;

use super::dns::{Bogus, Fault, Resolver};
use super::script::{Act, Manners};
use super::tlsa::TlsaSpec;

/// One lab: a target to probe, the zones and hosts around it, and what a probe is to make of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// The name, as `smtls lab NAME` takes it.
    pub name: String,
    /// One sentence for whoever runs mail servers.
    pub description: String,
    /// What to probe.
    pub target: String,
    /// The origins of the zones; the MX records of `hosts` belong to the first.
    pub zones: Vec<String>,
    /// Those of the zones that are not signed; `test` may be among them as well. The root is always signed.
    pub unsigned: Vec<String>,
    /// Records besides those of `hosts`, as lines of a zone file (RFC 1035 §5.1) in which every name is complete.
    pub records: Vec<String>,
    /// How long caches may keep the records, in seconds.
    pub ttl: u32,
    /// TLSA records of certificates that are made when the lab starts.
    pub tlsa: Vec<TlsaSpec>,
    /// Questions that the DNS server fails to answer.
    pub faults: Vec<Fault>,
    /// Records in signed zones whose signatures are bad.
    pub bogus: Vec<Bogus>,
    /// What the DNS server makes of DNSSEC.
    pub resolver: Resolver,
    /// The hosts.
    pub hosts: Vec<Host>,
    /// Options of `smtls probe` that the scenario needs besides those of every lab.
    pub options: Vec<String>,
    /// The password that the probe gives, from a file in the lab's folder.
    pub password: Option<String>,
    /// The exit code of the probe.
    pub exit: u8,
    /// Words that the last line of the report must have; none where any will do.
    pub says: Vec<String>,
    /// What must be found besides.
    pub finds: Vec<Finding>,
}

/// A verdict that is expected, though it does not decide how the probe ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its status: `note`, `warn` or `fail`.
    pub status: &'static str,
    /// Words that its reason must have.
    pub words: Vec<String>,
}

/// A host with a server, or with none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// Its name. Without a record of its own in the scenario it gets a documentation address, which nobody ever connects to.
    pub name: String,
    /// The port that the client believes to connect to.
    pub port: u16,
    /// Its address where the client is to find it in DNS, by which the client's socket is moved; `None` where the move goes by
    /// the name, so that the client never asks for addresses.
    pub address: Option<IpAddr>,
    /// Its preference as an MX host of the first zone; `None` without an MX record.
    pub preference: Option<u16>,
    /// What a client meets there.
    pub behaviour: Behaviour,
}

/// What a client meets at a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Behaviour {
    /// A server that plays this script to every client.
    Script(Vec<Act>),
    /// A port where nothing listens: TCP connections are refused.
    Down,
    /// A port that drops what comes: TCP connections are neither accepted nor refused.
    Deaf,
}

impl Scenario {
    /// The domain NAME.test with nothing in it, expected to pass.
    pub fn new(name: &str, description: &str) -> Self {
        let domain = format!("{name}.test");
        Self {
            name: name.to_owned(),
            description: description.to_owned(),
            target: domain.clone(),
            zones: vec![domain],
            unsigned: Vec::new(),
            records: Vec::new(),
            ttl: 300,
            tlsa: Vec::new(),
            faults: Vec::new(),
            bogus: Vec::new(),
            resolver: Resolver::default(),
            hosts: Vec::new(),
            options: Vec::new(),
            password: None,
            exit: 0,
            says: Vec::new(),
            finds: Vec::new(),
        }
    }

    /// The zones' records but for TLSA: those of the scenario, and MX and address records for its hosts.
    pub(super) fn zone_lines(&self) -> Vec<String> {
        let mut lines = self.records.clone();
        let domain = self.zones.first().map_or("", String::as_str);
        for (host, number) in self.hosts.iter().zip(1..) {
            if let Some(preference) = host.preference {
                lines.push(format!("{domain} MX {preference} {}", host.name));
            }
            if host.name.parse::<IpAddr>().is_ok() || self.has_records(&host.name) {
                continue;
            }
            lines.push(match host.address {
                None => format!("{} A 192.0.2.{number}", host.name),
                Some(IpAddr::V4(address)) => format!("{} A {address}", host.name),
                Some(IpAddr::V6(address)) => format!("{} AAAA {address}", host.name),
            });
        }
        lines
    }

    fn has_records(&self, name: &str) -> bool {
        self.records.iter().any(|line| {
            let owner = line.split_whitespace().next().unwrap_or_default();
            owner.trim_end_matches('.').eq_ignore_ascii_case(name)
        })
    }
}

impl Host {
    /// The same at this address, which the client finds in DNS.
    pub fn at(self, address: impl Into<IpAddr>) -> Self {
        Self {
            address: Some(address.into()),
            ..self
        }
    }

    /// The same on another port.
    pub fn on(self, port: u16) -> Self {
        Self { port, ..self }
    }
}

impl From<Manners> for Behaviour {
    fn from(manners: Manners) -> Self {
        Behaviour::Script(vec![Act::Serve(manners)])
    }
}

impl From<Vec<Act>> for Behaviour {
    fn from(script: Vec<Act>) -> Self {
        Behaviour::Script(script)
    }
}

/// A host on port 25 without an MX record.
pub fn host(name: &str, behaviour: impl Into<Behaviour>) -> Host {
    Host {
        name: name.to_owned(),
        port: 25,
        address: None,
        preference: None,
        behaviour: behaviour.into(),
    }
}

/// An MX host of the first zone.
pub fn mx(preference: u16, name: &str, behaviour: impl Into<Behaviour>) -> Host {
    Host {
        preference: Some(preference),
        ..host(name, behaviour)
    }
}
