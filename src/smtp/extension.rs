//! One extension of an EHLO reply: a keyword and its parameters, as sent, and what they say (RFC 5321 §4.1.1.1).

/// One line of an EHLO reply after the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// The EHLO keyword, as sent.
    pub keyword: Vec<u8>,
    /// What follows the keyword, as sent, without the separating spaces.
    pub parameters: Vec<u8>,
}

/// What SIZE says (RFC 1870 §3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SizeLimit {
    /// Messages may have so many octets.
    Octets(u64),
    /// There is no fixed limit.
    NoneFixed,
    /// Whether there is a limit is not told.
    NotTold,
    /// What stands there is no number.
    Unreadable,
}

impl Extension {
    /// Reads one line's text; nothing where it is empty.
    pub(super) fn from_text(text: &[u8]) -> Option<Self> {
        let text = text.trim_ascii();
        if text.is_empty() {
            return None;
        }
        let end = text
            .iter()
            .position(|b| b.is_ascii_whitespace())
            .unwrap_or(text.len());
        let (keyword, parameters) = text.split_at(end);
        Some(Self {
            keyword: keyword.to_vec(),
            parameters: parameters.trim_ascii().to_vec(),
        })
    }

    /// Whether it has this keyword; keywords are case-insensitive (RFC 5321 §2.4).
    pub fn is(&self, keyword: &str) -> bool {
        self.keyword.eq_ignore_ascii_case(keyword.as_bytes())
    }

    /// Whether keyword and parameters are written as RFC 5321 §4.1.1.1 has it.
    pub fn is_well_formed(&self) -> bool {
        let inner = |octet: &u8| octet.is_ascii_alphanumeric() || *octet == b'-';
        let parameter = |octet: &u8| matches!(octet, b' ' | 33..=126);
        self.keyword.first().is_some_and(u8::is_ascii_alphanumeric)
            && self.keyword.iter().all(inner)
            && self.parameters.iter().all(parameter)
    }

    /// Whether it is the old form of AUTH, with an equals sign, that clients of the past asked for and RFC 4954 does not know.
    pub fn is_old_auth(&self) -> bool {
        let start = self.keyword.get(..5);
        start.is_some_and(|start| start.eq_ignore_ascii_case(b"AUTH="))
    }

    /// The mechanisms for AUTH that the line lists, in upper case; nothing where it is not about AUTH (RFC 4954 §3).
    pub fn mechanisms(&self) -> Option<Vec<Vec<u8>>> {
        let first = match self.is_old_auth() {
            true => self.keyword.get(5..)?,
            false if self.is("AUTH") => &[],
            false => return None,
        };
        let words = self.parameters.split(u8::is_ascii_whitespace);
        let all = std::iter::once(first).chain(words);
        Some(
            all.filter(|word| !word.is_empty())
                .map(<[u8]>::to_ascii_uppercase)
                .collect(),
        )
    }

    /// What the line says about the size of messages; nothing where it is not about that.
    pub fn size_limit(&self) -> Option<SizeLimit> {
        if !self.is("SIZE") {
            return None;
        }
        let digits = std::str::from_utf8(&self.parameters).ok();
        Some(match digits {
            Some("") => SizeLimit::NotTold,
            Some(digits) if digits.bytes().all(|octet| octet.is_ascii_digit()) => {
                match digits.parse() {
                    Ok(0) => SizeLimit::NoneFixed,
                    Ok(octets) => SizeLimit::Octets(octets),
                    // More digits than any message has octets.
                    Err(_) => SizeLimit::Octets(u64::MAX),
                }
            }
            _ => SizeLimit::Unreadable,
        })
    }

    /// Whether the keyword was painted over with X's, as devices that inspect SMTP do with what they do not want to be used.
    pub fn is_masked(&self) -> bool {
        match self.keyword.split_last() {
            Some((last, rest)) => {
                rest.len() >= 3
                    && rest.iter().all(|octet| *octet == b'X')
                    && last.is_ascii_uppercase()
            }
            None => false,
        }
    }

    /// Whether both lines say the same, whatever the case of the keyword.
    pub(super) fn says_the_same_as(&self, other: &Self) -> bool {
        self.keyword.eq_ignore_ascii_case(&other.keyword) && self.parameters == other.parameters
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b40_the_limit_on_size_is_told_or_not() {
        for (line, limit) in [
            ("SIZE 52428800", Some(SizeLimit::Octets(52_428_800))),
            ("size 1", Some(SizeLimit::Octets(1))),
            ("SIZE 0", Some(SizeLimit::NoneFixed)),
            ("SIZE", Some(SizeLimit::NotTold)),
            ("SIZE ", Some(SizeLimit::NotTold)),
            ("SIZE x", Some(SizeLimit::Unreadable)),
            ("SIZE -1", Some(SizeLimit::Unreadable)),
            ("SIZE 1 2", Some(SizeLimit::Unreadable)),
            (
                "SIZE 99999999999999999999999",
                Some(SizeLimit::Octets(u64::MAX)),
            ),
            ("SIZES 1", None),
        ] {
            assert_eq!(one(line).size_limit(), limit, "{line}");
        }
    }

    #[test]
    fn b41_keywords_of_other_characters_are_kept_and_told_apart() {
        for (line, sound) in [
            ("8BITMIME", true),
            ("X-EXPS GSSAPI NTLM", true),
            ("X_PIPE_CONNECT", false),
            ("-SIZE 1", false),
            ("AUTH=LOGIN", false),
            ("SI\u{fc}E", false),
            ("XODD a\u{7}b", false),
        ] {
            assert_eq!(one(line).is_well_formed(), sound, "{line}");
        }
        assert_eq!(one("SI\u{fc}E").keyword, "SI\u{fc}E".as_bytes());
    }

    #[test]
    fn a05_masked_keywords_are_known_by_their_x() {
        for (line, masked) in [
            ("XXXXXXXA", true),
            ("XXXXXXXX", true),
            ("XXXXXXXXXXXXXXXXXXXX", true),
            ("XXXB", true),
            ("XXA", false),
            ("XXXXXXX1", false),
            ("XEXCH50", false),
            ("XX-XXXX", false),
        ] {
            assert_eq!(one(line).is_masked(), masked, "{line}");
        }
    }

    #[test]
    fn b39_the_old_form_of_auth_is_told_apart() {
        assert!(one("auth=LOGIN PLAIN").is_old_auth());
        assert!(!one("AUTH LOGIN").is_old_auth() && !one("AUTHOR=x").is_old_auth());
    }

    /// One extension.
    fn one(line: &str) -> Extension {
        Extension::from_text(line.as_bytes()).unwrap()
    }
}
