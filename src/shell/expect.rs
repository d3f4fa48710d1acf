//! What the last reply is expected to be: its code, and perhaps a text.

use crate::quote;
use crate::smtp::{Reply, ReplyLine};
use std::fmt;

/// How much of a reply is quoted, in octets.
const QUOTED: usize = 160;

/// An expectation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// The codes, each by its first one to three digits.
    codes: Vec<String>,
    /// A text that is somewhere in the reply; empty where any will do.
    text: String,
}

impl Expectation {
    /// Reads codes with commas between them, and the text behind; nothing where a code is none. `2`, `25`, `2xx` and `25x` stand for all
    /// codes that begin so. A code that no reply has (RFC 5321 §4.2) is none: it would be waited for in vain.
    pub fn parse(given: &str) -> Option<Self> {
        let (codes, text) = given.split_once(char::is_whitespace).unwrap_or((given, ""));
        let codes = codes.split(',').map(|code| {
            let digits = code.trim_end_matches(['x', 'X']);
            let is_code = !digits.is_empty() && digits.bytes().all(|octet| octet.is_ascii_digit());
            let length = match digits.len() == code.len() {
                true => code.len() <= 3,
                false => code.len() == 3,
            };
            let is_possible = digits.starts_with(['2', '3', '4', '5']);
            (is_code && length && is_possible).then(|| digits.to_owned())
        });
        Some(Self {
            codes: codes.collect::<Option<_>>()?,
            text: text.trim().to_owned(),
        })
    }

    /// Holds a reply against it.
    ///
    /// # Errors
    /// Where the reply is another: what was expected and what came, as a fragment of a sentence that may quote the peer.
    pub fn check(&self, reply: &Reply) -> Result<(), String> {
        let code = format!("{:03}", reply.code());
        let is_code = self.codes.iter().any(|start| code.starts_with(start));
        let text = self.text.as_bytes();
        let has_text = |line: &ReplyLine| {
            text.is_empty() || line.text().windows(text.len()).any(|part| part == text)
        };
        if is_code && reply.lines().iter().any(has_text) {
            return Ok(());
        }
        let last = reply
            .lines()
            .last()
            .map(ReplyLine::octets)
            .unwrap_or_default();
        Err(format!(
            "expected {self}, got \"{}\"",
            quote::start(last, QUOTED)
        ))
    }
}

impl fmt::Display for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let codes = self.codes.iter().map(|start| format!("{start:x<3}"));
        f.write_str(&codes.collect::<Vec<_>>().join(" or "))?;
        match self.text.is_empty() {
            true => Ok(()),
            false => write!(f, " with \"{}\"", quote::text(&self.text)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::smtp::ReplyReader;

    fn reply(octets: &[u8]) -> Reply {
        let mut reader = ReplyReader::default();
        reader.push(octets);
        loop {
            if let (_, Some(reply)) = reader.next_line().unwrap().unwrap() {
                return reply;
            }
        }
    }

    #[test]
    fn replies_are_held_against_codes_and_text() {
        let good = reply(b"250-mx.test\r\n250 SIZE 1000\r\n");
        for (given, holds) in [
            ("250", true),
            ("2", true),
            ("25", true),
            ("2xx", true),
            ("25x", true),
            ("2XX", true),
            ("251,250", true),
            ("354,2", true),
            ("250 SIZE", true),
            ("250 mx.test", true),
            ("250 size", false),
            ("251", false),
            ("5xx", false),
            ("354,5", false),
            ("5 SIZE", false),
        ] {
            let told = Expectation::parse(given).unwrap().check(&good);
            assert_eq!(told.is_ok(), holds, "{given}: {told:?}");
        }
        let told = Expectation::parse("354,5xx go\u{1b}").unwrap().check(&good);
        let told = told.unwrap_err();
        assert_eq!(
            told,
            "expected 354 or 5xx with \"go\\u{1b}\", got \"250 SIZE 1000\""
        );
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for given in [
            "", "x", "xx", "2500", "2x", "25xx", "2xxx", "250,", ",250", "abc", "2x0", "+25",
            "999", "600", "1xx", "6", "0", "199", "250,999",
        ] {
            assert_eq!(Expectation::parse(given), None, "{given}");
        }
    }
}
