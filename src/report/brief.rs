//! The brief form, which keeps the key names of `openssl s_client -brief`.

use super::Report;
use super::endpoint::{EndpointReport, VerdictReport};
use super::observation::ObservationReport;
use super::tlsa::DecisiveReport;
use crate::quote;
use crate::tls::names::{SIGNATURE_SCHEMES, SignatureSchemeName};

/// How many digits of a record's data are shown, which is as many as OpenSSL shows.
const TAIL: usize = 24;

/// The report in a few lines for each endpoint.
pub fn brief(report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    if report.judged_at != report.started_at {
        lines.push(format!("Judged as at: {}", report.judged_at));
    }
    for endpoint in &report.endpoints {
        lines.push(format!("Endpoint: {}", endpoint.peer));
        let sessions = endpoint.observations.iter();
        for observation in sessions.filter(|seen| seen.purpose == "session") {
            lines.extend(session(endpoint, observation));
        }
        lines.extend(would_choose(endpoint));
        lines.extend(asked_for(endpoint));
        lines.extend(authentication(endpoint));
        lines.extend(transaction(endpoint));
    }
    let conclusion = &report.conclusion;
    lines.push(format!(
        "Exit: {}: {}",
        conclusion.exit_code,
        quote::text(&conclusion.sentence)
    ));
    lines
}

