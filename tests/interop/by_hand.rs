//! `smtls shell` on real servers, by scripts: what is typed arrives as it was typed, and so does a file.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::maildir::{arrived, assert_same};
use crate::services::{Service, service, services};
use crate::smtls::target;

/// What is to be stored. A line that is one dot can be sent from a file only.
const MESSAGE: &str = "Subject: typed\n\n..\n.dot\nQUIT\n/quit\n\nGrüße\n";

/// Runs a script; gives the exit code and what was shown.
fn play(service: &Service, more: &[&str], script: &str) -> (i32, String) {
    let mut shell = Command::new("timeout")
        .args(["60", env!("CARGO_BIN_EXE_smtls"), "shell"])
        .arg(target(service))
        .arg("--ca-file")
        .arg(&services().root)
        .args(["--verify-name", &services().name, "--color", "never"])
        .args(more)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("smtls shell");
    let mut keyboard = shell.stdin.take().expect("its input");
    keyboard.write_all(script.as_bytes()).expect("a script");
    drop(keyboard);
    let output = shell.wait_with_output().expect("an end");
    let shown = [output.stdout, output.stderr].concat();
    let shown = String::from_utf8_lossy(&shown).into_owned();
    (output.status.code().unwrap_or(-1), shown)
}

/// The commands that come before a message, each with the reply that is to come.
fn envelope(recipient: &str) -> String {
    format!(
        "MAIL FROM:<sender@example.com> BODY=8BITMIME\n/expect 250\nRCPT TO:<{recipient}>\n/expect 250\n"
    )
}

#[test]
fn what_is_typed_arrives() {
    // A slash that is meant is typed twice.
    let typed = MESSAGE.replace("/quit", "//quit");
    let recipient = "typed@sink.interop.test";
    let script = format!(
        "{}DATA\n/expect 354\n{typed}.\n/expect 250\nQUIT\n/expect 221\n",
        envelope(recipient)
    );
    let (exit, shown) = play(&service("mail"), &[], &script);
    assert_eq!(exit, 0, "{shown}");
    let (_, stored) = arrived(recipient);
    assert_same(&stored, MESSAGE.as_bytes(), &shown);
}

#[test]
fn a_file_arrives() {
    let file = services().folder.join("by-hand.eml");
    let message = format!("{MESSAGE}.\n");
    std::fs::write(&file, &message).expect("a file");
    let send = format!("/send {}\n/expect 250\nQUIT\n", file.display());
    let password = services().folder.join("sasl-password");
    let password = password.to_str().expect("a path in UTF-8");
    let auth = ["--auth-user", "alice", "--auth-password-file", password];
    for (name, more) in [
        ("mail", &[][..]),
        ("submission-cyrus", &auth),
        ("submissions", &auth),
    ] {
        let recipient = format!("file-{name}@sink.interop.test");
        let script = envelope(&recipient) + &send;
        let (exit, shown) = play(&service(name), more, &script);
        assert_eq!(exit, 0, "{name}\n{shown}");
        let (_, stored) = arrived(&recipient);
        assert_same(&stored, message.as_bytes(), name);
    }
}

/// A reply that is not the expected one ends the script with its line.
#[test]
fn another_reply_than_expected() {
    let script = "MAIL FROM:<sender@example.com>\n/expect 250\nRCPT TO:<user@elsewhere.example>\n/expect 250\n";
    let (exit, shown) = play(&service("mail"), &[], script);
    assert_eq!(exit, 44, "{shown}");
    assert!(shown.contains("line 4"), "{shown}");
}
