//! A hello made by hand on a real connection: what comes of it, and what the server is told at the end.

use super::{Answered, Client, ClientName, Observation, Peer, Settings, Timeouts};
use crate::interrupt::Interrupt;
use crate::smtp::{Protocol, Security, Stop, Trials};
use crate::tls::Offer;
use crate::tls::wire::{Answer, ClientHello, Hello, KeyShare, Ssl2ClientHello};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// A server of one connection: it speaks SMTP up to STARTTLS, where that is wanted, waits for the first octets of a hello, answers
/// them, and hands back all that came until the client closed, or how it broke.
fn serve(starttls: bool, answer: Vec<u8>) -> (Settings, Peer, JoinHandle<Result<Vec<u8>, String>>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let socket = listener.local_addr().expect("an address");
    let server = std::thread::spawn(move || {
        let (stream, _) = listener.accept().map_err(|error| error.to_string())?;
        converse(stream, starttls, &answer).map_err(|error| error.to_string())
    });
    let patience = Duration::from_secs(60);
    let settings = Settings {
        protocol: Protocol::Smtp,
        security: match starttls {
            true => Security::StartTls,
            false => Security::Implicit,
        },
        stop: Stop::WhenReady,
        trials: Trials::default(),
        authenticate: None,
        hand: None,
        transact: None,
        client_name: ClientName::Given("client.example".to_owned()),
        offer: Offer::default(),
        ways: Default::default(),
        timeouts: Timeouts {
            connect: patience,
            greeting: patience,
            reply: patience,
            message: patience,
            quit: patience,
        },
        deadline: Instant::now() + patience,
        interrupt: Interrupt::default(),
    };
    (settings, Peer::at(socket), server)
}

fn converse(mut stream: TcpStream, starttls: bool, answer: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut lines = BufReader::new(stream.try_clone()?);
    if starttls {
        stream.write_all(b"220 mx.example\r\n")?;
        lines.read_line(&mut String::new())?;
        stream.write_all(b"250-mx.example\r\n250 STARTTLS\r\n")?;
        lines.read_line(&mut String::new())?;
        stream.write_all(b"220 go ahead\r\n")?;
    }
    let mut came = lines.fill_buf()?.to_vec();
    lines.consume(came.len());
    stream.write_all(answer)?;
    if answer.is_empty() {
        stream.shutdown(Shutdown::Write)?;
    }
    lines.read_to_end(&mut came)?;
    Ok(came)
}

/// Asks such a server, and says what came of it and what it got.
async fn ask(
    starttls: bool,
    hello: ClientHello,
    answer: &[u8],
) -> (Observation, Answered, Vec<u8>) {
    asked(starttls, Hello::Tls(hello), answer).await
}

async fn asked(starttls: bool, hello: Hello, answer: &[u8]) -> (Observation, Answered, Vec<u8>) {
    let (settings, peer, server) = serve(starttls, answer.to_vec());
    let client = Client::new(&peer, &settings);
    let observation = client.ask(hello, |_, _| {}).await;
    let came = server.join().expect("a server").expect("no reset");
    let answered = observation.answered.clone().expect("an answer");
    assert_eq!(observation.failures, [], "it was a question");
    assert_eq!(observation.handshake, None);
    (observation, answered, came)
}

fn hello() -> ClientHello {
    ClientHello {
        suites: vec![0x1301, 0x1302],
        groups: vec![29],
        schemes: vec![0x0804],
        ..ClientHello::new(0x0304)
    }
}

/// A ServerHello of TLS 1.3 for x25519, or the HelloRetryRequest that asks for it, with the suite TLS_AES_128_GCM_SHA256.
fn server_hello(retry: bool) -> Vec<u8> {
    let mut random = [7; 32];
    let mut share = vec![0, 51, 0, 36, 0, 29, 0, 32];
    share.extend([9; 32]);
    if retry {
        let name = b"HelloRetryRequest";
        let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, name);
        random.copy_from_slice(digest.as_ref());
        share = vec![0, 51, 0, 2, 0, 29];
    }
    let extensions = [&[0, 43, 0, 2, 3, 4][..], &share].concat();
    let length = u8::try_from(extensions.len()).expect("a short list");
    let body = [
        &[3, 3][..],
        &random,
        &[0, 0x13, 1, 0, 0, length],
        &extensions,
    ]
    .concat();
    let length = u8::try_from(body.len()).expect("a short message");
    [&[22, 3, 3, 0, length + 4, 2, 0, 0, length][..], &body].concat()
}

/// The fatal alert user_canceled.
const CANCELED: [u8; 7] = [21, 3, 3, 0, 2, 2, 90];

