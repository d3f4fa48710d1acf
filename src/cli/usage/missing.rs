//! What a command line lacks.

use super::UsageError;
use super::asked::{Asked, named};
use clap::error::ContextKind;

/// What is missing, and how it is given.
pub(super) fn from(asked: &Asked<'_>) -> UsageError {
    let missing = asked.all(ContextKind::InvalidArg);
    let is_missing = |argument: &str| missing.iter().any(|it| it.starts_with(argument));
    if is_missing("--cert") {
        return UsageError::new(
            "--key was given without --cert",
            "name the certificate that the key belongs to with --cert FILE",
        );
    }
    // Clap's line on usage has what was typed.
    let rendered = asked.error.render().to_string();
    let mut lines = rendered.lines();
    let typed_data = lines.any(|line| line.starts_with("Usage:") && line.contains("--data"));
    if is_missing("<TARGET>") && typed_data {
        return UsageError::new(
            "no target was given: what follows --data is its FILE",
            "name the target before --data, or put another option between them",
        );
    }
    if is_missing("<TARGET|FILE>") {
        return UsageError::new(
            "no target was given",
            "name a domain (example.com), a host ([mx.example.com]), or a file with its certificate and --host",
        );
    }
    if is_missing("<TARGET>") {
        return UsageError::new(
            "no target was given",
            "name a domain (example.com), a host ([mx.example.com]) or an address ([192.0.2.1])",
        );
    }
    let names = missing
        .iter()
        .map(|it| named(it).trim_matches(['<', '>', '.']));
    let names: Vec<&str> = names.collect();
    let first = missing.first().map_or("", String::as_str);
    UsageError::new(
        format!("the command {} needs {}", asked.name(), names.join(" and ")),
        asked.values(first).unwrap_or_else(|| asked.see()),
    )
}
