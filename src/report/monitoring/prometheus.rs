//! Metrics for Prometheus in its text format 0.0.4, as the textfile collector of node_exporter takes them.
//!
//! Every sample says for which command and target it is, so that files of several runs can stand side by side. What is not known has
//! no sample.

mod audited;
mod domain;
mod endpoint;
mod exposition;
mod metrics;
#[cfg(test)]
mod tests;

use crate::report::moment;
use crate::report::suite::{Case, CaseResult, Suite, suites};
use crate::report::{Dossier, Ended, PeerReport};
use exposition::{Exposition, Labels};
use std::collections::BTreeMap;

/// How the results of checks are called, the less bad before the worse.
const STATUSES: [&str; 5] = ["skipped", "passed", "warning", "error", "failed"];

/// The metrics of a run.
pub fn prometheus(ended: &Ended<'_>) -> String {
    let mut exposition = Exposition::default();
    let mut names: Vec<String> = Vec::new();
    for dossier in ended.dossiers {
        let name = own_name(&dossier.name, &names);
        let labels = Labels::new(ended.command, &name);
        names.push(name);
        of_target(&mut exposition, dossier, &labels);
    }
    exposition.text()
}

/// A name that no other target has: who names one twice wants to see both.
fn own_name(name: &str, taken: &[String]) -> String {
    let mut own = name.to_owned();
    let mut number = 1_usize;
    while taken.contains(&own) {
        number += 1;
        own = format!("{name} #{number}");
    }
    own
}

fn of_target(exposition: &mut Exposition, dossier: &Dossier, labels: &Labels) {
    let code = dossier.conclusion.exit_code;
    let version = labels.with(&[("version", env!("CARGO_PKG_VERSION"))]);
    exposition.add(&metrics::BUILD_INFO, &version, 1.0);
    if let Some(started) = moment::seconds(dossier.started_at()) {
        exposition.add_whole(&metrics::LAST_RUN, labels, started);
    }
    exposition.add_yes(&metrics::SUCCESS, labels, code == 0);
    exposition.add(&metrics::EXIT_CODE, labels, f64::from(code));
    if let Some(report) = &dossier.probe {
        domain::domain(exposition, report, labels);
        for endpoint in &report.endpoints {
            let labels = labels.at(&endpoint.peer);
            endpoint::endpoint(exposition, endpoint, &labels);
        }
    }
    endpoint::certificates(exposition, dossier, labels);
    for suite in suites(dossier) {
        checks(exposition, dossier, &suite, labels);
    }
    for endpoint in dossier.audit.iter().flat_map(|report| &report.endpoints) {
        audited::audited(exposition, endpoint, &labels.at(&endpoint.peer));
    }
}

/// How each check came out: for each result a sample, of which one is 1.
fn checks(exposition: &mut Exposition, dossier: &Dossier, suite: &Suite, labels: &Labels) {
    let labels = match peer(dossier, suite) {
        Some(peer) => labels.at(peer),
        None => labels.nowhere(),
    };
    let by = suite.by.unwrap_or("probe");
    // Several may have the same name, such as two things that are expected of one kind; then the worst counts.
    let mut worst: BTreeMap<&str, usize> = BTreeMap::new();
    let cases = suite.cases.iter();
    // The lines of a profile are many, and counted elsewhere.
    for case in cases.filter(|case| !audited::is_of_a_profile(dossier, &case.id)) {
        let is = STATUSES.iter().position(|it| *it == status(case));
        let known = worst.entry(&case.id).or_default();
        *known = (*known).max(is.unwrap_or_default());
    }
    for (check, worst) in worst {
        let is = STATUSES.get(worst).copied().unwrap_or_default();
        for status in STATUSES {
            let labels = labels.with(&[("by", by), ("check", check), ("status", status)]);
            exposition.add_yes(&metrics::CHECK_STATUS, &labels, status == is);
        }
    }
}

fn status(case: &Case) -> &'static str {
    match case.result {
        CaseResult::Passed if case.warns() => "warning",
        CaseResult::Passed => "passed",
        CaseResult::Failed => "failed",
        CaseResult::Error => "error",
        CaseResult::Skipped => "skipped",
    }
}

/// The endpoint that a suite is about.
fn peer<'a>(dossier: &'a Dossier, suite: &Suite) -> Option<&'a PeerReport> {
    let endpoint = suite.endpoint.as_ref()?;
    let probed = dossier.probe.iter().flat_map(|report| &report.endpoints);
    let probed = probed.map(|it| &it.peer);
    let audited = dossier.audit.iter().flat_map(|report| &report.endpoints);
    let audited = audited.map(|it| &it.peer);
    probed.chain(audited).find(|peer| &peer.peer == endpoint)
}
