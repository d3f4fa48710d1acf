//! A password for /auth: asked for, and never shown.

use super::seated::{Puppet, seated as before, with};
use crate::support::key::*;
use crate::support::{Seat, Theatre, one_host};
use smtls::lab::{Account, Act, Behaviour, Host, Manners, Scenario};
use tempfile::TempDir;

const PASSWORD: &str = "correct horse battery";

fn theatre() -> Theatre {
    let mut manners = Manners {
        starttls: None,
        account: Some(Account::default()),
        ..Manners::default()
    };
    manners.extensions_inside_tls.push("AUTH PLAIN".to_owned());
    let script = vec![Act::Handshake(manners.tls.clone()), Act::Serve(manners)];
    Theatre::new(&Scenario {
        target: "submissions://mx.lab.test".to_owned(),
        hosts: vec![Host {
            port: 465,
            preference: None,
            ..one_host(script).hosts.remove(0)
        }],
        ..one_host(Behaviour::Down)
    })
}

fn seated(theatre: &Theatre, home: &TempDir) -> Seat {
    let mut words = theatre.words(&[]);
    words[0] = "shell".to_owned();
    let home = home.path().display().to_string();
    let seat = Seat::new(&words, &[("HOME", &home)]);
    seat.last_line(PROMPT);
    seat
}

const PROMPT: &str = "mx.lab.test TLS 1.3>";

#[test]
fn k30_a_password_for_auth_is_asked_for_without_being_shown() {
    let (theatre, home) = (theatre(), TempDir::new().unwrap());
    let seat = seated(&theatre, &home);
    seat.types("/auth PLAIN").types(ENTER).shows("user");
    seat.types("alice").types(ENTER).shows("password");
    seat.types(PASSWORD).types(ENTER).shows("235 ");
    seat.last_line(PROMPT);
    seat.types(UP).last_line(&format!("{PROMPT} /auth PLAIN"));
    seat.types(CTRL_C).last_line(PROMPT);
    seat.types(CTRL_D).shows("exit 0");
    let written = String::from_utf8_lossy(&seat.octets()).into_owned();
    assert!(
        !written.contains("correct") && !written.contains("battery"),
        "{written:?}"
    );
    seat.ends(0);
    let kept = home.path().join(".local/state/smtls/history");
    assert_eq!(std::fs::read_to_string(kept).unwrap(), "/auth PLAIN\n");
}

#[test]
fn k30_the_question_can_be_given_up() {
    let (theatre, home) = (theatre(), TempDir::new().unwrap());
    let seat = seated(&theatre, &home);
    seat.types("/auth PLAIN").types(ENTER).shows("user");
    seat.types("alice").types(ENTER).shows("password");
    seat.types("half").types(CTRL_C).last_line(PROMPT);
    seat.types("NOOP")
        .types(ENTER)
        .shows("250 ")
        .last_line(PROMPT);
    seat.types(CTRL_D).shows("exit 0");
    let written = String::from_utf8_lossy(&seat.octets()).into_owned();
    assert!(!written.contains("half"), "{written:?}");
    seat.ends(0);
}

/// What the screen was sent while somebody authenticates by hand: typed, pasted, and where the terminal can do nothing.
fn by_hand(options: &[&str], term: &str) -> (String, Vec<String>) {
    let (puppet, home) = (Puppet::new(&["AUTH PLAIN LOGIN"]), TempDir::new().unwrap());
    let (seat, enter) = match term {
        "dumb" => (with(&puppet, options, &home, &[("TERM", term)]), "\n"),
        _ => (before(&puppet, options, &home), ENTER),
    };
    seat.types("AUTH LOGIN").types(enter).last_line("334>");
    seat.types("c2VjcmV0").types(ENTER);
    puppet.heard("c2VjcmV0");
    seat.last_line(super::seated::PROMPT);
    if term != "dumb" {
        seat.types("AUTH PLAIN AGEAc2VjcmV1").types(ENTER);
        seat.last_line("334>").types("*").types(ENTER);
        puppet.heard("*");
        seat.last_line(super::seated::PROMPT);
        seat.types("\x1b[200~AUTH LOGIN\rc2VjcmV2\rAUTH PLAIN c2VjcmV3\rc2Vjc\x1b[201~");
        let begun = match options.is_empty() {
            true => "334>",
            false => "334> c2Vjc",
        };
        seat.last_line(begun).types("mV4").types(ENTER);
        puppet.heard("c2VjcmV4");
        seat.last_line(super::seated::PROMPT);
    }
    let said = puppet.heard("c2VjcmV0");
    seat.types(CTRL_D).shows("exit 0");
    let written = String::from_utf8_lossy(&seat.octets()).into_owned();
    seat.ends(0);
    (written, said)
}

#[test]
fn k10_what_authenticates_is_not_seen_as_it_is_typed() {
    for term in ["xterm", "dumb"] {
        let (written, said) = by_hand(&[], term);
        assert!(!written.contains("c2V"), "{term}: {written:?}");
        assert!(written.contains("[hidden]"), "{term}: {written:?}");
        if term == "xterm" {
            let expected = [
                "AUTH LOGIN",
                "c2VjcmV0",
                "AUTH PLAIN AGEAc2VjcmV1",
                "*",
                "AUTH LOGIN",
                "c2VjcmV2",
                "AUTH PLAIN c2VjcmV3",
                "c2VjcmV4",
            ];
            assert_eq!(said[1..], expected);
            assert!(written.contains(&"*".repeat(12)), "{written:?}");
        }
    }
    let (written, _) = by_hand(&["--show-secrets"], "xterm");
    for secret in ["c2VjcmV0", "AGEAc2VjcmV1", "c2VjcmV2", "c2VjcmV3"] {
        assert!(written.contains(secret), "{secret}: {written:?}");
    }
}

#[test]
fn k30_nobody_is_asked_for_a_password_that_would_not_be_sent() {
    let (puppet, home) = (Puppet::new(&["AUTH PLAIN LOGIN"]), TempDir::new().unwrap());
    let seat = before(&puppet, &[], &home);
    for command in ["/auth PLAIN", "/auth"] {
        seat.types(command).types(ENTER);
        seat.shows("given to a new shell")
            .last_line(super::seated::PROMPT);
    }
    seat.types(CTRL_D).shows("exit 0");
    let written = String::from_utf8_lossy(&seat.octets()).into_owned();
    assert!(written.contains("nothing secret was sent: PLAIN would"));
    assert!(written.contains("nothing secret was sent: PLAIN and LOGIN"));
    assert!(!written.contains("user:"), "{written:?}");
    seat.ends(0);
    let seat = before(&puppet, &["--allow-plaintext-auth"], &home);
    seat.types("/auth PLAIN").types(ENTER).shows("user:");
    seat.types(CTRL_C).last_line(super::seated::PROMPT);
    seat.types(CTRL_D).shows("exit 0");
    seat.ends(0);
}
