//! Sessions that end at a stage, as asked.

use super::row::WHOLE;
use crate::support::{Theatre, greeting, instead, starttls, without_starttls};
use smtls::lab::{Behaviour, Manners};

#[test]
fn t03_quit_after_a_stage_is_polite() {
    for (stage, said) in [
        ("connect", "QUIT"),
        ("greeting", "QUIT"),
        ("banner", "QUIT"),
        ("first-ehlo", "EHLO QUIT"),
        ("first-helo", "EHLO QUIT"),
        ("starttls", "EHLO STARTTLS QUIT"),
        ("TLS", "EHLO STARTTLS QUIT"),
        ("ehlo", WHOLE),
        ("helo", WHOLE),
    ] {
        let theatre = Theatre::with_host(Manners::default());
        let outcome = theatre
            .probe(&["--quit-after", stage])
            .ends(0, &["as asked"]);
        assert!(
            outcome.stdout.contains("221 2.0.0 Bye"),
            "{stage}: {outcome}"
        );
        assert_eq!(theatre.verbs().join(" "), said, "{stage}");
        let connection = theatre.connections().remove(0);
        assert_eq!(connection.failure, None, "{stage}");
    }
}

#[test]
fn t05_drop_after_a_stage_says_nothing_more() {
    for (stage, said) in [
        ("connect", ""),
        ("greeting", ""),
        ("first-ehlo", "EHLO"),
        ("starttls-reply", "EHLO STARTTLS"),
        ("starttls", "EHLO STARTTLS"),
        ("ehlo", "EHLO STARTTLS EHLO"),
    ] {
        let theatre = Theatre::with_host(Manners::default());
        theatre
            .probe(&["--drop-after", stage])
            .ends(0, &["as asked"])
            .says(&["Connection dropped"]);
        assert_eq!(theatre.verbs().join(" "), said, "{stage}");
        let report = theatre.json(&["--drop-after", stage], 0);
        let tls = report["endpoints"][0]["observations"][0]["tls"].is_object();
        assert_eq!(tls, matches!(stage, "starttls" | "ehlo"), "{stage}");
    }
}

#[test]
fn t04_a_stage_that_is_not_reached_gives_the_code_of_what_failed() {
    for (options, server, code) in [
        (["--quit-after", "starttls"], without_starttls(), 29),
        (["--quit-after", "starttls"], greeting("554 no\r\n"), 21),
        (
            ["--quit-after", "first-ehlo"],
            instead("EHLO", "550 no\r\n"),
            22,
        ),
        (
            ["--drop-after", "starttls-reply"],
            starttls("454 no\r\n"),
            29,
        ),
        (["--drop-after", "ehlo"], greeting("421 no\r\n"), 45),
        // The end is polite, so that the greeting is read first, as --help says.
        (["--quit-after", "connect"], greeting("554 no\r\n"), 21),
        // What comes after the stage is no matter any more.
        (["--quit-after", "first-ehlo"], without_starttls(), 0),
        (
            ["--quit-after", "greeting"],
            instead("EHLO", "550 no\r\n"),
            0,
        ),
        (
            ["--drop-after", "starttls-reply"],
            starttls("220 x\r\n250 y\r\n"),
            0,
        ),
    ] {
        Theatre::with_host(server).probe(&options).ends(code, &[]);
    }
    let theatre = Theatre::with_host(Behaviour::Down);
    theatre.probe(&["--quit-after", "connect"]).ends(2, &[]);
    for options in [
        ["--quit-after", "rcpt-to-nowhere"],
        ["--quit-after", "starttls-reply"],
        ["--drop-after", "never"],
    ] {
        theatre.probe(&options).refused(&[options[1]]);
    }
    let both = ["--quit-after", "ehlo", "--drop-after", "ehlo"];
    theatre.probe(&both).refused(&[]);
}
