//! What a server may answer to STARTTLS, and what it may say inside TLS.

use super::row::{WHOLE, check, row, status};
use crate::support::{EHLO, GO, Theatre, inside, starttls, starttls_script, without_starttls};
use smtls::lab::Act;

#[test]
fn replies_to_starttls() {
    let refused = "EHLO STARTTLS QUIT";
    let broken = "EHLO STARTTLS";
    check(&[
        row(
            "A01 not offered",
            without_starttls(),
            29,
            &["not offered", "in the clear"],
            "EHLO QUIT",
        ),
        row(
            "A10",
            starttls("454 4.7.0 no certificate\r\n"),
            29,
            &["454 4.7.0 no certificate"],
            refused,
        ),
        row(
            "A11",
            starttls("501 5.5.4 syntax\r\n"),
            29,
            &["501 5.5.4 syntax"],
            refused,
        ),
        row(
            "A12",
            starttls("502 5.5.1 what?\r\n"),
            29,
            &["502 5.5.1 what?"],
            refused,
        ),
        row(
            "A13",
            starttls("503 5.5.1 no\r\n"),
            29,
            &["503 5.5.1 no"],
            refused,
        ),
        row(
            "A14",
            starttls("421 4.3.2 closing\r\n"),
            45,
            &["not testable now", "421 4.3.2 closing"],
            "EHLO STARTTLS",
        ),
        row(
            "A15",
            starttls("250 ok\r\n"),
            29,
            &["250 ok", "220"],
            refused,
        ),
        row(
            "A16",
            starttls("354 go on\r\n"),
            29,
            &["354 go on"],
            refused,
        ),
        row(
            "A17 several lines",
            starttls("220-a\r\n220 b\r\n"),
            0,
            &[],
            WHOLE,
        ),
        row("A18 no text", starttls("220\r\n"), 0, &[], WHOLE),
        row(
            "A19 more in the same segment",
            starttls("220 go\r\n250-injected.example\r\n250 AUTH PLAIN\r\n"),
            29,
            &["250-injected.example", "injection"],
            broken,
        ),
        row(
            "A22 closed",
            starttls_script(GO, [Act::Swallow, Act::Close]),
            29,
            &["closed", "handshake"],
            broken,
        ),
        row(
            "A22 reset",
            starttls_script(GO, [Act::Swallow, Act::Reset]),
            29,
            &["reset", "handshake"],
            broken,
        ),
        row(
            "plain text where TLS is due",
            starttls_script(
                GO,
                [Act::Swallow, Act::Send(b"250 in the clear\r\n".to_vec())],
            ),
            29,
            &["250 in the clear", "TLS"],
            broken,
        ),
        row(
            "closed before the reply",
            starttls_script("", []),
            29,
            &["closed", "STARTTLS"],
            broken,
        ),
        row(
            "reset before the reply",
            starttls_script("", [Act::Reset]),
            29,
            &["reset", "STARTTLS"],
            broken,
        ),
        row(
            "no reply line",
            starttls_script("hello\r\n", []),
            29,
            &["hello"],
            broken,
        ),
    ]);
}

#[test]
fn t11_a_refusal_is_no_lack_of_support() {
    // What a sender would report (RFC 8460 §4.3): not supported is what is not offered, and 421 says nothing of it.
    let of = |reply: Option<&str>, code| {
        let server = reply.map_or_else(without_starttls, starttls);
        let report = Theatre::with_host(server).json(&[], code);
        let verdicts = report["endpoints"][0]["verdicts"].as_array().unwrap();
        let mut on_it = verdicts.iter().filter(|one| one["check"] == "starttls");
        on_it.next().unwrap()["result_type"].clone()
    };
    assert_eq!(of(None, 29), "starttls-not-supported");
    assert_ne!(
        of(Some("421 4.3.2 closing\r\n"), 45),
        "starttls-not-supported"
    );
    assert_ne!(of(Some("454 4.7.0 no\r\n"), 29), "starttls-not-supported");
}

