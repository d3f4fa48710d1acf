//! What was seen in the sessions, folded: times, DNS, policies, certificates, transcripts.

use super::super::shortened::{LINES, ROWS, listed, shortened};
use super::super::waterfall::{milliseconds, waterfalls};
use super::super::words;
use super::escape::{block, code, prose};
use super::table::{folded, table};
use crate::report::text::{policy_words, row_words};
use crate::report::{EndpointReport, ObservationReport, Report};

pub(super) fn evidence(report: &Report) -> Vec<String> {
    let mut lines = folded("DNS and policies", domain(report));
    lines.extend(folded("Times", times(report)));
    for endpoint in &report.endpoints {
        let peer = &endpoint.peer.peer;
        lines.extend(folded(
            &format!("Certificates of {peer}"),
            certificates(endpoint),
        ));
        lines.extend(folded(
            &format!("Transcript of {peer}"),
            transcripts(endpoint),
        ));
    }
    lines
}

fn domain(report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    let route = &report.route;
    if let Some(lookup) = &route.lookup {
        lines.push(format!(
            "- {} of {}: DNSSEC {}",
            lookup.record_type,
            code(&lookup.name),
            lookup.status
        ));
    }
    for host in &route.hosts {
        for lookup in &host.tlsa.lookups {
            let owner = code(&lookup.trail.name);
            for record in lookup.records.iter().take(ROWS) {
                let status = lookup.trail.status;
                lines.push(format!("- TLSA of {owner}: {} ({status})", code(record)));
            }
            if let Some(failure) = &lookup.failure {
                lines.push(format!("- TLSA of {owner}: {}", prose(&failure.evidence)));
            }
        }
    }
    if let Some(found) = &report.policies.mta_sts {
        lines.push(format!("- MTA-STS: {}", words::policy(found.state)));
        if let Some(policy) = &found.policy {
            lines.push(format!("  - policy: {}", prose(&policy_words(policy))));
        }
        for row in found.hosts.iter().take(ROWS) {
            lines.push(format!(
                "  - {}: {}",
                code(&row.name),
                prose(&row_words(row))
            ));
        }
    }
    if let Some(found) = &report.policies.tls_rpt
        && !found.destinations.is_empty()
    {
        lines.push(format!(
            "- TLS reports go to {}",
            code(&listed(&found.destinations))
        ));
    }
    lines
}

fn times(report: &Report) -> Vec<String> {
    let rows = report.endpoints.iter().flat_map(|endpoint| {
        let falls = waterfalls(endpoint.observations.iter());
        falls.into_iter().map(|fall| {
            let bars = fall.bars.iter().map(|bar| {
                let failed = if bar.failed { " (failed)" } else { "" };
                format!("{} {}{failed}", bar.stage, milliseconds(bar.took))
            });
            let bars: Vec<String> = bars.collect();
            vec![
                code(&endpoint.peer.peer),
                fall.purpose.to_owned(),
                bars.join(", "),
                milliseconds(fall.took),
            ]
        })
    });
    let rows: Vec<Vec<String>> = rows.take(ROWS).collect();
    match rows.is_empty() {
        true => Vec::new(),
        false => table(&["Endpoint", "Connection", "Stages", "In all"], rows),
    }
}

fn certificates(endpoint: &EndpointReport) -> Vec<String> {
    let mut chains = endpoint.observations.iter().map(|seen| &seen.chain);
    let Some(chain) = chains.find(|chain| !chain.is_empty()) else {
        return Vec::new();
    };
    let rows = chain.iter().take(ROWS).map(|certificate| {
        let (names, until, key) = match &certificate.contents {
            Some(contents) => {
                let names: Vec<&str> = contents.names.all().collect();
                let until = format!("{} ({})", contents.not_after, contents.time_left());
                (listed(&names), until, contents.key.description.clone())
            }
            None => {
                let why = certificate.malformed.clone();
                (why.unwrap_or_default(), String::new(), String::new())
            }
        };
        vec![
            code(certificate.title()),
            code(&names),
            code(&until),
            prose(&key),
            code(&certificate.sha256),
        ]
    });
    table(&["Subject", "Names", "Valid until", "Key", "SHA-256"], rows)
}

fn transcripts(endpoint: &EndpointReport) -> Vec<String> {
    let mut lines = Vec::new();
    for seen in endpoint
        .observations
        .iter()
        .filter(|it| !it.transcript.is_empty())
    {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(format!("{}:", seen.purpose));
        lines.push(String::new());
        lines.extend(block(transcript(seen)));
    }
    lines
}

/// The lines of a transcript with the marks of the text form.
fn transcript(seen: &ObservationReport) -> Vec<String> {
    let lines = seen.transcript.iter().take(LINES).map(|line| {
        let arrow = match (line.from, line.tls) {
            ("client", false) => " ->",
            ("client", true) => " ~>",
            (_, false) => "<- ",
            (_, true) => "<~ ",
        };
        format!("{arrow} {}", shortened(&line.text))
    });
    let mut lines: Vec<String> = lines.collect();
    let more = seen.transcript.len().saturating_sub(LINES);
    if more > 0 {
        lines.push(format!("({more} lines more)"));
    }
    lines
}
