//! What had not been offered.

use super::row::{NO_EMS, NO_RENEGOTIATION, Row, exchange, usual};
use crate::judge::explanation::Others;
use crate::judge::fate::SomeSenders;
use crate::probe::inquiry::Question::*;
use crate::probe::inquiry::tests::scripted::{alert, choice, flight, session};
use crate::tls::TlsFault;
use crate::tls::wire::{ServerFlight, ServerKeyExchange};
use rustls::{CipherSuite, NamedGroup, ProtocolVersion};

pub(super) fn rows() -> Vec<Row> {
    vec![
        Row {
            name: "X04 TLS 1.2 with static RSA",
            session: usual(TlsFault::Alert(40)),
            answers: vec![(Everything, Some(flight(choice(0x0303, 0x002f))))],
            reason: &[
                "it chose TLS 1.2 with TLS_RSA_WITH_AES_128_CBC_SHA (RSA, no forward secrecy), but that suite had not been offered",
            ],
            fix: &["let the server do ECDHE suites"],
            others: Some(Others::OnOtherLibraries),
            beside: &["no forward secrecy", NO_EMS, NO_RENEGOTIATION],
        },
        Row {
            name: "X05 DHE of 1024 bits",
            session: usual(TlsFault::Alert(40)),
            answers: vec![(
                Older,
                Some(flight(ServerFlight {
                    key_exchange: exchange(1024),
                    ..choice(0x0303, 0x009f)
                })),
            )],
            reason: &["TLS_DHE_RSA_WITH_AES_256_GCM_SHA384 (DHE, 1024 bits)"],
            fix: &["let the server do ECDHE suites"],
            others: Some(Others::Only(SomeSenders::Postfix)),
            beside: &[
                "has 1024 bits, and is to have 2048",
                NO_EMS,
                NO_RENEGOTIATION,
            ],
        },
        Row {
            name: "X05 DHE of 2048 bits, which OpenSSL takes",
            session: usual(TlsFault::Alert(40)),
            answers: vec![(
                Everything,
                Some(flight(ServerFlight {
                    key_exchange: exchange(2048),
                    ..choice(0x0303, 0x009f)
                })),
            )],
            reason: &["(DHE, 2048 bits)"],
            fix: &["let the server do ECDHE suites"],
            others: Some(Others::OnOtherLibraries),
            beside: &[NO_EMS, NO_RENEGOTIATION],
        },
        Row {
            name: "X06 anonymous",
            session: usual(TlsFault::Alert(40)),
            answers: vec![(
                Everything,
                Some(flight(ServerFlight {
                    key_exchange: exchange(2048),
                    ..choice(0x0303, 0x0034)
                })),
            )],
            reason: &["(anonymous DHE, 2048 bits)"],
            fix: &[
                "give the server a certificate and its key",
                "smtpd_tls_chain_files",
            ],
            others: Some(Others::Only(SomeSenders::Anonymous)),
            beside: &["without a certificate", NO_EMS, NO_RENEGOTIATION],
        },
        Row {
            name: "TLS 1.3 alone was offered, and TLS 1.2 is there",
            session: session(TlsFault::Alert(70), |offered| {
                offered.versions = vec![ProtocolVersion::TLSv1_3];
            }),
            answers: vec![
                (
                    Everything,
                    Some(flight(ServerFlight {
                        group: Some(0x1d),
                        ..choice(0x0303, 0xc030)
                    })),
                ),
                (Tls13, Some(alert(70))),
            ],
            reason: &[
                "TLS 1.3 alone it does not do, and of all that servers usually have, TLS 1.3 included, it chose TLS 1.2 with",
                "(ECDHE, x25519), but TLS 1.2 had not been offered",
            ],
            fix: &[
                "let the sender offer TLS 1.2 as well",
                "keep the level that stands there, or take may where none does, and add protocols=>=TLSv1.2; for all",
                "smtp_tls_mandatory_protocols",
                "before Postfix 3.6: !SSLv2, !SSLv3, !TLSv1, !TLSv1.1, in a policy !SSLv2:!SSLv3:!TLSv1:!TLSv1.1",
                "TLS 1.3 too",
            ],
            others: Some(Others::WithUsualOffer),
            beside: &[NO_EMS, NO_RENEGOTIATION],
        },
        Row {
            name: "TLS 1.2 alone was offered, and TLS 1.3 is there",
            session: session(TlsFault::Alert(70), |offered| {
                offered.versions = vec![ProtocolVersion::TLSv1_2];
            }),
            answers: vec![
                (Older, Some(alert(70))),
                (
                    Everything,
                    Some(flight(ServerFlight {
                        group: Some(0x1d),
                        ..choice(0x0304, 0x1301)
                    })),
                ),
            ],
            reason: &[
                "it chose TLS 1.3 with TLS_AES_128_GCM_SHA256 and x25519, but TLS 1.3 had not been offered",
            ],
            fix: &[
                "offer TLS 1.3 as well",
                "no upper limit, as <=TLSv1.2 or !TLSv1.3, in smtp_tls_protocols and smtp_tls_mandatory_protocols",
                "TLS 1.2 too",
            ],
            others: Some(Others::WithUsualOffer),
            beside: &[],
        },
        Row {
            name: "a group that the command line left out",
            session: session(TlsFault::Alert(40), |offered| {
                offered.groups = vec![NamedGroup::X25519];
            }),
            answers: vec![(
                Everything,
                Some(flight(ServerFlight {
                    group: Some(0x18),
                    ..choice(0x0304, 0x1302)
                })),
            )],
            reason: &["but the group secp384r1 had not been offered"],
            fix: &["offer that group as well (here: --groups; in Postfix: tls_eecdh_auto_curves)"],
            others: Some(Others::WithUsualOffer),
            beside: &[],
        },
        Row {
            name: "a suite that the command line left out, in the version that was offered",
            session: session(TlsFault::Alert(40), |offered| {
                offered.versions = vec![ProtocolVersion::TLSv1_2];
                offered.suites = vec![CipherSuite::TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256];
            }),
            answers: vec![
                (
                    Older,
                    Some(flight(ServerFlight {
                        group: Some(0x1d),
                        ..choice(0x0303, 0xc030)
                    })),
                ),
                (Everything, Some(flight(choice(0x0304, 0x1301)))),
            ],
            reason: &[
                "but that suite had not been offered; in TLS 1.3, it would choose TLS 1.3 with",
            ],
            fix: &["--suites"],
            others: Some(Others::WithUsualOffer),
            beside: &[NO_EMS, NO_RENEGOTIATION],
        },
        Row {
            name: "a group that nobody of today offers",
            session: usual(TlsFault::Alert(40)),
            answers: vec![(
                Everything,
                Some(flight(ServerFlight {
                    group: Some(0x16),
                    ..choice(0x0303, 0xc02f)
                })),
            )],
            reason: &["but the group secp256k1 had not been offered"],
            fix: &["x25519 and secp256r1"],
            others: None,
            beside: &[NO_EMS, NO_RENEGOTIATION],
        },
        Row {
            name: "X16 another version where TLS 1.3 is not among them",
            session: usual(TlsFault::Alert(40)),
            answers: vec![(
                Everything,
                Some(flight(ServerFlight {
                    key_exchange: exchange(2048),
                    ..choice(0x0303, 0x0039)
                })),
            )],
            reason: &[
                "of all that servers usually have, TLS 1.3 included, it chose TLS 1.2 with TLS_DHE_RSA_WITH_AES_256_CBC_SHA (DHE, 2048 bits), but that \
                 suite had not been offered",
            ],
            fix: &["let the server do ECDHE suites"],
            others: Some(Others::OnOtherLibraries),
            beside: &[NO_EMS, NO_RENEGOTIATION],
        },
        Row {
            name: "TLS 1.3 alone was offered, and TLS 1.2 with static RSA is there",
            session: session(TlsFault::Alert(70), |offered| {
                offered.versions = vec![ProtocolVersion::TLSv1_3];
            }),
            answers: vec![
                (Everything, Some(flight(choice(0x0303, 0x003c)))),
                (Tls13, Some(alert(70))),
            ],
            reason: &[
                "but TLS 1.2 had not been offered; smtls' usual offer, TLS 1.2 and 1.3, would lack that suite",
            ],
            fix: &["let the server do ECDHE suites"],
            others: Some(Others::OnOtherLibraries),
            beside: &["no forward secrecy", NO_EMS, NO_RENEGOTIATION],
        },
        Row {
            name: "TLS 1.3 alone was offered, and no hello that offers it is taken",
            session: session(TlsFault::Alert(40), |offered| {
                offered.versions = vec![ProtocolVersion::TLSv1_3];
            }),
            answers: vec![
                (Everything, Some(alert(40))),
                (
                    Older,
                    Some(flight(ServerFlight {
                        group: Some(0x1d),
                        ..choice(0x0303, 0xc030)
                    })),
                ),
                (Tls13, Some(alert(40))),
            ],
            reason: &[
                "but TLS 1.2 had not been offered; asked for all that servers usually have, TLS 1.3 included, it answered with alert 40",
            ],
            fix: &[
                "let the sender offer TLS 1.2, and not TLS 1.3 beside it (here: --tls-min 1.2 --tls-max 1.2; in Postfix",
                "add protocols=>=TLSv1.2:<=TLSv1.2; for all: smtp_tls_protocols = >=TLSv1.2, <=TLSv1.2",
                "or let the server take a hello that offers TLS 1.3",
            ],
            others: Some(Others::Perhaps),
            beside: &[NO_EMS, NO_RENEGOTIATION],
        },
        Row {
            name: "a suite that the command line left out, and no hello that offers TLS 1.3 is taken",
            session: session(TlsFault::Alert(40), |offered| {
                offered.suites = vec![
                    CipherSuite::TLS13_AES_128_GCM_SHA256,
                    CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
                ];
            }),
            answers: vec![
                (Everything, Some(alert(40))),
                (Older, Some(flight(with_group(0x0303, 0xc030, 0x1d)))),
            ],
            reason: &["but that suite had not been offered"],
            fix: &["offer that suite as well, and TLS 1.2 at most (--tls-max 1.2)"],
            others: Some(Others::Perhaps),
            beside: &[NO_EMS, NO_RENEGOTIATION],
        },
        Row {
            name: "only post-quantum groups were offered, which TLS 1.2 has not",
            session: session(TlsFault::Alert(70), |offered| {
                offered.versions = vec![ProtocolVersion::TLSv1_3];
                offered.groups = vec![NamedGroup::X25519MLKEM768];
            }),
            answers: vec![
                (Everything, Some(flight(with_group(0x0303, 0xc030, 0x1d)))),
                (Tls13, Some(alert(70))),
            ],
            reason: &["but TLS 1.2 had not been offered"],
            fix: &["(here: --groups with X25519 too, for TLS 1.2 has no post-quantum group;"],
            others: Some(Others::WithUsualOffer),
            beside: &[NO_EMS, NO_RENEGOTIATION],
        },
        Row {
            name: "X18 a curve of TLS 1.3 that OpenSSL has and smtls has not",
            session: usual(TlsFault::Alert(40)),
            answers: vec![(Everything, Some(flight(with_group(0x0304, 0x1302, 0x19))))],
            reason: &["but the group secp521r1 had not been offered"],
            fix: &["x25519 and secp256r1"],
            others: Some(Others::OnOtherLibraries),
            beside: &[],
        },
        Row {
            name: "X18 a group of finite fields, which was not among all that was asked for",
            session: usual(TlsFault::Alert(40)),
            answers: vec![
                (Everything, Some(alert(40))),
                (Older, Some(alert(40))),
                (Tls13, Some(flight(with_group(0x0304, 0x1302, 0x0100)))),
            ],
            reason: &[
                "chose TLS 1.3 with TLS_AES_256_GCM_SHA384 and ffdhe2048, but the group ffdhe2048 had not been offered",
            ],
            fix: &["x25519 and secp256r1"],
            others: Some(Others::Perhaps),
            beside: &[],
        },
        Row {
            name: "X18 a signature of SHA-1, which Postfix takes at level may",
            session: usual(TlsFault::Alert(40)),
            answers: vec![(
                Everything,
                Some(flight(ServerFlight {
                    key_exchange: Some(ServerKeyExchange {
                        scheme: Some(0x0201),
                        ..exchange(0).expect("one")
                    }),
                    ..with_group(0x0303, 0xc02f, 0x1d)
                })),
            )],
            reason: &["but the signature rsa_pkcs1_sha1 had not been offered"],
            fix: &["sign with SHA-256 at least"],
            others: Some(Others::Only(SomeSenders::Postfix)),
            beside: &[NO_EMS, NO_RENEGOTIATION],
        },
    ]
}

fn with_group(version: u16, suite: u16, group: u16) -> ServerFlight {
    ServerFlight {
        group: Some(group),
        ..choice(version, suite)
    }
}
