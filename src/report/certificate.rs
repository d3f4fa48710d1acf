//! One certificate of a chain, as reported.

use super::moment::rfc3339;
use crate::certificate::{Certificate, Contents};
use crate::judge::pkix::date::{days_and_hours, span, whole_days};
use schemars::JsonSchema;
use serde::Serialize;

/// From which **point of view** a report is made, and how much of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// The moment from which days are counted, in seconds since 1970.
    pub now: i64,
    /// The report holds the certificates as PEM.
    pub show_certs: bool,
}

/// A certificate as sent.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CertificateReport {
    /// SHA-256 of the whole certificate, in lower-case hexadecimal.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub sha256: String,
    /// The same as Postfix logs it: in upper case, with colons.
    pub fingerprint: String,
    /// What the certificate says; absent where it cannot be read.
    #[serde(flatten)]
    pub contents: Option<ContentsReport>,
    /// Why it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub malformed: Option<String>,
    /// The certificate as PEM, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pem: Option<String>,
    /// The certificate itself, for who asks more of it than is reported.
    #[serde(skip)]
    pub certificate: Certificate,
}

/// What a certificate says.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ContentsReport {
    /// The X.509 version: 1, 2 or 3.
    pub version: u32,
    /// The subject, in the form of RFC 4514.
    pub subject: String,
    /// The issuer, in the form of RFC 4514.
    pub issuer: String,
    /// The subject on one line as OpenSSL and swaks print it: `/O=Example/CN=mx.example.com`.
    pub subject_oneline: String,
    /// The issuer in that form.
    pub issuer_oneline: String,
    /// The serial number in hexadecimal.
    pub serial: String,
    /// The subject alternative names.
    pub names: NamesReport,
    /// The first moment of validity (RFC 3339).
    #[schemars(extend("format" = "date-time"))]
    pub not_before: String,
    /// The last moment of validity (RFC 3339).
    #[schemars(extend("format" = "date-time"))]
    pub not_after: String,
    /// Whole days until then, counted from the moment of judgement and rounded down; negative where it is past, -1 on the first day.
    pub days_left: i64,
    /// The same in seconds, for renderers that round by themselves.
    #[serde(skip)]
    pub seconds_left: i64,
    /// How many seconds of validity have passed; negative before its first.
    #[serde(skip)]
    pub seconds_valid: i64,
    /// The certified key.
    pub key: KeyReport,
    /// How the certificate is signed.
    pub signature_algorithm: String,
    /// SHA-256 of the SubjectPublicKeyInfo, in lower-case hexadecimal.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub spki_sha256: String,
    /// The same as Postfix logs it: in upper case, with colons.
    pub pkey_fingerprint: String,
    /// The same as a pin: `pin-sha256=` and Base64.
    pub pin_sha256: String,
    /// The basic constraints make it a CA.
    pub is_ca: bool,
    /// What the key may be used for, by RFC 5280's names; absent where that is not limited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extended_key_usage: Option<Vec<String>>,
    /// Name constraints limit for which names this CA's certificates count.
    pub name_constraints: bool,
    /// The certificate demands a stapled OCSP response (RFC 7633).
    pub must_staple: bool,
    /// Where the issuer's certificate can be fetched.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ca_issuers: Vec<String>,
}

/// Subject alternative names by kind.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct NamesReport {
    /// DNS names.
    pub dns: Vec<String>,
    /// Addresses.
    pub ip: Vec<String>,
    /// SRV-IDs, each a service of a domain: `_submissions.example.com` (RFC 4985).
    pub srv: Vec<String>,
    /// Other kinds, each with its kind in front.
    pub other: Vec<String>,
    /// How many more there are than are listed.
    pub omitted: usize,
}

/// A key.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct KeyReport {
    /// RSA, ECDSA, Ed25519 and so on.
    pub algorithm: String,
    /// The curve of an ECDSA key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub curve: Option<String>,
    /// Its size in bits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bits: Option<u32>,
    /// All of it in one expression: `ECDSA P-256`, `RSA 2048 bits`.
    pub description: String,
}

impl CertificateReport {
    pub(super) fn new(certificate: &Certificate, view: View) -> Self {
        Self {
            sha256: certificate.sha256.to_string(),
            fingerprint: certificate.sha256.to_colon_hex(),
            contents: certificate
                .contents
                .as_ref()
                .ok()
                .map(|contents| ContentsReport::new(contents, view.now)),
            malformed: certificate.contents.as_ref().err().map(ToString::to_string),
            pem: view.show_certs.then(|| certificate.to_pem()),
            certificate: certificate.clone(),
        }
    }

    /// What to call it in a list.
    pub fn title(&self) -> &str {
        match &self.contents {
            Some(contents) if !contents.subject.is_empty() => &contents.subject,
            Some(contents) => contents
                .names
                .dns
                .first()
                .map_or("(no subject)", String::as_str),
            None => "(cannot be read)",
        }
    }
}

impl ContentsReport {
    fn new(contents: &Contents, now: i64) -> Self {
        let seconds_left = contents.not_after.saturating_sub(now);
        Self {
            version: contents.version,
            subject: contents.subject.to_string(),
            issuer: contents.issuer.to_string(),
            subject_oneline: contents.subject.to_one_line(),
            issuer_oneline: contents.issuer.to_one_line(),
            serial: contents.serial.clone(),
            names: NamesReport::new(contents),
            not_before: rfc3339(contents.not_before),
            not_after: rfc3339(contents.not_after),
            days_left: whole_days(seconds_left),
            seconds_left,
            seconds_valid: now.saturating_sub(contents.not_before),
            key: KeyReport {
                algorithm: contents.key.algorithm.to_string(),
                curve: contents.key.curve.as_ref().map(|curve| curve.name.clone()),
                bits: contents.key.bits,
                description: contents.key.to_string(),
            },
            signature_algorithm: contents.signature_algorithm.to_string(),
            spki_sha256: contents.key.sha256.to_string(),
            pkey_fingerprint: contents.key.sha256.to_colon_hex(),
            pin_sha256: contents.key.sha256.to_pin(),
            is_ca: contents.is_ca,
            extended_key_usage: contents.extended_key_usage.clone(),
            name_constraints: contents.has_name_constraints,
            must_staple: contents.must_staple,
            ca_issuers: contents.ca_issuers.clone(),
        }
    }
}

impl ContentsReport {
    /// How long it is still valid, in words.
    pub fn time_left(&self) -> String {
        match (self.seconds_valid, self.seconds_left) {
            (valid @ ..0, _) => format!("not valid for another {}", span(valid.saturating_neg())),
            (_, left @ 0..) => format!("{} left", span(left)),
            (_, left) => format!("expired {} ago", days_and_hours(left.saturating_neg())),
        }
    }
}

impl NamesReport {
    fn new(contents: &Contents) -> Self {
        let Some(names) = &contents.alternative_names else {
            return Self::default();
        };
        Self {
            dns: names.dns.clone(),
            ip: names.ip.iter().map(ToString::to_string).collect(),
            srv: names.srv.clone(),
            other: names.other.clone(),
            omitted: names.omitted,
        }
    }

    /// All of them in one list.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        [&self.dns, &self.ip, &self.srv, &self.other]
            .into_iter()
            .flatten()
            .map(String::as_str)
    }
}
