//! OCSP responses as facts (RFC 6960 §4.2.1): what is said, of which certificate, by whom and when.

use std::fmt;

use x509_parser::asn1_rs::{Class, Tag};
use x509_parser::prelude::FromDer;
use x509_parser::time::ASN1Time;

use super::der::{Element, elements};
use super::oid::{dotted, hexadecimal};
use super::{Certificate, DistinguishedName, IssuerKey, RevocationReason, SignatureAlgorithm};

/// The most entries and certificates of one response that are kept; an honest staple has one entry.
const MOST_ENTRIES: usize = 32;
const MOST_CERTIFICATES: usize = 4;

/// An **OCSP response** that could be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OcspResponse {
    /// The responder has no answer; the number of its reason.
    NoAnswer(u8),
    /// The responder's answer.
    Answer(Box<BasicResponse>),
}

/// A **basic response**: answers with a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasicResponse {
    /// Who answers.
    pub responder: Responder,
    /// When it was signed, in seconds since 1970.
    pub produced_at: i64,
    /// The answers, of which the first few are kept.
    pub entries: Vec<OcspEntry>,
    /// Whether there were more answers.
    pub has_more_entries: bool,
    /// How it is signed.
    pub signature_algorithm: SignatureAlgorithm,
    /// The certificates that were sent along, of which the first few are kept.
    pub certificates: Vec<Certificate>,
    /// The DER encoding of what is signed, of the signature's AlgorithmIdentifier, and of the BIT STRING with the signature.
    pub(super) signed: [Vec<u8>; 3],
}

/// Who **answers**: by name, or by the SHA-1 digest of its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Responder {
    /// Its subject.
    Name(DistinguishedName),
    /// The digest of its key.
    KeyHash(Vec<u8>),
}

/// An **answer** about one certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OcspEntry {
    /// What is said of the certificate.
    pub status: CertificateStatus,
    /// From when on this is known to be so, in seconds since 1970.
    pub this_update: i64,
    /// When something newer will be known, in seconds since 1970.
    pub next_update: Option<i64>,
    /// The serial number's octets in lower-case hexadecimal.
    pub serial: String,
    digest: String,
    issuer_name_hash: Vec<u8>,
    issuer_key_hash: Vec<u8>,
}

/// What is said of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CertificateStatus {
    /// It is not revoked.
    Good,
    /// It is.
    Revoked {
        /// Since when, in seconds since 1970.
        at: i64,
        /// Why, if that is said.
        reason: Option<RevocationReason>,
    },
    /// The responder does not know it.
    Unknown,
}

/// Why a response could not be parsed; shown in plain words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct MalformedResponse(&'static str);

const NO_RESPONSE: MalformedResponse =
    MalformedResponse("it is no DER-encoded OCSP response, or it is cut short");
const OTHER_KIND: MalformedResponse = MalformedResponse("it is of a kind that is not known");
const NO_BASIC: MalformedResponse = MalformedResponse("the answer in it is malformed");
const CRITICAL: MalformedResponse =
    MalformedResponse("it has a critical extension that is not known");

/// id-pkix-ocsp-basic.
const BASIC: &str = "1.3.6.1.5.5.7.48.1.1";

impl OcspResponse {
    /// Reads a DER-encoded response.
    ///
    /// # Errors
    /// Where it breaks the rules of its form.
    pub fn from_der(der: &[u8]) -> Result<Self, MalformedResponse> {
        let (status, bytes) = outer(der).ok_or(NO_RESPONSE)?;
        let Some(bytes) = bytes.filter(|_| status == 0) else {
            return match status {
                0 => Err(NO_RESPONSE),
                other => Ok(Self::NoAnswer(other)),
            };
        };
        let [kind, basic] = parts(bytes).ok_or(NO_RESPONSE)?;
        if dotted(kind.any.data) != BASIC {
            return Err(OTHER_KIND);
        }
        let (basic, critical) = basic_response(basic.any.data).ok_or(NO_BASIC)?;
        match critical {
            true => Err(CRITICAL),
            false => Ok(Self::Answer(Box::new(basic))),
        }
    }
}

impl OcspEntry {
    /// Whether this is about the certificate with this serial number (in lower-case hexadecimal) by this issuer; nothing where
    /// that cannot be told.
    pub fn is_for(&self, serial: &str, issuer: &IssuerKey) -> Option<bool> {
        if self.serial != serial {
            return Some(false);
        }
        issuer.has_hashes(&self.digest, &self.issuer_name_hash, &self.issuer_key_hash)
    }
}

impl Responder {
    /// Whether this names an issuer, or the holder of another certificate.
    pub(super) fn is(&self, other: &IssuerKey) -> bool {
        match self {
            Self::Name(name) => *name == other.name,
            Self::KeyHash(hash) => other.has_key_hash(hash),
        }
    }
}

impl fmt::Display for Responder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => name.fmt(f),
            Self::KeyHash(hash) => write!(f, "the key with SHA-1 {}", hex(hash)),
        }
    }
}

/// The reason of a responder that has no answer, by RFC 6960's name.
pub fn response_status(number: u8) -> &'static str {
    match number {
        0 => "successful",
        1 => "malformedRequest",
        2 => "internalError",
        3 => "tryLater",
        5 => "sigRequired",
        6 => "unauthorized",
        _ => "a status that is not known",
    }
}

