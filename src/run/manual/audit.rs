//! What the manual page of an audit has beside its options: profiles as files, examples, and what its exit codes mean.

use super::sheet::Sheet;
use crate::exit::ExitCode;

/// A profile of somebody's own.
const PROFILE: &str = include_str!("profile.toml");

/// How it is used, and what for.
pub(super) const EXAMPLES: &[(&str, &str)] = &[
    (
        "smtls audit example.com",
        "Everything that the first MX host that answers would accept, held against what mail needs.",
    ),
    (
        "smtls audit --quick example.com",
        "Only what the profile needs for its verdict, with 16 connections at most.",
    ),
    (
        "smtls audit mx.example.com:587 --profile rfc9325",
        "A submission service by RFC 9325.",
    ),
    (
        "smtls audit '[192.0.2.1]' --sni mx.example.com",
        "A server by its address, and the name that it is asked by.",
    ),
    (
        "smtls audit example.com --delay 2s --max-connections 40 --format json",
        "At an easy pace, for programs.",
    ),
];

/// How an audit can end.
pub(super) const CODES: &[ExitCode] = &[
    ExitCode::Success,
    ExitCode::Usage,
    ExitCode::Connect,
    ExitCode::Closed,
    ExitCode::Greeting,
    ExitCode::Ehlo,
    ExitCode::StartTls,
    ExitCode::EhloInsideTls,
    ExitCode::Resolve,
    ExitCode::Check,
    ExitCode::NotNow,
    ExitCode::Internal,
    ExitCode::Interrupted,
    ExitCode::Terminated,
];

/// What a code means for an audit.
pub(super) const REMARKS: &[(&str, &str)] = &[
    (
        "0",
        "The server fails no MUST of the profile. The last line counts those that were left out by --passive, or that nobody \
         could test.",
    ),
    (
        "29",
        "STARTTLS is not offered or refused, or the handshake of an ordinary session failed; but not where the server takes only what \
         smtls cannot finish a handshake with.",
    ),
    ("44", "The server fails a MUST of the profile."),
    (
        "45",
        "A MUST was left open that another run could decide: the server sent smtls away, the deadline passed, --max-connections was \
         too low, --quick had no connection left for it, or what the server answered allowed no conclusion.",
    ),
];

/// The section on profiles of one's own.
pub(super) fn sections(sheet: &mut Sheet) {
    sheet.section("PROFILE FILES");
    sheet.paragraph(
        "A profile of your own is a file in TOML. It may extend one that there is; of the rules on one topic the first that fits \
         decides, and its own come first. What smtls does not know in it is refused, with the line. Grades are good, sufficient, \
         phase-out and insufficient; where a rule says must, a server that is not as it says fails, and the run ends with 44.",
    );
    sheet.verbatim(PROFILE);
}
