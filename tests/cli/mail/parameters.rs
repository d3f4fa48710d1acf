//! What is said with MAIL and RCPT: exactly so, and not at all where the server does not offer it.

use super::server::*;

const ALL: &[&str] = &["CHUNKING", "SMTPUTF8", "DSN"];

/// What follows the last EHLO, but for QUIT, DATA and BDAT.
fn envelope(theatre: &Theatre) -> Vec<String> {
    let lines = said(theatre).into_iter();
    lines
        .filter(|line| line.starts_with("MAIL") || line.starts_with("RCPT"))
        .collect()
}

#[test]
fn w08_parameters_are_said_as_the_options_and_the_message_ask_for() {
    let letter = Letter::new(LETTER);
    let eight_bit = Letter::new("From: a\nDate: b\n\ngr\u{fc}n\n");
    let header = Letter::new("From: J\u{fc}rgen <me@client.test>\nDate: b\n\nx\n");
    let size = LETTER.len() + LETTER.lines().count();
    let plain = format!("MAIL FROM:<me@client.test> SIZE={size}");
    let rows: Vec<(Vec<&str>, Vec<String>)> = vec![
        (
            with(&["--data", letter.path()]),
            vec![plain.clone(), "RCPT TO:<you@lab.test>".to_owned()],
        ),
        (
            with(&["--data", eight_bit.path()]),
            vec![
                "MAIL FROM:<me@client.test> SIZE=27 BODY=8BITMIME".to_owned(),
                "RCPT TO:<you@lab.test>".to_owned(),
            ],
        ),
        (
            with(&["--data", header.path()]),
            vec![
                "MAIL FROM:<me@client.test> SIZE=46 BODY=8BITMIME SMTPUTF8".to_owned(),
                "RCPT TO:<you@lab.test>".to_owned(),
            ],
        ),
        (
            with(&["--smtputf8"]),
            vec![
                "MAIL FROM:<me@client.test> SMTPUTF8".to_owned(),
                "RCPT TO:<you@lab.test>".to_owned(),
            ],
        ),
        (vec!["--from", "", "--to", "you@b\u{fc}cher.test"], vec![]),
        (
            vec!["--from", "<>", "--to", "you@b\u{fc}cher.test"],
            vec![
                "MAIL FROM:<>".to_owned(),
                "RCPT TO:<you@xn--bcher-kva.test>".to_owned(),
            ],
        ),
        (
            vec![
                "--from",
                "<me@client.test>",
                "--to",
                "j\u{fc}rgen@b\u{fc}cher.test",
            ],
            vec![
                "MAIL FROM:<me@client.test> SMTPUTF8".to_owned(),
                "RCPT TO:<j\u{fc}rgen@b\u{fc}cher.test>".to_owned(),
            ],
        ),
        (
            with(&[
                "--dsn-notify",
                "success,Failure",
                "--dsn-return",
                "headers",
                "--dsn-envid",
                "a+b=c d",
            ]),
            vec![
                "MAIL FROM:<me@client.test> RET=HDRS ENVID=a+2Bb+3Dc+20d".to_owned(),
                "RCPT TO:<you@lab.test> NOTIFY=SUCCESS,FAILURE".to_owned(),
            ],
        ),
        (
            with(&[
                "--mail-parameter",
                "RET=FULL",
                "--rcpt-parameter",
                "ORCPT=rfc822;x",
                "--rcpt-parameter",
                "NOTIFY=NEVER",
            ]),
            vec![
                "MAIL FROM:<me@client.test> RET=FULL".to_owned(),
                "RCPT TO:<you@lab.test> ORCPT=rfc822;x NOTIFY=NEVER".to_owned(),
            ],
        ),
    ];
    in_parallel(&rows, |(options, lines)| {
        let theatre = Theatre::with_host(offering(ALL));
        let outcome = theatre.probe(options);
        if lines.is_empty() {
            outcome.refused(&["an address is not empty"]);
            return;
        }
        outcome.ends(0, &[]);
        assert_eq!(&envelope(&theatre), lines);
    });
}

#[test]
fn w08_what_the_server_does_not_offer_is_not_said() {
    let eight_bit = Letter::new("From: a\nDate: b\n\ngr\u{fc}n\n");
    let letter = Letter::new(LETTER);
    let rows: Vec<(Vec<&str>, &str, [&str; 2])> = vec![
        (
            with(&["--data", eight_bit.path()]),
            "8BITMIME",
            ["beyond ASCII", "put the message into 7 bits, or return it"],
        ),
        (
            with(&["--smtputf8"]),
            "SMTPUTF8",
            ["--smtputf8 asks for it", "return the message"],
        ),
        (
            vec!["--from", "a@b.test", "--to", "\u{fc}@lab.test"],
            "SMTPUTF8",
            ["an address has letters beyond ASCII", "return the message"],
        ),
        (
            with(&["--dsn-notify", "never"]),
            "DSN",
            [
                "notifications are asked for",
                "hand the message in without them",
            ],
        ),
        (
            with(&["--chunking", "--data", letter.path()]),
            "CHUNKING",
            ["BDAT", "hand the message in by DATA"],
        ),
    ];
    in_parallel(&rows, |(options, keyword, words)| {
        let theatre = Theatre::with_host(clear(&["HELP"], talk(&[("QUIT", "221 bye\r\n")])));
        let options = [&["--level", "may"], &options[..]].concat();
        theatre
            .probe(&options)
            .ends(23, &["MAIL was not said", keyword, words[0], words[1]]);
        assert_eq!(theatre.verbs(), ["EHLO", "QUIT"]);
        let report = Theatre::with_host(clear(&["HELP"], talk(&[("QUIT", "221 bye\r\n")])))
            .json(&options, 23);
        assert!(transaction(&report).is_null(), "{report:#}");
    });
}

#[test]
fn w09_size_is_said_only_where_it_is_offered_and_a_limit_is_told() {
    let letter = Letter::new(LETTER);
    let acts = talk(&[
        ("MAIL", "250 ok\r\n"),
        ("RCPT", "250 ok\r\n"),
        ("QUIT", "221 bye\r\n"),
    ]);
    let theatre = Theatre::with_host(clear(&["HELP"], acts));
    let options = [
        IN_THE_CLEAR,
        &["--quit-after", "rcpt", "--data", letter.path()],
    ]
    .concat();
    theatre.probe(&options).ends(0, &[]);
    assert_eq!(said(&theatre)[1], "MAIL FROM:<me@client.test>");

    let small = Manners {
        extensions_inside_tls: vec!["SIZE 20".to_owned()],
        ..Manners::default()
    };
    let theatre = Theatre::with_host(small);
    theatre.probe(&with(&["--data", letter.path()])).ends(
        23,
        &[
            "552 5.3.4",
            "octets, and the server takes 20 octets at most",
        ],
    );
    assert_eq!(
        theatre.verbs(),
        ["EHLO", "STARTTLS", "EHLO", "MAIL", "QUIT"]
    );
}
