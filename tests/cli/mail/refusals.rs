//! What a server refuses, by stage: the exit code, the reason, what it means, and that no other host gets the message.

use super::server::*;
use crate::support::{instead, named_host};
use smtls::lab::Scenario;

/// Two MX hosts, of which the first behaves so.
fn two_hosts(first: impl Into<Behaviour>) -> Theatre {
    Theatre::new(&Scenario {
        hosts: vec![
            mx(10, "mx1.lab.test", first),
            mx(20, "mx2.lab.test", Manners::default()),
        ],
        ..one_host(Behaviour::Down)
    })
}

const RETURNS: &str = "a sender would return the message to its author";
const KEEPS: &str = "a sender would keep the message and try again";

#[test]
fn w01_each_refusal_has_the_code_of_its_stage_and_no_other_host_is_tried() {
    let after = |reply| {
        post(Post {
            refuses_after: vec![("", reply)],
            ..Post::default()
        })
    };
    let rows: Vec<(Manners, i32, [&str; 2])> = vec![
        (
            instead("MAIL", "550 5.7.1 no\r\n"),
            23,
            ["MAIL was refused with \"550", RETURNS],
        ),
        (
            instead("MAIL", "451 4.3.0 no\r\n"),
            23,
            ["MAIL was refused with \"451", KEEPS],
        ),
        (
            instead("RCPT", "550 5.1.1 no\r\n"),
            24,
            ["RCPT TO:<you@lab.test> was refused with \"550", RETURNS],
        ),
        (
            instead("RCPT", "452 4.5.3 no\r\n"),
            24,
            ["was refused with \"452", KEEPS],
        ),
        (
            instead("DATA", "554 5.5.0 no\r\n"),
            25,
            ["DATA was refused with \"554", RETURNS],
        ),
        (
            instead("DATA", "451 4.3.0 no\r\n"),
            25,
            ["DATA was refused with \"451", KEEPS],
        ),
        (
            after("554 5.6.0 no"),
            26,
            ["the message was refused with \"554", RETURNS],
        ),
        (
            after("452 4.3.1 no"),
            26,
            ["the message was refused with \"452", KEEPS],
        ),
    ];
    let letter = Letter::new(LETTER);
    in_parallel(&rows, |(manners, code, words)| {
        let theatre = two_hosts(manners.clone());
        let options = with(&["--data", letter.path()]);
        theatre
            .probe(&options)
            .ends(*code, words)
            .never_says(&["find no other host"]);
        assert_eq!(said(&theatre).last().unwrap(), "QUIT");
        assert_eq!(theatre.lab.log().deliveries(), []);
    });
}

#[test]
fn b43_after_421_the_next_host_gets_the_message() {
    let letter = Letter::new(LETTER);
    for verb in ["MAIL", "RCPT", "DATA"] {
        let theatre = two_hosts(instead(verb, "421 4.3.2 closing\r\n"));
        theatre.probe(&with(&["--data", letter.path()])).ends(
            0,
            &[
                "mx2.lab.test",
                "mx1.lab.test",
                "could not be tested before it",
                "421",
            ],
        );
        let delivery = only_delivery(&theatre);
        assert_eq!(delivery.recipients, ["RCPT TO:<you@lab.test>"]);
        let alone = Theatre::with_host(instead(verb, "421 4.3.2 closing\r\n"));
        alone
            .probe(&with(&["--data", letter.path()]))
            .ends(45, &["not testable now", "421 4.3.2"]);
    }
}

