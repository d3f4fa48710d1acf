//! The certificates that a server showed.

use super::super::shortened::{ROWS, listed};
use super::facts::Facts;
use crate::report::CertificateReport;
use maud::{Markup, html};

/// The chain as sent, the server's own first.
pub(super) fn chain(chain: &[CertificateReport]) -> Markup {
    html! {
        ol.chain {
            @for certificate in chain.iter().take(ROWS) {
                li { p { strong { (certificate.title()) } } (facts(certificate).list()) }
            }
            @if chain.len() > ROWS { li { "and " (chain.len() - ROWS) " more" } }
        }
    }
}

fn facts(certificate: &CertificateReport) -> Facts {
    let mut facts = Facts::default();
    if let Some(why) = &certificate.malformed {
        facts.words("cannot be read", why);
    }
    if let Some(contents) = &certificate.contents {
        let names: Vec<&str> = contents.names.all().collect();
        facts.code("issuer", &contents.issuer);
        if !names.is_empty() {
            let mut listed = listed(&names);
            if contents.names.omitted > 0 {
                listed.push_str(&format!(" and {} more", contents.names.omitted));
            }
            facts.code("names", listed);
        }
        facts.words("valid from", &contents.not_before);
        let left = contents.time_left();
        facts.words("valid until", format!("{} ({left})", contents.not_after));
        facts.words("key", &contents.key.description);
        facts.words("signed by", &contents.signature_algorithm);
        facts.code("serial", &contents.serial);
        facts.words("a CA", if contents.is_ca { "yes" } else { "no" });
        facts.code("key's SHA-256", &contents.spki_sha256);
        facts.code("pin", &contents.pin_sha256);
    }
    facts.code("SHA-256", &certificate.sha256);
    facts
}
