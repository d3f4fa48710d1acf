//! What the judgement on DANE is made from: plain values, so that every case can be written down.

use super::policy::Records;
use super::references::reference_names;
use crate::certificate::Certificate;
use crate::dane::Tlsa;
use crate::dns::{DnssecReach, DomainName};
use crate::exit::ExitCode;
use crate::judge::demands::Demands;
use crate::judge::starttls;
use crate::judge::verdict::Status;
use crate::judge::{Check, Level};
use crate::probe::{Cause, Observation};
use crate::route::{Host, Route, TlsaSearch};
use crate::smtp::{Fault, Stage};
use crate::tls::HandshakeSignature;
use rustls::pki_types::ServerName;

/// All that is known of one endpoint.
#[derive(Clone, Debug)]
pub struct DaneInput<'a> {
    /// The records.
    pub records: Records<'a>,
    /// Whether DNSSEC reaches us.
    pub reach: DnssecReach,
    /// The TLSA base domain, or the host's name where there is none; nothing for an address.
    pub base_domain: Option<DomainName>,
    /// The reference identifiers, the TLSA base domain first.
    pub references: Vec<DomainName>,
    /// The names of the hosts are known securely (RFC 7672 §2.2.1).
    pub mx_is_secure: bool,
    /// The port, of which the owner name of the records speaks (RFC 6698 §3).
    pub port: u16,
    /// What came of TLS.
    pub tls: TlsSeen,
    /// STARTTLS, which this session did not offer, was offered by the same endpoint in another.
    pub offered_at_other_times: bool,
    /// The certificates of this session first; then those of further handshakes, or why there is none.
    pub shown: Vec<Shown<'a>>,
    /// How strict the run is.
    pub level: Level,
    /// The port is one for submission, for which RFC 7672 was not made.
    pub submission: bool,
    /// The moment of judgement, in seconds since 1970.
    pub now: i64,
}

/// What came of TLS in the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TlsSeen {
    /// The handshake was completed.
    Established,
    /// STARTTLS is not offered.
    NotOffered,
    /// It failed; why.
    Failed(String),
    /// The session did not come to it; why.
    NotReached(String),
}

/// What one handshake showed.
#[derive(Clone, Debug)]
pub struct Shown<'a> {
    /// What sets it apart, where there are several: the kind of key that was asked for, such as `RSA`.
    pub label: Option<String>,
    /// The certificates as sent, or why none of this kind was seen.
    pub chain: Result<&'a [Certificate], String>,
    /// Whether the server proved that it holds the key.
    pub signature: Option<HandshakeSignature>,
}

impl<'a> DaneInput<'a> {
    /// The input of a session with a host; `chain` are its certificates, `next_hop` is the domain whose MX or SRV records were
    /// asked for, `given` the records of `--tlsa`.
    pub fn new(
        route: &Route,
        host: &'a Host,
        next_hop: Option<&DomainName>,
        observation: &Observation,
        chain: &'a [Certificate],
        given: &'a [Tlsa],
        demands: &Demands,
    ) -> Self {
        let base_domain = decisive(&host.tlsa).or(host.name.as_ref());
        let references = match base_domain {
            Some(base) => reference_names(route, host, base, next_hop),
            None => Vec::from_iter(demands.verify_name.as_ref().and_then(named)),
        };
        let seen = observation.seen.as_ref();
        Self {
            records: match given.is_empty() {
                true => Records::Published(&host.tlsa),
                false => Records::Given(given),
            },
            reach: route.dnssec.clone(),
            base_domain: base_domain.cloned(),
            references,
            mx_is_secure: route.is_secure(),
            port: observation.peer.port,
            tls: TlsSeen::of(observation, demands),
            offered_at_other_times: false,
            shown: vec![Shown {
                label: None,
                chain: Ok(chain),
                signature: seen
                    .and_then(|seen| seen.signature.as_ref())
                    .map(|(_, signature)| signature.clone()),
            }],
            level: demands.level,
            submission: demands.submission,
            now: demands.now,
        }
    }

    /// The same with what a further handshake with the same endpoint showed.
    pub fn with_shown(mut self, shown: Shown<'a>) -> Self {
        self.shown.push(shown);
        self
    }

    /// The records that are judged.
    pub(super) fn judged_records(&self) -> &'a [Tlsa] {
        match self.records {
            Records::Given(records) => records,
            Records::Published(search) => search.found().map_or(&[], |(_, records)| records),
        }
    }

    /// The owner name of the records as a sentence has it: `_25._tcp.mx.example.com` (RFC 6698 §3).
    pub(super) fn place(&self) -> String {
        match &self.base_domain {
            Some(base_domain) => format!("_{}._tcp.{base_domain}", self.port),
            None => format!("_{}._tcp below the host's name", self.port),
        }
    }

    /// The same as a zone file has it, with a final dot.
    pub(super) fn owner(&self) -> String {
        match &self.base_domain {
            Some(_) => format!("{}.", self.place()),
            None => format!("_{}._tcp.HOST.", self.port),
        }
    }
}

/// The candidate that decides: the TLSA base domain, or the last that was asked.
fn decisive(search: &TlsaSearch) -> Option<&DomainName> {
    match search {
        TlsaSearch::Asked(candidates) => candidates.last().map(|last| &last.base_domain),
        _ => None,
    }
}

/// The name of `--verify-name`, for a target that has none itself.
fn named(name: &ServerName<'_>) -> Option<DomainName> {
    match name {
        ServerName::DnsName(name) => DomainName::parse(name.as_ref()).ok(),
        _ => None,
    }
}

impl TlsSeen {
    /// What a session shows of it.
    pub fn of(observation: &Observation, demands: &Demands) -> Self {
        match &observation.handshake {
            Some(handshake) if handshake.resumed => {
                return Self::NotReached(
                    "an earlier session was resumed, in which no certificate is sent".to_owned(),
                );
            }
            Some(_) => return Self::Established,
            None => {}
        }
        let verdicts = starttls::verdicts(observation, demands);
        let told = verdicts.iter().find(|verdict| {
            matches!(verdict.check, Check::StartTls | Check::Handshake)
                && verdict.status != Status::Pass
        });
        let why = told.map(|verdict| verdict.reason.clone());
        let why = why.unwrap_or_else(|| "there was no handshake".to_owned());
        let is_temporary = told.is_some_and(|verdict| verdict.exit == ExitCode::NotNow);
        match observation.failure(Stage::StartTls) {
            Some(Cause::Smtp(Fault::NotOffered)) => Self::NotOffered,
            Some(Cause::Deadline | Cause::Interrupted(_)) | None => Self::NotReached(why),
            Some(_) if is_temporary => Self::NotReached(why),
            Some(_) => Self::Failed(why),
        }
    }
}
