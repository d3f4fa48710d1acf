//! Messages that smtls makes itself, and header fields put into those that it is given (RFC 5322).

use crate::smtp::Mailbox;
use jiff::Timestamp;
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;

/// What a message that smtls makes itself has in its header.
#[derive(Clone, Debug)]
pub struct Letter<'a> {
    /// The author; where a reverse-path is null, the postmaster of the domain of `id`.
    pub from: &'a Mailbox,
    /// The recipients; more than a few are not named.
    pub to: &'a [Mailbox],
    /// When it is written, in seconds since 1970.
    pub at: i64,
    /// What makes its Message-ID unlike any other: a word, and a domain (RFC 5322 §3.6.4).
    pub id: (&'a str, &'a str),
}

/// How many recipients a header names; a line has room for about so many.
const MOST_NAMED: usize = 20;

impl Letter<'_> {
    /// The message, its lines ended by LF.
    pub fn message(&self) -> Vec<u8> {
        let (word, domain) = self.id;
        let from = match self.from.is_null() {
            true => format!("<postmaster@{domain}>"),
            false => self.from.to_string(),
        };
        let to = self.to.iter().take(MOST_NAMED).map(Mailbox::to_string);
        // RFC 5322 §3.4: a group without members stands for those that are not named.
        let to = match self.to.len() {
            0 | MOST_NAMED.. => "undisclosed-recipients:;".to_owned(),
            _ => to.collect::<Vec<_>>().join(",\n "),
        };
        let date = date(self.at);
        format!(
            "Date: {date}\n\
             From: {from}\n\
             To: {to}\n\
             Subject: Test message\n\
             Message-ID: <{word}@{domain}>\n\
             Auto-Submitted: auto-generated\n\
             \n\
             This is a test message, sent by smtls to see whether it arrives.\n"
        )
        .into_bytes()
    }
}

/// RFC 5322 §3.3; at a moment outside of the calendar 1970 stands.
fn date(at: i64) -> String {
    let moment = Timestamp::from_second(at).unwrap_or_default();
    // As a moment in UTC and not as one of an unknown zone, which would be -0000.
    rfc2822::DateTimePrinter::new()
        .zoned_to_string(&moment.to_zoned(TimeZone::UTC))
        .unwrap_or_default()
}

/// A header field that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    name: String,
    value: String,
}

/// Why a header field cannot be one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseFieldError {
    /// No colon.
    #[error("a header field is a name, a colon and a value, such as 'Subject: Hello'")]
    NoColon,
    /// RFC 5322 §2.2: printable ASCII without a colon.
    #[error("the name of a header field is one word of printable ASCII")]
    Name,
    /// A line end would begin another field, or the body.
    #[error("the value of a header field has no line end and no control character")]
    Value,
}

impl std::str::FromStr for Field {
    type Err = ParseFieldError;

    fn from_str(given: &str) -> Result<Self, Self::Err> {
        let (name, value) = given.split_once(':').ok_or(ParseFieldError::NoColon)?;
        if name.is_empty() || !name.bytes().all(|octet| octet.is_ascii_graphic()) {
            return Err(ParseFieldError::Name);
        }
        if value.contains(|it: char| it.is_control() && it != '\t') {
            return Err(ParseFieldError::Value);
        }
        Ok(Self {
            name: name.to_owned(),
            value: value.trim().to_owned(),
        })
    }
}

/// The message with these fields: in the place of the first that has the same name, or else at the end of the header. A message
/// that does not begin with a header gets one.
pub fn with_fields(message: &[u8], fields: &[Field]) -> Vec<u8> {
    if fields.is_empty() {
        return message.to_vec();
    }
    let (mut header, body) = split(message);
    let is_new = header.is_empty();
    for field in fields {
        let line = format!("{}: {}\n", field.name, field.value).into_bytes();
        let is_same = |old: &Vec<u8>| name(old).eq_ignore_ascii_case(field.name.as_bytes());
        match header.iter_mut().find(|old| is_same(old)) {
            Some(old) => *old = line,
            None => header.push(line),
        }
    }
    let mut all = header.concat();
    if is_new {
        all.push(b'\n');
    }
    all.extend_from_slice(body);
    all
}

