//! What an audit found: the weaknesses with their repair, the profile, and the lists of what the server takes.

use super::super::grid::Mood;
use super::super::matrix::profile_summary;
use super::super::shortened::{ROWS, listed};
use super::document::mark;
use super::escape::{code, prose};
use super::table::{folded, table};
use crate::report::audit::{AuditedReport, FindingReport, KnownReport};

/// The weaknesses that were found, worst first, and how the server stands by the profile.
pub(super) fn found(endpoint: &AuditedReport) -> Vec<String> {
    let mut lines = vec![String::new()];
    lines.push(format!("**Audit of {}**", code(&endpoint.peer.peer)));
    lines.push(String::new());
    let (words, mood) = profile_summary(endpoint);
    let profile = &endpoint.profile;
    lines.push(format!(
        "{} profile {}: {words}",
        mark(mood),
        code(&profile.name)
    ));
    let found: Vec<&FindingReport> = ["fail", "warn", "note"]
        .into_iter()
        .flat_map(|severity| {
            let findings = endpoint.findings.iter();
            findings.filter(move |it| it.severity == Some(severity))
        })
        .collect();
    if !found.is_empty() {
        lines.push(String::new());
        let rows = found.into_iter().map(|it| {
            let fix = it.fix.as_deref().map(prose);
            vec![
                format!("{} {}", mark(weight(it)), it.severity.unwrap_or_default()),
                code(it.id),
                prose(&format!("{}: {}", it.title, it.detail)),
                fix.unwrap_or_default(),
                prose(&it.reference),
            ]
        });
        let heads = ["Severity", "Weakness", "What was seen", "Fix", "Reference"];
        lines.extend(table(&heads, rows));
    }
    lines
}

/// How bad a finding is.
fn weight(finding: &FindingReport) -> Mood {
    match finding.severity {
        Some("fail") => Mood::Bad,
        Some("warn") => Mood::Notable,
        _ => Mood::Plain,
    }
}

/// What the server takes, folded.
pub(super) fn lists(endpoint: &AuditedReport) -> Vec<String> {
    let peer = &endpoint.peer.peer;
    let summary = format!("Versions and cipher suites of {peer}");
    let mut lines = folded(&summary, versions(endpoint));
    let untested = endpoint
        .findings
        .iter()
        .filter(|it| it.outcome == "not-tested");
    let rows: Vec<Vec<String>> = untested
        .map(|it| vec![code(it.id), prose(it.title), prose(&it.detail)])
        .collect();
    if !rows.is_empty() {
        let summary = format!("Weaknesses not tested at {peer}");
        lines.extend(folded(
            &summary,
            table(&["Weakness", "What it is", "Why not"], rows),
        ));
    }
    lines
}

fn versions(endpoint: &AuditedReport) -> Vec<String> {
    let rows = endpoint.versions.iter().map(|version| {
        let suites: Vec<String> = version
            .suites
            .iter()
            .map(|suite| match suite.weak.as_slice() {
                [] => suite.name.clone(),
                weak => format!("{} (weak: {})", suite.name, weak.join(", ")),
            })
            .collect();
        let mut told = prose(&listed(&suites));
        if let Some(why) = &version.incomplete {
            told.push_str(&format!(" (not complete: {})", prose(&why.words)));
        }
        vec![
            prose(&version.name),
            prose(&spoken(&version.spoken, version.refused_by.as_deref())),
            told,
        ]
    });
    let mut lines = table(&["Version", "Spoken", "Cipher suites"], rows);
    lines.push(String::new());
    for groups in endpoint.groups.iter().take(ROWS) {
        let names: Vec<&str> = groups.accepted.iter().map(|it| it.name.as_str()).collect();
        lines.push(format!(
            "- groups at {}: {}",
            prose(&groups.version),
            prose(&listed(&names))
        ));
    }
    for schemes in endpoint.signature_schemes.iter().take(ROWS) {
        let names: Vec<&str> = schemes.accepted.iter().map(|it| it.name.as_str()).collect();
        lines.push(format!(
            "- signatures at {}: {}",
            prose(&schemes.version),
            prose(&listed(&names))
        ));
    }
    lines
}

/// Whether a version is spoken, or why that is not known.
fn spoken(known: &KnownReport<bool>, refused_by: Option<&str>) -> String {
    match (known.answer, &known.not_tested) {
        (Some(true), _) => "yes".to_owned(),
        (Some(false), _) => match refused_by {
            Some(how) => format!("refused: {how}"),
            None => "refused".to_owned(),
        },
        (None, Some(why)) => format!("not tested: {}", why.words),
        (None, None) => "not tested".to_owned(),
    }
}
