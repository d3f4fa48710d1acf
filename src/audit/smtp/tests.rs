//! The sessions, held with servers of the lab.

use super::*;
use crate::audit::tls::Reach;
use crate::audit::{Injection, Known, Limits, NotTested, Pacer, Resumed, SmtpFacts};
use crate::dns::DomainName;
use crate::interrupt::Interrupt;
use crate::lab::{Act, Behaviour, Lab, Manners, Scenario, mx};
use crate::probe::{Client, ClientName, Peer, Settings, Timeouts};
use crate::smtp::{Protocol, Reply, Security, Stop, Trials};
use crate::tls::Offer;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

const HOST: &str = "mx1.lab.test";

fn peer(socket: SocketAddr) -> Peer {
    Peer {
        host: DomainName::parse(HOST).ok(),
        port: 25,
        ..Peer::at(socket)
    }
}

fn settings() -> Settings {
    let patience = Duration::from_secs(20);
    Settings {
        protocol: Protocol::Smtp,
        security: Security::StartTls,
        stop: Stop::WhenReady,
        trials: Trials::NONE,
        authenticate: None,
        hand: None,
        transact: None,
        client_name: ClientName::Given("probe.test".to_owned()),
        offer: Offer::default(),
        ways: Default::default(),
        timeouts: Timeouts {
            connect: patience,
            greeting: patience,
            reply: patience,
            message: patience,
            quit: Duration::from_secs(5),
        },
        deadline: Instant::now() + Duration::from_secs(50),
        interrupt: Interrupt::default(),
    }
}

/// What the sessions tell of a server, and what it heard: the lines of each connection.
fn told(behaviour: impl Into<Behaviour>) -> (SmtpFacts, Vec<String>) {
    told_within(Duration::from_secs(20), behaviour)
}

fn told_within(patience: Duration, behaviour: impl Into<Behaviour>) -> (SmtpFacts, Vec<String>) {
    let scenario = Scenario {
        hosts: vec![mx(10, HOST, behaviour)],
        ..Scenario::new("lab", "One host.")
    };
    let lab = Lab::start(&scenario).unwrap();
    let (peer, mut settings) = (peer(lab.address_of(HOST).unwrap()), settings());
    settings.timeouts.reply = patience;
    let limits = Limits {
        delay: Duration::ZERO,
        connections: None,
        pause: Duration::ZERO,
        deadline: settings.deadline,
    };
    let pacer = Pacer::new(limits, 1, &|_| {});
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let facts = runtime.enable_all().build().unwrap().block_on(async {
        let client = Client::new(&peer, &settings);
        let first = first(&pacer, &client, false, true).await.unwrap();
        let later = resumption(&pacer, &client, &first, true).await;
        let injection = match &later.control {
            Some(control) => injection(&pacer, &peer, &settings, &first, control).await,
            None => Known::default(),
        };
        facts(
            &pacer,
            (&first, Reach::Within),
            later.resumed.as_ref(),
            injection,
            false,
        )
    });
    let connections = lab.log().connections();
    let said = connections.iter().map(|one| one.lines().join(", "));
    (facts, said.collect())
}

fn code(reply: &Known<Reply>) -> Option<u16> {
    reply.known().map(Reply::code)
}

#[test]
fn a_good_server_is_asked_in_three_sessions() {
    let (facts, said) = told(Manners::default());
    assert_eq!(facts.injection, Known::Known(Injection::No));
    assert_eq!(facts.plaintext_after_reply, Known::Known(None));
    assert_eq!(facts.masked, Known::Known(false));
    assert_eq!(facts.offered_again, Known::Known(false));
    assert_eq!(code(&facts.inside_tls), Some(503));
    assert_eq!(code(&facts.mail_in_the_clear), Some(250));
    assert_eq!(facts.auth_in_the_clear, Known::Known(vec![]));
    assert_eq!(facts.changed, Known::Known((vec![], vec![])));
    assert_eq!(facts.requiretls_in_the_clear, Known::Known(false));
    assert_eq!(facts.resumption, Known::Known(Resumed::Yes));
    assert_eq!(facts.early_data, Known::Known(0));
    assert_eq!(facts.tickets, Known::Known(2));
    assert_eq!(facts.backends.len(), 1);
    assert_eq!(facts.backends[0].connections, 3);
    assert_eq!(
        said,
        [
            "EHLO probe.test, MAIL FROM:<>, RSET, STARTTLS, EHLO probe.test, STARTTLS, QUIT",
            "EHLO probe.test, NOOP, STARTTLS, NOOP, QUIT",
            "EHLO probe.test, STARTTLS, NOOP, QUIT",
        ]
    );
}

