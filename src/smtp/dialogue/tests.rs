//! Whole sessions played against the machine, the server's octets fed in every split.

use super::incoming::SESSION_CAP;
use super::*;
use crate::smtp::{Cap, DropPoint, Fault, Noop, Protocol, Reply, Stop, Trials};
use server::Server;
use std::time::Duration;

mod authentication;
mod introduced;
mod noop;
mod server;
mod transaction;
mod trials;
mod typed;
mod xclient;

const GREETING: &[u8] = b"220 mx.test ESMTP\r\n";
const EHLO: &[u8] = b"250-mx.test\r\n250-SIZE 1000\r\n250 STARTTLS\r\n";
const EHLO_WITHOUT: &[u8] = b"250-mx.test\r\n250 SIZE 1000\r\n";
const GO: &[u8] = b"220 2.0.0 Ready\r\n";
const EHLO_INSIDE: &[u8] = b"250-mx.test\r\n250 AUTH PLAIN\r\n";
const BYE: &[u8] = b"221 2.0.0 Bye\r\n";

fn plan(security: Security, stop: Stop) -> Plan {
    Plan {
        protocol: Protocol::Smtp,
        client_name: "probe.test".to_owned(),
        security,
        stop,
        trials: Trials::default(),
        authenticate: false,
        transact: false,
    }
}

/// Plays a session: each read takes the next of `server`'s answers, in pieces of `size`; where none is left the server closes.
/// Gives what the client wrote and the events, with QUIT sent when the machine is ready.
fn play(plan: Plan, server: &[&[u8]], size: usize) -> (String, Vec<Event>) {
    let mut dialogue = Dialogue::new(plan);
    let mut server = Server::new(server, size);
    let (mut written, mut events) = (String::new(), Vec::new());
    loop {
        let step = dialogue.step();
        events.extend(told_by(&mut dialogue));
        match step {
            Step::Write(octets) => {
                assert!(server.is_silent(), "spoke before the whole reply was read");
                written.push_str(&String::from_utf8(octets).unwrap());
            }
            Step::Read(_) => server.answer(&mut dialogue),
            Step::Handshake => {
                written.push_str("[TLS]\r\n");
                dialogue.secured();
            }
            Step::Authenticate => dialogue.give_up_authentication(),
            Step::Ready | Step::Transact => dialogue.quit(),
            Step::Stop => return (written.replace("\r\n", " "), events),
        }
    }
}

/// Plays a session whose server may say more than it was asked for.
fn play_out(mut dialogue: Dialogue, server: &[&[u8]], size: usize) -> (String, Vec<Event>) {
    let mut server = Server::new(server, size);
    let (mut written, mut events) = (String::new(), Vec::new());
    loop {
        let step = dialogue.step();
        events.extend(told_by(&mut dialogue));
        match step {
            Step::Write(octets) => written.push_str(&String::from_utf8(octets).unwrap()),
            Step::Read(_) => server.answer(&mut dialogue),
            Step::Handshake => {
                written.push_str("[TLS]\r\n");
                dialogue.secured();
            }
            Step::Transact => panic!("no transaction was planned"),
            Step::Authenticate => dialogue.give_up_authentication(),
            Step::Ready => dialogue.quit(),
            Step::Stop => return (written.replace("\r\n", " "), events),
        }
    }
}

/// What was told and not yet taken.
fn told_by(dialogue: &mut Dialogue) -> Vec<Event> {
    std::iter::from_fn(|| dialogue.event()).collect()
}

fn reached(events: &[Event]) -> Vec<Stage> {
    let stages = events.iter().filter_map(|event| match event {
        Event::Reached(stage) => Some(*stage),
        _ => None,
    });
    stages.collect()
}

fn failure(events: &[Event]) -> Option<(Stage, Fault)> {
    events.iter().find_map(|event| match event {
        Event::Failed { stage, fault } => Some((*stage, fault.clone())),
        _ => None,
    })
}

/// Whether a fault is the one that a row expects.
type Expected = fn(&Fault) -> bool;

/// A session: its name, how TLS comes in, where it stops, what the server answers, what the client then says, the last stage
/// reached, and the failure.
type Row<'a> = (
    &'a str,
    Security,
    Stop,
    &'a [&'a [u8]],
    &'a str,
    Stage,
    Option<(Stage, Expected)>,
);

