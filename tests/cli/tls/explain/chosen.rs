//! What the server would choose, and what of it had not been offered.

use super::play::{GO, alert, asked, flight, old, on, quick, tells};
use crate::support::{Theatre, in_parallel, one_host, starttls_script, with_tls};
use crate::tls::profile::{groups, versions};
use rustls::NamedGroup;
use smtls::lab::{Act, Behaviour, HelloOf, OldTls, Scenario, TlsProfile, Versions, mx};

#[test]
fn x04_x05_x06_what_servers_of_today_choose_is_read_from_their_flight() {
    // Each session is refused for its long hello, and what comes after is answered as it was recorded.
    let rows: [(&str, &[&str], &[&str]); 5] = [
        (
            "openssl-tls12-rsa",
            &[
                "of all that servers usually have the server would choose TLS 1.2 with TLS_RSA_",
                ", but that suite had not been offered; ",
                "senders built on OpenSSL",
            ],
            &[
                "(RSA, no forward secrecy), but that suite had not been offered",
                "let the server do ECDHE suites",
            ],
        ),
        (
            "openssl-tls12-dhe2048",
            &["but that suite", "senders built on OpenSSL"],
            &[
                "(DHE, 2048 bits), but that suite",
                "let the server do ECDHE suites",
            ],
        ),
        (
            "openssl-tls11-dhe1024",
            &["TLS 1.1 with ", "and TLS 1.1 is retired (RFC 8996)"],
            &[
                "(DHE, 1024 bits): TLS 1.1 is retired (RFC 8996)",
                "its Diffie-Hellman prime has 1024 bits",
            ],
        ),
        (
            "openssl-tls12-anonymous-dh",
            &["TLS 1.2 with TLS_DH_anon_"],
            &["(anonymous DHE, ", "it goes without a certificate"],
        ),
        (
            "gnutls-tls10-rc4",
            &["TLS 1.0 with ", "RC4_128", "RFC 8996"],
            &["RC4 is forbidden (RFC 7465)"],
        ),
    ];
    in_parallel(&rows, |(name, ends, says)| {
        let acts = [
            Act::Refuse(HelloOf::MoreThan(1000), alert(40)),
            Act::Swallow,
            Act::Send(flight(name)),
            Act::Stall,
        ];
        let theatre = Theatre::with_host(starttls_script(GO, acts));
        let (outcome, report) = theatre.both(&["--at", "2026-11-23"], 29);
        outcome.ends(29, ends).plain();
        for words in *says {
            tells(&report, "handshake", words);
        }
        assert_eq!(asked(&report), ["everything"], "{name}");
        assert!(report["endpoints"][0]["trust"].is_null(), "{name}");
    });
}

#[test]
fn a25_what_the_command_line_left_out_is_named() {
    /// Options, the server, words of the last line, what is asked, words of the fix.
    type Row<'a> = (
        &'a [&'a str],
        TlsProfile,
        &'a [&'a str],
        &'a [&'a str],
        &'a [&'a str],
    );
    let rows: [Row<'_>; 3] = [
        (
            &["--tls-min", "1.3"],
            versions(Versions::Tls12),
            &[
                "of all that servers usually have the server would choose TLS 1.2 with TLS_ECDHE_",
                "but TLS 1.2 had not been offered; a sender that offers that too would have TLS",
            ],
            &["everything", "tls13"],
            &[
                "let the sender offer TLS 1.2 as well",
                "smtp_tls_mandatory_protocols where TLS is demanded",
            ],
        ),
        (
            &["--tls-max", "1.2"],
            versions(Versions::Tls13),
            &[
                "the server would choose TLS 1.3 with TLS_",
                "but TLS 1.3 had not been offered",
            ],
            &["everything", "older-versions"],
            &["offer TLS 1.3 as well"],
        ),
        (
            &["--groups", "X25519"],
            TlsProfile {
                versions: Versions::Tls13,
                ..groups(&[NamedGroup::secp384r1])
            },
            &[
                "TLS 1.3 with TLS_",
                "and secp384r1, but the group secp384r1 had not been offered",
            ],
            &["everything"],
            &["--groups"],
        ),
    ];
    for (options, server, ends, questions, fixes) in rows {
        let theatre = Theatre::with_host(with_tls(server));
        let (outcome, report) = theatre.both(options, 29);
        outcome.ends(29, ends).plain();
        let failed = on(&report, "handshake")[0];
        assert_eq!(failed["status"], "fail", "{failed:#}");
        for words in fixes {
            assert!(
                failed["fix"].as_str().unwrap().contains(words),
                "{failed:#}"
            );
        }
        assert_eq!(asked(&report), questions, "{options:?}");
        // What is so with this command line only says nothing of senders.
        let sender = &report["endpoints"][0]["sender"];
        assert_eq!(sender["action"], "unknown", "{sender:#}");
    }
}

#[test]
fn all_endpoints_are_explained_each_in_its_place() {
    let theatre = Theatre::new(&Scenario {
        hosts: ["mx1.lab.test", "mx2.lab.test"]
            .map(|name| mx(10, name, old(quick(0x0301, 0xc009))))
            .to_vec(),
        ..one_host(Behaviour::Down)
    });
    let (outcome, report) = theatre.both(&["--all"], 29);
    let once_more = "once more, to ask what it would choose of all that servers usually have...";
    let told: Vec<&str> = outcome
        .stdout
        .lines()
        .filter(|line| line.contains(once_more) || line.starts_with("  would choose"))
        .collect();
    assert_eq!(told.len(), 4, "{outcome}");
    assert!(told[1].starts_with("  would choose") && told[3].starts_with("  would choose"));
    for endpoint in report["endpoints"].as_array().unwrap() {
        assert_eq!(
            endpoint["observations"].as_array().unwrap().len(),
            2,
            "{endpoint:#}"
        );
    }
}

#[test]
fn x18_the_brief_lines_name_what_the_server_would_choose() {
    let theatre = Theatre::with_host(old(OldTls::new(0x0303, 0xc09d)));
    theatre.probe(&["--format", "brief"]).exits(29).says(&[
        "Exit: 29: no TLS: ",
        "Would choose: TLSv1.2, AES256-CCM (of all that servers usually have)\n",
    ]);
}
