//! Metrics of a target as a whole: its route and what the domain publishes.

use super::exposition::{Exposition, Labels};
use super::metrics;
use crate::judge::Status;
use crate::report::Report;

/// What a run found out about a target apart from its endpoints.
pub(super) fn domain(exposition: &mut Exposition, report: &Report, labels: &Labels) {
    let route = &report.route;
    let kind = labels.with(&[("kind", route.kind)]);
    exposition.add(&metrics::ROUTE_INFO, &kind, 1.0);
    if route.failure.is_none() {
        exposition.add_count(&metrics::ROUTE_HOSTS, labels, route.hosts.len());
    }
    for host in &route.hosts {
        let search = &host.tlsa;
        let at = labels.with(&[("host", host.name.as_deref().unwrap_or_default())]);
        let status = at.with(&[("status", search.status)]);
        exposition.add(&metrics::TLSA_SEARCH, &status, 1.0);
        let found = search.lookups.iter();
        let found = found
            .map(|lookup| lookup.records.len())
            .find(|count| *count > 0);
        match (search.status, found) {
            ("found", Some(count)) => exposition.add_count(&metrics::TLSA_RECORDS, &at, count),
            ("none", _) => exposition.add_count(&metrics::TLSA_RECORDS, &at, 0),
            _ => {}
        }
    }
    if let Some(sts) = &report.policies.mta_sts {
        let id = sts.id.as_deref().unwrap_or_default();
        let mode = labels.with(&[("mode", sts.state), ("id", id)]);
        exposition.add(&metrics::MTA_STS_INFO, &mode, 1.0);
        let policy = sts.policy.as_ref().filter(|policy| policy.valid);
        if let Some(age) = policy.and_then(|policy| policy.max_age) {
            let age = i64::try_from(age).unwrap_or(i64::MAX);
            exposition.add_whole(&metrics::MTA_STS_MAX_AGE, labels, age);
        }
    }
    let mut verdicts = report.verdicts.iter();
    let is_known = verdicts.any(|it| it.check == "tlsrpt" && it.level != Status::NotTested);
    if let Some(found) = report.policies.tls_rpt.as_ref().filter(|_| is_known) {
        exposition.add_count(&metrics::TLSRPT, labels, found.destinations.len());
    }
    if let Some(sender) = &report.sender {
        let action = labels.with(&[("action", sender.action)]);
        exposition.add(&metrics::SENDER_INFO, &action, 1.0);
    }
}
