//! Why a trust anchor that a TLSA record speaks of does not vouch for the server after all.

use super::name::Named;
use crate::certificate::Certificate;
use crate::judge::check::ResultType;
use crate::judge::pkix::{PathFinding, ValidityFinding, Which};
use std::fmt;

/// One **reason**. Its text is a fragment of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The certificates that were sent do not lead there; the certificate that some other CA issued, and which.
    LeadsElsewhere {
        /// The last certificate on the way.
        certificate: Which,
        /// Its issuer.
        issuer: String,
    },
    /// The path breaks a rule.
    Path(PathFinding),
    /// A date of the server's certificate or of an intermediate.
    Date(ValidityFinding),
    /// A date of the trust anchor's own certificate. RFC 5280 leaves it open whether that counts (§6.1.1, §6.2); for OpenSSL,
    /// and so for Postfix, it does.
    AnchorDate(ValidityFinding),
    /// The certificate is for none of the names.
    Name(Named),
}

impl Refusal {
    /// What a sending server would report.
    pub(super) fn result_type(&self) -> ResultType {
        match self {
            Self::LeadsElsewhere { .. } | Self::Path(_) => ResultType::CertificateNotTrusted,
            Self::Date(ValidityFinding::Expired { .. })
            | Self::AnchorDate(ValidityFinding::Expired { .. }) => ResultType::CertificateExpired,
            Self::Date(_) | Self::AnchorDate(_) => ResultType::ValidationFailure,
            Self::Name(_) => ResultType::CertificateHostMismatch,
        }
    }

    /// What to change, in the imperative.
    pub(super) fn fix(&self, references: &[&str]) -> Option<String> {
        match self {
            Self::LeadsElsewhere { issuer, .. } => Some(format!(
                "publish the TLSA record of {issuer}, or send the certificates that lead to the CA of this one"
            )),
            Self::Path(finding) => finding.fix(),
            Self::Date(finding) => finding.fix(),
            Self::AnchorDate(_) => Some(
                "send the CA's current certificate in the place of the expired one, or publish the record of another CA"
                    .to_owned(),
            ),
            Self::Name(Named::Mismatch {
                covers_too_little: true,
                ..
            }) => Some(format!(
                "get a certificate that names {} itself, or by a wildcard in the place of its first label",
                references.join(" or ")
            )),
            Self::Name(_) => Some(format!(
                "get a certificate with {} in its subjectAltName",
                references.join(" or ")
            )),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LeadsElsewhere {
                certificate,
                issuer,
            } => write!(
                f,
                "the server's certificate does not lead to it: {certificate} was issued by {issuer}"
            ),
            Self::Path(finding) => finding.fmt(f),
            Self::Date(finding) => finding.fmt(f),
            Self::AnchorDate(finding) => write!(
                f,
                "{finding}, which is the CA's own certificate: OpenSSL, and so Postfix, refuses it"
            ),
            Self::Name(Named::Mismatch {
                reason,
                covers_too_little: true,
            }) => write!(
                f,
                "{reason}; senders may let a wildcard cover several labels (RFC 7672, section 3.2.3), but no server can count on it"
            ),
            Self::Name(Named::Mismatch { reason, .. } | Named::CannotTell(reason)) => {
                f.write_str(reason)
            }
            Self::Name(Named::Matches { reference, .. }) => {
                write!(f, "the certificate is for {reference}")
            }
        }
    }
}

/// The name of a certificate's issuer.
pub(super) fn issuer(certificate: Option<&Certificate>) -> String {
    let contents = certificate.and_then(|certificate| certificate.contents.as_ref().ok());
    contents.map_or_else(
        || "an unknown CA".to_owned(),
        |contents| contents.issuer.to_string(),
    )
}
