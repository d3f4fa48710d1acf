//! Certificate revocation lists as facts (RFC 5280 §5).

use std::sync::Arc;

use webpki::{CertRevocationList, OwnedCertRevocationList};
use x509_parser::extensions::{ParsedExtension, X509Extension};
use x509_parser::prelude::FromDer;
use x509_parser::revocation_list::CertificateRevocationList;

use super::oid::dotted;
use super::{Certificate, DistinguishedName, RevocationReason};

/// A **revocation list** that can be held against certificates.
#[derive(Clone, Debug)]
pub struct RevocationList {
    /// What to call it in a sentence: the file that it came from.
    pub source: String,
    /// Who signed it.
    pub issuer: DistinguishedName,
    /// When it was made, in seconds since 1970.
    pub this_update: i64,
    /// When the next one is due, in seconds since 1970.
    pub next_update: i64,
    /// Whether it is limited to a part of what its issuer signed (issuing distribution point, RFC 5280 §5.2.5).
    pub is_partial: bool,
    /// Whether that part has the name of a distribution point, so that it is only for certificates that name the same.
    pub names_a_point: bool,
    list: Arc<CertRevocationList<'static>>,
}

/// Why a revocation list cannot be used; shown in plain words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct UnusableList(&'static str);

/// A certificate on a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revoked {
    /// Since when, in seconds since 1970.
    pub at: i64,
    /// Why, if that is said.
    pub reason: Option<RevocationReason>,
}

impl RevocationList {
    /// Reads a DER-encoded list.
    ///
    /// # Errors
    /// Where it is none, or of a kind that webpki does not process.
    pub fn from_der(der: &[u8], source: &str) -> Result<Self, UnusableList> {
        let parsed = CertificateRevocationList::from_der(der).map_err(|_| NO_LIST)?;
        let is_old = parsed.1.tbs_cert_list.version.is_none();
        let list = OwnedCertRevocationList::from_der(der).map_err(|error| match is_old {
            true => in_words(&webpki::Error::UnsupportedCrlVersion),
            false => in_words(&error),
        })?;
        let facts = &parsed.1.tbs_cert_list;
        let list = CertRevocationList::from(list);
        Ok(Self {
            source: source.to_owned(),
            issuer: DistinguishedName::from_der(facts.issuer.as_raw()),
            this_update: facts.this_update.timestamp(),
            next_update: facts.next_update.map_or(i64::MAX, |time| time.timestamp()),
            is_partial: list.issuing_distribution_point().is_some(),
            names_a_point: facts.extensions().iter().any(names_a_point),
            list: Arc::new(list),
        })
    }

    /// The list as webpki takes it.
    pub fn as_webpki(&self) -> &CertRevocationList<'static> {
        &self.list
    }

    /// Whether it is of the certificate's issuer, by name.
    pub fn is_by_issuer_of(&self, certificate: &Certificate) -> bool {
        let contents = certificate.contents.as_ref();
        contents.is_ok_and(|contents| contents.issuer == self.issuer)
    }

    /// What it says of the certificate's serial number; whether it may speak of this certificate is another question.
    pub fn entry(&self, certificate: &Certificate) -> Option<Revoked> {
        let contents = certificate.contents.as_ref().ok()?;
        let entry = self
            .list
            .find_serial(&octets(&contents.serial))
            .ok()
            .flatten()?;
        Some(Revoked {
            at: i64::try_from(entry.revocation_date.as_secs()).unwrap_or(i64::MAX),
            reason: entry
                .reason_code
                .map(|reason| RevocationReason(number(reason))),
        })
    }
}

/// Whether an extension is an issuing distribution point with a name; what cannot be read may have one.
fn names_a_point(extension: &X509Extension<'_>) -> bool {
    match extension.parsed_extension() {
        ParsedExtension::IssuingDistributionPoint(point) => point.distribution_point.is_some(),
        _ => dotted(extension.oid.as_bytes()) == ISSUING_DISTRIBUTION_POINT,
    }
}

const ISSUING_DISTRIBUTION_POINT: &str = "2.5.29.28";

/// The octets of a serial number in hexadecimal.
fn octets(hexadecimal: &str) -> Vec<u8> {
    let (pairs, _) = hexadecimal.as_bytes().as_chunks::<2>();
    let octet = |pair: &[u8; 2]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    pairs.iter().filter_map(octet).collect()
}

/// The reason's number (RFC 5280 §5.3.1).
fn number(reason: webpki::RevocationReason) -> u8 {
    use webpki::RevocationReason as Reason;
    match reason {
        Reason::Unspecified => 0,
        Reason::KeyCompromise => 1,
        Reason::CaCompromise => 2,
        Reason::AffiliationChanged => 3,
        Reason::Superseded => 4,
        Reason::CessationOfOperation => 5,
        Reason::CertificateHold => 6,
        Reason::RemoveFromCrl => 8,
        Reason::PrivilegeWithdrawn => 9,
        Reason::AaCompromise => 10,
    }
}

const NO_LIST: UnusableList =
    UnusableList("it is no DER-encoded certificate revocation list, or it is cut short");

fn in_words(error: &webpki::Error) -> UnusableList {
    match error {
        webpki::Error::UnsupportedCrlVersion => {
            UnusableList("it is of version 1, and only version 2 is known")
        }
        webpki::Error::UnsupportedDeltaCrl => {
            UnusableList("it holds changes to another list only (delta CRL)")
        }
        webpki::Error::UnsupportedIndirectCrl => {
            UnusableList("it speaks for other issuers (indirect CRL)")
        }
        webpki::Error::UnsupportedCriticalExtension => {
            UnusableList("it has a critical extension that is not known")
        }
        webpki::Error::UnsupportedCrlIssuingDistributionPoint => UnusableList(
            "it is limited to a part of its issuer's certificates in a way that is not known",
        ),
        // It could be read, and it is not as RFC 5280 §5.2 has it.
        _ => UnusableList(
            "it lacks extensions that a list must have, such as the CRL number (RFC 5280, section 5.2), or has them in a form that \
             is not known",
        ),
    }
}
