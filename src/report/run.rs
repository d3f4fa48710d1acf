//! The report on one target.

use super::certificate::View;
use super::endpoint::{EndpointReport, VerdictReport};
use super::moment::rfc3339;
use super::schema;
use crate::certificate::Certificate;
use crate::dns::NoAnswer;
use crate::judge::{Conclusion, Judgement, Level, Verdict};
use crate::probe::{Observation, Peer};
use crate::quote;
use crate::route::{Found, Host, NoHost, Route, Way};
use crate::target::{Destination, Service, Target};
use schemars::JsonSchema;
use serde::Serialize;

/// The version of the JSON form; it changes when a field changes its meaning or goes away.
const SCHEMA_VERSION: u32 = 1;

/// Everything about one target.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Report {
    /// The version of this form.
    #[schemars(extend("const" = SCHEMA_VERSION))]
    pub schema_version: u32,
    /// The version of smtls.
    pub smtls: &'static str,
    /// When the run began (RFC 3339).
    #[schemars(extend("format" = "date-time"))]
    pub started_at: String,
    /// The moment at which certificates were judged (RFC 3339).
    #[schemars(extend("format" = "date-time"))]
    pub judged_at: String,
    /// How strict the run was.
    #[schemars(with = "Level")]
    pub level: &'static str,
    /// What the user named.
    pub target: TargetReport,
    /// Where its mail goes.
    pub route: RouteReport,
    /// What was probed, in order.
    pub endpoints: Vec<EndpointReport>,
    /// The verdicts on the target as a whole.
    pub verdicts: Vec<VerdictReport>,
    /// What it comes to.
    pub conclusion: ConclusionReport,
}

/// What the user named.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TargetReport {
    /// As it was typed.
    pub given: String,
    /// domain, host, service (located by SRV records) or address.
    #[schemars(extend("enum" = ["domain", "host", "service", "address"]))]
    pub kind: &'static str,
    /// The name in A-labels, or the address.
    pub name: String,
    /// The name in U-labels, where that differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unicode: Option<String>,
    /// The logical port.
    pub port: u16,
    /// starttls or implicit.
    #[schemars(extend("enum" = ["starttls", "implicit"]))]
    pub security: &'static str,
}

/// Where the mail goes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RouteReport {
    /// mx, implicit-mx, null-mx, srv, given, or unresolved.
    #[schemars(extend("enum" = ["mx", "implicit-mx", "null-mx", "srv", "given", "unresolved"]))]
    pub kind: &'static str,
    /// The aliases that led to the MX records.
    pub aliases: Vec<String>,
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
    /// The preferences of further MX records that name it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also_listed_at: Vec<u16>,
    /// The aliases that led to its addresses.
    pub aliases: Vec<String>,
    /// Its addresses.
    pub addresses: Vec<String>,
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

/// What it comes to.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ConclusionReport {
    /// The exit code for this target.
    #[schemars(schema_with = "schema::exit_code")]
    pub exit_code: u8,
    /// The last line.
    pub sentence: String,
}

/// An endpoint, the connections to it in order, each with the certificates that it showed, and what was decided.
pub type EndpointInput<'a> = (
    &'a Peer,
    Vec<(&'a Observation, &'a [Certificate])>,
    &'a Judgement,
);

/// What a report is made from.
pub struct ReportInput<'a> {
    /// What the user named.
    pub target: &'a Target,
    /// Where its mail goes.
    pub route: &'a Route,
    /// What was seen and decided, endpoint by endpoint.
    pub endpoints: Vec<EndpointInput<'a>>,
    /// The verdicts on the route.
    pub verdicts: &'a [Verdict],
    /// What it comes to.
    pub conclusion: &'a Conclusion,
    /// How strict the run was.
    pub level: Level,
    /// When the run began, in seconds since 1970.
    pub started: i64,
    /// From which moment the report looks at things, and how much it holds.
    pub view: View,
}

impl From<ReportInput<'_>> for Report {
    fn from(input: ReportInput<'_>) -> Self {
        let endpoints = input.endpoints.iter();
        Self {
            schema_version: SCHEMA_VERSION,
            smtls: env!("CARGO_PKG_VERSION"),
            started_at: rfc3339(input.started),
            judged_at: rfc3339(input.view.now),
            level: input.level.word(),
            target: TargetReport::new(input.target),
            route: RouteReport::new(input.route),
            endpoints: endpoints
                .map(|(peer, seen, judgement)| {
                    EndpointReport::new(peer, seen, judgement, input.view)
                })
                .collect(),
            verdicts: input.verdicts.iter().map(VerdictReport::new).collect(),
            conclusion: ConclusionReport {
                exit_code: input.conclusion.exit.number(),
                sentence: input.conclusion.sentence.clone(),
            },
        }
    }
}

impl TargetReport {
    fn new(target: &Target) -> Self {
        let (kind, unicode) = match &target.destination {
            Destination::Domain(name) => ("domain", name.unicode()),
            Destination::Host(name) => ("host", name.unicode()),
            Destination::Service(name, _) => ("service", name.unicode()),
            Destination::Address(_) => ("address", None),
        };
        Self {
            given: target.given.clone(),
            kind,
            name: target.destination.to_string(),
            unicode,
            port: target.port,
            security: if target.implicit_tls {
                "implicit"
            } else {
                "starttls"
            },
        }
    }
}

impl RouteReport {
    fn new(route: &Route) -> Self {
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
            aliases: route.aliases.iter().map(ToString::to_string).collect(),
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
            failure,
            omitted: host.omitted,
        }
    }
}

fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl LookupFailure {
    fn of_dns(no_answer: &NoAnswer) -> Self {
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
