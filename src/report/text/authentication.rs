//! How the client authenticated, and which mechanisms were passed over.

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
    let passed = passed.map(|one| format!("{}: {}", one.mechanism, one.reason));
    let mut passed: Vec<String> = passed.take(MOST + 1).collect();
    if passed.len() > MOST {
        passed.truncate(MOST);
        passed.push("and more".to_owned());
    }
    if !passed.is_empty() {
        let label = if lines.is_empty() { "auth" } else { "" };
        lines.extend(fact(label, &format!("passed over {}", passed.join("; "))));
    }
    lines
}
