//! Hello and answer in hexadecimal: a list, to which findings refer by number.

use super::block::heading;
use crate::report::audit::evidence::EvidenceReport;
use crate::report::audit::run::AuditedReport;
use crate::report::style::Style;
use crate::report::text::{Line, fact};
use std::collections::BTreeSet;

/// How many digits stand together.
const TOGETHER: usize = 32;

/// The column in which evidence begins.
const EVIDENCE: usize = 16;

/// The numbers under which the evidence of a finding stands in the list; nothing where the octets were not asked for.
pub(super) fn numbers(of: &[usize], endpoint: &AuditedReport) -> Option<String> {
    let shown = of
        .iter()
        .filter(|number| shown(endpoint).any(|(it, ..)| it.id == **number));
    let numbers: Vec<String> = shown.map(ToString::to_string).collect();
    (!numbers.is_empty()).then(|| numbers.join(", "))
}

/// The evidence of what was found, each once and under its number; nothing where the octets were not asked for.
pub(super) fn evidence(endpoint: &AuditedReport, style: Style) -> Vec<Line> {
    let found = endpoint.findings.iter().filter(|it| it.severity.is_some());
    let named: BTreeSet<usize> = found.flat_map(|it| it.evidence.iter().copied()).collect();
    let shown = shown(endpoint).filter(|(it, ..)| named.contains(&it.id));
    let lines = shown.flat_map(|(evidence, sent, received)| {
        let asked = format!("{}, answered with {}", evidence.question, evidence.answer);
        let mut lines = fact(&evidence.id.to_string(), &asked);
        lines.push(labelled("sent", &grouped(sent)));
        lines.push(labelled("came", &grouped(received)));
        lines
    });
    let lines: Vec<Line> = lines.collect();
    match lines.is_empty() {
        true => lines,
        false => heading("evidence", style)
            .into_iter()
            .chain(lines)
            .collect(),
    }
}

/// The evidence of which the octets are to be shown, with what was sent and what came.
fn shown(endpoint: &AuditedReport) -> impl Iterator<Item = (&EvidenceReport, &str, &str)> {
    let all = endpoint.evidence.iter();
    all.filter_map(|it| Some((it, it.sent.as_deref()?, it.received.as_deref()?)))
}

fn labelled(label: &str, text: &str) -> Line {
    let indent = EVIDENCE + label.len() + 2;
    let head = format!("{}{label}: ", " ".repeat(EVIDENCE));
    Line::new(head, indent, text.to_owned())
}

/// Digits in groups, between which a line may be broken.
fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / TOGETHER);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && at % TOGETHER == 0 {
            text.push(' ');
        }
        text.push(digit);
    }
    match text.is_empty() {
        true => "nothing".to_owned(),
        false => text,
    }
}
