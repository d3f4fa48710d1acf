//! The extensions that an EHLO reply lists (RFC 5321 §4.1.1.1), interpreted beside the raw lines, never instead of them.

use super::{Extension, Reply};

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
    fn b39_mechanisms_come_from_both_forms_of_auth() {
        let list =
            extensions(b"250-mx\r\n250-AUTH plain LOGIN\r\n250-AUTH=LOGIN\r\n250 AUTHOR x\r\n");
        let all: Vec<_> = list.mechanisms().collect();
        assert_eq!(all, [&b"PLAIN"[..], b"LOGIN", b"LOGIN"]);
        assert!(list.offers_mechanism("PLAIN") && !list.offers_mechanism("EXTERNAL"));
    }
}