#[test]
fn inside_tls_everything_is_asked_again() {
    let again = "EHLO STARTTLS EHLO";
    let bye = ("QUIT", "221 bye\r\n");
    check(&[
        row(
            "A31",
            inside(&[("EHLO", "550 5.7.1 no\r\n"), bye], []),
            32,
            &["550 5.7.1 no", "inside TLS"],
            WHOLE,
        ),
        row(
            "A31: EHLO unknown, which was just known",
            inside(&[("EHLO", "502 5.5.1 what?\r\n"), bye], []),
            32,
            &["502 5.5.1 what?"],
            WHOLE,
        ),
        row(
            "A32",
            inside(&[("EHLO", "421 4.3.2 closing\r\n")], []),
            45,
            &["not testable now", "421 4.3.2 closing"],
            again,
        ),
        row(
            "closed",
            inside(&[("EHLO", "")], []),
            32,
            &["closed", "inside TLS"],
            again,
        ),
        row(
            "closed without close_notify",
            inside(&[("EHLO", "")], [Act::HangUp]),
            32,
            &["closed", "inside TLS"],
            again,
        ),
        row(
            "reset",
            inside(&[("EHLO", "")], [Act::Reset]),
            32,
            &["reset", "inside TLS"],
            again,
        ),
        row(
            "A30 STARTTLS once more",
            inside(&[("EHLO", EHLO), bye], []),
            0,
            &[],
            WHOLE,
        ),
        row(
            "A38 no close_notify after 221",
            inside(&[("EHLO", "250 mx.lab.test\r\n"), bye], [Act::HangUp]),
            0,
            &[],
            WHOLE,
        ),
        row(
            "B45 no reply to QUIT",
            inside(&[("EHLO", "250 mx.lab.test\r\n"), ("QUIT", "")], []),
            0,
            &[],
            WHOLE,
        ),
        row(
            "B45 a refusal of QUIT",
            inside(
                &[("EHLO", "250 mx.lab.test\r\n"), ("QUIT", "500 what?\r\n")],
                [],
            ),
            0,
            &[],
            WHOLE,
        ),
        row(
            "B45 a reset after QUIT",
            inside(
                &[("EHLO", "250 mx.lab.test\r\n"), ("QUIT", "")],
                [Act::Reset],
            ),
            0,
            &[],
            WHOLE,
        ),
    ]);
}

#[test]
fn a30_starttls_offered_again_inside_tls_is_a_warning() {
    let exchanges = [("EHLO", EHLO), ("QUIT", "221 bye\r\n")];
    let theatre = Theatre::with_host(inside(&exchanges, []));
    let (outcome, report) = theatre.both(&[], 0);
    outcome.says(&["warn", "STARTTLS is offered again inside TLS"]);
    assert_eq!(status(&report, "ehlo"), "warn");
}

#[test]
fn a49_a_second_greeting_is_not_the_reply_to_ehlo() {
    let again = "220 mx.lab.test ESMTP again\r\n";
    let reply = "250-mx.lab.test\r\n250 AUTH PLAIN\r\n";
    let both = [again, reply].concat();
    let theatre = Theatre::with_host(inside(
        &[("EHLO", both.as_str()), ("QUIT", "221 bye\r\n")],
        [],
    ));
    let (outcome, report) = theatre.both(&[], 0);
    outcome.says(&[
        "<~  220 mx.lab.test ESMTP again",
        "*** a second greeting",
        "  warn  ehlo ",
    ]);
    let extensions = &report["endpoints"][0]["observations"][0]["extensions"];
    assert_eq!(extensions["inside_tls"][0]["keyword"], "AUTH", "{report:#}");
    let ehlo = report["endpoints"][0]["verdicts"].as_array().unwrap();
    let told = |one: &&serde_json::Value| one["check"] == "ehlo" && one["status"] == "warn";
    let reason = ehlo.iter().find(told).unwrap()["reason"].to_string();
    assert!(reason.contains("greeted a second time"), "{reason}");
    // Where nothing follows it, EHLO was not answered.
    let theatre = Theatre::with_host(inside(&[("EHLO", again)], [Act::Close]));
    theatre
        .probe(&[])
        .ends(32, &["before the reply to EHLO inside TLS"]);
}
