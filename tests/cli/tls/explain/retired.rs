//! Servers of which the best is retired: version, suite, chain and cure.

use super::play::{asked, old, on, quick, tells};
use crate::support::{Theatre, one_host};
use smtls::lab::{CertificateSpec, Key, OldTls, Pinned, Scenario, TlsProfile, TlsaSpec};

#[test]
fn x10_a_server_of_tls_1_0_is_told_with_version_suite_chain_and_cure() {
    let theatre = Theatre::with_host(old(OldTls::new(0x0301, 0x002f)));
    let (outcome, report) = theatre.both(&[], 29);
    outcome
        .ends(
            29,
            &[
                "exit 29: no TLS: of all that servers usually have the server would choose TLS 1.0 with TLS_RSA_WITH_AES_128_CBC_SHA, and TLS 1.0 is \
                 retired (RFC 8996); ",
                "a sender that still does that version (Postfix by default) would deliver over it",
            ],
        )
        .says(&[
            "once more, to ask what it would choose of all that servers usually have...",
            "=== The server chose TLS 1.0 with TLS_RSA_WITH_AES_128_CBC_SHA.",
            "  would choose  TLS 1.0, of all that servers usually have, no extended master secret, no secure\n",
            "  cipher suite  TLS_RSA_WITH_AES_128_CBC_SHA, 128 bits\n  key exchange  RSA, no forward secrecy\n",
            "names         mx.lab.test",
        ])
        .plain();
    for words in [
        "alert 70 (protocol_version)",
        "it chose TLS 1.0 with TLS_RSA_WITH_AES_128_CBC_SHA (RSA, no forward secrecy): TLS 1.0 is retired (RFC 8996)",
        "let the server do TLS 1.2 or 1.3",
        "smtpd_tls_protocols = >=TLSv1.2",
        "no forward secrecy: whoever gets the server's key later",
    ] {
        tells(&report, "handshake", words);
    }
    assert_eq!(asked(&report), ["everything"]);
    let endpoint = &report["endpoints"][0];
    let sender = &endpoint["sender"];
    assert_eq!(sender["action"], "unknown", "{sender:#}");
    let rule = sender["rule"].as_str().unwrap();
    assert!(
        rule.contains("over TLS 1.0 if it still does that"),
        "{rule}"
    );
    assert_eq!(sender["tls_report"].as_array().unwrap().len(), 0);
    let question = &endpoint["observations"][1];
    let choice = &question["asked"]["would_choose"];
    assert_eq!(choice["version"], "TLSv1");
    assert_eq!(
        question["asked"]["of_what"],
        "of all that servers usually have"
    );
    assert_eq!(
        choice["cipher_suite"]["name"],
        "TLS_RSA_WITH_AES_128_CBC_SHA"
    );
    assert_eq!(choice["key_exchange"], "RSA, no forward secrecy");
    assert!(
        question["tls"].is_null() && endpoint["trust"].is_null(),
        "{endpoint:#}"
    );
    assert_eq!(question["chain"].as_array().unwrap().len(), 2);
    // Judged like any other, and yet it proves nothing.
    let path = on(&report, "path")[0];
    assert_eq!(path["status"], "not-tested", "{path:#}");
    let reason = path["reason"].as_str().unwrap();
    assert!(
        reason.contains("the path is good, but the server did not come to prove"),
        "{reason}"
    );
    for check in ["validity", "names"] {
        assert_eq!(on(&report, check)[0]["status"], "pass", "{check}");
    }
    assert_eq!(theatre.verbs(), ["EHLO", "STARTTLS"]);
    assert_eq!(theatre.connections().len(), 4, "two for each of two probes");
    let outcome = theatre.probe(&["--no-explain"]);
    outcome
        .ends(29, &["alert 70 (protocol_version)"])
        .never_says(&["once more", "would choose"]);
    assert_eq!(theatre.connections().len(), 5);
}

#[test]
fn x10_the_certificate_of_an_old_server_is_judged_like_any_other() {
    let certificate = TlsProfile {
        certificate: CertificateSpec {
            names: vec!["www.other.test".to_owned()],
            days: -30..-1,
            ..CertificateSpec::default()
        },
        ..TlsProfile::default()
    };
    let theatre = Theatre::with_host(old(OldTls {
        certificate: Some(certificate),
        ..quick(0x0302, 0xc009)
    }));
    let report = theatre.json(&[], 29);
    for (check, words) in [("validity", "expired"), ("names", "www.other.test")] {
        let verdict = on(&report, check)[0];
        assert_eq!(verdict["status"], "fail", "{verdict:#}");
        assert!(
            verdict["reason"].as_str().unwrap().contains(words),
            "{verdict:#}"
        );
    }
    let file = theatre.file("chain.pem");
    theatre.probe(&["--save-chain", &file]).exits(29);
    let saved = std::fs::read_to_string(file).unwrap();
    assert_eq!(saved.matches("BEGIN CERTIFICATE").count(), 2, "{saved}");
}

#[test]
fn x10_a_tlsa_record_is_held_against_what_an_old_server_shows() {
    for (of, words) in [
        (
            Pinned::Host("mx.lab.test".to_owned()),
            " matches the certificate that the server would show",
        ),
        (
            Pinned::Another,
            "no TLSA record at _25._tcp.mx.lab.test matches",
        ),
    ] {
        let theatre = Theatre::new(&Scenario {
            tlsa: vec![TlsaSpec {
                owner: "_25._tcp.mx.lab.test".to_owned(),
                usage: 3,
                selector: 1,
                matching_type: 1,
                of,
            }],
            ..one_host(old(quick(0x0301, 0xc009)))
        });
        let report = theatre.json(&[], 29);
        let notes = on(&report, "dane");
        let mut notes = notes.iter().filter(|verdict| verdict["status"] == "note");
        let note = notes.next().unwrap_or_else(|| panic!("{report:#}"));
        assert!(note["reason"].as_str().unwrap().contains(words), "{note:#}");
        assert!(report["endpoints"][0]["authenticated_by_tlsa"].is_null());
    }
}

#[test]
fn x10_a_key_of_rsa_is_read_from_an_old_flight() {
    let profile = TlsProfile {
        certificate: CertificateSpec {
            key: Key::Rsa2048,
            ..CertificateSpec::default()
        },
        ..TlsProfile::default()
    };
    let theatre = Theatre::with_host(old(OldTls {
        certificate: Some(profile),
        ..OldTls::new(0x0300, 0x0005)
    }));
    let (outcome, report) = theatre.both(&["--opportunistic"], 29);
    outcome
        .ends(29, &["SSL 3.0 with TLS_RSA_WITH_RC4_128_SHA", "RFC 7568"])
        .says(&["RSA 2048 bits"]);
    tells(&report, "handshake", "RC4 is forbidden (RFC 7465)");
}
