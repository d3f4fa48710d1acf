//! The certificates that a server sent, as PEM.

use crate::quote;
use crate::report::certificate::CertificateReport;
use crate::report::endpoint::EndpointReport;

/// The chain as sent, each certificate under its names, so that the whole can be given to other programs; nothing where PEM was
/// not asked for.
pub fn certificates(endpoint: &EndpointReport) -> Vec<String> {
    let chains = endpoint.observations.iter().map(|seen| &seen.chain);
    let certificates = chains.flat_map(|chain| chain.iter().enumerate());
    certificates
        .flat_map(|(position, certificate)| one(position, certificate))
        .collect()
}

fn one(position: usize, certificate: &CertificateReport) -> Vec<String> {
    let Some(pem) = &certificate.pem else {
        return Vec::new();
    };
    let mut lines = vec![format!(
        "{position} subject {}",
        quote::text(certificate.title())
    )];
    if let Some(contents) = &certificate.contents {
        lines.push(format!("  issuer  {}", quote::text(&contents.issuer)));
        lines.push(format!("  {}", contents.pin_sha256));
    }
    lines.extend(pem.lines().map(str::to_owned));
    lines
}
