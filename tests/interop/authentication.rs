//! AUTH against the SASL of Cyrus and of Dovecot, behind Postfix, and against OpenSMTPD.

use std::io::{Read, Write};
use std::process::{Command, Stdio};

use crate::opensmtpd;
use crate::services::{Service, service, services};
use crate::smtls::{probe_only, target};

/// Authenticates as the user of both; gives the exit code and what the report says of it.
fn authenticate(service: &Service, mechanism: &str, option: &str, file: &str) -> (i32, String) {
    let folder = services().folder.join(file);
    let file = folder.to_str().expect("a path in UTF-8");
    let root = services().root.to_str().expect("a path in UTF-8");
    let name = services().name.as_str();
    let target = target(service);
    let mut options = vec!["--verify-name", name, "--auth-user", "alice", option, file];
    if !mechanism.is_empty() {
        options.extend(["--auth", mechanism]);
    }
    let probe = probe_only(&target, root, &options);
    let sentence = probe.json["conclusion"]["sentence"].to_string();
    let told = &probe.json["endpoints"][0]["observations"][0]["authentication"];
    let attempt = &told["attempts"][0];
    assert!(!probe.text.contains("correct horse"), "{}", probe.text);
    let told = format!(
        "{} {} {} {sentence}",
        attempt["mechanism"], attempt["outcome"], attempt["server_proved"]
    );
    (probe.exit, told.replace('"', ""))
}

/// Each mechanism with the right password, and with a wrong one, which gets that reply.
fn by_each(service: &Service, mechanisms: &[&str], refusal: &str) {
    for mechanism in mechanisms {
        let option = match mechanism.contains("OAUTH") || *mechanism == "OAUTHBEARER" {
            true => "--auth-token-file",
            false => "--auth-password-file",
        };
        let name = mechanism.trim_end_matches("-INITIAL");
        let (exit, told) = authenticate(service, mechanism, option, "sasl-password");
        assert_eq!(exit, 0, "{mechanism}: {told}");
        let proved = mechanism.starts_with("SCRAM");
        let expected = format!("{name} accepted {}", if proved { "true" } else { "null" });
        assert!(told.starts_with(&expected), "{mechanism}: {told}");
        let (exit, told) = authenticate(service, mechanism, option, "sasl-wrong-password");
        assert_eq!(exit, 28, "{mechanism}: {told}");
        assert!(
            told.starts_with(&format!("{name} refused")),
            "{mechanism}: {told}"
        );
        assert!(told.contains(refusal), "{mechanism}: {told}");
    }
}

#[test]
fn cyrus_takes_what_smtls_says() {
    let service = service("sasl-cyrus");
    by_each(
        &service,
        &["PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256"],
        "535 5.7.8",
    );
    let (exit, told) = authenticate(&service, "", "--auth-password-file", "sasl-password");
    assert_eq!(exit, 0, "{told}");
    assert!(told.starts_with("SCRAM-SHA-256 accepted true"), "{told}");
}

#[test]
fn dovecot_takes_what_smtls_says() {
    by_each(
        &service("sasl-dovecot"),
        &[
            "PLAIN",
            "LOGIN",
            "LOGIN-INITIAL",
            "CRAM-MD5",
            "SCRAM-SHA-1",
            "SCRAM-SHA-256",
            "XOAUTH2",
            "OAUTHBEARER",
        ],
        "535 5.7.8",
    );
}

/// Its passwords stand in a table of its own, as crypt has them.
#[test]
fn opensmtpd_takes_what_smtls_says() {
    let _alone = opensmtpd::alone();
    for name in ["opensmtpd-submission", "opensmtpd-submissions"] {
        by_each(
            &service(name),
            &["PLAIN", "LOGIN"],
            "535 Authentication failed",
        );
    }
}

/// On a terminal that `script` makes, the password is asked for, and nobody sees it typed.
#[test]
fn the_password_is_asked_for_without_echo() {
    let service = service("sasl-dovecot");
    let folder = services().folder.join("sasl-password");
    let password = std::fs::read_to_string(folder).expect("the password");
    let smtls = format!(
        "{} probe --color never --auth-user alice --verify-name {} --ca-file {} {}",
        env!("CARGO_BIN_EXE_smtls"),
        services().name,
        services().root.display(),
        service.host_and_port()
    );
    let mut terminal = Command::new("script")
        .args(["-qec", &smtls, "/dev/null"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("script of util-linux");
    let mut keyboard = terminal.stdin.take().expect("a keyboard");
    let mut screen = terminal.stdout.take().expect("a screen");
    let mut shown = Vec::new();
    let mut octet = [0];
    while !shown.ends_with(b"password of alice: ") {
        assert_eq!(screen.read(&mut octet).expect("a screen"), 1, "no prompt");
        shown.extend_from_slice(&octet);
    }
    keyboard.write_all(password.as_bytes()).expect("typing");
    screen.read_to_end(&mut shown).expect("a screen");
    let shown = String::from_utf8_lossy(&shown).into_owned();
    assert!(!shown.contains(password.trim_end()), "{shown}");
    assert!(shown.contains("it accepted the credentials"), "{shown}");
    assert!(terminal.wait().expect("an end").success(), "{shown}");
}
