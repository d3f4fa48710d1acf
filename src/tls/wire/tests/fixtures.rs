//! What is read out of flights of real servers, and out of those that were constructed from the specifications.

use super::super::{Answer, Hello, Reader, ServerFlight};
use super::samples::{PATIENCE, fixtures, handshake, hello, read, record};

/// An answer in one line.
fn summary(answer: &Answer) -> String {
    match answer {
        Answer::Flight(flight) => flight_summary(flight),
        Answer::Ssl2(hello) => format!(
            "{:04x} certificate {} kinds {:06x?}",
            hello.version,
            hello.certificate.len(),
            hello.kinds
        ),
        Answer::Alert(alert) => format!("alert {} fatal {}", alert.number, alert.fatal),
        other => format!("{other:?}"),
    }
}

fn flight_summary(flight: &ServerFlight) -> String {
    let mut words = vec![format!("{:04x} {:04x}", flight.version, flight.suite)];
    let mut add = |word: String| words.push(word);
    if flight.retry {
        add("retry".to_owned());
    }
    if let Some(group) = flight.group {
        add(format!("group {group:04x}"));
    }
    if flight.compression != 0 {
        add(format!("compression {}", flight.compression));
    }
    add(format!("chain {}", flight.chain.len()));
    if let Some(exchange) = &flight.key_exchange {
        if let Some(dh) = &exchange.dh {
            add(format!("dh {} g {:?}", dh.bits(), dh.generator));
        }
        if let Some(bits) = exchange.export_rsa_bits {
            add(format!("rsa {bits}"));
        }
        if let Some(scheme) = exchange.scheme {
            add(format!("scheme {scheme:04x}"));
        }
    }
    if let Some(staple) = &flight.staple {
        add(format!("staple {}", staple.len()));
    }
    if let Some(request) = &flight.certificate_request {
        add(format!(
            "asks {:?} schemes {} issuers {}",
            request.types,
            request.schemes.len(),
            request.issuers.len()
        ));
    }
    let numbers: Vec<_> = flight
        .extensions
        .iter()
        .map(|(number, _)| *number)
        .collect();
    add(format!("extensions {numbers:?}"));
    if let Some(version) = flight.downgrade_sentinel {
        add(format!("sentinel {version:04x}"));
    }
    if !flight.is_whole {
        add("cut".to_owned());
    }
    if !flight.not_offered.is_empty() {
        add(format!("not offered {:?}", flight.not_offered));
    }
    words.join(", ")
}

