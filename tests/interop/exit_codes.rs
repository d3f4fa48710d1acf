//! Verdicts and exit codes of servers that are wrong, and what the peers say of them.

use std::path::Path;

use crate::services::{Service, service, services};
use crate::smtls::{Probe, probe, probe_only, probe_with, target};
use crate::{openssl, posttls_finger, swaks};

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

pub fn assert_verdicts(ours: &Probe, expected: [(&str, &str); 3]) {
    for (check, status) in expected {
        assert_eq!(
            ours.verdict(check).as_deref(),
            Some(status),
            "{check}\n{}",
            ours.text
        );
    }
}

/// OpenSSL's error numbers and Postfix's word for a certificate.
fn peers(service: &Service, ca_file: &str, name: &str) -> (Vec<u32>, Option<String>) {
    let openssl = openssl::look(service, ca_file, name);
    assert!(
        openssl.protocol.is_some(),
        "s_client had no session:\n{}",
        openssl.text
    );
    (
        openssl.errors,
        posttls_finger::look(service, ca_file, name).trust,
    )
}

/// At the level `may` what is wrong with a certificate is told, but is no failure.
fn assert_note_at_level_may(service: &Service, check: &str) {
    let lenient = probe(service, &["--level", "may"]);
    assert_eq!(lenient.exit, 0, "{}", lenient.text);
    let status = lenient.verdict(check);
    assert!(
        matches!(status.as_deref(), Some("note" | "warn")),
        "{status:?}\n{}",
        lenient.text
    );
}

#[test]
fn expired_certificate() {
    let service = service("expired");
    let ours = probe(&service, &[]);
    assert_eq!(ours.exit, 41, "{}", ours.text);
    assert_verdicts(
        &ours,
        [("path", "pass"), ("validity", "fail"), ("names", "pass")],
    );
    assert_eq!(ours.trust().as_deref(), Some("untrusted"));
    assert!(
        ours.explanation().contains("2025-04-01"),
        "{}",
        ours.explanation()
    );

    let (errors, trust) = peers(&service, text(&services().root), &services().name);
    assert_eq!(errors, [10], "certificate has expired");
    assert_eq!(trust.as_deref(), Some("Untrusted"));
    assert_note_at_level_may(&service, "validity");
}

#[test]
fn intermediate_not_sent() {
    let service = service("no-intermediate");
    let ours = probe(&service, &[]);
    assert_eq!(ours.exit, 41, "{}", ours.text);
    assert_verdicts(
        &ours,
        [("path", "fail"), ("validity", "pass"), ("names", "pass")],
    );
    assert_eq!(ours.chain().len(), 1);
    assert!(
        ours.explanation().contains("Interop Intermediate"),
        "{}",
        ours.explanation()
    );

    let (errors, trust) = peers(&service, text(&services().root), &services().name);
    assert_eq!(
        errors,
        [20, 21],
        "no local issuer; the first certificate cannot be verified"
    );
    assert_eq!(trust.as_deref(), Some("Untrusted"));
    assert_note_at_level_may(&service, "path");
}

#[test]
fn another_root() {
    let service = service("rsa");
    let stranger = text(&services().stranger);
    let ours = probe_with(&target(&service), stranger, &services().name, &[]);
    assert_eq!(ours.exit, 41, "{}", ours.text);
    assert_verdicts(
        &ours,
        [("path", "fail"), ("validity", "pass"), ("names", "pass")],
    );

    let (errors, trust) = peers(&service, stranger, &services().name);
    assert_eq!(errors.first(), Some(&20), "no local issuer");
    assert_eq!(trust.as_deref(), Some("Untrusted"));
}

#[test]
fn another_name() {
    let service = service("rsa");
    let root = text(&services().root);
    let ours = probe_with(&target(&service), root, "other.interop.test", &[]);
    assert_eq!(ours.exit, 41, "{}", ours.text);
    assert_verdicts(
        &ours,
        [("path", "pass"), ("validity", "pass"), ("names", "fail")],
    );
    assert_eq!(ours.trust().as_deref(), Some("trusted"));
    assert!(
        ours.explanation().contains("mail.interop.test"),
        "{}",
        ours.explanation()
    );

    let (errors, trust) = peers(&service, root, "other.interop.test");
    assert_eq!(errors, [62], "hostname mismatch");
    // Postfix calls the path trusted where it needs no name, and nothing where the name is wrong.
    assert_eq!(trust.as_deref(), Some("Untrusted"));
    let without_name = posttls_finger::look_without_name(&service, root);
    assert_eq!(without_name.trust.as_deref(), Some("Trusted"));
}

