//! Certificates that webpki cannot use at all, whatever the path.

use rustls::pki_types::CertificateDer;
use webpki::{EndEntityCert, Error};

use super::outcome::Which;
use super::path_finding::PathFinding;
use crate::certificate::{Certificate, Contents};

/// webpki's reason not to use the certificate at this place.
pub(super) fn refusal_to_parse(chain: &[Certificate], position: usize) -> Option<Error> {
    let der = CertificateDer::from(&chain.get(position)?.der[..]);
    EndEntityCert::try_from(&der).err()
}

/// The same as a finding.
pub(super) fn explain_parse(which: Which, certificate: &Certificate, error: &Error) -> PathFinding {
    let contents = match &certificate.contents {
        Ok(contents) => contents,
        Err(malformed) => {
            return PathFinding::Malformed {
                certificate: which,
                reason: malformed.to_string(),
            };
        }
    };
    match error {
        Error::UnsupportedCertVersion => PathFinding::OldVersion {
            certificate: which,
            version: contents.version,
        },
        Error::UnsupportedCriticalExtension => PathFinding::UnknownCriticalExtension {
            certificate: which,
            extensions: unknown_critical(contents),
        },
        error => PathFinding::Malformed {
            certificate: which,
            reason: malformation(error).to_owned(),
        },
    }
}

/// Those of the critical extensions that webpki does not process.
fn unknown_critical(contents: &Contents) -> Vec<String> {
    let processed = [
        "2.5.29.15",
        "2.5.29.17",
        "2.5.29.19",
        "2.5.29.30",
        "2.5.29.31",
        "2.5.29.37",
    ];
    let critical = contents.critical_extensions.iter();
    critical
        .filter(|identifier| !processed.contains(&identifier.as_str()))
        .cloned()
        .collect()
}

/// What breaks the rules, in words.
pub(super) fn malformation(error: &Error) -> &'static str {
    match error {
        Error::InvalidCertValidity => "its validity ends before it begins",
        Error::BadDerTime => "a date of its validity is malformed",
        Error::SignatureAlgorithmMismatch => {
            "it names two different signature algorithms for its one signature"
        }
        Error::ExtensionValueInvalid | Error::MalformedExtensions => {
            "one of its extensions is malformed or repeated"
        }
        Error::MalformedDnsIdentifier => "one of its DNS names is malformed",
        Error::MalformedNameConstraint | Error::InvalidNetworkMaskConstraint => {
            "its name constraints are malformed"
        }
        Error::TrailingData(_) => "there is more in it than belongs there",
        _ => "its encoding breaks the rules of DER",
    }
}
