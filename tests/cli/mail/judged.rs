//! What is said of a message and of the server beside the answers themselves.

use super::server::*;
use crate::support::{Smtls, named_host};

fn status<'a>(report: &'a serde_json::Value, check: &str, words: &str) -> Option<&'a str> {
    let verdicts = report["endpoints"][0]["verdicts"].as_array().unwrap();
    let found = verdicts.iter().find(|verdict| {
        verdict["check"] == check && verdict["reason"].as_str().unwrap().contains(words)
    })?;
    found["status"].as_str()
}

#[test]
fn w14_what_a_message_does_against_the_rules_is_told() {
    let header = "From: a\nDate: b\n\n";
    let rows: &[(String, &str, Option<&str>)] = &[
        (format!("{header}{}\n", "x".repeat(998)), "998", None),
        (
            format!("{header}{}\n", "x".repeat(999)),
            "a line of 999 octets",
            Some("warn"),
        ),
        (
            format!("{header}a\rb\n"),
            "CR or LF that stands alone",
            Some("warn"),
        ),
        (
            format!("{header}a\0b\n"),
            "the message has NUL",
            Some("warn"),
        ),
        (
            "just text\n".to_owned(),
            "the message has no header",
            Some("note"),
        ),
        (
            "Subject: x\n\nFrom: y\n".to_owned(),
            "no Date and no From",
            Some("note"),
        ),
        (
            "From: x\n\n".to_owned(),
            "no Date in its header",
            Some("note"),
        ),
        (
            format!("Subject: a\nSubject: b\n{header}"),
            "has Subject more than once",
            Some("note"),
        ),
        (header.to_owned(), "the message has", None),
    ];
    in_parallel(rows, |(message, words, expected)| {
        let letter = Letter::new(message);
        let theatre = Theatre::with_host(Manners::default());
        let report = theatre.json(&with(&["--data", letter.path()]), 0);
        assert_eq!(
            status(&report, "data", words),
            *expected,
            "{words}: {report:#}"
        );
    });
}

#[test]
fn u04_mail_without_authentication_on_a_submission_port_is_a_warning() {
    let refusing = post(Post {
        refuses: vec![("", "554 5.7.1 Relay access denied")],
        ..Post::default()
    });
    let asking = post(Post {
        wants_auth: true,
        ..Post::default()
    });
    let rows = [
        (
            Manners::default(),
            &[][..],
            0,
            Some("MAIL and RCPT are accepted inside TLS without authentication"),
        ),
        (
            Manners::default(),
            &["--quit-after", "mail"],
            0,
            Some("RCPT was not tried"),
        ),
        (refusing, &[], 24, None),
        (asking, &[], 23, None),
    ];
    in_parallel(&rows, |(manners, options, code, words)| {
        let theatre = named_host("submission://mx.lab.test", 587, manners.clone());
        let report = theatre.json(&with(options), *code);
        let found = status(&report, "mail", "without authentication");
        assert_eq!(found, words.map(|_| "warn"), "{report:#}");
        let words = words.unwrap_or("was refused");
        let says = |check| status(&report, check, words).is_some();
        assert!(says("mail") || says("rcpt"), "{words}: {report:#}");
    });
}

#[test]
fn a_submission_server_that_asks_for_authentication_says_so() {
    let asking = post(Post {
        wants_auth: true,
        ..Post::default()
    });
    named_host("submission://mx.lab.test", 587, asking)
        .probe(ENVELOPE)
        .ends(
            23,
            &[
                "530 5.7.0",
                "a mail client would have to authenticate first",
            ],
        )
        .says(&["fix: authenticate (--auth)"]);
}

#[test]
fn a_message_that_reads_like_commands_is_taken_for_none() {
    let letter = Letter::new("HELO x\nFrom: a\n\nMAIL FROM:<>\nEHLO [192.0.2.1]\nNOOP\n");
    let theatre = Theatre::with_host(Manners::default());
    let options = with(&["--ehlo", "client.test", "--data", letter.path()]);
    let report = theatre.json(&options, 0);
    assert_eq!(status(&report, "identity", "its address"), None);
    // Of HELO nothing was needed.
    assert_eq!(status(&report, "first-ehlo", "HELO"), None);
    assert!(status(&report, "data", "was accepted").is_some());
}

#[test]
fn brief_and_text_have_a_line_on_it() {
    let letter = Letter::new(LETTER);
    let theatre = Theatre::with_host(post(Post {
        refuses: vec![("nobody@", "550 5.1.1 No such user")],
        ..Post::default()
    }));
    let options = with(&["--to", "nobody@lab.test", "--data", letter.path()]);
    theatre
        .probe(&options)
        .ends(24, &[])
        .says(&["  mail          <me@client.test> to 1 of 2 recipients, "]);
    let outcome = theatre.probe(&[&options[..], &["--format", "brief"]].concat());
    outcome.exits(24).says(&[
        "Sender: OK: accepted: MAIL FROM:<me@client.test> SIZE=",
        "Recipient: OK: accepted: RCPT TO:<you@lab.test>",
        "Recipient error: RCPT TO:<nobody@lab.test> was refused with \"550 5.1.1 No such user\"",
        "Message: OK: a message of ",
    ]);
    let report =
        theatre.probe(&[ENVELOPE, &["--quit-after", "ehlo", "--format", "brief"]].concat());
    report
        .exits(0)
        .never_says(&["Sender", "Recipient", "Message"]);
}

#[test]
fn the_readme_shows_what_comes_out() {
    let readme = include_str!("../../../README.md");
    let (_, shown) = readme
        .split_once("$ smtls lab mail-unknown-user\n")
        .unwrap();
    let (shown, _) = shown.split_once("```").unwrap();
    let outcome = Smtls::new(["lab", "mail-unknown-user"]).run();
    assert_eq!(outcome.code, Some(24), "{outcome}");
    let mut rest = outcome.stdout.as_str();
    for part in shown.split("...\n").filter(|part| !part.is_empty()) {
        let (_, after) = rest
            .split_once(part)
            .unwrap_or_else(|| panic!("{part} is not in {outcome}"));
        rest = after;
    }
}

#[test]
fn an_address_without_a_domain_is_remarked_on() {
    let theatre = Theatre::with_host(Manners::default());
    for (from, to, odd) in [
        ("nobody", "you@lab.test", &["<nobody> has no domain"][..]),
        ("me@client.test", "you", &["<you> has no domain"]),
        ("<>", "Postmaster", &[]),
        ("me@client.test", "\"a b\"@lab.test", &[]),
    ] {
        let outcome = theatre.probe(&["--from", from, "--to", to]).exits(0);
        let told = outcome.stdout.matches("has no domain").count();
        assert_eq!(told, odd.len(), "{outcome}");
        outcome.says(odd);
    }
}
