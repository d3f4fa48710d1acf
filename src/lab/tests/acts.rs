//! The acts of a script, one by one.

use std::io::{ErrorKind, Read, Write};
use std::time::{Duration, Instant};

use super::client::{connect, hear, one, only_connection, say, secure, start_tls, tls_error};
use crate::lab::{Act, Lab, Manners, TlsProfile, find, host, mx};

fn playing(script: Vec<Act>) -> Lab {
    one(host("mx1.one.test", script))
}

#[test]
fn the_injection_arrives_with_the_220() {
    let lab = Lab::start(&find("injection").unwrap()).unwrap();
    let mut tcp = connect(&lab);
    hear(&mut tcp).unwrap();
    say(&mut tcp, "EHLO client.test");
    tcp.write_all(b"STARTTLS\r\n").unwrap();
    let mut bytes = [0; 1000];
    let length = tcp.read(&mut bytes).unwrap();
    assert!(bytes[..length].starts_with(b"220 "));
    assert!(bytes[..length].ends_with(b"\r\n250-injected.example\r\n250 AUTH PLAIN\r\n"));
    let mut tls = secure(&lab, tcp, false).unwrap();
    assert!(say(&mut tls, "QUIT").starts_with("221 "));
}

#[test]
fn bytes_are_split_and_paused_as_told() {
    let lab = playing(vec![
        Act::Wait(Duration::from_millis(50)),
        Act::SendSplit {
            bytes: b"220 x\r\n".to_vec(),
            size: 1,
            every: Duration::from_millis(10),
        },
        Act::Expect("ehlo"),
        Act::Send(b"250 \x1b[31m\r\n".to_vec()),
        Act::Expect(""),
    ]);
    let start = Instant::now();
    let mut tcp = connect(&lab);
    let mut bytes = [0; 100];
    // On a busy machine two pieces may be read as one; all seven never.
    assert!(tcp.read(&mut bytes).unwrap() < 7);
    assert!(hear(&mut tcp).unwrap().ends_with("\r\n"));
    assert!(start.elapsed() >= Duration::from_millis(110));
    assert_eq!(say(&mut tcp, "EHLO client.test"), "250 \u{1b}[31m\r\n");
    write!(tcp, "ANYTHING\r\n").unwrap();
    assert_eq!(tcp.read(&mut bytes).unwrap(), 0);
    assert_eq!(
        only_connection(&lab).lines(),
        ["EHLO client.test", "ANYTHING"]
    );
}

#[test]
fn an_unexpected_command_ends_the_connection() {
    let lab = playing(vec![Act::Expect("EHLO"), Act::Stall]);
    let mut tcp = connect(&lab);
    tcp.write_all(b"HELO client.test\r\n").unwrap();
    assert_eq!(tcp.read(&mut [0]).unwrap(), 0);
    let failure = only_connection(&lab).failure.unwrap();
    assert_eq!(failure, "expected EHLO, heard HELO client.test");
}

#[test]
fn connections_end_as_told() {
    let reset = playing(vec![Act::Reset]);
    let error = connect(&reset).read(&mut [0]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);

    // Polite, even though the client's command was never read.
    let closed = playing(vec![Act::Wait(Duration::from_millis(50)), Act::Close]);
    let mut tcp = connect(&closed);
    tcp.write_all(b"EHLO client.test\r\n").unwrap();
    assert_eq!(tcp.read(&mut [0]).unwrap(), 0);

    let stalled = playing(vec![Act::Stall]);
    let mut tcp = connect(&stalled);
    tcp.set_read_timeout(Some(Duration::from_millis(100)))
        .unwrap();
    let error = tcp.read(&mut [0]).unwrap_err();
    assert!(matches!(
        error.kind(),
        ErrorKind::WouldBlock | ErrorKind::TimedOut
    ));

    let endless = playing(vec![Act::SendEndlessly(b"220-more\r\n".to_vec())]);
    let mut tcp = connect(&endless);
    let mut bytes = [0; 100_000];
    tcp.read_exact(&mut bytes).unwrap();
    drop(tcp);
    assert!(only_connection(&endless).failure.is_some());
}

#[test]
fn tls_ends_with_or_without_close_notify() {
    for (last, polite) in [(Act::Close, true), (Act::HangUp, false)] {
        let script = vec![Act::Handshake(TlsProfile::default()), last];
        let lab = playing(script);
        let mut tls = secure(&lab, connect(&lab), false).unwrap();
        let end = tls.read(&mut [0]).map_err(|error| error.kind());
        let expected = match polite {
            true => Ok(0),
            false => Err(ErrorKind::UnexpectedEof),
        };
        assert_eq!(end, expected);
    }
}

#[test]
fn plaintext_can_take_the_place_of_a_server_hello() {
    let lab = playing(vec![
        Act::Swallow,
        Act::Send(b"500 what was that?\r\n".to_vec()),
    ]);
    let error = secure(&lab, connect(&lab), false).unwrap_err();
    assert!(matches!(
        tls_error(&error),
        Some(rustls::Error::InvalidMessage(_))
    ));
}

#[test]
fn a_greeting_may_come_twice_and_tls_first() {
    let lab = playing(vec![
        Act::Handshake(TlsProfile::default()),
        Act::Serve(Manners::default()),
    ]);
    let mut tls = secure(&lab, connect(&lab), false).unwrap();
    assert_eq!(hear(&mut tls).unwrap(), "220 mx1.one.test ESMTP\r\n");
    assert!(!say(&mut tls, "EHLO client.test").contains("STARTTLS"));
    assert!(say(&mut tls, "QUIT").starts_with("221 "));
}

#[test]
fn clients_that_vanish_do_no_harm() {
    let lab = one(mx(10, "mx1.one.test", Manners::default()));
    let mut waiting: Vec<_> = (0..20).map(|_| connect(&lab)).collect();
    drop(start_tls(&lab));
    for tcp in &mut waiting {
        tcp.write_all(b"EHLO cli").unwrap();
    }
    drop(waiting);
    let mut tls = secure(&lab, start_tls(&lab), false).unwrap();
    assert!(say(&mut tls, "QUIT").starts_with("221 "));
    assert_eq!(lab.log().connections().len(), 22);
}
