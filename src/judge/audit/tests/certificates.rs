//! Weaknesses of certificates: found, not found, and not tested.

use super::check::{FAIL, NONE, NOTE, OPEN, WARN, check};
use super::server::{NOW, Server};
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
    for (name, outcomes, words) in [
        ("rsa1024", (WARN, FAIL), "RSA 1024 bits"),
        ("p192", (FAIL, FAIL), "ECDSA P-192"),
        ("sha1", (WARN, FAIL), "signed with SHA-1"),
        ("md5", (WARN, FAIL), "signed with MD5"),
    ] {
        check(
            Weakness::WeakCertificate,
            shows(name, None),
            outcomes,
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
        (FAIL, NONE),
        "refused",
    );
}

#[test]
fn x29_certificates_whose_time_is_over_or_has_not_come() {
    const FROM: i64 = 1_795_297_821;
    const UNTIL: i64 = 2_110_657_821;
    for (now, outcomes, words) in [
        (NOW, (NONE, NONE), "valid now"),
        (UNTIL, (NONE, NONE), "valid now"),
        (UNTIL + 1, (WARN, WARN), "expired on 2036-11-18"),
        (FROM - 1, (WARN, WARN), "is valid from 2026-11-21 on only"),
        (FROM, (NONE, NONE), "valid now"),
    ] {
        let at = |server: &mut Server| server.now = now;
        check(Weakness::CertificateExpired, at, outcomes, words);
    }
    // Behind the server's own one that is good, the path decides.
    let behind = |server: &mut Server| {
        server.now = UNTIL + 1;
        let chain = &mut server.tls.certificates[0].chain;
        chain.insert(0, Vec::new());
    };
    let words = "behind the server's own certificate";
    check(Weakness::CertificateExpired, behind, (NOTE, NOTE), words);
    let none = |server: &mut Server| server.tls.certificates.clear();
    check(
        Weakness::CertificateExpired,
        none,
        (OPEN, OPEN),
        "no certificate was seen",
    );
}
