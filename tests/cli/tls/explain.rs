//! A handshake that fails is explained: the server is asked once more, and the report says what it would have chosen.

use super::profile::{groups, versions};
use crate::support::{Smtls, Theatre, in_parallel, one_host, starttls_script, with_tls};
use rustls::NamedGroup;
use serde_json::Value;
use smtls::lab::{
    Act, Behaviour, CertificateSpec, HelloOf, Key, Manners, OldTls, Pinned, Scenario, TlsProfile,
    TlsaSpec, Versions, mx,
};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::thread;

const GO: &str = "220 go\r\n";

/// A server that does this and nothing newer.
fn old(old: OldTls) -> Vec<Act> {
    starttls_script(GO, [Act::Old(old), Act::Stall])
}

/// The same with a certificate that is made in no time.
fn quick(version: u16, suite: u16) -> OldTls {
    OldTls {
        certificate: Some(TlsProfile::default()),
        ..OldTls::new(version, suite)
    }
}

fn alert(number: u8) -> Vec<u8> {
    vec![21, 3, 3, 0, 2, 2, number]
}

/// A flight that was recorded, or constructed from its specification, out of its file.
fn flight(name: &str) -> Vec<u8> {
    let file = format!(
        "{}/tests/fixtures/tls/{name}.hex",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let digits: String = lines
        .flat_map(str::chars)
        .filter(|c| !c.is_whitespace())
        .collect();
    let octets = digits.as_bytes().chunks(2);
    let octets = octets.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16));
    octets.collect::<Result<_, _>>().unwrap()
}

fn on<'a>(report: &'a Value, check: &str) -> Vec<&'a Value> {
    let verdicts = report["endpoints"][0]["verdicts"].as_array().unwrap();
    let told = verdicts.iter().filter(|verdict| verdict["check"] == check);
    told.collect()
}

/// These words stand in a reason or in a fix, however the text breaks its lines.
#[track_caller]
fn tells(report: &Value, check: &str, words: &str) {
    let told = on(report, check).into_iter().any(|verdict| {
        let parts = [&verdict["reason"], &verdict["fix"]];
        let mut parts = parts.iter().filter_map(|part| part.as_str());
        parts.any(|part| part.contains(words))
    });
    assert!(told, "{words:?} is not in {:#?}", on(report, check));
}

/// What the connections after the session asked, in order.
fn asked(report: &Value) -> Vec<&str> {
    let observations = report["endpoints"][0]["observations"].as_array().unwrap();
    let questions = observations.iter().skip(1);
    questions
        .map(|seen| {
            assert_eq!(seen["purpose"], "question", "{seen:#}");
            seen["asked"]["question"].as_str().unwrap_or("not let in")
        })
        .collect()
}