#[test]
fn a50_a_command_that_is_carried_out_inside_tls_is_found() {
    let (facts, said) = told(Manners {
        keeps_plaintext: true,
        ..Manners::default()
    });
    let reply = b"250 2.0.0 Ok".to_vec();
    assert_eq!(facts.injection, Known::Known(Injection::Yes(reply)));
    assert_eq!(said[2], "EHLO probe.test, STARTTLS, NOOP, NOOP, QUIT");
}

/// A server that is good in the first two sessions, and then in turn as these scripts say.
fn after_two_good(then: &[&[Act]]) -> Behaviour {
    let good = vec![Act::Serve(Manners::default())];
    let mut scripts = vec![good.clone(), good];
    scripts.extend(then.iter().map(|script| script.to_vec()));
    vec![Act::InTurn(scripts)].into()
}

fn send(text: &str) -> Act {
    Act::Send(text.as_bytes().to_vec())
}

/// What a server does once STARTTLS was said.
fn behind_starttls(then: &[Act]) -> Vec<Act> {
    let until = [
        send("220 mx1.lab.test ESMTP\r\n"),
        Act::Expect("EHLO"),
        send("250-mx1.lab.test\r\n250 STARTTLS\r\n"),
        Act::Expect("STARTTLS"),
    ];
    [&until[..], then].concat()
}

#[test]
fn a50_a_server_that_refuses_to_be_spoken_to_out_of_turn_is_no_victim() {
    let good = [Act::Serve(Manners::default())];
    for (then, words, connections) in [
        (
            vec![send("554 5.5.0 out of turn\r\n"), Act::Close],
            "554 5.5.0 out of turn",
            3,
        ),
        (
            vec![send("220 go\r\n250 2.0.0 Ok\r\n"), Act::Close],
            "in the clear",
            3,
        ),
        (
            vec![send("220 go\r\n"), Act::Swallow, Act::Close],
            "in the handshake, twice",
            5,
        ),
        (vec![Act::Close], "behind STARTTLS, twice", 5),
        (vec![Act::Reset], "behind STARTTLS, twice", 5),
    ] {
        let refusing = behind_starttls(&then);
        let (facts, said) = told(after_two_good(&[&refusing, &good, &refusing]));
        let Known::Known(Injection::Refused(how)) = &facts.injection else {
            panic!("{words}: {:?}", facts.injection);
        };
        assert!(how.contains(words), "{how}");
        assert_eq!(said.len(), connections, "{said:?}");
        assert_eq!(facts.plaintext_after_reply, Known::Known(None), "{words}");
    }
}

#[test]
fn a50_trouble_that_may_have_another_reason_is_no_refusal() {
    let good = [Act::Serve(Manners::default())];
    let away = behind_starttls(&[send("421 4.7.0 too many connections\r\n"), Act::Close]);
    let put_off = behind_starttls(&[send("454 4.7.0 not available\r\n"), Act::Close]);
    let later = behind_starttls(&[send("450 4.7.0 later\r\n"), Act::Close]);
    let noop_away = behind_starttls(&[send("220 go\r\n421 4.7.0 away\r\n"), Act::Close]);
    let closing = behind_starttls(&[Act::Close]);
    let silent = behind_starttls(&[send("220 go\r\n"), Act::Stall]);
    let gave_up = Err("rate limited");
    type Row<'a> = (&'a [&'a [Act]], Result<Injection, &'a str>, usize);
    let rows: [Row<'_>; 8] = [
        (&[&away, &away], gave_up.clone(), 4),
        (&[&put_off, &put_off], gave_up.clone(), 4),
        (&[&noop_away, &noop_away], gave_up, 4),
        (&[&away, &good], Ok(Injection::No), 4),
        (&[&later], Err("450 4.7.0 later"), 3),
        (&[&closing, &good, &good], Ok(Injection::No), 5),
        (&[&closing, &later], Err("second control run"), 4),
        (&[&silent], Err("timeout"), 3),
    ];
    for (then, expected, connections) in rows {
        let (facts, said) = told_within(Duration::from_secs(3), after_two_good(then));
        match (&facts.injection, &expected) {
            (Known::Known(found), Ok(expected)) => assert_eq!(found, expected, "{said:?}"),
            (Known::NotTested(why), Err(words)) => {
                assert!(why.to_string().contains(words), "{words}: {why}");
            }
            (found, _) => panic!("{expected:?}: {found:?}"),
        }
        assert_eq!(said.len(), connections, "{expected:?}: {said:?}");
    }
}

