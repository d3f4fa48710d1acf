//! What a server answers to a hello made by hand: any octets in any pieces are read alike, nothing is made up, and what was chosen
//! was offered or is called out.

#![no_main]

use libfuzzer_sys::fuzz_target;
use smtls::tls::names::{CIPHER_SUITES, GROUPS, SIGNATURE_SCHEMES};
use smtls::tls::wire::{
    Answer, ClientHello, Hello, KeyShare, Reader, ServerFlight, Ssl2ClientHello,
};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(1);

// The first octet chooses the hello, the second the size of the pieces; the server says the rest.
fuzz_target!(|octets: &[u8]| {
    let [kind, size, answer @ ..] = octets else {
        return;
    };
    let hello = hello(*kind);
    assert!(!hello.octets().is_empty());
    let (whole, kept) = read(&hello, answer, usize::MAX);
    let (pieces, _) = read(&hello, answer, usize::from(*size).max(1));
    match (&whole, &pieces) {
        // Of what is no text only the first octets that came are kept.
        (Answer::NotTls(whole), Answer::NotTls(first)) => assert!(whole.starts_with(first)),
        _ => assert_eq!(whole, pieces),
    }
    assert!(kept <= answer.len().min(128 * 1024));
    match &whole {
        Answer::Flight(flight) => {
            let Hello::Tls(hello) = &hello else {
                panic!("nothing of TLS was offered");
            };
            check(flight, hello);
            assert!(size_of(flight) <= kept);
        }
        Answer::Ssl2(found) => {
            assert!(matches!(hello, Hello::Ssl2(_)));
            assert!(found.certificate.len() + found.kinds.len() * 3 < kept);
        }
        Answer::NotTls(text) => assert!((1..=512).contains(&text.len())),
        Answer::Closed => assert!(answer.is_empty()),
        Answer::Alert(_) | Answer::Malformed(_) => {}
        Answer::Reset | Answer::TimedOut(_) | Answer::Unfinished { .. } => {
            panic!("the connection was closed")
        }
    }
});

fn hello(kind: u8) -> Hello {
    let tls = |max_version| ClientHello {
        suites: CIPHER_SUITES.iter().map(|suite| suite.code_point).collect(),
        groups: GROUPS.iter().map(|group| group.code_point).collect(),
        schemes: SIGNATURE_SCHEMES.iter().map(|it| it.code_point).collect(),
        compressions: vec![1, 0],
        status_request: true,
        curious: true,
        ..ClientHello::new(max_version)
    };
    Hello::Tls(match kind % 6 {
        0 => ClientHello {
            min_version: 0x0301,
            ..tls(0x0304)
        },
        1 => tls(0x0303),
        2 => tls(0x0301),
        3 => tls(0x0300),
        4 => ClientHello {
            suites: vec![0x1301, 0xc02f],
            groups: vec![29],
            schemes: vec![0x0804],
            key_share: KeyShare::X25519,
            ..ClientHello::new(0x0304)
        },
        _ => {
            return Hello::Ssl2(Ssl2ClientHello {
                kinds: vec![0x010080],
            });
        }
    })
}

/// The answer, and how many octets of it were kept.
fn read(hello: &Hello, octets: &[u8], size: usize) -> (Answer, usize) {
    let mut reader = Reader::new(hello.clone());
    for piece in octets.chunks(size) {
        reader.receive(piece);
    }
    assert!(octets.starts_with(reader.octets()));
    let closed = reader.closed();
    if reader.is_complete() {
        assert_eq!(reader.reset(), closed);
        assert_eq!(reader.timed_out(PATIENCE), closed);
    } else if let Answer::TimedOut(_) = reader.timed_out(PATIENCE) {
        assert!(octets.is_empty(), "something came");
    } else if !matches!(closed, Answer::Flight(_)) {
        assert!(!matches!(reader.timed_out(PATIENCE), Answer::Flight(_)));
    }
    (closed, reader.octets().len())
}

fn check(flight: &ServerFlight, hello: &ClientHello) {
    let says = |what: &str| flight.not_offered.contains(&what);
    assert!(hello.suites.contains(&flight.suite) || says("the cipher suite"));
    let is_lower = flight.version <= hello.max_version;
    assert!(is_lower || says("the version"));
    assert!(
        flight.version >= hello.min_version || hello.max_version < 0x0304 || says("the version")
    );
    assert!(
        hello.compressions.contains(&flight.compression)
            || flight.compression == 0
            || says("the compression method")
    );
    if let Some(group) = flight.group {
        assert!(hello.groups.contains(&group) || says("the group") || hello.groups.is_empty());
    }
    let exchange = flight.key_exchange.as_ref();
    if let Some(scheme) = exchange.and_then(|found| found.scheme) {
        assert!(hello.schemes.contains(&scheme) || says("the signature scheme"));
    }
    let mut said = flight.not_offered.clone();
    said.sort_unstable();
    said.dedup();
    assert_eq!(said.len(), flight.not_offered.len(), "each is said once");
    assert!(flight.extensions.len() <= 64 && flight.chain.len() <= 32);
}

/// How many octets of the flight were taken over.
fn size_of(flight: &ServerFlight) -> usize {
    let extensions = flight.extensions.iter().map(|(_, content)| content.len());
    let chain = flight.chain.iter().map(Vec::len);
    let staple = flight.staple.iter().map(Vec::len);
    let requests = flight.certificate_request.iter();
    let issuers = requests.flat_map(|request| request.issuers.iter().map(Vec::len));
    extensions.chain(chain).chain(staple).chain(issuers).sum()
}
