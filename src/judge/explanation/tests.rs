//! What the answers come to: the reason, the cure, and who else would have TLS.

use super::{Explanation, Others};
use crate::dns::DomainName;
use crate::judge::fate::SomeSenders;
use crate::judge::{Check, Status, Verdict};
use crate::probe::{Answered, Cause, Failure, Observation, Peer, Purpose, Question};
use crate::smtp::Stage;
use crate::tls::wire::{
    Alert, Answer, DhParameters, ServerFlight, ServerKeyExchange, Ssl2ServerHello,
};
use crate::tls::{Offered, Seen, TlsFault};
use rustls::{CipherSuite, NamedGroup, ProtocolVersion};
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

fn peer() -> Peer {
    let socket = SocketAddr::from((Ipv4Addr::LOCALHOST, 25));
    Peer {
        host: Some(DomainName::parse("mx.test").unwrap()),
        base_domain: None,
        address: socket.ip(),
        port: 25,
        socket,
    }
}

fn session(fault: TlsFault, change: impl FnOnce(&mut Offered)) -> Observation {
    let mut offered = Offered {
        server_name: Some("mx.test".to_owned()),
        ..Offered::usual()
    };
    change(&mut offered);
    let mut session = Observation::new(Purpose::Session, peer());
    session.seen = Some(Seen {
        offered,
        ..Seen::default()
    });
    session.failures.push(Failure {
        stage: Stage::StartTls,
        cause: Cause::Tls(fault),
    });
    session
}

fn question(session: &Observation, question: Question, answer: Option<Answer>) -> Observation {
    let hello = question.hello(session);
    let mut asked = Observation::new(Purpose::Question, peer());
    asked.question = Some(question);
    asked.answered = answer.map(|answer| Answered {
        sent: hello.octets(),
        hello,
        received: Vec::new(),
        answer,
    });
    asked
}

fn alert(number: u8) -> Answer {
    Answer::Alert(Alert {
        fatal: true,
        number,
    })
}

fn choice(version: u16, suite: u16) -> ServerFlight {
    ServerFlight {
        version,
        suite,
        is_whole: true,
        ..ServerFlight::default()
    }
}

fn flight(flight: ServerFlight) -> Answer {
    Answer::Flight(Box::new(flight))
}

fn exchange(bits: usize) -> Option<ServerKeyExchange> {
    Some(ServerKeyExchange {
        curve: None,
        dh: (bits > 0).then(|| DhParameters {
            prime: vec![0xff; bits / 8],
            generator: vec![2],
            public: vec![3],
        }),
        export_rsa_bits: None,
        scheme: Some(0x0401),
    })
}

/// What the verdicts on the handshake become: the failure first.
fn explained(
    session: &Observation,
    answers: Vec<(Question, Option<Answer>)>,
) -> (Vec<Verdict>, Option<Others>) {
    let questions = answers
        .into_iter()
        .map(|(asked, answer)| question(session, asked, answer));
    let questions: Vec<Observation> = questions.collect();
    let explanation = Explanation::of(session, &questions).unwrap();
    let mut verdicts = vec![
        Verdict::new(Check::StartTls, Status::Pass, "offered"),
        Verdict::new(Check::Handshake, Status::Fail, "it failed").with_fix("what is known before"),
        Verdict::new(Check::Ehlo, Status::NotTested, "not reached"),
    ];
    explanation.amend(&mut verdicts);
    assert_eq!(verdicts.first().unwrap().check, Check::StartTls);
    assert_eq!(verdicts.last().unwrap().check, Check::Ehlo);
    let handshake = verdicts[1..verdicts.len() - 1].to_vec();
    assert!(handshake[0].reason.starts_with("it failed; "));
    for verdict in &handshake {
        assert_eq!(verdict.check, Check::Handshake);
        let reason = &verdict.reason;
        assert!(!reason.ends_with('.') && reason.is_ascii(), "{reason}");
        assert!(!reason.contains("  ") && !reason.contains('\n'), "{reason}");
        assert!(verdict.fix.is_some(), "{reason}");
    }
    (handshake, explanation.others)
}