/// Every file of the folder, and what it says.
#[rustfmt::skip]
const READ: &[(&str, &str)] = &[
    ("constructed-ssl2-error", "alert 40 fatal true"),
    ("constructed-ssl2-server-hello", "0002 certificate 655 kinds [010080, 0700c0, 020080]"),
    ("constructed-ssl2-server-hello-no-ciphers", "0002 certificate 655 kinds []"),
    ("constructed-ssl2-server-hello-padded", "0002 certificate 655 kinds [010080, 0700c0, 020080]"),
    ("constructed-tls10-dhe-export", "0301 0014, chain 2, dh 512 g [2], extensions []"),
    ("constructed-tls10-rsa-export", "0301 0003, chain 2, rsa 512, extensions []"),
    ("constructed-tls12-deflate", "0303 009d, compression 1, chain 2, extensions []"),
    ("gnutls-refuses-suites", "alert 40 fatal true"),
    ("gnutls-tls10-3des", "0301 000a, chain 2, asks [1, 2, 64] schemes 0 issuers 0, extensions []"),
    ("gnutls-tls10-dhe", "0301 0016, chain 2, dh 2048 g [2], asks [1, 2, 64] schemes 0 issuers 0, extensions []"),
    ("gnutls-tls10-rc4", "0301 0005, chain 2, asks [1, 2, 64] schemes 0 issuers 0, extensions []"),
    ("gnutls-tls12-camellia-gcm", "0303 c08a, group 001d, chain 2, scheme 0804, asks [1, 64] schemes 16 issuers 0, extensions [11]"),
    ("gnutls-tls12-ffdhe2048", "0303 009f, chain 2, dh 2048 g [2], scheme 0804, asks [1, 64] schemes 16 issuers 0, extensions []"),
    ("gnutls-tls12-heartbeat", "0303 c030, group 001d, chain 2, scheme 0804, asks [1, 64] schemes 16 issuers 0, extensions [11, 15, 23, 35, 65281]"),
    ("gnutls-tls13-retry-x448", "0304 1302, retry, group 001e, chain 0, extensions [51, 43]"),
    ("openssl-refuses-fallback", "alert 86 fatal true"),
    ("openssl-refuses-groups", "alert 40 fatal true"),
    ("openssl-refuses-ssl2-hello", "alert 70 fatal true"),
    ("openssl-refuses-ssl30", "alert 40 fatal true"),
    ("openssl-refuses-suites", "alert 40 fatal true"),
    ("openssl-refuses-tls10-level1", "alert 80 fatal true"),
    ("openssl-refuses-version", "alert 70 fatal true"),
    ("openssl-refuses-version-of-tls13-only", "alert 70 fatal true"),
    ("openssl-tls10-ecdhe-p256", "0301 c014, group 0017, chain 2, extensions [11]"),
    ("openssl-tls10-rsa", "0301 002f, chain 2, extensions []"),
    ("openssl-tls11-dhe1024", "0302 0039, chain 2, dh 1024 g [2], extensions []"),
    ("openssl-tls12-anonymous-dh", "0303 00a7, chain 0, dh 3072 g [2], extensions []"),
    ("openssl-tls12-anonymous-ecdh", "0303 c019, group 001d, chain 0, extensions [11]"),
    ("openssl-tls12-dense", "0303 c027, group 0017, chain 2, scheme 0804, staple 780, asks [1, 2, 64] schemes 23 issuers 1, extensions [65281, 11, 35, 5, 22, 23]"),
    ("openssl-tls12-dhe2048", "0303 009f, chain 2, dh 2048 g [2], scheme 0804, extensions []"),
    ("openssl-tls12-dss", "0303 00a3, chain 2, dh 1024 g [2], scheme 0402, extensions []"),
    ("openssl-tls12-ecdhe-brainpool", "0303 c030, group 001b, chain 2, scheme 0804, extensions [11]"),
    ("openssl-tls12-ecdhe-p521", "0303 c030, group 0019, chain 2, scheme 0804, extensions [11]"),
    ("openssl-tls12-ecdhe-psk", "0303 c037, group 001d, chain 0, extensions []"),
    ("openssl-tls12-ecdhe-x25519", "0303 c030, group 001d, chain 2, scheme 0804, extensions [11]"),
    ("openssl-tls12-ecdhe-x448", "0303 c030, group 001e, chain 2, scheme 0804, extensions [11]"),
    ("openssl-tls12-ecdsa", "0303 c02c, group 001d, chain 2, scheme 0403, extensions [11]"),
    ("openssl-tls12-ed25519", "0303 c02b, group 001d, chain 2, scheme 0807, extensions [11]"),
    ("openssl-tls12-null", "0303 003b, chain 2, extensions []"),
    ("openssl-tls12-rsa", "0303 009d, chain 2, extensions []"),
    ("openssl-tls12-sha1-signature", "0303 c030, group 001d, chain 2, scheme 0201, extensions [11]"),
    ("openssl-tls12-small-records", "0303 c027, group 0017, chain 2, scheme 0804, staple 780, asks [1, 2, 64] schemes 23 issuers 1, extensions [65281, 11, 35, 5, 22, 23]"),
    ("openssl-tls13-retry-ffdhe3072", "0304 1302, retry, group 0101, chain 0, extensions [43, 51]"),
    ("openssl-tls13-retry-p521", "0304 1302, retry, group 0019, chain 0, extensions [43, 51]"),
    ("openssl-tls13-retry-x25519", "0304 1302, retry, group 001d, chain 0, extensions [43, 51]"),
    ("openssl-tls13-server-hello", "0304 1301, group 001d, chain 0, extensions [43, 51]"),
    ("postfix-refuses-version-of-tls13-only", "alert 70 fatal true"),
    ("postfix-tls10-dhe", "0301 0039, chain 2, dh 2048 g [2], extensions []"),
    ("postfix-tls12-anonymous-dh", "0303 00a7, chain 0, dh 3072 g [2], extensions []"),
    ("postfix-tls12-client-asked", "0303 c030, group 001d, chain 2, scheme 0804, asks [1, 2, 64] schemes 23 issuers 1, extensions [65281, 11, 35, 23], sentinel 0304"),
    ("postfix-tls12-dhe1024", "0303 009f, chain 2, dh 1024 g [2], scheme 0804, extensions [], sentinel 0304"),
    ("postfix-tls12-ecdsa-of-both", "0303 c02c, group 001d, chain 2, scheme 0403, extensions [65281, 11, 35, 23], sentinel 0304"),
    ("postfix-tls13-retry-p384", "0304 1302, retry, group 0018, chain 0, extensions [43, 51]"),
    ("tlslite-refuses-version", "alert 70 fatal true"),
    ("tlslite-ssl30-by-ssl2-hello", "0300 000a, chain 2, extensions []"),
    ("tlslite-ssl30-dhe", "0300 0039, chain 2, dh 2048 g [2], extensions []"),
    ("tlslite-ssl30-rc4-md5", "0300 0004, chain 2, extensions []"),
    ("tlslite-ssl30-rsa-3des", "0300 000a, chain 2, extensions []"),
    ("tlslite-tls10-anonymous-dh", "0301 0034, chain 0, dh 2048 g [2], extensions []"),
];

