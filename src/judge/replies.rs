//! Faults of form in the server's replies, which no stage fails by (RFC 5321 §2.3.8, §4.2).

use super::check::Check;
use super::verdict::{Status, Verdict};
use super::{enhanced_codes, failure};
use crate::probe::{Answer, Observation, Side};
use crate::quote;
use crate::smtp::{Command, ReplyLine};

/// How much of a peer's text a reason quotes, in octets.
const QUOTED: usize = 80;
/// The longest reply line, in octets with code and CR LF (RFC 5321 §4.5.3.1.5).
const LONGEST: usize = 512;

/// The verdicts on the form of the replies; nothing where none came.
pub(super) fn verdicts(seen: &Observation) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    verdicts.extend(unsolicited(seen));
    verdicts.extend(bare_lf(seen));
    verdicts.extend(mixed_codes(seen));
    verdicts.extend(bare_cr(seen));
    verdicts.extend(other_octets(seen));
    verdicts.extend(long_line(seen));
    verdicts.extend(unknown_code(seen));
    verdicts.extend(enhanced_codes::verdicts(seen));
    let mut transcript = seen.transcript.iter();
    if verdicts.is_empty() && transcript.any(|entry| entry.side == Side::Server) {
        verdicts.push(Verdict::new(
            Check::Replies,
            Status::Pass,
            "one reply to one command, line by line",
        ));
    }
    verdicts
}

fn unsolicited(seen: &Observation) -> Option<Verdict> {
    let octets = seen.unsolicited.first()?;
    let reason = format!(
        "the server said what no command had asked for, which was not taken for a reply: \"{}\"",
        quote::start(octets, QUOTED)
    );
    Some(warn(reason, "let the server answer each command once"))
}

fn bare_lf(seen: &Observation) -> Option<Verdict> {
    seen.bare_lf.then(|| {
        warn(
            "the server ends lines with a bare line feed, which is no line end (RFC 5321, section 2.3.8)".to_owned(),
            "let the server end its lines with CR LF",
        )
    })
}

/// RFC 5321 §4.2.1 lets a client go by any line; that smtls goes by the last is its own rule.
fn mixed_codes(seen: &Observation) -> Option<Verdict> {
    let digits = |line: &ReplyLine| line.octets().get(..3).map(<[u8]>::to_vec);
    let mixed = |answer: &&Answer| {
        let lines = answer.reply.lines();
        lines
            .windows(2)
            .any(|pair| matches!(pair, [one, other] if digits(one) != digits(other)))
    };
    let answer = seen.replies.iter().find(mixed)?;
    let first = answer.reply.lines().first()?;
    let reason = format!(
        "the lines of one reply have different codes; smtls goes by the last, others may not: it began with \"{}\" and ended with {}",
        quote::start(first.octets(), QUOTED),
        failure::shown(&answer.reply)
    );
    let fix = "let the server give all lines of a reply the same code (RFC 5321, section 4.2.1)";
    Some(warn(reason, fix))
}

fn bare_cr(seen: &Observation) -> Option<Verdict> {
    let line = lines(seen)
        .find(|(_, _, line)| line.octets().contains(&b'\r'))?
        .2;
    let reason = format!(
        "a carriage return stands within a line, where it may only be part of the line's end: \"{}\"",
        quote::start(line.octets(), QUOTED)
    );
    let fix = "let the server send CR only before LF (RFC 5321, section 2.3.8)";
    Some(warn(reason, fix))
}

fn other_octets(seen: &Observation) -> Option<Verdict> {
    let odd = |answer: &Answer, index: usize, line: &ReplyLine| {
        // RFC 5321 §4.1.1.1: the first line that answers EHLO may have control characters behind the name.
        let greets = matches!(answer.to, Command::Ehlo | Command::TypedHello) && index == 0;
        line.text().iter().any(|octet| match octet {
            b'\t' | b'\r' | b' '..=b'~' => false,
            0..=127 => !greets,
            _ => true,
        })
    };
    let (_, _, line) = lines(seen).find(|(answer, index, line)| odd(answer, *index, line))?;
    let reason = format!(
        "a reply has octets that are not printable ASCII: \"{}\"",
        quote::start(line.octets(), QUOTED)
    );
    let fix = "let the server keep its replies to printable ASCII (RFC 5321, section 4.2)";
    Some(warn(reason, fix))
}

fn long_line(seen: &Observation) -> Option<Verdict> {
    let longest = lines(seen)
        // A challenge may be longer (RFC 4954 §4).
        .filter(|(_, _, line)| !line.octets().starts_with(b"334"))
        .map(|(_, _, line)| line.octets().len() + 2)
        .max()?;
    (longest > LONGEST).then(|| {
        note(format!(
            "a reply line has {longest} octets, of which a client need not take more than {LONGEST}"
        ))
    })
}

/// A client acts by the first digit (RFC 5321 §4.2.1); the grammar ends the second at 5 (§4.2).
fn unknown_code(seen: &Observation) -> Option<Verdict> {
    let codes = seen.replies.iter().map(|answer| answer.reply.code());
    let code = codes
        .into_iter()
        .find(|code| !matches!(code / 100, 2..=5) || !matches!(code / 10 % 10, 0..=5))?;
    let taken = match code / 100 {
        2..=5 => ", and was taken by its first digit",
        _ => "",
    };
    Some(note(format!(
        "the code {code:03} is none that RFC 5321 allows (section 4.2){taken}"
    )))
}

/// Every line of every reply, with its reply and its place in it.
fn lines(seen: &Observation) -> impl Iterator<Item = (&Answer, usize, &ReplyLine)> {
    seen.replies.iter().flat_map(|answer| {
        let lines = answer.reply.lines().iter().enumerate();
        lines.map(move |(index, line)| (answer, index, line))
    })
}

fn warn(reason: String, fix: &str) -> Verdict {
    Verdict::new(Check::Replies, Status::Warn, reason).with_fix(fix)
}

fn note(reason: String) -> Verdict {
    Verdict::new(Check::Replies, Status::Note, reason)
}
