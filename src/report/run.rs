//! The report on one target.

use super::certificate::View;
use super::endpoint::{EndpointReport, VerdictReport};
use super::expectation::ExpectationReport;
use super::moment::rfc3339;
use super::policies::PoliciesReport;
use super::route::RouteReport;
use super::schema;
use super::sender::SenderReport;
use crate::certificate::Certificate;
use crate::exit::ExitCode;
use crate::judge::mta_sts::OnDomain;
use crate::judge::{Conclusion, Judgement, Level, Verdict};
use crate::policies::Policies;
use crate::probe::{Observation, Peer};
use crate::route::Route;
use crate::target::{Destination, Target};
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
    /// What the domain publishes beside.
    pub policies: PoliciesReport,
    /// What was probed, in order.
    pub endpoints: Vec<EndpointReport>,
    /// The verdicts on the target as a whole.
    pub verdicts: Vec<VerdictReport>,
    /// What was expected of it, and whether it is so; only where --require was given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub expectations: Vec<ExpectationReport>,
    /// What a sending server would do with mail for the domain; absent where none comes, or there is no host.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender: Option<SenderReport>,
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

/// What it comes to.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
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
    /// The verdicts on the route, and on what the domain publishes.
    pub verdicts: &'a [Verdict],
    /// What the domain publishes.
    pub policies: &'a Policies,
    /// What was decided about its MTA-STS.
    pub sts: Option<&'a OnDomain>,
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
        let endpoints = input.endpoints.iter().enumerate();
        let conclusion = input.conclusion;
        Self {
            schema_version: SCHEMA_VERSION,
            smtls: env!("CARGO_PKG_VERSION"),
            started_at: rfc3339(input.started),
            judged_at: rfc3339(input.view.now),
            level: input.level.word(),
            target: TargetReport::new(input.target),
            route: RouteReport::new(input.route),
            endpoints: endpoints
                .map(|(index, (peer, seen, judgement))| EndpointReport {
                    counts: conclusion.counts(index),
                    ..EndpointReport::new(peer, seen, judgement, input.view)
                })
                .collect(),
            policies: PoliciesReport::new(input.policies, input.sts),
            sender: input.conclusion.sender.as_ref().map(SenderReport::from),
            verdicts: input.verdicts.iter().map(VerdictReport::new).collect(),
            expectations: Vec::new(),
            conclusion: ConclusionReport::new(
                input.conclusion.exit,
                input.conclusion.sentence.clone(),
            ),
        }
    }
}

impl ConclusionReport {
    /// From the code and the last line.
    pub fn new(exit: ExitCode, sentence: String) -> Self {
        Self {
            exit_code: exit.number(),
            sentence,
        }
    }
}

impl TargetReport {
    pub(super) fn new(target: &Target) -> Self {
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
