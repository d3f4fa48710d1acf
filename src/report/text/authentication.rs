//! How the client authenticated, and which mechanisms were passed over: one line for each reason.

use super::fact::fact;
use super::wrap::Line;
use crate::report::authentication::AuthenticationReport;

/// How many are named; no server offers more.
const MOST: usize = 20;

/// The lines on it.
pub(super) fn authentication(told: &AuthenticationReport) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(words) = told.in_words() {
        lines.extend(fact("auth", &words));
    }
    // What was tried stands in the transcript, and was not passed over.
    let was_tried = |name: &str| told.attempts.iter().any(|it| it.mechanism == name);
    let passed = told.passed_over.iter();
    let passed = passed.filter(|one| !was_tried(&one.mechanism));
    let mut by_reason: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut left_out = false;
    for (index, one) in passed.enumerate() {
        let same = by_reason
            .iter_mut()
            .find(|(reason, _)| *reason == one.reason);
        match same {
            _ if index >= MOST => left_out = true,
            Some((_, mechanisms)) => mechanisms.push(&one.mechanism),
            None => by_reason.push((one.reason, vec![&one.mechanism])),
        }
    }
    for (reason, mechanisms) in &by_reason {
        let label = if lines.is_empty() { "auth" } else { "" };
        let mechanisms = mechanisms.join(", ");
        lines.extend(fact(label, &format!("passed over {mechanisms}: {reason}")));
    }
    if left_out {
        lines.extend(fact("", "and more"));
    }
    lines
}
