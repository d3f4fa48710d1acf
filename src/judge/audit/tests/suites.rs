//! Weaknesses of suites: found, not found, and not tested.

use super::check::{FAIL, NONE, NOTE, OPEN, WARN, check, on};
use super::server::Server;
use crate::audit::{Known, NotTested};
use crate::judge::audit::{Service, Weakness};
use crate::tls::names::{SSL_2_0, SSL_3_0, TLS_1_2, TLS_1_3};

#[test]
fn x20_suites() {
    let takes = |suite: &'static str| move |server: &mut Server| server.speaks(TLS_1_2, &[suite]);
    for (weakness, suite, outcomes) in [
        (
            Weakness::NullEncryption,
            "TLS_RSA_WITH_NULL_SHA256",
            (FAIL, FAIL),
        ),
        (
            Weakness::Freak,
            "TLS_RSA_EXPORT_WITH_DES40_CBC_SHA",
            (FAIL, FAIL),
        ),
        (
            Weakness::Logjam,
            "TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA",
            (FAIL, FAIL),
        ),
        (
            Weakness::Rc4,
            "TLS_ECDHE_RSA_WITH_RC4_128_SHA",
            (FAIL, FAIL),
        ),
        (
            Weakness::Sweet32,
            "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA",
            (WARN, WARN),
        ),
        (
            Weakness::Anonymous,
            "TLS_DH_anon_WITH_AES_128_GCM_SHA256",
            (NOTE, WARN),
        ),
        (
            Weakness::StaticKeyExchange,
            "TLS_RSA_WITH_AES_128_GCM_SHA256",
            (WARN, WARN),
        ),
        (
            Weakness::StaticKeyExchange,
            "TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256",
            (WARN, WARN),
        ),
        // What only an attack would show is not tested where it could be.
        (
            Weakness::Robot,
            "TLS_RSA_WITH_AES_128_GCM_SHA256",
            (OPEN, OPEN),
        ),
    ] {
        check(weakness, takes(suite), outcomes, "");
        let harmless = takes("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
        check(weakness, harmless, (NONE, NONE), "");
    }
    // Where there is nothing else, few senders come to TLS at all.
    let nothing_else = |server: &mut Server| {
        server.tls.versions.clear();
        server.refuses(TLS_1_3);
        server.speaks(TLS_1_2, &["TLS_DH_anon_WITH_AES_128_GCM_SHA256"]);
    };
    let words = "nothing with a certificate is taken, for want of one";
    check(Weakness::Anonymous, nothing_else, (FAIL, FAIL), words);
    let with_psk = |server: &mut Server| {
        nothing_else(server);
        let suites = [
            "TLS_DH_anon_WITH_AES_128_GCM_SHA256",
            "TLS_PSK_WITH_AES_128_GCM_SHA256",
        ];
        server.speaks(TLS_1_2, &suites);
    };
    check(Weakness::Anonymous, with_psk, (FAIL, FAIL), words);
    let unsure = |server: &mut Server| {
        nothing_else(server);
        server.leaves_open(SSL_3_0);
    };
    check(Weakness::Anonymous, unsure, (NOTE, WARN), "");
    let null_13 = |server: &mut Server| server.speaks(TLS_1_3, &["TLS_SHA256_SHA256"]);
    check(
        Weakness::NullEncryption,
        null_13,
        (FAIL, FAIL),
        "TLS_SHA256_SHA256, at TLS 1.3",
    );

    let cbc = |encrypt_then_mac: Option<bool>| {
        move |server: &mut Server| {
            server.speaks(TLS_1_2, &["TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"]);
            server.tls.features.encrypt_then_mac = match encrypt_then_mac {
                Some(answer) => server.known(answer),
                None => Known::NotTested(NotTested::Deadline),
            };
        }
    };
    check(
        Weakness::Lucky13,
        cbc(Some(false)),
        (NOTE, NOTE),
        "encrypt-then-MAC is not known",
    );
    check(
        Weakness::Lucky13,
        cbc(Some(true)),
        (NONE, NONE),
        "with encrypt-then-MAC",
    );
    check(
        Weakness::Lucky13,
        cbc(None),
        (OPEN, OPEN),
        "the deadline has passed",
    );
}

#[test]
fn suites_are_found_in_ssl_2_too() {
    let mut server = Server::bad();
    server.tls.versions.retain(|facts| facts.version == SSL_2_0);
    let finding = on(Weakness::Rc4, &server, Service::Relay);
    assert_eq!(finding.outcome, FAIL);
    assert!(
        finding
            .detail
            .contains("SSL_CK_RC4_128_WITH_MD5, at SSL 2.0"),
        "{}",
        finding.detail
    );
}
