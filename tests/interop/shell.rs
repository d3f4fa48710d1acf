//! A script through `smtls shell` to a real Postfix: what it typed is what was stored.

use std::fs::File;
use std::process::{Command, Output};

use crate::maildir::{arrived, assert_same};
use crate::services::{service, services};
use crate::smtls::target;

/// A script run against the Postfix that keeps messages.
fn run(script: &str) -> Output {
    run_at("mail", &[], script)
}

/// A script run against that service.
fn run_at(name: &'static str, more: &[&str], script: &str) -> Output {
    let file = services().folder.join(format!("shell-script-{name}"));
    std::fs::write(&file, script).expect("a script");
    let root = services().root.to_str().expect("a path in UTF-8");
    Command::new("timeout")
        .args([
            "60",
            env!("CARGO_BIN_EXE_smtls"),
            "shell",
            &target(&service(name)),
        ])
        .args(["--ca-file", root, "--verify-name", &services().name])
        .args(["--ehlo", "client.interop.test", "--color", "never"])
        .args(more)
        .stdin(File::open(&file).expect("the script"))
        .output()
        .expect("smtls")
}

/// One script after the other, because they share the file.
#[test]
fn what_was_typed_arrives_at_postfix() {
    let message = "Subject: dots\n\n.\n..\n.hidden\n/slash\n\u{fc}nd\n";
    let typed = message
        .lines()
        .map(|line| match line {
            // On a line of its own it would end the message.
            "." => "...".to_owned(),
            other => other.to_owned(),
        })
        .collect::<Vec<_>>()
        .join("\n");
    let expected = message.replacen("\n.\n", "\n...\n", 1);
    let script = format!(
        "NOOP\n/expect 250 2.0.0\nMAIL FROM:<sender@example.com>\n/expect 250\nRCPT TO:<typed@sink.interop.test>\n/expect 250\n\
         DATA\n/expect 354\n{typed}\n.\n/expect 250 queued\nVRFY\n/expect 5xx\nQUIT\n"
    );
    let output = run(&script);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(
        told.contains(" ~> ....\n ~> ...\n ~> ..hidden\n ~> /slash\n"),
        "{told}"
    );
    let (_, stored) = arrived("typed@sink.interop.test");
    assert_same(&stored, expected.as_bytes(), "typed");

    // Postfix offers CHUNKING, so that the file goes by BDAT.
    let file = services().folder.join("shell-message.eml");
    let message = format!(
        "Subject: a file\n\n.\n..\n{}last",
        "x \u{fc}\n.y\n".repeat(20_000)
    );
    std::fs::write(&file, &message).expect("a message");
    let send = file.display();
    let output = run(&format!(
        "MAIL FROM:<sender@example.com>\nRCPT TO:<sent@sink.interop.test>\n/send {send}\n/expect 250 queued\n"
    ));
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(
        told.contains(" ~> BDAT ") && told.contains(" LAST\n"),
        "{told}"
    );
    let (_, stored) = arrived("sent@sink.interop.test");
    assert_same(&stored, format!("{message}\n").as_bytes(), "sent");

    let output = run("RCPT TO:<sent@sink.interop.test>\n/expect 250\nNOOP\n");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(44), "{told}");
    assert!(
        told.contains("line 2: expected 250, got \"503 5.5.1"),
        "{told}"
    );
}

/// AUTH comes before the script, which then hands a message in.
#[test]
fn what_a_user_sends_arrives_at_submission_services() {
    let password = services().folder.join("sasl-password");
    let password = password.to_str().expect("a path in UTF-8");
    let auth = ["--auth-user", "alice", "--auth-password-file", password];
    let file = services().folder.join("shell-submitted.eml");
    let message = "Subject: submitted\n\n.\n..dot\n";
    std::fs::write(&file, message).expect("a message");
    for name in ["submission-cyrus", "submission-dovecot", "submissions"] {
        let recipient = format!("by-hand-{name}@sink.interop.test");
        let script = format!(
            "MAIL FROM:<sender@example.com>\n/expect 250\nRCPT TO:<{recipient}>\n/expect 250\n/send {}\n/expect 250 queued\n",
            file.display()
        );
        let output = run_at(name, &auth, &script);
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.code(), Some(0), "{name}: {told}");
        let (fields, stored) = arrived(&recipient);
        assert_same(&stored, message.as_bytes(), name);
        assert!(fields.contains("(Authenticated sender: alice"), "{fields}");
        let output = run_at(name, &[], &script);
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(
            output.status.code(),
            Some(44),
            "{name} relays for everybody: {told}"
        );
    }
}
