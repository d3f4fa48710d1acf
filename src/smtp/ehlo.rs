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
        self.0
            .iter()
            .any(|e| e.keyword.eq_ignore_ascii_case(keyword.as_bytes()))
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
}
