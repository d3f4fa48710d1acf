//! Which questions are put to which server, and what they offer.

use super::{Question, is_explainable, next_question};
use crate::dns::DomainName;
use crate::probe::{Answered, Cause, Failure, Observation, Peer, Purpose};
use crate::smtp::Stage;
use crate::tls::wire::{Alert, Answer, ClientHello, Hello, ServerFlight, ServerKeyExchange};
use crate::tls::{CertificateRequest, Offered, Seen, TlsFault};
use rustls::NamedGroup;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

const SILENCE: Answer = Answer::TimedOut(Duration::from_secs(1));

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

/// A session that failed so, with the usual offer and the host's name.
fn session(fault: TlsFault) -> Observation {
    let mut session = Observation::new(Purpose::Session, peer());
    session.seen = Some(Seen {
        offered: Offered {
            server_name: Some("mx.test".to_owned()),
            ..Offered::usual()
        },
        ..Seen::default()
    });
    session.failures.push(Failure {
        stage: Stage::StartTls,
        cause: Cause::Tls(fault),
    });
    session
}

fn with_offer(mut session: Observation, change: impl FnOnce(&mut Offered)) -> Observation {
    change(&mut session.seen.as_mut().unwrap().offered);
    session
}

fn small(session: Observation) -> Observation {
    with_offer(session, |offered| offered.groups = vec![NamedGroup::X25519])
}

fn nameless(session: Observation) -> Observation {
    with_offer(session, |offered| offered.server_name = None)
}

fn alert(number: u8) -> Answer {
    Answer::Alert(Alert {
        fatal: true,
        number,
    })
}

fn flight(version: u16, suite: u16) -> Answer {
    Answer::Flight(Box::new(ServerFlight {
        version,
        suite,
        is_whole: true,
        ..ServerFlight::default()
    }))
}

/// The questions that are put to a server that answers so; nothing where the connection does not come as far as the question.
fn asked(session: &Observation, server: impl Fn(Question) -> Option<Answer>) -> Vec<Question> {
    let mut asked: Vec<Observation> = Vec::new();
    while let Some(question) = next_question(session, &asked) {
        let hello = question.hello(session);
        let mut observation = Observation::new(Purpose::Question, peer());
        observation.question = Some(question);
        observation.answered = server(question).map(|answer| Answered {
            sent: hello.octets(),
            hello,
            received: Vec::new(),
            answer,
        });
        asked.push(observation);
        assert!(asked.len() < 10, "it never ends");
    }
    asked.iter().filter_map(|one| one.question).collect()
}

#[test]
fn few_questions_are_put_and_the_right_ones() {
    use Question::*;
    type Server = fn(Question) -> Option<Answer>;
    let rows: [(&str, Observation, Server, &[Question]); 16] = [
        (
            "X10 TLS 1.0 at best",
            session(TlsFault::Alert(70)),
            |_| Some(flight(0x0301, 0x002f)),
            &[Older],
        ),
        (
            "X10 chose TLS 1.1 in the session",
            session(TlsFault::OldVersion(Some(0x0302))),
            |_| Some(flight(0x0302, 0x0035)),
            &[Older],
        ),
        (
            "X04 static RSA",
            session(TlsFault::Alert(40)),
            |question| match question {
                Older => Some(flight(0x0303, 0x002f)),
                _ => Some(alert(70)),
            },
            &[Older, Tls13],
        ),
        (
            "TLS 1.3 with another group",
            session(TlsFault::Alert(40)),
            |question| match question {
                Tls13 => Some(Answer::Flight(Box::new(ServerFlight {
                    version: 0x0304,
                    suite: 0x1301,
                    group: Some(0x0019),
                    retry: true,
                    ..ServerFlight::default()
                }))),
                _ => Some(alert(70)),
            },
            &[Older, Tls13],
        ),
        (
            "all that it chose had been offered",
            session(TlsFault::Alert(40)),
            |question| match question {
                Older => Some(flight(0x0303, 0xc02f)),
                _ => Some(alert(40)),
            },
            &[Older, Tls13, Small, Older, Small, Older],
        ),
        (
            "nothing at all",
            session(TlsFault::Alert(40)),
            |_| Some(alert(40)),
            &[Older, Tls13, Plain, Classic, WithoutName],
        ),
        (
            "nothing but a short hello",
            session(TlsFault::Alert(50)),
            |question| match question {
                Classic => Some(flight(0x0300, 0x000a)),
                _ => Some(alert(50)),
            },
            &[Older, Tls13, Plain, Classic],
        ),
        (
            "X11 a large hello is dropped",
            session(TlsFault::Reset),
            |question| match question {
                Large => Some(Answer::Reset),
                _ => Some(flight(0x0304, 0x1301)),
            },
            &[Small, Large, Small, Small, Large],
        ),
        (
            "X11 no hello is answered",
            session(TlsFault::Closed),
            |_| Some(Answer::Closed),
            &[Small, Older, Tls13, Plain, Classic, Ssl2],
        ),
        (
            "the small hello is refused, so that its size does not explain it",
            session(TlsFault::Closed),
            |question| match question {
                Older => Some(flight(0x0301, 0x002f)),
                Large => Some(Answer::Closed),
                _ => Some(alert(70)),
            },
            &[Small, Older],
        ),
        (
            "the hello was small",
            small(session(TlsFault::Closed)),
            |_| Some(Answer::Closed),
            &[Older, Tls13, Plain, Classic, Ssl2, WithoutName],
        ),
        (
            "silence costs time",
            session(TlsFault::TimedOut(Duration::from_secs(1))),
            |_| Some(SILENCE),
            &[Small, Classic],
        ),
        (
            "X08 A46 the name is missing",
            nameless(session(TlsFault::Alert(112))),
            |_| Some(flight(0x0304, 0x1301)),
            &[WithName],
        ),
        (
            "the name is missing, and is not the reason",
            nameless(session(TlsFault::Alert(40))),
            |question| match question {
                Older => Some(flight(0x0301, 0x002f)),
                _ => Some(alert(40)),
            },
            &[WithName, Older],
        ),
        (
            "A26 its own name is refused",
            session(TlsFault::Alert(112)),
            |question| match question {
                WithoutName => Some(flight(0x0304, 0x1301)),
                _ => Some(alert(112)),
            },
            &[WithoutName],
        ),
        (
            "the next connection is refused",
            session(TlsFault::Alert(70)),
            |_| None,
            &[Older],
        ),
    ];
    for (name, session, server, expected) in rows {
        assert_eq!(asked(&session, server), expected, "{name}");
    }
}

