//! Whether the server's certificate is for one of the reference identifiers, as DANE-TA asks (RFC 7672 §3.2.3).

use crate::certificate::{AlternativeNames, Certificate};
use crate::dns::DomainName;
use crate::judge::pkix::{self, NamesFinding, Outcome};
use rustls::pki_types::ServerName;

/// What was found of the **names**.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// The certificate is for one of them.
    Matches {
        /// The reference identifier.
        reference: String,
        /// The presented identifier.
        presented: String,
        /// It is the common name, which counts only because there is no DNS-ID.
        by_common_name: bool,
    },
    /// It is for none of them.
    Mismatch {
        /// In words.
        reason: String,
        /// A wildcard would match if it covered two labels.
        covers_too_little: bool,
    },
    /// The names cannot be judged; why.
    CannotTell(String),
}

/// Holds the server's certificate against the reference identifiers, of which one must match.
pub(super) fn named(chain: &[Certificate], references: &[DomainName]) -> Named {
    let mut findings = Vec::new();
    for reference in references {
        let Ok(name) = ServerName::try_from(reference.ascii().to_owned()) else {
            continue;
        };
        let finding = pkix::names(chain, &name);
        if let NamesFinding::Matches {
            reference,
            presented,
        } = finding
        {
            return Named::Matches {
                reference,
                presented,
                by_common_name: false,
            };
        }
        findings.push(finding);
    }
    if let Some(unknown) = findings
        .iter()
        .find(|finding| finding.outcome() == Outcome::NotTested)
    {
        return Named::CannotTell(unknown.to_string());
    }
    by_common_name(chain, references).unwrap_or_else(|| mismatch(&findings, references))
}

/// RFC 7672 §3.2.3: the CN-ID is considered only where there is no DNS-ID.
fn by_common_name(chain: &[Certificate], references: &[DomainName]) -> Option<Named> {
    let contents = chain.first()?.contents.as_ref().ok()?;
    let has_dns_id = |names: &AlternativeNames| !names.dns.is_empty() || names.omitted > 0;
    if contents.alternative_names.as_ref().is_some_and(has_dns_id) {
        return None;
    }
    let common_name = contents.subject.common_name()?;
    let mut references = references.iter();
    let reference = references.find(|reference| covers(common_name, reference.ascii()))?;
    Some(Named::Matches {
        reference: reference.ascii().to_owned(),
        presented: common_name.to_owned(),
        by_common_name: true,
    })
}

/// Equal, or by a wildcard that is the whole first label and covers no top-level domain, as for OpenSSL.
fn covers(presented: &str, reference: &str) -> bool {
    let by_wildcard = || {
        let covered = presented.strip_prefix("*.")?;
        let (_, parent) = reference.split_once('.')?;
        Some(covered.contains('.') && covered.eq_ignore_ascii_case(parent))
    };
    presented.eq_ignore_ascii_case(reference) || by_wildcard().unwrap_or(false)
}

fn mismatch(findings: &[NamesFinding], references: &[DomainName]) -> Named {
    let reason = match findings.first() {
        Some(finding) => finding.to_string(),
        None => "there is no name that a certificate can be for".to_owned(),
    };
    let others: Vec<&str> = references.iter().skip(1).map(DomainName::ascii).collect();
    let others = match others.is_empty() {
        true => String::new(),
        false => format!(", nor for {}", others.join(" or ")),
    };
    let covers_too_little = findings.iter().any(|finding| {
        matches!(finding, NamesFinding::Mismatch { near: Some(near), .. } if near.reason.contains("one label only"))
    });
    Named::Mismatch {
        reason: format!("{reason}{others}"),
        covers_too_little,
    }
}
