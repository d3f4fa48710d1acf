//! Protocols that answer where SMTP was expected, recognised by how they begin.

use crate::smtp::Reply;

/// The protocol that a line belongs to, if it is a known one that is not SMTP.
pub(super) fn protocol(line: &[u8]) -> Option<&'static str> {
    let begins = |start: &str| line.starts_with(start.as_bytes());
    match line {
        [20..=23, 3, ..] => Some("TLS: the port may expect TLS from the first octet"),
        _ if is_http(line) => Some("HTTP"),
        _ if begins("SSH-") => Some("SSH"),
        _ if begins("+OK") || begins("-ERR") => Some("POP3"),
        _ if begins("* OK") || begins("* BYE") || begins("* PREAUTH") => Some("IMAP"),
        _ => None,
    }
}

/// Whether a line is how a web server answers.
pub(super) fn is_http(line: &[u8]) -> bool {
    line.starts_with(b"HTTP/")
}

/// Whether a greeting is that of an FTP server, which greets with 220 as well. A mail server named ftp says what it speaks.
pub(super) fn is_ftp(greeting: &Reply) -> bool {
    let says = |word: &[u8]| {
        let mut lines = greeting
            .lines()
            .iter()
            .map(|line| line.text().to_ascii_uppercase());
        lines.any(|text| text.windows(word.len()).any(|window| window == word))
    };
    says(b"FTP") && !says(b"SMTP") && !says(b"LMTP")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b21_foreign_protocols_are_named() {
        for (line, name) in [
            (&b"HTTP/1.1 400 Bad Request"[..], Some("HTTP")),
            (b"SSH-2.0-OpenSSH_9.2", Some("SSH")),
            (b"+OK ready", Some("POP3")),
            (b"* OK IMAP4rev1", Some("IMAP")),
            (b"hello", None),
            (b"", None),
        ] {
            assert_eq!(protocol(line), name);
        }
        assert!(protocol(&[0x15, 3, 1, 0, 2]).is_some());
    }
}
