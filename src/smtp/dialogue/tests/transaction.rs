//! Transactions: what is said, what is heard, what comes of it; the server's octets in every split.

use super::*;
use crate::smtp::{Content, Means, Message, Transacted, Transaction};

mod handover;

const OPENING: &[&[u8]] = &[b"220 mx.test ESMTP\r\n", b"250-mx.test\r\n250 SIZE\r\n"];
const OK: &[u8] = b"250 2.0.0 Ok\r\n";
const NO: &[u8] = b"550 5.1.1 no such user\r\n";
const GO_AHEAD: &[u8] = b"354 go ahead\r\n";
const OUT_OF_ORDER: &[u8] = b"503 5.5.1 no\r\n";
const AWAY: &[u8] = b"421 4.3.2 closing\r\n";

/// A transaction with so many recipients.
fn order(recipients: usize, content: Content, pipelined: bool) -> Transaction {
    let rcpt = |number| format!("RCPT TO:<r{number}@x.test>").into_bytes();
    Transaction {
        mail: b"MAIL FROM:<a@x.test>".to_vec(),
        recipients: (1..=recipients).map(rcpt).collect(),
        content,
        pipelined,
    }
}

fn message(text: &str, by: Means) -> Content {
    Content::Message(Message {
        octets: text.as_bytes().into(),
        by,
    })
}

/// What came of a session.
struct Outcome {
    /// What was written after EHLO, a blank for each CRLF and a bar after each write.
    written: String,
    reached: Vec<Stage>,
    failure: Option<(Stage, Fault)>,
    facts: Option<Transacted>,
    /// The machine stands at Ready before QUIT is said.
    ready: bool,
}

/// Plays a session inside TLS from the first octet; where no answer is left the server closes.
fn hold(
    protocol: Protocol,
    stop: Stop,
    order: &Transaction,
    server: &[&[u8]],
    size: usize,
) -> Outcome {
    let mut dialogue = Dialogue::new(Plan {
        protocol,
        transact: true,
        ..plan(Security::Implicit, stop)
    });
    let mut server = Server::new(&[OPENING, server].concat(), size);
    let (mut written, mut events) = (String::new(), Vec::new());
    let mut ready = false;
    loop {
        let step = dialogue.step();
        events.extend(told_by(&mut dialogue));
        match step {
            Step::Write(octets) => {
                written.push_str(&String::from_utf8(octets).unwrap());
                written.push('|');
            }
            Step::Read(_) => server.answer(&mut dialogue),
            Step::Handshake => dialogue.secured(),
            Step::Authenticate => panic!("nobody is to authenticate"),
            Step::Transact => dialogue.transact(order.clone()),
            Step::Ready => {
                ready = true;
                dialogue.quit();
            }
            Step::Stop => break,
        }
    }
    assert!(server.has_said_all(), "the session ended early: {written}");
    let facts = events.iter().filter_map(|event| match event {
        Event::Transacted(facts) => Some((**facts).clone()),
        _ => None,
    });
    let facts: Vec<Transacted> = facts.collect();
    assert!(facts.len() <= 1, "told twice");
    let (_, after) = written.split_once('|').unwrap();
    Outcome {
        written: after.replace("\r\n", " "),
        reached: reached(&events)
            .into_iter()
            .filter(|stage| *stage > Stage::Ehlo)
            .collect(),
        failure: failure(&events),
        facts: facts.into_iter().next(),
        ready,
    }
}

/// A row: its name, protocol, where the session stops, the transaction, what the server answers, what is written, the stages
/// reached, and which failed.
type Row<'a> = (
    &'a str,
    Protocol,
    Stop,
    Transaction,
    &'a [&'a [u8]],
    &'a str,
    &'a [Stage],
    Option<Stage>,
);