#[test]
fn a50_a_reply_too_many_counts_where_it_comes_again_and_the_control_run_has_none() {
    let serve = |manners| [Act::Serve(manners)];
    let good = serve(Manners::default());
    let keeps = serve(Manners {
        keeps_plaintext: true,
        ..Manners::default()
    });
    let twice = serve(Manners {
        instead: vec![("NOOP", b"250 ok\r\n250 ok\r\n".to_vec())],
        ..Manners::default()
    });
    let reply = b"250 2.0.0 Ok".to_vec();
    let (facts, said) = told(after_two_good(&[&keeps, &good, &keeps]));
    assert_eq!(facts.injection, Known::Known(Injection::Yes(reply)));
    assert_eq!(said.len(), 5, "{said:?}");
    for (then, words) in [
        ([&keeps, &good, &good], "once, and not again"),
        ([&twice, &twice, &twice], "second control run"),
    ] {
        let (facts, _) = told(after_two_good(&then.map(|script| &script[..])));
        let why = facts.injection.not_tested().map(NotTested::to_string);
        assert!(
            why.as_ref().is_some_and(|why| why.contains(words)),
            "{why:?}"
        );
    }
}

#[test]
fn a50_without_a_control_run_nothing_is_concluded() {
    let (facts, said) = told(Manners {
        instead: vec![("NOOP", b"421 4.5.0 why\r\n".to_vec())],
        ..Manners::default()
    });
    let why = facts.injection.not_tested();
    assert!(matches!(why, Some(NotTested::Unclear(_))), "{why:?}");
    assert_eq!(facts.resumption, Known::Known(Resumed::Yes));
    assert_eq!(said.len(), 3, "the third to resume the first: {said:?}");
}

#[test]
fn a51_starttls_that_is_hidden_is_found_out() {
    let hidden = |keyword: &str, hides_starttls, starttls: Option<&str>| Manners {
        extensions: vec![keyword.to_owned()],
        hides_starttls,
        starttls: starttls.map(|reply| reply.as_bytes().to_vec()),
        ..Manners::default()
    };
    let go = Some("220 go\r\n");
    for (manners, masked, connections) in [
        (hidden("SIZE", true, go), Some(true), 4),
        (hidden("XXXXXXXA", true, go), Some(true), 4),
        (hidden("XXXXXXXA", true, None), None, 2),
        (hidden("SIZE", true, None), None, 2),
    ] {
        let name = format!("{manners:?}");
        let (facts, said) = told(manners);
        assert_eq!(facts.masked.known().copied(), masked, "{name}");
        assert_eq!(said.len(), connections, "{name}: {said:?}");
        let tested = facts.injection == Known::Known(Injection::No);
        assert_eq!(tested, connections == 4, "{name}");
    }
}

#[test]
fn what_is_said_in_the_clear_is_listed() {
    let (facts, _) = told(Manners {
        extensions: vec!["auth plain login".to_owned(), "REQUIRETLS".to_owned()],
        extensions_inside_tls: vec!["SIZE".to_owned(), "STARTTLS".to_owned()],
        ..Manners::default()
    });
    let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
    let auth: Vec<String> = words(&["PLAIN", "LOGIN"]);
    assert_eq!(facts.auth_in_the_clear, Known::Known(auth));
    assert_eq!(facts.requiretls_in_the_clear, Known::Known(true));
    assert_eq!(facts.offered_again, Known::Known(true));
    let changed = (words(&["AUTH", "REQUIRETLS"]), words(&["SIZE"]));
    assert_eq!(facts.changed, Known::Known(changed));
}