#[test]
fn sessions_end_as_they_should() {
    use Security::{Implicit, StartTls, StartTlsIfOffered};
    use Stage::{Connect, Ehlo, FirstEhlo, Greeting};
    use Stop::WhenReady;
    let rejected: Expected = |fault| matches!(fault, Fault::Rejected(_));
    let closed: Expected = |fault| matches!(fault, Fault::Closed { reset: false, .. });
    let not_offered: Expected = |fault| *fault == Fault::NotOffered;
    #[rustfmt::skip]
    let rows: &[Row<'_>] = &[
        ("a healthy server", StartTls, WhenReady, &[GREETING, EHLO, GO, EHLO_INSIDE, BYE],
            "EHLO probe.test STARTTLS [TLS] EHLO probe.test QUIT ", Ehlo, None),
        ("U01 implicit TLS", Implicit, WhenReady, &[GREETING, EHLO_INSIDE, BYE],
            "[TLS] EHLO probe.test QUIT ", Ehlo, None),
        ("A01 not offered", StartTls, WhenReady, &[GREETING, EHLO_WITHOUT, BYE],
            "EHLO probe.test QUIT ", FirstEhlo, Some((Stage::StartTls, not_offered))),
        ("A02 not offered, opportunistic", StartTlsIfOffered, WhenReady, &[GREETING, EHLO_WITHOUT, BYE],
            "EHLO probe.test QUIT ", Ehlo, Some((Stage::StartTls, not_offered))),
        ("A10 454: no ClientHello, QUIT", StartTls, WhenReady, &[GREETING, EHLO, b"454 4.7.0 no\r\n", BYE],
            "EHLO probe.test STARTTLS QUIT ", FirstEhlo, Some((Stage::StartTls, rejected))),
        ("A10 454, opportunistic: goes on in the clear", StartTlsIfOffered, WhenReady, &[GREETING, EHLO, b"454 4.7.0 no\r\n", BYE],
            "EHLO probe.test STARTTLS QUIT ", Ehlo, Some((Stage::StartTls, rejected))),
        ("A14 421: the server closes", StartTls, WhenReady, &[GREETING, EHLO, b"421 4.3.2 bye\r\n"],
            "EHLO probe.test STARTTLS ", FirstEhlo, Some((Stage::StartTls, rejected))),
        ("A15 250 is not 220", StartTls, WhenReady, &[GREETING, EHLO, b"250 ok\r\n", BYE],
            "EHLO probe.test STARTTLS QUIT ", FirstEhlo, Some((Stage::StartTls, rejected))),
        ("A17 a reply of several lines", StartTls, WhenReady, &[GREETING, EHLO, b"220-a\r\n220 b\r\n", EHLO_INSIDE, BYE],
            "EHLO probe.test STARTTLS [TLS] EHLO probe.test QUIT ", Ehlo, None),
        ("A31 EHLO inside TLS refused", StartTls, WhenReady, &[GREETING, EHLO, GO, b"502 no\r\n", BYE],
            "EHLO probe.test STARTTLS [TLS] EHLO probe.test QUIT ", Stage::StartTls, Some((Ehlo, rejected))),
        ("A49 a second greeting, then the reply to EHLO", StartTls, WhenReady, &[GREETING, EHLO, GO, b"220 mx.test again\r\n", EHLO_INSIDE, BYE],
            "EHLO probe.test STARTTLS [TLS] EHLO probe.test QUIT ", Ehlo, None),
        ("A49 a second greeting and the reply in one", StartTls, WhenReady, &[GREETING, EHLO, GO, b"220 mx.test again\r\n250 mx.test\r\n", BYE],
            "EHLO probe.test STARTTLS [TLS] EHLO probe.test QUIT ", Ehlo, None),
        ("A49 a second greeting and no reply", StartTls, WhenReady, &[GREETING, EHLO, GO, b"220 mx.test again\r\n"],
            "EHLO probe.test STARTTLS [TLS] EHLO probe.test ", Stage::StartTls, Some((Ehlo, closed))),
        ("B23 a 554 greeting", StartTls, WhenReady, &[b"554 no service\r\n", BYE],
            "QUIT ", Connect, Some((Greeting, rejected))),
        ("B24 a 421 greeting: no QUIT", StartTls, WhenReady, &[b"421 busy\r\n"],
            "", Connect, Some((Greeting, rejected))),
        ("B28 closed before the greeting", StartTls, WhenReady, &[],
            "", Connect, Some((Greeting, closed))),
        ("B34 EHLO unknown: HELO, and no STARTTLS by it", StartTls, WhenReady, &[GREETING, b"502 what\r\n", b"250-mx\r\n250 STARTTLS\r\n", BYE],
            "EHLO probe.test HELO probe.test QUIT ", FirstEhlo, Some((Stage::StartTls, not_offered))),
        ("B35 the name refused: no HELO", StartTls, WhenReady, &[GREETING, b"550 who\r\n", BYE],
            "EHLO probe.test QUIT ", Greeting, Some((FirstEhlo, rejected))),
        ("B37 HELO refused too", StartTls, WhenReady, &[GREETING, b"500 what\r\n", b"500 what\r\n", BYE],
            "EHLO probe.test HELO probe.test QUIT ", Greeting, Some((FirstEhlo, rejected))),
        ("B43 421 to QUIT", StartTls, WhenReady, &[GREETING, EHLO, GO, EHLO_INSIDE, b"421 4.3.2 bye\r\n"],
            "EHLO probe.test STARTTLS [TLS] EHLO probe.test QUIT ", Ehlo, None),
        ("B45 no answer to QUIT", StartTls, WhenReady, &[GREETING, EHLO, GO, EHLO_INSIDE],
            "EHLO probe.test STARTTLS [TLS] EHLO probe.test QUIT ", Ehlo, None),
        ("T03 quit after connect, once greeted", StartTls, Stop::QuitAfter(Connect), &[GREETING, BYE],
            "QUIT ", Greeting, None),
        ("T03 quit after first-ehlo", StartTls, Stop::QuitAfter(FirstEhlo), &[GREETING, EHLO, BYE],
            "EHLO probe.test QUIT ", FirstEhlo, None),
        ("T03 quit after starttls", StartTls, Stop::QuitAfter(Stage::StartTls), &[GREETING, EHLO, GO, BYE],
            "EHLO probe.test STARTTLS [TLS] QUIT ", Stage::StartTls, None),
        ("T03 quit after starttls on an implicit TLS port, once greeted", Implicit, Stop::QuitAfter(Stage::StartTls), &[GREETING, BYE],
            "[TLS] QUIT ", Greeting, None),
        ("T05 drop after the greeting", StartTls, Stop::DropAfter(DropPoint::Stage(Greeting)), &[GREETING],
            "", Greeting, None),
        ("T05 drop after the reply to STARTTLS", StartTls, Stop::DropAfter(DropPoint::StartTlsReply), &[GREETING, EHLO, GO],
            "EHLO probe.test STARTTLS ", FirstEhlo, None),
        ("T05 drop after the handshake", StartTls, Stop::DropAfter(DropPoint::Stage(Stage::StartTls)), &[GREETING, EHLO, GO],
            "EHLO probe.test STARTTLS [TLS] ", Stage::StartTls, None),
    ];
    for (name, security, stop, server, written, last, expected) in rows {
        let longest = server.iter().map(|answer| answer.len()).max().unwrap_or(1);
        for size in 1..=longest {
            let (said, events) = play(plan(*security, *stop), server, size);
            assert_eq!(said, *written, "{name}, in pieces of {size}");
            assert_eq!(
                reached(&events).last(),
                Some(last),
                "{name}, in pieces of {size}"
            );
            match (failure(&events), expected) {
                (None, None) => {}
                (Some((stage, fault)), Some((at, is_it))) => {
                    assert!(stage == *at && is_it(&fault), "{name}: {stage} {fault:?}");
                }
                (other, _) => panic!("{name}: {other:?}"),
            }
        }
    }
}

