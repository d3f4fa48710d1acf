//! What an answer says: a choice, a "no", or nothing that a conclusion could rest on.

use super::fallback::INAPPROPRIATE_FALLBACK;
use super::opening::UNRECOGNIZED_NAME;
use super::suites::PROTOCOL_VERSION;
use super::words;
use crate::audit::{EvidenceId, NotTested};
use crate::tls::names::FALLBACK_SCSV;
use crate::tls::wire::{Answer, Hello, ServerFlight, Ssl2ServerHello};
use std::time::Duration;

/// What the server said, and the proof.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    /// What it said.
    pub said: Said,
    /// The proof.
    pub evidence: EvidenceId,
    /// It was asked more than once for it, with the same outcome.
    pub is_sure: bool,
    /// What of the hello an alert may complain of.
    pub may_complain_of: Complaint,
}

/// What of a hello an alert may complain of that names just that.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Complaint {
    /// It has the fallback signal (RFC 7507 §3).
    fallback: bool,
    /// It has a server name.
    name: bool,
}

impl Complaint {
    /// What there is in a hello.
    pub(super) fn of(hello: &Hello) -> Self {
        match hello {
            Hello::Tls(hello) => Self {
                fallback: hello.suites.contains(&FALLBACK_SCSV),
                name: hello.server_name.is_some(),
            },
            Hello::Ssl2(_) => Self::default(),
        }
    }
}

impl Heard {
    /// In which way the server refused without giving a reason.
    pub(super) fn way(&self) -> Option<Way> {
        match &self.said {
            Said::HungUp(_) | Said::Refused(_, None) => Some(Way::HangingUp),
            Said::Refused(_, Some(alert)) if self.is_reason(*alert) => None,
            Said::Refused(_, Some(alert)) => Some(Way::Alert(*alert)),
            _ => None,
        }
    }

    /// Whether an alert says what was refused: that what it names is there at all.
    fn is_reason(&self, alert: u8) -> bool {
        match alert {
            INAPPROPRIATE_FALLBACK => self.may_complain_of.fallback,
            UNRECOGNIZED_NAME => self.may_complain_of.name,
            PROTOCOL_VERSION | INSUFFICIENT_SECURITY => true,
            _ => false,
        }
    }
}

/// How a server refuses without giving a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// By this alert.
    Alert(u8),
    /// By closing or resetting the connection.
    HangingUp,
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
    /// It said nothing at all in the time that it had.
    Silent(Duration),
    /// Nothing that a conclusion could rest on; what it was.
    Unclear(String),
}

/// An alert that says nothing but that the connection ends (RFC 9846 §6.1).
const CLOSE_NOTIFY: u8 = 0;

/// insufficient_security (RFC 9846 §6.2).
const INSUFFICIENT_SECURITY: u8 = 71;

/// The alert by which a server refuses what it has nothing of (RFC 9846 §6.2); any other without a reason may tell of passing
/// trouble, or complain of the hello's form.
const HANDSHAKE_FAILURE: u8 = 40;

impl Way {
    /// Whether servers refuse in this way as a matter of course.
    pub(super) fn is_usual(self) -> bool {
        self == Self::Alert(HANDSHAKE_FAILURE)
    }

    /// The alert, if it is one.
    pub(super) fn alert(self) -> Option<u8> {
        match self {
            Self::Alert(alert) => Some(alert),
            Self::HangingUp => None,
        }
    }
}

impl Said {
    /// What it did instead of answering, in words; nothing where it did answer.
    pub(super) fn how(&self) -> String {
        match self {
            Self::HungUp(how) => (*how).to_owned(),
            Self::Refused(how, _) | Self::Unclear(how) => how.clone(),
            Self::Silent(after) => silence(*after),
            _ => String::new(),
        }
    }

    /// The same with whom it was that did so, as a sentence.
    pub(super) fn sentence(&self) -> String {
        let how = self.how();
        match how.starts_with("alert ") {
            true => format!("the server sent {how}"),
            false => format!("the server {how}"),
        }
    }

    /// The same as a refusal, where it is believed to be one.
    pub(super) fn into_refusal(self) -> Self {
        match self {
            Self::HungUp(how) => Self::Refused(how.to_owned(), None),
            said => said,
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
            Answer::TimedOut(after) | Answer::Unfinished { after, .. } => Self::Silent(after),
        }
    }

    /// Why nothing follows from it.
    pub(super) fn unclear(self) -> NotTested {
        NotTested::Unclear(match self {
            Self::Chose(flight) => format!("chose {}", words::version(flight.version)),
            Self::Ssl2(_) => "the answer was of SSL 2.0".to_owned(),
            Self::Refused(how, _) | Self::Unclear(how) => how,
            Self::Silent(after) => silence(after),
            Self::HungUp(how) => how.to_owned(),
            Self::Unoffered(what) => format!("chose what was not offered: {what}"),
        })
    }
}

fn silence(after: Duration) -> String {
    format!("no answer came within {} s", after.as_secs_f64())
}
