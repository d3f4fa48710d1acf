//! JSON: every fact that the text shows, numbers as numbers, one document per target, in ASCII.

use super::Report;

/// The report as one document over several lines.
///
/// # Errors
/// Where the report cannot be serialised, which would be a fault of smtls.
pub fn pretty(report: &Report) -> serde_json::Result<String> {
    serde_json::to_string_pretty(report).map(|json| ascii(&json))
}

/// The report on one line (JSON Lines).
///
/// # Errors
/// As for [`pretty`].
pub fn line(report: &Report) -> serde_json::Result<String> {
    serde_json::to_string(report).map(|json| ascii(&json))
}

/// The same JSON with everything beyond printable ASCII as `\uNNNN`. Outside of its strings JSON is ASCII, so that only what
/// stands in them changes its spelling and nothing its meaning; a terminal then shows a peer's names as harmless text.
pub(super) fn ascii(json: &str) -> String {
    let mut shown = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            ' '..='~' | '\n' => shown.push(character),
            other => {
                for unit in other.encode_utf16(&mut [0; 2]) {
                    shown.push_str(&format!("\\u{unit:04x}"));
                }
            }
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_characters_are_spelt_out_and_mean_the_same() {
        let hostile = "ev\u{9b}2J\u{202e}\u{7f}il m\u{fc}nchen \u{1f4e7} \\ \" \u{1b}";
        let json = serde_json::to_string(hostile).expect("a string");
        let shown = ascii(&json);
        assert!(shown.bytes().all(|b| (b' '..=b'~').contains(&b)), "{shown}");
        let read: String = serde_json::from_str(&shown).expect("the same string");
        assert_eq!(read, hostile);
    }
}
