//! What a stapled OCSP response says of the server's certificate (RFC 6066 §8, RFC 6960 §3.2).

use std::fmt;

use super::date::day;
use super::outcome::Outcome;
use super::path::Path;
use super::path_finding::PathFinding;
use crate::certificate::{
    BasicResponse, Certificate, CertificateStatus, IssuerKey, MalformedResponse, OcspEntry,
    OcspResponse, OcspSigner, Revoked, response_status,
};

/// How far a responder's clock may be ahead, in seconds.
const AHEAD: i64 = 300;

/// For how many days a response counts that does not say until when. Newer information may be there at any time then (RFC 6960
/// §4.2.2.1), and the response must be recent enough (§3.2); that a week is, is a rule of smtls.
const COUNTS_DAYS: i64 = 7;

/// The same in seconds.
const COUNTS: i64 = COUNTS_DAYS * 86_400;

/// How much of a name that a responder gives itself is shown, in characters.
const SHOWN: usize = 160;

/// A **staple**: what it says, and what was found out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staple {
    /// The response, or why it cannot be read.
    pub response: Result<OcspResponse, MalformedResponse>,
    /// The answer about the server's certificate, if there is one.
    pub entry: Option<OcspEntry>,
    /// Who signed it; nothing where the issuer of the certificate is not known.
    pub signer: Option<OcspSigner>,
    /// The serial number of the server's certificate, where that can be parsed.
    serial: Option<String>,
}

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

impl Staple {
    /// Reads a stapled response (not empty) and verifies its signature, if the certificate's issuer is known.
    pub fn read(octets: &[u8], chain: &[Certificate], path: &Path) -> Self {
        let response = OcspResponse::from_der(octets);
        let known = match (&response, chain.first(), &path.issuer) {
            (Ok(OcspResponse::Answer(answer)), Some(certificate), Some(issuer)) => {
                let contents = certificate.contents.as_ref().ok();
                contents.map(|contents| (answer, &contents.serial, issuer))
            }
            _ => None,
        };
        let Some((answer, serial, issuer)) = known else {
            return Self {
                response,
                entry: None,
                signer: None,
                serial: None,
            };
        };
        let mut entries = answer.entries.iter();
        let entry = entries.find(|entry| entry.is_for(serial, issuer) == Some(true));
        // Nobody needs to know who signed what is about something else.
        let signer = entry.map(|_| answer.signer(issuer));
        Self {
            entry: entry.cloned(),
            signer,
            serial: Some(serial.clone()),
            response,
        }
    }

    /// What it comes to at a moment in seconds since 1970.
    pub fn judge(&self, path: &Path, now: i64) -> StapleFinding {
        let answer = match &self.response {
            Err(malformed) => return StapleFinding::Malformed(*malformed),
            Ok(OcspResponse::NoAnswer(status)) => {
                return StapleFinding::NoAnswer(response_status(*status));
            }
            Ok(OcspResponse::Answer(answer)) => answer,
        };
        let Some(issuer) = &path.issuer else {
            let is_missing = matches!(path.finding, PathFinding::IssuerMissing { .. });
            return StapleFinding::NoIssuer { is_missing };
        };
        let (Some(entry), Some(signer)) = (&self.entry, &self.signer) else {
            return self.without_entry(answer, issuer);
        };
        match unverified(answer, signer, now) {
            Some(why) => StapleFinding::Unverified(why),
            None => said(answer, entry, now),
        }
    }

    /// Nothing was said of the certificate, as far as was looked.
    fn without_entry(&self, answer: &BasicResponse, issuer: &IssuerKey) -> StapleFinding {
        let may_be_it = |entry: &OcspEntry| {
            let serial = self.serial.as_deref();
            serial.is_none_or(|serial| entry.is_for(serial, issuer).is_none())
        };
        if answer.entries.iter().any(may_be_it) {
            return StapleFinding::CannotTell(
                "it names its certificate by a digest that is not known",
            );
        }
        match answer.has_more_entries {
            true => StapleFinding::CannotTell("it has more answers than are looked at"),
            false => StapleFinding::OtherCertificate,
        }
    }
}

/// A name, or the start of one that is longer than any honest one.
fn shown(name: &impl fmt::Display) -> String {
    let name = name.to_string();
    match name.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}...", name.get(..end).unwrap_or_default()),
        None => name,
    }
}

/// What an answer with a good signature says.
fn said(answer: &BasicResponse, entry: &OcspEntry, now: i64) -> StapleFinding {
    let responder = shown(&answer.responder);
    if entry.this_update > now.saturating_add(AHEAD) {
        return StapleFinding::NotYet {
            this_update: entry.this_update,
        };
    }
    match (&entry.status, entry.next_update) {
        // What is revoked stays so; of certificateHold nobody makes use.
        (CertificateStatus::Revoked { at, reason }, _) => {
            let revoked = Revoked {
                at: *at,
                reason: *reason,
            };
            match *at > now {
                true => StapleFinding::RevokedLater(revoked),
                false => StapleFinding::Revoked { revoked, responder },
            }
        }
        (_, Some(next_update)) if next_update < now => StapleFinding::OutOfDate { next_update },
        (_, None) if entry.this_update.saturating_add(COUNTS) < now => StapleFinding::Old {
            this_update: entry.this_update,
        },
        (CertificateStatus::Unknown, _) => StapleFinding::Unknown { responder },
        (CertificateStatus::Good, next_update) => StapleFinding::Good {
            this_update: entry.this_update,
            next_update,
            responder,
        },
    }
}

/// Why the signature counts for nothing, if that is so.
fn unverified(answer: &BasicResponse, signer: &OcspSigner, now: i64) -> Option<String> {
    if let Some(digest) = answer.signature_algorithm.broken_digest() {
        return Some(format!(
            "it is signed with {}: signatures with {digest} can be forged",
            answer.signature_algorithm
        ));
    }
    match signer {
        OcspSigner::Issuer => None,
        OcspSigner::Delegated(certificate) => {
            let contents = certificate.contents.as_ref().ok()?;
            let algorithm = &contents.signature_algorithm;
            if let Some(digest) = algorithm.broken_digest() {
                return Some(format!(
                    "the certificate of its signer {} is signed with {algorithm}: signatures with {digest} can be forged",
                    shown(certificate)
                ));
            }
            let in_date = contents.not_before <= now && now <= contents.not_after;
            (!in_date).then(|| {
                format!(
                    "the certificate of its signer {} is not in date",
                    shown(certificate)
                )
            })
        }
        OcspSigner::NotAuthorised(certificate) => Some(format!(
            "it is signed by {}, which the issuer of the certificate has not allowed to",
            shown(certificate)
        )),
        OcspSigner::Stranger => Some(format!(
            "it is signed by {}, which is not the issuer of the certificate, and whose own certificate is not in it",
            shown(&answer.responder)
        )),
        OcspSigner::Wrong => Some("its signature does not verify".to_owned()),
        OcspSigner::CannotTell => Some(format!(
            "its signature ({}) is of a kind that cannot be verified",
            answer.signature_algorithm
        )),
    }
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
            _ => "have the server fetch a new OCSP response for its certificate, or staple none",
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
