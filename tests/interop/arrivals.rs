//! A message that smtls hands in arrives whole: octet for octet against what real servers stored.
//!
//! Postfix and Dovecot store lines with LF alone; what is held against them is the message as it stood in the file, with its line
//! ends taken for LF, and none of smtls' own code.

use std::fs;
use std::path::{Path, PathBuf};

use crate::maildir::{arrived, arrived_by_lmtp, assert_same};
use crate::opensmtpd;
use crate::peer::{Ran, run};
use crate::services::{service, services};
use crate::smtls::target;

/// A message: the local part of its recipient, and what stands in the file.
struct Message {
    name: &'static str,
    octets: Vec<u8>,
}

impl Message {
    fn new(name: &'static str, octets: &[u8]) -> Self {
        Self {
            name,
            octets: octets.to_vec(),
        }
    }

    /// The file that has it.
    fn file(&self, by: &str) -> PathBuf {
        let file = services().folder.join(format!("{}-{by}.eml", self.name));
        fs::write(&file, &self.octets).expect("a file for the message");
        file
    }

    /// As a server that ends lines with LF is to store it.
    fn stored(&self) -> Vec<u8> {
        let mut stored: Vec<u8> = Vec::new();
        for octet in &self.octets {
            if *octet == b'\n' && stored.last() == Some(&b'\r') {
                stored.pop();
            }
            stored.push(*octet);
        }
        if stored.last() != Some(&b'\n') {
            stored.push(b'\n');
        }
        stored
    }
}

/// Messages that a client may well spoil.
fn messages() -> Vec<Message> {
    let long = format!(
        "Subject: long\r\n\r\n{}\r\n.{}\r\n",
        "x".repeat(998),
        "y".repeat(997)
    );
    let mut large = b"Subject: large\r\n\r\n".to_vec();
    while large.len() < 1024 * 1024 {
        large.extend_from_slice(
            b".a line of sixty-four octets, the first of which is a dot -----\r\n",
        );
    }
    vec![
        Message::new(
            "plain",
            b"From: a@example.com\r\nSubject: plain\r\n\r\nHello\r\n",
        ),
        Message::new(
            "dots",
            b"Subject: dots\r\n\r\n.\r\n..\r\n...\r\n.dot\r\n. \r\na.\r\n.\r\n\r\n.\r\nbye\r\n",
        ),
        Message::new("dot-at-the-end", b"Subject: dot\r\n\r\nbye\r\n."),
        Message::new(
            "dot-in-the-header",
            b"Subject: dot\r\nX-Dot: a\r\n .\r\n\r\nbye\r\n",
        ),
        Message::new("only-dots", b"Subject: dots\r\n\r\n.\r\n.\r\n"),
        Message::new("long", long.as_bytes()),
        Message::new(
            "eight-bit",
            b"Subject: 8bit\r\n\r\nGr\xc3\xbc\xdfe, \xff\xfe\x80\r\n",
        ),
        Message::new("no-final-line-end", b"Subject: end\r\n\r\nno line end"),
        Message::new("line-feeds", b"Subject: unix\n\n.\nbye\n"),
        Message::new(
            "empty-lines",
            b"Subject: empty\r\n\r\n\r\n\r\nx\r\n\r\n\r\n",
        ),
        Message::new("empty-body", b"Subject: empty\r\n\r\n"),
        Message::new(
            "quit",
            b"Subject: words\r\n\r\nQUIT\r\nDATA\r\nBDAT 5 LAST\r\nRSET\r\n",
        ),
        Message::new("large", &large),
    ]
}

/// Hands a message in, and is sure that it was taken; without a file it is the one that smtls makes.
fn hand_in(target: &str, file: Option<&Path>, recipients: &[&str], more: &[&str]) {
    let ran = probe(target, file, recipients, more);
    assert_eq!(ran.exit, 0, "{recipients:?} {more:?}\n{}", ran.text);
}