#[test]
fn transactions_go_as_far_as_the_replies_and_the_user_let_them() {
    use Protocol::{Lmtp, Smtp};
    use Stage::{Data, Mail, Rcpt};
    use Stop::{DropAfter, QuitAfter, WhenReady};
    let text = || message("a\r\n.b\r\n", Means::Data);
    let nothing = || Content::Nothing;
    #[rustfmt::skip]
    let rows: &[Row<'_>] = &[
        ("a sender alone", Smtp, WhenReady, order(0, nothing(), false), &[OK, BYE],
            "MAIL FROM:<a@x.test> |QUIT |", &[Mail], None),
        ("recipients, and no message", Smtp, WhenReady, order(2, nothing(), false), &[OK, OK, OK, BYE],
            "MAIL FROM:<a@x.test> |RCPT TO:<r1@x.test> |RCPT TO:<r2@x.test> |QUIT |", &[Mail, Rcpt], None),
        ("a message", Smtp, WhenReady, order(1, text(), false), &[OK, OK, GO_AHEAD, OK, BYE],
            "MAIL FROM:<a@x.test> |RCPT TO:<r1@x.test> |DATA |a ..b . |QUIT |", &[Mail, Rcpt, Data], None),
        ("T03 up to MAIL", Smtp, QuitAfter(Mail), order(0, nothing(), false), &[OK, BYE],
            "MAIL FROM:<a@x.test> |QUIT |", &[Mail], None),
        ("T03 up to RCPT", Smtp, QuitAfter(Rcpt), order(1, nothing(), true), &[OK, OK, BYE],
            "MAIL FROM:<a@x.test> RCPT TO:<r1@x.test> |QUIT |", &[Mail, Rcpt], None),
        ("T05 dropped after RCPT", Smtp, DropAfter(DropPoint::Stage(Rcpt)), order(1, nothing(), false), &[OK, OK],
            "MAIL FROM:<a@x.test> |RCPT TO:<r1@x.test> |", &[Mail, Rcpt], None),
        ("T05 dropped after the reply to DATA", Smtp, DropAfter(DropPoint::DataReply), order(1, Content::Announced, false),
            &[OK, OK, GO_AHEAD], "MAIL FROM:<a@x.test> |RCPT TO:<r1@x.test> |DATA |", &[Mail, Rcpt], None),
        ("MAIL refused", Smtp, WhenReady, order(1, text(), false), &[NO, BYE],
            "MAIL FROM:<a@x.test> |QUIT |", &[], Some(Mail)),
        ("every recipient refused", Smtp, WhenReady, order(2, text(), false), &[OK, NO, NO, BYE],
            "MAIL FROM:<a@x.test> |RCPT TO:<r1@x.test> |RCPT TO:<r2@x.test> |QUIT |", &[Mail], Some(Rcpt)),
        ("one recipient of two refused: the other gets it", Smtp, WhenReady, order(2, text(), false), &[OK, NO, OK, GO_AHEAD, OK, BYE],
            "MAIL FROM:<a@x.test> |RCPT TO:<r1@x.test> |RCPT TO:<r2@x.test> |DATA |a ..b . |QUIT |", &[Mail, Rcpt, Data], None),
        ("DATA refused", Smtp, WhenReady, order(1, text(), false), &[OK, OK, NO, BYE],
            "MAIL FROM:<a@x.test> |RCPT TO:<r1@x.test> |DATA |QUIT |", &[Mail, Rcpt], Some(Data)),
        ("DATA answered with 250 is no go-ahead", Smtp, WhenReady, order(1, text(), false), &[OK, OK, OK, BYE],
            "MAIL FROM:<a@x.test> |RCPT TO:<r1@x.test> |DATA |QUIT |", &[Mail, Rcpt], Some(Data)),
        ("the message refused", Smtp, WhenReady, order(1, text(), false), &[OK, OK, GO_AHEAD, NO, BYE],
            "MAIL FROM:<a@x.test> |RCPT TO:<r1@x.test> |DATA |a ..b . |QUIT |", &[Mail, Rcpt], Some(Data)),
        ("B43 421 to MAIL: no QUIT", Smtp, WhenReady, order(1, text(), false), &[AWAY],
            "MAIL FROM:<a@x.test> |", &[], Some(Mail)),
        ("B43 421 to RCPT: no QUIT", Smtp, WhenReady, order(2, text(), false), &[OK, AWAY],
            "MAIL FROM:<a@x.test> |RCPT TO:<r1@x.test> |", &[Mail], Some(Rcpt)),
        ("B43 421 to the message: no QUIT", Smtp, WhenReady, order(1, text(), false), &[OK, OK, GO_AHEAD, AWAY],
            "MAIL FROM:<a@x.test> |RCPT TO:<r1@x.test> |DATA |a ..b . |", &[Mail, Rcpt], Some(Data)),
        ("the server closes where the reply to RCPT is due", Smtp, WhenReady, order(1, text(), false), &[OK],
            "MAIL FROM:<a@x.test> |RCPT TO:<r1@x.test> |", &[Mail], Some(Rcpt)),
        ("the server closes where the reply to the message is due", Smtp, WhenReady, order(1, text(), false), &[OK, OK, GO_AHEAD],
            "MAIL FROM:<a@x.test> |RCPT TO:<r1@x.test> |DATA |a ..b . |", &[Mail, Rcpt], Some(Data)),
        // RFC 2920 §3.1.
        ("together", Smtp, WhenReady, order(2, text(), true), &[OK, OK, OK, GO_AHEAD, OK, BYE],
            "MAIL FROM:<a@x.test> RCPT TO:<r1@x.test> RCPT TO:<r2@x.test> DATA |a ..b . |QUIT |", &[Mail, Rcpt, Data], None),
        ("together, the replies in one write", Smtp, WhenReady, order(1, text(), true),
            &[b"250 a\r\n250 b\r\n354 c\r\n", OK, BYE],
            "MAIL FROM:<a@x.test> RCPT TO:<r1@x.test> DATA |a ..b . |QUIT |", &[Mail, Rcpt, Data], None),
        ("together, MAIL refused", Smtp, WhenReady, order(1, text(), true), &[NO, OUT_OF_ORDER, OUT_OF_ORDER, BYE],
            "MAIL FROM:<a@x.test> RCPT TO:<r1@x.test> DATA |QUIT |", &[], Some(Mail)),
        ("together, every recipient refused and DATA too", Smtp, WhenReady, order(2, text(), true), &[OK, NO, NO, OUT_OF_ORDER, BYE],
            "MAIL FROM:<a@x.test> RCPT TO:<r1@x.test> RCPT TO:<r2@x.test> DATA |QUIT |", &[Mail], Some(Rcpt)),
        ("together, every recipient refused and DATA accepted: an empty message", Smtp, WhenReady, order(1, text(), true),
            &[OK, NO, GO_AHEAD, b"554 5.5.1 no valid recipients\r\n", BYE],
            "MAIL FROM:<a@x.test> RCPT TO:<r1@x.test> DATA |. |QUIT |", &[Mail], Some(Rcpt)),
        ("together, and sent away in the middle", Smtp, WhenReady, order(2, text(), true), &[OK, AWAY],
            "MAIL FROM:<a@x.test> RCPT TO:<r1@x.test> RCPT TO:<r2@x.test> DATA |", &[Mail], Some(Rcpt)),
        // RFC 3030 §2.
        ("one chunk", Smtp, WhenReady, order(1, message(".b\r\n", Means::Chunks(9)), false), &[OK, OK, OK, BYE],
            "MAIL FROM:<a@x.test> |RCPT TO:<r1@x.test> |BDAT 4 LAST |.b |QUIT |", &[Mail, Rcpt, Data], None),
        ("three chunks", Smtp, WhenReady, order(1, message("abcdefgh", Means::Chunks(3)), true), &[OK, OK, OK, OK, OK, BYE],
            "MAIL FROM:<a@x.test> RCPT TO:<r1@x.test> |BDAT 3 |abc|BDAT 3 |def|BDAT 2 LAST |gh|QUIT |", &[Mail, Rcpt, Data], None),
        ("the second chunk refused", Smtp, WhenReady, order(1, message("abcdefgh", Means::Chunks(3)), false), &[OK, OK, OK, NO, BYE],
            "MAIL FROM:<a@x.test> |RCPT TO:<r1@x.test> |BDAT 3 |abc|BDAT 3 |def|QUIT |", &[Mail, Rcpt], Some(Data)),
        ("an empty message in chunks", Smtp, WhenReady, order(1, message("", Means::Chunks(3)), false), &[OK, OK, OK, BYE],
            "MAIL FROM:<a@x.test> |RCPT TO:<r1@x.test> |BDAT 0 LAST |QUIT |", &[Mail, Rcpt, Data], None),
        // RFC 2033 §4.2.
        ("LMTP answers for each recipient that it accepted", Lmtp, WhenReady, order(3, text(), false),
            &[OK, OK, NO, OK, GO_AHEAD, OK, NO, BYE],
            "MAIL FROM:<a@x.test> |RCPT TO:<r1@x.test> |RCPT TO:<r2@x.test> |RCPT TO:<r3@x.test> |DATA |a ..b . |QUIT |",
            &[Mail, Rcpt, Data], None),
        ("LMTP refuses for all", Lmtp, WhenReady, order(2, text(), false), &[OK, OK, OK, GO_AHEAD, NO, NO, BYE],
            "MAIL FROM:<a@x.test> |RCPT TO:<r1@x.test> |RCPT TO:<r2@x.test> |DATA |a ..b . |QUIT |", &[Mail, Rcpt], Some(Data)),
    ];
    for (name, protocol, stop, order, server, written, stages, failed) in rows {
        let longest = server.iter().map(|answer| answer.len()).max().unwrap();
        for size in 1..=longest {
            let outcome = hold(*protocol, *stop, order, server, size);
            let name = format!("{name}, in pieces of {size}");
            assert_eq!(outcome.written, *written, "{name}");
            assert_eq!(outcome.reached, *stages, "{name}");
            let stage = outcome.failure.map(|(stage, _)| stage);
            assert_eq!(stage, *failed, "{name}");
            let facts = outcome.facts.unwrap();
            assert!(facts.tls && facts.pipelined == order.pipelined, "{name}");
            let ends_of_itself = *stop == WhenReady && failed.is_none();
            assert_eq!(outcome.ready, ends_of_itself, "{name}");
        }
    }
}