#[test]
fn x10_a_server_of_tls_1_0_is_told_with_version_suite_chain_and_cure() {
    let theatre = Theatre::with_host(old(OldTls::new(0x0301, 0x002f)));
    let (outcome, report) = theatre.both(&[], 29);
    outcome
        .ends(
            29,
            &[
                "exit 29: no TLS: of all that exists the server would choose TLS 1.0 with TLS_RSA_WITH_AES_128_CBC_SHA, and TLS 1.0 is \
                 retired (RFC 8996); ",
                "a sender that still does that version (Postfix by default) would deliver over it",
            ],
        )
        .says(&[
            "once more, to ask what it would choose of all that exists...",
            "=== The server chose TLS 1.0 with TLS_RSA_WITH_AES_128_CBC_SHA.",
            "  would choose  TLS 1.0, of all that exists, no extended master secret, no secure renegotiation\n",
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
    assert_eq!(question["asked"]["of_what"], "of all that exists");
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
fn x04_x05_x06_what_servers_of_today_choose_is_read_from_their_flight() {
    // Each session is refused for its long hello, and what comes after is answered as it was recorded.
    let rows: [(&str, &[&str], &[&str]); 5] = [
        (
            "openssl-tls12-rsa",
            &[
                "of all that exists the server would choose TLS 1.2 with TLS_RSA_",
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
                "of all that exists the server would choose TLS 1.2 with TLS_ECDHE_",
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
fn x11_a_large_hello_is_tried_beside_a_small_one() {
    let acts = [
        Act::Refuse(HelloOf::MoreThan(1400), Vec::new()),
        Act::Handshake(TlsProfile::default()),
        Act::Stall,
    ];
    let theatre = Theatre::with_host(starttls_script(GO, acts));
    let (outcome, report) = theatre.both(&[], 29);
    outcome
        .ends(
            29,
            &[
                "no TLS: the server, or a device before it, cannot bear a ClientHello of ",
                "post-quantum",
            ],
        )
        .plain();
    tells(&report, "handshake", "--groups X25519");
    tells(&report, "handshake", "closed the connection each time");
    // Twice, so that it is no passing trouble.
    let questions = [
        "small-hello",
        "large-hello",
        "small-hello",
        "small-hello",
        "large-hello",
    ];
    assert_eq!(asked(&report), questions);
    assert_eq!(report["endpoints"][0]["sender"]["action"], "unknown");
    let small = &report["endpoints"][0]["observations"][1]["asked"]["hello"];
    assert!(small["octets"].as_u64().unwrap() < 1400, "{small:#}");
}

#[test]
fn x08_a46_the_server_name_is_tried_and_not_guessed() {
    let served = [
        Act::Handshake(TlsProfile::default()),
        Act::Serve(Manners {
            greeting: Some(Vec::new()),
            starttls: None,
            ..Manners::default()
        }),
    ];
    for (of, options, question, words) in [
        (
            HelloOf::NoName,
            &["--no-sni"][..],
            "with-server-name",
            "insists on that name",
        ),
        (
            HelloOf::Name,
            &[],
            "without-server-name",
            "refuses the name that was sent",
        ),
    ] {
        for answer in [alert(112), alert(40)] {
            let is_named = answer == alert(112);
            let acts = std::iter::once(Act::Refuse(of, answer)).chain(served.clone());
            let theatre = Theatre::with_host(starttls_script(GO, acts));
            let report = theatre.json(options, 29);
            tells(&report, "handshake", words);
            let asked_about = asked(&report).contains(&question);
            assert!(asked_about, "{report:#}");
            // Where the alert says that it is the name, nothing else is asked.
            let only = asked(&report).len() == 1;
            assert_eq!(only, is_named, "{report:#}");
        }
    }
}

#[test]
fn a24_a_server_that_takes_nothing_is_asked_six_times_and_no_more() {
    let acts = starttls_script(GO, [Act::Swallow, Act::Send(alert(40))]);
    let theatre = Theatre::with_host(acts);
    let (outcome, report) = theatre.both(&[], 29);
    outcome.ends(
        29,
        &[
            "the server ended TLS with alert 40 (handshake_failure), and took none of 6 other hellos; ",
        ],
    );
    tells(
        &report,
        "handshake",
        "it took none of 6 hellos more: asked for all that exists, ",
    );
    tells(
        &report,
        "handshake",
        "certificate or private key is often missing",
    );
    let questions = [
        "everything",
        "older-versions",
        "tls13",
        "plain-hello",
        "without-server-name",
        "classic-hello",
    ];
    assert_eq!(asked(&report), questions);
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
    let once_more = "once more, to ask what it would choose of all that exists...";
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
fn a_server_that_lets_nobody_in_again_is_left_alone() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let server = thread::spawn(move || {
        let (client, _) = listener.accept().unwrap();
        let mut client = BufReader::new(client);
        for reply in [
            "220 mx.test\r\n",
            "250-mx.test\r\n250 STARTTLS\r\n",
            "220 go\r\n",
        ] {
            client.get_mut().write_all(reply.as_bytes()).unwrap();
            if !reply.contains("go") {
                client.read_line(&mut String::new()).unwrap();
            }
        }
        let mut hello = [0; 1500];
        let _ = client.read(&mut hello).unwrap();
        client.get_mut().write_all(&alert(70)).unwrap();
        drop(client);
        let (mut client, _) = listener.accept().unwrap();
        client.write_all(b"421 4.7.0 too many\r\n").unwrap();
        drop(client);
        listener.set_nonblocking(true).unwrap();
        thread::sleep(std::time::Duration::from_millis(200));
        listener.accept().is_err()
    });
    let target = address.to_string();
    let outcome = Smtls::new(["probe", "--roots", "none", &target]).run();
    outcome
        .ends(29, &["alert 70", "what it would choose could not be asked"])
        .says(&["421 4.7.0 too many"]);
    assert!(server.join().unwrap(), "it came a third time");
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

#[test]
fn x14_a_server_that_bears_short_hellos_alone_is_not_called_old() {
    let acts = [
        Act::Refuse(HelloOf::MoreThan(260), alert(40)),
        Act::Handshake(versions(Versions::Tls12)),
        Act::Stall,
    ];
    let theatre = Theatre::with_host(starttls_script(GO, acts));
    let (outcome, report) = theatre.both(&[], 29);
    outcome
        .ends(
            29,
            &[
                "alert 40 (handshake_failure); a short hello of TLS 1.2 it took, and chose TLS 1.2 with ",
                "what a sender would meet is not certain",
            ],
        )
        .never_says(&["retired"]);
    tells(&report, "handshake", "what it dislikes in larger hellos");
    assert_eq!(
        asked(&report),
        ["everything", "older-versions", "tls13", "plain-hello"]
    );
}

#[test]
fn x16_a_server_that_chooses_less_without_tls_1_3_is_not_called_old() {
    // So does a library of today: of a hello that ends at TLS 1.2 it chooses TLS 1.1.
    let with_tls13 = [
        Act::Refuse(HelloOf::Tls13, flight("openssl-tls12-dhe2048")),
        Act::Swallow,
        Act::Send(flight("openssl-tls11-dhe1024")),
        Act::Stall,
    ];
    let refused = [Act::Swallow, Act::Send(alert(40))];
    let theatre = Theatre::with_host(vec![Act::InTurn(vec![
        starttls_script(GO, refused),
        starttls_script(GO, with_tls13),
    ])]);
    let report = theatre.json(&[], 29);
    assert_eq!(asked(&report), ["everything"]);
    tells(
        &report,
        "handshake",
        "TLS 1.3 included, it chose TLS 1.2 with ",
    );
    let sentence = report["conclusion"]["sentence"].as_str().unwrap();
    assert!(!sentence.contains("retired"), "{sentence}");
}

#[test]
fn x17_a_server_that_drops_what_bears_its_name_is_found_out() {
    let acts = [
        Act::Refuse(HelloOf::Name, Vec::new()),
        Act::Handshake(TlsProfile::default()),
        Act::Stall,
    ];
    let theatre = Theatre::with_host(starttls_script(GO, acts));
    let (outcome, report) = theatre.both(&[], 29);
    outcome
        .ends(
            29,
            &["no TLS: the server, or a device before it, refuses the server name (SNI) that was sent, which is its own; "],
        )
        .plain();
    let questions = [
        "small-hello",
        "everything",
        "older-versions",
        "plain-hello",
        "without-server-name",
        "small-hello",
    ];
    assert_eq!(asked(&report), questions);
}

#[test]
fn x13_a_server_that_drops_every_second_connection_is_not_taken_for_a_device() {
    let dropped = starttls_script(GO, [Act::Swallow, Act::HangUp]);
    let served = starttls_script(GO, [Act::Handshake(TlsProfile::default()), Act::Stall]);
    let theatre = Theatre::with_host(vec![Act::InTurn(vec![dropped, served])]);
    theatre
        .probe(&[])
        .ends(
            29,
            &["passing trouble", "what a sender would meet is not certain"],
        )
        .never_says(&["cannot bear", "firewall"]);
}

#[test]
fn x18_the_brief_lines_name_what_the_server_would_choose() {
    let theatre = Theatre::with_host(old(OldTls::new(0x0303, 0xc09d)));
    theatre.probe(&["--format", "brief"]).exits(29).says(&[
        "Exit: 29: no TLS: ",
        "Would choose: TLSv1.2, AES256-CCM (of all that exists)\n",
    ]);
}
