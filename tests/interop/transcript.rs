//! The dialogue in smtls' text report, line for line as swaks prints it.

use crate::services::{Service, service};
use crate::{smtls, swaks};

#[test]
fn as_swaks_prints_it() {
    for name in [
        "rsa",
        "tls12-ecdsa",
        "auth-inside-tls",
        "wrapper",
        "no-tls",
        "no-certificate",
    ] {
        as_swaks(&service(name));
    }
}

/// Compares one session of each.
pub fn as_swaks(service: &Service) {
    let name = service.name;
    let theirs = swaks::look(service).dialogue;
    assert!(theirs.len() > 5, "swaks said little of {name}: {theirs:?}");
    let ours = swaks::dialogue(&smtls::report(service, "text"));
    // swaks does not say goodbye after a refused STARTTLS; RFC 5321 wants QUIT.
    let shared = theirs.len().min(ours.len());
    let ours = if name == "no-certificate" {
        &ours[..shared]
    } else {
        &ours[..]
    };
    assert_eq!(ours, theirs, "{name}");
}