/// The fields of a message's header, each with its folded lines and its line end, and the rest, which begins with the empty line.
/// Where the first line is no field, there is no header.
fn split(message: &[u8]) -> (Vec<Vec<u8>>, &[u8]) {
    let mut fields: Vec<Vec<u8>> = Vec::new();
    let mut rest = message;
    for line in message.split_inclusive(|octet| *octet == b'\n') {
        let folded = matches!(line.first(), Some(b' ' | b'\t'));
        match fields.last_mut().filter(|_| folded) {
            Some(field) => field.extend_from_slice(line),
            None if !name(line).is_empty() => fields.push(line.to_vec()),
            None => break,
        }
        rest = rest.get(line.len()..).unwrap_or_default();
    }
    if let Some(last) = fields.last_mut().filter(|last| !last.ends_with(b"\n")) {
        last.push(b'\n');
    }
    (fields, rest)
}

/// The name of a field; empty where a line is none.
fn name(line: &[u8]) -> &[u8] {
    let end = line.iter().position(|octet| *octet == b':');
    let name = end.and_then(|end| line.get(..end)).unwrap_or_default();
    match name.iter().all(u8::is_ascii_graphic) {
        true => name,
        false => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mailbox(given: &str) -> Mailbox {
        given.parse().unwrap()
    }

    #[test]
    fn a_message_of_our_own_has_what_a_message_must_have() {
        let to = [mailbox("a@example.com"), mailbox("b@example.com")];
        let mut letter = Letter {
            from: &mailbox("me@example.net"),
            to: &to,
            at: 1_795_358_098,
            id: ("1795358098.0f", "probe.example.net"),
        };
        let text = String::from_utf8(letter.message()).unwrap();
        assert!(
            text.starts_with(
                "Date: Sun, 22 Nov 2026 14:34:58 +0000\n\
                 From: <me@example.net>\n\
                 To: <a@example.com>,\n <b@example.com>\n\
                 Subject: Test message\n\
                 Message-ID: <1795358098.0f@probe.example.net>\n\
                 Auto-Submitted: auto-generated\n\
                 \n"
            ),
            "{text}"
        );
        let nobody = Mailbox::null();
        letter = Letter {
            from: &nobody,
            to: &[],
            ..letter
        };
        let text = String::from_utf8(letter.message()).unwrap();
        assert!(text.contains("From: <postmaster@probe.example.net>\n"));
        assert!(text.contains("To: undisclosed-recipients:;\n"));
    }

    #[test]
    fn fields_replace_those_of_the_same_name_and_leave_the_rest() {
        let fields = |given: &[&str]| -> Vec<Field> {
            given.iter().map(|one| one.parse().unwrap()).collect()
        };
        for (message, given, all) in [
            ("A: 1\n\nbody\n", &["B: 2"][..], "A: 1\nB: 2\n\nbody\n"),
            ("A: 1\n x\nB: 2\n\nb\n", &["a:3"], "a: 3\nB: 2\n\nb\n"),
            ("A: 1\n\n.\n", &[], "A: 1\n\n.\n"),
            ("just text\n", &["A: 1"], "A: 1\n\njust text\n"),
            ("", &["A: 1"], "A: 1\n\n"),
            ("A: 1", &["B: 2"], "A: 1\nB: 2\n"),
            ("A: 1\r\n\r\nb\r\n", &["B: 2"], "A: 1\r\nB: 2\n\r\nb\r\n"),
            (
                "A: 1\n\nB: in the body\n",
                &["B: 2"],
                "A: 1\nB: 2\n\nB: in the body\n",
            ),
        ] {
            let made = with_fields(message.as_bytes(), &fields(given));
            assert_eq!(String::from_utf8(made).unwrap(), all, "{message:?}");
        }
        for (given, error) in [
            ("no colon", ParseFieldError::NoColon),
            (": x", ParseFieldError::Name),
            ("a b: x", ParseFieldError::Name),
            ("A: x\r\nBcc: y", ParseFieldError::Value),
        ] {
            assert_eq!(given.parse::<Field>(), Err(error), "{given:?}");
        }
    }
}
