//! How a session by hand ends: as the user wants, or otherwise, which is said plainly.

use super::server::*;
use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

/// How long a process or a server may take to do what is waited for.
const PATIENCE: Duration = Duration::from_secs(120);

#[test]
fn a_server_that_closes_while_nobody_speaks_is_noticed_at_once() {
    let rows: [(&str, Vec<Act>, i32, &[&str]); 4] = [
        (
            "closes",
            vec![Act::Close],
            6,
            &["the server closed the connection"],
        ),
        (
            "resets",
            vec![Act::Wait(Duration::from_millis(300)), Act::Reset],
            6,
            &["the server reset the connection"],
        ),
        (
            "is tired of waiting",
            vec![Act::Send(b"421 4.4.2 idle\r\n".to_vec()), Act::Close],
            45,
            &["421 4.4.2 idle"],
        ),
        (
            "says half a line",
            vec![Act::Send(b"42".to_vec()), Act::Close],
            6,
            &["of an unfinished line came \"42\""],
        ),
    ];
    for (name, end, code, words) in rows {
        let theatre = clear(&[("NOOP", "250 ok\r\n")], end);
        // Whoever types waits for much longer than the server.
        let (reader, mut writer) = std::io::pipe().unwrap();
        writer.write_all(b"NOOP\n").unwrap();
        let reader = File::from(OwnedFd::from(reader));
        let outcome = Smtls::new(words_of(&theatre)).reading(reader).run();
        assert_eq!(outcome.code, Some(code), "{name}: {outcome}");
        outcome.ends(code, words).never_says(&["QUIT"]);
        drop(writer);
    }
}

fn words_of(theatre: &Theatre) -> Vec<String> {
    words(theatre, &["--no-tls"])
}

#[test]
fn what_comes_unasked_is_shown_at_once_and_is_no_reply() {
    let theatre = clear(
        &[
            ("NOOP", "250 one\r\n250 boo\r\n"),
            ("VRFY", "252 two\r\n"),
            ("QUIT", "221 bye\r\n"),
        ],
        [],
    );
    run(&theatre, &["--no-tls"], b"NOOP\n/sleep 0.5\n/expect 250 one\nVRFY x\n/expect 252 two\n")
        .ends(0, &[])
        .says(&["<-  250 one\n*** unasked for, and not taken for a reply: \"250 boo\"\n -> VRFY x\n<-  252 two"]);
}

#[test]
fn a_reply_that_does_not_come_ends_the_session() {
    let theatre = clear(&[("NOOP", "")], [Act::Stall]);
    run(&theatre, &["--no-tls", "--timeout", "1s"], b"NOOP\nRSET\n")
        .ends(6, &["no reply came within 1 s"])
        .never_says(&["RSET"]);
}

/// Nothing more is read.
const UNREAD: Act = Act::Wait(Duration::from_secs(600));

#[test]
fn a_message_that_is_not_taken_is_told_and_not_ended() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.eml");
    // More than lies on the way to a server that does not read.
    std::fs::write(&path, "a line of the message\n".repeat(1_500_000)).unwrap();
    let send = format!("DATA\n/send {}\n/expect 552\n", path.display());
    let quiet = clear(&[("DATA", "354 go\r\n"), ("a line", "")], [UNREAD]);
    run(&quiet, &["--no-tls", "--timeout", "3s"], send.as_bytes()).ends(
        6,
        &["the server takes no more of what is sent: 3 s; the message was not ended"],
    );
    let refusing = || {
        let refusal = "552 5.3.4 too big\r\n";
        clear(&[("DATA", "354 go\r\n"), ("a line", refusal)], [UNREAD])
    };
    let without = send.replace("/expect 552\n", "");
    let words = "refused the message with \"552 5.3.4 too big\" before it had all of it";
    run(&refusing(), &["--no-tls"], without.as_bytes())
        .ends(6, &[words])
        .says(&["<** 552 5.3.4 too big"]);
    run(&refusing(), &["--no-tls"], send.as_bytes()).ends(0, &[]);
}

#[test]
fn quit_drop_and_the_end_of_input() {
    let theatre = Theatre::with_host(Manners::default());
    for (script, last) in [
        (&b"NOOP\n/quit\nRSET\n"[..], "QUIT"),
        (b"NOOP\nQUIT\nRSET\n", "QUIT"),
        (b"NOOP\n", "QUIT"),
        (b"NOOP\n/drop\nRSET\n", "NOOP"),
    ] {
        run(&theatre, &[], script)
            .ends(0, &[])
            .never_says(&["RSET"]);
        assert_eq!(said(&theatre).last().unwrap(), last);
    }
    run(&theatre, &[], b"").ends(0, &["speaks TLS 1.3"]);
}

#[test]
fn a_server_that_is_tired_of_waiting_is_in_the_lab() {
    let theatre = Theatre::new(&smtls::lab::find("idle-421").unwrap());
    run(&theatre, &[], b"/sleep 60\nNOOP\n")
        .ends(45, &["the server closed the session with \"421 4.4.2"])
        .never_says(&["NOOP"]);
}

#[test]
fn quit_is_said_once_where_a_signal_comes() {
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let theatre = Theatre::with_host(Manners::default());
        let (reader, mut writer) = std::io::pipe().unwrap();
        writer.write_all(b"NOOP\n").unwrap();
        let reader = File::from(OwnedFd::from(reader));
        let mut child = Smtls::new(words(&theatre, &[])).reading(reader).start();
        wait_for(&theatre, "NOOP");
        kill(signal, &child);
        let mut told = String::new();
        child
            .stdout
            .take()
            .unwrap()
            .read_to_string(&mut told)
            .unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(code), "{told}");
        assert!(
            told.lines()
                .last()
                .unwrap()
                .starts_with(&format!("exit {code}: ")),
            "{told}"
        );
        assert_eq!(said(&theatre)[3..], ["NOOP", "QUIT"], "{told}");
        drop(writer);
    }
    // In the middle of a message QUIT would be a line of it.
    let theatre = secured(
        &[("DATA", "354 go\r\n"), ("half", "")],
        [Act::Expect(""), Act::Close],
    );
    let (reader, mut writer) = std::io::pipe().unwrap();
    writer.write_all(b"DATA\nhalf\n").unwrap();
    let reader = File::from(OwnedFd::from(reader));
    let mut child = Smtls::new(words(&theatre, &[])).reading(reader).start();
    wait_for(&theatre, "half");
    kill("INT", &child);
    let mut told = String::new();
    child
        .stdout
        .take()
        .unwrap()
        .read_to_string(&mut told)
        .unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130), "{told}");
    assert_eq!(said(&theatre)[3..], ["DATA", "half"]);
    drop(writer);
}

#[test]
fn nobody_who_reads_is_no_reason_to_complain() {
    let theatre = Theatre::with_host(Manners::default());
    let outcome = Smtls::new(words(&theatre, &[]))
        .reading(file(b"NOOP\n/tls\n"))
        .unread()
        .run();
    assert_eq!(
        (outcome.code, outcome.stderr.as_str()),
        (Some(0), ""),
        "{outcome}"
    );
}

fn wait_for(theatre: &Theatre, line: &str) {
    let begun = Instant::now();
    while !theatre
        .lab
        .log()
        .connections()
        .iter()
        .any(|it| it.lines().contains(&line))
    {
        assert!(begun.elapsed() < PATIENCE, "{line} did not come");
        thread::sleep(Duration::from_millis(1));
    }
}

fn kill(signal: &str, child: &Child) {
    let kill = Command::new("kill")
        .args(["-s", signal, &child.id().to_string()])
        .status();
    assert!(kill.unwrap().success());
}