#[test]
fn a36_b31_nothing_is_said_before_the_greeting_and_one_command_at_a_time() {
    let everything = Plan {
        trials: Trials {
            starttls_unoffered: true,
            mail_in_the_clear: true,
            mail_inside_tls: true,
            mail_before_ehlo: true,
            starttls_inside_tls: false,
            noop: Noop::Unsaid,
        },
        ..plan(Security::StartTls, Stop::WhenReady)
    };
    let ok: &[u8] = b"250 ok\r\n";
    let mut replies = [
        GREETING,
        EHLO_WITHOUT,
        ok,
        ok,
        GO,
        ok,
        ok,
        EHLO_INSIDE,
        ok,
        ok,
        BYE,
    ]
    .into_iter();
    let mut dialogue = Dialogue::new(everything);
    // RFC 5321 §4.3.1: a client waits for the greeting, and for each reply.
    let mut owed = true;
    loop {
        match dialogue.step() {
            Step::Write(octets) => {
                assert!(!owed, "{octets:?} was said before the reply was there");
                assert_eq!(octets.iter().filter(|octet| **octet == b'\n').count(), 1);
                owed = true;
            }
            Step::Read(_) => {
                assert!(owed, "nothing is due");
                dialogue.receive(replies.next().unwrap());
                owed = false;
            }
            Step::Handshake => dialogue.secured(),
            Step::Authenticate | Step::Transact => panic!("nothing of that was planned"),
            Step::Ready => dialogue.quit(),
            Step::Stop => break,
        }
    }
    assert_eq!(replies.next(), None);
}

