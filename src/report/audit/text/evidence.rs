//! Hello and answer in hexadecimal beside a finding.

use crate::quote;
use crate::report::audit::run::AuditedReport;
use crate::report::text::Line;

/// How many digits stand together.
const TOGETHER: usize = 32;

/// The evidence with these numbers; nothing where the octets were not asked for.
pub(super) fn evidence(numbers: &[usize], endpoint: &AuditedReport, indent: usize) -> Vec<Line> {
    let shown = numbers.iter().filter_map(|number| {
        let evidence = endpoint.evidence.iter().find(|it| it.id == *number)?;
        Some((
            evidence,
            evidence.sent.as_deref()?,
            evidence.received.as_deref()?,
        ))
    });
    let lines = shown.flat_map(|(evidence, sent, received)| {
        let asked = format!("{}, answered with {}", evidence.question, evidence.answer);
        [
            labelled(
                &format!("evidence {}", evidence.id),
                &quote::text(&asked),
                indent,
            ),
            labelled("sent", &grouped(sent), indent),
            labelled("came", &grouped(received), indent),
        ]
    });
    lines.collect()
}

fn labelled(label: &str, text: &str, indent: usize) -> Line {
    let head = format!("{}{label}: ", " ".repeat(indent));
    Line::new(head, indent + label.len() + 2, text.to_owned())
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
