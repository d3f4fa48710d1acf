//! A script before anything is done: each of its local commands can be understood, as far as it is known which lines are local.

use crate::shell::{Input, Misunderstood, understand_in};
use crate::smtp::Mode;

/// Looks at the lines in order. The error is that of the first local command that cannot be understood, with the number of its line.
pub(super) fn check<'a>(
    lines: impl Iterator<Item = &'a [u8]>,
) -> Result<(), (usize, Misunderstood)> {
    let mut mode = Mode::Command;
    for (at, line) in lines.enumerate() {
        if mode == Mode::Response && !may_respond(line) {
            mode = Mode::Command;
        }
        let understood = understand_in(line, mode);
        let understood = understood.map_err(|error| (at.saturating_add(1), error))?;
        if let Input::Line(line) = understood {
            mode = behind(&line, mode);
        }
    }
    Ok(())
}

/// What the line behind this one is, if the server takes this one.
fn behind(line: &[u8], mode: Mode) -> Mode {
    match mode {
        Mode::Message if line == b"." => Mode::Command,
        Mode::Message | Mode::Response => mode,
        Mode::Chunk(left) => {
            let sent = u64::try_from(line.len().saturating_add(2)).unwrap_or(u64::MAX);
            chunk(left.saturating_sub(sent))
        }
        Mode::Command => {
            let text = String::from_utf8_lossy(line).to_ascii_uppercase();
            let mut words = text.split_ascii_whitespace();
            match (words.next(), words.next()) {
                (Some("DATA"), None) => Mode::Message,
                (Some("BDAT"), Some(octets)) => chunk(octets.parse().unwrap_or(0)),
                (Some("AUTH"), _) => Mode::Response,
                _ => mode,
            }
        }
    }
}

fn chunk(left: u64) -> Mode {
    match left {
        0 => Mode::Command,
        left => Mode::Chunk(left),
    }
}

/// Whether a line behind AUTH may be in base64 (RFC 4954 §4), or is a local command.
fn may_respond(line: &[u8]) -> bool {
    let is_base64 =
        |octet: &u8| octet.is_ascii_alphanumeric() || matches!(octet, b'+' | b'/' | b'=');
    line.starts_with(b"/") || line.iter().all(is_base64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b53_messages_are_not_looked_at_and_all_else_is() {
        for (script, wrong) in [
            ("NOOP\n/expect 250\n", None),
            ("NOOP\n/etc/passwd\n", Some(2)),
            ("data\n/etc/passwd\n// comment\n.\n/sedn x\n", Some(5)),
            ("DATA\n/etc/passwd\n..\n/sedn x\n", None),
            ("DATA x\n/etc/passwd\n", Some(2)),
            ("bdat 13 LAST\n/etc/passwd\n/sedn x\n", Some(3)),
            ("BDAT 15 LAST\n/etc/passwd\n/x\n/sedn x\n", Some(4)),
            ("BDAT 0 LAST\n/sedn x\n", Some(2)),
            ("BDAT x\n/sedn x\n", Some(2)),
            (
                "AUTH LOGIN\n/expect 334\n/9j/\n/9j=\nMAIL FROM:<>\n/sedn x\n",
                Some(6),
            ),
        ] {
            let found = check(script.lines().map(str::as_bytes));
            let expected = wrong.map_or(Ok(()), Err);
            assert_eq!(found.map_err(|(line, _)| line), expected, "{script}");
        }
    }
}
