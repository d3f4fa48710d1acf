//! Behind a header of the PROXY protocol, which a server that does not know it takes for a command.

use super::*;

/// RFC 5321 §4.3.1: a server waits for the client after its greeting; only one that took the header for a command says more.
#[test]
fn a_reply_to_the_header_is_never_taken_for_one_to_ehlo() {
    let answers: &[(&str, &[&[u8]], &str)] = &[
        (
            "with the greeting",
            &[b"220 mx.test\r\n502 5.5.2 PROXY?\r\n"],
            "",
        ),
        (
            "behind EHLO",
            &[GREETING, b"502 5.5.2 PROXY?\r\n", EHLO],
            "EHLO probe.test ",
        ),
        (
            "binary, of which three lines are made",
            &[b"220 mx.test\r\n500 ?\r\n500 ?\r\n500 ?\r\n221 bye\r\n"],
            "",
        ),
        ("even a success", &[b"220 mx.test\r\n250 PROXY?\r\n"], ""),
    ];
    for (name, server, says) in answers {
        // In smaller pieces it depends on the piece whether EHLO was said before; the end is the same.
        for size in 1..=server.iter().map(|answer| answer.len()).max().unwrap_or(1) {
            let whole = size >= server.first().map_or(0, |first| first.len());
            let dialogue = Dialogue::new(plan(Security::StartTls, Stop::WhenReady));
            let (said, events) = play_out(dialogue.introduced(true), server, size);
            if *name != "even a success" || whole {
                let failed = failure(&events).map(|(stage, _)| stage);
                assert_eq!(failed, Some(Stage::FirstEhlo), "{name}, {size}");
            }
            assert!(!said.contains("HELO "), "{name}: {said}");
            if whole {
                assert_eq!(said, *says, "{name}");
            }
        }
    }
    let server = [GREETING, EHLO, GO, EHLO_INSIDE, BYE];
    let dialogue = Dialogue::new(plan(Security::StartTls, Stop::WhenReady));
    let (_, events) = play_out(dialogue.introduced(true), &server, 5);
    assert_eq!(failure(&events), None);
}

#[test]
fn behind_a_proxy_header_nothing_is_read_before_ehlo_goes_out() {
    // What the server says of the header is told where the reply to EHLO is due, whenever it comes.
    for introduced in [true, false] {
        let dialogue = Dialogue::new(plan(Security::StartTls, Stop::WhenReady));
        let mut dialogue = dialogue.introduced(introduced);
        dialogue.receive(GREETING);
        assert!(matches!(dialogue.step(), Step::Write(_)));
        assert_eq!(dialogue.takes_turns(), !introduced);
        dialogue.receive(EHLO);
        assert!(matches!(dialogue.step(), Step::Write(_)));
        assert!(dialogue.takes_turns(), "before STARTTLS");
    }
}
