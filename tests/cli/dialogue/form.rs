//! Replies that are out of form, though no stage fails by them: a second one, and lines that end with LF alone.

use super::row::{status, word};
use crate::support::{EHLO, GO, GREETING, Theatre, greeting, in_parallel, script, starttls};
use serde_json::Value;
use smtls::lab::{Act, Behaviour, Manners, TlsProfile};

/// The reasons of the verdicts on replies that have this status.
fn on_replies(report: &Value, status: &str) -> Vec<String> {
    let verdicts = report["endpoints"][0]["verdicts"].as_array().unwrap();
    let on_it = verdicts
        .iter()
        .filter(|one| one["check"] == "replies" && one["status"] == status);
    on_it.map(|one| word(one, "reason").to_owned()).collect()
}

/// A good server but for the replies to the first EHLO, to STARTTLS, and to EHLO inside TLS.
fn server(ehlo: &str, go: &str, inside: &str) -> Behaviour {
    let mut acts = script(GREETING, &[("EHLO", ehlo), ("STARTTLS", go)]);
    acts.push(Act::Handshake(TlsProfile::default()));
    let inside = [("EHLO", inside), ("QUIT", "221 bye\r\n")];
    acts.extend(script("", &inside).into_iter().skip(1));
    acts.into()
}

#[test]
fn b08_b09_b10_b11_b17_replies_out_of_form_are_warnings() {
    let inside = "250 mx.lab.test\r\n";
    let rows: [(&str, Behaviour, &[&str]); 9] = [
        (
            "B17 after the greeting",
            greeting("220 mx.lab.test\r\n554 go away\r\n").into(),
            &["no command had asked for", "554 go away"],
        ),
        (
            "B17 after EHLO",
            server(&format!("{EHLO}554 once more\r\n"), GO, inside),
            &["no command had asked for", "554 once more"],
        ),
        (
            "B17 inside TLS",
            server(EHLO, GO, "250 mx.lab.test\r\n554 once more\r\n"),
            &["no command had asked for", "554 once more"],
        ),
        (
            "B09 greeting",
            greeting("220 mx.lab.test\n").into(),
            &["bare line feed", "RFC 5321"],
        ),
        (
            "B09 EHLO",
            server("250-mx.lab.test\n250 STARTTLS\r\n", GO, inside),
            &["bare line feed", "RFC 5321"],
        ),
        (
            "B09 inside TLS",
            server(EHLO, GO, "250 mx.lab.test\n"),
            &["bare line feed", "RFC 5321"],
        ),
        (
            "B08 different codes",
            server(EHLO, "221-go\r\n220 go\r\n", inside),
            &["different codes", "221-go", "220 go"],
        ),
        (
            "B10 a carriage return within a line",
            server(EHLO, "220 g\ro\r\n", inside),
            &["carriage return", "g\\ro"],
        ),
        (
            "B11 an escape",
            server(EHLO, "220 \u{1b}[2J\r\n", inside),
            &["not printable", "\\x1b[2J"],
        ),
    ];
    in_parallel(&rows, |(name, server, words)| {
        let theatre = Theatre::with_host(server.clone());
        let (text, report) = theatre.both(&[], 0);
        assert!(text.stdout.contains("  warn  replies "), "{name}: {text}");
        let warnings = on_replies(&report, "warn");
        assert_eq!(warnings.len(), 1, "{name}: {report:#}");
        for word in *words {
            assert!(warnings[0].contains(word), "{name}: {warnings:?}");
        }
        assert_eq!(on_replies(&report, "pass").len(), 0, "{name}");
    });
    let report = Theatre::with_host(Manners::default()).json(&[], 0);
    assert_eq!(status(&report, "replies"), "pass");
}

#[test]
fn b22_b59_enhanced_status_codes_that_do_not_fit_are_warnings() {
    let offering = "250-mx.lab.test\r\n250-ENHANCEDSTATUSCODES\r\n250 STARTTLS\r\n";
    let refusal = "454-5.7.0 TLS is\r\n454 not now\r\n";
    let exchanges = [
        ("EHLO", offering),
        ("STARTTLS", refusal),
        ("QUIT", "221 bye\r\n"),
    ];
    let theatre = Theatre::with_host(script(GREETING, &exchanges));
    let (text, report) = theatre.both(&[], 29);
    text.ends(29, &["454 not now"]).plain();
    let [class, uneven] = &on_replies(&report, "warn")[..] else {
        panic!("not two warnings: {report:#}");
    };
    assert!(class.contains("5.7.0") && class.contains("454"), "{class}");
    assert!(uneven.contains("some lines"), "{uneven}");
    let notes = on_replies(&report, "note");
    assert!(notes[0].contains("221 bye"), "{notes:?}");
}

#[test]
fn b56_a_server_that_refuses_and_leaves_at_once_is_noted() {
    let theatre = Theatre::with_host(script("554 no service\r\n", &[]));
    theatre
        .probe(&[])
        .ends(21, &["554 no service"])
        .says(&["note  greeting", "QUIT"]);
}

#[test]
fn b09_tls_is_not_begun_on_a_bare_lf() {
    let theatre = Theatre::with_host(starttls("220 go\n"));
    for level in ["verify", "may"] {
        let options = ["--level", level];
        let (text, report) = theatre.both(&options, 29);
        text.ends(29, &["STARTTLS", "bare line feed", "TLS was not begun"])
            .never_says(&["TLS connection established", "after the 220"]);
        let seen = &report["endpoints"][0]["observations"][0];
        assert_eq!(seen["failures"][0]["cause"], "bare-lf");
        assert_eq!(seen["tls"], Value::Null);
        assert_eq!(status(&report, "starttls"), "fail");
        assert_eq!(status(&report, "handshake"), "not-tested");
    }
    assert_eq!(theatre.verbs(), ["EHLO", "STARTTLS"]);
    for connection in theatre.connections() {
        assert_eq!(connection.server_name, None, "{connection:?}");
    }
}

#[test]
fn a19_text_in_a_segment_of_its_own_is_the_same_injection() {
    // Sent when the ClientHello has come, so that it is a segment of its own for certain.
    let acts = [
        Act::Swallow,
        Act::Send(b"250 injected late\r\n".to_vec()),
        Act::Swallow,
    ];
    let theatre = Theatre::with_host(crate::support::starttls_script(GO, acts));
    let (text, report) = theatre.both(&[], 29);
    text.ends(
        29,
        &["response injection", "250 injected late", "trust nothing"],
    )
    .never_says(&["nothing in the clear after the 220"]);
    assert_eq!(status(&report, "starttls"), "fail");
    assert_eq!(status(&report, "handshake"), "not-tested");
    // In one segment it is told in the same words.
    let theatre = Theatre::with_host(starttls("220 go\r\n250 injected late\r\n"));
    let (text, report) = theatre.both(&[], 29);
    text.ends(
        29,
        &["response injection", "250 injected late", "trust nothing"],
    );
    assert_eq!(status(&report, "starttls"), "fail");
    assert_eq!(status(&report, "handshake"), "not-tested");
}
