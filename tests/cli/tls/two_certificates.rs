//! A server with an RSA and an ECDSA certificate shows the one that fits what is offered.

use super::profile::{negotiated, probe};
use crate::support::serve;
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs::{default_provider, sign::any_supported_type};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{SignatureAlgorithm, SignatureScheme};
use smtls::lab::{Authority, CertificateSpec, Key};
use std::net::SocketAddr;
use std::sync::Arc;

#[derive(Debug)]
struct Both {
    rsa: Arc<CertifiedKey>,
    ecdsa: Arc<CertifiedKey>,
}

impl Both {
    fn new() -> Self {
        let authority = Authority::new().unwrap();
        let make = |key: Key| {
            let spec = CertificateSpec {
                key,
                ..CertificateSpec::default()
            };
            let identity = authority.issue("mx.lab.test", &spec).unwrap();
            let signer = any_supported_type(&identity.key).unwrap();
            Arc::new(CertifiedKey::new(identity.chain, signer))
        };
        Self {
            rsa: make(Key::Rsa2048),
            ecdsa: make(Key::P256),
        }
    }
}

impl ResolvesServerCert for Both {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let ecdsa = SignatureScheme::ECDSA_NISTP256_SHA256;
        let is_ecdsa = hello.signature_schemes().contains(&ecdsa);
        Some(match is_ecdsa {
            true => self.ecdsa.clone(),
            false => self.rsa.clone(),
        })
    }
}

fn server() -> SocketAddr {
    let provider = Arc::new(default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(Both::new()));
    serve(Arc::new(config), b"")
}

#[test]
fn x07_each_certificate_is_shown_to_whom_it_fits() {
    let address = server();
    for version in ["1.2", "1.3"] {
        for (sigalgs, algorithm, scheme) in [
            (&[][..], "ECDSA", SignatureAlgorithm::ECDSA),
            (&["--sigalgs", "rsa"], "RSA", SignatureAlgorithm::RSA),
            (&["--sigalgs", "ECDSA"], "ECDSA", SignatureAlgorithm::ECDSA),
            (
                &["--sigalgs", "rsa_pss_rsae_sha256,rsa_pkcs1_sha256"],
                "RSA",
                SignatureAlgorithm::RSA,
            ),
        ] {
            let options = [
                "--format",
                "json",
                "--tls-min",
                version,
                "--tls-max",
                version,
            ];
            let report = probe(address, &[&options, sigalgs].concat());
            let report = report.exits(0).json();
            let seen = &report["endpoints"][0]["observations"][0];
            assert_eq!(
                seen["chain"][0]["key"]["algorithm"], algorithm,
                "{sigalgs:?}"
            );
            let signed = negotiated(&report)["signature_scheme"].as_str().unwrap();
            let prefix = format!("{scheme:?}").to_lowercase();
            assert!(signed.starts_with(&prefix), "{signed}");
        }
    }
}

#[test]
fn x07_schemes_that_cannot_be_offered_are_refused() {
    let nowhere = SocketAddr::from(([127, 0, 0, 1], 1));
    for (typed, words) in [
        ("ed448", &["cannot verify", "ed448"][..]),
        (
            "rsa_pkcs1_sha1",
            &["cannot verify", "smtls audit TARGET lists"],
        ),
        ("dsa_sha1", &["cannot verify", "dsa_sha1"]),
        ("ecdsa_secp256r1_sha257", &["did you mean", "sha256"]),
        ("", &["not a signature scheme"]),
    ] {
        probe(nowhere, &["--sigalgs", typed]).refused(words);
    }
}
