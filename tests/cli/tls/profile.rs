//! Kinds of TLS that a server may do, and what was negotiated.

use crate::support::with_tls;
use rustls::NamedGroup;
use serde_json::Value;
use smtls::lab::{ClientCertificate, Manners, TlsProfile, Versions};

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
