//! What the manual page of a shell has beside its options: the local commands, and examples.

use crate::shell::COMMANDS;
use clap_mangen::roff::{Roff, bold, roman};

/// How it is used, and what for.
const EXAMPLES: [(&str, &str); 4] = [
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

/// The sections.
pub(super) fn sections() -> Roff {
    let mut roff = Roff::default();
    roff.control("SH", ["LOCAL COMMANDS"]);
    roff.text([roman(
        "What is typed goes to the server as it is, with CR LF. Only a line that begins with a slash is for smtls; one that begins with two \
         goes to the server with one. A line of a message, of a chunk or of an answer to a challenge goes out as it is, unless all of it \
         is one of these commands.",
    )]);
    for command in COMMANDS {
        roff.control("TP", []);
        roff.text([bold(command.usage())]);
        roff.text([roman(format!("{}.", command.sentence))]);
    }
    roff.control("SH", ["EXAMPLES"]);
    for (line, meaning) in EXAMPLES {
        roff.control("TP", []);
        roff.text([bold(line)]);
        roff.text([roman(meaning)]);
    }
    roff
}
