//! How the audit asks a server: one hello on one connection, however the connections are made and paced.

use super::known::NotTested;
use crate::probe::Answered;
use crate::tls::Handshake;
use crate::tls::wire::{Answer, Hello};

/// The place of a piece of evidence in the audit's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EvidenceId(pub usize);

/// What is kept to prove a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What was asked, in words: "TLS 1.2, 64 suites".
    pub question: String,
    /// What came of it.
    pub proof: Proof,
}

/// What came of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// A hello made by hand and its answer, octet for octet.
    Hello(Box<Answered>),
    /// What an ordinary session negotiated through the TLS library, of which no octets are kept.
    Session(Negotiated),
}

/// What client and server came to in an ordinary session; IANA's code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Negotiated {
    /// The version.
    pub version: u16,
    /// The suite.
    pub suite: u16,
    /// The group of the key exchange; nothing where it has none.
    pub group: Option<u16>,
}

impl From<&Handshake> for Negotiated {
    fn from(handshake: &Handshake) -> Self {
        Self {
            version: handshake.version.into(),
            suite: handshake.suite.into(),
            group: handshake.group.map(u16::from),
        }
    }
}

impl Evidence {
    /// The answer to a hello made by hand.
    pub fn answer(&self) -> Option<&Answer> {
        match &self.proof {
            Proof::Hello(answered) => Some(&answered.answer),
            Proof::Session(_) => None,
        }
    }
}

/// An answer, and where its evidence is kept.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The answer.
    pub answer: Answer,
    /// The evidence for it.
    pub evidence: EvidenceId,
}

/// Somebody who puts a question to the server: a connection each, within the budget, at the pace that the server allows.
pub trait Ask {
    /// Sends a hello on a connection of its own. `question` says in words what it is to find out.
    ///
    /// # Errors
    /// Where no connection came as far as the handshake any more, so that nothing can be said.
    fn ask(&self, question: String, hello: Hello)
    -> impl Future<Output = Result<Asked, NotTested>>;

    /// Takes note that the server ends the connection behind every hello, also behind such as it answered before, which is its way to
    /// send a client away. Where that succeeds, the same may be asked again: the next connection waits for as long as is due.
    ///
    /// # Errors
    /// Where it was waited before, so that nothing more is to be asked.
    fn shut_out(&self) -> Result<(), NotTested> {
        Err(NotTested::RateLimited)
    }
}
