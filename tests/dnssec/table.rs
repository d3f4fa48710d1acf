//! The tables of right answers.

use smtls::dns::DnssecStatus;

/// The rows of a table, without its comments.
pub fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split('\t').collect())
}

/// A verdict by its word.
pub fn status(word: &str) -> DnssecStatus {
    use DnssecStatus::{Bogus, Indeterminate, Insecure, Secure};
    let all = [Secure, Insecure, Indeterminate, Bogus];
    all.into_iter()
        .find(|status| status.word() == word)
        .unwrap_or_else(|| panic!("no verdict {word:?}"))
}

/// Fails with all differences at once.
pub fn none(differences: Vec<String>, of: usize) {
    assert!(of > 0, "the table is empty");
    assert!(
        differences.is_empty(),
        "{} of {of} differ:\n{}",
        differences.len(),
        differences.join("\n")
    );
}
