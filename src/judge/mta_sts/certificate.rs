//! What stands against a certificate that MTA-STS asks for, of the policy host or of an MX host (RFC 8461 §3.3, §4.2).

use super::terms::Terms;
use crate::certificate::Certificate;
use crate::dns::DomainName;
use crate::judge::check::ResultType;
use crate::judge::pkix::{self, Outcome, PathFinding, ValidityFinding};
use crate::tls::{HandshakeSignature, Seen};
use rustls::pki_types::ServerName;

/// One thing that stands against a certificate.
pub(super) struct Flaw {
    /// What it is, as a sentence fragment.
    pub(super) what: String,
    /// What to do.
    pub(super) fix: Option<String>,
    /// What it is called in a TLS report of an MX host (RFC 8460 §4.3.1); nothing where it could only not be tested.
    pub(super) result_type: Option<ResultType>,
    /// What a report would add.
    pub(super) reason_code: Option<&'static str>,
}

/// What stands against the certificates that a host showed: path, dates and names, each on its own, and whether it holds the
/// key. Nothing where all is well.
pub(super) fn flaws(
    seen: &Seen,
    chain: &[Certificate],
    host: &DomainName,
    terms: &Terms<'_>,
) -> Vec<Flaw> {
    let path = pkix::path(chain, terms.anchors, terms.now);
    let mut flaws = Vec::new();
    let finding = &path.finding;
    if finding.outcome() != Outcome::Holds {
        let result_type = match finding {
            // Some date is wrong at any moment, and that is told of the dates.
            PathFinding::NeverValidTogether { .. } => None,
            PathFinding::NoCertificate => Some(ResultType::ValidationFailure),
            _ => Some(ResultType::CertificateNotTrusted),
        };
        flaws.push(Flaw {
            what: finding.to_string(),
            fix: finding.fix(),
            result_type: result_type.filter(|_| finding.outcome() == Outcome::Fails),
            reason_code: Some(reason_code(finding)),
        });
    }
    if chain.is_empty() {
        return flaws;
    }
    for dates in pkix::validity(chain, &path, terms.now) {
        let (result_type, reason_code) = match dates {
            ValidityFinding::Expired { .. } => (ResultType::CertificateExpired, None),
            ValidityFinding::NotYetValid { .. } => (
                ResultType::ValidationFailure,
                Some("certificate-not-yet-valid"),
            ),
            _ => (
                ResultType::ValidationFailure,
                Some("certificate-dates-malformed"),
            ),
        };
        if dates.outcome() != Outcome::Holds {
            flaws.push(Flaw {
                what: dates.to_string(),
                fix: dates.fix(),
                result_type: Some(result_type).filter(|_| dates.outcome() == Outcome::Fails),
                reason_code,
            });
        }
    }
    flaws.extend(misnamed(chain, host));
    flaws.extend(unproved(seen));
    flaws
}

/// RFC 8461 §3.3, §4.2: only a DNS-ID of the host's own name counts.
fn misnamed(chain: &[Certificate], host: &DomainName) -> Option<Flaw> {
    let Ok(reference) = ServerName::try_from(host.ascii()) else {
        return Some(Flaw {
            what: format!("{host} is no name that a certificate can be for"),
            fix: None,
            result_type: None,
            reason_code: None,
        });
    };
    let names = pkix::names(chain, &reference);
    let outcome = names.outcome();
    (outcome != Outcome::Holds).then(|| Flaw {
        what: names.to_string(),
        fix: names.fix(),
        result_type: Some(ResultType::CertificateHostMismatch)
            .filter(|_| outcome == Outcome::Fails),
        reason_code: None,
    })
}

fn unproved(seen: &Seen) -> Option<Flaw> {
    match &seen.signature {
        Some((_, HandshakeSignature::Verified)) => None,
        Some((_, HandshakeSignature::Wrong)) => Some(Flaw {
            what: "it signed with another key than its certificate's, and so is not its owner"
                .to_owned(),
            fix: Some("install the private key that belongs to the certificate".to_owned()),
            result_type: Some(ResultType::ValidationFailure),
            reason_code: Some("handshake-signature-wrong"),
        }),
        Some((_, HandshakeSignature::NotChecked(why))) => Some(Flaw {
            what: format!("whether it holds the certificate's key could not be checked: {why}"),
            fix: None,
            result_type: None,
            reason_code: None,
        }),
        None => Some(Flaw {
            what: "it did not prove that it holds the certificate's key".to_owned(),
            fix: None,
            result_type: None,
            reason_code: None,
        }),
    }
}

/// What a report adds to `certificate-not-trusted`, which RFC 8460 §4.3.1 wants.
fn reason_code(finding: &PathFinding) -> &'static str {
    match finding {
        PathFinding::SelfSigned { .. } => "self-signed",
        PathFinding::UntrustedRoot { .. } => "root-not-trusted",
        PathFinding::IssuerMissing { .. } => "issuer-unknown",
        PathFinding::SignedByOtherKey { .. } => "signature-of-another-key",
        PathFinding::NameConstraints { .. } => "name-constraints",
        PathFinding::NotForServers { .. } => "extended-key-usage",
        PathFinding::NoCertificate => "no-certificate",
        _ => "certificate-chain-error",
    }
}
