//! By what names the server goes, a line for each.

use super::fact::fact;
use super::wrap::Line;
use crate::report::identity::IdentityReport;

/// The names, each with where it stands.
pub(super) fn identities(identities: &[IdentityReport]) -> Vec<Line> {
    let mut lines = Vec::new();
    for identity in identities {
        let mut words: Vec<&str> = identity.sources.iter().map(|source| word(source)).collect();
        words.dedup();
        let label = if lines.is_empty() { "identities" } else { "" };
        lines.extend(fact(
            label,
            &format!("{}: {}", identity.name, words.join(", ")),
        ));
    }
    lines
}

fn word(source: &str) -> &str {
    match source {
        "ehlo-in-the-clear" | "ehlo-inside-tls" => "EHLO reply",
        other => other,
    }
}
