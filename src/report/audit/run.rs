//! The report on the audit of one target.

use super::cure::CureReport;
use super::effort::EffortReport;
use super::evidence::EvidenceReport;
use super::features::FeaturesReport;
use super::findings::FindingReport;
use super::groups::{DhReport, GroupsReport, SchemesReport};
use super::input::{AuditDetail, AuditInput, AuditedEndpoint};
use super::profile::ProfileReport;
use super::shown::ShownReport;
use super::smtp::SmtpReport;
use super::versions::VersionReport;
use super::words::spelled;
use crate::judge::audit::Service;
use crate::report::certificate::View;
use crate::report::moment::rfc3339;
use crate::report::peer::PeerReport;
use crate::report::route::RouteReport;
use crate::report::run::{ConclusionReport, TargetReport};
use crate::report::schema;
use crate::report::{ExpectationReport, VerdictReport};
use schemars::JsonSchema;
use serde::Serialize;

/// The version of the JSON form; it changes when a field changes its meaning or goes away.
const SCHEMA_VERSION: u32 = 1;

/// Everything about the audit of one target.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AuditReport {
    /// The version of this form.
    #[schemars(extend("const" = SCHEMA_VERSION))]
    pub schema_version: u32,
    /// The version of smtls.
    pub smtls: &'static str,
    /// What this is a report on, as opposed to a probe.
    #[schemars(extend("const" = "audit"))]
    pub command: &'static str,
    /// When the run began (RFC 3339).
    #[schemars(extend("format" = "date-time"))]
    pub started_at: String,
    /// What the user named.
    pub target: TargetReport,
    /// Where its mail goes.
    pub route: RouteReport,
    /// The verdicts on that.
    pub verdicts: Vec<VerdictReport>,
    /// The servers that were audited, in order.
    pub endpoints: Vec<AuditedReport>,
    /// What was expected of it, and whether it is so; only where --require was given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub expectations: Vec<ExpectationReport>,
    /// What it comes to.
    pub conclusion: ConclusionReport,
}

/// One server that was audited.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AuditedReport {
    /// Which.
    #[serde(flatten)]
    pub peer: PeerReport,
    /// Who comes there: relay for sending servers, submission for those who insist on TLS.
    #[schemars(with = "Service")]
    pub service: &'static str,
    /// The verdicts on the ordinary session before the audit.
    pub session: Vec<VerdictReport>,
    /// The weaknesses, each found, not found or not tested.
    pub findings: Vec<FindingReport>,
    /// The settings that repair what was found, all together; absent where none does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<CureReport>,
    /// How the server stands by the profile.
    pub profile: ProfileReport,
    /// The versions, newest first, with their suites.
    pub versions: Vec<VersionReport>,
    /// The groups of the key exchange.
    pub groups: Vec<GroupsReport>,
    /// The finite-field groups of DHE up to TLS 1.2.
    pub dh: Vec<DhReport>,
    /// The schemes by which the server signs.
    pub signature_schemes: Vec<SchemesReport>,
    /// The certificates, and to whom each is shown.
    pub certificates: Vec<ShownReport>,
    /// What the server takes up or shows in the handshake.
    pub features: FeaturesReport,
    /// What was found out about STARTTLS and in ordinary sessions.
    pub smtp: SmtpReport,
    /// Every hello and what came of it.
    pub evidence: Vec<EvidenceReport>,
    /// What it cost.
    pub effort: EffortReport,
    /// Whether it counts for what the run comes to: not where another host answered, and one was enough.
    pub counts: bool,
    /// The exit code that this server alone would give.
    #[schemars(schema_with = "schema::exit_code")]
    pub exit_code: u8,
}

impl From<AuditInput<'_>> for AuditReport {
    fn from(input: AuditInput<'_>) -> Self {
        let endpoints = input.endpoints.iter();
        Self {
            schema_version: SCHEMA_VERSION,
            smtls: env!("CARGO_PKG_VERSION"),
            command: "audit",
            started_at: rfc3339(input.started),
            target: TargetReport::new(input.target),
            route: RouteReport::new(input.route),
            verdicts: input.verdicts.iter().map(VerdictReport::new).collect(),
            expectations: Vec::new(),
            endpoints: endpoints
                .map(|endpoint| AuditedReport::new(endpoint, input.view, input.detail))
                .collect(),
            conclusion: ConclusionReport::new(
                input.conclusion.exit,
                spelled(&input.conclusion.sentence),
            ),
        }
    }
}

impl AuditedReport {
    fn new(endpoint: &AuditedEndpoint<'_>, view: View, detail: AuditDetail) -> Self {
        let tls = endpoint.tls;
        let evidence = endpoint.evidence.iter().enumerate();
        let shown = tls.certificates.iter();
        let versions = tls.versions.iter();
        let encrypt_then_mac = tls.features.encrypt_then_mac.known();
        let has_encrypt_then_mac = encrypt_then_mac.is_some_and(|(has, _)| *has);
        Self {
            peer: PeerReport::from(endpoint.peer),
            service: endpoint.service.id(),
            session: endpoint.session.iter().map(VerdictReport::new).collect(),
            findings: endpoint.findings.iter().map(FindingReport::from).collect(),
            settings: endpoint.cure.map(CureReport::from),
            profile: ProfileReport::from(endpoint.profile),
            versions: versions
                .map(|facts| VersionReport::new(facts, has_encrypt_then_mac))
                .collect(),
            groups: tls.groups.iter().map(GroupsReport::new).collect(),
            dh: tls.dh.iter().map(DhReport::new).collect(),
            signature_schemes: tls.schemes.iter().map(SchemesReport::new).collect(),
            certificates: shown.map(|it| ShownReport::new(it, view)).collect(),
            features: FeaturesReport::from(&tls.features),
            smtp: SmtpReport::from(endpoint.smtp),
            evidence: evidence
                .map(|(id, it)| EvidenceReport::new(id, it, detail))
                .collect(),
            effort: EffortReport::from(endpoint.effort),
            counts: endpoint.counts,
            exit_code: endpoint.exit.number(),
        }
    }
}
