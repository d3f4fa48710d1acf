//! How a handshake fails.

use super::profile::versions;
use crate::support::{Theatre, in_parallel, starttls_script, with_tls};
use serde_json::Value;
use smtls::lab::{Act, TlsProfile, Versions};

#[test]
fn a25_no_version_in_common() {
    for (options, server) in [
        (["--tls-min", "1.3"], Versions::Tls12),
        (["--tls-max", "1.2"], Versions::Tls13),
    ] {
        let theatre = Theatre::with_host(with_tls(versions(server)));
        let (outcome, report) = theatre.both(&options, 29);
        let version = if server == Versions::Tls12 {
            "1.3"
        } else {
            "1.2"
        };
        let offered = format!("(offered: TLS {version})");
        outcome
            .ends(29, &["no TLS", "had not been offered"])
            .says(&["alert 70 (protocol_version)", &offered])
            .says(&[&format!(
                "  offered       TLS {version}\n  cipher suites TLS_"
            )])
            .plain();
        let seen = &report["endpoints"][0]["observations"][0];
        assert_eq!(seen["failures"][0]["stage"], "starttls");
        assert_eq!(seen["offered"]["versions"][0], format!("TLSv{version}"));
        assert_eq!(seen["offered"]["server_name"], "mx.lab.test", "{seen:#}");
        assert_eq!(theatre.verbs(), ["EHLO", "STARTTLS"]);
    }
}

#[test]
fn a24_a26_a47_a48_alerts_are_named() {
    for (number, words) in [
        (40, &["alert 40", "handshake_failure"][..]),
        (70, &["alert 70", "protocol_version"]),
        (80, &["alert 80", "internal_error"]),
        (
            112,
            &["alert 112", "unrecognized_name", "(sent: mx.lab.test)"],
        ),
        (48, &["alert 48", "unknown_ca", "had asked for none"]),
        (117, &["alert 117", "general_error"]),
        (213, &["alert 213"]),
    ] {
        let alert = vec![21, 3, 3, 0, 2, 2, number];
        let acts = starttls_script("220 go\r\n", [Act::Swallow, Act::Send(alert)]);
        let theatre = Theatre::with_host(acts);
        let (outcome, report) = theatre.both(&[], 29);
        outcome.ends(29, &words[..1]).says(words).plain();
        assert_eq!(theatre.verbs(), ["EHLO", "STARTTLS"], "{number}");
        let hint = |report: &Value| {
            let failure = &report["endpoints"][0]["observations"][0]["failures"][0];
            assert_eq!(failure["stage"], "starttls", "{number}");
            failure["hint"].as_str().unwrap_or_default().to_owned()
        };
        // Asked once more, the server refuses whatever is offered, so that only its log can tell.
        let found = hint(&report).contains("server's log");
        assert_eq!(found, ![48, 112].contains(&number), "{report:#}");
        let report = theatre.json(&["--no-explain"], 29);
        assert_eq!(hint(&report).contains("server's log"), number == 80);
        // A37: where the handshake fails nothing more is said in the clear, whatever the level.
        theatre
            .probe(&["--opportunistic"])
            .ends(29, &words[..1])
            .says(words);
    }
}

#[test]
fn a26_a_warning_before_the_end_is_named() {
    // Sent, and then the end: the warning is all that is known of why.
    let warning = vec![21, 3, 3, 0, 2, 1, 112];
    let acts = [Act::Swallow, Act::Send(warning), Act::Close];
    let theatre = Theatre::with_host(starttls_script("220 go\r\n", acts));
    let (outcome, report) = theatre.both(&[], 29);
    outcome
        .ends(29, &["alert 112", "unrecognized_name"])
        .says(&["--sni"]);
    let failure = &report["endpoints"][0]["observations"][0]["failures"][0];
    assert_eq!(failure["cause"], "alert", "{report:#}");
}

