//! The brief form, which keeps the key names of `openssl s_client -brief`.

use super::Report;
use super::endpoint::EndpointReport;
use super::observation::ObservationReport;
use crate::quote;
use crate::tls::names::{SIGNATURE_SCHEMES, SignatureSchemeName};

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
        lines.extend(asked_for(endpoint));
    }
    let conclusion = &report.conclusion;
    lines.push(format!(
        "Exit: {}: {}",
        conclusion.exit_code,
        quote::text(&conclusion.sentence)
    ));
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
        if let Some(digest) = scheme.postfix_digest {
            lines.push(format!("Hash used: {digest}"));
        }
        lines.push(format!("Signature type: {}", scheme.postfix));
    }
    let failed = endpoint.verdicts.iter().find(|verdict| {
        matches!(verdict.check, "path" | "validity" | "names" | "revocation")
            && matches!(verdict.status, "fail" | "note")
            && verdict.result_type.is_some()
    });
    match (failed, endpoint.trust.as_deref()) {
        (Some(verdict), _) => lines.push(format!(
            "Verification error: {}",
            quote::text(&verdict.reason)
        )),
        (None, Some("verified" | "trusted")) => {
            lines.push("Verification: OK".to_owned());
            let names = endpoint
                .verdicts
                .iter()
                .any(|verdict| verdict.check == "names" && verdict.status == "pass");
            if let (true, Some(name)) = (names, &endpoint.reference_name) {
                lines.push(format!("Verified peername: {name}"));
            }
        }
        _ => lines.push("Verification: not tested".to_owned()),
    }
    if let Some(group) = &tls.group {
        lines.push(format!("Negotiated group: {}", group.name));
    }
    lines
}

fn scheme(name: &str) -> Option<&'static SignatureSchemeName> {
    SIGNATURE_SCHEMES.iter().find(|scheme| scheme.name == name)
}