#[test]
fn a19_plaintext_after_the_220_never_reaches_tls() {
    let injected = b"250-injected.example\r\n250 AUTH PLAIN\r\n";
    let reply = [GO, injected].concat();
    let mut dialogue = Dialogue::new(plan(Security::StartTls, Stop::WhenReady));
    for answer in [GREETING, EHLO, &reply] {
        while matches!(dialogue.step(), Step::Write(_)) {}
        dialogue.receive(answer);
    }
    assert_eq!(dialogue.step(), Step::Stop);
    let events = told_by(&mut dialogue);
    assert_eq!(
        failure(&events),
        Some((Stage::StartTls, Fault::TrailingPlaintext(injected.to_vec())))
    );
}

#[test]
fn b09_a_bare_line_feed_never_opens_tls() {
    let bare_lf = |wanted| move |event: &Event| matches!(event, Event::Failed { fault, .. } if *fault == wanted);
    let plan = plan(Security::StartTls, Stop::WhenReady);
    let (said, events) = play(
        plan.clone(),
        &[b"220 mx\n", b"250-mx\n250 STARTTLS\n", b"220 go\n"],
        100,
    );
    assert_eq!(said, "EHLO probe.test STARTTLS ");
    assert!(events.iter().any(bare_lf(Fault::BareLf)));
    let (said, _) = play(
        plan,
        &[b"220 mx\n", b"250-mx\n250 STARTTLS\n", GO, EHLO_INSIDE, BYE],
        100,
    );
    assert_eq!(said, "EHLO probe.test STARTTLS [TLS] EHLO probe.test QUIT ");
}

#[test]
fn u10_lmtp_says_lhlo_and_never_helo() {
    let lmtp = Plan {
        protocol: Protocol::Lmtp,
        ..plan(Security::StartTls, Stop::WhenReady)
    };
    let (said, _) = play(lmtp.clone(), &[GREETING, EHLO, GO, EHLO_INSIDE, BYE], 100);
    assert_eq!(said, "LHLO probe.test STARTTLS [TLS] LHLO probe.test QUIT ");
    let (said, events) = play(lmtp, &[GREETING, b"502 what\r\n", BYE], 100);
    assert_eq!(said, "LHLO probe.test QUIT ");
    assert!(matches!(
        failure(&events),
        Some((Stage::FirstEhlo, Fault::Rejected(_)))
    ));
}

#[test]
fn b17_a_second_reply_is_not_taken_for_the_next_commands() {
    let twice = [GREETING, b"554 go away\r\n"].concat();
    let (said, events) = play(
        plan(Security::StartTls, Stop::WhenReady),
        &[&twice, EHLO, GO, EHLO_INSIDE, BYE],
        twice.len(),
    );
    assert_eq!(said, "EHLO probe.test STARTTLS [TLS] EHLO probe.test QUIT ");
    assert!(events.contains(&Event::Unsolicited(b"554 go away\r\n".to_vec())));
    assert_eq!(failure(&events), None);
}

#[test]
fn b27_a_silent_server_is_a_time_out_of_its_stage() {
    let mut dialogue = Dialogue::new(plan(Security::StartTls, Stop::WhenReady));
    assert_eq!(dialogue.step(), Step::Read(Timer::Greeting));
    dialogue.receive(b"220-wait");
    dialogue.timed_out(Duration::from_secs(7));
    assert_eq!(dialogue.step(), Step::Stop);
    let events = told_by(&mut dialogue);
    let fault = Fault::TimedOut {
        after: Duration::from_secs(7),
        partial: b"220-wait".to_vec(),
    };
    assert_eq!(failure(&events), Some((Stage::Greeting, fault)));
}

#[test]
fn an_endless_session_is_cut() {
    let mut dialogue = Dialogue::new(plan(Security::StartTls, Stop::WhenReady));
    let mut octets = 0;
    while dialogue.step() != Step::Stop {
        dialogue.receive(b"220-and another line of the same greeting\r\n");
        octets += 43;
        assert!(octets <= SESSION_CAP + 100);
    }
}

#[test]
fn b43_what_stands_behind_the_last_ehlo_ends_no_session_that_nobody_holds() {
    // A probe says QUIT then, and what came before it is no answer to that.
    let ehlo = [EHLO_INSIDE, b"421 4.3.2 later\r\n"].concat();
    let server: &[&[u8]] = &[GREETING, &ehlo, BYE];
    let (written, events) = play(plan(Security::Implicit, Stop::WhenReady), server, 999);
    assert_eq!(written, "[TLS] EHLO probe.test QUIT ");
    assert!(
        events
            .iter()
            .any(|event| matches!(event, Event::Unsolicited(_)))
    );
    assert!(
        !events
            .iter()
            .any(|event| matches!(event, Event::BrokenOff(_)))
    );
}
