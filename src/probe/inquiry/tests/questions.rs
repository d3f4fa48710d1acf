//! The questions to servers that answer the same hello alike each time.

use super::ask::{SILENCE, asked, nameless, only, session, small};
use crate::probe::Observation;
use crate::probe::inquiry::Question::{self, *};
use crate::probe::inquiry::tests::scripted::{alert, choice, flight};
use crate::tls::TlsFault;
use crate::tls::wire::{Answer, ServerFlight};
use rustls::ProtocolVersion;
use std::time::Duration;

type Server = fn(Question) -> Option<Answer>;
type Row = (&'static str, Observation, Server, &'static [Question]);

#[track_caller]
fn hold<const N: usize>(rows: [Row; N]) {
    let wrong = rows
        .into_iter()
        .filter_map(|(name, session, server, expected)| {
            let asked = asked(&session, server);
            (asked != expected).then(|| format!("{name}: {asked:?}, not {expected:?}"))
        });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn chose(version: u16, suite: u16) -> Option<Answer> {
    Some(flight(choice(version, suite)))
}

#[test]
fn everything_is_asked_first_after_a_refusal_and_mostly_enough() {
    hold([
        (
            "X10 TLS 1.0 at best",
            session(TlsFault::Alert(70)),
            |_| chose(0x0301, 0x002f),
            &[Everything],
        ),
        (
            "X10 chose TLS 1.1 in the session",
            session(TlsFault::OldVersion(Some(0x0302))),
            |_| chose(0x0302, 0x0035),
            &[Everything],
        ),
        (
            "X16 another version where TLS 1.3 is not among them",
            session(TlsFault::Alert(40)),
            |question| match question {
                Everything => chose(0x0303, 0x0039),
                _ => chose(0x0302, 0x0039),
            },
            &[Everything],
        ),
        (
            "X04 static RSA",
            session(TlsFault::Alert(40)),
            |_| chose(0x0303, 0x002f),
            &[Everything],
        ),
        (
            "TLS 1.3 with another group",
            session(TlsFault::Alert(40)),
            |question| match question {
                Everything => Some(flight(ServerFlight {
                    group: Some(0x0019),
                    retry: true,
                    ..choice(0x0304, 0x1301)
                })),
                _ => Some(alert(70)),
            },
            &[Everything],
        ),
        (
            "TLS 1.3 alone was offered, and TLS 1.2 is there",
            only(session(TlsFault::Alert(70)), ProtocolVersion::TLSv1_3),
            |question| match question {
                Everything => chose(0x0303, 0xc02f),
                _ => Some(alert(70)),
            },
            &[Everything, Tls13],
        ),
        (
            "TLS 1.2 alone was offered, and TLS 1.3 is there",
            only(session(TlsFault::Alert(70)), ProtocolVersion::TLSv1_2),
            |question| match question {
                Everything => chose(0x0304, 0x1301),
                _ => Some(alert(70)),
            },
            &[Everything, Older],
        ),
        (
            "the next connection is refused",
            session(TlsFault::Alert(70)),
            |_| None,
            &[Everything],
        ),
    ]);
}

#[test]
fn what_refuses_everything_is_asked_for_its_parts() {
    hold([
        (
            "X04 static RSA, and no hello with TLS 1.3 is taken",
            session(TlsFault::Alert(40)),
            |question| match question {
                Older => chose(0x0303, 0x002f),
                _ => Some(alert(40)),
            },
            &[Everything, Older],
        ),
        (
            "TLS 1.3 with a group that hardly anybody has",
            session(TlsFault::Alert(40)),
            |question| match question {
                Tls13 => chose(0x0304, 0x1301),
                _ => Some(alert(40)),
            },
            &[Everything, Older, Tls13],
        ),
        (
            "all that it chose had been offered",
            session(TlsFault::Alert(40)),
            |question| match question {
                Older => chose(0x0303, 0xc02f),
                _ => Some(alert(40)),
            },
            &[Everything, Older, Small, Older, Small, Older],
        ),
        (
            "the same, and TLS 1.3 had not been offered",
            only(session(TlsFault::Alert(40)), ProtocolVersion::TLSv1_2),
            |question| match question {
                Older => chose(0x0303, 0xc02f),
                _ => Some(alert(40)),
            },
            &[Everything, Older, Small],
        ),
        (
            "nothing at all",
            session(TlsFault::Alert(40)),
            |_| Some(alert(40)),
            &[Everything, Older, Tls13, Plain, WithoutName, Classic],
        ),
        (
            "nothing but a short hello",
            session(TlsFault::Alert(50)),
            |question| match question {
                Classic => chose(0x0300, 0x000a),
                _ => Some(alert(50)),
            },
            &[Everything, Older, Tls13, Plain, WithoutName, Classic],
        ),
        (
            "nothing but a short hello of TLS 1.2",
            session(TlsFault::Alert(40)),
            |question| match question {
                Plain => chose(0x0303, 0xc02f),
                _ => Some(Answer::Closed),
            },
            &[Everything, Older, Tls13, Plain, Older, Plain],
        ),
        (
            "the small hello is refused, so that its size does not explain it",
            session(TlsFault::Closed),
            |question| match question {
                Older => chose(0x0301, 0x002f),
                Large => Some(Answer::Closed),
                _ => Some(alert(70)),
            },
            &[Small, Everything, Older],
        ),
        (
            "X11 no hello is answered",
            session(TlsFault::Closed),
            |_| Some(Answer::Closed),
            &[Small, Everything, Older, Plain, WithoutName, Classic],
        ),
        (
            "the hello was small",
            small(session(TlsFault::Closed)),
            |_| Some(Answer::Closed),
            &[Everything, Older, Plain, WithoutName, Classic, Ssl2],
        ),
    ]);
}

#[test]
fn what_was_taken_and_had_been_offered_is_tried_once_more() {
    hold([
        (
            "a passing trouble",
            session(TlsFault::Alert(80)),
            |_| chose(0x0304, 0x1301),
            &[Everything, Large],
        ),
        (
            "a passing trouble, and the hello was small",
            small(session(TlsFault::Alert(80))),
            |_| chose(0x0304, 0x1301),
            &[Everything, Small],
        ),
        (
            "X11 a large hello is refused",
            session(TlsFault::Alert(40)),
            |question| match question {
                Large => Some(alert(40)),
                _ => chose(0x0304, 0x1301),
            },
            &[Everything, Large, Large, Small, Small, Large],
        ),
        (
            "X11 a large hello is dropped",
            session(TlsFault::Reset),
            |question| match question {
                Large => Some(Answer::Reset),
                _ => chose(0x0304, 0x1301),
            },
            &[Small, Large, Small, Small, Large],
        ),
    ]);
}

#[test]
fn x08_a26_a46_the_name_is_asked_about() {
    hold([
        (
            "X08 A46 the name is missing, and the alert says so",
            nameless(session(TlsFault::Alert(112))),
            |_| chose(0x0304, 0x1301),
            &[WithName],
        ),
        (
            "X08 the name is missing",
            nameless(session(TlsFault::Alert(40))),
            |question| match question {
                WithName => chose(0x0304, 0x1301),
                _ => Some(alert(40)),
            },
            &[WithName, Small, WithName, Small, Small],
        ),
        (
            "X08 with the name or without",
            nameless(session(TlsFault::Closed)),
            |_| chose(0x0304, 0x1301),
            &[WithName, Small],
        ),
        (
            "the name is missing, and is not the reason",
            nameless(session(TlsFault::Alert(40))),
            |question| match question {
                Older => chose(0x0301, 0x002f),
                _ => Some(alert(40)),
            },
            &[WithName, Everything, Older],
        ),
        (
            "A26 its own name is refused",
            session(TlsFault::Alert(112)),
            |question| match question {
                WithoutName => chose(0x0304, 0x1301),
                _ => Some(alert(112)),
            },
            &[WithoutName],
        ),
        (
            "X17 whatever bears its name is dropped",
            session(TlsFault::Closed),
            |question| match question {
                WithoutName => chose(0x0304, 0x1301),
                Classic => chose(0x0301, 0x0035),
                _ => Some(Answer::Closed),
            },
            &[Small, Everything, Older, Plain, WithoutName, Small],
        ),
    ]);
}

#[test]
fn silence_costs_time() {
    let silent = || session(TlsFault::TimedOut(Duration::from_secs(1)));
    hold([
        (
            "to everything",
            silent(),
            |_| Some(SILENCE),
            &[Small, Classic],
        ),
        (
            "to everything, and the hello was small",
            small(silent()),
            |_| Some(SILENCE),
            &[Everything, Classic],
        ),
        (
            "X15 to what is new",
            silent(),
            |question| match question {
                Classic => chose(0x0301, 0x0035),
                _ => Some(SILENCE),
            },
            &[Small, Classic, Plain, WithoutName],
        ),
        (
            "to what is long",
            silent(),
            |question| match question {
                Classic => Some(alert(70)),
                Plain => chose(0x0303, 0xc02f),
                _ => Some(SILENCE),
            },
            &[Small, Classic, Plain, Older],
        ),
        (
            "X15 to what offers TLS 1.3",
            silent(),
            |question| match question {
                Classic => chose(0x0301, 0xc014),
                Plain | Older => chose(0x0303, 0xc02f),
                _ => Some(SILENCE),
            },
            &[Small, Classic, Plain, Older, Small, Older],
        ),
        (
            "X15 to what offers TLS 1.3, and nothing else was offered",
            only(silent(), ProtocolVersion::TLSv1_3),
            |question| match question {
                Classic => chose(0x0301, 0xc014),
                Plain | Older => chose(0x0303, 0xc02f),
                _ => Some(SILENCE),
            },
            &[Small, Classic, Plain, Older],
        ),
        (
            "X17 to what bears its name",
            silent(),
            |question| match question {
                Classic => Some(alert(70)),
                WithoutName => chose(0x0304, 0x1301),
                _ => Some(SILENCE),
            },
            &[Small, Classic, Plain, WithoutName, Small],
        ),
    ]);
}
