//! Postfix's line "… TLS connection established to …", which people search their logs for.

use crate::posttls_finger::ESTABLISHED;
use crate::services::{Service, optional_service, service, services};
use crate::{maillog, posttls_finger, smtls};

/// smtls' line, of the text report that it prints.
fn ours(service: &Service) -> String {
    let report = smtls::report(service, "text");
    let line = report.lines().find(|line| line.contains(ESTABLISHED));
    line.unwrap_or_else(|| panic!("no summary line in:\n{report}"))
        .trim_start_matches("=== ")
        .to_owned()
}

fn theirs(service: &Service) -> String {
    let root = services().root.to_str().expect("a path in UTF-8");
    let postfix = posttls_finger::look(service, root, &services().name);
    postfix
        .summary
        .unwrap_or_else(|| panic!("no summary line in:\n{}", postfix.text))
}

/// The first word, which says how far the peer is trusted.
fn trust(line: &str) -> &str {
    line.split(' ').next().unwrap_or("")
}

/// Name, address and port.
fn peer(line: &str) -> &str {
    let (_, rest) = line
        .split_once(ESTABLISHED)
        .unwrap_or_else(|| panic!("no peer in {line:?}"));
    rest.split_once(": ")
        .unwrap_or_else(|| panic!("no peer in {line:?}"))
        .0
}

/// From the protocol on: "TLSv1.3 with cipher …".
fn parameters(line: &str) -> &str {
    let protocol = line
        .rfind(": TLSv")
        .unwrap_or_else(|| panic!("no protocol in {line:?}"));
    &line[protocol + 2..]
}

fn same_trust_and_parameters(name: &'static str) {
    let service = service(name);
    let (ours, theirs) = (ours(&service), theirs(&service));
    assert_eq!(trust(&ours), trust(&theirs), "{name}");
    assert_eq!(parameters(&ours), parameters(&theirs), "{name}");
}

#[test]
fn tls13() {
    for name in ["rsa", "ecdsa", "both", "tls13", "p384", "wrapper"] {
        same_trust_and_parameters(name);
    }
}

/// Postfix tells neither group nor signature of TLS 1.2.
#[test]
fn tls12() {
    for name in ["tls12", "tls12-ecdsa"] {
        same_trust_and_parameters(name);
    }
}

#[test]
fn untrusted() {
    for name in ["expired", "no-intermediate"] {
        assert_eq!(trust(&ours(&service(name))), "Untrusted", "{name}");
        same_trust_and_parameters(name);
    }
}

#[test]
fn name_address_and_port() {
    let mut all = vec![service("rsa"), service("wrapper")];
    all.extend(optional_service("ipv6"));
    for service in &all {
        assert_eq!(
            peer(&ours(service)),
            peer(&theirs(service)),
            "{}",
            service.name
        );
    }
}

/// The server's own log of the very session that smtls describes.
#[test]
fn as_the_server_logged_it() {
    let service = service("logged");
    let (ours, logged) = maillog::logged_by(&service, || ours(&service));
    assert_eq!(parameters(&ours), parameters(&logged));
}