#[test]
fn what_needs_no_explanation_is_not_asked_about() {
    let never = |_| -> Option<Answer> { panic!("asked") };
    for fault in [
        TlsFault::NotTls(b"250 x".to_vec()),
        TlsFault::WrongSignature,
        TlsFault::Misbehaved("x"),
        TlsFault::Other("x".to_owned()),
        // no_application_protocol, and what speaks of a client certificate.
        TlsFault::Alert(120),
        TlsFault::Alert(116),
        TlsFault::Alert(48),
    ] {
        let session = session(fault.clone());
        assert!(!is_explainable(&session), "{fault:?}");
        assert_eq!(asked(&session, never), [], "{fault:?}");
    }
    let mut late = session(TlsFault::Closed);
    late.failures = vec![Failure {
        stage: Stage::StartTls,
        cause: Cause::Deadline,
    }];
    assert_eq!(asked(&late, never), []);
    // The server had taken the offer already.
    let mut chosen = session(TlsFault::Alert(40));
    chosen.seen.as_mut().unwrap().has_chosen = true;
    assert_eq!(asked(&chosen, never), []);
    let mut wanted = session(TlsFault::Alert(40));
    wanted.seen.as_mut().unwrap().certificate_request = Some(CertificateRequest {
        issuers: Vec::new(),
        omitted: 0,
        schemes: Vec::new(),
        answer: crate::tls::Answer::None,
    });
    assert_eq!(asked(&wanted, never), []);
    let good = Observation::new(Purpose::Session, peer());
    assert_eq!(asked(&good, never), []);
}

fn hello(question: Question, session: &Observation) -> ClientHello {
    match question.hello(session) {
        Hello::Tls(hello) => hello,
        Hello::Ssl2(_) => panic!("SSL 2.0"),
    }
}

#[test]
fn the_hellos_offer_what_they_are_to_find_out() {
    let session = session(TlsFault::Closed);
    let older = hello(Question::Older, &session);
    assert_eq!(older.max_version, 0x0303);
    assert_eq!(older.server_name.as_deref(), Some("mx.test"));
    for suite in [
        0xc02f, 0x009f, 0x002f, 0x000a, 0x0004, 0x0034, 0x0003, 0x0001,
    ] {
        assert!(older.suites.contains(&suite), "{suite:#06x}");
    }
    // Of more suites than 128 some old servers take none, and some refuse what they do not know.
    let lengths = (older.suites.len(), older.groups.len(), older.schemes.len());
    assert!(
        lengths.0 <= 120 && lengths.1 <= 16 && lengths.2 <= 16,
        "{lengths:?}"
    );
    assert!(older.extended_master_secret && !older.curious);
    let place = |suite| older.suites.iter().position(|one| *one == suite);
    // What proves the server first, what does not encrypt last.
    for pair in [
        0xc02f, 0xc014, 0x009f, 0x0035, 0x000a, 0x0005, 0x0034, 0x0001,
    ]
    .windows(2)
    {
        assert!(place(pair[0]) < place(pair[1]), "{pair:04x?}");
    }
    assert!(!older.suites.contains(&0x1301) && !older.groups.contains(&0x11ec));
    // RFC 7919 §4: then a server could not take its own prime.
    assert!(
        !older
            .groups
            .iter()
            .any(|group| (0x0100..0x0200).contains(group))
    );

    let newest = hello(Question::Tls13, &session);
    assert_eq!((newest.max_version, newest.min_version), (0x0304, 0x0304));
    for suite in [0x1301, 0x1302, 0x1303, 0x1304, 0x1305] {
        assert!(newest.suites.contains(&suite), "{suite:#06x}");
    }
    assert_eq!(newest.suites[0], 0x1302, "what was offered first");
    assert!(!newest.suites.contains(&0xc02f));
    for group in [0x11ec, 0x001d, 0x0019, 0x001e, 0x0100] {
        assert!(newest.groups.contains(&group), "{group:#06x}");
    }

    let (small, large) = (Question::Small, Question::Large);
    assert!(!hello(small, &session).groups.contains(&0x11ec));
    assert_eq!(hello(small, &session).suites.len(), 9);
    assert!(small.hello(&session).octets().len() < 600);
    assert!(large.hello(&session).octets().len() > 1460);

    let classic = hello(Question::Classic, &session);
    assert_eq!((classic.max_version, classic.server_name), (0x0301, None));
    assert!(Question::Classic.hello(&session).octets().len() < 256);

    let plain = hello(Question::Plain, &session);
    assert_eq!((plain.max_version, plain.suites.len()), (0x0303, 15));
    assert!(plain.suites.contains(&0xc02f) && plain.suites.contains(&0x002f));
    assert!(Question::Plain.hello(&session).octets().len() < 256);

    let nameless = nameless(session.clone());
    assert_eq!(hello(Question::Older, &nameless).server_name, None);
    let named = hello(Question::WithName, &nameless).server_name;
    assert_eq!(named.as_deref(), Some("mx.test"));
    assert_eq!(hello(Question::WithoutName, &session).server_name, None);
}

