//! How a message is written: what in it the rules for lines (RFC 5321 §2.3.8, §4.5.3.1.6) and for headers (RFC 5322 §3.6) do not
//! allow. Facts only; servers mend, break or refuse such messages, each in its own way.

/// How a message is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// The octets of its longest line, CRLF not counted.
    pub longest_line: usize,
    /// It has NUL.
    pub has_nul: bool,
    /// It has CR that no LF follows, or LF behind no CR.
    pub has_lone_ends: bool,
    /// It begins with a header field.
    pub has_header: bool,
    /// The fields that a header must have, and this has not.
    pub missing: Vec<&'static str>,
    /// The fields that a header has once at most, and this has more often.
    pub repeated: Vec<&'static str>,
}

/// RFC 5322 §3.6: the fields that stand in a header once at most, and whether they must.
const ONCE: &[(&str, bool)] = &[
    ("Date", true),
    ("From", true),
    ("Sender", false),
    ("Reply-To", false),
    ("To", false),
    ("Cc", false),
    ("Bcc", false),
    ("Message-ID", false),
    ("In-Reply-To", false),
    ("References", false),
    ("Subject", false),
];

impl Form {
    /// Looks at a message whose lines end with CRLF.
    pub fn of(message: &[u8]) -> Self {
        let lines = || message.split_inclusive(|octet| *octet == b'\n');
        let bare = |line: &[u8]| line.strip_suffix(b"\r\n").unwrap_or(line).len();
        let names: Vec<&[u8]> = lines()
            .take_while(|line| !matches!(line, [b'\r', b'\n'] | [b'\n']))
            .filter(|line| !matches!(line.first(), Some(b' ' | b'\t')))
            .map_while(name)
            .collect();
        let count = |field: &str| {
            let all = names.iter();
            all.filter(|name| name.eq_ignore_ascii_case(field.as_bytes()))
                .count()
        };
        let fields = |wanted: &dyn Fn(usize, bool) -> bool| {
            let known = ONCE.iter();
            known
                .filter(|(field, is_due)| wanted(count(field), *is_due))
                .map(|(field, _)| *field)
                .collect()
        };
        Self {
            longest_line: lines().map(bare).max().unwrap_or(0),
            has_nul: message.contains(&0),
            has_lone_ends: lines().any(|line| {
                let text = line.strip_suffix(b"\r\n").unwrap_or(line);
                text.contains(&b'\r') || text.contains(&b'\n')
            }),
            has_header: !names.is_empty(),
            missing: fields(&|count, is_due| is_due && count == 0),
            repeated: fields(&|count, _| count > 1),
        }
    }
}

/// The name of a header field; nothing where a line begins none (RFC 5322 §2.2).
fn name(line: &[u8]) -> Option<&[u8]> {
    let end = line.iter().position(|octet| *octet == b':')?;
    let name = line.get(..end)?.trim_ascii_end();
    (!name.is_empty() && name.iter().all(u8::is_ascii_graphic)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_rules_do_not_allow_is_seen() {
        let good = b"Date: x\r\nfrom: y\r\n z\r\n\r\nSubject: in the body\r\nFrom: too\r\n";
        assert_eq!(
            Form::of(good),
            Form {
                longest_line: 20,
                has_header: true,
                ..Form::default()
            }
        );
        let both = vec!["Date", "From"];
        for (message, form) in [
            (
                &b""[..],
                Form {
                    missing: both.clone(),
                    ..Form::default()
                },
            ),
            (
                b"just text\r\nFrom: x\r\n",
                Form {
                    longest_line: 9,
                    missing: both.clone(),
                    ..Form::default()
                },
            ),
            (
                b"From : a\r\nSUBJECT: b\r\nSubject: c\r\nX: d\r\nX: e\r\n\r\na\rb\0\r\n",
                Form {
                    longest_line: 10,
                    has_nul: true,
                    has_lone_ends: true,
                    has_header: true,
                    missing: vec!["Date"],
                    repeated: vec!["Subject"],
                },
            ),
            (
                b"\r\nFrom: a\n",
                Form {
                    longest_line: 8,
                    has_lone_ends: true,
                    missing: both,
                    ..Form::default()
                },
            ),
        ] {
            assert_eq!(Form::of(message), form, "{message:?}");
        }
    }

    #[test]
    fn the_longest_line_is_counted_without_its_end() {
        let long = [b"a".repeat(998), b"\r\nb\r\n".to_vec()].concat();
        assert_eq!(Form::of(&long).longest_line, 998);
    }
}
