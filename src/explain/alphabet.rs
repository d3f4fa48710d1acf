//! How words are compared: whatever their case, and whether they have `_`, `-` or blanks.

/// The word as it is looked up.
pub(super) fn folded(word: &str) -> String {
    let inner = |it: char| it.is_alphanumeric() || it == '.' || it == '+';
    let parts = word
        .split(|it: char| !inner(it))
        .filter(|part| !part.is_empty());
    let parts: Vec<String> = parts.map(str::to_lowercase).collect();
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_same_however_they_are_written() {
        for (typed, word) in [
            ("Handshake_Failure", "handshake-failure"),
            ("end entity", "end-entity"),
            ("  3  1 1 ", "3-1-1"),
            ("4.7.0", "4.7.0"),
            ("DANE-EE(3)", "dane-ee-3"),
            ("num=18", "num-18"),
            ("", ""),
        ] {
            assert_eq!(folded(typed), word);
        }
    }
}