struct Row {
    name: &'static str,
    session: Observation,
    answers: Vec<(Question, Option<Answer>)>,
    reason: &'static [&'static str],
    fix: &'static [&'static str],
    others: Option<Others>,
    /// Words of the warnings beside.
    beside: &'static [&'static str],
}

const NO_EMS: &str = "extended master secret";
const NO_RENEGOTIATION: &str = "secure renegotiation";

fn rows() -> Vec<Row> {
    use Question::*;
    let usual = |fault| session(fault, |_| {});
    vec![
        Row {
            name: "X10 TLS 1.0 with static RSA",
            session: usual(TlsFault::Alert(70)),
            answers: vec![(Older, Some(flight(choice(0x0301, 0x002f))))],
            reason: &[
                "it chose TLS 1.0 with TLS_RSA_WITH_AES_128_CBC_SHA (RSA, no forward secrecy)",
                "TLS 1.0 is retired (RFC 8996)",
            ],
            fix: &[
                "TLS 1.2 or 1.3",
                "smtpd_tls_protocols = >=TLSv1.2",
                "smtpd_tls_mandatory_protocols where the port demands TLS",
                "smtp_tls_policy_maps with `[host]:port  encrypt protocols=>=TLSv1 ciphers=medium`",
                "smtp_tls_protocols = >=TLSv1,",
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
            answers: vec![(Older, Some(flight(choice(0x0302, 0xc014))))],
            reason: &["smtls' usual offer, TLS 1.2 and 1.3, would not reach it either"],
            fix: &["encrypt protocols=>=TLSv1.1 ciphers=medium"],
            others: Some(Others::Only(SomeSenders::Tls11)),
            beside: &[],
        },
        Row {
            name: "X10 SSL 3.0 with RC4, by a short hello alone",
            session: usual(TlsFault::Closed),
            answers: vec![
                (Older, Some(Answer::Closed)),
                (Tls13, Some(Answer::Closed)),
                (Classic, Some(flight(choice(0x0300, 0x0005)))),
            ],
            reason: &[
                "SSL 3.0 with TLS_RSA_WITH_RC4_128_SHA",
                "a short hello of TLS 1.0 it took",
                "asked for TLS 1.2 and everything older, for TLS 1.3 with every group it closed the connection; whether it does TLS 1.2 was not found out",
            ],
            fix: &["TLS 1.2 or 1.3"],
            others: Some(Others::Perhaps),
            beside: &["RC4 is forbidden (RFC 7465)", "no forward secrecy"],
        },
        Row {
            name: "SSL 2.0",
            session: usual(TlsFault::Closed),
            answers: vec![
                (Older, Some(Answer::Closed)),
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
            name: "X04 TLS 1.2 with static RSA",
            session: usual(TlsFault::Alert(40)),
            answers: vec![
                (Older, Some(flight(choice(0x0303, 0x002f)))),
                (Tls13, Some(alert(70))),
            ],
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
            others: None,
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
                Older,
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
                Older,
                Some(flight(ServerFlight {
                    key_exchange: exchange(2048),
                    ..choice(0x0303, 0x0034)
                })),
            )],
            reason: &["(anonymous DHE, 2048 bits)"],
            fix: &["let the server do ECDHE suites"],
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
                    Older,
                    Some(flight(ServerFlight {
                        group: Some(0x1d),
                        ..choice(0x0303, 0xc030)
                    })),
                ),
                (Tls13, Some(alert(70))),
            ],
            reason: &[
                "TLS 1.3 it does not do, and asked for TLS 1.2 and everything older it chose TLS 1.2 with",
                "(ECDHE, x25519), but TLS 1.2 had not been offered",
            ],
            fix: &[
                "let the sender offer TLS 1.2 as well",
                "smtp_tls_mandatory_protocols",
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
                    Tls13,
                    Some(flight(ServerFlight {
                        group: Some(0x1d),
                        ..choice(0x0304, 0x1301)
                    })),
                ),
            ],
            reason: &[
                "it chose TLS 1.3 with TLS_AES_128_GCM_SHA256 and x25519, but TLS 1.3 had not been offered",
            ],
            fix: &["offer TLS 1.3 as well", "TLS 1.2 too"],
            others: Some(Others::WithUsualOffer),
            beside: &[],
        },
        Row {
            name: "a group that the command line left out",
            session: session(TlsFault::Alert(40), |offered| {
                offered.groups = vec![NamedGroup::X25519];
            }),
            answers: vec![
                (Older, Some(alert(70))),
                (
                    Tls13,
                    Some(flight(ServerFlight {
                        group: Some(0x18),
                        ..choice(0x0304, 0x1302)
                    })),
                ),
            ],
            reason: &["but the group secp384r1 had not been offered"],
            fix: &["offer that group as well (here: --groups)"],
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
                (Tls13, Some(flight(choice(0x0304, 0x1301)))),
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
                Older,
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
                "octets it reset the connection",
                "of more than one segment",
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
                (
                    Older,
                    Some(flight(ServerFlight {
                        group: Some(0x1d),
                        ..choice(0x0303, 0xc02f)
                    })),
                ),
                (Tls13, Some(alert(40))),
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
            fix: &["--tls-max 1.2"],
            others: None,
            beside: &[NO_EMS, NO_RENEGOTIATION],
        },
        Row {
            name: "a passing trouble",
            session: usual(TlsFault::Alert(80)),
            answers: vec![
                (
                    Older,
                    Some(flight(ServerFlight {
                        group: Some(0x1d),
                        ..choice(0x0303, 0xc02f)
                    })),
                ),
                (
                    Tls13,
                    Some(flight(ServerFlight {
                        group: Some(0x1d),
                        ..choice(0x0304, 0x1301)
                    })),
                ),
                (Small, Some(flight(choice(0x0304, 0x1301)))),
            ],
            reason: &["passing trouble"],
            fix: &["probe again"],
            others: Some(Others::Perhaps),
            beside: &[],
        },
        Row {
            name: "nothing at all, by alerts",
            session: usual(TlsFault::Alert(80)),
            answers: vec![
                (Older, Some(alert(80))),
                (Tls13, Some(alert(80))),
                (Classic, Some(Answer::TimedOut(Duration::from_secs(2)))),
            ],
            reason: &[
                "takes nothing at all: asked for TLS 1.2 and everything older, for TLS 1.3 with every group it answered with alert 80",
                "asked for TLS 1.0 in a short hello it said nothing within 2 s",
            ],
            fix: &["private key"],
            others: None,
            beside: &[],
        },
        Row {
            name: "X10 TLS 1.0 alone, which the security level of OpenSSL forbids",
            session: usual(TlsFault::Alert(70)),
            answers: vec![
                (Older, Some(alert(80))),
                (Tls13, Some(alert(70))),
                (Plain, Some(alert(80))),
                (Classic, Some(alert(80))),
            ],
            reason: &["takes nothing at all"],
            fix: &["let the server do TLS 1.2 or 1.3", "security level forbids"],
            others: None,
            beside: &[],
        },
        Row {
            name: "nothing at all, for the name's sake",
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
            name: "nothing at all, in silence",
            session: usual(TlsFault::Closed),
            answers: [Small, Older, Tls13, Plain, Classic]
                .map(|asked| (asked, Some(Answer::Closed)))
                .to_vec(),
            reason: &["takes nothing at all", "closed the connection"],
            fix: &["lets no TLS through"],
            others: None,
            beside: &[],
        },
        Row {
            name: "nobody is let in to ask",
            session: usual(TlsFault::Alert(70)),
            answers: vec![(Older, None)],
            reason: &["could not be asked"],
            fix: &["what is known before"],
            others: None,
            beside: &[],
        },
        Row {
            name: "what was not offered proves nothing",
            session: usual(TlsFault::Alert(70)),
            answers: vec![(
                Older,
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
            name: "W5 a short hello of TLS 1.2 alone",
            session: usual(TlsFault::Alert(40)),
            answers: vec![
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
                "all of which had been offered; but none that had more in it",
                "what in these it does not bear was not found out",
            ],
            fix: &["larger hellos"],
            others: Some(Others::Perhaps),
            beside: &[NO_EMS, NO_RENEGOTIATION],
        },
        Row {
            name: "W5 a short hello of TLS 1.2 is answered with TLS 1.0",
            session: usual(TlsFault::Alert(40)),
            answers: vec![
                (Older, Some(alert(40))),
                (Tls13, Some(alert(40))),
                (Plain, Some(flight(choice(0x0301, 0x0035)))),
            ],
            reason: &[
                "asked for TLS 1.2 in a short hello, it chose TLS 1.0",
                "TLS 1.0 is retired (RFC 8996)",
            ],
            fix: &["TLS 1.2 or 1.3"],
            others: Some(Others::Only(SomeSenders::Tls10)),
            beside: &["no forward secrecy"],
        },
        Row {
            name: "W6 a large hello is dropped once",
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
            name: "W6 a large hello is dropped once, and answered once",
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
            name: "W6 the hello without TLS 1.3 is refused once, and answered once",
            session: usual(TlsFault::Closed),
            answers: vec![
                (Small, Some(Answer::Closed)),
                (Older, Some(flight(choice(0x0303, 0xc02f)))),
                (Tls13, Some(Answer::Closed)),
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
            name: "W6 TLS 1.3 is refused once",
            session: usual(TlsFault::Alert(40)),
            answers: vec![
                (Older, Some(flight(choice(0x0303, 0xc02f)))),
                (Tls13, Some(alert(40))),
                (Small, Some(alert(40))),
            ],
            reason: &["it may not bear a hello that offers TLS 1.3, or some connections fail"],
            fix: &["what is known before"],
            others: None,
            beside: &[NO_EMS, NO_RENEGOTIATION],
        },
        Row {
            name: "W7 silence after two questions",
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
            name: "W7 a server that is silent to what is new",
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

#[test]
fn x04_x05_x06_x10_x11_each_failure_has_its_reason_and_cure() {
    for row in rows() {
        let (verdicts, others) = explained(&row.session, row.answers);
        let failed = &verdicts[0];
        assert_eq!(failed.status, Status::Fail, "{}", row.name);
        for words in row.reason {
            assert!(
                failed.reason.contains(words),
                "{}: {}",
                row.name,
                failed.reason
            );
        }
        let fix = failed.fix.as_deref().unwrap();
        for words in row.fix {
            assert!(fix.contains(words), "{}: {fix}", row.name);
        }
        assert_eq!(others, row.others, "{}", row.name);
        let beside = &verdicts[1..];
        assert_eq!(beside.len(), row.beside.len(), "{}: {beside:#?}", row.name);
        for (verdict, words) in beside.iter().zip(row.beside) {
            assert_eq!(verdict.status, Status::Warn, "{}", row.name);
            assert!(
                verdict.reason.contains(words),
                "{}: {}",
                row.name,
                verdict.reason
            );
        }
    }
}

#[test]
fn without_questions_nothing_is_explained() {
    let session = session(TlsFault::Alert(70), |_| {});
    assert_eq!(Explanation::of(&session, &[]), None);
    let good = Observation::new(Purpose::Session, peer());
    let asked = question(&session, Question::Older, Some(alert(70)));
    assert_eq!(Explanation::of(&good, &[asked]), None);
}

#[test]
fn x10_the_signature_before_tls_1_2_is_fixed_by_version_and_key() {
    for (version, suite, words) in [
        (0x0301, 0xc014, Some("MD5 and SHA-1 together, with RSA")),
        (0x0300, 0x0033, Some("MD5 and SHA-1 together, with RSA")),
        (0x0302, 0xc009, Some("SHA-1, with ECDSA")),
        (0x0301, 0x0032, Some("SHA-1, with DSA")),
        // Nothing is signed: static RSA, and no certificate.
        (0x0301, 0x002f, None),
        (0x0301, 0xc018, None),
        (0x0303, 0xc014, None),
    ] {
        let said = super::signature_in_words(&choice(version, suite));
        assert_eq!(said.as_deref(), words, "{version:#06x} {suite:#06x}");
    }
    let named = ServerFlight {
        key_exchange: exchange(2048),
        ..choice(0x0303, 0x009f)
    };
    let said = super::signature_in_words(&named);
    assert_eq!(said.as_deref(), Some("rsa_pkcs1_sha256"));
}
