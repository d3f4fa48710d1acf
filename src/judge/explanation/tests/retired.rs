//! What standards retired.

use super::row::{Row, usual};
use crate::judge::explanation::Others;
use crate::judge::fate::SomeSenders;
use crate::probe::inquiry::Question::*;
use crate::probe::inquiry::tests::scripted::{alert, choice, flight, session};
use crate::tls::TlsFault;
use crate::tls::wire::{Answer, ServerFlight, Ssl2ServerHello};
use rustls::ProtocolVersion;
use std::time::Duration;

pub(super) fn rows() -> Vec<Row> {
    vec![
        Row {
            name: "X10 TLS 1.0 with static RSA",
            session: usual(TlsFault::Alert(70)),
            answers: vec![(Everything, Some(flight(choice(0x0301, 0x002f))))],
            reason: &[
                "of all that servers usually have, TLS 1.3 included, it chose TLS 1.0 with TLS_RSA_WITH_AES_128_CBC_SHA (RSA, no forward secrecy)",
                "TLS 1.0 is retired (RFC 8996)",
            ],
            fix: &[
                "TLS 1.2 or 1.3",
                "smtpd_tls_protocols = >=TLSv1.2",
                "smtpd_tls_mandatory_protocols where the port demands TLS",
                "in smtp_tls_policy_maps, at the nexthop",
                "keep the level that stands there, or take may where none does, and add protocols=>=TLSv1 ciphers=medium;",
                "smtp_tls_protocols = >=TLSv1,",
                "before Postfix 3.6: !SSLv2, !SSLv3, in a policy !SSLv2:!SSLv3)",
                "before Postfix 3.6: !SSLv2, !SSLv3, !TLSv1, !TLSv1.1)",
                "OpenSSL 3 refuses",
            ],
            others: Some(Others::Only(SomeSenders::Tls10)),
            beside: &["no forward secrecy"],
        },
        Row {
            name: "X10 TLS 1.1, and TLS 1.3 alone was offered",
            session: session(TlsFault::Alert(70), |offered| {
                offered.versions = vec![ProtocolVersion::TLSv1_3];
            }),
            answers: vec![(
                Everything,
                Some(flight(ServerFlight {
                    group: Some(0x17),
                    ..choice(0x0302, 0xc014)
                })),
            )],
            reason: &["smtls' usual offer, TLS 1.2 and 1.3, would not reach it either"],
            fix: &["add protocols=>=TLSv1.1 ciphers=medium"],
            others: Some(Others::Only(SomeSenders::Tls11)),
            beside: &[],
        },
        Row {
            name: "X10 SSL 3.0 with RC4, by a short hello alone",
            session: usual(TlsFault::Closed),
            answers: vec![
                (Everything, Some(Answer::Closed)),
                (Older, Some(Answer::Closed)),
                (Classic, Some(flight(choice(0x0300, 0x0005)))),
            ],
            reason: &[
                "SSL 3.0 with TLS_RSA_WITH_RC4_128_SHA",
                "a short hello of TLS 1.0 it took",
                "asked for all that servers usually have, for TLS 1.2 and everything older it closed the connection; whether it does TLS 1.2 was not found out",
            ],
            fix: &["TLS 1.2 or 1.3"],
            others: Some(Others::Perhaps),
            beside: &["RC4 is forbidden (RFC 7465)", "no forward secrecy"],
        },
        Row {
            name: "SSL 2.0",
            session: usual(TlsFault::Closed),
            answers: vec![
                (Everything, Some(Answer::Closed)),
                (
                    Ssl2,
                    Some(Answer::Ssl2(Ssl2ServerHello {
                        version: 2,
                        certificate: Vec::new(),
                        kinds: vec![0x01_0080],
                    })),
                ),
            ],
            reason: &["chose SSL 2.0, which is retired (RFC 6176)"],
            fix: &["RFC 6176"],
            others: None,
            beside: &[],
        },
        Row {
            name: "SSL 2.0 without a cipher",
            session: usual(TlsFault::Closed),
            answers: vec![(
                Ssl2,
                Some(Answer::Ssl2(Ssl2ServerHello {
                    version: 2,
                    certificate: Vec::new(),
                    kinds: Vec::new(),
                })),
            )],
            reason: &[
                "answered in SSL 2.0, which is retired (RFC 6176), and has no cipher in common",
            ],
            fix: &["RFC 6176"],
            others: None,
            beside: &[],
        },
        Row {
            name: "X10 TLS 1.0 with RC4, which is not known of any sender",
            session: usual(TlsFault::Alert(70)),
            answers: vec![(Everything, Some(flight(choice(0x0301, 0x0005))))],
            reason: &["TLS 1.0 is retired (RFC 8996)"],
            fix: &["!TLSv1, !TLSv1.1)"],
            others: Some(Others::Perhaps),
            beside: &["RC4 is forbidden (RFC 7465)", "no forward secrecy"],
        },
        Row {
            name: "X10 TLS 1.0 without encryption, which no sender takes",
            session: usual(TlsFault::Alert(70)),
            answers: vec![(Everything, Some(flight(choice(0x0301, 0x0002))))],
            reason: &["TLS 1.0 is retired (RFC 8996)"],
            fix: &["!TLSv1, !TLSv1.1)"],
            others: None,
            beside: &["does not encrypt at all", "no forward secrecy"],
        },
        Row {
            name: "X10 TLS 1.0 alone, which the security level of OpenSSL forbids",
            session: usual(TlsFault::Alert(70)),
            answers: vec![
                (Everything, Some(alert(80))),
                (Older, Some(alert(80))),
                (Tls13, Some(alert(70))),
                (Plain, Some(alert(80))),
                (Classic, Some(alert(80))),
            ],
            reason: &["took none of 5 hellos more"],
            fix: &["let the server do TLS 1.2 or 1.3", "security level forbids"],
            others: None,
            beside: &[],
        },
        Row {
            name: "X14 a short hello of TLS 1.2 is answered with TLS 1.0",
            session: usual(TlsFault::Alert(40)),
            answers: vec![
                (Everything, Some(alert(40))),
                (Older, Some(alert(40))),
                (Tls13, Some(alert(40))),
                (Plain, Some(flight(choice(0x0301, 0x0035)))),
            ],
            reason: &[
                "asked for TLS 1.2 in a short hello it chose TLS 1.0",
                "TLS 1.0 is retired (RFC 8996)",
            ],
            fix: &["TLS 1.2 or 1.3", "protocols=>=TLSv1:<=TLSv1.2 ciphers"],
            others: Some(Others::Perhaps),
            beside: &["no forward secrecy"],
        },
        Row {
            name: "X15 a server that is silent to what is new",
            session: usual(TlsFault::TimedOut(Duration::from_secs(1))),
            answers: vec![
                (Small, Some(Answer::TimedOut(Duration::from_secs(1)))),
                (Classic, Some(flight(choice(0x0301, 0x0035)))),
                (Plain, Some(Answer::TimedOut(Duration::from_secs(1)))),
            ],
            reason: &[
                "a short hello of TLS 1.0 it took",
                "for TLS 1.2 in a short hello it said nothing within 1 s; whether it does TLS 1.2 was not found out",
            ],
            fix: &["TLS 1.2 or 1.3 where it does not yet"],
            others: Some(Others::Perhaps),
            beside: &["no forward secrecy"],
        },
    ]
}
