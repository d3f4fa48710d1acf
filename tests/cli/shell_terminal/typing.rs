//! Typing, completing, pasting, and what a message looks like.

use super::seated::*;
use crate::support::key::*;

#[test]
fn b52_what_is_typed_goes_out_and_the_reply_is_seen() {
    let (puppet, home) = (Puppet::new(&["SIZE 1000"]), TempDir::new().unwrap());
    let seat = seated(&puppet, &[], &home);
    seat.types("RCPX")
        .types(BACKSPACE)
        .types("T TO:<a@b.test>")
        .types(ENTER);
    seat.shows("250 2.0.0 RCPT done");
    seat.types("Q R k K")
        .types(LEFT)
        .types(LEFT)
        .types("\u{fc}")
        .types(ENTER);
    seat.shows("250 2.0.0 Q done").last_line(PROMPT);
    seat.types("a  b\\x41 //c")
        .types(ENTER)
        .shows("250 2.0.0 A done");
    let heard = puppet.heard("a  b\\x41 //c");
    assert_eq!(
        heard[1..],
        ["RCPT TO:<a@b.test>", "Q R k\u{fc} K", "a  b\\x41 //c"]
    );
    // What was typed stands there once.
    let lines = seat.lines();
    let typed = lines.iter().filter(|line| line.contains("RCPT TO:"));
    assert_eq!(typed.collect::<Vec<_>>(), [&prompted("RCPT TO:<a@b.test>")]);
    seat.types("QUIT").types(ENTER);
    seat.ends(0);
}

#[test]
fn b53_a_message_is_seen_as_one_and_ends_at_the_dot() {
    let (puppet, home) = (Puppet::new(&["SIZE 1000"]), TempDir::new().unwrap());
    let seat = seated(&puppet, &[], &home);
    seat.types("DATA").types(ENTER).last_line("message>");
    for line in ["Subject: x", "", ".hidden", "..", "/etc/passwd", "//x"] {
        seat.types(line).types(ENTER);
    }
    seat.has_line("message> //x").last_line("message>");
    seat.types(".")
        .types(ENTER)
        .shows("250 2.0.0 taken")
        .last_line(PROMPT);
    let heard = puppet.heard(".");
    assert_eq!(
        heard[1..],
        [
            "DATA",
            "Subject: x",
            "",
            "..hidden",
            "...",
            "/etc/passwd",
            "//x",
            "."
        ]
    );
    seat.types("/quit").types(ENTER);
    seat.ends(0);
}

#[test]
fn b48_tab_completes_verbs_and_what_the_server_offers() {
    let puppet = Puppet::new(&["SIZE 1000", "AUTH PLAIN LOGIN \u{1b}[2J", "DSN"]);
    let home = TempDir::new().unwrap();
    let seat = with(&puppet, &[], &home, &[("NO_COLOR", "1")]);
    seat.types("no").types(TAB).last_line(&prompted("noop"));
    seat.types(CTRL_C).last_line(PROMPT);
    seat.types("AUTH L")
        .types(TAB)
        .last_line(&prompted("AUTH LOGIN"));
    seat.types(CTRL_C).last_line(PROMPT);
    seat.types("AUTH ").types(TAB).shows(">PLAIN");
    seat.types(TAB).shows(">LOGIN");
    seat.types(ENTER).last_line(&prompted("AUTH LOGIN"));
    seat.types(CTRL_C).last_line(PROMPT);
    seat.types("MAIL FROM:<a@b.test> s").types(TAB);
    seat.last_line(&prompted("MAIL FROM:<a@b.test> size="));
    seat.types(CTRL_C).last_line(PROMPT);
    seat.types("/cer").types(TAB).last_line(&prompted("/cert"));
    seat.types(CTRL_C).last_line(PROMPT);
    std::fs::write(home.path().join("letter.eml"), "Subject: x\n").unwrap();
    let file = home.path().join("lett").display().to_string();
    let whole = home.path().join("letter.eml").display().to_string();
    seat.types(&format!("/send {file}")).types(TAB);
    seat.last_line(&prompted(&format!("/send {whole}")));
    seat.types(CTRL_C).last_line(PROMPT);
    seat.types("STARTT").types(TAB).types("LS").types(ENTER);
    puppet.heard("STARTTLS");
    seat.types(CTRL_D);
    seat.ends(0);
}

