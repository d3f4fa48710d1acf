//! The name, the length and what else stands in a hello.

use super::row::{NO_EMS, NO_RENEGOTIATION, Row, usual};
use crate::judge::explanation::Others;
use crate::probe::inquiry::Question::*;
use crate::probe::inquiry::tests::scripted::{alert, choice, flight, session};
use crate::tls::TlsFault;
use crate::tls::wire::{Answer, ServerFlight};

const SECOND: std::time::Duration = std::time::Duration::from_secs(1);

pub(super) fn rows() -> Vec<Row> {
    vec![
        Row {
            name: "X08 A46 the server insists on its name",
            session: session(TlsFault::Alert(112), |offered| offered.server_name = None),
            answers: vec![(WithName, Some(flight(choice(0x0304, 0x1301))))],
            reason: &[
                "with its own name as server name (SNI) it took",
                "insists on that name",
            ],
            fix: &["whatever server name is sent, or none"],
            others: Some(Others::WithName),
            beside: &[],
        },
        Row {
            name: "A26 the server refuses its name",
            session: usual(TlsFault::Alert(112)),
            answers: vec![(WithoutName, Some(flight(choice(0x0304, 0x1301))))],
            reason: &[
                "without a server name (SNI) it took",
                "refuses the name that was sent, which is its own",
            ],
            fix: &["take its own name"],
            others: Some(Others::WithoutName),
            beside: &[],
        },
        Row {
            name: "X11 a large hello is dropped",
            session: usual(TlsFault::Reset),
            answers: vec![
                (Small, Some(flight(choice(0x0304, 0x1301)))),
                (Large, Some(Answer::Reset)),
                (Small, Some(flight(choice(0x0304, 0x1301)))),
                (Small, Some(flight(choice(0x0304, 0x1301)))),
                (Large, Some(Answer::Reset)),
            ],
            reason: &[
                "in a hello of 2",
                "octets, which is more than one segment, it reset the connection each time",
                "cannot bear a ClientHello of that length",
            ],
            fix: &["firewall", "--groups X25519"],
            others: Some(Others::WithSmallHello),
            beside: &[],
        },
        Row {
            name: "X11 a large hello is taken",
            session: usual(TlsFault::Reset),
            answers: vec![
                (Small, Some(flight(choice(0x0304, 0x1301)))),
                (Large, Some(flight(choice(0x0304, 0x1301)))),
            ],
            reason: &[
                "also in a hello as large as the first",
                "passing trouble, or the post-quantum key share",
            ],
            fix: &["--groups X25519"],
            others: Some(Others::Perhaps),
            beside: &[],
        },
        Row {
            name: "all that was chosen had been offered, and is refused again",
            session: usual(TlsFault::Alert(40)),
            answers: vec![
                (Everything, Some(alert(40))),
                (
                    Older,
                    Some(flight(ServerFlight {
                        group: Some(0x1d),
                        ..choice(0x0303, 0xc02f)
                    })),
                ),
                (Small, Some(alert(40))),
                (
                    Older,
                    Some(flight(ServerFlight {
                        group: Some(0x1d),
                        ..choice(0x0303, 0xc02f)
                    })),
                ),
                (Small, Some(alert(40))),
            ],
            reason: &["cannot bear a hello that offers TLS 1.3"],
            fix: &[
                "--tls-max 1.2; in Postfix, for this",
                "add protocols=>=TLSv1.2:<=TLSv1.2;",
            ],
            others: Some(Others::WithoutTls13),
            beside: &[NO_EMS, NO_RENEGOTIATION],
        },
        Row {
            name: "X14 a short hello of TLS 1.2 alone",
            session: usual(TlsFault::Alert(40)),
            answers: vec![
                (Everything, Some(alert(40))),
                (Older, Some(alert(40))),
                (Tls13, Some(alert(40))),
                (
                    Plain,
                    Some(flight(ServerFlight {
                        group: Some(0x1d),
                        ..choice(0x0303, 0xc02f)
                    })),
                ),
                (Older, Some(alert(40))),
                (
                    Plain,
                    Some(flight(ServerFlight {
                        group: Some(0x1d),
                        ..choice(0x0303, 0xc02f)
                    })),
                ),
            ],
            reason: &[
                "a short hello of TLS 1.2 it took",
                "all of which had been offered; but not others",
                "what in these it does not bear was not found out",
            ],
            fix: &["what it dislikes in other hellos"],
            others: Some(Others::Perhaps),
            beside: &[NO_EMS, NO_RENEGOTIATION],
        },
        Row {
            name: "X14 a short hello of TLS 1.2 alone, once",
            session: usual(TlsFault::Alert(40)),
            answers: vec![
                (Everything, Some(alert(40))),
                (Older, Some(alert(40))),
                (Tls13, Some(alert(40))),
                (
                    Plain,
                    Some(flight(ServerFlight {
                        group: Some(0x1d),
                        ..choice(0x0303, 0xc02f)
                    })),
                ),
            ],
            reason: &[
                "a short hello of TLS 1.2 it took",
                "all of which had been offered; but not others",
                "whether there is something in these that it does not bear, or some connections fail, was not found out",
            ],
            fix: &[
                "probe again; where it fails again and again, look into the server's log for what it dislikes in other hellos",
            ],
            others: Some(Others::Perhaps),
            beside: &[NO_EMS, NO_RENEGOTIATION],
        },
        Row {
            name: "X15 silent to hellos with TLS 1.3, and what it takes stands not among what it does not take",
            session: usual(TlsFault::TimedOut(SECOND)),
            answers: vec![
                (Small, Some(Answer::TimedOut(SECOND))),
                (Classic, Some(flight(choice(0x0301, 0xc014)))),
                (Plain, Some(flight(choice(0x0303, 0xc02f)))),
            ],
            reason: &[
                "but not others: asked for the same in a small hello it said nothing within 1 s; whether there is something in these",
            ],
            fix: &["what it dislikes in other hellos"],
            others: Some(Others::Perhaps),
            beside: &[NO_EMS, NO_RENEGOTIATION],
        },
        Row {
            name: "X15 silent to hellos with TLS 1.3, by turns",
            session: usual(TlsFault::TimedOut(SECOND)),
            answers: vec![
                (Small, Some(Answer::TimedOut(SECOND))),
                (Classic, Some(flight(choice(0x0301, 0xc014)))),
                (Plain, Some(flight(choice(0x0303, 0xc02f)))),
                (Older, Some(flight(choice(0x0303, 0xc02f)))),
                (Small, Some(Answer::TimedOut(SECOND))),
                (Older, Some(flight(choice(0x0303, 0xc02f)))),
            ],
            reason: &[
                "said nothing within 1 s each time: it cannot bear a hello that offers TLS 1.3",
            ],
            fix: &[
                "--tls-max 1.2; in Postfix, for this",
                "add protocols=>=TLSv1.2:<=TLSv1.2;",
            ],
            others: Some(Others::WithoutTls13),
            beside: &[NO_EMS, NO_RENEGOTIATION],
        },
        Row {
            name: "X08 the server insists on its name, and does not say so",
            session: session(TlsFault::Alert(40), |offered| offered.server_name = None),
            answers: vec![
                (WithName, Some(flight(choice(0x0304, 0x1301)))),
                (Small, Some(alert(40))),
                (WithName, Some(flight(choice(0x0304, 0x1301)))),
                (Small, Some(alert(40))),
                (Small, Some(alert(40))),
            ],
            reason: &["it took, and chose", "the server insists on that name"],
            fix: &["whatever server name is sent, or none"],
            others: Some(Others::WithName),
            beside: &[],
        },
        Row {
            name: "X13 a limit begins after the hellos with its name",
            session: session(TlsFault::Alert(40), |offered| offered.server_name = None),
            answers: vec![
                (WithName, Some(flight(choice(0x0304, 0x1301)))),
                (WithName, Some(flight(choice(0x0304, 0x1301)))),
                (Small, Some(alert(40))),
                (Small, Some(alert(40))),
                (Small, Some(alert(40))),
            ],
            reason: &["it may insist on that name, or some connections fail"],
            fix: &["probe again"],
            others: Some(Others::Perhaps),
            beside: &[],
        },
        Row {
            name: "A26 another name than the server's own is refused",
            session: session(TlsFault::Alert(112), |offered| {
                offered.server_name = Some("other.test".to_owned());
            }),
            answers: vec![
                (WithName, Some(alert(112))),
                (WithoutName, Some(flight(choice(0x0304, 0x1301)))),
            ],
            reason: &["it took, and chose", "refuses the name that was sent"],
            fix: &["as server name (SNI)"],
            others: Some(Others::WithoutName),
            beside: &[],
        },
        Row {
            name: "X11 a large hello is refused by an alert",
            session: usual(TlsFault::Alert(40)),
            answers: vec![
                (Everything, Some(flight(choice(0x0304, 0x1301)))),
                (Large, Some(alert(40))),
                (Large, Some(alert(40))),
                (Small, Some(flight(choice(0x0304, 0x1301)))),
                (Small, Some(flight(choice(0x0304, 0x1301)))),
                (Large, Some(alert(40))),
            ],
            reason: &[
                "it answered with alert 40 (handshake_failure) each time",
                "cannot bear a ClientHello of that length",
            ],
            fix: &["--groups X25519"],
            others: Some(Others::WithSmallHello),
            beside: &[],
        },
        Row {
            name: "X17 whatever bears the server's name is dropped",
            session: usual(TlsFault::Closed),
            answers: vec![
                (Small, Some(Answer::Closed)),
                (Everything, Some(Answer::Closed)),
                (Older, Some(Answer::Closed)),
                (Plain, Some(Answer::Closed)),
                (WithoutName, Some(flight(choice(0x0304, 0x1301)))),
                (Small, Some(Answer::Closed)),
            ],
            reason: &[
                "the server, or a device before it, refuses the name that was sent, which is its own",
            ],
            fix: &["take its own name"],
            others: Some(Others::WithoutName),
            beside: &[],
        },
    ]
}
