//! What reply codes and enhanced status codes mean, in plain words, and what the user can do.

mod details;
mod replies;

use crate::smtp::EnhancedCode;
use details::DETAILS;
use replies::REPLIES;

/// A code that can be explained by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// A reply code.
    Reply(u16),
    /// An enhanced status code.
    Status(EnhancedCode),
}

impl Code {
    /// Reads a reply code, from 200 to 599 (RFC 5321 §4.2), or an enhanced status code; nothing where it is neither.
    pub fn parse(given: &str) -> Option<Self> {
        if let (Some(code), false) = (
            EnhancedCode::from_text(given.as_bytes()),
            given.contains(' '),
        ) {
            return Some(Self::Status(code));
        }
        let is_code = given.len() == 3 && given.starts_with(['2', '3', '4', '5']);
        let code = given.parse().ok().filter(|_| is_code)?;
        Some(Self::Reply(code))
    }

    /// What it means.
    pub fn explained(self) -> Vec<String> {
        match self {
            Self::Reply(code) => explain(code, None),
            Self::Status(code) => explain_status(code),
        }
    }
}

/// The reply codes that are in a standard, in order.
pub fn reply_codes() -> impl Iterator<Item = u16> {
    REPLIES.iter().map(|(code, _, _)| *code)
}

/// What a reply means by its code, and by its enhanced status code where it has one: a few lines, without an escape and without an opinion
/// on the server.
pub fn explain(code: u16, enhanced: Option<EnhancedCode>) -> Vec<String> {
    let mut lines = vec![reply(code)];
    let mut to_do = row(code).map_or("", |(_, _, to_do)| to_do);
    if let Some(enhanced) = enhanced {
        lines.push(status(enhanced));
        if u16::from(enhanced.class) != code / 100 {
            lines.push(
                "the two do not fit each other: both should begin with the same digit (RFC 2034, section 4)".to_owned(),
            );
        }
        to_do = detail(enhanced).map_or(to_do, |(_, _, _, to_do)| to_do);
    }
    lines.extend(advice(code / 100, to_do));
    lines
}

/// What an enhanced status code means by itself.
pub fn explain_status(enhanced: EnhancedCode) -> Vec<String> {
    let to_do = detail(enhanced).map_or("", |(_, _, _, to_do)| to_do);
    let mut lines = vec![status(enhanced)];
    lines.extend(advice(enhanced.class.into(), to_do));
    lines
}

fn advice(class: u16, to_do: &str) -> Option<String> {
    match (class, to_do) {
        (4 | 5, to_do) if !to_do.is_empty() => Some(format!("what to do: {to_do}")),
        // RFC 5321 §4.2.1: a failure that may pass is to be tried again, one that stays is not.
        (4, _) => {
            Some("what to do: try again later; a sending server does so by itself".to_owned())
        }
        (5, _) => Some(
            "what to do: change something before you try again; the text of the reply may say what"
                .to_owned(),
        ),
        _ => None,
    }
}

fn reply(code: u16) -> String {
    match row(code) {
        Some((_, meaning, _)) => format!("{code:03}: {meaning}"),
        None => format!(
            "{code:03}: {}, {}; the number itself is in no standard",
            class(code / 100),
            group(code)
        ),
    }
}

fn status(enhanced: EnhancedCode) -> String {
    let class = class(enhanced.class.into());
    match detail(enhanced) {
        Some((_, _, meaning, _)) => format!("{enhanced}: {class}: {meaning}"),
        None => format!(
            "{enhanced}: {class}, {}; its detail, {}, is not registered",
            subject(enhanced.subject),
            enhanced.detail
        ),
    }
}

/// The first digit (RFC 5321 §4.2.1, RFC 3463 §3.1).
fn class(digit: u16) -> &'static str {
    match digit {
        2 => "success",
        3 => "so far so good, more is awaited",
        4 => "a failure that may pass",
        5 => "a failure that stays",
        _ => "no reply code of SMTP",
    }
}

/// The second digit (RFC 5321 §4.2.1).
fn group(code: u16) -> &'static str {
    match code / 10 % 10 {
        0 => "about the syntax of commands",
        1 => "about information that was asked for",
        2 => "about the connection",
        5 => "about the mail system and the state of mailboxes",
        _ => "about nothing that RFC 5321 names",
    }
}

/// The second number (RFC 3463 §3.2 to §3.8).
fn subject(number: u16) -> &'static str {
    match number {
        0 => "about nothing in particular",
        1 => "about an address",
        2 => "about a mailbox",
        3 => "about the mail system",
        4 => "about the network or the way to the recipient",
        5 => "about what was said in the SMTP session",
        6 => "about the content of the message",
        7 => "about security or policy",
        _ => "about something that RFC 3463 does not name",
    }
}

fn row(code: u16) -> Option<&'static replies::Row> {
    REPLIES.iter().find(|(other, _, _)| *other == code)
}

fn detail(code: EnhancedCode) -> Option<&'static details::Row> {
    let mut all = DETAILS.iter();
    all.find(|(subject, detail, _, _)| (*subject, *detail) == (code.subject, code.detail))
}

#[cfg(test)]
mod tests;
