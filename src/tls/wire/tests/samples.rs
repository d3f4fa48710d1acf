//! What the tests share: flights out of files, hellos read back, messages and records made by hand.

use super::super::octets::Octets;
use super::super::{Answer, ClientHello, ExtensionType, Hello, KeyShare, Reader, Ssl2ClientHello};
use std::fs;
use std::time::Duration;

/// A recorded or constructed flight out of `tests/fixtures/tls`, and the hello that it answers.
pub struct Fixture {
    pub name: String,
    pub hello: Vec<u8>,
    pub flight: Vec<u8>,
}

pub fn fixtures() -> Vec<Fixture> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/tls");
    let files = fs::read_dir(folder).expect("the folder");
    let mut found: Vec<_> = files
        .filter_map(|file| {
            let path = file.expect("a file").path();
            let name = path.file_name()?.to_str()?.strip_suffix(".hex")?.to_owned();
            let text = fs::read_to_string(path).expect("a text");
            let hello = text.lines().find_map(|line| line.strip_prefix("# hello: "));
            let flight = text.lines().filter(|line| !line.starts_with('#'));
            Some(Fixture {
                name,
                hello: octets(hello.expect("a hello")),
                flight: octets(&flight.collect::<String>()),
            })
        })
        .collect();
    found.sort_by(|one, next| one.name.cmp(&next.name));
    found
}

/// Octets in hexadecimal; spaces and ends of lines between them mean nothing.
pub fn octets(text: &str) -> Vec<u8> {
    let digits: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    digits
        .chunks(2)
        .map(|pair| u8::from_str_radix(&pair.iter().collect::<String>(), 16).expect("hexadecimal"))
        .collect()
}

/// The hello that these octets are, as far as it can be said in our words.
pub fn hello(octets: &[u8]) -> Hello {
    if octets[0] & 0x80 == 0 {
        return Hello::Tls(tls_hello(octets));
    }
    let (version, length) = (u16::from_be_bytes([octets[3], octets[4]]), octets[6]);
    let kinds = octets[11..11 + usize::from(length)].chunks(3);
    let kinds: Vec<u32> = kinds
        .map(|kind| u32::from_be_bytes([0, kind[0], kind[1], kind[2]]))
        .collect();
    match version {
        2 => Hello::Ssl2(Ssl2ClientHello { kinds }),
        // The hello of SSL 2.0 by which a client of SSL 3.0 and TLS may begin (RFC 5246 §E.2).
        _ => Hello::Tls(ClientHello {
            suites: kinds
                .iter()
                .filter_map(|kind| u16::try_from(*kind).ok())
                .collect(),
            ..ClientHello::new(version)
        }),
    }
}

/// Reads a hello of SSL 3.0 or TLS back out of its records.
pub fn tls_hello(octets: &[u8]) -> ClientHello {
    let message = message_of(octets);
    let mut body = Octets(&message[4..]);
    let mut hello = ClientHello::new(body.u16().expect("a version"));
    body.take(32).expect("a random value");
    body.vector8().expect("a session id");
    hello.suites = numbers(body.vector16().expect("suites"));
    hello.compressions = body.vector8().expect("methods").to_vec();
    for (number, content) in extensions(&message) {
        let mut content = Octets(&content);
        match ExtensionType(number) {
            ExtensionType::SERVER_NAME => {
                let name = String::from_utf8_lossy(&content.0[5..]);
                hello.server_name = Some(name.into_owned());
            }
            ExtensionType::SUPPORTED_GROUPS => {
                hello.groups = numbers(content.vector16().expect("groups"));
            }
            ExtensionType::SIGNATURE_ALGORITHMS => {
                hello.schemes = numbers(content.vector16().expect("schemes"));
            }
            ExtensionType::STATUS_REQUEST => hello.status_request = true,
            ExtensionType::EXTENDED_MASTER_SECRET | ExtensionType::HEARTBEAT => {
                hello.curious = true;
            }
            ExtensionType::SUPPORTED_VERSIONS => {
                let versions = numbers(content.vector8().expect("versions"));
                hello.max_version = *versions.first().expect("the highest");
                hello.min_version = *versions.last().expect("the lowest");
            }
            ExtensionType::KEY_SHARE if content.0.len() > 2 => hello.key_share = KeyShare::X25519,
            ExtensionType::ALPN => {
                let mut names = Octets(content.vector16().expect("names"));
                while let Some(name) = names.vector8() {
                    hello.protocols.push(name.to_vec());
                }
            }
            _ => {}
        }
    }
    if hello.max_version < 0x0304 {
        hello.min_version = hello.max_version;
    }
    hello
}

/// The handshake message in some records.
pub fn message_of(octets: &[u8]) -> Vec<u8> {
    let mut rest = Octets(octets);
    let mut message = Vec::new();
    while !rest.is_empty() {
        assert_eq!(rest.u8(), Some(22), "a handshake record");
        rest.u16().expect("a version");
        message.extend(rest.vector16().expect("a whole record"));
    }
    message
}

/// The extensions of a ClientHello in its handshake message: numbers and contents.
pub fn extensions(message: &[u8]) -> Vec<(u16, Vec<u8>)> {
    let mut body = Octets(&message[4..]);
    body.take(34).expect("the beginning");
    body.vector8().expect("a session id");
    body.vector16().expect("suites");
    body.vector8().expect("methods");
    let mut list = Octets(body.vector16().unwrap_or_default());
    assert!(body.is_empty(), "nothing behind the extensions");
    let mut found = Vec::new();
    while !list.is_empty() {
        let number = list.u16().expect("a number");
        found.push((number, list.vector16().expect("a content").to_vec()));
    }
    found
}

fn numbers(octets: &[u8]) -> Vec<u16> {
    let pairs = octets.chunks_exact(2);
    pairs
        .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
        .collect()
}

/// What a reader makes of octets that come in pieces of this size and then end.
pub fn read(hello: &Hello, octets: &[u8], size: usize) -> Answer {
    let mut reader = Reader::new(hello.clone());
    for piece in octets.chunks(size) {
        reader.receive(piece);
    }
    reader.closed()
}

/// A time that nobody waits for.
pub const PATIENCE: Duration = Duration::from_secs(7);

/// The handshake messages of the records that are handshake records, one behind the other.
pub fn handshake(octets: &[u8]) -> Vec<u8> {
    let mut rest = Octets(octets);
    let mut messages = Vec::new();
    while let Some(kind) = rest.u8() {
        rest.u16().expect("a version");
        let fragment = rest.vector16().expect("a whole record");
        if kind == 22 {
            messages.extend(fragment);
        }
    }
    messages
}

/// A record of TLS 1.2.
pub fn record(kind: u8, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).expect("a short record");
    [&[kind, 3, 3][..], &length.to_be_bytes(), data].concat()
}

/// A handshake message.
pub fn message(kind: u8, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).expect("a short message");
    [&[kind][..], &length.to_be_bytes()[1..], body].concat()
}

/// A ServerHello with this version, random value, suite and compression method and these extensions.
pub fn server_hello(
    version: u16,
    random: [u8; 32],
    suite: u16,
    compression: u8,
    extensions: &[u8],
) -> Vec<u8> {
    let length = u16::try_from(extensions.len()).expect("few extensions");
    let body = [
        &version.to_be_bytes()[..],
        &random,
        &[0],
        &suite.to_be_bytes(),
        &[compression],
        &length.to_be_bytes(),
        extensions,
    ];
    message(2, &body.concat())
}
