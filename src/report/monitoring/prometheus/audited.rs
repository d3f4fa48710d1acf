//! Metrics of an endpoint that was audited.

use super::exposition::{Exposition, Labels};
use super::metrics;
use crate::report::Dossier;
use crate::report::audit::AuditedReport;
use crate::report::monitoring::stages::seconds;

/// How a profile grades, and that it cannot.
const GRADES: [&str; 5] = [
    "good",
    "sufficient",
    "phase-out",
    "insufficient",
    "not-tested",
];

/// What an audit found out about an endpoint.
pub(super) fn audited(exposition: &mut Exposition, endpoint: &AuditedReport, labels: &Labels) {
    exposition.add_yes(&metrics::AUDIT_SUCCESS, labels, endpoint.exit_code == 0);
    let effort = &endpoint.effort;
    let took = seconds(effort.duration_ms);
    exposition.add(&metrics::AUDIT_DURATION, labels, took);
    exposition.add_count(&metrics::AUDIT_CONNECTIONS, labels, effort.connections);
    let profile = &endpoint.profile;
    let of_profile = labels.with(&[("profile", &profile.name)]);
    for (result, count) in [("failed", profile.failed), ("not-tested", profile.untested)] {
        let labels = of_profile.with(&[("result", result)]);
        exposition.add_count(&metrics::PROFILE_MUSTS, &labels, count);
    }
    for grade in GRADES {
        let lines = profile.lines.iter();
        let count = lines
            .filter(|line| line.grade.unwrap_or("not-tested") == grade)
            .count();
        let labels = of_profile.with(&[("grade", grade)]);
        exposition.add_count(&metrics::PROFILE_LINES, &labels, count);
    }
    for finding in &endpoint.findings {
        if finding.outcome == "not-tested" {
            continue;
        }
        let severity = finding.severity.unwrap_or_default();
        let labels = labels.with(&[("weakness", finding.id), ("severity", severity)]);
        let is_found = finding.outcome == "found";
        exposition.add_yes(&metrics::WEAKNESS, &labels, is_found);
    }
    for version in &endpoint.versions {
        if let Some(spoken) = version.spoken.answer {
            let labels = labels.with(&[("version", &version.name)]);
            exposition.add_yes(&metrics::VERSION_ACCEPTED, &labels, spoken);
        }
    }
}

/// Whether a case of this id is a line of a profile.
pub(super) fn is_of_a_profile(dossier: &Dossier, id: &str) -> bool {
    let endpoints = dossier.audit.iter().flat_map(|report| &report.endpoints);
    let mut lines = endpoints.flat_map(|endpoint| &endpoint.profile.lines);
    lines.any(|line| line.case == id)
}