#[test]
fn recorded_and_constructed_flights_are_read_in_every_split() {
    let fixtures = fixtures();
    let names: Vec<_> = fixtures.iter().map(|fixture| &fixture.name[..]).collect();
    assert_eq!(names, READ.iter().map(|row| row.0).collect::<Vec<_>>());
    for (fixture, (name, expected)) in fixtures.iter().zip(READ) {
        let hello = hello(&fixture.hello);
        let answer = read(&hello, &fixture.flight, usize::MAX);
        assert_eq!(summary(&answer), *expected, "{name}");
        let length = fixture.flight.len();
        for size in (1..length.min(300)).chain((300..length).step_by(7)) {
            let pieces = read(&hello, &fixture.flight, size);
            assert!(pieces == answer, "{name} in pieces of {size}: {pieces:?}");
        }
    }
}

#[test]
fn messages_may_be_split_over_records_anyhow_or_stand_together_in_one() {
    for fixture in fixtures() {
        let hello = hello(&fixture.hello);
        let expected = read(&hello, &fixture.flight, usize::MAX);
        if !matches!(expected, Answer::Flight(_)) {
            continue;
        }
        let messages = handshake(&fixture.flight);
        for size in [1, 2, 3, 5, 97, 512, 1 << 14] {
            let records = messages.chunks(size).map(|piece| record(22, piece));
            let flight = records.collect::<Vec<_>>().concat();
            for piece in [1, 7, usize::MAX] {
                let answer = read(&hello, &flight, piece);
                assert!(answer == expected, "{} {size} {piece}", fixture.name);
            }
        }
    }
}

#[test]
fn a_flight_that_is_cut_short_says_no_more_than_what_came() {
    for fixture in fixtures() {
        let hello = hello(&fixture.hello);
        let whole = read(&hello, &fixture.flight, usize::MAX);
        for length in 0..fixture.flight.len() {
            let mut reader = Reader::new(hello.clone());
            reader.receive(&fixture.flight[..length]);
            let context = format!("{} of {length}", fixture.name);
            let ends = [reader.closed(), reader.reset(), reader.timed_out(PATIENCE)];
            if reader.is_complete() {
                assert!(ends.iter().all(|end| *end == whole), "{context}");
                continue;
            }
            match &ends {
                [Answer::Closed, Answer::Reset, Answer::TimedOut(PATIENCE)] => {
                    assert_eq!(length, 0, "{context}");
                }
                [
                    Answer::Malformed(_),
                    Answer::Reset,
                    Answer::Unfinished {
                        after: PATIENCE,
                        warning: None,
                    },
                ] => assert_ne!(length, 0, "{context}"),
                [Answer::Flight(cut), reset, silent] => {
                    assert!(ends[0] == *reset && ends[0] == *silent, "{context}");
                    let Answer::Flight(whole) = &whole else {
                        panic!("{context}: a flight came of a part");
                    };
                    assert!(!cut.is_whole, "{context}");
                    assert_eq!((cut.version, cut.suite), (whole.version, whole.suite));
                    assert!(whole.chain.starts_with(&cut.chain), "{context}");
                }
                other => panic!("{context}: {other:?}"),
            }
        }
    }
}

#[test]
fn damaged_flights_are_read_without_a_panic_and_never_into_more_than_was_offered() {
    let mut random = fastrand::Rng::with_seed(5);
    for fixture in fixtures() {
        let hello = hello(&fixture.hello);
        for _ in 0..100 {
            let mut flight = fixture.flight.clone();
            for _ in 0..random.usize(1..4) {
                let place = random.usize(..flight.len());
                flight[place] = random.u8(..);
            }
            let answer = read(&hello, &flight, usize::MAX);
            let pieces = read(&hello, &flight, 1);
            match (&answer, &pieces) {
                // Of octets that are no text only the first that came are kept.
                (Answer::NotTls(whole), Answer::NotTls(first)) => {
                    assert!(whole.starts_with(first) && whole.len() <= 512);
                }
                _ => assert!(answer == pieces, "{}: {answer:?} {pieces:?}", fixture.name),
            }
            if let (Hello::Tls(hello), Some(choice)) = (&hello, answer.choice()) {
                assert!(hello.suites.contains(&choice.suite), "{}", fixture.name);
                assert!(choice.version <= hello.max_version, "{}", fixture.name);
            }
        }
    }
}
