//! What the manual page of a shell has beside its options: the local commands, and examples.

use super::sheet::Sheet;
use crate::shell::COMMANDS;

/// How it is used, and what for.
pub(super) const EXAMPLES: &[(&str, &str)] = &[
    (
        "smtls shell example.com",
        "Speak with the first MX host of a domain, inside TLS.",
    ),
    (
        "smtls shell submissions://mx.example.com --auth-user alice",
        "Authenticate first, with a password that is asked for.",
    ),
    (
        "smtls shell mx.example.com:25 --no-tls",
        "Stay in the clear; STARTTLS can be typed.",
    ),
    (
        "smtls shell mx.example.com:587 < FILE",
        "Run a script, which /expect makes a test.",
    ),
];

/// The section on the local commands.
pub(super) fn sections(sheet: &mut Sheet) {
    sheet.section("LOCAL COMMANDS");
    sheet.paragraph(
        "What is typed goes to the server as it is, with CR LF. Only a line that begins with a slash is for smtls; one that begins with two \
         goes to the server with one. A line of a message, of a chunk or of an answer to a challenge goes out as it is, unless all of it \
         is one of these commands.",
    );
    for command in COMMANDS {
        let usage = command.usage();
        sheet.list([(usage.as_str(), format!("{}.", command.sentence))]);
    }
}
