//! A stapled OCSP response, as reported.

use super::moment::rfc3339;
use super::schema;
use crate::certificate::{
    BasicResponse, CertificateStatus, OcspEntry, OcspResponse, OcspSigner, response_status,
};
use crate::judge::pkix::Staple;
use schemars::JsonSchema;
use serde::Serialize;

/// A stapled OCSP response (RFC 6960 §4.2.1).
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct StapleReport {
    /// Why it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub malformed: Option<String>,
    /// Its status: `successful`, `tryLater` and so on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_status: Option<&'static str>,
    /// The answer.
    #[serde(flatten)]
    pub answer: Option<AnswerReport>,
}

/// What a responder answered.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AnswerReport {
    /// The responder: its subject, or the digest of its key.
    pub responder: String,
    /// When it was signed (RFC 3339).
    #[schemars(extend("format" = "date-time"))]
    pub produced_at: String,
    /// How it is signed.
    pub signature_algorithm: String,
    /// Who signed it: issuer, delegate (of the issuer), not-authorised, stranger, nobody (the signature is wrong) or unknown.
    #[schemars(schema_with = "schema::word")]
    pub signed_by: &'static str,
    /// It is about the server's certificate.
    pub for_certificate: bool,
    /// What it says of the server's certificate.
    #[serde(flatten)]
    pub status: Option<StatusReport>,
}

/// What is said of the server's certificate.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct StatusReport {
    /// good, revoked or unknown.
    #[schemars(schema_with = "schema::word")]
    pub certificate_status: &'static str,
    /// When it was revoked (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "date-time"))]
    pub revoked_at: Option<String>,
    /// Why, by RFC 5280's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revocation_reason: Option<String>,
    /// From when on this counts (RFC 3339).
    #[schemars(extend("format" = "date-time"))]
    pub this_update: String,
    /// Until when it counts (RFC 3339).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "date-time"))]
    pub next_update: Option<String>,
}

impl StapleReport {
    pub(super) fn new(staple: &Staple) -> Self {
        let (malformed, status, answer) = match &staple.response {
            Err(malformed) => (Some(malformed.to_string()), None, None),
            Ok(OcspResponse::NoAnswer(status)) => (None, Some(*status), None),
            Ok(OcspResponse::Answer(answer)) => (None, Some(0), Some(answer)),
        };
        Self {
            malformed,
            response_status: status.map(response_status),
            answer: answer.map(|answer| AnswerReport::new(answer, staple)),
        }
    }
}

impl AnswerReport {
    fn new(answer: &BasicResponse, staple: &Staple) -> Self {
        Self {
            responder: answer.responder.to_string(),
            produced_at: rfc3339(answer.produced_at),
            signature_algorithm: answer.signature_algorithm.to_string(),
            signed_by: match &staple.signer {
                Some(OcspSigner::Issuer) => "issuer",
                Some(OcspSigner::Delegated(_)) => "delegate",
                Some(OcspSigner::NotAuthorised(_)) => "not-authorised",
                Some(OcspSigner::Stranger) => "stranger",
                Some(OcspSigner::Wrong) => "nobody",
                Some(OcspSigner::CannotTell) | None => "unknown",
            },
            for_certificate: staple.entry.is_some(),
            status: staple.entry.as_ref().map(StatusReport::new),
        }
    }
}

impl StatusReport {
    fn new(entry: &OcspEntry) -> Self {
        let (certificate_status, revoked_at, reason) = match entry.status {
            CertificateStatus::Good => ("good", None, None),
            CertificateStatus::Unknown => ("unknown", None, None),
            CertificateStatus::Revoked { at, reason } => ("revoked", Some(at), reason),
        };
        Self {
            certificate_status,
            revoked_at: revoked_at.map(rfc3339),
            revocation_reason: reason.map(|reason| reason.to_string()),
            this_update: rfc3339(entry.this_update),
            next_update: entry.next_update.map(rfc3339),
        }
    }
}
