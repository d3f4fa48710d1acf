//! OpenSMTPD: what smtls says of it, beside its peers and the server's own log.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::agreement::agree;
use crate::client_certificate::with_certificate;
use crate::exit_codes::assert_verdicts;
use crate::kinds_of_server::TLS13_RSA;
use crate::server_log::{logged_by, negotiated};
use crate::services::{service, services};
use crate::smtls::probe;
use crate::transcript::as_swaks;
use crate::{openssl, swaks};

const LOG: &str = "opensmtpd/log";

/// All its listeners write one log, so that its tests take turns.
pub fn alone() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn root() -> &'static str {
    services().root.to_str().expect("a path in UTF-8")
}

#[test]
fn good() {
    let _alone = alone();
    for name in [
        "opensmtpd-good",
        "opensmtpd-wrapper",
        "opensmtpd-submission",
    ] {
        let service = service(name);
        agree(&service, &TLS13_RSA);
        as_swaks(&service);
        let (ours, logged) = logged_by(LOG, "smtp tls ciphers=", || probe(&service, &[]));
        let seen = negotiated(&ours, [":", ":"]);
        assert!(
            logged.iter().all(|line| line.ends_with(&seen)),
            "{name}: {seen} in {logged:?}"
        );
    }
}

#[test]
fn auth_inside_tls() {
    let _alone = alone();
    let ours = probe(&service("opensmtpd-submission"), &[]);
    assert_eq!(ours.exit, 0, "{}", ours.text);
    assert_eq!(ours.extensions("added"), ["AUTH PLAIN LOGIN"]);
}

#[test]
fn no_tls() {
    let _alone = alone();
    let service = service("opensmtpd-no-tls");
    let ours = probe(&service, &[]);
    assert_eq!(ours.exit, 29, "{}", ours.text);
    assert_eq!(ours.verdict("starttls").as_deref(), Some("fail"));
    assert_eq!(swaks::look(&service).exit, 29);
    as_swaks(&service);
    assert_eq!(probe(&service, &["--level", "may"]).exit, 0);
}

#[test]
fn certificates_that_fail() {
    let _alone = alone();
    for (name, verdicts, errors) in [
        (
            "opensmtpd-no-intermediate",
            [("path", "fail"), ("validity", "pass"), ("names", "pass")],
            &[20, 21][..],
        ),
        (
            "opensmtpd-expired",
            [("path", "pass"), ("validity", "fail"), ("names", "pass")],
            &[10],
        ),
    ] {
        let service = service(name);
        let ours = probe(&service, &[]);
        assert_eq!(ours.exit, 41, "{}", ours.text);
        assert_verdicts(&ours, verdicts);
        let theirs = openssl::look(&service, root(), &services().name);
        assert_eq!(theirs.errors, errors, "{}", theirs.text);
    }
}

/// It finishes the handshake, and leaves at the first command of a client without a certificate.
#[test]
fn client_certificate_required() {
    let _alone = alone();
    let service = service("opensmtpd-client-required");
    let (with, logged) = logged_by(LOG, "smtp_cert_verify_cb", || with_certificate(&service));
    assert_eq!(with.exit, 0, "{}", with.text);
    assert_eq!(with.verdict("client-certificate").as_deref(), Some("pass"));
    assert!(logged.concat().ends_with("cert-ok"), "{logged:?}");

    let (without, logged) = logged_by(LOG, "smtp_cert_verify_cb", || probe(&service, &[]));
    assert_eq!(without.exit, 32, "{}", without.text);
    assert_eq!(
        without.tls("/client_certificate/requested").as_deref(),
        Some("true")
    );
    assert!(without.explanation().contains("--cert"), "{}", without.text);
    assert!(logged.concat().ends_with("no-client-cert"), "{logged:?}");
    assert_ne!(swaks::look(&service).exit, 0);
}

/// A47: as Debian 12 has it, the server loses its key where that is ECDSA, and says only alert 80 of it.
#[test]
fn lost_key() {
    let _alone = alone();
    let service = service("opensmtpd-lost-key");
    let (ours, logged) = logged_by(LOG, "smtp disconnected reason=", || probe(&service, &[]));
    assert_eq!(ours.exit, 29, "{}", ours.text);
    assert_eq!(ours.verdict("starttls").as_deref(), Some("pass"));
    assert_eq!(ours.verdict("handshake").as_deref(), Some("fail"));
    let explanation = ours.explanation();
    assert!(
        explanation.contains("alert 80 (internal_error)"),
        "{explanation}"
    );
    assert!(explanation.contains("server's log"), "{explanation}");
    assert!(logged.concat().contains("EVP lib"), "{logged:?}");
    let theirs = openssl::look(&service, root(), &services().name);
    assert!(theirs.text.contains("alert number 80"), "{}", theirs.text);
}
