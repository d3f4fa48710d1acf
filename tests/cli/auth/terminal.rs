//! The question for a password on a terminal, as a person meets it.

use super::server::*;
use crate::support::{Seat, key};

/// A probe that asks for a password, at a seat before a terminal.
fn asked(theatre: &Theatre) -> Seat {
    let mut words = theatre.words(&with(&["--auth", "PLAIN"]));
    let place = words.iter().position(|it| it == "--auth-password-file");
    if let Some(place) = place {
        words.drain(place..place + 2);
    }
    let seat = Seat::new(&words, &[]);
    seat.last_line("password of alice:");
    seat
}

fn theatre() -> Theatre {
    submissions(offering("PLAIN", Manners::default()), PASSWORD)
}

#[test]
fn k30_a_password_is_asked_for_without_being_shown() {
    let theatre = theatre();
    let seat = asked(&theatre);
    assert!(!seat.is_given_back(), "what is typed would be shown");
    seat.types("wrong").types(key::BACKSPACE).types("\x15");
    seat.types(PASSWORD).types(key::ENTER);
    seat.shows("exit 0");
    let written = seat.octets();
    let shown = |text: &str| String::from_utf8_lossy(&written).contains(text);
    assert!(!shown(PASSWORD) && !shown("wrong") && !shown("correct"));
    seat.ends(0);
}

#[test]
fn k30_whoever_breaks_off_gets_the_terminal_back() {
    for begun in ["", "half a pass"] {
        let theatre = theatre();
        let seat = asked(&theatre);
        seat.types(begun).types(key::CTRL_C);
        seat.shows("smtls: interrupted");
        let lines = seat.ends(130);
        assert!(lines.iter().all(|line| !line.contains("half")), "{lines:?}");
        assert_eq!(theatre.lab.log().connections().len(), 0);
    }
    let theatre = theatre();
    let seat = asked(&theatre);
    seat.types(key::CTRL_D);
    seat.shows("the password from the terminal is empty");
    seat.ends(1);
}
