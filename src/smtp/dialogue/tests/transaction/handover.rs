//! A message on its way: what is written and shown of it, what comes in its middle, and what could not be written.

use super::*;

#[test]
fn a_long_message_is_written_in_pieces_and_shown_in_part() {
    let text = "0123456789\r\n".repeat(10_000);
    let mut dialogue = Dialogue::new(Plan {
        transact: true,
        ..plan(Security::Implicit, Stop::WhenReady)
    });
    let mut answers = [OPENING[0], OPENING[1], OK, OK, GO_AHEAD, OK, BYE].into_iter();
    let (mut largest, mut all, mut said, mut unshown) = (0, 0, 0, None);
    loop {
        let step = dialogue.step();
        while let Some(event) = dialogue.event() {
            match event {
                Event::Said { .. } => said += 1,
                Event::Unshown { lines, octets } => unshown = Some((lines, octets)),
                _ => {}
            }
        }
        match step {
            Step::Write(octets) => {
                largest = largest.max(octets.len());
                all += octets.len();
            }
            Step::Read(_) => dialogue.receive(answers.next().unwrap()),
            Step::Handshake => dialogue.secured(),
            Step::Transact => {
                dialogue.transact(order(1, message(&text, Means::Data), false));
            }
            Step::Authenticate => panic!("nobody is to authenticate"),
            Step::Ready => dialogue.quit(),
            Step::Stop => break,
        }
    }
    assert!(largest <= 32 * 1024 && all > text.len());
    // EHLO, MAIL, RCPT, DATA, QUIT, and sixty lines of the message; its last one, the dot, is among those that are not shown.
    assert_eq!(said, 5 + 60);
    let rest = 10_000 - 60 + 1;
    assert_eq!(unshown, Some((rest, (rest - 1) * 12 + 3)));
}

/// A session up to the reply to DATA, with a message that is written in several pieces.
fn up_to_data(by: Means) -> Dialogue {
    let mut dialogue = Dialogue::new(Plan {
        transact: true,
        ..plan(Security::Implicit, Stop::WhenReady)
    });
    let text = "0123456789\r\n".repeat(10_000);
    let mut answers = [OPENING[0], OPENING[1], OK, OK].into_iter();
    loop {
        match dialogue.step() {
            Step::Write(octets) if octets.starts_with(b"DATA") || octets.starts_with(b"BDAT") => {
                break;
            }
            Step::Write(_) => {}
            Step::Read(_) => dialogue.receive(answers.next().unwrap()),
            Step::Handshake => dialogue.secured(),
            Step::Transact => dialogue.transact(order(1, message(&text, by), false)),
            other => panic!("{other:?}"),
        }
    }
    dialogue
}

fn facts(events: &[Event]) -> Transacted {
    let mut facts = events.iter().filter_map(|event| match event {
        Event::Transacted(facts) => Some((**facts).clone()),
        _ => None,
    });
    facts.next().unwrap()
}

#[test]
fn b17_what_comes_before_the_message_was_written_is_no_answer_to_it() {
    for early in [&b"250 2.0.0 early\r\n"[..], GO_AHEAD] {
        let mut dialogue = up_to_data(Means::Data);
        dialogue.receive(&[GO_AHEAD, early].concat());
        let mut pieces = 0;
        while let Step::Write(_) = dialogue.step() {
            pieces += 1;
        }
        assert!(pieces > 1);
        dialogue.receive(b"554 5.7.1 spam\r\n");
        let events = told_by(&mut dialogue);
        assert!(
            events
                .iter()
                .any(|event| matches!(event, Event::Unsolicited(_)))
        );
        assert!(!reached(&events).contains(&Stage::Data));
        let (stage, fault) = failure(&events).unwrap();
        assert!(
            stage == Stage::Data && matches!(&fault, Fault::Rejected(reply) if reply.code() == 554)
        );
    }
}

#[test]
fn b46_a_refusal_in_the_middle_ends_the_message_and_nothing_more_is_sent() {
    for (by, go_ahead) in [(Means::Data, GO_AHEAD), (Means::Chunks(50_000), b"")] {
        for refusal in [&b"552 5.3.4 too big\r\n"[..], AWAY] {
            let mut dialogue = up_to_data(by);
            dialogue.receive(go_ahead);
            let _ = told_by(&mut dialogue);
            assert!(matches!(dialogue.step(), Step::Write(_)));
            let (first, rest) = refusal.split_at(5);
            dialogue.receive_early(first);
            dialogue.receive_early(rest);
            let events = told_by(&mut dialogue);
            assert_eq!(dialogue.step(), Step::Stop, "no QUIT, and no dot");
            let facts = facts(&events);
            assert!(!facts.may_be_taken());
            let handover = facts.handover.unwrap();
            assert!(!handover.is_whole && handover.octets < 120_000);
            let (stage, fault) = failure(&events).unwrap();
            assert!(stage == Stage::Data && matches!(fault, Fault::Rejected(_)));
        }
    }
}

#[test]
fn a_message_that_could_not_be_written_whole_is_not_ended() {
    type End = fn(&mut Dialogue);
    let ends: [End; 3] = [
        |dialogue| {
            dialogue.unwritten();
            dialogue.timed_out(Duration::from_secs(1));
        },
        |dialogue| dialogue.timed_out(Duration::from_secs(1)),
        |dialogue| {
            let _ = dialogue.broke();
        },
    ];
    for end in ends {
        let mut dialogue = up_to_data(Means::Data);
        dialogue.receive(GO_AHEAD);
        assert!(matches!(dialogue.step(), Step::Write(_)));
        end(&mut dialogue);
        assert_eq!(dialogue.step(), Step::Stop);
        let events = told_by(&mut dialogue);
        let facts = facts(&events);
        assert!(!facts.may_be_taken());
        let handover = facts.handover.unwrap();
        assert!(!handover.is_whole && (30_000..40_000).contains(&handover.octets));
    }
    // Whoever wrote the last piece and hears nothing cannot know.
    let mut dialogue = up_to_data(Means::Data);
    dialogue.receive(GO_AHEAD);
    while let Step::Write(_) = dialogue.step() {}
    dialogue.timed_out(Duration::from_secs(1));
    assert!(facts(&told_by(&mut dialogue)).may_be_taken());
}
