//! Peer octets and strings as text that a terminal may show: nothing but printable ASCII, the rest escaped.

/// Octets as printable ASCII: a backslash is doubled, and what is not printable becomes `\xNN`, so that the octets can be read back.
pub fn octets(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len());
    for &octet in octets {
        match octet {
            b'\\' => text.push_str("\\\\"),
            b' '..=b'~' => text.push(char::from(octet)),
            b'\t' => text.push_str("\\t"),
            b'\r' => text.push_str("\\r"),
            b'\n' => text.push_str("\\n"),
            _ => text.push_str(&format!("\\x{octet:02x}")),
        }
    }
    text
}

/// At most `most` of the octets, with a mark where some are left out.
pub fn start(all: &[u8], most: usize) -> String {
    match all.get(..most) {
        Some(some) if some.len() < all.len() => format!("{}...", octets(some)),
        _ => octets(all),
    }
}

/// A string for the screen: what is not printable ASCII becomes `\u{NN}`. Backslashes stay, so that what was escaped before stays readable.
pub fn text(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            ' '..='~' => shown.push(character),
            other => shown.extend(other.escape_unicode()),
        }
    }
    shown
}

/// A text of the user's own for the screen: the letters and digits of any script show as they are, also where an accent is a
/// character of its own, as in the names of files that come from a Mac; what is left but printable ASCII becomes `\u{NN}`.
pub fn own(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            ' '..='~' | '\u{300}'..='\u{36f}' => shown.push(character),
            other if other.is_alphanumeric() => shown.push(other),
            other => shown.extend(other.escape_unicode()),
        }
    }
    shown
}

/// A word as a shell takes it: as it is where nothing in it means anything to a shell, else in quotes.
pub fn shell_word(word: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_./:=@%+,".contains(&b);
    if !word.is_empty() && word.bytes().all(plain) {
        return word.to_owned();
    }
    match word.contains('\'') && !word.contains(['"', '$', '`', '\\', '!']) {
        true => format!("\"{word}\""),
        false => format!("'{}'", word.replace('\'', "'\\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_printable_ascii_comes_out() {
        let hostile: Vec<u8> = (0..=255).collect();
        let shown = octets(&hostile);
        assert!(shown.bytes().all(|b| (b' '..=b'~').contains(&b)), "{shown}");
        assert_eq!(
            octets(b"\x1b[2J a\\b\r\n\xff"),
            "\\x1b[2J a\\\\b\\r\\n\\xff"
        );
        assert_eq!(
            text("m\u{fc}nchen \u{202e}\u{1b}[2J"),
            "m\\u{fc}nchen \\u{202e}\\u{1b}[2J"
        );
        assert_eq!(
            own("M\u{fc}nchen e\u{301} \u{65e5} \u{202e}\u{1b}[2J\n"),
            "M\u{fc}nchen e\u{301} \u{65e5} \\u{202e}\\u{1b}[2J\\u{a}"
        );
        assert_eq!(start(b"abcdef", 3), "abc...");
        assert_eq!(start(b"abc", 3), "abc");
    }

    #[test]
    fn a_shell_reads_a_quoted_word_as_it_was() {
        for (word, quoted) in [
            ("mx=true", "mx=true"),
            ("[::1]:25", "'[::1]:25'"),
            ("SIZE,AUTH PLAIN", "'SIZE,AUTH PLAIN'"),
            ("Let's Encrypt", "\"Let's Encrypt\""),
            ("Let's $(x)", "'Let'\\''s $(x)'"),
            ("", "''"),
        ] {
            assert_eq!(shell_word(word), quoted);
        }
    }
}
