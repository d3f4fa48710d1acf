//! What the manual page of `smtls explain` has beside its options: the kinds of words, and examples.

use super::sheet::Sheet;
use crate::explain::Room;

/// How it is used, and what for.
pub(super) const EXAMPLES: &[(&str, &str)] = &[
    (
        "smtls explain names",
        "What the check of that name asks, what a failure means, and what to do.",
    ),
    (
        "smtls explain 29",
        "An exit code; reply codes have three digits (421), enhanced status codes dots (4.7.0).",
    ),
    (
        "smtls explain alert 40",
        "A TLS alert, by its number or by its name: handshake_failure.",
    ),
    ("smtls explain 3 1 1", "TLSA parameters."),
    ("smtls explain", "Every word, by kind."),
];

/// The section on the kinds of words.
pub(super) fn sections(sheet: &mut Sheet) {
    sheet.section("WORDS");
    let kinds: Vec<&str> = Room::ALL.into_iter().map(Room::name).collect();
    sheet.paragraph(&format!(
        "A word may be a {}. One that means several things is explained in each of them.",
        kinds.join(", ")
    ));
}