#[test]
fn every_recipient_keeps_its_own_reply() {
    let order = order(3, Content::Nothing, true);
    let server: &[&[u8]] = &[
        OK,
        NO,
        b"251 2.1.5 will forward\r\n",
        b"450 4.2.0 later\r\n",
        BYE,
    ];
    for size in 1..30 {
        let outcome = hold(Protocol::Smtp, Stop::WhenReady, &order, server, size);
        let facts = outcome.facts.unwrap();
        let codes: Vec<_> = facts
            .recipients
            .iter()
            .map(|one| one.reply.as_ref().map(Reply::code))
            .collect();
        assert_eq!(codes, [Some(550), Some(251), Some(450)]);
        assert_eq!(facts.accepted(), 1);
    }
}

#[test]
fn a_message_whose_end_was_told_may_be_taken() {
    let message = || message("a\r\n", Means::Data);
    let rows: &[(&str, &[&[u8]], bool)] = &[
        ("accepted", &[OK, OK, GO_AHEAD, OK, BYE], true),
        ("not answered", &[OK, OK, GO_AHEAD], true),
        ("refused", &[OK, OK, GO_AHEAD, NO, BYE], false),
        ("not asked for", &[OK, OK, NO, BYE], false),
        ("no recipient", &[OK, NO, BYE], false),
    ];
    for (name, server, taken) in rows {
        let order = order(1, message(), false);
        let outcome = hold(Protocol::Smtp, Stop::WhenReady, &order, server, 4);
        assert_eq!(outcome.facts.unwrap().may_be_taken(), *taken, "{name}");
    }
}

#[test]
fn a_reply_that_comes_before_its_command_is_not_taken_for_its_reply() {
    // Without pipelining two replies to one command: the second is nobody's.
    let order = order(1, Content::Nothing, false);
    let server: &[&[u8]] = &[b"250 a\r\n550 b\r\n", OK, BYE];
    let outcome = hold(Protocol::Smtp, Stop::WhenReady, &order, server, 99);
    assert_eq!(outcome.reached, [Stage::Mail, Stage::Rcpt]);
    assert_eq!(outcome.facts.unwrap().accepted(), 1);
}

#[test]
fn t05_the_reply_to_data_alone_is_never_followed_by_a_message() {
    let order = order(1, Content::Announced, true);
    let stop = Stop::DropAfter(DropPoint::DataReply);
    let outcome = hold(Protocol::Smtp, stop, &order, &[OK, NO, GO_AHEAD], 9);
    assert!(outcome.written.ends_with("DATA |"), "{}", outcome.written);
    assert!(
        outcome
            .failure
            .is_some_and(|(stage, _)| stage == Stage::Rcpt)
    );
}
