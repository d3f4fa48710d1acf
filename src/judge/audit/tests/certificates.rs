//! Weaknesses of certificates: found, not found, and not tested.

use super::check::{FAIL, NONE, NOTE, OPEN, WARN, check};
use super::server::Server;
use crate::audit::Conditions;
use crate::judge::audit::Weakness;

#[test]
fn x20_certificates() {
    let shows = |with: &'static str, without: Option<&'static str>| {
        move |server: &mut Server| {
            server.tls.certificates.clear();
            server.shows(with, &[Conditions::RightName]);
            if let Some(without) = without {
                server.shows(without, &[Conditions::NoName]);
            }
        }
    };
    for (name, words) in [
        ("rsa1024", "RSA 1024 bits"),
        ("p192", "ECDSA P-192"),
        ("sha1", "signed with SHA-1"),
        ("md5", "signed with MD5"),
    ] {
        check(
            Weakness::WeakCertificate,
            shows(name, None),
            (WARN, WARN),
            words,
        );
    }
    check(
        Weakness::WeakCertificate,
        |it| it.tls.certificates.clear(),
        (OPEN, OPEN),
        "no certificate was seen",
    );
    check(
        Weakness::NameDependsOnSni,
        shows("names", Some("sha1")),
        (WARN, NOTE),
        "CN=mx.example.test",
    );
    check(
        Weakness::NameDependsOnSni,
        shows("names", Some("names")),
        (NONE, NONE),
        "the same certificate",
    );
    check(
        Weakness::NameDependsOnSni,
        shows("names", None),
        (OPEN, OPEN),
        "a client that sends no name",
    );
    check(
        Weakness::NeedsServerName,
        |it| it.tls.features.needs_name = it.known(true),
        (FAIL, WARN),
        "refused",
    );
    check(
        Weakness::RefusesOwnName,
        |it| it.tls.features.refuses_right_name = it.known(true),
        (FAIL, FAIL),
        "refused",
    );
    check(
        Weakness::Alpaca,
        |it| it.tls.features.refuses_wrong_name = it.known(true),
        (WARN, NONE),
        "refused",
    );
}
