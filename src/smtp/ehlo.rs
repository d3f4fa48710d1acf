//! The extensions that an EHLO reply lists (RFC 5321 §4.1.1.1), interpreted beside the raw lines, never instead of them.

use super::Reply;

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

/// The extensions of one EHLO reply, in the server's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extensions(Vec<Extension>);

impl Extensions {
    /// Reads the extensions from a reply to EHLO; the first line names the server and is no extension.
    pub fn from_reply(reply: &Reply) -> Self {
        let lines = reply.lines().iter().skip(1);
        Self(
            lines
                .filter_map(|line| Extension::from_text(line.text()))
                .collect(),
        )
    }

    /// All of them, in the server's order.
    pub fn iter(&self) -> impl Iterator<Item = &Extension> {
        self.0.iter()
    }

    /// Whether the server lists a keyword; keywords are case-insensitive (RFC 5321 §2.4).
    pub fn offers(&self, keyword: &str) -> bool {
        self.0.iter().any(|extension| extension.is(keyword))
    }

    /// Whether the server lists a mechanism for AUTH, in whatever form; mechanisms are case-insensitive here.
    pub fn offers_mechanism(&self, mechanism: &str) -> bool {
        self.mechanisms().any(|one| one == mechanism.as_bytes())
    }

    /// The mechanisms for AUTH of all lines, in upper case.
    pub fn mechanisms(&self) -> impl Iterator<Item = Vec<u8>> {
        self.0.iter().filter_map(Extension::mechanisms).flatten()
    }

    /// The extensions that `other` does not list in the same words.
    pub fn missing_from<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a Extension> {
        self.0
            .iter()
            .filter(|mine| !other.0.iter().any(|theirs| theirs.says_the_same_as(mine)))
    }
}

impl Extension {
    fn from_text(text: &[u8]) -> Option<Self> {
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

    fn says_the_same_as(&self, other: &Self) -> bool {
        self.keyword.eq_ignore_ascii_case(&other.keyword) && self.parameters == other.parameters
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::smtp::ReplyReader;

    fn extensions(bytes: &[u8]) -> Extensions {
        let mut reader = ReplyReader::default();
        reader.push(bytes);
        loop {
            if let (_, Some(reply)) = reader.next_line().unwrap().unwrap() {
                return Extensions::from_reply(&reply);
            }
        }
    }

    #[test]
    fn starttls_is_found_however_it_is_written() {
        let rows: &[(&str, &[u8], bool)] = &[
            ("A01 not there", b"250-mx\r\n250 SIZE\r\n", false),
            (
                "A06 mixed case",
                b"250-mx\r\n250-StartTLS\r\n250 SIZE\r\n",
                true,
            ),
            (
                "A06 with a trailing space",
                b"250-mx\r\n250-STARTTLS \r\n250 SIZE\r\n",
                true,
            ),
            (
                "A08 with a parameter",
                b"250-mx\r\n250-STARTTLS foo\r\n250 SIZE\r\n",
                true,
            ),
            ("A09 as the last line", b"250-mx\r\n250 STARTTLS\r\n", true),
            ("the first line is no extension", b"250 STARTTLS\r\n", false),
            (
                "as part of another word",
                b"250-mx\r\n250 XSTARTTLS\r\n",
                false,
            ),
        ];
        for (name, bytes, offered) in rows {
            assert_eq!(extensions(bytes).offers("STARTTLS"), *offered, "{name}");
        }
    }

    #[test]
    fn two_lists_are_diffed() {
        let before = extensions(b"250-mx\r\n250-SIZE 1000\r\n250-STARTTLS\r\n250 HELP\r\n");
        let after = extensions(b"250-mx\r\n250-size 1000\r\n250-AUTH PLAIN\r\n250 HELP\r\n");
        let added: Vec<_> = after
            .missing_from(&before)
            .map(|e| e.keyword.clone())
            .collect();
        let removed: Vec<_> = before
            .missing_from(&after)
            .map(|e| e.keyword.clone())
            .collect();
        assert_eq!(
            (added, removed),
            (vec![b"AUTH".to_vec()], vec![b"STARTTLS".to_vec()])
        );
    }

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
    fn b39_mechanisms_come_from_both_forms_of_auth() {
        let list =
            extensions(b"250-mx\r\n250-AUTH plain LOGIN\r\n250-AUTH=LOGIN\r\n250 AUTHOR x\r\n");
        let all: Vec<_> = list.mechanisms().collect();
        assert_eq!(all, [&b"PLAIN"[..], b"LOGIN", b"LOGIN"]);
        assert!(list.offers_mechanism("PLAIN") && !list.offers_mechanism("EXTERNAL"));
        assert!(one("auth=LOGIN PLAIN").is_old_auth() && !one("AUTH LOGIN").is_old_auth());
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

    /// One extension.
    fn one(line: &str) -> Extension {
        Extension::from_text(line.as_bytes()).unwrap()
    }
}
