//! Sendmail: what smtls says of it, beside its peers and the server's own log.

use crate::agreement::{Known, agree};
use crate::client_certificate::with_certificate;
use crate::exit_codes::assert_verdicts;
use crate::kinds_of_server::{TLS12_ECDSA, TLS13_RSA};
use crate::server_log::{logged_by, negotiated};
use crate::services::{Service, service, services};
use crate::smtls::{Probe, probe};
use crate::transcript::as_swaks;
use crate::{openssl, swaks};

/// It takes P-256 and nothing else, and asks for it with HelloRetryRequest where it must.
const RSA: Known = Known {
    group: "prime256v1",
    ..TLS13_RSA
};

const ECDSA: Known = Known {
    group: "prime256v1",
    ..TLS12_ECDSA
};

/// Compares smtls with its peers and with what the server logs of its TLS.
fn good(name: &'static str, known: &Known) -> Probe {
    let service = service(name);
    agree(&service, known);
    as_swaks(&service);
    let (ours, logged) = established(&service, &[]);
    let seen = negotiated(&ours, [", verify=NOT, cipher=", ", bits="]);
    let seen = format!("version={seen}/");
    assert!(
        logged.contains(&seen) || logged.contains(&seen.replace("=NOT,", "=NO,")),
        "{name}: {seen} in {logged}"
    );
    ours
}

/// A probe, and the line that the server logs of its TLS. Each service has a log and a test of its own.
fn established(service: &Service, more: &[&str]) -> (Probe, String) {
    let folder = service.name.trim_start_matches("sendmail-");
    let log = format!("sendmail/{folder}/log");
    let (ours, logged) = logged_by(&log, "STARTTLS=server, relay=", || probe(service, more));
    (ours, logged.join("\n"))
}

#[test]
fn starttls() {
    good("sendmail-good", &RSA);
}

#[test]
fn tls12_only() {
    good("sendmail-tls12", &ECDSA);
}

#[test]
fn implicit_tls() {
    good("sendmail-wrapper", &RSA);
}

#[test]
fn auth_inside_tls() {
    let ours = good("sendmail-submission", &RSA);
    assert_eq!(ours.extensions("added"), ["AUTH PLAIN LOGIN"]);
}

#[test]
fn client_certificate_asked() {
    let ours = good("sendmail-client-asked", &RSA);
    assert_eq!(ours.verdict("client-certificate").as_deref(), Some("note"));

    let service = service("sendmail-client-asked");
    let log = "sendmail/client-asked/log";
    let words = "STARTTLS=server, relay=";
    let (with, logged) = logged_by(log, words, || with_certificate(&service));
    assert_eq!(with.exit, 0, "{}", with.text);
    assert_eq!(with.verdict("client-certificate").as_deref(), Some("pass"));
    assert!(logged.concat().contains(", verify=OK, "), "{logged:?}");
}

#[test]
fn no_tls() {
    let service = service("sendmail-no-tls");
    let ours = probe(&service, &[]);
    assert_eq!(ours.exit, 29, "{}", ours.text);
    assert_eq!(ours.verdict("starttls").as_deref(), Some("fail"));
    assert_eq!(swaks::look(&service).exit, 29);
    as_swaks(&service);
    assert_eq!(probe(&service, &["--level", "may"]).exit, 0);
}

#[test]
fn certificates_that_fail() {
    let root = services().root.to_str().expect("a path in UTF-8");
    for (name, verdicts, errors) in [
        (
            "sendmail-no-intermediate",
            [("path", "fail"), ("validity", "pass"), ("names", "pass")],
            &[20, 21][..],
        ),
        (
            "sendmail-expired",
            [("path", "pass"), ("validity", "fail"), ("names", "pass")],
            &[10],
        ),
    ] {
        let service = service(name);
        let ours = probe(&service, &[]);
        assert_eq!(ours.exit, 41, "{}", ours.text);
        assert_verdicts(&ours, verdicts);
        let theirs = openssl::look(&service, root, &services().name);
        assert_eq!(theirs.errors, errors, "{}", theirs.text);
    }
}