fn probe(target: &str, file: Option<&Path>, recipients: &[&str], more: &[&str]) -> Ran {
    let root = services().root.to_str().expect("a path in UTF-8");
    let name = services().name.as_str();
    let mut arguments = vec!["probe", target, "--ca-file", root, "--verify-name", name];
    arguments.extend(["--ehlo", "client.interop.test", "--color", "never"]);
    arguments.extend(["--from", "sender@example.com", "--data"]);
    arguments.extend(file.map(|file| file.to_str().expect("a path in UTF-8")));
    for recipient in recipients {
        arguments.extend(["--to", recipient]);
    }
    arguments.extend(more);
    run(env!("CARGO_BIN_EXE_smtls"), &arguments, &[])
}

/// Each message, by each way of handing it in.
#[test]
fn through_postfix() {
    let target = target(&service("mail"));
    for (by, more) in [
        ("data", &[][..]),
        ("pipelined", &["--pipeline"]),
        ("whole", &["--chunking"]),
        ("chunks", &["--chunking=1000"]),
        ("pipelined-chunks", &["--chunking=17", "--pipeline"]),
    ] {
        let mut messages = messages();
        if by == "pipelined-chunks" {
            // A chunk of 17 octets waits for its reply: a MiB of them takes a minute.
            messages.retain(|message| message.name != "large");
        }
        for message in messages {
            let recipient = format!("{}-{by}@sink.interop.test", message.name);
            hand_in(&target, Some(&message.file(by)), &[&recipient], more);
            let (_, stored) = arrived(&recipient);
            assert_same(&stored, &message.stored(), &recipient);
        }
    }
}

/// Where a message begins without a header, Postfix puts an empty line before it, and nothing else changes.
#[test]
fn without_a_header() {
    let target = target(&service("mail"));
    let message = Message::new("no-header", b".\r\n.\r\n");
    let recipient = "no-header@sink.interop.test";
    hand_in(&target, Some(&message.file("data")), &[recipient], &[]);
    let (_, stored) = arrived(recipient);
    assert_same(&stored, b"\n.\n.\n", "no-header");
}

/// Addresses and a header beyond ASCII.
#[test]
fn internationalised() {
    let target = target(&service("mail"));
    let message = "From: Jörg <jörg@example.com>\r\nSubject: Grüße\r\n\r\nGrüße\r\n";
    let message = Message::new("utf8", message.as_bytes());
    for (by, more) in [("data", &[][..]), ("chunks", &["--chunking=10"])] {
        let recipient = format!("grün-{by}@sink.interop.test");
        hand_in(&target, Some(&message.file(by)), &[&recipient], more);
        let (fields, stored) = arrived(&recipient);
        assert_same(&stored, &message.stored(), &recipient);
        assert!(fields.contains(" with UTF8SMTPS "), "{fields}");
    }
}

/// The message that smtls makes has the fields that every message has, and what was added to it.
#[test]
fn made_by_smtls() {
    let recipient = "made@sink.interop.test";
    let header = [
        "--header",
        "X-Test: test email",
        "--header",
        "Subject: another",
    ];
    hand_in(&target(&service("mail")), None, &[recipient], &header);
    let (_, stored) = arrived(recipient);
    let stored = String::from_utf8(stored).expect("ASCII");
    for line in [
        "From: <sender@example.com>",
        "To: <made@sink.interop.test>",
        "X-Test: test email",
        "Subject: another",
    ] {
        assert!(stored.lines().any(|one| one == line), "{line}\n{stored}");
    }
    for field in ["Date: ", "Message-ID: <", "Subject: "] {
        let fields = stored.lines().filter(|line| line.starts_with(field));
        assert_eq!(fields.count(), 1, "{field}\n{stored}");
    }
}

