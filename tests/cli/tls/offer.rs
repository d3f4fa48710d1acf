//! What is offered in the handshake, and what comes of it.

use super::profile::{groups, negotiated, versions};
use crate::support::{Smtls, Theatre, with_tls};
use rustls::{NamedGroup, ProtocolVersion};
use smtls::lab::{Manners, Versions};

#[test]
fn x01_versions() {
    for (options, server, version, logged) in [
        (&[][..], Versions::Both, "TLSv1.3", ProtocolVersion::TLSv1_3),
        (
            &["--tls-max", "1.2"],
            Versions::Both,
            "TLSv1.2",
            ProtocolVersion::TLSv1_2,
        ),
        (
            &["--tls-min", "1.3"],
            Versions::Both,
            "TLSv1.3",
            ProtocolVersion::TLSv1_3,
        ),
        (
            &["--tls-min", "TLSv1.2"],
            Versions::Tls12,
            "TLSv1.2",
            ProtocolVersion::TLSv1_2,
        ),
        (&[], Versions::Tls13, "TLSv1.3", ProtocolVersion::TLSv1_3),
    ] {
        let theatre = Theatre::with_host(with_tls(versions(server)));
        let (outcome, report) = theatre.both(options, 0);
        outcome
            .ends(0, &[&version.replace("TLSv", "TLS ")])
            .says(&[version]);
        assert_eq!(negotiated(&report)["version"], version, "{options:?}");
        for connection in theatre.connections() {
            assert_eq!(connection.version, Some(logged), "{options:?}");
        }
    }
}

#[test]
fn x01_x02_groups() {
    use NamedGroup::{X25519, X25519MLKEM768, secp256r1, secp384r1};
    for (options, server, group, post_quantum, retried) in [
        (&[][..], &[][..], "X25519MLKEM768", true, false),
        (&["--groups", "x25519"], &[], "x25519", false, false),
        (&["--groups", "P-256"], &[], "secp256r1", false, false),
        (
            &["--groups", "secp384r1,x25519"],
            &[secp384r1],
            "secp384r1",
            false,
            false,
        ),
        // X03: the server asks for another key share.
        (
            &["--groups", "x25519,P-384"],
            &[secp384r1],
            "secp384r1",
            false,
            true,
        ),
        (&[], &[secp256r1], "secp256r1", false, true),
        (
            &["--groups", "X25519MLKEM768,x25519"],
            &[X25519],
            "x25519",
            false,
            false,
        ),
        (
            &["--groups", "x25519,X25519MLKEM768"],
            &[X25519MLKEM768],
            "X25519MLKEM768",
            true,
            true,
        ),
        // X05: ECDHE of TLS 1.2.
        (
            &["--tls-max", "1.2", "--groups", "P-384"],
            &[],
            "secp384r1",
            false,
            false,
        ),
    ] {
        let theatre = Theatre::with_host(with_tls(groups(server)));
        let (outcome, report) = theatre.both(options, 0);
        outcome.says(&["key exchange"]);
        let found = negotiated(&report);
        assert_eq!(found["group"]["name"], group, "{options:?}");
        assert_eq!(found["group"]["post_quantum"], post_quantum, "{options:?}");
        assert_eq!(found["hello_retry_request"], retried, "{options:?}");
    }
    let theatre = Theatre::with_host(with_tls(groups(&[secp384r1])));
    theatre
        .probe(&["--groups", "x25519"])
        .ends(29, &["no TLS", "had not been offered"])
        .says(&["alert 40 (handshake_failure)"]);
}

