//! Servers that ask for the client's certificate, and servers that insist on it.

use crate::services::{Service, service, services};
use crate::smtls::{Probe, probe};
use crate::{maillog, swaks};

pub fn with_certificate(service: &Service) -> Probe {
    let certificate = services()
        .client_certificate
        .to_str()
        .expect("a path in UTF-8");
    let key = services().client_key.to_str().expect("a path in UTF-8");
    probe(service, &["--cert", certificate, "--key", key])
}

fn sent(ours: &Probe) -> Option<String> {
    ours.tls("/client_certificate/sent")
}

#[test]
fn asked_and_sent() {
    let service = service("client-asked-logged");
    let (without, logged) = maillog::logged_by(&service, || probe(&service, &[]));
    assert_eq!(without.exit, 0, "{}", without.text);
    assert_eq!(sent(&without).as_deref(), Some("false"));
    assert!(logged.starts_with("Anonymous "), "{logged}");

    let (with, logged) = maillog::logged_by(&service, || with_certificate(&service));
    assert_eq!(with.exit, 0, "{}", with.text);
    assert_eq!(sent(&with).as_deref(), Some("true"));
    assert!(logged.starts_with("Trusted "), "{logged}");
    assert!(
        logged.contains(" client-signature ECDSA (prime256v1) "),
        "{logged}"
    );
}

/// Postfix completes the handshake and then answers EHLO with 421.
fn required(service: &Service) {
    let with = with_certificate(service);
    assert_eq!(with.exit, 0, "{}", with.text);
    assert_eq!(sent(&with).as_deref(), Some("true"));

    let without = probe(service, &[]);
    assert_ne!(without.exit, 0, "{}", without.text);
    assert_eq!(sent(&without).as_deref(), Some("false"));
    // The server did ask, none was sent, and then it refused: that is the cause, not a busy server.
    let explanation = without.explanation();
    assert!(
        explanation.contains("No client certificate presented"),
        "{explanation}"
    );
    assert!(
        explanation.contains("--cert"),
        "no word of what to do: {explanation}"
    );
    assert!(
        !explanation.contains("overloaded"),
        "the wrong cause: {explanation}"
    );
    assert!(
        !explanation.contains("session went on"),
        "it did not: {explanation}"
    );

    let swaks = swaks::look(service);
    assert_ne!(swaks.exit, 0);
    assert!(
        swaks.text.contains("No client certificate presented"),
        "{}",
        swaks.text
    );
}

#[test]
fn required_with_tls13() {
    required(&service("client-required"));
}

#[test]
fn required_with_tls12() {
    required(&service("client-required-tls12"));
}
