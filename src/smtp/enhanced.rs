//! Enhanced status codes: `class.subject.detail` at the beginning of a reply line's text (RFC 3463 §2, RFC 2034 §4).

use super::{Reply, ReplyLine};
use std::fmt;

/// An enhanced status code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EnhancedCode {
    /// 2 for success, 4 for a failure that may pass, 5 for one that stays.
    pub class: u8,
    /// What the code is about.
    pub subject: u16,
    /// What exactly.
    pub detail: u16,
}

impl EnhancedCode {
    /// The code that a text begins with, followed by a space or by nothing. What only looks like one, such as an address, is none.
    pub fn from_text(text: &[u8]) -> Option<Self> {
        let word = text.split(|octet| *octet == b' ').next()?;
        let mut parts = word.split(|octet| *octet == b'.');
        let (class, subject, detail) = (parts.next()?, parts.next()?, parts.next()?);
        let class = match class {
            b"2" => 2,
            b"4" => 4,
            b"5" => 5,
            _ => return None,
        };
        match parts.next() {
            Some(_) => None,
            None => Some(Self {
                class,
                subject: number(subject)?,
                detail: number(detail)?,
            }),
        }
    }
}

impl ReplyLine {
    /// The enhanced status code of the line. In a greeting and in replies to EHLO and HELO it would be text only (RFC 2034 §4).
    pub fn enhanced_code(&self) -> Option<EnhancedCode> {
        EnhancedCode::from_text(self.text())
    }
}

impl Reply {
    /// The enhanced status code of the last line, as its code is the reply's.
    pub fn enhanced_code(&self) -> Option<EnhancedCode> {
        self.lines().last()?.enhanced_code()
    }
}

impl fmt::Display for EnhancedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}

/// One to three digits.
fn number(digits: &[u8]) -> Option<u16> {
    let sound = (1..=3).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit);
    let text = std::str::from_utf8(digits).ok().filter(|_| sound)?;
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b22_codes_are_read_and_what_only_looks_like_one_is_none() {
        for (text, shown) in [
            ("4.7.0 TLS not available", Some("4.7.0")),
            ("2.0.0", Some("2.0.0")),
            ("5.7.27  null MX", Some("5.7.27")),
            ("5.123.456 x", Some("5.123.456")),
            ("3.0.0 go on", None),
            ("1.2.3 x", None),
            ("2.0 x", None),
            ("5.1.1.1 an address", None),
            ("5.1234.0 x", None),
            ("5..0 x", None),
            ("5.7.x y", None),
            ("55.7.0 x", None),
            ("2.0.0-x", None),
            (" 2.0.0 x", None),
            ("ok 2.0.0", None),
            ("", None),
        ] {
            let code = EnhancedCode::from_text(text.as_bytes());
            let code = code.map(|code| code.to_string());
            assert_eq!(code.as_deref(), shown, "{text}");
        }
    }
}
