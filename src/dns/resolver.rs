//! The resolver: hickory's lower half, which leaves every answer as it came. Only this file and those below it name hickory.
//!
//! Each configured server is asked apart and in order, so that a failure can name the server that failed, and so that a
//! validating layer can later be put between the transport (`server`) and the questions.

mod server;

use super::{
    DnssecReach, DnssecStatus, DomainName, Exchange, Lookup, NoAnswer, Secured, SrvRecord, Trail,
};
use crate::dane::Tlsa;
use hickory_resolver::proto::op::ResponseCode;
use hickory_resolver::proto::rr::{Name, RData, Record, RecordType};
use server::{Response, Server, addresses};
use std::net::{IpAddr, SocketAddr};
use std::sync::OnceLock;

/// How many aliases are followed; the peers stop between 8 and 16.
const ALIASES: usize = 12;

/// Why nothing is known of an answer's security.
const UNVALIDATED: &str = "DNSSEC was not asked for";

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

    /// Whether anybody wants to know how far DNSSEC vouches for the answers.
    pub fn wants_dnssec(&self) -> bool {
        false
    }

    /// Whether DNSSEC reaches us, as far as the questions up to now showed.
    pub fn reach(&self) -> DnssecReach {
        DnssecReach::Off
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
    pub async fn mx(&self, domain: &DomainName) -> Lookup<Exchange> {
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
    pub async fn srv(&self, owner: &str) -> Lookup<SrvRecord> {
        self.ask_at(owner, RecordType::SRV, |data| match data {
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
    pub async fn ipv4(&self, host: &DomainName) -> Lookup<IpAddr> {
        self.ask(host, RecordType::A, |data| match data {
            RData::A(a) => Some(IpAddr::V4(a.0)),
            _ => None,
        })
        .await
    }

    /// The IPv6 addresses of a host.
    pub async fn ipv6(&self, host: &DomainName) -> Lookup<IpAddr> {
        self.ask(host, RecordType::AAAA, |data| match data {
            RData::AAAA(aaaa) => Some(IpAddr::V6(aaaa.0)),
            _ => None,
        })
        .await
    }

    /// The TLSA records at an owner name such as `_25._tcp.mx.example.com` (RFC 6698 §3).
    pub async fn tlsa(&self, owner: &str) -> Lookup<Tlsa> {
        self.ask_at(owner, RecordType::TLSA, |data| match data {
            RData::TLSA(tlsa) => Some(Tlsa {
                usage: tlsa.cert_usage.into(),
                selector: tlsa.selector.into(),
                matching_type: tlsa.matching.into(),
                data: tlsa.cert_data.clone(),
            }),
            _ => None,
        })
        .await
    }

    /// The TXT records at an owner name such as `_mta-sts.example.com`, the strings of each joined without a space.
    pub async fn txt(&self, owner: &str) -> Lookup<Vec<u8>> {
        self.ask_at(owner, RecordType::TXT, |data| match data {
            RData::TXT(txt) => Some(
                txt.txt_data
                    .iter()
                    .flat_map(|part| part.iter().copied())
                    .collect(),
            ),
            _ => None,
        })
        .await
    }

    /// The same where the owner is put together from labels; those before a domain of the longest kind make a name that cannot exist.
    async fn ask_at<T>(
        &self,
        owner: &str,
        record_type: RecordType,
        pick: fn(&RData) -> Option<T>,
    ) -> Lookup<T> {
        match DomainName::parse(owner) {
            Ok(owner) => self.ask(&owner, record_type, pick).await,
            Err(_) => Lookup {
                outcome: Err(NoAnswer::NxDomain),
                trail: unvalidated(owner.to_owned(), record_type, Vec::new()),
            },
        }
    }

    async fn ask<T>(
        &self,
        name: &DomainName,
        record_type: RecordType,
        pick: fn(&RData) -> Option<T>,
    ) -> Lookup<T> {
        let mut aliases = Vec::new();
        let outcome = self.follow(name, record_type, pick, &mut aliases).await;
        let aliases = aliases.into_iter().map(|value| Secured {
            value,
            status: DnssecStatus::Indeterminate,
            reason: Some(UNVALIDATED.to_owned()),
        });
        Lookup {
            outcome,
            trail: unvalidated(name.to_string(), record_type, aliases.collect()),
        }
    }

    async fn follow<T>(
        &self,
        name: &DomainName,
        record_type: RecordType,
        pick: fn(&RData) -> Option<T>,
        aliases: &mut Vec<DomainName>,
    ) -> Result<Vec<T>, NoAnswer> {
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
            *aliases = seen.iter().skip(1).filter_map(host).collect();
            let found = response
                .records
                .iter()
                .filter(|record| record.name == owner);
            let records: Vec<T> = found.filter_map(|record| pick(&record.data)).collect();
            if !records.is_empty() {
                return Ok(records);
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

/// A trail of which nothing was validated.
fn unvalidated(owner: String, record_type: RecordType, aliases: Vec<Secured<DomainName>>) -> Trail {
    Trail {
        owner,
        record_type: record_type.into(),
        aliases,
        status: DnssecStatus::Indeterminate,
        reason: Some(UNVALIDATED.to_owned()),
        opinion: None,
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
