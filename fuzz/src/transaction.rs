//! A scripted mail transaction played against the machine, and what must hold of every one.

use crate::script::{Act, Script};
use smtls::smtp::{
    Content, Dialogue, DropPoint, Event, Means, Message, Plan, Protocol, Security, Stage, Step,
    Stop, Transacted, Transaction, Trials,
};
use std::time::Duration;

/// The message, its last line without an end.
const MESSAGE: &[u8] = b"Subject: fuzz\r\n\r\n.dot\r\n..\r\nend\r\n";

/// Plays the transaction that the script's choices ask for, in a session whose greeting and EHLO are in order, and gives what was told
/// and written after that.
pub fn transact(script: &Script) -> (Vec<Event>, Vec<u8>) {
    let order = order(script);
    let mut dialogue = Dialogue::new(plan(script));
    let mut acts = script.acts.iter();
    let mut opening = [&b"220 mx.test\r\n"[..], b"250 mx.test\r\n"].into_iter();
    let (mut events, mut written) = (Vec::new(), Vec::new());
    for _ in 0..script.acts.len() + 40 {
        let step = dialogue.step();
        while let Some(event) = dialogue.event() {
            events.push(event);
        }
        match step {
            Step::Write(octets) => written.extend(octets),
            Step::Read(_) => match opening.next() {
                Some(octets) => dialogue.receive(octets),
                None => match acts.next() {
                    Some(Act::Send(octets)) => dialogue.receive(octets),
                    Some(Act::Certificate(_) | Act::Staple(_)) => {}
                    Some(Act::Close) | None => dialogue.closed(false),
                    Some(Act::Reset) => dialogue.closed(true),
                    Some(Act::Stall) => dialogue.timed_out(Duration::from_secs(1)),
                    Some(Act::Break(_)) => {
                        let _ = dialogue.broke();
                    }
                },
            },
            Step::Handshake => dialogue.secured(),
            Step::Authenticate => panic!("nobody is to authenticate"),
            Step::Transact => dialogue.transact(order.clone()),
            Step::Ready => dialogue.quit(),
            Step::Stop => {
                check(&order, &events, &written);
                return (events, written);
            }
        }
    }
    panic!("the session did not end: {script:?}");
}

fn check(order: &Transaction, events: &[Event], written: &[u8]) {
    let (mut reached, mut failed) = (Vec::new(), Vec::new());
    let mut told: Vec<&Transacted> = Vec::new();
    for event in events {
        match event {
            Event::Reached(stage) => reached.push(*stage),
            Event::Failed { stage, .. } => failed.push(*stage),
            Event::Transacted(facts) => told.push(facts),
            Event::Attempted(_) => panic!("nobody was to authenticate"),
            _ => {}
        }
    }
    assert!(failed.len() <= 1, "{failed:?}");
    assert!(failed.iter().all(|stage| !reached.contains(stage)));
    let began = reached.contains(&Stage::Ehlo);
    assert_eq!(
        told.len(),
        usize::from(began && says(written, b"MAIL FROM:"))
    );
    let Some(facts) = told.first() else {
        return;
    };
    assert_eq!(facts.recipients.len(), order.recipients.len());
    assert_eq!(reached.contains(&Stage::Mail), facts.mail.is_accepted());
    if reached.contains(&Stage::Rcpt) {
        assert!(facts.mail.is_accepted() && facts.accepted() > 0);
    }
    // A message is taken only by whoever says so, and goes out only where somebody is to get it.
    if reached.contains(&Stage::Data) {
        assert!(facts.may_be_taken() && facts.accepted() > 0);
    }
    if says(written, b"Subject: fuzz") {
        assert!(facts.accepted() > 0 && facts.mail.is_accepted());
        assert!(matches!(order.content, Content::Message(_)));
    }
    let handover = facts.handover.as_ref();
    let whole = handover.is_some_and(|handover| handover.is_whole);
    assert!(!whole || handover.is_some_and(|it| it.octets == MESSAGE.len()));
}

fn says(written: &[u8], what: &[u8]) -> bool {
    written.windows(what.len()).any(|it| it == what)
}

fn order(script: &Script) -> Transaction {
    let message = |by| {
        Content::Message(Message {
            octets: MESSAGE.into(),
            by,
        })
    };
    let recipients = script.choose(1, [1, 2, 3, 0]);
    let content = script.choose(
        2,
        [
            message(Means::Data),
            message(Means::Chunks(9)),
            message(Means::Chunks(900)),
            Content::Announced,
            Content::Nothing,
        ],
    );
    Transaction {
        mail: b"MAIL FROM:<a@fuzz.test>".to_vec(),
        recipients: (0..recipients)
            .map(|number| format!("RCPT TO:<r{number}@fuzz.test>").into_bytes())
            .collect(),
        content: match recipients {
            0 => Content::Nothing,
            _ => content,
        },
        pipelined: script.choose(3, [false, true]),
    }
}

fn plan(script: &Script) -> Plan {
    Plan {
        security: Security::Implicit,
        protocol: script.choose(0, [Protocol::Smtp, Protocol::Lmtp]),
        stop: script.choose(
            4,
            [
                Stop::WhenReady,
                Stop::QuitAfter(Stage::Data),
                Stop::DropAfter(DropPoint::Stage(Stage::Data)),
                Stop::DropAfter(DropPoint::DataReply),
            ],
        ),
        trials: Trials::NONE,
        authenticate: false,
        transact: true,
        client_name: "fuzz.test".to_owned(),
    }
}
