//! A certificate as it was sent, whether or not it can be parsed.

use std::fmt;

use x509_parser::certificate::X509Certificate;
use x509_parser::error::X509Error;
use x509_parser::prelude::FromDer;

use super::{Contents, Sha256};

/// A **certificate** as sent: its octets and their digest, which are facts whatever the octets hold,
/// and what they say if they can be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The octets as sent.
    pub der: Vec<u8>,
    /// The SHA-256 digest of `der`.
    pub sha256: Sha256,
    /// What the certificate says, or why that cannot be told.
    pub contents: Result<Contents, Malformed>,
}

/// Why a certificate could not be parsed; shown in plain words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Malformed {
    reason: String,
}

impl Certificate {
    /// Reads one DER-encoded certificate.
    pub fn from_der(der: &[u8]) -> Self {
        Self {
            der: der.to_vec(),
            sha256: Sha256::of(der),
            contents: parse(der).and_then(|x509| {
                Contents::from_x509(&x509).ok_or_else(|| X509Error::InvalidSPKI.into())
            }),
        }
    }

    /// Whether subject and issuer are the same name (RFC 5280 §3.2, self-issued).
    pub fn is_self_issued(&self) -> bool {
        self.contents
            .as_ref()
            .is_ok_and(|contents| contents.subject == contents.issuer)
    }
}

/// What to call the certificate in a sentence: its subject, or else its first name.
impl fmt::Display for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Ok(contents) = &self.contents else {
            return write!(f, "the malformed certificate with SHA-256 {}", self.sha256);
        };
        if !contents.subject.is_empty() {
            return contents.subject.fmt(f);
        }
        let first = contents
            .alternative_names
            .as_ref()
            .and_then(|names| names.dns.first());
        match first {
            Some(name) => write!(f, "the certificate for {name}"),
            None => write!(f, "the certificate with serial number {}", contents.serial),
        }
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl From<X509Error> for Malformed {
    fn from(error: X509Error) -> Self {
        Self {
            reason: in_words(&error).to_owned(),
        }
    }
}

/// The certificate in `der`, with nothing behind it.
pub(super) fn parse(der: &[u8]) -> Result<X509Certificate<'_>, Malformed> {
    let (rest, x509) =
        X509Certificate::from_der(der).map_err(|error| Malformed::from(X509Error::from(error)))?;
    match rest.len() {
        0 => Ok(x509),
        octets => Err(Malformed {
            reason: format!("{octets} more octets follow the certificate"),
        }),
    }
}

fn in_words(error: &X509Error) -> &'static str {
    match error {
        X509Error::InvalidVersion => "its version number is malformed",
        X509Error::InvalidSerial => "its serial number is malformed",
        X509Error::InvalidAlgorithmIdentifier => "an algorithm identifier in it is malformed",
        X509Error::InvalidX509Name
        | X509Error::InvalidAttributes
        | X509Error::DuplicateAttributes => "its subject or issuer is malformed",
        X509Error::InvalidDate => "a date of its validity is malformed",
        X509Error::InvalidSPKI => "its public key is malformed",
        X509Error::InvalidSubjectUID | X509Error::InvalidIssuerUID => {
            "a unique identifier in it is malformed"
        }
        X509Error::InvalidExtensions | X509Error::DuplicateExtensions => {
            "its extensions are malformed"
        }
        X509Error::InvalidSignatureValue => "its signature is malformed",
        _ => "it is no DER-encoded X.509 certificate, or it is cut short",
    }
}
