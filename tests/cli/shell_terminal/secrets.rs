//! A password for /auth: asked for, and never shown.

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
