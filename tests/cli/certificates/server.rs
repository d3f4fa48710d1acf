//! Servers that show certificates which the lab does not make, and probes of them.

use crate::support::{Outcome, Smtls, serve};
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::version::{TLS12, TLS13};
use serde_json::Value;
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

/// A day on which all fixtures are in date.
pub const IN_DATE: &str = "2026-11-23T00:00:00Z";

/// The path of a fixture on revocation.
pub fn fixture(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/revocation");
    Path::new(folder).join(name).display().to_string()
}

pub fn octets(name: &str) -> Vec<u8> {
    fs::read(fixture(name)).unwrap()
}

/// A server that speaks TLS 1.2 or TLS 1.3, shows this chain and staples this response.
pub fn showing(
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
    staple: Vec<u8>,
    tls12: bool,
) -> SocketAddr {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let version = if tls12 { &TLS12 } else { &TLS13 };
    let config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[version])
        .unwrap()
        .with_no_client_auth()
        .with_single_cert_with_ocsp(chain, key, staple)
        .unwrap();
    serve(Arc::new(config), b"")
}

/// A server with a certificate of the fixtures, its CA sent along, and this staple.
pub fn stapling(certificate: &str, staple: Vec<u8>, tls12: bool) -> SocketAddr {
    let read = |name: &str| CertificateDer::from_pem_file(fixture(name)).unwrap();
    let chain = vec![read(&format!("{certificate}.pem")), read("ca.pem")];
    let key = PrivateKeyDer::from_pem_file(fixture(&format!("{certificate}.key"))).unwrap();
    showing(chain, key, staple, tls12)
}

/// A probe of such a server on a day on which the fixtures are in date, unless another `--at` is among the options.
pub fn probe(server: SocketAddr, options: &[&str]) -> Outcome {
    let root = fixture("root.pem");
    let mut words = vec!["--ca-file", &root];
    if !options.contains(&"--at") {
        words.extend(["--at", IN_DATE]);
    }
    words.extend(options);
    probe_with(server, &words)
}

/// A probe of `[mx.lab.test]` at this server, with these options alone.
pub fn probe_with(server: SocketAddr, options: &[&str]) -> Outcome {
    let moved = format!("::{server}");
    let words = ["probe", "--connect-to", &moved];
    let words = words.iter().chain(options).chain(&["[mx.lab.test]"]);
    Smtls::new(words.copied()).run()
}

/// The statuses and reasons of the verdicts on a check of the first endpoint.
pub fn verdicts<'a>(report: &'a Value, check: &str) -> Vec<(&'a str, &'a str)> {
    let verdicts = report["endpoints"][0]["verdicts"].as_array().unwrap();
    let on_it = verdicts.iter().filter(|one| one["check"] == check);
    on_it
        .map(|one| (text(&one["status"]), text(&one["reason"])))
        .collect()
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
