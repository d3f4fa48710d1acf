//! Kinds of TLS that a server may do, a probe of a bare address, and what was negotiated.

use crate::support::{Outcome, Smtls, with_tls};
use rustls::NamedGroup;
use serde_json::Value;
use smtls::lab::{ClientCertificate, Manners, TlsProfile, Versions};
use std::net::SocketAddr;

pub fn versions(versions: Versions) -> TlsProfile {
    TlsProfile {
        versions,
        ..TlsProfile::default()
    }
}

pub fn groups(groups: &[NamedGroup]) -> TlsProfile {
    TlsProfile {
        groups: groups.to_vec(),
        ..TlsProfile::default()
    }
}

pub fn asking(client_certificate: ClientCertificate, versions: Versions) -> Manners {
    with_tls(TlsProfile {
        client_certificate,
        versions,
        ..TlsProfile::default()
    })
}

pub fn negotiated(report: &Value) -> &Value {
    &report["endpoints"][0]["observations"][0]["tls"]
}

/// A probe of a server whose certificate nobody judges.
pub fn probe(address: SocketAddr, options: &[&str]) -> Outcome {
    let target = address.to_string();
    let words = ["probe", "--level", "encrypt", "--roots", "none"];
    let words = words.iter().chain(options).map(|word| (*word).to_owned());
    Smtls::new(words.chain([target])).run()
}