#[test]
fn b52_each_line_of_a_paste_is_a_line() {
    let (puppet, home) = (Puppet::new(&["SIZE 1000"]), TempDir::new().unwrap());
    let seat = seated(&puppet, &[], &home);
    let dialogue = "MAIL FROM:<a@b.test>\nRCPT TO:<c@d.test>\r\nDATA\nSubject: x\n.\nNO";
    seat.pastes(dialogue).last_line(&prompted("NO"));
    seat.types("OP").types(ENTER);
    let heard = puppet.heard("NOOP");
    let dialogue = [
        "MAIL FROM:<a@b.test>",
        "RCPT TO:<c@d.test>",
        "DATA",
        "Subject: x",
        ".",
        "NOOP",
    ];
    assert_eq!(heard[1..], dialogue);
    seat.shows("250 2.0.0 NOOP done")
        .has_line("message> Subject: x");
    seat.pastes("NOOP a\u{1b}[2J\u{7}b").types(ENTER);
    puppet.heard("NOOP a[2Jb");
    seat.types("QUIT").types(ENTER);
    seat.ends(0);
}

#[test]
fn what_is_typed_ahead_is_neither_lost_nor_mixed_with_replies() {
    let (puppet, home) = (Puppet::new(&["SIZE 1000"]), TempDir::new().unwrap());
    let seat = seated(&puppet, &[], &home);
    seat.types("HANG").types(ENTER);
    puppet.heard("HANG");
    seat.types("NOOP ahead").types(ENTER).types("NOOP open");
    puppet.says("250-first\r\n250 HANG done\r\n");
    seat.shows("250 2.0.0 NOOP done")
        .last_line(&prompted("NOOP open"));
    let lines = seat.lines();
    let place = |text: &str| lines.iter().position(|line| line.contains(text)).unwrap();
    assert!(place("HANG done") < place("NOOP ahead"), "{lines:#?}");
    assert!(place("NOOP ahead") < place("NOOP done"), "{lines:#?}");
    seat.types(ENTER);
    puppet.heard("NOOP open");
    seat.types("QUIT").types(ENTER);
    seat.ends(0);
}

#[test]
fn a_window_may_change_and_colours_may_be_unwanted() {
    for (variables, coloured) in [(&[][..], true), (&[("NO_COLOR", "1")][..], false)] {
        let (puppet, home) = (Puppet::new(&["SIZE 1000"]), TempDir::new().unwrap());
        let seat = with(&puppet, &[], &home, variables);
        let long = format!("NOOP {}", "x".repeat(60));
        seat.types(&long).last_line(&prompted(&long));
        seat.resize(50, 20);
        seat.types("END").shows("xEND");
        seat.types(ENTER).shows("250 2.0.0 NOOP done");
        assert_eq!(
            puppet.heard(&format!("{long}END")).last(),
            Some(&format!("{long}END"))
        );
        seat.types(CTRL_D);
        seat.shows("exit 0");
        assert_eq!(seat.has_colours(), coloured, "{variables:?}");
        seat.ends(0);
    }
}

#[test]
fn a_terminal_that_can_do_nothing_is_read_line_by_line() {
    let (puppet, home) = (Puppet::new(&["SIZE 1000"]), TempDir::new().unwrap());
    let seat = with(&puppet, &[], &home, &[("TERM", "dumb")]);
    assert!(seat.is_given_back(), "the terminal itself edits the line");
    seat.types("NOOP a\n")
        .shows("250 2.0.0 NOOP done")
        .last_line(PROMPT);
    seat.types("NOOP b").last_line(&prompted("NOOP b"));
    puppet.says("250 unasked\r\n");
    seat.shows("unasked").last_line(PROMPT);
    seat.types("\n");
    puppet.heard("NOOP b");
    seat.types("\x04").shows("exit 0");
    let written = String::from_utf8(seat.octets()).unwrap();
    assert!(!written.contains('\x1b'), "{written:?}");
    seat.ends(0);
}

#[test]
fn where_nothing_fits_tab_says_nothing() {
    let (puppet, home) = (Puppet::new(&["SIZE 1000"]), TempDir::new().unwrap());
    let seat = seated(&puppet, &[], &home);
    for line in ["AUTH ", "BDAT ", "zzz"] {
        seat.types(line).types(TAB).types("x");
        seat.last_line(&prompted(&format!("{line}x")));
        seat.types(CTRL_C).last_line(PROMPT);
    }
    // The next Enter ends the line, and no menu.
    seat.types("NOOP ").types(TAB).types(ENTER);
    puppet.heard("NOOP ");
    seat.types(CTRL_D).shows("exit 0");
    let written = String::from_utf8_lossy(&seat.octets()).into_owned();
    assert!(!written.contains("RECORDS"), "{written:?}");
    seat.ends(0);
}