/// A server of another kind takes the message, passes it on to Postfix, and changes nothing but what it puts before it.
fn through(name: &'static str, more: &[&str], ways: &[&'static str]) {
    let service = service(name);
    for way in ways {
        // Without these fields a server may add them at the end of the header.
        let mut octets = b"From: sender@example.com\r\nTo: one@sink.interop.test\r\n\
            Date: Sun, 01 Mar 2026 10:00:00 +0000\r\nMessage-ID: <1@example.com>\r\nSubject: dots\r\n\r\n"
            .to_vec();
        octets.extend_from_slice(b".\r\n..\r\n.dot\r\n\r\nGr\xc3\xbc\xc3\x9fe\r\n.\r\n");
        let message = Message::new(name, &octets);
        let recipient = format!("{name}{way}@sink.interop.test");
        let more = [more, &[*way]].concat();
        let more: Vec<&str> = more
            .into_iter()
            .filter(|option| !option.is_empty())
            .collect();
        let file = message.file("relayed");
        hand_in(&target(&service), Some(&file), &[&recipient], &more);
        let (fields, stored) = arrived(&recipient);
        assert_same(&stored, &message.stored(), &recipient);
        assert_eq!(fields.matches("Received:").count(), 2, "{fields}");
    }
}

#[test]
fn through_opensmtpd() {
    let _alone = opensmtpd::alone();
    through("opensmtpd-good", &[], &["", "--pipeline"]);
}

#[test]
fn through_sendmail() {
    through("sendmail-relay", &[], &["", "--pipeline"]);
}

/// The password and the message in one session, by STARTTLS and by implicit TLS.
#[test]
fn submitted() {
    let password = services().folder.join("sasl-password");
    let password = password.to_str().expect("a path in UTF-8");
    let auth = ["--auth-user", "alice", "--auth-password-file", password];
    let dots = Message::new(
        "submitted",
        b"From: a@example.com\r\nSubject: dots\r\n\r\n.\r\n..dot\r\n",
    );
    let file = dots.file("submitted");
    for (name, mechanism) in [
        ("submission-cyrus", "SCRAM-SHA-256"),
        ("submission-cyrus", "PLAIN"),
        ("submission-dovecot", "LOGIN"),
        ("submissions", "CRAM-MD5"),
    ] {
        let service = service(name);
        let recipient = format!("{name}-{mechanism}@sink.interop.test");
        let target = target(&service);
        let without = probe(&target, Some(&file), &[&recipient], &[]);
        assert_eq!(
            without.exit, 24,
            "{name} relays for everybody\n{}",
            without.text
        );
        let auth = [&auth[..], &["--auth", mechanism]].concat();
        hand_in(&target, Some(&file), &[&recipient], &auth);
        let (fields, stored) = arrived(&recipient);
        assert_same(&stored, &dots.stored(), &recipient);
        assert!(fields.contains("(Authenticated sender: alice"), "{fields}");
    }
    let _alone = opensmtpd::alone();
    for name in ["opensmtpd-submission", "opensmtpd-submissions"] {
        through(name, &auth, &["", "--pipeline"]);
    }
}

/// By LMTP, each recipient has a reply and a mailbox of its own.
#[test]
fn by_lmtp() {
    let target = format!("lmtp://{}", service("lmtp").host_and_port());
    for (by, more) in [
        ("data", &[][..]),
        ("pipelined", &["--pipeline"]),
        ("chunks", &["--chunking=100"]),
    ] {
        for message in messages() {
            if message.name == "large" && by == "chunks" {
                continue;
            }
            let users = ["one", "two"].map(|user| format!("{}-{by}-{user}", message.name));
            let recipients = users
                .clone()
                .map(|user| format!("{user}@sink.interop.test"));
            let recipients = [recipients[0].as_str(), recipients[1].as_str()];
            hand_in(&target, Some(&message.file(by)), &recipients, more);
            for user in users {
                let (_, stored) = arrived_by_lmtp(&user);
                assert_same(&stored, &message.stored(), &user);
            }
        }
    }
}
