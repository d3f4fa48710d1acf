//! What an answer says: a choice, a "no", or nothing that a conclusion could rest on.

use super::words;
use crate::audit::{EvidenceId, NotTested};
use crate::tls::wire::{Answer, ServerFlight, Ssl2ServerHello};

/// What the server said, and the proof.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    /// What it said.
    pub said: Said,
    /// The proof.
    pub evidence: EvidenceId,
}

/// What the server said.
#[derive(Clone, Debug)]
pub(super) enum Said {
    /// It chose something that was offered.
    Chose(Box<ServerFlight>),
    /// It chose SSL 2.0.
    Ssl2(Ssl2ServerHello),
    /// It refused; in which words, and by which alert.
    Refused(String, Option<u8>),
    /// It hung up without a word, which may be a refusal, or the end of its patience; in words.
    HungUp(&'static str),
    /// It chose what was not offered, which proves nothing of what it supports; in words.
    Unoffered(String),
    /// Nothing that a conclusion could rest on; what it was.
    Unclear(String),
}

/// An alert that says nothing but that the connection ends (RFC 9846 §6.1).
const CLOSE_NOTIFY: u8 = 0;

/// The alerts that say what is refused: handshake_failure, protocol_version, insufficient_security, inappropriate_fallback and
/// unrecognized_name (RFC 9846 §6.2). Any other may tell of passing trouble, or complain of the hello's form.
const CLEAR: [u8; 5] = [40, 70, 71, 86, 112];

/// How the words for silence begin.
const SILENCE: &str = "no answer came within";

impl Said {
    /// Whether it said nothing at all in the time that it had.
    pub(super) fn is_silence(&self) -> bool {
        matches!(self, Self::Unclear(how) if how.starts_with(SILENCE))
    }

    /// How it refused, in words, where that may have been passing trouble.
    pub(super) fn as_trouble(&self) -> Option<String> {
        match self {
            Self::HungUp(how) => Some((*how).to_owned()),
            Self::Refused(how, Some(alert)) if !CLEAR.contains(alert) => Some(how.clone()),
            _ => None,
        }
    }

    /// Whether a refusal by this alert, or without one, can be nothing else.
    pub(super) fn is_clear(alert: Option<u8>) -> bool {
        alert.is_some_and(|alert| CLEAR.contains(&alert))
    }

    /// The alert by which it refused.
    pub(super) fn alert(&self) -> Option<u8> {
        match self {
            Self::Refused(_, alert) => *alert,
            _ => None,
        }
    }

    /// What an answer says.
    pub(super) fn by(answer: Answer) -> Self {
        match answer {
            Answer::Flight(flight) if flight.not_offered.is_empty() => Self::Chose(flight),
            Answer::Flight(flight) => Self::Unoffered(flight.not_offered.join(", ")),
            Answer::Ssl2(hello) => Self::Ssl2(hello),
            Answer::Alert(alert) if alert.number == CLOSE_NOTIFY => {
                Self::HungUp("closed the connection")
            }
            Answer::Alert(refusal) => {
                Self::Refused(words::alert(refusal.number), Some(refusal.number))
            }
            Answer::Closed => Self::HungUp("closed the connection"),
            Answer::Reset => Self::HungUp("reset the connection"),
            Answer::NotTls(_) => Self::Unclear("the answer was not TLS".to_owned()),
            Answer::Malformed(how) => Self::Unclear(format!("the answer was malformed: {how}")),
            Answer::TimedOut(after) => {
                Self::Unclear(format!("{SILENCE} {} s", after.as_secs_f64()))
            }
        }
    }

    /// Why nothing follows from it.
    pub(super) fn unclear(self) -> NotTested {
        NotTested::Unclear(match self {
            Self::Chose(flight) => format!("chose {}", words::version(flight.version)),
            Self::Ssl2(_) => "the answer was of SSL 2.0".to_owned(),
            Self::Refused(how, _) | Self::Unclear(how) => how,
            Self::HungUp(how) => how.to_owned(),
            Self::Unoffered(what) => format!("chose what was not offered: {what}"),
        })
    }
}