#[test]
fn no_tls() {
    let service = service("no-tls");
    let ours = probe(&service, &[]);
    assert_eq!(ours.exit, 29, "{}", ours.text);
    assert_eq!(ours.verdict("starttls").as_deref(), Some("fail"));
    assert_eq!(swaks::look(&service).exit, 29);

    let lenient = probe(&service, &["--level", "may"]);
    assert_eq!(lenient.exit, 0, "{}", lenient.text);
    assert_ne!(
        lenient.verdict("starttls").as_deref(),
        Some("pass"),
        "{}",
        lenient.text
    );
}

/// Postfix offers STARTTLS although it has no certificate, and then refuses it.
#[test]
fn starttls_refused() {
    const REPLY: &str = "454 4.7.0 TLS not available due to local problem";
    let service = service("no-certificate");
    let ours = probe(&service, &[]);
    assert_eq!(ours.exit, 29, "{}", ours.text);
    assert_eq!(ours.verdict("starttls").as_deref(), Some("fail"));
    assert!(ours.explanation().contains(REPLY), "{}", ours.explanation());

    let swaks = swaks::look(&service);
    assert_eq!(swaks.exit, 29);
    assert!(swaks.text.contains(REPLY), "{}", swaks.text);
}

/// s_client, held to the same version, is sent the same alert.
#[test]
fn no_common_version() {
    for (name, ours, theirs) in [
        ("tls12", ["--tls-min", "1.3"], "-tls1_3"),
        ("tls13", ["--tls-max", "1.2"], "-tls1_2"),
    ] {
        let service = service(name);
        let ours = probe(&service, &ours);
        assert_eq!(ours.exit, 29, "{}", ours.text);
        assert_eq!(ours.verdict("starttls").as_deref(), Some("pass"));
        assert_eq!(ours.verdict("handshake").as_deref(), Some("fail"));
        assert!(
            ours.explanation().contains("alert 70"),
            "{}",
            ours.explanation()
        );
        let theirs = openssl::offer(&service, theirs);
        assert!(theirs.contains("SSL alert number 70"), "{theirs}");
    }
}

/// STARTTLS where TLS is due from the first octet: both sides wait for the other to begin.
#[test]
fn starttls_where_tls_is_implicit() {
    let wrapper = service("wrapper");
    let starttls = Service {
        wrapper: false,
        ..wrapper
    };
    let ours = probe(&starttls, &["--timeout", "1s"]);
    assert_eq!(ours.exit, 21, "{}", ours.text);
    assert!(
        ours.explanation().contains("submissions://"),
        "{}",
        ours.explanation()
    );
}

#[test]
fn implicit_tls_where_starttls_is_due() {
    let starttls = service("rsa");
    let wrapper = Service {
        wrapper: true,
        ..starttls
    };
    let ours = probe(&wrapper, &[]);
    assert_eq!(ours.exit, 29, "{}", ours.text);
    assert_eq!(ours.verdict("handshake").as_deref(), Some("fail"));
    assert!(
        ours.explanation().contains("220 mx.interop.test"),
        "{}",
        ours.explanation()
    );
    let theirs = openssl::look(&wrapper, text(&services().root), &services().name);
    assert!(
        theirs.text.contains("wrong version number"),
        "{}",
        theirs.text
    );
}

#[test]
fn nobody_listens() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("its address").to_string();
    drop(listener);
    let ours = probe_with(&address, text(&services().root), &services().name, &[]);
    assert_eq!(ours.exit, 2, "{}", ours.text);
}

/// The socket goes elsewhere, and the name to verify is the target's own.
#[test]
fn connect_to() {
    let service = service("rsa");
    let name = &services().name;
    let elsewhere = format!("{name}:25:{}", service.host_and_port());
    for target in [
        format!("{name}:25"),
        format!("[{name}]"),
        format!("smtp://{name}"),
    ] {
        let more = ["--connect-to", elsewhere.as_str()];
        let ours = probe_only(&target, text(&services().root), &more);
        assert_eq!(ours.exit, 0, "{target}\n{}", ours.text);
        assert_eq!(ours.trust().as_deref(), Some("verified"), "{target}");
        assert_eq!(
            ours.tls("/server_name").as_deref(),
            Some(name.as_str()),
            "{target}"
        );
    }
}
