//! Certificates and handshakes that the lab does not make.

use crate::support::{Outcome, Smtls, serve};
use rcgen::{CertificateParams, DnType, KeyPair};
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::PrivatePkcs8KeyDer;
use serde_json::Value;
use std::net::SocketAddr;
use std::sync::Arc;

/// A certificate for mx.lab.test by nobody, whose subject is this.
fn config(subject: &str) -> Arc<ServerConfig> {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(vec!["mx.lab.test".to_owned()]).unwrap();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, subject);
    let certificate = params.self_signed(&key).unwrap();
    let provider = Arc::new(aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivatePkcs8KeyDer::from(key.serialize_der()).into(),
        )
        .unwrap();
    Arc::new(config)
}

fn probe(server: SocketAddr, options: &[&str]) -> Outcome {
    let moved = format!("::{server}");
    let words = ["probe", "--connect-to", &moved, "--roots", "mozilla"];
    let words = words.iter().chain(options).chain(&["[mx.lab.test]"]);
    Smtls::new(words.copied()).run()
}

#[test]
fn n12_whatever_a_certificate_says_json_is_printable_ascii_and_means_the_same() {
    // C1 controls, DEL, a change of direction, an escape, a line end, and letters of people and pictures.
    let subject = "ev\u{9b}2J\u{85}\u{202e}\u{7f}il \u{1b}[2J \r\n m\u{fc}nchen \u{1f4e7} \\ \"";
    let server = serve(config(subject), b"");
    for format in ["json", "jsonl"] {
        let outcome = probe(server, &["--format", format]).exits(41).plain();
        let wrong = outcome
            .stdout
            .bytes()
            .find(|octet| !matches!(octet, b' '..=b'~' | b'\n'));
        assert_eq!(wrong, None, "{outcome}");
        let report = outcome.json();
        let certificate = &report["endpoints"][0]["observations"][0]["chain"][0];
        let found = certificate["subject"].as_str().unwrap();
        // The DN's own escapes (RFC 4514) are for its syntax; the octets that a terminal would obey are there for a program.
        for part in ["ev\u{9b}2J\u{85}\u{202e}\u{7f}il", "m\u{fc}nchen \u{1f4e7}"] {
            assert!(found.contains(part), "{found:?} in {report:#}");
        }
        assert!(outcome.stdout.contains("\\u202e"), "{outcome}");
    }
    for format in ["text", "brief"] {
        let outcome = probe(server, &["--format", format]).exits(41).plain();
        outcome.never_says(&["\u{9b}", "\u{7f}", "\u{202e}"]);
    }
}

#[test]
fn a26_a_warning_that_the_name_is_not_known_is_passed_on_and_ends_nothing() {
    let warning = &[21, 3, 3, 0, 2, 1, 112];
    let server = serve(config("mx.lab.test"), warning);
    for version in ["1.2", "1.3"] {
        let options = ["--tls-max", version, "--level", "encrypt"];
        probe(server, &options)
            .ends(0, &[&format!("TLS {version}")])
            .says(&["  warn  handshake ", "alert 112 (unrecognized_name)"])
            .never_says(&["ended TLS"]);
        let options = [&options[..], &["--format", "json"]].concat();
        let report = probe(server, &options).exits(0).json();
        let seen = &report["endpoints"][0]["observations"][0];
        assert_eq!(seen["failures"], Value::Array(vec![]), "{report:#}");
        assert_eq!(seen["tls"]["warning_alert"], 112, "{report:#}");
    }
    // Without the warning nothing is said of it.
    let server = serve(config("mx.lab.test"), b"");
    probe(server, &["--level", "encrypt"])
        .ends(0, &[])
        .says(&["TLS 1.3"])
        .never_says(&["warn", "unrecognized_name"]);
}
