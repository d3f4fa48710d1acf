//! Everything that came out about one target, whatever was asked of it: what the formats for machines and for pages are made from.

use super::Report;
use super::audit::AuditReport;
use super::check::PlaceReport;
use super::expectation::ExpectationReport;
use super::run::ConclusionReport;

/// The **dossier** on one target.
#[derive(Clone, Debug, Default)]
pub struct Dossier {
    /// What it is called: as it was typed, or as a file of expectations names it.
    pub name: String,
    /// What was probed, where that was asked for.
    pub probe: Option<Report>,
    /// What was audited, where that was asked for.
    pub audit: Option<AuditReport>,
    /// Where a file of expectations has it.
    pub place: Option<PlaceReport>,
    /// What was expected of it.
    pub expectations: Vec<ExpectationReport>,
    /// What it comes to, all together.
    pub conclusion: ConclusionReport,
}

impl Dossier {
    /// The dossier on a target that was probed.
    pub fn of_probe(report: Report) -> Self {
        Self {
            name: report.target.given.clone(),
            conclusion: report.conclusion.clone(),
            expectations: report.expectations.clone(),
            probe: Some(report),
            ..Self::default()
        }
    }

    /// The dossier on a target that was audited.
    pub fn of_audit(report: AuditReport) -> Self {
        Self {
            name: report.target.given.clone(),
            conclusion: report.conclusion.clone(),
            expectations: report.expectations.clone(),
            audit: Some(report),
            ..Self::default()
        }
    }

    /// When the run began (RFC 3339).
    pub fn started_at(&self) -> &str {
        let probe = self.probe.as_ref().map(|it| it.started_at.as_str());
        let audit = self.audit.as_ref().map(|it| it.started_at.as_str());
        probe.or(audit).unwrap_or_default()
    }
}
