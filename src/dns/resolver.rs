//! The resolver: hickory's lower half, which leaves every answer as it came. Only this file, those below it and `dnssec` name
//! hickory.
//!
//! Each configured server is asked apart and in order, so that a failure can name the server that failed, and so that each can
//! be tried whether DNSSEC comes through it.

mod answer;
mod plain;
mod server;
mod validated;
mod vouched;

use super::dnssec::{Canary, DnssecAnchors};
use super::{DnssecReach, DomainName, Exchange, Lookup, NoAnswer, SrvRecord};
use crate::dane::Tlsa;
use crate::interrupt::Interrupt;
use answer::Answer;
use hickory_resolver::proto::rr::{Name, RData, RecordType};
use server::{Server, addresses};
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, OnceLock};
use std::time::Instant;

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

/// Who finds out how far DNSSEC vouches for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DnssecMode {
    /// We, from the trust anchors on; the resolver's opinion is asked beside that.
    Auto,
    /// We, from the trust anchors on.
    Validate,
    /// The resolver, by the AD bit (RFC 4035 §4.9.3); the path to it must be trusted.
    Resolver,
    /// Nobody.
    Off,
}

/// Asks questions. What it needs for that is made at the first question, because many targets need none.
pub struct Resolver {
    choice: ResolverChoice,
    mode: DnssecMode,
    anchors: Arc<DnssecAnchors>,
    servers: OnceLock<Result<Vec<Server>, NoAnswer>>,
    interrupt: Interrupt,
}

impl Resolver {
    /// A resolver that has not asked anything yet.
    pub fn new(choice: ResolverChoice, mode: DnssecMode, anchors: DnssecAnchors) -> Self {
        Self {
            choice,
            mode,
            anchors: Arc::new(anchors),
            servers: OnceLock::new(),
            interrupt: Interrupt::default(),
        }
    }

    /// The same, which waits for no answer any more once a signal has come.
    pub fn heeding(self, interrupt: Interrupt) -> Self {
        Self { interrupt, ..self }
    }

    /// The servers that were asked, in order; none before the first question.
    pub fn asked(&self) -> Vec<SocketAddr> {
        let servers = self.servers.get().into_iter().flatten().flatten();
        servers.map(|server| server.address).collect()
    }

    /// Whether anybody wants to know how far DNSSEC vouches for the answers.
    pub fn wants_dnssec(&self) -> bool {
        self.mode != DnssecMode::Off
    }

    /// Whether DNSSEC reaches us, as far as the questions up to now showed.
    pub fn reach(&self) -> DnssecReach {
        match (self.mode, self.servers.get()) {
            (DnssecMode::Off, _) => DnssecReach::Off,
            (_, None) => DnssecReach::NotAsked,
            (DnssecMode::Resolver, _) => DnssecReach::Resolver,
            (_, Some(servers)) => {
                let servers = servers.iter().flatten();
                let canaries = servers.filter_map(|server| server.validator.known_canary());
                reach(canaries)
            }
        }
    }

    /// The servers, made at the first call. Without any, targets that need no DNS still work.
    fn servers(&self) -> Result<&[Server], NoAnswer> {
        let made = self.servers.get_or_init(|| {
            let addresses = addresses(&self.choice)?.into_iter();
            addresses
                .map(|address| Server::new(address, self.anchors.clone()))
                .collect()
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

    /// The same, given up at a deadline.
    pub async fn txt_until(&self, owner: &str, deadline: Instant) -> Lookup<Vec<u8>> {
        let lookup = tokio::time::timeout_at(deadline.into(), self.txt(owner)).await;
        lookup.unwrap_or_else(|_| {
            let answer = Answer::late(owner, RecordType::TXT);
            answer.lookup(|_| None)
        })
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
            Err(_) => Answer::impossible(owner, record_type).lookup(pick),
        }
    }

    async fn ask<T>(
        &self,
        name: &DomainName,
        record_type: RecordType,
        pick: fn(&RData) -> Option<T>,
    ) -> Lookup<T> {
        let answer = async {
            match self.mode {
                DnssecMode::Off => self.plain(name, record_type, plain::NOT_ASKED).await,
                DnssecMode::Resolver => self.vouched(name, record_type).await,
                DnssecMode::Validate => self.validated(name, record_type, false).await,
                DnssecMode::Auto => self.validated(name, record_type, true).await,
            }
        };
        let answer = tokio::select! {
            biased;
            signal = self.interrupt.came() => {
                Answer::interrupted(&name.to_string(), record_type, signal)
            }
            answer = answer => answer,
        };
        answer.lookup(pick)
    }
}

/// What the canaries of the servers say of the run: the first server that answered decides.
fn reach<'a>(canaries: impl Iterator<Item = &'a Canary>) -> DnssecReach {
    let mut silent = None;
    for canary in canaries {
        match canary {
            Canary::Passes => return DnssecReach::Validated,
            Canary::Strips(why) => return DnssecReach::Stripped(why.clone()),
            Canary::Silent(why) => silent = silent.or(Some(why)),
        }
    }
    silent.map_or(DnssecReach::NotAsked, |why| {
        DnssecReach::Stripped(why.clone())
    })
}

fn fully_qualified(name: &DomainName) -> Result<Name, NoAnswer> {
    Name::from_ascii(format!("{name}.")).map_err(|error| NoAnswer::Unreachable(error.to_string()))
}

fn exchange_host(name: &Name) -> Option<Result<DomainName, String>> {
    if name.is_root() {
        return None;
    }
    let ascii = name.to_ascii();
    Some(DomainName::parse(&ascii).map_err(|_| ascii))
}
