//! Answers made by hand: what no server of today sends, and what no server should.

use super::super::{
    Alert, Answer, ClientHello, ExtensionType, Hello, Reader, ServerFlight, Ssl2ClientHello,
};
use super::samples::{PATIENCE, message, read, record, server_hello};

mod choices;
mod faults;

/// A hello of TLS 1.2 with two suites, one group and one scheme.
fn offer() -> ClientHello {
    ClientHello {
        suites: vec![0xc02f, 0x009e],
        groups: vec![29],
        schemes: vec![0x0804],
        ..ClientHello::new(0x0303)
    }
}

fn offer_tls13() -> ClientHello {
    ClientHello {
        min_version: 0x0303,
        suites: vec![0x1301, 0xc02f],
        groups: vec![29, 23],
        ..ClientHello::new(0x0304)
    }
}

/// The answer of a server that sends these octets and closes; it is the same in every split.
fn answer(hello: &ClientHello, octets: &[u8]) -> Answer {
    let hello = Hello::Tls(hello.clone());
    let whole = read(&hello, octets, usize::MAX);
    for size in 1..octets.len().min(200) {
        assert_eq!(read(&hello, octets, size), whole, "in pieces of {size}");
    }
    whole
}

fn flight(hello: &ClientHello, octets: &[u8]) -> ServerFlight {
    match answer(hello, octets) {
        Answer::Flight(flight) => *flight,
        other => panic!("no flight: {other:?}"),
    }
}

/// A ServerHello of TLS 1.2 that takes the first suite.
fn plain() -> Vec<u8> {
    server_hello(0x0303, [7; 32], 0xc02f, 0, &[])
}

/// A ServerHello of TLS 1.3 with these extensions beside supported_versions.
fn tls13(random: [u8; 32], extensions: &[u8]) -> Vec<u8> {
    let extensions = [&[0, 43, 0, 2, 3, 4], extensions].concat();
    record(22, &server_hello(0x0303, random, 0x1301, 0, &extensions))
}

const DONE: [u8; 4] = [14, 0, 0, 0];

/// The random value of a HelloRetryRequest: SHA-256 of its name (RFC 9846 §4.2.3).
fn retry() -> [u8; 32] {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, b"HelloRetryRequest");
    digest.as_ref().try_into().expect("32 octets")
}

/// A random value with this end.
fn random(end: &[u8]) -> [u8; 32] {
    let mut random = [7; 32];
    random[32 - end.len()..].copy_from_slice(end);
    random
}
