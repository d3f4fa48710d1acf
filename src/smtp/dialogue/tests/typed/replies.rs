//! What comes is heard as the reply to what was typed, or as no reply; and how a session by hand ends.

use super::*;

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
    let mut dialogue = handed_over();
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
fn a_long_session_is_no_flood_and_a_flood_is_bounded() {
    let line = [b"250-", &b"x".repeat(1000)[..], b"\r\n"].concat();
    let reply = [line.repeat(100), b"250 x\r\n".to_vec()].concat();
    let mut dialogue = handed_over();
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
    let mut dialogue = handed_over();
    dialogue.receive(&vec![b'x'; 20_000]);
    assert_eq!(dialogue.step(), Step::Stop, "a line without end");
}