#[test]
fn what_was_not_offered_is_found() {
    use super::{Lack, lacks};
    let offered = session(TlsFault::Closed).seen.unwrap().offered;
    let chosen = |version, suite, group, scheme| ServerFlight {
        version,
        suite,
        group,
        key_exchange: Some(ServerKeyExchange {
            curve: group,
            dh: None,
            export_rsa_bits: None,
            scheme,
        }),
        ..ServerFlight::default()
    };
    for (flight, expected) in [
        (chosen(0x0303, 0xc02f, Some(0x1d), Some(0x0804)), vec![]),
        (
            chosen(0x0301, 0x002f, None, None),
            vec![Lack::Version(0x0301)],
        ),
        (
            chosen(0x0303, 0xc013, Some(0x1d), Some(0x0401)),
            vec![Lack::Suite(0xc013)],
        ),
        (
            chosen(0x0303, 0xc02f, Some(0x1c), Some(0x0201)),
            vec![Lack::Group(0x1c), Lack::Scheme(0x0201)],
        ),
    ] {
        assert_eq!(lacks(&flight, &offered), expected);
    }
}

/// The questions that are put to a server that answers each connection by its number, the session being the first, and each hello as
/// it would if it bore it.
fn asked_in_turn(
    session: &Observation,
    is_dropped: impl Fn(usize, Question) -> bool,
    server: impl Fn(Question) -> Answer,
) -> Vec<Question> {
    let count = std::cell::Cell::new(1);
    asked(session, |question| {
        count.set(count.get() + 1);
        Some(match is_dropped(count.get(), question) {
            true => Answer::Closed,
            false => server(question),
        })
    })
}

#[test]
fn a_server_that_drops_some_connections_is_not_asked_until_it_looks_like_a_pattern() {
    use Question::*;
    let chooses = |question| match question {
        Small | Large | Tls13 => flight(0x0304, 0x1301),
        Classic => flight(0x0301, 0xc014),
        _ => flight(0x0303, 0xc02f),
    };
    let large = session(TlsFault::Closed);
    type Drops = fn(usize) -> bool;
    let rows: [(&str, Drops, &[Question]); 5] = [
        (
            "every second",
            |n| n % 2 == 1,
            &[Small, Large, Small, Small],
        ),
        (
            "two of three",
            |n| n % 3 != 0,
            &[Small, Older, Tls13, Small, Older, Older],
        ),
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
    // Whoever bears no TLS 1.3 is asked twice, with a hello between that it takes.
    let intolerant = |_, question| matches!(question, Small | Large | Tls13);
    assert_eq!(
        asked_in_turn(&large, intolerant, chooses),
        [Small, Older, Tls13, Small, Older, Older]
    );
}

#[test]
fn a_server_that_is_silent_to_what_is_new_is_asked_in_the_words_of_its_time() {
    use Question::*;
    let silent = session(TlsFault::TimedOut(Duration::from_secs(1)));
    let asked = asked(&silent, |question| {
        Some(match question {
            Classic => flight(0x0301, 0x0035),
            _ => SILENCE,
        })
    });
    assert_eq!(asked, [Small, Classic, Plain]);
}

#[test]
fn a_server_that_chokes_on_much_is_asked_for_tls_1_2_in_a_short_hello() {
    use Question::*;
    for answer in [alert(40), alert(47), Answer::Closed] {
        let asked = asked(&session(TlsFault::Alert(40)), |question| {
            Some(match question {
                Plain => flight(0x0303, 0xc02f),
                _ => answer.clone(),
            })
        });
        assert_eq!(asked, [Older, Tls13, Plain], "{answer:?}");
    }
}