#[test]
fn w02_each_recipient_has_its_own_answer() {
    let server = || {
        post(Post {
            refuses: vec![
                ("nobody@", "550 5.1.1 No such user"),
                ("later@", "450 4.2.1 Later"),
            ],
            ..Post::default()
        })
    };
    let letter = Letter::new(LETTER);
    let options = &[
        "--to",
        "nobody@lab.test,later@lab.test",
        "--to",
        "\"a, b\"@lab.test",
        "--data",
        letter.path(),
    ];
    let theatre = Theatre::with_host(server());
    theatre
        .probe(&with(options))
        .ends(
            24,
            &[
                "nobody@lab.test",
                "550 5.1.1",
                "the message was accepted for 2 of 4 recipients",
            ],
        )
        .says(&[
            "<me@client.test> to 2 of 4 recipients",
            "later@lab.test",
            "450 4.2.1",
        ]);
    let delivery = only_delivery(&theatre);
    assert_eq!(
        delivery.recipients,
        ["RCPT TO:<you@lab.test>", "RCPT TO:<\"a, b\"@lab.test>"]
    );

    let report = Theatre::with_host(server()).json(&with(options), 24);
    let told = transaction(&report);
    assert_eq!(told["mail"]["accepted"], true);
    let recipients = told["recipients"].as_array().unwrap();
    let answers: Vec<_> = recipients
        .iter()
        .map(|one| {
            (
                one["command"].as_str().unwrap(),
                one["accepted"].as_bool().unwrap(),
                one["reply"]["code"].as_u64().unwrap(),
                one["reply"]["enhanced_status_code"].as_str().unwrap(),
                one["reply"]["text"][0].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        answers,
        [
            ("RCPT TO:<you@lab.test>", true, 250, "2.1.5", "2.1.5 Ok"),
            (
                "RCPT TO:<nobody@lab.test>",
                false,
                550,
                "5.1.1",
                "5.1.1 No such user"
            ),
            (
                "RCPT TO:<later@lab.test>",
                false,
                450,
                "4.2.1",
                "4.2.1 Later"
            ),
            (
                "RCPT TO:<\"a, b\"@lab.test>",
                true,
                250,
                "2.1.5",
                "2.1.5 Ok"
            ),
        ]
    );
    let message = &told["message"];
    assert_eq!(message["whole"], true);
    assert_eq!(message["may_be_taken"], true);
    assert_eq!(message["by"], "data");
    assert_eq!(
        message["octets"].as_u64(),
        Some(delivery.octets.len() as u64)
    );
}

#[test]
fn w03_lmtp_answers_for_each_recipient() {
    let server = || Scenario {
        target: "lmtp://mx.lab.test:24".to_owned(),
        hosts: vec![smtls::lab::Host {
            port: 24,
            preference: None,
            ..one_host(Manners {
                lmtp: true,
                starttls: None,
                post: Post {
                    refuses: vec![("nobody@", "550 5.1.1 No such user")],
                    refuses_after: vec![("full@", "452 4.2.2 Full")],
                    ..Post::default()
                },
                ..Manners::default()
            })
            .hosts
            .remove(0)
        }],
        ..one_host(Behaviour::Down)
    };
    let letter = Letter::new(LETTER);
    let options = |to: &'static str| {
        [
            &[
                "--level",
                "may",
                "--from",
                "me@client.test",
                "--to",
                to,
                "--data",
            ],
            &[letter.path()][..],
        ]
        .concat()
    };
    let theatre = Theatre::new(&server());
    theatre
        .probe(&options("nobody@lab.test,full@lab.test,you@lab.test"))
        .ends(24, &["nobody@lab.test", "accepted for 1 of 3 recipients"])
        .says(&[
            "for RCPT TO:<full@lab.test> the message was refused with",
            "452 4.2.2",
        ]);
    assert_eq!(
        only_delivery(&theatre).recipients,
        ["RCPT TO:<you@lab.test>"]
    );
    Theatre::new(&server())
        .probe(&options("full@lab.test,you@lab.test"))
        .ends(
            26,
            &[
                "full@lab.test",
                "accepted for 1 of 2 recipients",
                "try again for that one",
            ],
        );
    Theatre::new(&server())
        .probe(&options("full@lab.test"))
        .ends(26, &["452 4.2.2", KEEPS]);
}

#[test]
fn w03_a_message_that_some_recipients_have_goes_to_no_other_address() {
    let script = || {
        let mut acts = vec![
            send("220 mx.lab.test LMTP\r\n"),
            Act::Expect("LHLO"),
            send("250 mx.lab.test\r\n"),
        ];
        acts.extend(talk(&[
            ("MAIL", "250 a\r\n"),
            ("RCPT", "250 b\r\n"),
            ("RCPT", "250 c\r\n"),
            ("DATA", "354 d\r\n"),
            ("From: a", ""),
            ("Date: b", ""),
            ("", ""),
            ("x", ""),
            (".", "250 kept\r\n421 4.3.2 closing\r\n"),
        ]));
        acts
    };
    let theatre = named_host("lmtp://mx.lab.test:24", 24, script());
    let letter = Letter::new("From: a\nDate: b\n\nx\n");
    let more = ["--to", "them@lab.test", "--data", letter.path()];
    theatre.probe(&[IN_THE_CLEAR, &more].concat()).ends(
        26,
        &[
            "421 4.3.2",
            "the message was accepted for 1 of 2 recipients",
        ],
    );
}

#[test]
fn w01_where_dane_keeps_a_sender_away_the_last_line_says_so() {
    let theatre = Theatre::new(&smtls::lab::find("dane-mismatch").unwrap());
    theatre.probe(&with(&["--mail-parameter", "FOO=1"])).ends(
        23,
        &[
            "555 5.5.4",
            "honours DANE or MTA-STS would not come so far",
            RETURNS,
        ],
    );
}

#[test]
fn w15_greylisting_ends_with_the_second_try() {
    let theatre = Theatre::with_host(post(Post {
        greylists: true,
        ..Post::default()
    }));
    let letter = Letter::new(LETTER);
    let options = with(&["--data", letter.path()]);
    theatre
        .probe(&options)
        .ends(24, &["450 4.2.0", KEEPS])
        .says(&["try again in some minutes"]);
    theatre
        .probe(&options)
        .ends(0, &["the message was accepted"]);
    only_delivery(&theatre);
}
