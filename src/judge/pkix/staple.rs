//! What a stapled OCSP response says of the server's certificate (RFC 6066 §8, RFC 6960 §3.2).

use std::fmt;

use super::path::Path;
use super::path_finding::PathFinding;
use super::staple_finding::{COUNTS_DAYS, StapleFinding};
use crate::certificate::{
    BasicResponse, Certificate, CertificateStatus, IssuerKey, MalformedResponse, OcspEntry,
    OcspResponse, OcspSigner, Revoked, response_status,
};

/// How far a responder's clock may be ahead, in seconds.
const AHEAD: i64 = 300;

/// How long a response counts that does not say until when, in seconds.
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
