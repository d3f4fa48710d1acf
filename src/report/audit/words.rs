//! References as they are spelled in every form of the report.

/// A text with the word for the sign of sections, which is not ASCII; a terminal is shown nothing else.
pub(super) fn spelled(text: &str) -> String {
    text.replace('\u{a7}', "section ")
}
