//! The weaknesses: those that were found, worst first, each with what to do; then the names of the others.

use super::block::heading;
use super::evidence;
use super::settings::settings;
use crate::judge::audit::profile::Profile;
use crate::quote;
use crate::report::audit::findings::FindingReport;
use crate::report::audit::run::AuditedReport;
use crate::report::style::{Ink, Style};
use crate::report::text::Line;

/// The column in which details begin.
const DETAILS: usize = 8;
/// The column in which lists of names begin.
const NAMES: usize = 14;

/// The weaknesses.
pub(super) fn findings(endpoint: &AuditedReport, style: Style) -> Vec<Line> {
    let all = &endpoint.findings;
    let mut lines = Vec::new();
    for severity in ["fail", "warn", "note"] {
        for finding in all
            .iter()
            .filter(|finding| finding.severity == Some(severity))
        {
            lines.extend(found(finding, endpoint, style));
        }
    }
    match lines.is_empty() {
        true => lines = heading("nothing was found", style),
        false => {
            let mut whole = heading("what was found, and what to change", style);
            let profile = endpoint.profile.name.as_str();
            if profile != Profile::DEFAULT {
                let whose = format!(
                    "how bad it is, for mail as the profile {} has it; what {profile} says of it stands below",
                    Profile::DEFAULT
                );
                whole.push(Line::new("  ".to_owned(), 2, quote::text(&whose)));
            }
            whole.append(&mut lines);
            lines = whole;
        }
    }
    let cure = endpoint.settings.iter();
    lines.extend(cure.flat_map(|cure| settings(cure, style)));
    lines.push(Line::whole(String::new()));
    let clean = all.iter().filter(|finding| finding.outcome == "not-found");
    let names: Vec<&str> = clean.map(|finding| finding.id).collect();
    if !names.is_empty() {
        let head = format!("  {}   ", style.paint("not found", Ink::Good));
        lines.push(Line::new(head, NAMES, names.join(", ")));
    }
    lines.extend(untested(all, style));
    lines
}

fn found(finding: &FindingReport, endpoint: &AuditedReport, style: Style) -> Vec<Line> {
    let severity = finding.severity.unwrap_or_default();
    let ink = match severity {
        "fail" => Ink::Bad,
        _ => Ink::Notable,
    };
    let head = format!("  {}  ", style.paint(severity, ink));
    let indent = " ".repeat(DETAILS);
    let labelled = |label: &str, text: &str| {
        let head = format!("{indent}{label}: ");
        Line::new(head, DETAILS + label.len() + 2, quote::text(text))
    };
    let mut lines = vec![
        Line::new(head, DETAILS, format!("{}: {}", finding.id, finding.title)),
        Line::new(indent.clone(), DETAILS, quote::text(&finding.detail)),
    ];
    if let Some(fix) = &finding.fix {
        lines.push(labelled("fix", fix));
    }
    lines.push(labelled("see", &finding.reference));
    if let Some(numbers) = evidence::numbers(&finding.evidence, endpoint) {
        lines.push(labelled("evidence", &numbers));
    }
    lines
}

/// What was not tested, by reason.
fn untested(all: &[FindingReport], style: Style) -> Vec<Line> {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for finding in all.iter().filter(|finding| finding.outcome == "not-tested") {
        match reasons
            .iter_mut()
            .find(|(reason, _)| *reason == finding.detail)
        {
            Some((_, names)) => names.push(finding.id),
            None => reasons.push((&finding.detail, vec![finding.id])),
        }
    }
    let lines = reasons.into_iter().map(|(reason, names)| {
        let head = format!("  {}  ", style.paint("not tested", Ink::Notable));
        let text = format!("{}: {reason}", names.join(", "));
        Line::new(head, NAMES, quote::text(&text))
    });
    lines.collect()
}
