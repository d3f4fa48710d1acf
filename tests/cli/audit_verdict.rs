//! How an audit ends: by a handshake that fails, by the profile, or with no verdict.

use crate::support::{EHLO, GO, GREETING, Theatre, in_parallel, script, starttls_script};
use serde_json::Value;
use smtls::lab::{Act, Manners, OldTls};

/// Only such as the hellos made by hand see is there: nobody finishes a handshake with it.
fn answers_hellos(version: u16, suite: u16, key_exchange: Vec<u8>) -> Theatre {
    let old = OldTls {
        key_exchange,
        ..OldTls::new(version, suite)
    };
    Theatre::with_host(starttls_script(GO, [Act::Old(old)]))
}

/// A key exchange on x25519 whose signature is nobody's.
fn wrongly_signed() -> Vec<u8> {
    let mut body = vec![3, 0x00, 0x1d, 32];
    body.extend([9; 32]);
    body.extend([0x08, 0x04, 1, 0]);
    body.extend([7; 256]);
    body
}

fn handshake(report: &Value) -> &Value {
    let session = report["endpoints"][0]["session"].as_array().unwrap();
    session
        .iter()
        .find(|it| it["check"] == "handshake")
        .unwrap()
}

#[test]
fn x45_a_handshake_that_nobody_can_finish_is_29_and_one_that_smtls_cannot_is_not() {
    type Row<'a> = (u16, u16, Vec<u8>, Option<i32>, &'a str, &'a str);
    #[rustfmt::skip]
    let rows: [Row<'_>; 3] = [
        (0x0303, 0xc02f, wrongly_signed(), Some(29), "fail", "signature"),
        (0x0303, 0x009c, Vec::new(), None, "not-tested", "takes nothing that smtls can finish a handshake with"),
        (0x0301, 0x002f, Vec::new(), Some(44), "not-tested", "smtls finishes TLS 1.2 and 1.3 only"),
    ];
    in_parallel(
        &rows,
        |(version, suite, key_exchange, exit, status, words)| {
            let theatre = answers_hellos(*version, *suite, key_exchange.clone());
            let options = [
                "--passive",
                "--pause",
                "0s",
                "--timeout",
                "5s",
                "--format",
                "json",
            ];
            let outcome = theatre.audit(&options);
            let report = outcome.json();
            let code = report["conclusion"]["exit_code"].as_i64().unwrap();
            match exit {
                Some(exit) => assert_eq!(code, i64::from(*exit), "{report:#}"),
                None => assert_ne!(code, 29, "{report:#}"),
            }
            let handshake = handshake(&report);
            assert_eq!(handshake["status"], *status, "{handshake:#}");
            let reason = handshake["reason"].as_str().unwrap();
            assert!(reason.contains(words), "{reason}");
            let sentence = report["conclusion"]["sentence"].as_str().unwrap();
            assert_eq!(sentence.contains(words), *exit == Some(29), "{sentence}");
        },
    );
}

#[test]
fn x46_a_session_that_broke_off_is_held_once_more() {
    const OK: &str = "250 2.0.0 Ok\r\n";
    let exchanges = [("EHLO", EHLO), ("MAIL", OK), ("RSET", OK), ("STARTTLS", GO)];
    let mut broken = script(GREETING, &exchanges);
    broken.extend([Act::Swallow, Act::Close]);
    let mut scripts = vec![broken];
    scripts.extend((0..400).map(|_| vec![Act::Serve(Manners::default())]));
    let theatre = Theatre::with_host(vec![Act::InTurn(scripts)]);
    let report = theatre.audit(&["--format", "json"]).exits(0).json();
    assert_eq!(handshake(&report)["status"], "pass");
}

#[test]
fn x44_quick_asks_what_the_profile_forbids_and_passes_nothing_that_it_did_not_ask() {
    let profiles = ["mx", "rfc9325", "ncsc-nl-2025", "mozilla-intermediate"];
    in_parallel(&profiles, |profile| {
        let theatre = Theatre::with_host(Manners::default());
        let options = ["--profile", profile, "--format", "json"];
        let whole = theatre.audit(&options).json();
        let quick = [&options[..], &["--quick"]].concat();
        let quick = Theatre::with_host(Manners::default()).audit(&quick).json();
        let endpoint = &quick["endpoints"][0];
        assert!(endpoint["effort"]["connections"].as_u64().unwrap() <= 16);
        let codes = [&whole, &quick].map(|it| it["conclusion"]["exit_code"].as_i64().unwrap());
        assert!(
            codes[0] == codes[1] || codes[1] == 45,
            "{profile}: {codes:?}"
        );
        let lines = endpoint["profile"]["lines"].as_array().unwrap();
        let open = lines
            .iter()
            .filter(|it| it["must"] == true && it["not_tested"]["reason"] == "quick");
        if open.count() > 0 {
            assert_eq!(codes[1], 45, "{profile}");
            let sentence = quick["conclusion"]["sentence"].as_str().unwrap();
            assert!(sentence.contains("run without it"), "{sentence}");
        }
    });
}
