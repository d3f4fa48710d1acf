//! What a staple comes to, in values and in words.

use std::fmt;

use super::date::day;
use super::outcome::Outcome;
use crate::certificate::{MalformedResponse, Revoked};

/// For how many days a response counts that does not say until when. Newer information may be there at any time then (RFC 6960
/// §4.2.2.1), and the response must be recent enough (§3.2); that a week is, is a rule of smtls.
pub(super) const COUNTS_DAYS: i64 = 7;

/// The finding on a **staple**. Its text is a fragment of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StapleFinding {
    /// The certificate is not revoked.
    Good {
        /// When that was known, in seconds since 1970.
        this_update: i64,
        /// Until when it counts, in seconds since 1970.
        next_update: Option<i64>,
        /// Who says so.
        responder: String,
    },
    /// It is revoked.
    Revoked {
        /// Since when and why.
        revoked: Revoked,
        /// Who says so.
        responder: String,
    },
    /// It will be revoked after the moment of judgement.
    RevokedLater(Revoked),
    /// The responder does not know it.
    Unknown {
        /// Who says so.
        responder: String,
    },
    /// The response cannot be read.
    Malformed(MalformedResponse),
    /// The responder has no answer; its reason.
    NoAnswer(&'static str),
    /// The response is about another certificate.
    OtherCertificate,
    /// It cannot be told whether the response is about the certificate; why not.
    CannotTell(&'static str),
    /// It is not known who issued the certificate.
    NoIssuer {
        /// Its issuer's certificate was not sent.
        is_missing: bool,
    },
    /// It is not signed by someone who may.
    Unverified(String),
    /// It counts no longer.
    OutOfDate {
        /// Until when it counted, in seconds since 1970.
        next_update: i64,
    },
    /// It does not say until when it counts, and is not recent.
    Old {
        /// When it was known, in seconds since 1970.
        this_update: i64,
    },
    /// It does not count yet.
    NotYet {
        /// From when on it counts, in seconds since 1970.
        this_update: i64,
    },
}

impl StapleFinding {
    /// Whether the certificate is still good.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::Good { .. } => Outcome::Holds,
            Self::Revoked { .. } => Outcome::Fails,
            _ => Outcome::NotTested,
        }
    }

    /// What to change, in the imperative; nothing where all is good.
    pub fn fix(&self) -> Option<&'static str> {
        Some(match self {
            Self::Good { .. } => return None,
            Self::Revoked { .. } | Self::RevokedLater(_) => "get a new certificate with a new key",
            Self::Unknown { .. } => "ask the CA why its responder does not know the certificate",
            Self::NoIssuer { is_missing: true } => {
                "send the intermediate certificates: use fullchain.pem"
            }
            Self::NoIssuer { is_missing: false } => return None,
            Self::NotYet { .. } => {
                "check the clock of the server, and have it fetch a new response"
            }
            _ => "have the server fetch a new OCSP response for its certificate",
        })
    }
}

impl fmt::Display for StapleFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Good {
                this_update,
                next_update,
                responder,
            } => {
                write!(
                    f,
                    "not revoked, says the stapled OCSP response by {responder} of {}",
                    day(*this_update)
                )?;
                match next_update {
                    Some(next) => write!(f, "; it counts until {}", day(*next)),
                    None => write!(
                        f,
                        "; it does not say until when it counts, and is taken for {COUNTS_DAYS} days"
                    ),
                }
            }
            Self::Revoked { revoked, responder } => {
                write!(f, "the certificate was revoked on {}", day(revoked.at))?;
                if let Some(reason) = revoked.reason {
                    write!(f, " ({reason})")?;
                }
                write!(f, ", says the stapled OCSP response by {responder}")
            }
            Self::RevokedLater(revoked) => write!(
                f,
                "the certificate was revoked on {}, after the moment of judgement",
                day(revoked.at)
            ),
            Self::Unknown { responder } => write!(
                f,
                "the stapled OCSP response by {responder} says that the certificate is not known there"
            ),
            Self::Malformed(reason) => {
                write!(f, "the stapled OCSP response cannot be read: {reason}")
            }
            Self::NoAnswer(status) => write!(
                f,
                "the stapled OCSP response has no answer, only the responder's refusal: {status}"
            ),
            Self::OtherCertificate => {
                f.write_str("the stapled OCSP response is about another certificate")
            }
            Self::CannotTell(why) => write!(
                f,
                "it cannot be told whether the stapled OCSP response is about the certificate: {why}"
            ),
            Self::NoIssuer { is_missing: true } => f.write_str(
                "an OCSP response is stapled, but the certificate of its issuer is not there to verify it with",
            ),
            Self::NoIssuer { is_missing: false } => f.write_str(
                "an OCSP response is stapled, but without a path it is not known whose signature it must have",
            ),
            Self::Unverified(why) => {
                write!(f, "the stapled OCSP response counts for nothing: {why}")
            }
            Self::OutOfDate { next_update } => write!(
                f,
                "the stapled OCSP response is out of date since {}",
                day(*next_update)
            ),
            Self::Old { this_update } => write!(
                f,
                "the stapled OCSP response is of {} and does not say until when it counts; smtls lets such a one count for \
                 {COUNTS_DAYS} days",
                day(*this_update)
            ),
            Self::NotYet { this_update } => write!(
                f,
                "the stapled OCSP response counts only from {} on",
                day(*this_update)
            ),
        }
    }
}
