//! Sessions by hand: what is typed goes out as it is, its replies are heard as its own, and what comes unasked is no reply.

use super::*;
use crate::smtp::Extensions;
use crate::smtp::sasl::Secret;

/// What somebody does when it is his turn.
#[derive(Clone, Copy, Debug)]
enum Deed {
    Line(&'static [u8]),
    Octets(&'static [u8]),
    Message(&'static [u8]),
    EndOfMessage,
    Chunk(&'static [u8], bool),
    Hello,
    Leave,
    /// The server says this while he thinks.
    Meanwhile(&'static [u8]),
    /// The server closes the connection while he thinks.
    Closed,
    /// It is this mode now.
    Mode(Mode),
}

use Deed::{Chunk, EndOfMessage, Hello, Leave, Line, Meanwhile, Octets};

/// What went over the wire, and what was told of it.
struct Played {
    written: Vec<u8>,
    events: Vec<Event>,
}

/// Plays a session that was handed over after the greeting, each answer in pieces of `size`; where no reply is left the server closes.
fn play_by_hand(protocol: Protocol, deeds: &[Deed], server: &[&[u8]], size: usize) -> Played {
    let plan = Plan {
        protocol,
        ..plan(Security::StartTls, Stop::HandOver(Stage::Greeting))
    };
    play_with(Dialogue::new(plan), deeds, server, size)
}

fn play_with(mut dialogue: Dialogue, deeds: &[Deed], server: &[&[u8]], size: usize) -> Played {
    let greeting = [GREETING];
    let mut answers = greeting.iter().chain(server);
    let mut deeds = deeds.iter();
    let (mut written, mut events) = (Vec::new(), Vec::new());
    let mut pieces: VecDeque<Vec<u8>> = VecDeque::new();
    loop {
        let step = dialogue.step();
        while let Some(event) = dialogue.event() {
            events.push(event);
        }
        match step {
            Step::Write(octets) => written.extend(octets),
            Step::Read(_) => {
                if pieces.is_empty() {
                    match answers.next() {
                        Some(answer) => pieces.extend(answer.chunks(size).map(<[u8]>::to_vec)),
                        None => {
                            dialogue.closed(false);
                            continue;
                        }
                    }
                }
                dialogue.receive(&pieces.pop_front().unwrap());
            }
            Step::Handshake => {
                written.extend(b"[TLS]");
                dialogue.secured();
            }
            Step::Ready => {
                // What is left of an answer comes while he thinks.
                if let Some(piece) = pieces.pop_front() {
                    dialogue.receive(&piece);
                    continue;
                }
                match deeds.next() {
                    None => dialogue.take_leave(),
                    Some(Deed::Line(line)) => dialogue.type_line(line),
                    Some(Deed::Octets(octets)) => dialogue.type_octets(octets),
                    Some(Deed::Message(octets)) => octets
                        .chunks(size)
                        .for_each(|piece| dialogue.send_message(piece)),
                    Some(Deed::EndOfMessage) => dialogue.end_message(),
                    Some(Deed::Chunk(octets, last)) => dialogue.send_chunk(octets, *last),
                    Some(Deed::Hello) => dialogue.hello_again(),
                    Some(Deed::Leave) => dialogue.take_leave(),
                    Some(Deed::Meanwhile(octets)) => {
                        octets
                            .chunks(size)
                            .for_each(|piece| dialogue.receive(piece));
                    }
                    Some(Deed::Closed) => dialogue.closed(false),
                    Some(Deed::Mode(mode)) => assert_eq!(dialogue.mode(), *mode),
                }
            }
            Step::Stop => return Played { written, events },
            Step::Authenticate | Step::Transact => panic!("nothing of that was planned"),
        }
    }
}

impl Played {
    fn said(&self) -> Vec<String> {
        let said = self.events.iter().filter_map(|event| match event {
            Event::Said { line, .. } => Some(String::from_utf8_lossy(line).into_owned()),
            _ => None,
        });
        said.collect()
    }

    /// The codes of the replies to what was typed.
    fn codes(&self) -> Vec<u16> {
        let codes = self.events.iter().filter_map(|event| match event {
            Event::Replied {
                to: Command::Typed | Command::TypedHello,
                reply,
                ..
            } => Some(reply.code()),
            _ => None,
        });
        codes.collect()
    }

    fn unasked(&self) -> Vec<u8> {
        let unasked = self.events.iter().filter_map(|event| match event {
            Event::Unsolicited(octets) => Some(octets.clone()),
            _ => None,
        });
        unasked.collect::<Vec<_>>().concat()
    }

    fn broken_off(&self) -> Option<&Fault> {
        self.events.iter().find_map(|event| match event {
            Event::BrokenOff(fault) => Some(fault),
            _ => None,
        })
    }

    fn offered(&self) -> Vec<bool> {
        let offered = self.events.iter().filter_map(|event| match event {
            Event::Offered(extensions) => Some(extensions.is_some()),
            _ => None,
        });
        offered.collect()
    }
}

const OK: &[u8] = b"250 2.0.0 Ok\r\n";
const GO_AHEAD: &[u8] = b"354 go ahead\r\n";

/// A session: its name, what is done, what the server answers, what went out, and the codes of the replies to it.
type Row<'a> = (&'a str, &'a [Deed], &'a [&'a [u8]], &'a [u8], &'a [u16]);

#[test]
fn b50_b52_b53_what_is_typed_goes_out_as_it_is() {
    #[rustfmt::skip]
    let rows: &[Row<'_>] = &[
        ("B50 before EHLO", &[Line(b"VRFY x"), Line(b"HELP"), Line(b"NOOP"), Line(b"EXPN x")],
            &[b"252 x\r\n", b"214-a\r\n214 b\r\n", OK, b"502 no\r\n", BYE],
            b"VRFY x\r\nHELP\r\nNOOP\r\nEXPN x\r\nQUIT\r\n", &[252, 214, 250, 502]),
        ("B52 no letter is stolen", &[Line(b"RCPT TO:<a@b.test>"), Line(b"R"), Line(b"Q"), Line(b"k"), Line(b"")],
            &[OK, OK, OK, OK, b"500 what?\r\n", BYE],
            b"RCPT TO:<a@b.test>\r\nR\r\nQ\r\nk\r\n\r\nQUIT\r\n", &[250, 250, 250, 250, 500]),
        ("octets that are no text", &[Line(b"NOOP \xff\x00")], &[OK, BYE], b"NOOP \xff\x00\r\nQUIT\r\n", &[250]),
        ("B53 a message, dot-stuffed", &[Line(b"DATA"), Line(b"a: b"), Line(b""), Line(b".x"), Line(b".."), Line(b"."), Line(b"NOOP")],
            &[GO_AHEAD, OK, OK, BYE],
            b"DATA\r\na: b\r\n\r\n..x\r\n...\r\n.\r\nNOOP\r\nQUIT\r\n", &[354, 250, 250]),
        ("DATA refused", &[Line(b"data"), Deed::Mode(Mode::Command)], &[b"503 no\r\n", BYE], b"data\r\nQUIT\r\n", &[503]),
        ("a message from a file", &[Line(b"DATA"), Deed::Message(b".a\r\nb\r\n.\r\n"), EndOfMessage],
            &[GO_AHEAD, OK, BYE], b"DATA\r\n..a\r\nb\r\n..\r\n.\r\nQUIT\r\n", &[354, 250]),
        ("a file without an end of its last line", &[Line(b"DATA"), Deed::Message(b"a"), EndOfMessage],
            &[GO_AHEAD, OK, BYE], b"DATA\r\na\r\n.\r\nQUIT\r\n", &[354, 250]),
        ("typed chunks", &[Line(b"BDAT 5"), Deed::Mode(Mode::Chunk(5)), Line(b"abc"), Line(b"bdat 4 LAST"), Line(b"a"), Deed::Mode(Mode::Chunk(1)), Line(b"bc"), Line(b"NOOP")],
            &[OK, OK, OK, BYE], b"BDAT 5\r\nabc\r\nbdat 4 LAST\r\na\r\nbNOOP\r\nQUIT\r\n", &[250, 250, 250]),
        ("an empty chunk", &[Line(b"BDAT 0 LAST")], &[OK, BYE], b"BDAT 0 LAST\r\nQUIT\r\n", &[250]),
        ("chunks of a file", &[Chunk(b".a\r\n", false), Chunk(b"b\r\n", true)],
            &[OK, OK, BYE], b"BDAT 4\r\n.a\r\nBDAT 3 LAST\r\nb\r\nQUIT\r\n", &[250, 250]),
        ("raw octets", &[Octets(b"NOOP\r\n"), Octets(b"NO"), Octets(b"OP\r\n")],
            &[OK, OK, BYE], b"NOOP\r\nNOOP\r\nQUIT\r\n", &[250, 250]),
        ("raw and typed together", &[Octets(b"NO"), Line(b"OP")], &[OK, BYE], b"NOOP\r\nQUIT\r\n", &[250]),
        ("two commands in one", &[Octets(b"NOOP\r\nRSET\r\n"), Line(b"HELP")],
            &[b"250 a\r\n250 b\r\n", b"214 x\r\n", BYE], b"NOOP\r\nRSET\r\nHELP\r\nQUIT\r\n", &[250, 250, 214]),
        ("a raw end of a message", &[Line(b"DATA"), Octets(b"x\r\n.\r\nNOOP\r\n")],
            &[GO_AHEAD, b"250 a\r\n250 b\r\n", BYE], b"DATA\r\nx\r\n.\r\nNOOP\r\nQUIT\r\n", &[354, 250, 250]),
        ("QUIT is the end", &[Line(b"quit"), Line(b"NOOP")], &[BYE], b"quit\r\n", &[]),
        ("EHLO once more", &[Hello], &[EHLO_WITHOUT, BYE], b"EHLO probe.test\r\nQUIT\r\n", &[250]),
    ];
    for (name, deeds, server, written, codes) in rows {
        for size in 1..=40 {
            let played = play_by_hand(Protocol::Smtp, deeds, server, size);
            let shown = String::from_utf8_lossy(&played.written).into_owned();
            assert_eq!(shown, String::from_utf8_lossy(written), "{name} by {size}");
            assert_eq!(played.codes(), *codes, "{name} by {size}");
            assert_eq!(played.broken_off(), None, "{name} by {size}");
            assert_eq!(played.unasked(), b"", "{name} by {size}");
        }
    }
}

#[test]
fn lmtp_answers_a_message_once_for_each_recipient() {
    let deeds = [
        Line(b"RCPT TO:<a>"),
        Line(b"RCPT TO:<b>"),
        Line(b"RCPT TO:<c>"),
        Line(b"DATA"),
        Line(b"."),
        Line(b"NOOP"),
    ];
    let server: &[&[u8]] = &[
        OK,
        b"550 no\r\n",
        OK,
        GO_AHEAD,
        b"250 a\r\n452 c\r\n",
        OK,
        BYE,
    ];
    for size in 1..=30 {
        let played = play_by_hand(Protocol::Lmtp, &deeds, server, size);
        assert_eq!(
            played.codes(),
            [250, 550, 250, 354, 250, 452, 250],
            "{size}"
        );
        assert_eq!(played.unasked(), b"");
    }
}

#[test]
fn what_comes_unasked_is_shown_and_is_no_reply() {
    let deeds = [
        Line(b"NOOP"),
        Meanwhile(b"250 boo\r\n\x1b garbage\r\n"),
        Line(b"VRFY x"),
    ];
    for size in 1..=30 {
        let played = play_by_hand(Protocol::Smtp, &deeds, &[OK, b"252 x\r\n", BYE], size);
        assert_eq!(played.codes(), [250, 252], "{size}");
        assert_eq!(played.unasked(), b"250 boo\x1b garbage", "{size}");
    }
    // Half a line is told before the next command goes out.
    let deeds = [Meanwhile(b"250 bo"), Line(b"NOOP")];
    for size in 1..=6 {
        let played = play_by_hand(Protocol::Smtp, &deeds, &[OK, BYE], size);
        assert_eq!(
            (played.codes(), played.unasked()),
            (vec![250], b"250 bo".to_vec()),
            "{size}"
        );
    }
}

#[test]
fn the_end_of_a_session_by_hand_is_told() {
    for size in 1..=30 {
        let away = b"421 4.4.2 idle for too long\r\n";
        let asked = play_by_hand(
            Protocol::Smtp,
            &[Line(b"NOOP"), Line(b"RSET")],
            &[away],
            size,
        );
        let unasked = play_by_hand(Protocol::Smtp, &[Meanwhile(away), Line(b"RSET")], &[], size);
        for played in [asked, unasked] {
            assert!(
                matches!(played.broken_off(), Some(Fault::Rejected(reply)) if reply.code() == 421)
            );
            assert!(!played.written.ends_with(b"RSET\r\n"), "{size}");
            // It is told once, and is no riddle.
            assert_eq!(played.unasked(), b"", "{size}");
        }
        let partial = [Meanwhile(b"42"), Deed::Closed];
        let played = play_by_hand(Protocol::Smtp, &partial, &[], size);
        let closed = Fault::Closed {
            reset: false,
            partial: b"42".to_vec(),
        };
        assert_eq!(played.broken_off(), Some(&closed), "{size}");
        let played = play_by_hand(Protocol::Smtp, &[Line(b"NOOP")], &[], size);
        assert!(matches!(played.broken_off(), Some(Fault::Closed { .. })));
        let played = play_by_hand(
            Protocol::Smtp,
            &[Line(b"NOOP")],
            &[b"HTTP/1.1 400\r\n"],
            size,
        );
        assert!(matches!(played.broken_off(), Some(Fault::NotAReply(_))));
        assert!(failure(&played.events).is_none(), "no stage failed");
    }
}

#[test]
fn a_reply_that_is_late_ends_the_session() {
    let mut dialogue = Dialogue::new(plan(Security::StartTls, Stop::HandOver(Stage::Greeting)));
    dialogue.receive(GREETING);
    dialogue.type_line(b"NOOP");
    while matches!(dialogue.step(), Step::Write(_)) {}
    dialogue.timed_out(Duration::from_secs(30));
    assert_eq!(dialogue.step(), Step::Stop);
    let mut events = std::iter::from_fn(|| dialogue.event());
    assert!(events.any(|event| matches!(event, Event::BrokenOff(Fault::TimedOut { .. }))));
}

#[test]
fn starttls_by_hand_ends_in_a_handshake_and_voids_what_was_offered() {
    let deeds = [
        Line(b"EHLO x"),
        Line(b"STARTTLS"),
        Line(b"EHLO x"),
        Line(b"HELO x"),
    ];
    let server: &[&[u8]] = &[EHLO, GO, EHLO_INSIDE, OK, BYE];
    for size in 1..=60 {
        let played = play_by_hand(Protocol::Smtp, &deeds, server, size);
        let written = b"EHLO x\r\nSTARTTLS\r\n[TLS]EHLO x\r\nHELO x\r\nQUIT\r\n";
        assert_eq!(played.written, written, "{size}");
        assert_eq!(played.offered(), [true, false, true, false], "{size}");
        assert!(reached(&played.events).contains(&Stage::StartTls));
    }
    let offers =
        |extensions: &Option<Extensions>| extensions.as_ref().is_some_and(|it| it.offers("AUTH"));
    let played = play_by_hand(Protocol::Smtp, &deeds, server, 7);
    assert!(
        played
            .events
            .iter()
            .any(|event| matches!(event, Event::Offered(it) if offers(it)))
    );
    // What comes in the clear behind the 220 ends it.
    let played = play_by_hand(
        Protocol::Smtp,
        &[Line(b"STARTTLS")],
        &[b"220 go\r\n250 injected\r\n"],
        100,
    );
    let (stage, fault) = failure(&played.events).unwrap();
    assert_eq!(
        (stage, fault),
        (
            Stage::StartTls,
            Fault::TrailingPlaintext(b"250 injected\r\n".to_vec())
        )
    );
    // A server that takes it once more inside TLS waits for what nobody says.
    let deeds = [Line(b"STARTTLS"), Line(b"STARTTLS"), Line(b"NOOP")];
    let played = play_by_hand(Protocol::Smtp, &deeds, &[GO, GO], 5);
    assert!(matches!(played.broken_off(), Some(Fault::Rejected(_))));
}

#[test]
fn k10_k11_what_is_typed_to_authenticate_is_hidden_and_can_be_called_off() {
    // NUL alice NUL secretpass
    let deeds = [
        Line(b"AUTH PLAIN AGFsaWNlAHNlY3JldHBhc3M="),
        Line(b"auth login"),
        Deed::Mode(Mode::Response),
        Line(b"YWxpY2U="),
        Line(b"c2VjcmV0cGFzcw=="),
        Line(b"AUTH LOGIN"),
        Line(b"*"),
        Octets(b"AUTH PLAIN "),
        Octets(b"AGFsaWNlAHNlY3JldHBhc3M=\r\n"),
        Line(b"NOOP"),
    ];
    let server: &[&[u8]] = &[
        b"535 no AGFsaWNlAHNlY3JldHBhc3M=\r\n",
        b"334 VXNlcm5hbWU6\r\n",
        b"334 UGFzc3dvcmQ6\r\n",
        b"535 not secretpass\r\n",
        b"334 no base64!\r\n",
        b"501 called off\r\n",
        b"235 ok\r\n",
        OK,
        BYE,
    ];
    for size in 1..=40 {
        let played = play_by_hand(Protocol::Smtp, &deeds, server, size);
        let said = played.said();
        let hidden = "[hidden]";
        let expected = [
            "AUTH PLAIN [hidden]",
            "auth login",
            hidden,
            hidden,
            "AUTH LOGIN",
            "*",
            "AUTH PLAIN ",
            "[hidden]\r\n",
            "NOOP",
            "QUIT",
        ];
        assert_eq!(said, expected, "{size}");
        let told = format!("{:?}", played.events);
        for secret in ["secretpass", "c2VjcmV0", "NlY3JldHBhc3M"] {
            let bytes = format!("{:?}", secret.as_bytes());
            let bytes = bytes.trim_matches(['[', ']']);
            assert!(
                !told.contains(secret) && !told.contains(bytes),
                "{secret} by {size}"
            );
        }
        assert_eq!(played.codes(), [535, 334, 334, 535, 334, 501, 235, 250]);
    }
    // Whoever may see secrets sees them.
    let dialogue = Dialogue::new(plan(Security::StartTls, Stop::HandOver(Stage::Greeting)));
    let played = play_with(dialogue.revealing(true), &deeds, server, 9);
    assert!(played.said().contains(&"c2VjcmV0cGFzcw==".to_owned()));
}

/// Its name, what is done, what the server answers, and how what was said is shown.
type Hiding<'a> = (&'a str, &'a [Deed], &'a [&'a [u8]], &'a [&'a str]);

#[test]
fn k10_secrets_are_hidden_however_they_are_typed() {
    // NUL alice NUL secretpass, and the names and passwords of LOGIN.
    let rows: &[Hiding<'_>] = &[
        (
            "the response behind AUTH",
            &[Octets(b"AUTH PLAIN\r\nAGFsaWNlAHNlY3JldHBhc3M=\r\n")],
            &[b"334 \r\n235 AGFsaWNlAHNlY3JldHBhc3M=\r\n"],
            &["AUTH PLAIN\r\n[hidden]\r\n"],
        ),
        (
            "name and password behind AUTH",
            &[
                Octets(b"auth login\r\nYWxpY2U=\r\nc2VjcmV0cGFzcw==\r\n"),
                Line(b"NOOP secretpass"),
            ],
            &[b"334 a\r\n334 b\r\n535 not secretpass\r\n", OK],
            &["auth login\r\n[hidden]\r\n[hidden]\r\n", "NOOP [hidden]"],
        ),
        (
            "the verb in pieces",
            &[
                Octets(b"AU"),
                Octets(b"TH PLAIN AGFsaWNl"),
                Octets(b"AHNlY3JldHBhc3M=\r\n"),
            ],
            &[b"535 AGFsaWNlAHNlY3JldHBhc3M=\r\n"],
            &["AU", "TH PLAIN [hidden]", "[hidden]\r\n"],
        ),
        (
            "the mechanism in pieces",
            &[
                Octets(b"AUTH PLA"),
                Octets(b"IN AGFsaWNlAHNlY3JldHBhc3M=\r\n"),
            ],
            &[OK],
            &["AUTH PLA", "[hidden]\r\n"],
        ),
        (
            "LF alone",
            &[
                Octets(b"AUTH PLAIN AGFsaWNlAHNlY3JldHBhc3M=\n"),
                Meanwhile(b"535 AGFsaWNlAHNlY3JldHBhc3M=\r\n"),
                Octets(b"\r\n"),
            ],
            &[OK],
            &["AUTH PLAIN [hidden]\n", "[hidden]\r\n"],
        ),
        (
            "LF alone, and responses",
            &[
                Octets(b"AUTH LOGIN\nYWxpY2U=\nc2VjcmV0cGFzcw==\n"),
                Meanwhile(b"535 secretpass\r\n"),
                Line(b""),
            ],
            &[OK],
            &["AUTH LOGIN\n[hidden]\n[hidden]\n", ""],
        ),
        (
            "once more, elsewhere",
            &[
                Line(b"AUTH PLAIN AGFsaWNlAHNlY3JldHBhc3M="),
                Line(b"NOOP secretpass"),
                Octets(b"NOOP secret"),
                Octets(b"pass\r\n"),
                Line(b"DATA"),
                Line(b"my secretpass"),
                Line(b"."),
            ],
            &[OK, OK, OK, GO_AHEAD, OK],
            &[
                "AUTH PLAIN [hidden]",
                "NOOP [hidden]",
                "NOOP [hidden]",
                "[hidden]\r\n",
                "DATA",
                "my [hidden]",
                ".",
            ],
        ),
        (
            "what is no response",
            &[
                Octets(b"AUTH PLAIN =\r\nNOOP\r\n"),
                Line(b"NOOP ="),
                Line(b"RSET"),
            ],
            &[b"535 no\r\n250 ok\r\n", OK, OK],
            &["AUTH PLAIN [hidden]\r\n[hidden]\r\n", "NOOP =", "RSET"],
        ),
    ];
    for (name, deeds, server, said) in rows {
        let server = [server, &[BYE][..]].concat();
        for size in 1..=40 {
            let played = play_by_hand(Protocol::Smtp, deeds, &server, size);
            let expected = [said, &["QUIT"][..]].concat();
            assert_eq!(played.said(), expected, "{name} by {size}");
            let told = format!("{:?}", played.events);
            for secret in ["secretpass", "c2VjcmV0", "NlY3JldHBhc3M"] {
                let octets = format!("{:?}", secret.as_bytes());
                let octets = octets.trim_matches(['[', ']']);
                assert!(!told.contains(octets), "{name}: {secret} by {size}");
            }
        }
    }
    // The response was sent together with AUTH: the next line is a command.
    let deeds = [
        Octets(b"AUTH PLAIN\r\nAGFsaWNlAHNlY3JldHBhc3M=\r\n"),
        Deed::Mode(Mode::Command),
    ];
    play_by_hand(Protocol::Smtp, &deeds, &[b"334 \r\n235 ok\r\n", BYE], 7);
}

#[test]
fn leaving_is_polite_where_it_can_be() {
    for size in 1..=20 {
        let played = play_by_hand(
            Protocol::Smtp,
            &[Line(b"DATA"), Line(b"half"), Leave],
            &[GO_AHEAD],
            size,
        );
        assert_eq!(
            played.written, b"DATA\r\nhalf\r\n",
            "no QUIT, and no dot: {size}"
        );
        let played = play_by_hand(Protocol::Smtp, &[Line(b"BDAT 9 LAST"), Leave], &[], size);
        assert_eq!(played.written, b"BDAT 9 LAST\r\n");
        let server: &[&[u8]] = &[b"334 \r\n", b"501 off\r\n", BYE];
        let played = play_by_hand(Protocol::Smtp, &[Line(b"AUTH PLAIN"), Leave], server, size);
        assert_eq!(played.written, b"AUTH PLAIN\r\n*\r\nQUIT\r\n", "{size}");
    }
}

#[test]
fn a_long_session_is_no_flood_and_a_flood_is_bounded() {
    let line = [b"250-", &b"x".repeat(1000)[..], b"\r\n"].concat();
    let reply = [line.repeat(100), b"250 x\r\n".to_vec()].concat();
    let mut dialogue = Dialogue::new(plan(Security::StartTls, Stop::HandOver(Stage::Greeting)));
    dialogue.receive(GREETING);
    for _ in 0..30 {
        dialogue.type_line(b"HELP");
        while matches!(dialogue.step(), Step::Write(_)) {}
        dialogue.receive(&reply);
        assert_eq!(dialogue.step(), Step::Ready);
    }
    for _ in 0..30 {
        dialogue.receive(&reply);
    }
    assert_eq!(dialogue.step(), Step::Stop);
    let mut events = std::iter::from_fn(|| dialogue.event());
    assert!(events.any(|event| matches!(event, Event::BrokenOff(Fault::TooLong(Cap::Session(_))))));
    let mut dialogue = Dialogue::new(plan(Security::StartTls, Stop::HandOver(Stage::Greeting)));
    dialogue.receive(GREETING);
    dialogue.receive(&vec![b'x'; 20_000]);
    assert_eq!(dialogue.step(), Step::Stop, "a line without end");
}

#[test]
fn secrets_of_the_options_are_hidden_in_what_comes_unasked() {
    let veil = Veil::default();
    veil.cover(&Secret::new(&b"hunter2hunter2"[..]));
    let deeds = [Meanwhile(b"250 hunter2hunter2\r\n")];
    for size in 1..=21 {
        let fresh = Dialogue::new(plan(Security::StartTls, Stop::HandOver(Stage::Greeting)));
        let played = play_with(fresh.veiled(veil.clone()), &deeds, &[BYE], size);
        assert_eq!(played.unasked(), b"250 [hidden]", "{size}");
    }
}

/// A session in which it is somebody's turn.
fn handed_over() -> Dialogue {
    let mut dialogue = Dialogue::new(plan(Security::StartTls, Stop::HandOver(Stage::Greeting)));
    dialogue.receive(GREETING);
    dialogue
}

/// Everything is written that is to be.
fn write(dialogue: &mut Dialogue) {
    while matches!(dialogue.step(), Step::Write(_)) {}
}

fn told(mut dialogue: Dialogue) -> Played {
    let events = std::iter::from_fn(|| dialogue.event()).collect();
    Played {
        written: Vec::new(),
        events,
    }
}

#[test]
fn a_refusal_in_the_middle_of_a_file_is_the_reply_to_the_message() {
    let refusal = b"552-5.3.4 too\r\n552 5.3.4 big\r\n";
    for size in 1..=refusal.len() {
        let deeds = [
            Line(b"DATA"),
            Deed::Message(b"a\r\n"),
            Meanwhile(refusal),
            EndOfMessage,
        ];
        let played = play_by_hand(Protocol::Smtp, &deeds, &[GO_AHEAD, OK, BYE], size);
        assert_eq!(played.written, b"DATA\r\na\r\n", "no dot: {size}");
        assert_eq!(played.codes(), [354, 552], "{size}");
        let rejected =
            |fault: &Fault| matches!(fault, Fault::Rejected(reply) if reply.code() == 552);
        assert!(played.broken_off().is_some_and(rejected), "{size}");
        // Anything else is no reply to what was not yet sent.
        let deeds = [
            Line(b"DATA"),
            Deed::Message(b"a\r\n"),
            Meanwhile(b"250 hm\r\n"),
            EndOfMessage,
        ];
        let played = play_by_hand(Protocol::Smtp, &deeds, &[GO_AHEAD, OK, BYE], size);
        assert_eq!(played.codes(), [354, 250], "{size}");
        assert_eq!(played.unasked(), b"250 hm", "{size}");
        // Amid what is typed line by line it is for the one who types to decide.
        let deeds = [Line(b"DATA"), Line(b"a"), Meanwhile(refusal), Line(b".")];
        let played = play_by_hand(Protocol::Smtp, &deeds, &[GO_AHEAD, OK, BYE], size);
        assert_eq!(played.written, b"DATA\r\na\r\n.\r\nQUIT\r\n", "{size}");
        // While it is being written.
        let mut dialogue = handed_over();
        dialogue.type_line(b"DATA");
        write(&mut dialogue);
        dialogue.receive(GO_AHEAD);
        dialogue.send_message(b"a\r\n");
        assert!(matches!(dialogue.step(), Step::Write(_)));
        assert!(dialogue.takes_turns());
        for piece in refusal.chunks(size) {
            assert!(!dialogue.is_over());
            dialogue.receive_early(piece);
        }
        assert!(dialogue.is_over());
        assert_eq!(told(dialogue).codes(), [354, 552], "{size}");
    }
}

#[test]
fn what_comes_while_a_chunk_is_written_answers_it_once_it_is() {
    let refusal = b"552 5.3.4 big\r\n";
    for size in 1..=refusal.len() {
        let written = |is_taken: bool| {
            let mut dialogue = handed_over();
            dialogue.send_chunk(b"a\r\n", true);
            assert!(matches!(dialogue.step(), Step::Write(_)));
            assert!(!dialogue.takes_turns());
            refusal.chunks(size).for_each(|piece| dialogue.keep(piece));
            match is_taken {
                true => assert_eq!(dialogue.step(), Step::Ready, "{size}"),
                false => dialogue.not_taken(Duration::from_secs(2)),
            }
            assert_eq!(dialogue.is_over(), !is_taken);
            told(dialogue)
        };
        assert_eq!(written(true).codes(), [552]);
        assert_eq!(written(true).broken_off(), None);
        assert_eq!(written(false).codes(), [552]);
        assert!(matches!(
            written(false).broken_off(),
            Some(Fault::Rejected(_))
        ));
    }
}

#[test]
fn what_the_server_does_not_take_is_no_missing_reply() {
    let after = Duration::from_secs(2);
    let rows: [(&[&[u8]], bool); 3] = [
        (&[b"DATA", b"text"], true),
        (&[b"NOOP"], false),
        (&[b"BDAT 9", b"text"], true),
    ];
    for (lines, message) in rows {
        let mut dialogue = handed_over();
        for line in lines {
            write(&mut dialogue);
            dialogue.type_line(line);
            if *line == b"DATA" {
                write(&mut dialogue);
                dialogue.receive(GO_AHEAD);
            }
        }
        assert!(matches!(dialogue.step(), Step::Write(_)));
        dialogue.not_taken(after);
        assert_eq!(dialogue.step(), Step::Stop);
        let fault = Fault::NotTaken { after, message };
        assert_eq!(told(dialogue).broken_off(), Some(&fault));
    }
}

/// The lines that were typed, what came, and whether QUIT follows.
type Parting<'a> = (&'a [&'a [u8]], &'a [u8], bool);

#[test]
fn t15_quit_is_said_at_last_where_it_is_a_command() {
    let rows: [Parting<'_>; 9] = [
        (&[b"NOOP"], b"", true),
        (&[b"EHLO x"], b"250-x\r\n", true),
        (&[b"RCPT TO:<x>"], b"", true),
        (&[b"DATA"], b"", false),
        (&[b"DATA"], GO_AHEAD, false),
        (&[b"STARTTLS"], b"", false),
        (&[b"AUTH LOGIN"], b"", false),
        (&[b"BDAT 9 LAST"], b"", false),
        (&[b"QUIT"], b"", false),
    ];
    for (lines, heard, is_said) in rows {
        let mut dialogue = handed_over();
        for line in lines {
            dialogue.type_line(line);
        }
        assert_eq!(dialogue.parting(), None, "not before it is written");
        write(&mut dialogue);
        dialogue.receive(heard);
        let said = dialogue.parting();
        assert_eq!(said.is_some(), is_said, "{lines:?}");
        assert!(said.is_none_or(|octets| octets == b"QUIT\r\n"));
        assert_eq!(
            told(dialogue).said().contains(&"QUIT".to_owned()),
            is_said || lines == [b"QUIT"]
        );
    }
    // The response to a challenge, also where secrets are shown.
    for reveals in [false, true] {
        let mut dialogue = handed_over().revealing(reveals);
        dialogue.type_line(b"AUTH LOGIN");
        write(&mut dialogue);
        dialogue.receive(b"334 \r\n");
        dialogue.type_line(b"YQ==");
        write(&mut dialogue);
        assert_eq!(dialogue.parting(), None);
        dialogue.receive(b"535 no\r\n");
        dialogue.type_line(b"NOOP");
        write(&mut dialogue);
        assert!(dialogue.parting().is_some());
    }
    // A client does not speak before the greeting (RFC 5321 §4.3.1).
    let mut dialogue = Dialogue::new(plan(Security::StartTls, Stop::WhenReady));
    assert_eq!(dialogue.parting(), None);
    dialogue.receive(GREETING);
    write(&mut dialogue);
    assert!(dialogue.parting().is_some());
}