#[test]
fn suites() {
    for (options, iana, openssl, bits) in [
        (
            &["--suites", "TLS_AES_128_GCM_SHA256"][..],
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_128_GCM_SHA256",
            128,
        ),
        (
            &["--suites", "tls_chacha20_poly1305_sha256"],
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            256,
        ),
        (
            &["--suites", "ECDHE-ECDSA-AES128-GCM-SHA256"],
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "ECDHE-ECDSA-AES128-GCM-SHA256",
            128,
        ),
        (
            &[
                "--tls-max",
                "1.2",
                "--suites",
                "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            ],
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "ECDHE-ECDSA-AES256-GCM-SHA384",
            256,
        ),
    ] {
        let theatre = Theatre::with_host(Manners::default());
        let (outcome, report) = theatre.both(options, 0);
        outcome.says(&[iana, &format!("with cipher {openssl} ({bits}/{bits} bits)")]);
        let suite = &negotiated(&report)["cipher_suite"];
        assert_eq!(suite["name"], iana, "{options:?}");
        assert_eq!(suite["openssl"], openssl, "{options:?}");
        assert_eq!(suite["bits"], bits, "{options:?}");
    }
    // An ECDSA certificate has no use for a suite of RSA.
    let theatre = Theatre::with_host(Manners::default());
    theatre
        .probe(&["--suites", "ECDHE-RSA-AES128-GCM-SHA256"])
        .ends(29, &["no TLS", "had not been offered"])
        .says(&["alert 40 (handshake_failure)"]);
}

#[test]
fn x08_the_server_name_that_is_sent() {
    for (options, sent) in [
        (&[][..], Some("mx.lab.test")),
        (&["--no-sni"], None),
        (&["--sni", "Other.Test."], Some("other.test")),
        (&["--sni", "b\u{fc}cher.test"], Some("xn--bcher-kva.test")),
    ] {
        let theatre = Theatre::with_host(Manners::default());
        let (outcome, report) = theatre.both(options, 0);
        outcome.ends(0, &[]);
        assert_eq!(negotiated(&report)["server_name"].as_str(), sent);
        for connection in theatre.connections() {
            assert_eq!(connection.server_name.as_deref(), sent, "{options:?}");
        }
    }
}

#[test]
fn offers_that_cannot_be_made_are_refused() {
    for (options, word) in [
        (&["--tls-min", "1.3", "--tls-max", "1.2"][..], "--tls-min"),
        (&["--tls-min", "1.0"], "TLS 1.0 is retired (RFC 8996)"),
        (&["--tls-max", "1.1"], "TLS 1.1 is retired (RFC 8996)"),
        (
            &["--tls-max", "SSLv3"],
            "SSL 3.0 is retired (RFC 9325 section 3.1.1)",
        ),
        (
            &["--tls-max", "1.1"],
            "hint: smtls audit --quick TARGET tells",
        ),
        (&["--tls-max", "9"], "1.2 or 1.3"),
        (
            &["--tls-max", "1.2", "--suites", "TLS_AES_128_GCM_SHA256"],
            "exclude",
        ),
        (
            &[
                "--tls-min",
                "1.3",
                "--suites",
                "ECDHE-ECDSA-AES128-GCM-SHA256",
            ],
            "exclude",
        ),
        (
            &["--tls-max", "1.2", "--groups", "X25519MLKEM768"],
            "exclude",
        ),
        (
            &["--suites", "ECDHE-ECDSA-AES128-GCM-SHA257"],
            "did you mean",
        ),
        (&["--suites", ""], "suite"),
        (&["--groups", "X25519MLKEM786"], "did you mean"),
        (&["--groups", "none-such"], "none-such"),
        (&["--sni", "a..b"], "--sni"),
        (&["--sni", "192.0.2.1"], "no address"),
        (&["--sni", "mx.lab.test", "--no-sni"], "--no-sni"),
        (&["--key", "key.pem"], "--key was given without --cert"),
    ] {
        let words = ["probe", "192.0.2.1"].iter().chain(options);
        Smtls::new(words.copied()).run().refused(&[word]);
    }
}

#[test]
fn a_suite_or_group_that_cannot_be_offered_is_refused_and_not_left_out() {
    // Known by name, but not to be negotiated: silence would test something else than was asked for.
    let suite = "TLS_RSA_WITH_AES_128_CBC_SHA";
    for (option, typed, name) in [
        ("--suites", suite, suite),
        (
            "--suites",
            &format!("TLS_AES_128_GCM_SHA256,{suite}"),
            suite,
        ),
        ("--suites", "AES128-SHA", suite),
        ("--suites", "0x002f", suite),
        (
            "--suites",
            "EDH-RSA-DES-CBC3-SHA",
            "TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA",
        ),
        ("--groups", "x448", "x448"),
        ("--groups", "x25519,P-521", "secp521r1"),
        ("--groups", "ffdhe2048", "ffdhe2048"),
    ] {
        let known = format!("{name} is known, but smtls cannot negotiate it");
        Smtls::new(["probe", option, typed, "192.0.2.1"])
            .run()
            .refused(&[
                &known,
                "hint: smtls audit TARGET lists all that a server accepts",
            ]);
    }
}
