//! Holding expectations against reports: one row for the domain, or one for each endpoint that counts.

mod audited;
mod certificate;
mod checks;
mod domain;
mod extensions;
mod seen;
mod session;
mod tls;

use super::Expectation;
use super::name::{Fact, Name};
use super::table::Scope;
use super::value::Value;
use crate::exit::ExitCode;
use crate::judge::Check;
use crate::report::audit::{AuditReport, AuditedReport};
use crate::report::{EndpointReport, ExpectationOutcome, ExpectationReport, Report};
use seen::Seen;

/// Whether each expectation is met, in their order.
///
/// What is asked of a probe is asked of its session with each endpoint that counts, and what is asked of an audit of each server that it
/// looked at and that counts; what nothing was run for, or nothing was found to ask, is not tested. So is what a session did not come
/// so far as to show: only `stage` and the verdict of a check itself say then that something is unmet.
pub fn held(
    expectations: &[Expectation],
    probe: Option<&Report>,
    audit: Option<&AuditReport>,
) -> Vec<ExpectationReport> {
    let asked = expectations.iter().filter(|it| !it.is_off());
    let rows = asked.flat_map(|expectation| match (expectation.name.row().scope, probe) {
        (Scope::Audit, _) => of_audit(expectation, audit),
        (_, None) => vec![row(expectation, None, Seen::untested("nothing was probed"))],
        (Scope::Domain, Some(report)) => {
            vec![row(expectation, None, domain::seen(expectation, report))]
        }
        (Scope::Both, Some(report)) => {
            let mut rows = vec![row(expectation, None, domain::seen(expectation, report))];
            let speaks = |endpoint: &&EndpointReport| {
                let mut verdicts = endpoint.verdicts.iter();
                verdicts.any(|verdict| verdict.check == expectation.name.id())
            };
            let endpoints = report.endpoints.iter().filter(|it| it.counts);
            rows.extend(
                endpoints
                    .filter(speaks)
                    .map(|it| of_endpoint(expectation, it)),
            );
            rows
        }
        (Scope::Endpoint, Some(report)) => {
            let endpoints = report.endpoints.iter().filter(|it| it.counts);
            let rows: Vec<_> = endpoints.map(|it| of_endpoint(expectation, it)).collect();
            match rows.is_empty() {
                true => vec![row(expectation, None, Seen::untested(none_found(report)))],
                false => rows,
            }
        }
    });
    rows.collect()
}

fn of_endpoint(expectation: &Expectation, endpoint: &EndpointReport) -> ExpectationReport {
    let at = Some(endpoint.peer.to_string());
    row(expectation, at, seen(expectation, endpoint))
}

/// What one endpoint shows.
fn seen(expectation: &Expectation, endpoint: &EndpointReport) -> Seen {
    let fact = match (expectation.name, &expectation.value) {
        (Name::Check(Check::Extensions), Value::Extensions(wanted)) => {
            return extensions::wanted_inside(wanted, endpoint);
        }
        (Name::Check(check), Value::Verdict(leniency)) => {
            return checks::seen(check, *leniency, &endpoint.verdicts, Some(endpoint));
        }
        (Name::Check(_), _) => return Seen::unasked(),
        (Name::Fact(fact), _) => fact,
    };
    let value = &expectation.value;
    match fact {
        Fact::Stage | Fact::MaxTime | Fact::Trust => session::seen(value, endpoint),
        Fact::Protocol
        | Fact::Groups
        | Fact::ForbidGroups
        | Fact::Suites
        | Fact::ForbidSuites
        | Fact::PostQuantum
        | Fact::SignatureSchemes
        | Fact::ForbidSignatureSchemes => tls::seen(fact, value, endpoint),
        Fact::DaysLeft
        | Fact::ChainDaysLeft
        | Fact::CertificateNames
        | Fact::Pins
        | Fact::Issuer
        | Fact::KeyTypes => certificate::seen(fact, value, endpoint),
        _ => extensions::seen(fact, value, endpoint),
    }
}

fn of_audit(expectation: &Expectation, audit: Option<&AuditReport>) -> Vec<ExpectationReport> {
    let Some(report) = audit else {
        return vec![row(
            expectation,
            None,
            Seen::untested("nothing was audited"),
        )];
    };
    let counted = |it: &&AuditedReport| it.counts;
    let endpoints = report.endpoints.iter().filter(counted);
    let rows: Vec<_> = endpoints
        .map(|endpoint| {
            let at = Some(endpoint.peer.to_string());
            row(expectation, at, audited::seen(expectation, endpoint))
        })
        .collect();
    match rows.is_empty() {
        true => {
            let why = format!("no server was audited: {}", report.conclusion.sentence);
            vec![row(expectation, None, Seen::untested(why))]
        }
        false => rows,
    }
}

/// Why there is nothing to ask.
fn none_found(report: &Report) -> String {
    format!("no endpoint was probed: {}", report.conclusion.sentence)
}

fn row(expectation: &Expectation, endpoint: Option<String>, seen: Seen) -> ExpectationReport {
    let row = expectation.name.row();
    ExpectationReport {
        expectation: row.name,
        wanted: expectation.value.to_string(),
        place: expectation.place.map(Into::into),
        endpoint,
        exit_code: match seen.outcome {
            ExpectationOutcome::Met => ExitCode::Success.number(),
            ExpectationOutcome::Unmet => seen.exit_code.unwrap_or(row.exit.number()),
            ExpectationOutcome::NotTested => ExitCode::NotNow.number(),
        },
        outcome: seen.outcome,
        reason: seen.reason,
        fix: seen.fix,
    }
}