#[tokio::test]
async fn a_server_that_chose_is_told_that_it_leads_nowhere() {
    // As OpenSSL does, with a ChangeCipherSpec behind it that means nothing.
    let flight = [&server_hello(true)[..], &[20, 3, 3, 0, 1, 1]].concat();
    let (observation, answered, came) = ask(true, hello(), &flight).await;
    let choice = answered.answer.choice().expect("a choice");
    assert!(choice.retry && choice.group == Some(29));
    assert_eq!(came, [&answered.sent[..], &CANCELED].concat());
    assert!(flight.starts_with(&answered.received));
    assert!(observation.traffic.is_some());
}

#[tokio::test]
async fn what_is_left_of_a_flight_does_not_reset_the_connection() {
    let hello = ClientHello {
        key_share: KeyShare::X25519,
        ..hello()
    };
    // More than a read takes, as certificates may be; encrypted, so that it means nothing.
    let record = [&[23, 3, 3, 0x20, 0][..], &[0xee; 0x2000]].concat();
    let flight = [server_hello(false), record.repeat(4)].concat();
    let (_, answered, came) = ask(false, hello, &flight).await;
    assert!(
        answered
            .answer
            .choice()
            .is_some_and(|choice| choice.goes_on())
    );
    assert_eq!(came, [&answered.sent[..], &CANCELED].concat());
}

#[tokio::test]
async fn a_server_that_chose_nothing_is_told_nothing() {
    let (_, answered, came) = ask(true, hello(), &[21, 3, 3, 0, 2, 2, 70]).await;
    assert!(answered.answer.is_refusal());
    assert_eq!(came, answered.sent);
    let (_, answered, came) = ask(false, hello(), b"").await;
    assert_eq!((answered.answer, came), (Answer::Closed, answered.sent));
    let ssl2 = Hello::Ssl2(Ssl2ClientHello {
        kinds: vec![0x010080],
    });
    let found = [0x80, 14, 4, 0, 1, 0, 2, 0, 0, 0, 3, 0, 0, 1, 0, 0x80];
    let (_, answered, came) = asked(true, ssl2, &found).await;
    assert!(matches!(answered.answer, Answer::Ssl2(_)));
    assert_eq!(came, answered.sent);
}

/// A ServerHello of TLS 1.2 without what should follow.
fn unfinished(suite: [u8; 2]) -> Vec<u8> {
    let body = [&[3, 3][..], &[7; 32], &[0], &suite, &[0]].concat();
    let length = u8::try_from(body.len()).expect("a short message");
    [&[22, 3, 3, 0, length + 4, 2, 0, 0, length][..], &body].concat()
}

#[tokio::test]
async fn a_flight_that_stays_unfinished_is_waited_for_only_once() {
    let hello = || {
        Hello::Tls(ClientHello {
            suites: vec![0xc02f],
            ..ClientHello::new(0x0303)
        })
    };
    let (settings, peer, server) = serve(true, unfinished([0xc0, 0x2f]));
    let settings = Settings {
        timeouts: Timeouts {
            reply: Duration::from_millis(500),
            ..settings.timeouts
        },
        ..settings
    };
    let client = Client::new(&peer, &settings);
    assert!(!client.leaves_flights());
    client.ask(hello(), |_, _| {}).await;
    server.join().expect("a server").expect("no reset");
    assert!(client.leaves_flights());

    // From then on the rest has its own time, as this one would be longer than the test may take.
    let (settings, peer, server) = serve(true, unfinished([0xc0, 0x2f]));
    let week = Duration::from_secs(7 * 24 * 3600);
    let settings = Settings {
        timeouts: Timeouts {
            reply: week,
            ..settings.timeouts
        },
        deadline: Instant::now() + week,
        ..settings
    };
    let client = Client::new(&peer, &settings);
    client.note_flight(true);
    let asking = client.ask(hello(), |_, _| {});
    let asked = tokio::time::timeout(Duration::from_secs(60), asking).await;
    let answered = asked.expect("an end").answered.expect("an answer");
    let flight = answered.answer.choice().expect("a choice");
    assert!(!flight.is_whole && flight.suite == 0xc02f && flight.key_exchange.is_none());
    let came = server.join().expect("a server").expect("no reset");
    assert_eq!(came, [&answered.sent[..], &CANCELED].concat());
    assert!(client.leaves_flights());

    // One that is whole takes it back: the other may have been an accident.
    let flight = [server_hello(true), vec![20, 3, 3, 0, 1, 1]].concat();
    let (settings, peer, server) = serve(true, flight);
    let client = Client::new(&peer, &settings);
    client.note_flight(true);
    let hello = ClientHello {
        suites: vec![0x1301],
        groups: vec![29],
        ..ClientHello::new(0x0304)
    };
    client.ask(Hello::Tls(hello), |_, _| {}).await;
    server.join().expect("a server").expect("no reset");
    assert!(!client.leaves_flights());
}
