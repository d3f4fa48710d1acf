//! A message on its way: its lines ended by CRLF, and its dots doubled (RFC 5321 §2.3.8, §4.5.2).

/// The same message with every line ended by CRLF, the last one too: a file's lines end with LF, and SMTP knows CRLF alone. A CR
/// without LF stays as it is.
pub fn with_line_ends(message: &[u8]) -> Vec<u8> {
    let mut ended = Vec::with_capacity(message.len() + message.len() / 32 + 2);
    let mut before = None;
    for &octet in message {
        if octet == b'\n' && before != Some(b'\r') {
            ended.push(b'\r');
        }
        ended.push(octet);
        before = Some(octet);
    }
    if !ended.is_empty() && !ended.ends_with(b"\r\n") {
        ended.extend_from_slice(b"\r\n");
    }
    ended
}

/// A message whose lines end with CRLF as it goes after DATA: a line that begins with a dot gets one more, and the line that is one
/// dot ends it.
pub fn stuffed(message: &[u8]) -> Vec<u8> {
    let mut stuffed = Vec::with_capacity(message.len() + message.len() / 64 + 3);
    for line in message.split_inclusive(|octet| *octet == b'\n') {
        // Only what follows CRLF is a line.
        let begins = stuffed.is_empty() || stuffed.ends_with(b"\r\n");
        if begins && line.first() == Some(&b'.') {
            stuffed.push(b'.');
        }
        stuffed.extend_from_slice(line);
    }
    stuffed.extend_from_slice(b".\r\n");
    stuffed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b53_every_line_is_ended_by_crlf() {
        for (given, ended) in [
            (&b""[..], &b""[..]),
            (b"a", b"a\r\n"),
            (b"a\n", b"a\r\n"),
            (b"a\r\n", b"a\r\n"),
            (b"a\n\nb\r\n", b"a\r\n\r\nb\r\n"),
            (b"\n", b"\r\n"),
            (b"a\rb\n", b"a\rb\r\n"),
            (b"a\r", b"a\r\r\n"),
        ] {
            assert_eq!(with_line_ends(given), ended, "{given:?}");
        }
    }

    #[test]
    fn b53_dots_at_the_start_of_a_line_are_doubled_and_no_others() {
        for (given, sent) in [
            (&b""[..], &b".\r\n"[..]),
            (b"a\r\n", b"a\r\n.\r\n"),
            (b".\r\n", b"..\r\n.\r\n"),
            (b"..\r\n", b"...\r\n.\r\n"),
            (b"a.b.\r\n.c\r\n", b"a.b.\r\n..c\r\n.\r\n"),
            (b"\r\n.\r\n\r\n", b"\r\n..\r\n\r\n.\r\n"),
            // A line is what follows CRLF: neither LF nor CR alone begins one.
            (b"a\n.b\r\n", b"a\n.b\r\n.\r\n"),
            (b"a\r.b\r\n", b"a\r.b\r\n.\r\n"),
        ] {
            assert_eq!(stuffed(given), sent, "{given:?}");
        }
    }
}
