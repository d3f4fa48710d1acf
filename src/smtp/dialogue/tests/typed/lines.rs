//! What is typed goes out as it is, and how leaving and the end of a session go.

use super::*;

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
