//! Commands that go out together, and only where that is offered.

use super::server::*;

const TOGETHER: &[&str] = &["PIPELINING"];

fn options<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [IN_THE_CLEAR, &["--to", "them@lab.test", "--pipeline"], more].concat()
}

/// The envelope is heard before any of it is answered: a client that waits never comes to its end.
fn hears_all(replies: &str, acts: impl IntoIterator<Item = Act>) -> Vec<Act> {
    let mut all = vec![
        Act::Expect("MAIL"),
        Act::Expect("RCPT"),
        Act::Expect("RCPT"),
        Act::Expect("DATA"),
        send(replies),
    ];
    all.extend(acts);
    clear(TOGETHER, all)
}

#[test]
fn w04_mail_rcpt_and_data_go_out_without_waiting() {
    let letter = Letter::new("From: a\nDate: b\n\n.\n");
    let theatre = Theatre::with_host(hears_all(
        "250 a\r\n250 b\r\n250 c\r\n354 d\r\n",
        talk(&[
            ("From: a", ""),
            ("Date: b", ""),
            ("", ""),
            ("..", ""),
            (".", "250 kept\r\n"),
            ("QUIT", "221 bye\r\n"),
        ]),
    ));
    theatre
        .probe(&options(&["--data", letter.path()]))
        .ends(0, &["the message was accepted for 2 recipients"])
        .says(&["by DATA, pipelined"]);
    assert_eq!(said(&theatre).last().unwrap(), "QUIT");
}

#[test]
fn w05_where_all_are_refused_and_the_server_still_asks_for_the_message_it_gets_none() {
    let letter = Letter::new(LETTER);
    // RFC 2920 §3.1: an empty one, which it refuses.
    let theatre = Theatre::with_host(hears_all(
        "250 a\r\n550 5.1.1 b\r\n550 5.1.1 c\r\n354 d\r\n",
        talk(&[(".", "554 5.5.1 nobody\r\n"), ("QUIT", "221 bye\r\n")]),
    ));
    theatre
        .probe(&options(&["--data", letter.path()]))
        .ends(24, &["550 5.1.1 b", "return the message"])
        .never_says(&["Hello"]);
    let lines = said(&theatre);
    assert_eq!(lines[lines.len() - 2..], [".", "QUIT"]);
    // One that refuses DATA as it should.
    let theatre = Theatre::with_host(hears_all(
        "550 5.7.1 a\r\n503 b\r\n503 c\r\n503 d\r\n",
        talk(&[("QUIT", "221 bye\r\n")]),
    ));
    theatre
        .probe(&options(&["--data", letter.path()]))
        .ends(23, &["550 5.7.1 a", "return the message"]);
}

#[test]
fn w04_replies_keep_their_order_however_they_are_split() {
    let letter = Letter::new("From: a\nDate: b\n\nx\n");
    let replies = "250-2.1.0 a\r\n250 2.1.0 a\r\n550 5.1.1 b\r\n250 2.1.5 c\r\n354 d\r\n";
    let sizes = [1, 2, 3, 7, 16, 64];
    in_parallel(&sizes, |size| {
        let script = clear(TOGETHER, {
            let mut acts = vec![
                Act::Expect("MAIL"),
                Act::Expect("RCPT"),
                Act::Expect("RCPT"),
                Act::Expect("DATA"),
                Act::SendSplit {
                    bytes: replies.as_bytes().to_vec(),
                    size: *size,
                    every: std::time::Duration::from_millis(1),
                },
            ];
            acts.extend(talk(&[
                ("From: a", ""),
                ("Date: b", ""),
                ("", ""),
                ("x", ""),
                (".", "250 kept\r\n"),
                ("QUIT", "221 bye\r\n"),
            ]));
            acts
        });
        let report = Theatre::with_host(script).json(&options(&["--data", letter.path()]), 24);
        let told = transaction(&report);
        assert_eq!(told["pipelined"], true);
        let codes: Vec<_> = told["recipients"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["reply"]["code"].as_u64().unwrap())
            .collect();
        assert_eq!(codes, [550, 250], "{size}");
        assert_eq!(told["message"]["go_ahead"]["code"], 354);
    });
}

#[test]
fn w04_without_the_offer_each_command_waits() {
    let letter = Letter::new("From: a\nDate: b\n\nx\n");
    let theatre = Theatre::with_host(Manners {
        extensions: vec![],
        extensions_inside_tls: vec![],
        ..Manners::default()
    });
    theatre
        .probe(&with(&["--pipeline", "--data", letter.path()]))
        .ends(0, &[])
        .says(&["PIPELINING is not offered here"])
        .never_says(&["pipelined"]);
    only_delivery(&theatre);
}
