//! What one TLSA record comes to with the certificates of one handshake, in words.

use super::name::Named;
use super::refusal::Refusal;
use crate::dane::{Tlsa, Unusable};
use crate::judge::pkix::Which;
use std::fmt;

/// A record, and what it comes to. Its text is a fragment of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordFinding {
    /// The record.
    pub record: Tlsa,
    /// What it comes to.
    pub finding: Finding,
}

/// What a record comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// It matches, and authenticates the server.
    Matched(How),
    /// No sender can use it.
    Unusable(Unusable),
    /// A record with a stronger digest counts instead (RFC 7671 §9).
    Superseded,
    /// Nothing that was sent is what it speaks of.
    Nothing,
    /// It speaks of the server's certificate, and matches one that is not the server's.
    AnotherCertificate(Which),
    /// It speaks of a CA, and matches the server's own certificate.
    EndEntityAsAnchor,
    /// It matches a CA, which does not vouch for the server.
    Refused(Vec<Refusal>),
    /// Whether it authenticates the server cannot be judged; why.
    CannotTell(String),
}

/// How a record matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// The server's own certificate or key is the one.
    EndEntity,
    /// A CA above it is.
    Anchor {
        /// The CA; its place, where it was sent.
        which: Which,
        /// Its certificate was sent; otherwise the record holds it.
        sent: bool,
        /// For which name the server's certificate is.
        named: Named,
    },
    /// The record's key signed the topmost certificate, and no certificate of that key was sent.
    Key {
        /// The certificate that it signed.
        signed: Which,
        /// For which name the server's certificate is.
        named: Named,
    },
}

impl RecordFinding {
    /// How the record authenticates the server, if it does.
    pub fn matched(&self) -> Option<&How> {
        match &self.finding {
            Finding::Matched(how) => Some(how),
            _ => None,
        }
    }

    fn part(&self) -> &'static str {
        match self.record.selector {
            0 => "certificate",
            _ => "key",
        }
    }
}

impl fmt::Display for RecordFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (record, part) = (self.record.shortened(), self.part());
        match &self.finding {
            Finding::Matched(How::EndEntity) => {
                write!(f, "{record} matches the end-entity {part}")
            }
            Finding::Matched(How::Anchor {
                which,
                sent: true,
                named,
            }) => write!(
                f,
                "{record} matches the {part} of the CA {which} at depth {}{}",
                which.position,
                name(named)
            ),
            Finding::Matched(How::Anchor { which, named, .. }) => write!(
                f,
                "{record} holds the certificate of the CA {which}, to which the server's leads{}",
                name(named)
            ),
            Finding::Matched(How::Key { signed, named }) => write!(
                f,
                "{record} holds the key that signed {signed} at depth {}{}",
                signed.position,
                name(named)
            ),
            Finding::Unusable(why) => write!(f, "{record} is unusable: {why}"),
            Finding::Superseded => write!(
                f,
                "{record} does not count: of records with the same usage and selector only those with the strongest digest do"
            ),
            Finding::Nothing => write!(f, "{record} matches nothing that was sent"),
            Finding::AnotherCertificate(which) => write!(
                f,
                "{record} speaks of the server's own {part}, and matches that of {which} instead, at depth {}",
                which.position
            ),
            Finding::EndEntityAsAnchor => write!(
                f,
                "{record} speaks of a CA above the server's certificate, and matches that certificate itself"
            ),
            Finding::Refused(refusals) => {
                let refusals: Vec<String> = refusals.iter().map(ToString::to_string).collect();
                write!(f, "{record} matches a CA, but {}", refusals.join("; "))
            }
            Finding::CannotTell(why) => write!(
                f,
                "whether {record} authenticates the server cannot be judged here: {why}"
            ),
        }
    }
}

fn name(named: &Named) -> String {
    match named {
        Named::Matches {
            reference,
            presented,
            by_common_name,
        } => {
            let how = match by_common_name {
                true => ", by its common name",
                false => "",
            };
            match reference.eq_ignore_ascii_case(presented) {
                true => format!(", for the name {reference}{how}"),
                false => format!(", for the name {reference}, which {presented} covers{how}"),
            }
        }
        _ => String::new(),
    }
}
