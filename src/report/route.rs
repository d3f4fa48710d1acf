//! Where the mail goes, as reported.

use super::dnssec::{ReachReport, TrailReport};
use super::schema;
use super::tlsa::TlsaSearchReport;
use crate::dns::NoAnswer;
use crate::quote;
use crate::route::{Found, Host, NoHost, Route, Way};
use crate::target::Service;
use schemars::JsonSchema;
use serde::Serialize;
/// Where the mail goes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RouteReport {
    /// mx, implicit-mx, null-mx, srv, given, or unresolved.
    #[schemars(extend("enum" = ["mx", "implicit-mx", "null-mx", "srv", "given", "unresolved"]))]
    pub kind: &'static str,
    /// The aliases that led to the MX records.
    pub aliases: Vec<String>,
    /// Whether DNSSEC reaches us, and who validates.
    pub dnssec: ReachReport,
    /// How the MX or SRV lookup came about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lookup: Option<TrailReport>,
    /// The resolvers that were asked.
    pub resolvers: Vec<String>,
    /// The hosts, in a sender's order.
    pub hosts: Vec<HostReport>,
    /// What the SRV records say of the submission services: the one asked for, then the other.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<ServiceReport>,
    /// Why the MX or SRV lookup has no answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<LookupFailure>,
}

/// A submission service.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ServiceReport {
    /// Its label in DNS.
    #[schemars(extend("enum" = ["_submission", "_submissions"]))]
    pub label: &'static str,
    /// offered, not-offered, or why there is no answer.
    #[schemars(schema_with = "schema::word")]
    pub status: &'static str,
    /// The lowest priority among its SRV records.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<u16>,
}

/// One host of the route.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct HostReport {
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The preference of its MX record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preference: Option<u16>,
    /// The priority of its SRV record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<u16>,
    /// The weight of its SRV record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<u16>,
    /// The port of its SRV record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    /// The preferences of further MX records that name it, or the priorities of further SRV records with the same port.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also_listed_at: Vec<u16>,
    /// The aliases that led to its addresses.
    pub aliases: Vec<String>,
    /// Its addresses.
    pub addresses: Vec<String>,
    /// How the lookups of its addresses came about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lookups: Vec<TrailReport>,
    /// The search for its TLSA records.
    pub tlsa: TlsaSearchReport,
    /// Why it has none, or where it has some, why others could not be found out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<LookupFailure>,
    /// How many addresses more there are than are used.
    #[serde(skip_serializing_if = "is_zero")]
    pub omitted: usize,
}

/// A question without an answer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LookupFailure {
    /// In a word.
    #[schemars(schema_with = "schema::word")]
    pub cause: &'static str,
    /// In a sentence fragment.
    pub evidence: String,
}

impl RouteReport {
    pub(super) fn new(route: &Route) -> Self {
        let (kind, failure) = match &route.way {
            Way::Mx => ("mx", None),
            Way::ImplicitMx => ("implicit-mx", None),
            Way::NullMx => ("null-mx", None),
            Way::Srv(srv) => ("srv", LookupFailure::of_service(&srv.found)),
            Way::Given => ("given", None),
            Way::Unresolved(no_answer) => ("unresolved", Some(LookupFailure::of_dns(no_answer))),
        };
        Self {
            kind,
            aliases: route.aliases().map(ToString::to_string).collect(),
            dnssec: ReachReport::from(&route.dnssec),
            lookup: route.trail.as_ref().map(TrailReport::from),
            resolvers: route.resolvers.iter().map(ToString::to_string).collect(),
            hosts: route.hosts.iter().map(HostReport::new).collect(),
            services: match &route.way {
                Way::Srv(srv) => vec![
                    ServiceReport::new(srv.service, &srv.found),
                    ServiceReport::new(srv.service.other(), &srv.other),
                ],
                _ => Vec::new(),
            },
            failure,
        }
    }
}

impl ServiceReport {
    fn new(service: Service, found: &Found) -> Self {
        let (status, priority) = match found {
            Found::Offered(priority) => ("offered", Some(*priority)),
            Found::NotOffered => ("not-offered", None),
            Found::Unanswered(no_answer) => (no_answer.cause(), None),
        };
        Self {
            label: service.label(),
            status,
            priority,
        }
    }
}

impl HostReport {
    fn new(host: &Host) -> Self {
        let (addresses, failure) = match &host.addresses {
            Ok(addresses) => (
                addresses.iter().map(ToString::to_string).collect(),
                host.doubt.as_ref().map(LookupFailure::of_dns),
            ),
            Err(trouble) => (Vec::new(), Some(LookupFailure::new(trouble))),
        };
        Self {
            name: host.name.as_ref().map(ToString::to_string),
            preference: host.preference,
            priority: host.located.map(|located| located.priority),
            weight: host.located.map(|located| located.weight),
            port: host.located.map(|located| located.port),
            also_listed_at: host.also_listed_at.clone(),
            aliases: host.aliases.iter().map(ToString::to_string).collect(),
            addresses,
            lookups: host.trails.iter().map(TrailReport::from).collect(),
            tlsa: TlsaSearchReport::from(&host.tlsa),
            failure,
            omitted: host.omitted,
        }
    }
}

fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl LookupFailure {
    pub(super) fn of_dns(no_answer: &NoAnswer) -> Self {
        Self {
            cause: no_answer.cause(),
            evidence: no_answer.to_string(),
        }
    }

    fn of_service(found: &Found) -> Option<Self> {
        match found {
            Found::Offered(_) => None,
            Found::NotOffered => Some(Self {
                cause: "not-offered",
                evidence: "the SRV record names the root: the service is not offered".to_owned(),
            }),
            Found::Unanswered(no_answer) => Some(Self::of_dns(no_answer)),
        }
    }

    fn new(trouble: &NoHost) -> Self {
        match trouble {
            NoHost::Dns(no_answer) => Self::of_dns(no_answer),
            NoHost::OtherFamily => Self {
                cause: "other-family",
                evidence: "it has addresses, but none of the kind that was asked for".to_owned(),
            },
            NoHost::Root => Self {
                cause: "root",
                evidence: "the record names the root, and does not stand alone as it would have to"
                    .to_owned(),
            },
            NoHost::NotAName(text) => Self {
                cause: "no-host-name",
                evidence: format!("the record names \"{}\"", quote::text(text)),
            },
        }
    }
}
