//! NOOP around STARTTLS: what is written in one go, and that every reply inside TLS is counted.

use super::*;

const OK: &[u8] = b"250 2.0.0 Ok\r\n";
const REFUSED: &[u8] = b"554 5.5.0 pipelining\r\n";
const AWAY: &[u8] = b"421 4.3.2 bye\r\n";

/// A session: its name, the trial, what the server answers to each write (a handshake needs none), the writes, how many replies
/// came inside TLS, and the stage that failed.
type Row<'a> = (
    &'a str,
    Noop,
    &'a [&'a [u8]],
    &'a [&'a str],
    usize,
    Option<Stage>,
);

/// Plays a session in which the server may say more than it was asked for; each write of the client's is an item.
fn play_freely(noop: Noop, server: &[&[u8]], size: usize) -> (Vec<String>, Vec<Event>) {
    let trials = Trials {
        noop,
        ..Trials::NONE
    };
    let mut dialogue = Dialogue::new(Plan {
        trials,
        ..plan(Security::StartTls, Stop::WhenReady)
    });
    let mut server = Server::new(server, size);
    let (mut written, mut events) = (Vec::new(), Vec::new());
    let mut handshaken = false;
    loop {
        let step = dialogue.step();
        events.extend(told_by(&mut dialogue));
        match step {
            Step::Write(octets) => written.push(String::from_utf8(octets).unwrap()),
            Step::Read(_) => server.answer(&mut dialogue),
            Step::Handshake => {
                assert!(!handshaken && server.is_silent());
                handshaken = true;
                dialogue.secured();
            }
            Step::Authenticate | Step::Transact | Step::Ready => {
                panic!("such a session ends of itself")
            }
            Step::Stop => return (written, events),
        }
    }
}

#[test]
fn a50_every_reply_inside_tls_counts_and_nothing_else_is_out_of_turn() {
    use Noop::{BehindStartTls, InTurn};
    const HELLO: &str = "EHLO probe.test\r\n";
    const BOTH: &str = "STARTTLS\r\nNOOP\r\n";
    let bye_twice: &[u8] = b"250 2.0.0 Ok\r\n221 bye\r\n";
    let three: &[u8] = b"250 2.0.0 Ok\r\n250 2.0.0 Ok\r\n221 bye\r\n";
    let endless = OK.repeat(20);
    #[rustfmt::skip]
    let rows: &[Row<'_>] = &[
        ("the control run", InTurn, &[GREETING, EHLO, OK, GO, OK, BYE],
            &[HELLO, "NOOP\r\n", "STARTTLS\r\n", "NOOP\r\n", "QUIT\r\n"], 2, None),
        ("the control run, sent away", InTurn, &[GREETING, EHLO, AWAY],
            &[HELLO, "NOOP\r\n"], 0, Some(Stage::StartTls)),
        ("discarded", BehindStartTls, &[GREETING, EHLO, GO, OK, BYE],
            &[HELLO, BOTH, "NOOP\r\n", "QUIT\r\n"], 2, None),
        ("carried out", BehindStartTls, &[GREETING, EHLO, GO, OK, bye_twice],
            &[HELLO, BOTH, "NOOP\r\n", "QUIT\r\n"], 3, None),
        ("carried out, and all in one", BehindStartTls, &[GREETING, EHLO, GO, three],
            &[HELLO, BOTH, "NOOP\r\n", "QUIT\r\n"], 3, None),
        ("carried out late", BehindStartTls, &[GREETING, EHLO, GO, OK, BYE, OK],
            &[HELLO, BOTH, "NOOP\r\n", "QUIT\r\n"], 3, None),
        ("replies without end", BehindStartTls, &[GREETING, EHLO, GO, &endless],
            &[HELLO, BOTH, "NOOP\r\n", "QUIT\r\n"], 9, None),
        ("answered in the clear, in one with the 220", BehindStartTls, &[GREETING, EHLO, b"220 go\r\n250 2.0.0 Ok\r\n"],
            &[HELLO, BOTH], 0, Some(Stage::StartTls)),
        ("refused, and NOOP answered", BehindStartTls, &[GREETING, EHLO, REFUSED, OK, BYE],
            &[HELLO, BOTH, "QUIT\r\n"], 0, Some(Stage::StartTls)),
        ("refused and closed", BehindStartTls, &[GREETING, EHLO, REFUSED],
            &[HELLO, BOTH], 0, Some(Stage::StartTls)),
        ("sent away", BehindStartTls, &[GREETING, EHLO, AWAY],
            &[HELLO, BOTH], 0, Some(Stage::StartTls)),
        ("closed inside TLS", BehindStartTls, &[GREETING, EHLO, GO],
            &[HELLO, BOTH, "NOOP\r\n"], 0, Some(Stage::Ehlo)),
    ];
    for (name, noop, server, writes, inside, failed) in rows {
        let longest = server.iter().map(|answer| answer.len()).max().unwrap_or(1);
        for size in 1..=longest {
            // The clear ends with the 220: what a later segment brings belongs to the handshake, which fails over it.
            if name.contains("in one with") && size < longest {
                continue;
            }
            let (written, events) = play_freely(*noop, server, size);
            assert_eq!(written, *writes, "{name}, in pieces of {size}");
            let replies = events
                .iter()
                .filter(|event| matches!(event, Event::Replied { tls: true, .. }));
            assert_eq!(replies.count(), *inside, "{name}, in pieces of {size}");
            let stage = failure(&events).map(|(stage, _)| stage);
            assert_eq!(stage, *failed, "{name}, in pieces of {size}");
        }
    }
}