#[test]
fn what_is_no_tls_is_shown() {
    for (bytes, words) in [
        (
            &b"454 4.3.0 no after all\r\n"[..],
            &["454 4.3.0 no after all"][..],
        ),
        (b"HTTP/1.1 400 Bad Request\r\n", &["HTTP/1.1 400"]),
        (b"\x1b[2J\xff\r\n", &["\\x1b[2J\\xff"]),
        // A record of TLS with nonsense in it.
        (b"\x16\x03\x03\x00\x05\xff\xff\xff\xff\xff", &[]),
    ] {
        let acts = [Act::Swallow, Act::Send(bytes.to_vec())];
        let theatre = Theatre::with_host(starttls_script("220 go\r\n", acts));
        theatre.probe(&[]).ends(29, words).plain();
        assert_eq!(theatre.verbs(), ["EHLO", "STARTTLS"]);
    }
}

#[test]
fn a26_a_warning_is_not_the_reason_of_what_comes_later() {
    let warning = vec![21, 3, 3, 0, 2, 1, 112];
    let acts = [
        Act::Await,
        Act::Send(warning),
        Act::Handshake(TlsProfile::default()),
        Act::HangUp,
    ];
    let theatre = Theatre::with_host(starttls_script("220 go\r\n", acts));
    let (outcome, _) = theatre.both(&[], 32);
    outcome
        .ends(32, &["closed the connection before the reply to EHLO"])
        .never_says(&["ended TLS with alert"])
        .says(&["warned with alert 112"]);
}

/// A ServerHello of this version, in a record of it: a constructed one, with a suite of that time.
fn server_hello(version: u8) -> Vec<u8> {
    let body = [&[3, version][..], &[7; 32], &[0, 0, 0x2f, 0]].concat();
    let message = [&[2, 0, 0, 38][..], &body].concat();
    [&[22, 3, version, 0, 42][..], &message].concat()
}

#[test]
fn x10_u08_a_server_of_the_past_is_named_by_its_version() {
    for (version, name) in [(1, "TLS 1.0"), (2, "TLS 1.1"), (0, "SSL 3.0")] {
        let acts = [Act::Await, Act::Send(server_hello(version)), Act::Stall];
        let theatre = Theatre::with_host(starttls_script("220 go\r\n", acts));
        // What is only begun is not waited for twice.
        let (outcome, report) = theatre.both(&["--no-explain"], 29);
        outcome
            .ends(29, &[&format!("the server chose {name}"), "RFC 8996"])
            .plain();
        let failure = &report["endpoints"][0]["observations"][0]["failures"][0];
        assert_eq!(failure["cause"], "old-version", "{report:#}");
        let hint = failure["hint"].as_str().unwrap();
        assert!(hint.contains("TLS 1.2 or 1.3"), "{hint}");
    }
}

#[test]
fn x11_a_large_hello_is_suspected_only_where_it_was_large() {
    let rows: [(&str, Vec<Act>, &[&str]); 3] = [
        ("closed", vec![Act::Swallow, Act::Close], &[]),
        ("reset", vec![Act::Swallow, Act::Reset], &[]),
        (
            "silence",
            vec![Act::Swallow, Act::Stall],
            &["--timeout", "1s"],
        ),
    ];
    in_parallel(&rows, |(name, acts, options)| {
        for (groups, suspected) in [(&[][..], true), (&["--groups", "X25519"], false)] {
            let theatre = Theatre::with_host(starttls_script("220 go\r\n", acts.clone()));
            let suspects = |more: &[&str]| {
                let report = theatre.json(&[*options, groups, more].concat(), 29);
                let failure = &report["endpoints"][0]["observations"][0]["failures"][0];
                let hint = failure["hint"].as_str().unwrap_or_default();
                hint.contains("--groups X25519")
            };
            assert_eq!(suspects(&["--no-explain"]), suspected, "{name}");
            // Where it is tried, the small hello fares no better.
            assert!(!suspects(&[]), "{name}");
        }
    });
}
