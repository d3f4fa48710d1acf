//! The resolver: hickory's lower half, which leaves every answer as it came. Only this file and those below it name hickory.
//!
//! Each configured server is asked apart and in order, so that a failure can name the server that failed, and so that a
//! validating layer can later be put between the transport (`server`) and the questions.

mod server;

use super::{Answer, DomainName, Exchange, NoAnswer, SrvRecord};
use hickory_resolver::proto::op::ResponseCode;
use hickory_resolver::proto::rr::{Name, RData, Record, RecordType};
use server::{Response, Server, addresses};
use std::net::{IpAddr, SocketAddr};
use std::sync::OnceLock;

/// How many aliases are followed; the peers stop between 8 and 16.
const ALIASES: usize = 12;

/// Which resolver to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResolverChoice {
    /// The servers that the system names.
    System,
    /// This server.
    At(SocketAddr),
}

/// Asks questions. What it needs for that is made at the first question, because many targets need none.
pub struct Resolver {
    choice: ResolverChoice,
    servers: OnceLock<Result<Vec<Server>, NoAnswer>>,
}

impl Resolver {
    /// A resolver that has not asked anything yet.
    pub fn new(choice: ResolverChoice) -> Self {
        Self {
            choice,
            servers: OnceLock::new(),
        }
    }

    /// The servers that were asked, in order; none before the first question.
    pub fn asked(&self) -> Vec<SocketAddr> {
        let servers = self.servers.get().into_iter().flatten().flatten();
        servers.map(|server| server.address).collect()
    }

    /// The servers, made at the first call. Without any, targets that need no DNS still work.
    fn servers(&self) -> Result<&[Server], NoAnswer> {
        let made = self.servers.get_or_init(|| {
            let addresses = addresses(&self.choice)?;
            addresses.into_iter().map(Server::new).collect()
        });
        made.as_deref().map_err(Clone::clone)
    }

    /// The MX records of a domain (RFC 5321 §5.1).
    ///
    /// # Errors
    /// Where there are none, or they could not be found out.
    pub async fn mx(&self, domain: &DomainName) -> Result<Answer<Exchange>, NoAnswer> {
        self.ask(domain, RecordType::MX, |data| match data {
            RData::MX(mx) => Some(Exchange {
                preference: mx.preference,
                host: exchange_host(&mx.exchange),
            }),
            _ => None,
        })
        .await
    }

    /// The SRV records of a service (RFC 2782); `owner` is a name such as `_submission._tcp.example.com`.
    ///
    /// # Errors
    /// Where there are none, or they could not be found out.
    pub async fn srv(&self, owner: &str) -> Result<Answer<SrvRecord>, NoAnswer> {
        // The labels before a domain of the longest kind make a name that cannot exist.
        let owner = DomainName::parse(owner).map_err(|_| NoAnswer::NxDomain)?;
        self.ask(&owner, RecordType::SRV, |data| match data {
            RData::SRV(srv) => Some(SrvRecord {
                priority: srv.priority,
                weight: srv.weight,
                port: srv.port,
                host: exchange_host(&srv.target),
            }),
            _ => None,
        })
        .await
    }

    /// The IPv4 addresses of a host.
    ///
    /// # Errors
    /// Where there are none, or they could not be found out.
    pub async fn ipv4(&self, host: &DomainName) -> Result<Answer<IpAddr>, NoAnswer> {
        self.ask(host, RecordType::A, |data| match data {
            RData::A(a) => Some(IpAddr::V4(a.0)),
            _ => None,
        })
        .await
    }

    /// The IPv6 addresses of a host.
    ///
    /// # Errors
    /// Where there are none, or they could not be found out.
    pub async fn ipv6(&self, host: &DomainName) -> Result<Answer<IpAddr>, NoAnswer> {
        self.ask(host, RecordType::AAAA, |data| match data {
            RData::AAAA(aaaa) => Some(IpAddr::V6(aaaa.0)),
            _ => None,
        })
        .await
    }

    async fn ask<T>(
        &self,
        name: &DomainName,
        record_type: RecordType,
        pick: fn(&RData) -> Option<T>,
    ) -> Result<Answer<T>, NoAnswer> {
        let mut owner = fully_qualified(name)?;
        let mut seen = vec![owner.clone()];
        loop {
            let known = seen.len();
            let response = match self.exchange(&owner, record_type).await {
                // Asked at an alias, the denial is about that alias.
                Err(NoAnswer::NxDomain) => Response::NONEXISTENT,
                other => other?,
            };
            // A recursive resolver sends the whole chain in one answer; one that does not is asked again at the last alias.
            while let Some(target) = alias(&response.records, &owner) {
                if seen.contains(target) || seen.len() > ALIASES {
                    return Err(NoAnswer::AliasLoop);
                }
                seen.push(target.clone());
                owner = target.clone();
            }
            let aliases: Vec<DomainName> = seen.iter().skip(1).filter_map(host).collect();
            let found = response
                .records
                .iter()
                .filter(|record| record.name == owner);
            let records: Vec<T> = found.filter_map(|record| pick(&record.data)).collect();
            if !records.is_empty() {
                return Ok(Answer { aliases, records });
            }
            match (response.nonexistent, aliases.last()) {
                (true, Some(target)) => return Err(NoAnswer::DanglingAlias(target.clone())),
                (true, None) => return Err(NoAnswer::NxDomain),
                // The answer holds nothing about the name, and asking the same again would not change that.
                (false, _) if seen.len() == known => return Err(NoAnswer::NoData),
                (false, _) => {}
            }
        }
    }

    /// One question to the servers in order; the first that gives an answer, even a negative one, decides.
    async fn exchange(&self, owner: &Name, record_type: RecordType) -> Result<Response, NoAnswer> {
        let servers = self.servers()?;
        let mut failure = None;
        for server in servers {
            let mut answer = server.ask(owner, record_type, true).await;
            // RFC 6891 §7: a server that does not know EDNS may answer FORMERR, and is asked again without it.
            if answer == Err(NoAnswer::Code(ResponseCode::FormErr.to_str().to_owned())) {
                answer = server.ask(owner, record_type, false).await;
            }
            match answer {
                Err(no_answer) if !no_answer.is_certain() => failure.get_or_insert(no_answer),
                certain => return certain,
            };
        }
        Err(failure.unwrap_or_else(|| NoAnswer::NoResolver("no server is configured".to_owned())))
    }
}

fn alias<'a>(records: &'a [Record], owner: &Name) -> Option<&'a Name> {
    records.iter().find_map(|record| match &record.data {
        RData::CNAME(target) if record.name == *owner => Some(&target.0),
        _ => None,
    })
}

fn fully_qualified(name: &DomainName) -> Result<Name, NoAnswer> {
    Name::from_ascii(format!("{name}.")).map_err(|error| NoAnswer::Unreachable(error.to_string()))
}

/// A name from DNS as a mail host's name; what is none (a label with strange octets) is left out of the list of aliases.
fn host(name: &Name) -> Option<DomainName> {
    DomainName::parse(&name.to_ascii()).ok()
}

fn exchange_host(name: &Name) -> Option<Result<DomainName, String>> {
    if name.is_root() {
        return None;
    }
    let ascii = name.to_ascii();
    Some(DomainName::parse(&ascii).map_err(|_| ascii))
}