/// The status, and the contents of ResponseBytes.
fn outer(der: &[u8]) -> Option<(u8, Option<&[u8]>)> {
    let [response] = parts(der)?;
    let fields = elements(response.any.data)?;
    let (status, rest) = fields.split_first()?;
    let [status] = status.any.data else {
        return None;
    };
    let bytes = match rest {
        [] => None,
        [explicit] => {
            let [bytes] = parts(explicit.any.data)?;
            Some(bytes.any.data)
        }
        _ => return None,
    };
    Some((*status, bytes))
}

/// The response, and whether it has a critical extension, none of which is known here.
fn basic_response(der: &[u8]) -> Option<(BasicResponse, bool)> {
    let [basic] = parts(der)?;
    let fields = elements(basic.any.data)?;
    let (tbs, algorithm, signature, certificates) = match fields.as_slice() {
        [tbs, algorithm, signature] => (tbs, algorithm, signature, None),
        [tbs, algorithm, signature, certificates] => {
            (tbs, algorithm, signature, Some(certificates))
        }
        _ => return None,
    };
    let certificates = match certificates {
        Some(explicit) => {
            let [sequence] = parts(explicit.any.data)?;
            elements(sequence.any.data)?
        }
        None => Vec::new(),
    };
    let certificates = certificates.iter().take(MOST_CERTIFICATES);
    let data = elements(tbs.any.data)?;
    let mut data = data.iter().filter(|field| !is_tagged(field, 0)); // the version
    let (responder, produced_at, entries) = (data.next()?, data.next()?, data.next()?);
    let mut critical = match data.next() {
        Some(extensions) => is_any_critical(extensions)?,
        None => false,
    };
    let mut kept = Vec::new();
    let entries = elements(entries.any.data)?;
    for entry in &entries {
        let (entry, has_critical) = read_entry(entry.any.data)?;
        critical |= has_critical;
        if kept.len() < MOST_ENTRIES {
            kept.push(entry);
        }
    }
    let basic = BasicResponse {
        responder: read_responder(responder)?,
        produced_at: moment(produced_at)?,
        has_more_entries: entries.len() > kept.len(),
        entries: kept,
        signature_algorithm: SignatureAlgorithm::from_algorithm_identifier(algorithm.any.data),
        certificates: certificates
            .map(|certificate| Certificate::from_der(certificate.encoding))
            .collect(),
        signed: [tbs, algorithm, signature].map(|part| part.encoding.to_vec()),
    };
    Some((basic, critical))
}

fn read_responder(element: &Element<'_>) -> Option<Responder> {
    let [inner] = parts(element.any.data)?;
    if is_tagged(element, 1) {
        return Some(Responder::Name(DistinguishedName::from_der(inner.encoding)));
    }
    is_tagged(element, 2).then(|| Responder::KeyHash(inner.any.data.to_vec()))
}

fn read_entry(contents: &[u8]) -> Option<(OcspEntry, bool)> {
    let fields = elements(contents)?;
    let [identifier, status, this_update, rest @ ..] = fields.as_slice() else {
        return None;
    };
    let [algorithm, name, key, serial] = parts(identifier.any.data)?;
    let digest = elements(algorithm.any.data)?
        .first()
        .map(|oid| dotted(oid.any.data))?;
    let explicit = |number| rest.iter().find(|field| is_tagged(field, number));
    let next_update = match explicit(0) {
        Some(field) => {
            let [inner] = parts(field.any.data)?;
            Some(moment(&inner)?)
        }
        None => None,
    };
    let critical = match explicit(1) {
        Some(extensions) => is_any_critical(extensions)?,
        None => false,
    };
    let entry = OcspEntry {
        status: read_status(status)?,
        this_update: moment(this_update)?,
        next_update,
        serial: hex(serial.any.data),
        digest,
        issuer_name_hash: name.any.data.to_vec(),
        issuer_key_hash: key.any.data.to_vec(),
    };
    Some((entry, critical))
}

fn read_status(element: &Element<'_>) -> Option<CertificateStatus> {
    if is_tagged(element, 0) {
        return Some(CertificateStatus::Good);
    }
    if is_tagged(element, 2) {
        return Some(CertificateStatus::Unknown);
    }
    let fields = elements(element.any.data).filter(|_| is_tagged(element, 1))?;
    let (at, reason) = fields.split_first()?;
    let reason = match reason.first() {
        Some(explicit) => {
            let [inner] = parts(explicit.any.data)?;
            inner.any.data.first().copied().map(RevocationReason)
        }
        None => None,
    };
    Some(CertificateStatus::Revoked {
        at: moment(at)?,
        reason,
    })
}

/// Whether one of the Extensions in an explicit tag is marked critical.
fn is_any_critical(explicit: &Element<'_>) -> Option<bool> {
    let [extensions] = parts(explicit.any.data)?;
    let mut any = false;
    for extension in elements(extensions.any.data)? {
        let fields = elements(extension.any.data)?;
        let mut flags = fields
            .iter()
            .filter(|field| field.any.tag() == Tag::Boolean);
        any |= flags.any(|flag| flag.any.data != [0]);
    }
    Some(any)
}

/// Exactly this many elements.
fn parts<const COUNT: usize>(contents: &[u8]) -> Option<[Element<'_>; COUNT]> {
    elements(contents)?.try_into().ok()
}

fn is_tagged(element: &Element<'_>, number: u32) -> bool {
    element.any.class() == Class::ContextSpecific && element.any.tag() == Tag(number)
}

fn moment(element: &Element<'_>) -> Option<i64> {
    let (rest, time) = ASN1Time::from_der(element.encoding).ok()?;
    rest.is_empty().then(|| time.timestamp())
}

fn hex(octets: &[u8]) -> String {
    hexadecimal(octets).split_off(1)
}
