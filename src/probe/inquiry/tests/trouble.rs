//! The questions to servers that drop some of their connections, whatever is asked.

use super::ask::{asked_in_turn, session};
use crate::probe::inquiry::Question::{self, *};
use crate::probe::inquiry::tests::scripted::{choice, flight};
use crate::tls::TlsFault;
use crate::tls::wire::Answer;

fn chooses(question: Question) -> Answer {
    flight(match question {
        Small | Large | Tls13 | Everything => choice(0x0304, 0x1301),
        Classic => choice(0x0301, 0xc014),
        _ => choice(0x0303, 0xc02f),
    })
}

#[test]
fn a_server_that_drops_some_connections_is_not_asked_until_it_looks_like_a_pattern() {
    let large = session(TlsFault::Closed);
    type Drops = fn(usize) -> bool;
    let rows: [(&str, Drops, &[Question]); 5] = [
        (
            "every second",
            |n| n % 2 == 1,
            &[Small, Large, Small, Small],
        ),
        ("two of three", |n| n % 3 != 0, &[Small, Everything]),
        (
            "two of three, begun elsewhere",
            |n| n % 3 != 2,
            &[Small, Large, Small],
        ),
        (
            "the first and the third",
            |n| n == 1 || n == 3,
            &[Small, Large, Small, Small, Large],
        ),
        ("the first alone", |n| n == 1, &[Small, Large]),
    ];
    for (name, drops, expected) in rows {
        let asked = asked_in_turn(&large, |n, _| drops(n), chooses);
        assert_eq!(asked, expected, "{name}");
    }
}

#[test]
fn whoever_bears_no_tls_1_3_is_asked_twice_with_a_hello_between_that_it_takes() {
    let intolerant = |_, question| matches!(question, Small | Large | Tls13 | Everything);
    assert_eq!(
        asked_in_turn(&session(TlsFault::Closed), intolerant, chooses),
        [Small, Everything, Older, Small, Older, Older]
    );
    assert_eq!(
        asked_in_turn(&session(TlsFault::Alert(40)), intolerant, chooses),
        [Everything, Older, Small, Older, Small, Older]
    );
}
