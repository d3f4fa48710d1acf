//! Servers that go away, keep silent or talk out of turn in the middle of a transaction.

use super::server::*;
use smtls::lab::Scenario;

/// Up to where the server answers, and what has been heard by then.
const POINTS: &[(&str, Exchanges<'static>, i32)] = &[
    ("MAIL", &[("MAIL", "")], 23),
    ("RCPT", &[("MAIL", "250 a\r\n"), ("RCPT", "")], 24),
    (
        "DATA",
        &[("MAIL", "250 a\r\n"), ("RCPT", "250 b\r\n"), ("DATA", "")],
        25,
    ),
    (
        "the message",
        &[
            ("MAIL", "250 a\r\n"),
            ("RCPT", "250 b\r\n"),
            ("DATA", "354 c\r\n"),
            ("From: a", ""),
            ("Date: b", ""),
            ("", ""),
            ("x", ""),
            (".", ""),
        ],
        26,
    ),
];

/// A line of a message that is larger than the buffers of both systems.
const LINE: &str = concat!(
    "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy",
    "\n"
);

const SHORT: &str = "From: a\nDate: b\n\nx\n";

fn breaks(exchanges: &[(&'static str, &str)], end: Act) -> Vec<Act> {
    let mut acts = talk(exchanges);
    acts.retain(|act| *act != send(""));
    acts.push(end);
    clear(&["8BITMIME"], acts)
}

/// Two MX hosts, of which the first behaves so.
fn two_hosts(first: Vec<Act>) -> Theatre {
    Theatre::new(&Scenario {
        hosts: vec![
            mx(10, "mx1.lab.test", first),
            mx(20, "mx2.lab.test", Manners::default()),
        ],
        ..one_host(Behaviour::Down)
    })
}

#[test]
fn w10_w11_where_the_connection_ends_the_stage_is_told_and_no_other_host_gets_the_message() {
    let letter = Letter::new(SHORT);
    let ends = [
        (Act::Close, "closed"),
        (Act::Reset, "reset"),
        (Act::Stall, "nothing within"),
    ];
    let rows: Vec<_> = POINTS
        .iter()
        .flat_map(|point| ends.iter().map(move |end| (point, end)))
        .collect();
    in_parallel(&rows, |((stage, exchanges, code), (end, how))| {
        let theatre = two_hosts(breaks(exchanges, end.clone()));
        let more = ["--timeout", "1s", "--data", letter.path()];
        let words = format!("the reply to {stage}");
        let outcome = theatre
            .probe(&[IN_THE_CLEAR, &more].concat())
            .ends(*code, &[how, &words]);
        match *stage {
            "the message" => {
                outcome.ends(*code, &["may have taken it all the same", "arrive twice"])
            }
            _ => outcome
                .ends(*code, &["keep the message and try again"])
                .never_says(&["may have taken"]),
        };
        // Nobody else is asked, and nothing more is said.
        let lines = said(&theatre);
        assert_eq!(lines.len(), exchanges.len() + 1, "{lines:?}");
    });
}

#[test]
fn w11_what_came_of_a_message_is_known_to_json() {
    let letter = Letter::new(SHORT);
    let options = [IN_THE_CLEAR, &["--data", letter.path()]].concat();
    for ((_, exchanges, code), (sent, taken)) in
        POINTS[2..].iter().zip([(false, false), (true, true)])
    {
        let report = Theatre::with_host(breaks(exchanges, Act::Close)).json(&options, *code);
        let message = &transaction(&report)["message"];
        match sent {
            false => assert!(message.is_null(), "{message}"),
            true => {
                assert_eq!(message["whole"], true);
                assert_eq!(message["may_be_taken"], taken);
                assert_eq!(message["replies"], serde_json::json!([]));
            }
        }
    }
}

#[test]
fn w12_a_server_that_goes_away_while_the_message_is_under_way_has_not_taken_it() {
    // More than the buffers of both systems take.
    let letter = Letter::new([SHORT, &LINE.repeat(200_000)].concat());
    let mut acts = talk(&[
        ("MAIL", "250 a\r\n"),
        ("RCPT", "250 b\r\n"),
        ("DATA", "354 c\r\n"),
        ("From", ""),
    ]);
    acts.push(Act::Reset);
    let theatre = two_hosts(clear(&["8BITMIME"], acts));
    theatre
        .probe(&[IN_THE_CLEAR, &["--data", letter.path()]].concat())
        .ends(
            26,
            &[
                "in the middle of the message, of which some",
                "keep the message and try again",
            ],
        )
        .says(&["not all of"])
        .never_says(&["may have taken"]);
    assert_eq!(theatre.connections().len(), 1);
}

#[test]
fn w12_a_refusal_in_the_middle_of_a_message_is_heard() {
    let letter = Letter::new([SHORT, &LINE.repeat(200_000)].concat());
    let acts = [
        talk(&[
            ("MAIL", "250 a\r\n"),
            ("RCPT", "250 b\r\n"),
            ("DATA", "354 c\r\n"),
        ]),
        vec![
            Act::Expect("From"),
            send("552 5.3.4 too much\r\n"),
            Act::Close,
        ],
    ];
    let theatre = Theatre::with_host(clear(&["8BITMIME"], acts.concat()));
    theatre
        .probe(&[IN_THE_CLEAR, &["--data", letter.path()]].concat())
        .ends(26, &[])
        .never_says(&["may have taken"]);
}

#[test]
fn w13_what_came_before_a_command_is_not_its_reply() {
    let letter = Letter::new(SHORT);
    let options = [IN_THE_CLEAR, &["--data", letter.path()]].concat();
    // A second reply to MAIL, before RCPT was said.
    let early = clear(
        &["HELP"],
        talk(&[
            ("MAIL", "250 a\r\n250 early\r\n"),
            ("RCPT", "550 5.1.1 no\r\n"),
            ("QUIT", "221 bye\r\n"),
        ]),
    );
    let theatre = Theatre::with_host(early);
    theatre.probe(&options).ends(24, &["550 5.1.1 no"]);
    let lines = said(&theatre);
    assert_eq!(lines.last().unwrap(), "QUIT");
    assert!(!lines.iter().any(|line| line == "DATA"), "{lines:?}");
}

#[test]
fn w13_after_a_reply_that_did_not_come_in_time_nothing_more_is_said() {
    let letter = Letter::new(SHORT);
    let late = clear(
        &["HELP"],
        [
            Act::Expect("MAIL"),
            Act::Wait(std::time::Duration::from_secs(3)),
            send("250 late\r\n"),
            Act::Stall,
        ],
    );
    let theatre = Theatre::with_host(late);
    theatre
        .probe(&[IN_THE_CLEAR, &["--timeout", "1s", "--data", letter.path()]].concat())
        .ends(23, &["nothing within 1 s", "the reply to MAIL"]);
    let lines = said(&theatre);
    assert_eq!(lines.len(), 2, "{lines:?}");
}

#[test]
fn b11_hostile_replies_are_bounded_and_escaped() {
    let letter = Letter::new(SHORT);
    let options = [IN_THE_CLEAR, &["--data", letter.path()]].concat();
    let before = |exchanges: &[(&'static str, &str)], act: Act| {
        let mut acts = talk(exchanges);
        acts.push(act);
        clear(&["HELP"], acts)
    };
    let to_mail = |act| [before(&[], Act::Expect("MAIL")), vec![act, Act::Stall]].concat();
    let to_rcpt = |act| {
        [
            before(&[("MAIL", "250 a\r\n")], Act::Expect("RCPT")),
            vec![act, Act::Stall],
        ]
        .concat()
    };
    let rows = vec![
        (
            to_mail(Act::SendEndlessly(b"250-more\r\n".to_vec())),
            23,
            "more than",
        ),
        (
            to_rcpt(Act::SendEndlessly(vec![b'x'; 4096])),
            24,
            "more than",
        ),
        (
            to_rcpt(Act::Send(b"550 \x1b[2J\xff\xe2\x80\xae\r\n".to_vec())),
            24,
            "550 \\x1b[2J\\xff",
        ),
        (
            to_mail(Act::Send(b"hello\r\n".to_vec())),
            23,
            "no SMTP reply",
        ),
        (to_mail(Act::Send(b"354 go\r\n".to_vec())), 23, "354 go"),
        (to_rcpt(Act::Send(b"199 what\r\n".to_vec())), 24, "199 what"),
    ];
    in_parallel(&rows, |(script, code, words)| {
        let mut script = script.clone();
        // Who was refused says QUIT, and is let go.
        if let Some(Act::Stall) = script.last() {
            script.pop();
        }
        let outcome = Theatre::with_host(script).probe(&options);
        outcome.ends(*code, &[words]).plain();
    });
}
