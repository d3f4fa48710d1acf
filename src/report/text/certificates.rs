//! The certificates that a server sent, fact by fact.

use super::fact::fact;
use super::wrap::Line;
use crate::report::certificate::CertificateReport;
use crate::report::moment::date;

/// How many names of a certificate are listed.
const NAMES: usize = 8;

/// The server's own certificate.
pub(super) fn end_entity(certificate: &CertificateReport) -> Vec<Line> {
    let Some(contents) = &certificate.contents else {
        let why = certificate.malformed.as_deref().unwrap_or_default();
        return fact("certificate", &format!("cannot be read: {why}"));
    };
    let mut lines = fact(
        "peer DN",
        if contents.subject.is_empty() {
            "(empty)"
        } else {
            &contents.subject
        },
    );
    let names: Vec<&str> = contents.names.all().take(NAMES).collect();
    let more = contents.names.all().count() + contents.names.omitted - names.len();
    let shown = match (names.is_empty(), more) {
        (true, _) => "none (no subjectAltName)".to_owned(),
        (false, 0) => names.join(", "),
        (false, more) => format!("{}, and {more} more", names.join(", ")),
    };
    lines.extend(fact("names", &shown));
    let left = contents.time_left();
    lines.extend(fact(
        "valid",
        &format!(
            "{} to {}, {left}",
            date(&contents.not_before),
            date(&contents.not_after)
        ),
    ));
    lines.extend(fact(
        "key",
        &format!(
            "{}, signed with {}",
            contents.key.description, contents.signature_algorithm
        ),
    ));
    if contents.must_staple {
        lines.extend(fact("", "demands a stapled OCSP response (must-staple)"));
    }
    lines.extend(fact(
        "fingerprint",
        &format!("SHA-256 {}", certificate.sha256),
    ));
    lines.extend(fact("", &format!("SPKI    {}", contents.spki_sha256)));
    lines.extend(fact("", &contents.pin_sha256));
    lines
}

/// All of them, by name.
pub(super) fn chain(chain: &[CertificateReport]) -> Vec<Line> {
    let mut lines = Vec::new();
    for (position, certificate) in chain.iter().enumerate() {
        let label = if position == 0 { "chain" } else { "" };
        lines.extend(fact(label, &format!("{position} {}", certificate.title())));
    }
    if let Some(contents) = chain.last().and_then(|last| last.contents.as_ref()) {
        lines.extend(fact("", &format!("  issued by {}", contents.issuer)));
    }
    lines
}
