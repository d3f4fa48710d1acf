//! How far a transaction goes: to each stage, with QUIT and without.

use super::server::*;

#[test]
fn t03_t05_every_stage_of_a_transaction_can_be_the_last() {
    let letter = Letter::new(LETTER);
    let data = ["--data", letter.path()];
    let rows: &[(&[&str], bool, &[&str], usize)] = &[
        (&["--quit-after", "mail"], false, &["MAIL", "QUIT"], 0),
        (&["--drop-after", "mail"], false, &["MAIL"], 0),
        (
            &["--quit-after", "rcpt"],
            false,
            &["MAIL", "RCPT", "QUIT"],
            0,
        ),
        (&["--drop-after", "RCPT"], false, &["MAIL", "RCPT"], 0),
        (&["--quit-after", "mail"], true, &["MAIL", "QUIT"], 0),
        (
            &["--quit-after", "rcpt"],
            true,
            &["MAIL", "RCPT", "QUIT"],
            0,
        ),
        (
            &["--drop-after", "data-reply"],
            false,
            &["MAIL", "RCPT", "DATA"],
            0,
        ),
        (
            &["--quit-after", "data"],
            true,
            &["MAIL", "RCPT", "DATA", "QUIT"],
            1,
        ),
        (
            &["--drop-after", "data"],
            true,
            &["MAIL", "RCPT", "DATA"],
            1,
        ),
        (&[], false, &["MAIL", "RCPT", "QUIT"], 0),
        (&[], true, &["MAIL", "RCPT", "DATA", "QUIT"], 1),
        (&["--quit-after", "ehlo"], true, &["QUIT"], 0),
    ];
    in_parallel(rows, |(stop, sends, verbs, kept)| {
        let theatre = Theatre::with_host(Manners::default());
        let more = if *sends { &data[..] } else { &[] };
        let options = with(&[more, stop].concat());
        theatre.probe(&options).ends(0, &[]);
        let expected = [&["EHLO", "STARTTLS", "EHLO"], *verbs].concat();
        assert_eq!(theatre.verbs(), expected, "{stop:?}");
        assert_eq!(theatre.lab.log().deliveries().len(), *kept, "{stop:?}");
    });
}

#[test]
fn the_last_line_says_what_came_of_it() {
    let letter = Letter::new(LETTER);
    let rows: &[(&[&str], &[&str])] = &[
        (
            &["--data", letter.path()],
            &["the message was accepted for 1 recipient"],
        ),
        (
            &["--to", "them@lab.test", "--data", letter.path()],
            &["the message was accepted for 2 recipients"],
        ),
        (&[], &["it accepted the sender and 1 recipient"]),
        (
            &["--quit-after", "mail"],
            &["up to mail", "it accepted the sender"],
        ),
        (
            &["--drop-after", "data-reply"],
            &["dropped after its reply to DATA"],
        ),
    ];
    in_parallel(rows, |(options, words)| {
        let theatre = Theatre::with_host(Manners::default());
        let outcome = theatre.probe(&with(options)).ends(0, words);
        if !options.contains(&"--data") {
            outcome.never_says(&["the message was accepted"]);
        }
    });
}

#[test]
fn the_target_names_the_recipient_where_a_transaction_is_asked_for() {
    for (options, verbs) in [
        (&[][..], &["QUIT"][..]),
        (&["--from", "me@client.test"], &["MAIL", "RCPT", "QUIT"]),
        (&["--quit-after", "rcpt"], &["MAIL", "RCPT", "QUIT"]),
        (&["--to", "you@lab.test"], &["MAIL", "RCPT", "QUIT"]),
    ] {
        let theatre = Theatre::new(&smtls::lab::Scenario {
            target: "target@lab.test".to_owned(),
            ..one_host(Manners::default())
        });
        theatre.probe(options).ends(0, &[]);
        let expected = [&["EHLO", "STARTTLS", "EHLO"], verbs].concat();
        assert_eq!(theatre.verbs(), expected, "{options:?}");
        let lines = said(&theatre);
        let rcpt = lines.iter().find(|line| line.starts_with("RCPT"));
        let whom = match options.contains(&"--to") {
            true => "RCPT TO:<you@lab.test>",
            false => "RCPT TO:<target@lab.test>",
        };
        assert!(rcpt.is_none_or(|rcpt| rcpt == whom), "{lines:?}");
    }
}

#[test]
fn every_host_can_be_asked_for_its_recipients() {
    let theatre = Theatre::new(&smtls::lab::Scenario {
        hosts: vec![
            mx(10, "mx1.lab.test", Manners::default()),
            mx(20, "mx2.lab.test", Manners::default()),
        ],
        ..one_host(Behaviour::Down)
    });
    theatre.probe(&with(&["--all"])).ends(
        0,
        &["2 endpoints", "all of them accepted sender and recipients"],
    );
    assert_eq!(
        theatre.verbs(),
        ["EHLO", "STARTTLS", "EHLO", "MAIL", "RCPT", "QUIT"]
    );
    assert_eq!(theatre.connections().len(), 2);
}