#[test]
fn a_server_that_drops_a_client_over_mail_is_asked_without_it() {
    let closing = vec![
        Act::Send(b"220 mx1.lab.test ESMTP\r\n".to_vec()),
        Act::Expect("EHLO"),
        Act::Send(b"250-mx1.lab.test\r\n250 STARTTLS\r\n".to_vec()),
        Act::Expect("STARTTLS"),
    ];
    let sending_away = Manners {
        instead: vec![("MAIL", b"421 4.7.0 STARTTLS first\r\n".to_vec())],
        ..Manners::default()
    };
    let good = || vec![Act::Serve(Manners::default())];
    for (first, mail) in [(closing, None), (vec![Act::Serve(sending_away)], Some(421))] {
        let scripts = vec![first, good(), good(), good()];
        let (facts, said) = told(vec![Act::InTurn(scripts)]);
        // What came of MAIL is told, although another session was held for the rest.
        match (mail, &facts.mail_in_the_clear) {
            (Some(code), Known::Known(reply)) => assert_eq!(reply.code(), code),
            (None, Known::NotTested(why)) => {
                assert!(
                    why.to_string()
                        .contains("the server ended the session at MAIL")
                );
            }
            (_, other) => panic!("{other:?}"),
        }
        assert_eq!(facts.injection, Known::Known(Injection::No));
        assert_eq!(said.len(), 4, "{said:?}");
        let tried = said.iter().filter(|lines| lines.contains("MAIL"));
        assert_eq!(tried.count(), 1, "{said:?}");
    }
}

#[test]
fn a52_backends_that_differ_are_told_apart() {
    let other = Manners {
        hostname: "mx2.lab.test".to_owned(),
        extensions: vec!["SIZE".to_owned()],
        ..Manners::default()
    };
    let scripts = vec![
        vec![Act::Serve(Manners::default())],
        vec![Act::Serve(other)],
    ];
    let (facts, _) = told(vec![Act::InTurn(scripts)]);
    let met: Vec<_> = facts
        .backends
        .iter()
        .map(|one| (one.greeting.as_str(), one.keywords.len(), one.connections))
        .collect();
    assert_eq!(
        met,
        [("mx1.lab.test ESMTP", 5, 2), ("mx2.lab.test ESMTP", 2, 1)]
    );
    assert!(facts.backends[0].tls.as_ref().unwrap().contains("TLS 1.3"));
    assert_eq!(facts.backends[1].tls, None);
}

#[test]
fn octets_in_the_clear_behind_the_reply_are_kept() {
    let injected = Manners {
        starttls: Some(b"220 go\r\n250 injected\r\n".to_vec()),
        ..Manners::default()
    };
    let (facts, _) = told(injected);
    let octets = b"250 injected\r\n".to_vec();
    assert_eq!(facts.plaintext_after_reply, Known::Known(Some(octets)));
    assert!(facts.injection.known().is_none());
}

#[test]
fn text_where_tls_was_due_counts_as_octets_in_the_clear() {
    let text = behind_starttls(&[
        send("220 go\r\n"),
        Act::Swallow,
        send("554 no\r\n"),
        Act::Close,
    ]);
    let (facts, _) = told(text);
    let octets = facts.plaintext_after_reply.known().cloned().flatten();
    let octets = octets.expect("what came in the clear");
    assert!(b"554 no\r\n".starts_with(&octets), "{octets:?}");
    let garbage = vec![0x80, 0x07, 0x00, 0x01, 0x02, 0x03, 0x04];
    let garbage = behind_starttls(&[
        send("220 go\r\n"),
        Act::Swallow,
        Act::Send(garbage),
        Act::Close,
    ]);
    let (facts, _) = told(garbage);
    assert_eq!(facts.plaintext_after_reply, Known::Known(None));
}
