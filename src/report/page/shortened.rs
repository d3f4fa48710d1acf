//! How much of anything a page shows.

/// The most characters of a reason, a fix or a name.
const TEXT: usize = 2000;
/// The most lines of a transcript.
pub(super) const LINES: usize = 300;
/// The most rows of a list that a peer can make long.
pub(super) const ROWS: usize = 100;

/// A text that is not too long for a page, with a mark where some of it is left out.
pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(TEXT) {
        Some((end, _)) => format!("{}...", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Names in a row, and how many more there are.
pub(super) fn listed<S: AsRef<str>>(names: &[S]) -> String {
    let shown: Vec<&str> = names.iter().take(ROWS).map(AsRef::as_ref).collect();
    let mut words = shortened(&shown.join(", "));
    let more = names.len().saturating_sub(ROWS);
    if more > 0 {
        words.push_str(&format!(" and {more} more"));
    }
    words
}
