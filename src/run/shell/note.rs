//! What is shown while a session is held: lines, and what they tell whoever holds it.

use crate::probe::{Event, Observation, Timed};
use crate::quote;
use crate::report::text::Transcript;
use crate::run::pipeline::Run;
use crate::run::shown::Shown;
use crate::run::told;
use crate::smtp::{self, Command, Reply};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// How much of a challenge is shown, in octets.
const SHOWN: usize = 400;

/// Something to show.
#[derive(Debug)]
pub(super) struct Note {
    pub(super) lines: Vec<String>,
    pub(super) kind: Kind,
}

/// What it is beside that.
#[derive(Debug)]
pub(super) enum Kind {
    /// A line that went out, and whether it calls an authentication off (RFC 4954 §4).
    Said { calls_off: bool },
    /// A whole reply.
    Reply(Box<Reply>),
    /// Octets that no command had asked for, and whether they look like a refusal.
    Unasked { refuses: bool },
    /// The peer's turn: what was shown so far should be seen now.
    Waiting,
    /// Authentication: whether a mechanism was found or tried is known by then.
    Attempted,
    /// Anything else.
    Other,
}

impl Note {
    /// Nothing but lines.
    pub(super) fn lines(lines: Vec<String>) -> Self {
        Self {
            lines,
            kind: Kind::Other,
        }
    }

    /// An event.
    pub(super) fn of(
        transcript: &Transcript,
        run: &Run<'_>,
        seen: &Observation,
        timed: &Timed,
        shown: &Shown,
    ) -> Self {
        let mut lines = told::event(transcript, run, seen, timed, shown);
        let kind = match &timed.event {
            Event::Waiting => Kind::Waiting,
            Event::Smtp(smtp::Event::Said { line, .. }) => Kind::Said {
                calls_off: line == b"*",
            },
            Event::Smtp(smtp::Event::Unsolicited(octets)) => Kind::Unasked {
                refuses: matches!(octets.first(), Some(b'4' | b'5')),
            },
            Event::Smtp(smtp::Event::Attempted(_)) => Kind::Attempted,
            Event::Smtp(smtp::Event::Replied { to, reply, .. }) => {
                if *to == Command::Typed && reply.code() == 334 {
                    lines.extend(transcript.info(&challenge(reply)));
                }
                Kind::Reply(Box::new(reply.clone()))
            }
            _ => Kind::Other,
        };
        Self { lines, kind }
    }
}

/// A challenge as it is meant (RFC 4954 §4).
fn challenge(reply: &Reply) -> String {
    let text = reply
        .lines()
        .last()
        .map(smtp::ReplyLine::text)
        .unwrap_or_default();
    match STANDARD.decode(text) {
        Ok(octets) if octets.is_empty() => {
            "The challenge is empty. The next line is the response, in base64; * calls it off."
                .to_owned()
        }
        Ok(octets) => format!(
            "The challenge is \"{}\". The next line is the response, in base64; * calls it off.",
            quote::start(&octets, SHOWN)
        ),
        Err(_) => {
            "The challenge is not in base64, against RFC 4954; * calls the authentication off."
                .to_owned()
        }
    }
}
