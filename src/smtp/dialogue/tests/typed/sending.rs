//! A message that is sent as a whole: what is refused in its middle, and what is not taken.

use super::*;

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
