//! Pins: certificates and keys that are known beforehand.

use super::server::{fixture, probe, probe_with, stapling, verdicts};
use crate::support::serve;
use crate::support::{Theatre, without_starttls};
use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_RSA_SHA256};
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs::{default_provider, sign::any_supported_type};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::version::{TLS12, TLS13};
use std::net::SocketAddr;
use std::sync::Arc;

/// Digests of the fixture `server.pem` as openssl prints them: of the certificate, and of its key.
const SHA256: &str = "954d9e59b2589f2f61bb8fa77bc9c6935cc492bdfe7e5fbe4a14c3aed4cd5cc6";
const SHA512: &str = "833fa901455b271ed1ecb2f1ce7891e4f05a75b54892782c0f103eb9d6b5792b\
                      59fd1555a12172a3acaea7f52097136a79e33e2507b1d6c626b461d7a9203c0c";
const COLONS: &str = "95:4D:9E:59:B2:58:9F:2F:61:BB:8F:A7:7B:C9:C6:93:5C:C4:92:BD:FE:7E:5F:BE:4A:14:C3:AE:D4:CD:5C:C6";
const KEY: &str = "6af339c42c607b7f8cd0784a8438e1f5e5569552a68490902c4cfe59cb14ef8b";
const PIN: &str = "pin-sha256=avM5xCxge3+M0HhKhDjh9eVWlVKmhJCQLEz+WcsU74s=";
/// The key of its CA.
const CA: &str = "pin-sha256=IIe7zJaXk3bQJneBRH8XZpsnWzVRQNIlRkaHlhOOw8s=";

#[test]
fn n23_a_pin_fits_the_certificate_or_its_key() {
    let server = stapling("server", Vec::new(), false);
    let other = "00".repeat(32);
    for (name, pin) in [
        ("N23 certificate", format!("sha256:{SHA256}")),
        ("N23 certificate", format!("sha512:{SHA512}")),
        ("N23 as Postfix logs it", COLONS.to_owned()),
        ("N23 key", format!("sha256:{KEY}")),
        ("N23 key", PIN.to_owned()),
        ("N23 as gnutls-cli prints it", PIN.replacen('=', ":", 1)),
    ] {
        let outcome = probe(server, &["--pin", &pin, "--format", "json"]);
        let report = outcome.exits(0).json();
        let [(status, reason)] = verdicts(&report, "pin")[..] else {
            panic!("{name}: {report:#}");
        };
        assert_eq!(status, "pass", "{name}");
        assert!(reason.contains(&pin), "{name}: {reason}");
        // One of several is enough.
        probe(server, &["--pin", &other, "--pin", &pin]).ends(0, &[]);
    }
}

#[test]
fn n23_a_pin_of_something_else_fails_at_every_level() {
    let server = stapling("server", Vec::new(), false);
    let other = format!("sha256:{}", "00".repeat(32));
    for level in ["may", "encrypt", "verify"] {
        let options = ["--level", level, "--pin", &other];
        probe(server, &options)
            .ends(44, &["pinned", SHA256, PIN])
            .says(&["fail  pin", "fix: "]);
    }
    // The key of the CA is pinned, and only the server's own counts.
    let outcome = probe(server, &["--pin", CA]).ends(44, &["certificate 1", "Revocation CA"]);
    assert!(!outcome.stdout.contains("pass  pin"), "{outcome}");
}

#[test]
fn n23_a_certificate_that_fails_outweighs_the_pin() {
    let server = stapling("server", Vec::new(), false);
    let other = format!("sha256:{}", "00".repeat(32));
    let words = ["--roots", "mozilla", "--at", "2026-11-23", "--pin"];
    probe_with(server, &[&words[..], &[&other]].concat()).ends(41, &[]);
    // Where the pin alone is to count, it does.
    let words = [&words[..], &[PIN, "--level", "encrypt"]].concat();
    probe_with(server, &words).ends(0, &[]);
}

#[test]
fn n23_without_tls_a_pin_is_not_tested_and_no_success() {
    let theatre = Theatre::with_host(without_starttls());
    let options = ["--level", "may", "--pin", PIN];
    let (outcome, report) = theatre.both(&options, 44);
    outcome.ends(44, &["without TLS"]);
    assert_eq!(verdicts(&report, "pin")[0].0, "not-tested");
    // Nobody asked for more than a greeting.
    let options = ["--pin", PIN, "--quit-after", "greeting"];
    theatre.probe(&options).ends(0, &[]);
    // What failed first decides.
    theatre.probe(&["--pin", PIN]).ends(29, &["STARTTLS"]);
}

#[test]
fn n23_what_is_no_pin_is_refused() {
    let theatre = Theatre::with_host(without_starttls());
    for wrong in [
        "",
        "sha256:00",
        "md5:0123",
        "pin-sha256=AAAA",
        KEY.get(1..).unwrap(),
    ] {
        theatre
            .probe(&["--pin", wrong])
            .refused(&["--pin", "sha256:"]);
    }
    assert_eq!(theatre.connections(), []);
}

/// A server that shows the pinned certificate and signs with this key, which does not belong to it.
fn impostor(key: &KeyPair, tls12: bool) -> SocketAddr {
    let read = |name: &str| CertificateDer::from_pem_file(fixture(name)).unwrap();
    let chain = vec![read("server.pem"), read("ca.pem")];
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let signer = any_supported_type(&key).unwrap();
    let shown = SingleCertAndKey::from(CertifiedKey::new(chain, signer));
    let version = if tls12 { &TLS12 } else { &TLS13 };
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_protocol_versions(&[version])
        .unwrap()
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(shown));
    serve(Arc::new(config), b"")
}

#[test]
fn n23_whoever_has_not_the_key_does_not_pass_a_pin() {
    let of_its_kind = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
    let of_another = KeyPair::generate_for(&PKCS_RSA_SHA256).unwrap();
    for key in [&of_its_kind, &of_another] {
        for tls12 in [true, false] {
            let server = impostor(key, tls12);
            for level in ["may", "encrypt", "verify"] {
                let options = ["--level", level, "--pin", PIN, "--format", "json"];
                let report = probe(server, &options).exits(29).json();
                for check in ["pin", "path"] {
                    let told = verdicts(&report, check);
                    let passed = told.iter().any(|(status, _)| *status == "pass");
                    assert!(!passed, "{level} {tls12} {check}: {report:#}");
                }
                let trust = &report["endpoints"][0]["trust"];
                assert!(trust.is_null(), "{report:#}");
            }
        }
    }
}
