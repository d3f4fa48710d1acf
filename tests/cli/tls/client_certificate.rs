//! Servers that ask for a client certificate, and certificates that cannot be used.

use super::profile::{asking, negotiated};
use crate::support::Theatre;
use smtls::lab::{Authority, CertificateSpec, ClientCertificate, Issuer, Manners, Versions};
use std::fs;

#[test]
fn a39_a_client_certificate_that_is_asked_for() {
    for version in [Versions::Tls12, Versions::Tls13] {
        let theatre = Theatre::with_host(asking(ClientCertificate::Asked, version));
        let (certificate, key) = (theatre.file("client.pem"), theatre.file("client.key"));
        let (outcome, report) = theatre.both(&[], 0);
        outcome.says(&["client-certificate", "none was sent"]);
        let state = &negotiated(&report)["client_certificate"];
        assert_eq!(
            (&state["requested"], &state["sent"]),
            (&true.into(), &false.into())
        );

        let options = ["--cert", &certificate, "--key", &key];
        let (outcome, report) = theatre.both(&options, 0);
        outcome.says(&["client-certificate", "it was sent"]);
        let state = &negotiated(&report)["client_certificate"];
        assert_eq!(
            (&state["requested"], &state["sent"]),
            (&true.into(), &true.into())
        );
        let connections = theatre.connections();
        let shown = connections.iter().map(|one| one.client_certificate.len());
        assert_eq!(shown.collect::<Vec<_>>(), [0, 0, 1, 1]);
    }
}

#[test]
fn a27_a_client_certificate_that_is_required() {
    // In TLS 1.3 the refusal surfaces after the handshake, in TLS 1.2 within it.
    for (version, code) in [(Versions::Tls12, 29), (Versions::Tls13, 32)] {
        let theatre = Theatre::with_host(asking(ClientCertificate::Required, version));
        let (certificate, key) = (theatre.file("client.pem"), theatre.file("client.key"));
        theatre
            .probe(&[])
            .ends(code, &["client certificate", "alert"])
            .says(&["--cert"]);
        theatre
            .probe(&["--cert", &certificate, "--key", &key])
            .ends(0, &["mx.lab.test"]);
        // One file with both will do.
        let both = theatre.lab.folder().join("both.pem");
        let text = fs::read_to_string(&certificate).unwrap() + &fs::read_to_string(&key).unwrap();
        fs::write(&both, text).unwrap();
        theatre
            .probe(&["--cert", &both.display().to_string()])
            .ends(0, &["mx.lab.test"]);
        // A certificate by an issuer that this server does not know.
        let stranger = CertificateSpec {
            issuer: Issuer::Stranger,
            ..CertificateSpec::default()
        };
        let stranger = Authority::new().unwrap().issue("client.test", &stranger);
        let stranger = stranger.unwrap();
        fs::write(&both, stranger.chain_pem + &stranger.key_pem).unwrap();
        theatre
            .probe(&["--cert", &both.display().to_string()])
            .ends(code, &["client certificate", "alert"])
            .never_says(&["PRIVATE KEY"]);
    }
}

#[test]
fn client_certificates_that_cannot_be_used_are_refused() {
    let theatre = Theatre::with_host(Manners::default());
    let folder = theatre.lab.folder();
    let (certificate, key) = (theatre.file("client.pem"), theatre.file("client.key"));
    let file = |name: &str, text: &str| -> String {
        fs::write(folder.join(name), text).unwrap();
        theatre.file(name)
    };
    // Constructed: the frame of an encrypted key around nothing of use.
    let frame = "ENCRYPTED PRIVATE KEY";
    let encrypted = format!("-----BEGIN {frame}-----\nMAoGCCqGSIb3DQEF\n-----END {frame}-----\n");
    let encrypted = file("encrypted.key", &encrypted);
    let garbage = file("garbage.pem", "no PEM at all\n");
    let empty = file("empty.pem", "");
    let missing = theatre.file("missing.pem");
    let root = theatre.file("root.pem");
    let directory = folder.display().to_string();
    for (name, certificate, key, word) in [
        ("missing certificate", &missing, &key, "missing.pem"),
        ("missing key", &certificate, &missing, "missing.pem"),
        ("no certificate in it", &garbage, &key, "garbage.pem"),
        ("no key in it", &certificate, &garbage, "garbage.pem"),
        ("empty certificate", &empty, &key, "empty.pem"),
        ("empty key", &certificate, &empty, "empty.pem"),
        (
            "a key where the certificate is due",
            &key,
            &key,
            "client.key",
        ),
        (
            "no key beside the certificate",
            &certificate,
            &certificate,
            "client.pem",
        ),
        ("encrypted key", &certificate, &encrypted, "encrypted"),
        ("another certificate's key", &root, &key, "key"),
        ("a folder", &directory, &key, "smtls-lab"),
    ] {
        let outcome = theatre.probe(&["--cert", certificate, "--key", key]);
        assert_eq!(outcome.code, Some(1), "{name}: {outcome}");
        outcome.refused(&[word]);
    }
    theatre
        .probe(&["--cert", &certificate])
        .refused(&["client.pem"]);
    assert_eq!(theatre.connections(), []);
}
