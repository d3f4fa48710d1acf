//! What a typed line does, as far as it must be known whose turn it is.

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    /// EHLO or LHLO.
    Hello,
    /// HELO.
    Helo,
    /// STARTTLS.
    StartTls,
    /// AUTH.
    Auth,
    /// MAIL.
    Mail,
    /// RCPT.
    Recipient,
    /// RSET.
    Reset,
    /// BDAT with its size.
    Chunk {
        /// How many octets follow.
        octets: u64,
        /// They end the message.
        last: bool,
    },
    /// DATA.
    Data,
    /// QUIT.
    Quit,
    /// The end of an authentication that was called off in order to leave.
    Leave,
    /// Anything else.
    Other,
}

impl Verb {
    /// Verbs are case-insensitive (RFC 5321 §2.4).
    pub(super) fn of(line: &[u8]) -> Self {
        let mut words = words(line);
        let verb = words.next().unwrap_or_default().to_ascii_uppercase();
        match verb.as_slice() {
            b"EHLO" | b"LHLO" => Self::Hello,
            b"HELO" => Self::Helo,
            b"STARTTLS" => Self::StartTls,
            b"AUTH" => Self::Auth,
            b"MAIL" => Self::Mail,
            b"RCPT" => Self::Recipient,
            b"RSET" => Self::Reset,
            b"DATA" => Self::Data,
            b"QUIT" => Self::Quit,
            b"BDAT" => {
                let octets = words.next().and_then(number);
                let last = words.next().map(<[u8]>::to_ascii_uppercase);
                let is_last = last.as_deref() == Some(b"LAST");
                match (octets, last.is_none() || is_last, words.next()) {
                    (Some(octets), true, None) => Self::Chunk {
                        octets,
                        last: is_last,
                    },
                    // The server will not understand it either.
                    _ => Self::Other,
                }
            }
            _ => Self::Other,
        }
    }
}

/// The words of a line.
pub(super) fn words(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    line.split(u8::is_ascii_whitespace)
        .filter(|word| !word.is_empty())
}

fn number(word: &[u8]) -> Option<u64> {
    let is_digits = word.iter().all(u8::is_ascii_digit);
    let text = std::str::from_utf8(word).ok().filter(|_| is_digits)?;
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_known_in_any_case() {
        let chunk = |octets, last| Verb::Chunk { octets, last };
        for (line, verb) in [
            ("ehlo x", Verb::Hello),
            ("LHLO x", Verb::Hello),
            ("Helo x", Verb::Helo),
            ("STARTTLS", Verb::StartTls),
            ("auth PLAIN", Verb::Auth),
            ("BDAT 10", chunk(10, false)),
            ("bdat 10 last", chunk(10, true)),
            ("BDAT 0 LAST", chunk(0, true)),
            ("BDAT 10 LAST x", Verb::Other),
            ("BDAT 10 x", Verb::Other),
            ("BDAT -1", Verb::Other),
            ("BDAT", Verb::Other),
            ("BDAT 99999999999999999999999", Verb::Other),
            ("QUIT", Verb::Quit),
            ("QUITE", Verb::Other),
            ("", Verb::Other),
        ] {
            assert_eq!(Verb::of(line.as_bytes()), verb, "{line}");
        }
    }
}