/// What the server would choose that did not come to TLS, each choice once.
fn would_choose(endpoint: &EndpointReport) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let asked = endpoint
        .observations
        .iter()
        .filter_map(|seen| seen.asked.as_ref());
    for asked in asked {
        let Some(choice) = &asked.would_choose else {
            continue;
        };
        let line = format!(
            "Would choose: {}, {} ({})",
            choice.version,
            choice.cipher_suite.openssl,
            asked.of_what.unwrap_or("asked once more")
        );
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

/// The answers to what was asked for by options of their own.
fn asked_for(endpoint: &EndpointReport) -> Vec<String> {
    let told = |check: &str| endpoint.verdicts.iter().find(|one| one.check == check);
    let mut lines = Vec::new();
    if let Some(verdict) = told("pin") {
        lines.push(match verdict.status {
            "pass" => "Pin: OK".to_owned(),
            _ => format!("Pin error: {}", quote::text(&verdict.reason)),
        });
    }
    if let Some(verdict) = told("resumption") {
        lines.push(match verdict.status {
            "pass" => "Session resumed: yes".to_owned(),
            status => {
                let answer = if status == "note" { "no" } else { "not tested" };
                format!(
                    "Session resumed: {answer}: {}",
                    quote::text(&verdict.reason)
                )
            }
        });
    }
    lines
}

/// Whether the client was accepted, where it was to authenticate.
fn authentication(endpoint: &EndpointReport) -> Option<String> {
    let verdict = endpoint.verdicts.iter().find(|one| one.check == "auth")?;
    let reason = quote::text(&verdict.reason);
    Some(match verdict.status {
        "pass" => format!("Authentication: OK: {reason}"),
        "fail" => format!("Authentication error: {reason}"),
        _ => format!("Authentication: not tested: {reason}"),
    })
}

/// What came of sender, recipients and message, where there was to be a transaction.
fn transaction(endpoint: &EndpointReport) -> Vec<String> {
    let mut seen = endpoint.observations.iter();
    let lacks = |seen: &ObservationReport| {
        let mut failures = seen.failures.iter();
        failures.any(|failure| failure.stage == "mail")
    };
    if !seen.any(|seen| seen.transaction.is_some() || lacks(seen)) {
        return Vec::new();
    }
    let told = endpoint.verdicts.iter().filter_map(|verdict| {
        let what = match verdict.check {
            "mail" => "Sender",
            "rcpt" => "Recipient",
            "data" => "Message",
            _ => return None,
        };
        let reason = quote::text(&verdict.reason);
        Some(match verdict.status {
            "pass" => format!("{what}: OK: {reason}"),
            "fail" => format!("{what} error: {reason}"),
            "not-tested" => format!("{what}: not tested: {reason}"),
            _ => return None,
        })
    });
    told.collect()
}

fn session(endpoint: &EndpointReport, seen: &ObservationReport) -> Vec<String> {
    let Some(tls) = &seen.tls else {
        let why = seen
            .failures
            .first()
            .map(|failure| quote::text(&failure.evidence));
        let why = why.unwrap_or_else(|| "the session ended before it, as asked".to_owned());
        let head = match endpoint.exit_code {
            0 => "NO TLS",
            _ => "CONNECTION FAILED",
        };
        return vec![format!("{head}: {why}")];
    };
    let mut lines = vec![
        "CONNECTION ESTABLISHED".to_owned(),
        format!("Protocol version: {}", tls.version),
        format!("Ciphersuite: {}", tls.cipher_suite.openssl),
    ];
    if let Some(certificate) = seen.chain.first() {
        lines.push(format!(
            "Peer certificate: {}",
            quote::text(certificate.title())
        ));
    }
    if let Some(scheme) = tls.signature_scheme.as_deref().and_then(scheme) {
        if let Some(digest) = scheme.postfix_digest() {
            lines.push(format!("Hash used: {digest}"));
        }
        lines.push(format!("Signature type: {}", scheme.postfix));
    }
    lines.extend(verification(endpoint));
    lines.extend(endpoint.authenticated_by_tlsa.as_ref().map(tlsa));
    if let Some(group) = &tls.group {
        lines.push(format!("Negotiated group: {}", group.name));
    }
    lines
}

/// Whether the certificate verifies, by what decides: DANE where TLSA records count, and else the public CAs.
fn verification(endpoint: &EndpointReport) -> Vec<String> {
    match (failed(endpoint), endpoint.trust.as_deref()) {
        (Some(verdict), _) => vec![format!(
            "Verification error: {}",
            quote::text(&verdict.reason)
        )],
        (None, Some("verified" | "trusted")) => {
            let name = peer_name(endpoint).map(|name| format!("Verified peername: {name}"));
            let ok = "Verification: OK".to_owned();
            std::iter::once(ok).chain(name).collect()
        }
        _ => vec!["Verification: not tested".to_owned()],
    }
}

/// The verdict by which the certificate does not verify.
fn failed(endpoint: &EndpointReport) -> Option<&VerdictReport> {
    let told = |check| {
        let verdicts = endpoint.verdicts.iter();
        verdicts.filter(move |verdict| verdict.check == check)
    };
    // Lax levels make a warning of a failure. Where no record can be used, others decide.
    let is_untrusted = endpoint.trust.as_deref() == Some("untrusted");
    let by_dane = |verdict: &&VerdictReport| match verdict.status {
        "fail" => true,
        "warn" => {
            is_untrusted
                && verdict.result_type.is_some()
                && verdict.result_type != Some("tlsa-invalid")
        }
        _ => false,
    };
    let by_cas = |verdict: &&VerdictReport| {
        matches!(verdict.status, "fail" | "note") && verdict.result_type.is_some()
    };
    let checks = ["path", "validity", "names", "revocation"];
    let mut others = checks.into_iter().flat_map(told);
    told("dane").find(by_dane).or_else(|| others.find(by_cas))
}

/// The name that the certificate was found to be for.
fn peer_name(endpoint: &EndpointReport) -> Option<&String> {
    let by_tlsa = endpoint.authenticated_by_tlsa.as_ref();
    by_tlsa.and_then(|found| found.name.as_ref()).or_else(|| {
        let mut names = endpoint.verdicts.iter();
        names.find(|verdict| verdict.check == "names" && verdict.status == "pass")?;
        endpoint.reference_name.as_ref()
    })
}

/// OpenSSL's line on the record that decided: its numbers, the end of its data, and the certificate.
fn tlsa(found: &DecisiveReport) -> String {
    let (numbers, data) = found.record.rsplit_once(' ').unwrap_or_default();
    let end = data
        .len()
        .checked_sub(TAIL)
        .filter(|start| *start > 0)
        .and_then(|start| data.get(start..));
    let data = end.map_or_else(|| data.to_owned(), |end| format!("...{end}"));
    let matched = match found.matched {
        "end-entity" => "matched EE certificate",
        "trust-anchor" => "matched TA certificate",
        _ => "signed the certificate",
    };
    let depth = found.depth;
    format!("DANE TLSA {numbers} {data} {matched} at depth {depth}")
}

fn scheme(name: &str) -> Option<&'static SignatureSchemeName> {
    SIGNATURE_SCHEMES.iter().find(|scheme| scheme.name == name)
}
