//! Options that do not go together.

use super::UsageError;
use super::asked::{Asked, named};
use clap::error::ContextKind;

/// What an option does by itself, so that another has no place beside it.
const CONTRADICTIONS: [(&str, &str); 11] = [
    (
        "--no-tls",
        "--no-tls begins after first-ehlo by itself; leave out one of them",
    ),
    (
        "--no-history",
        "--no-history neither reads nor keeps a history; leave out one of them",
    ),
    (
        "--proxy-local",
        "--proxy-local names nobody in the header; leave out one of them",
    ),
    (
        "--netrc",
        "--netrc takes the password from the netrc file; leave out one of them",
    ),
    (
        "--no-sni",
        "--no-sni sends no server name at all; leave out one of them",
    ),
    ("--drop-after", "a session ends once: leave out one of them"),
    (
        "--srv",
        "--srv asks for SRV records, and --mx for MX records; leave out one of them",
    ),
    (
        "--opportunistic",
        "--opportunistic is --level may; leave out one of them",
    ),
    ("--ipv4", "without either, both families are tried"),
    (
        "--auth-password-file",
        "a password comes from one place; leave out the others",
    ),
    (
        "--auth-password-env",
        "a password comes from one place; leave out the others",
    ),
];

pub(super) fn between(asked: &Asked<'_>) -> UsageError {
    let one = asked.named(ContextKind::InvalidArg);
    let others = asked.all(ContextKind::PriorArg);
    let others: Vec<&str> = others.iter().map(|it| named(it)).collect();
    if others.is_empty() {
        return UsageError::new(
            format!("{one} stands alone, and cannot be used with anything else"),
            "leave out everything else behind the command",
        );
    }
    if others == [one.as_str()] {
        return UsageError::new(
            format!("{one} was given several times"),
            format!("{one} counts once; leave out the others"),
        );
    }
    let is_named = |option: &str| one == option || others.contains(&option);
    let mut rows = CONTRADICTIONS.iter();
    let row = rows.find(|(option, _)| is_named(option));
    let hint = row.map_or("leave out one of them", |(_, reason)| *reason);
    let others = others.join(" or ");
    UsageError::new(format!("{one} cannot be used with {others}"), hint)
}
