//! Chains that are sent in another order, twice, with too much or too little.

use super::server::{probe_with, showing, verdicts};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use std::fs;
use tempfile::NamedTempFile;

/// A root, two CAs one below the other, and a server's certificate by the lower one.
struct Chain {
    root: NamedTempFile,
    upper: CertificateDer<'static>,
    lower: CertificateDer<'static>,
    server: CertificateDer<'static>,
    stranger: CertificateDer<'static>,
    key: Vec<u8>,
}

fn ca(name: &str) -> CertificateParams {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params
}

impl Chain {
    fn new() -> Self {
        let key = || KeyPair::generate().unwrap();
        let (root_key, upper_key, lower_key, server_key) = (key(), key(), key(), key());
        let root = NamedTempFile::new().unwrap();
        let certificate = ca("Root").self_signed(&root_key).unwrap();
        fs::write(root.path(), certificate.pem()).unwrap();
        let by_root = Issuer::new(ca("Root"), root_key);
        let upper = ca("Upper CA").signed_by(&upper_key, &by_root).unwrap();
        let by_upper = Issuer::new(ca("Upper CA"), upper_key);
        let lower = ca("Lower CA").signed_by(&lower_key, &by_upper).unwrap();
        let by_lower = Issuer::new(ca("Lower CA"), lower_key);
        let params = CertificateParams::new(vec!["mx.lab.test".to_owned()]).unwrap();
        let server = params.signed_by(&server_key, &by_lower).unwrap();
        let stranger = ca("Stranger").self_signed(&key()).unwrap();
        Self {
            root,
            upper: upper.der().clone(),
            lower: lower.der().clone(),
            server: server.der().clone(),
            stranger: stranger.der().clone(),
            key: server_key.serialize_der(),
        }
    }

    fn key(&self) -> PrivateKeyDer<'static> {
        PrivatePkcs8KeyDer::from(self.key.clone()).into()
    }
}

#[test]
fn n14_order_is_a_warning_in_tls_1_2_and_a_note_in_tls_1_3() {
    let chain = Chain::new();
    let (server, upper, lower) = (&chain.server, &chain.upper, &chain.lower);
    let root = chain.root.path().display().to_string();
    for (name, sent, words) in [
        (
            "N14 wrong order",
            vec![server, upper, lower],
            "not sent in the order of the path",
        ),
        (
            "N14 duplicate",
            vec![server, lower, lower, upper],
            "CN=Lower CA is sent more than once",
        ),
        (
            "N14 extra certificate",
            vec![server, lower, upper, &chain.stranger],
            "CN=Stranger is sent and has no part in the path",
        ),
    ] {
        let sent: Vec<_> = sent.into_iter().cloned().collect();
        for (tls12, status) in [(true, "warn"), (false, "note")] {
            let server = showing(sent.clone(), chain.key(), Vec::new(), tls12);
            let outcome = probe_with(server, &["--ca-file", &root, "--format", "json"]);
            let report = outcome.exits(0).json();
            let found = verdicts(&report, "path");
            assert_eq!(found[0].0, "pass", "{name}: {found:?}");
            assert_eq!((found.len(), found[1].0), (2, status), "{name}: {found:?}");
            assert!(found[1].1.contains(words), "{name}: {found:?}");
            assert_eq!(
                found[1].1.contains("in TLS 1.2"),
                tls12,
                "{name}: {found:?}"
            );
        }
    }
}

#[test]
fn n14_a_missing_intermediate_is_named() {
    let chain = Chain::new();
    let root = chain.root.path().display().to_string();
    for (sent, missing) in [
        (vec![&chain.server], "CN=Lower CA"),
        (vec![&chain.server, &chain.lower], "CN=Upper CA"),
        (vec![&chain.server, &chain.upper], "CN=Lower CA"),
    ] {
        let sent = sent.into_iter().cloned().collect();
        let server = showing(sent, chain.key(), Vec::new(), false);
        probe_with(server, &["--ca-file", &root])
            .ends(41, &[missing, "was not sent"])
            .says(&["send the intermediate certificate"]);
    }
}

#[test]
fn n14_a_root_that_was_sent_is_not_trusted_for_that() {
    let chain = Chain::new();
    let other = Chain::new();
    let root = CertificateDer::from_pem_file(chain.root.path()).unwrap();
    let sent = vec![
        chain.server.clone(),
        chain.lower.clone(),
        chain.upper.clone(),
    ];
    let sent = [sent, vec![root]].concat();
    let server = showing(sent, chain.key(), Vec::new(), false);
    let file = other.root.path().display().to_string();
    probe_with(server, &["--roots", "mozilla"]).ends(41, &["CN=Root, a root that is not in"]);
    // A root of the same name is another root.
    probe_with(server, &["--ca-file", &file]).ends(41, &["CN=Root"]);
}
