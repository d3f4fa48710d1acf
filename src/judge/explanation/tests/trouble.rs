//! Servers that take nothing, that let nobody in, and that drop some of their connections.

use super::row::{NO_EMS, NO_RENEGOTIATION, Row, usual};
use crate::judge::explanation::Others;
use crate::probe::inquiry::Question::*;
use crate::probe::inquiry::tests::scripted::{alert, choice, flight, session};
use crate::tls::TlsFault;
use crate::tls::wire::{Answer, ServerFlight};
use std::time::Duration;

pub(super) fn rows() -> Vec<Row> {
    vec![
        Row {
            name: "a passing trouble",
            session: usual(TlsFault::Alert(80)),
            answers: vec![
                (Everything, Some(flight(choice(0x0304, 0x1301)))),
                (Large, Some(flight(choice(0x0304, 0x1301)))),
            ],
            reason: &["passing trouble"],
            fix: &["--groups X25519"],
            others: Some(Others::Perhaps),
            beside: &[],
        },
        Row {
            name: "X32 nothing at all, by alerts",
            session: usual(TlsFault::Alert(80)),
            answers: vec![
                (Everything, Some(alert(80))),
                (Older, Some(alert(80))),
                (Tls13, Some(alert(80))),
                (Classic, Some(Answer::TimedOut(Duration::from_secs(2)))),
            ],
            reason: &[
                "it took none of 4 hellos more as they were offered: asked for all that servers usually have, for TLS 1.2 and everything older, for TLS 1.3 with every group it answered with alert 80",
                "asked for TLS 1.0 in a short hello it said nothing within 2 s",
            ],
            fix: &["private key"],
            others: None,
            beside: &[],
        },
        Row {
            name: "X32 nothing at all, and no hello had a name",
            session: session(TlsFault::Alert(40), |offered| offered.server_name = None),
            answers: [Everything, Older, Tls13, Classic]
                .map(|asked| (asked, Some(alert(40))))
                .to_vec(),
            reason: &[
                "so that it is hardly a matter of versions; none of them had a server name (SNI), on which the server may insist",
            ],
            fix: &[
                "private key",
                "if it insists on its name, send that (here: --sni NAME)",
            ],
            others: Some(Others::Perhaps),
            beside: &[],
        },
        Row {
            name: "X32 nothing at all, for what answers is no TLS",
            session: usual(TlsFault::Closed),
            answers: [Everything, Older, Classic]
                .map(|asked| (asked, Some(Answer::NotTls(b"421 go".to_vec()))))
                .to_vec(),
            reason: &["answered with what is no TLS: \"421 go\""],
            fix: &["find out what answers behind STARTTLS"],
            others: None,
            beside: &[],
        },
        Row {
            name: "X32 nothing at all, for its TLS is broken",
            session: usual(TlsFault::Closed),
            answers: vec![
                (Everything, Some(Answer::Malformed("x"))),
                (
                    Older,
                    Some(flight(ServerFlight {
                        not_offered: vec!["the cipher suite"],
                        ..choice(0x0303, 0x1234)
                    })),
                ),
                (Classic, Some(Answer::Closed)),
            ],
            reason: &["took none of 3 hellos more as they were offered"],
            fix: &["breaks the rules of TLS"],
            others: None,
            beside: &[],
        },
        Row {
            name: "X32 nothing at all, after an alert to the first",
            session: usual(TlsFault::Alert(40)),
            answers: [Everything, Older, Classic]
                .map(|asked| (asked, Some(Answer::Closed)))
                .to_vec(),
            reason: &["closed the connection"],
            fix: &["look into the server's log; allow"],
            others: None,
            beside: &[],
        },
        Row {
            name: "X32 nothing at all, after warnings and beginnings",
            session: usual(TlsFault::TimedOut(Duration::from_secs(1))),
            answers: [(Everything, Some(112)), (Older, None), (Classic, None)]
                .map(|(asked, warning)| {
                    let after = Duration::from_secs(1);
                    (asked, Some(Answer::Unfinished { after, warning }))
                })
                .to_vec(),
            reason: &[
                "it sent a warning, alert 112 (unrecognized_name), and no more within 1 s",
                "it began to answer, and was not done within 1 s",
            ],
            fix: &["look into the server's log; allow"],
            others: None,
            beside: &[],
        },
        Row {
            name: "X32 nothing at all, for the name's sake",
            session: usual(TlsFault::Alert(112)),
            answers: vec![(WithoutName, Some(alert(112))), (Older, Some(alert(112)))],
            reason: &[
                "not everything was asked: asked for the same without a name (SNI), for TLS 1.2 and",
            ],
            fix: &["what is known before"],
            others: None,
            beside: &[],
        },
        Row {
            name: "X32 nothing at all, in silence",
            session: usual(TlsFault::Closed),
            answers: [Small, Everything, Older, Plain, Classic]
                .map(|asked| (asked, Some(Answer::Closed)))
                .to_vec(),
            reason: &["took none of 5 hellos more", "closed the connection"],
            fix: &["lets no TLS through"],
            others: None,
            beside: &[],
        },
        Row {
            name: "nobody is let in to ask",
            session: usual(TlsFault::Alert(70)),
            answers: vec![(Everything, None)],
            reason: &["could not be asked"],
            fix: &["probe again later"],
            others: None,
            beside: &[],
        },
        Row {
            name: "what was not offered proves nothing",
            session: usual(TlsFault::Alert(70)),
            answers: vec![(
                Everything,
                Some(flight(ServerFlight {
                    not_offered: vec!["the suite"],
                    ..choice(0x0301, 0x1301)
                })),
            )],
            reason: &[
                "not everything was asked",
                "of which was not offered: the suite",
            ],
            fix: &["what is known before"],
            others: None,
            beside: &[],
        },
        Row {
            name: "X13 a large hello is dropped once",
            session: usual(TlsFault::Closed),
            answers: vec![
                (Small, Some(flight(choice(0x0304, 0x1301)))),
                (Large, Some(Answer::Closed)),
            ],
            reason: &["the groups or a passing trouble made the difference was not found out"],
            fix: &["--groups X25519"],
            others: Some(Others::Perhaps),
            beside: &[],
        },
        Row {
            name: "X13 a large hello is dropped once, and answered once",
            session: usual(TlsFault::Closed),
            answers: vec![
                (Small, Some(flight(choice(0x0304, 0x1301)))),
                (Large, Some(Answer::Closed)),
                (Small, Some(flight(choice(0x0304, 0x1301)))),
                (Small, Some(flight(choice(0x0304, 0x1301)))),
                (Large, Some(flight(choice(0x0304, 0x1301)))),
            ],
            reason: &["passing trouble: the same hello was dropped once and answered once"],
            fix: &["probe again"],
            others: Some(Others::Perhaps),
            beside: &[],
        },
        Row {
            name: "X13 the hello without TLS 1.3 is refused once, and answered once",
            session: usual(TlsFault::Closed),
            answers: vec![
                (Small, Some(Answer::Closed)),
                (Everything, Some(Answer::Closed)),
                (Older, Some(flight(choice(0x0303, 0xc02f)))),
                (Small, Some(Answer::Closed)),
                (Older, Some(flight(choice(0x0303, 0xc02f)))),
                (Older, Some(alert(40))),
            ],
            reason: &["passing trouble: the same hello was refused once and answered once"],
            fix: &["probe again"],
            others: Some(Others::Perhaps),
            beside: &[NO_EMS, NO_RENEGOTIATION],
        },
        Row {
            name: "X13 TLS 1.3 is refused once",
            session: usual(TlsFault::Alert(40)),
            answers: vec![
                (Everything, Some(alert(40))),
                (Older, Some(flight(choice(0x0303, 0xc02f)))),
                (Small, Some(alert(40))),
            ],
            reason: &["it may not bear a hello that offers TLS 1.3, or some connections fail"],
            fix: &["probe again"],
            others: Some(Others::Perhaps),
            beside: &[NO_EMS, NO_RENEGOTIATION],
        },
        Row {
            name: "X15 silence after two questions",
            session: usual(TlsFault::TimedOut(Duration::from_secs(1))),
            answers: [Small, Classic]
                .map(|asked| (asked, Some(Answer::TimedOut(Duration::from_secs(1)))))
                .to_vec(),
            reason: &["not everything was asked: asked for the same in a small hello, for TLS 1.0"],
            fix: &["a device on the path that lets no TLS through", "--timeout"],
            others: None,
            beside: &[],
        },
        Row {
            name: "X13 all that was chosen had been offered, and the offer alone is refused",
            session: usual(TlsFault::Closed),
            answers: vec![
                (Small, Some(Answer::Closed)),
                (Everything, Some(flight(choice(0x0304, 0x1301)))),
            ],
            reason: &[
                "all of which had been offered, and to the same offer alone it closed the connection",
                "or some connections fail was not found out",
            ],
            fix: &["probe again"],
            others: Some(Others::Perhaps),
            beside: &[],
        },
        Row {
            name: "fewer signature schemes than usual, in TLS 1.3",
            session: session(TlsFault::Alert(40), |offered| offered.schemes.truncate(1)),
            answers: vec![
                (Everything, Some(flight(choice(0x0304, 0x1301)))),
                (Small, Some(alert(40))),
            ],
            reason: &[
                "to the same offer alone it answered with alert 40",
                "fewer signature schemes than usual were offered",
            ],
            fix: &["leave --sigalgs out"],
            others: Some(Others::Perhaps),
            beside: &[],
        },
        Row {
            name: "X13 with its name it is taken once",
            session: session(TlsFault::Alert(40), |offered| offered.server_name = None),
            answers: vec![
                (WithName, Some(flight(choice(0x0304, 0x1301)))),
                (WithName, None),
            ],
            reason: &["it may insist on that name, or some connections fail"],
            fix: &["probe again"],
            others: Some(Others::Perhaps),
            beside: &[],
        },
        Row {
            name: "X13 with its name it is taken, and without as well",
            session: session(TlsFault::Alert(40), |offered| offered.server_name = None),
            answers: vec![
                (WithName, Some(flight(choice(0x0304, 0x1301)))),
                (WithName, Some(flight(choice(0x0304, 0x1301)))),
                (Small, Some(flight(choice(0x0304, 0x1301)))),
            ],
            reason: &["asked once more, it chose", "passing trouble"],
            fix: &["probe again"],
            others: Some(Others::Perhaps),
            beside: &[],
        },
    ]
}
