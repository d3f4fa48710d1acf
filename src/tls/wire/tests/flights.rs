//! Answers made by hand: what no server of today sends, and what no server should.

use super::super::{
    Alert, Answer, ClientHello, ExtensionType, Hello, Reader, ServerFlight, Ssl2ClientHello,
};
use super::samples::{PATIENCE, message, read, record, server_hello};

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

#[test]
fn a_suite_is_offered_for_its_versions_alone() {
    for (extensions, suite, expected) in [
        (&[][..], 0xc02f, &[][..]),
        (&[], 0x1301, &["the cipher suite"]),
        (&[0, 43, 0, 2, 3, 4], 0x1301, &[]),
        (&[0, 43, 0, 2, 3, 4], 0xc02f, &["the cipher suite"]),
    ] {
        let octets = record(22, &server_hello(0x0303, [7; 32], suite, 0, extensions));
        let read = flight(&offer_tls13(), &octets);
        assert_eq!(read.not_offered, expected, "{suite:04x} {extensions:?}");
    }
}

#[test]
fn what_was_not_offered_is_named_and_is_no_choice() {
    let key_exchange = |curve: u8, scheme: [u8; 2]| {
        let parameters = [&[3, 0, curve, 1, 4][..], &scheme, &[0, 1, 9]].concat();
        [plain(), message(12, &parameters), DONE.to_vec()].concat()
    };
    let extensions = |octets: &[u8]| server_hello(0x0303, [7; 32], 0xc02f, 0, octets);
    let rows: [(&str, Vec<u8>, &[&str]); 13] = [
        ("all is well", plain(), &[]),
        (
            "a lower version",
            server_hello(0x0300, [7; 32], 0x0033, 0, &[]),
            &[],
        ),
        (
            "a suite of TLS 1.2 in a lower version",
            server_hello(0x0302, [7; 32], 0xc02f, 0, &[]),
            &["the cipher suite"],
        ),
        (
            "a higher version",
            server_hello(0x0304, [7; 32], 0xc02f, 0, &[]),
            &["the version"],
        ),
        (
            "another suite",
            server_hello(0x0303, [7; 32], 0x000a, 0, &[]),
            &["the cipher suite"],
        ),
        (
            "a signal",
            server_hello(0x0303, [7; 32], 0x00ff, 0, &[]),
            &["the cipher suite"],
        ),
        (
            "compression",
            server_hello(0x0303, [7; 32], 0xc02f, 1, &[]),
            &["the compression method"],
        ),
        (
            "an extension",
            extensions(&[0, 35, 0, 0]),
            &["an extension"],
        ),
        ("signalled", extensions(&[0xff, 1, 0, 1, 0]), &[]),
        ("all three", key_exchange(29, [8, 4]), &[]),
        ("a group", key_exchange(23, [8, 4]), &["the group"]),
        (
            "a scheme",
            key_exchange(29, [2, 1]),
            &["the signature scheme"],
        ),
        (
            "the canary",
            key_exchange(29, [0xfd, 0xff]),
            &["the signature scheme"],
        ),
    ];
    let mut offer = offer();
    offer.suites.push(0x0033);
    let offer = || offer.clone();
    for (what, messages, expected) in rows {
        let octets = record(22, &messages);
        let read = flight(&offer(), &octets);
        assert_eq!(read.not_offered, expected, "{what}");
        let choice = answer(&offer(), &octets);
        assert_eq!(choice.choice().is_some(), expected.is_empty(), "{what}");
        assert!(!choice.is_refusal());
    }
}

#[test]
fn what_a_tls_1_3_server_chose_stands_in_its_extensions() {
    let hello = offer_tls13();
    let share = [0, 51, 0, 5, 0, 29, 0, 1, 9];
    let chosen = flight(&hello, &tls13([7; 32], &share));
    assert_eq!(
        (chosen.version, chosen.suite, chosen.group),
        (0x0304, 0x1301, Some(29))
    );
    assert!(!chosen.retry && chosen.is_whole && chosen.goes_on());
    // With a cookie, which may come unasked.
    let retried = flight(
        &hello,
        &tls13(retry(), &[0, 44, 0, 1, 9, 0, 51, 0, 2, 0, 23]),
    );
    assert_eq!(retried.group, Some(23));
    assert!(retried.retry && retried.is_whole && !retried.goes_on());
    assert_eq!(retried.not_offered, [""; 0]);
    let wrong = flight(&hello, &tls13(retry(), &[0, 51, 0, 2, 1, 0]));
    assert_eq!(wrong.not_offered, ["the group"]);
    // TLS 1.3 is chosen by the extension alone.
    let unsaid = server_hello(0x0304, [7; 32], 0x1301, 0, &[]);
    let wrong = flight(&hello, &record(22, &unsaid));
    assert_eq!(wrong.not_offered, ["the version"]);
    // A cookie elsewhere is unasked.
    let wrong = flight(&hello, &tls13([7; 32], &[0, 44, 0, 1, 9]));
    assert_eq!(wrong.not_offered, ["an extension"]);
    // A server of TLS 1.2 has no such extension, and the list does not say that it may be lower.
    let older = record(22, &[plain(), DONE.to_vec()].concat());
    assert_eq!(flight(&hello, &older).not_offered, [""; 0]);
    let alone = ClientHello {
        min_version: 0x0304,
        ..hello
    };
    assert_eq!(flight(&alone, &older).not_offered, ["the version"]);
}

#[test]
fn a_server_says_that_a_higher_version_was_passed_over() {
    for (version, end, expected) in [
        (0x0303, &b"DOWNGRD\x01"[..], Some(0x0304)),
        (0x0301, b"DOWNGRD\x01", Some(0x0304)),
        (0x0302, b"DOWNGRD\x00", Some(0x0303)),
        (0x0303, b"DOWNGRD\x00", None),
        (0x0302, b"DOWNGRD\x02", None),
        (0x0302, b"", None),
    ] {
        let messages = server_hello(version, random(end), 0xc02f, 0, &[]);
        let read = flight(&offer(), &record(22, &messages));
        assert_eq!(read.downgrade_sentinel, expected, "{version:04x} {end:?}");
    }
    let read = flight(&offer_tls13(), &tls13(random(b"DOWNGRD\x01"), &[]));
    assert_eq!(read.downgrade_sentinel, None);
}

#[test]
fn alerts_end_it_and_warnings_are_remembered() {
    let alert = |level, number| record(21, &[level, number]);
    let hello = record(22, &plain());
    let refused = |fatal, number| Answer::Alert(Alert { fatal, number });
    assert_eq!(answer(&offer(), &alert(2, 40)), refused(true, 40));
    assert_eq!(answer(&offer(), &alert(1, 112)), refused(false, 112));
    assert_eq!(answer(&offer(), &alert(1, 0)), refused(false, 0));
    let closing = [alert(1, 112), alert(1, 0)].concat();
    assert_eq!(
        answer(&offer(), &closing),
        refused(false, 112),
        "not the farewell"
    );
    let then_fatal = [alert(1, 112), alert(2, 70)].concat();
    assert_eq!(answer(&offer(), &then_fatal), refused(true, 70));
    // An alert of level 5 is an alert; one in two records as well.
    assert_eq!(answer(&offer(), &alert(5, 47)), refused(true, 47));
    let split = [record(21, &[2]), record(21, &[40])].concat();
    assert_eq!(answer(&offer(), &split), refused(true, 40));
    // In a record of a version that nobody knows.
    assert_eq!(
        answer(&offer(), &[21, 3, 9, 0, 2, 2, 70]),
        refused(true, 70)
    );
    let warned = flight(&offer(), &[alert(1, 112), hello.clone()].concat());
    assert_eq!((warned.warning, warned.suite), (Some(112), 0xc02f));
    // A server that refuses after all has not agreed.
    let late = [hello, alert(2, 80)].concat();
    assert_eq!(answer(&offer(), &late), refused(true, 80));
    let mut reader = Reader::new(Hello::Tls(offer()));
    reader.receive(&alert(1, 112));
    assert!(!reader.is_complete());
    // As long as the connection stands, it refuses nothing.
    let waiting = Answer::Unfinished {
        after: PATIENCE,
        warning: Some(112),
    };
    assert_eq!(reader.timed_out(PATIENCE), waiting);
    assert_eq!(reader.reset(), refused(false, 112));
}

#[test]
fn x33_who_began_to_answer_did_not_say_nothing() {
    let octets = record(22, &plain());
    let timed_out = |length: usize, size: usize| {
        let mut reader = Reader::new(Hello::Tls(offer()));
        for piece in octets[..length].chunks(size) {
            reader.receive(piece);
        }
        reader.timed_out(PATIENCE)
    };
    assert_eq!(timed_out(0, 1), Answer::TimedOut(PATIENCE));
    let began = Answer::Unfinished {
        after: PATIENCE,
        warning: None,
    };
    for length in 1..octets.len() {
        for size in 1..=length {
            assert_eq!(timed_out(length, size), began, "{length} in {size}");
        }
    }
    assert!(matches!(timed_out(octets.len(), 1), Answer::Flight(_)));
}

#[test]
fn what_is_no_tls_is_kept_up_to_the_end_of_its_line() {
    let text = b"454 4.7.0 TLS not available\r\n";
    let more = [&text[..], b"250 more\r\n"].concat();
    assert_eq!(answer(&offer(), &more), Answer::NotTls(text.to_vec()));
    let endless = [b'x'; 3000];
    assert_eq!(answer(&offer(), &endless), Answer::NotTls(vec![b'x'; 512]));
    let mut reader = Reader::new(Hello::Tls(offer()));
    reader.receive(b"HTTP/1.1 400");
    assert!(!reader.is_complete(), "the line goes on");
    let so_far = Answer::NotTls(b"HTTP/1.1 400".to_vec());
    assert_eq!(reader.timed_out(PATIENCE), so_far);
    // What is no text is not waited for.
    let mut reader = Reader::new(Hello::Tls(offer()));
    reader.receive(&[22, 2, 0]);
    assert!(reader.is_complete());
    assert_eq!(reader.closed(), Answer::NotTls(vec![22, 2, 0]));
    // SSL 2.0 is only understood by who spoke it.
    let ssl2 = [0x80, 11, 4, 0, 1, 0, 2, 0, 0, 0, 0, 0, 0];
    let unasked = read(&Hello::Tls(offer()), &ssl2, usize::MAX);
    assert_eq!(unasked, Answer::NotTls(ssl2.to_vec()));
}

#[test]
fn ssl_2_0_is_asked_and_answered_in_its_own_form() {
    let hello = Hello::Ssl2(Ssl2ClientHello {
        kinds: vec![0x010080],
    });
    let answer = |octets: &[u8]| read(&hello, octets, 1);
    let Answer::Ssl2(found) = answer(&[0x80, 14, 4, 0, 1, 0, 2, 0, 0, 0, 3, 0, 0, 1, 0, 0x80])
    else {
        panic!("no SERVER-HELLO");
    };
    assert_eq!((found.version, &found.kinds[..]), (2, &[0x010080][..]));
    let broken = answer(&[0x80, 11, 4, 0, 1, 0, 2, 0, 9, 0, 0, 0, 0]);
    assert!(matches!(broken, Answer::Malformed(_)), "{broken:?}");
    // Another version is none of SSL 2.0, and of its errors one alone answers a CLIENT-HELLO.
    let newer = answer(&[0x80, 14, 4, 0, 1, 3, 0, 0, 0, 0, 3, 0, 0, 1, 0, 0x80]);
    assert!(matches!(newer, Answer::Malformed(_)), "{newer:?}");
    assert!(answer(&[0x80, 3, 0, 0, 1]).is_refusal());
    for error in [&[0x80, 3, 0, 0, 2][..], &[0x80, 2, 0, 0], &[0x80, 1, 0]] {
        let answer = answer(error);
        assert!(matches!(answer, Answer::Malformed(_)), "{answer:?}");
    }
    let other = answer(&[0x80, 11, 7]);
    assert!(matches!(other, Answer::NotTls(_)), "{other:?}");
    let text = answer(b"454 no\r\n");
    assert_eq!(text, Answer::NotTls(b"454 no\r\n".to_vec()));
    let alert = answer(&record(21, &[2, 40]));
    assert!(alert.is_refusal());
    // Nothing of TLS was offered, so nothing of it can be chosen.
    let flight = answer(&record(22, &plain()));
    assert!(matches!(flight, Answer::Malformed(_)), "{flight:?}");
    assert!(matches!(answer(&[0x80]), Answer::Malformed(_)));
    assert_eq!(answer(&[]), Answer::Closed);
}

#[test]
fn key_exchanges_are_read_by_what_the_suite_has() {
    let exchange = |version, suite, parameters: &[u8]| {
        let hello = ClientHello {
            suites: vec![suite],
            ..ClientHello::new(0x0303)
        };
        let begin = server_hello(version, [7; 32], suite, 0, &[]);
        let messages = [begin, message(12, parameters), DONE.to_vec()].concat();
        flight(&hello, &record(22, &messages))
    };
    let dh = [0, 3, 0, 1, 0x23, 0, 1, 2, 0, 2, 0, 5];
    let signed = |signature: &[u8]| [&dh[..], signature].concat();
    // A prime with a zero before it, of nine bits.
    for (what, version, suite, parameters, scheme) in [
        (
            "TLS 1.2",
            0x0303,
            0x009e,
            signed(&[8, 4, 0, 1, 9]),
            Some(0x0804),
        ),
        ("TLS 1.0", 0x0301, 0x0033, signed(&[0, 1, 9]), None),
        ("SSL 3.0", 0x0300, 0x0033, signed(&[0, 1, 9]), None),
        ("anonymous", 0x0303, 0x00a6, dh.to_vec(), None),
        (
            "with a hint",
            0x0303,
            0x00aa,
            [&[0, 1, b'h'], &dh[..]].concat(),
            None,
        ),
    ] {
        let read = exchange(version, suite, &parameters);
        let found = read.key_exchange.unwrap_or_else(|| panic!("{what}"));
        let group = found.dh.expect("a group");
        assert_eq!(
            (group.bits(), &group.generator[..]),
            (9, &[2][..]),
            "{what}"
        );
        assert_eq!(group.public, [5], "{what}");
        assert_eq!(found.scheme, scheme, "{what}");
        assert!(read.is_whole, "{what}");
    }
    // A curve that is spelt out, and one of a kind that is not known.
    let explicit = exchange(0x0303, 0xc02f, &[1, 1, 7]);
    assert_eq!(explicit.group, Some(0xff01));
    assert_eq!(exchange(0x0303, 0xc02f, &[2, 1, 7]).group, Some(0xff02));
    // What is broken behind the ServerHello breaks it off there.
    for parameters in [&[9, 1][..], &[3, 0, 29, 1, 4, 8, 4, 0, 9], &[]] {
        let broken = exchange(0x0303, 0xc02f, parameters);
        assert!(
            broken.key_exchange.is_none() && !broken.is_whole,
            "{parameters:?}"
        );
    }
    // RSA without export has none, and a server may send what the suite has no room for.
    assert_eq!(exchange(0x0303, 0x002c, &[0, 1, b'h']).key_exchange, None);
    let export = exchange(0x0301, 0x0003, &[0, 2, 1, 0xff, 0, 1, 3, 0, 1, 9]);
    let bits = export.key_exchange.and_then(|found| found.export_rsa_bits);
    assert_eq!(bits, Some(9));
}

#[test]
fn what_breaks_the_form_is_said() {
    let extensions = |octets: &[u8]| server_hello(0x0303, [7; 32], 0xc02f, 0, octets);
    let twice = [0, 23, 0, 0, 0, 23, 0, 0];
    let many: Vec<u8> = (0..65).flat_map(|number| [9, number, 0, 0]).collect();
    let long = [plain()[..4].to_vec(), plain()[4..].to_vec(), vec![0]].concat();
    for (octets, words) in [
        (record(22, &extensions(&twice)), "stands twice"),
        (record(22, &extensions(&many)), "more extensions"),
        (
            record(22, &extensions(&[0, 23, 0])),
            "extension of the ServerHello is cut",
        ),
        (
            record(22, &extensions(&[0, 43, 0, 1, 3])),
            "supported_versions",
        ),
        (record(22, &extensions(&[0, 51, 0, 0])), "key_share"),
        (
            record(22, &message(2, &plain()[4..20])),
            "ServerHello is cut",
        ),
        (record(22, &message(2, &long[4..])), "longer than its parts"),
        (
            record(22, &message(11, &[0, 0, 0])),
            "begin with a ServerHello",
        ),
        (record(22, &[2, 9, 9, 9]), "message is longer"),
        (record(20, &[1]), "no place there"),
        (record(23, &[1]), "no place there"),
        ([record(22, &[]), vec![9; 5]].concat(), "no record"),
        (vec![22, 3, 3, 0xff, 0xff], "record is longer"),
        (record(22, &plain())[..30].to_vec(), "closed in the middle"),
    ] {
        match answer(&offer(), &octets) {
            Answer::Malformed(how) => assert!(how.contains(words), "{how}: {words}"),
            other => panic!("{words}: {other:?}"),
        }
    }
}

#[test]
fn what_was_chosen_stays_chosen_whatever_follows() {
    let chain = message(11, &[0, 0, 4, 0, 0, 2, 9]);
    let begin = record(22, &plain());
    for (what, octets) in [
        ("a second ServerHello", record(22, &plain())),
        ("a resumption", record(20, &[1])),
        ("text", b"250 ok\r\n".to_vec()),
        ("a broken chain", record(22, &chain)),
        ("the end", Vec::new()),
    ] {
        let read = flight(&offer(), &[&begin[..], &octets].concat());
        assert_eq!(read.suite, 0xc02f, "{what}");
        assert!(!read.is_whole && read.chain.is_empty(), "{what}");
    }
    // What says nothing of interest is passed over.
    let messages = [
        message(0, &[]),
        plain(),
        message(23, &[1]),
        message(4, &[1, 2, 3]),
        message(22, &[2, 0]),
        DONE.to_vec(),
    ];
    let read = flight(&offer(), &record(22, &messages.concat()));
    assert!(read.is_whole && read.staple.is_none());
}

#[test]
fn ssl_3_0_may_answer_the_signal_with_an_extension() {
    let hello = ClientHello {
        suites: vec![0x000a],
        ..ClientHello::new(0x0300)
    };
    let begin = server_hello(0x0300, [7; 32], 0x000a, 0, &[0xff, 1, 0, 1, 0]);
    let read = flight(&hello, &record(22, &[begin, DONE.to_vec()].concat()));
    assert!(read.has(ExtensionType::RENEGOTIATION_INFO) && read.not_offered.is_empty());
    assert_eq!(
        read.extension(ExtensionType::RENEGOTIATION_INFO),
        Some(&[0][..])
    );
    let farewell = Answer::Flight(Box::new(read)).farewell();
    assert_eq!(
        farewell,
        Some([21, 3, 0, 0, 2, 2, 40]),
        "it has no user_canceled"
    );
}

#[test]
fn a_flight_is_broken_off_in_its_version() {
    let older = answer(&offer(), &record(22, &plain()));
    assert_eq!(older.farewell(), Some([21, 3, 3, 0, 2, 2, 90]));
    let newer = answer(&offer_tls13(), &tls13(retry(), &[]));
    assert_eq!(newer.farewell(), Some([21, 3, 3, 0, 2, 2, 90]));
    assert_eq!(Answer::Closed.farewell(), None);
}

#[test]
fn x31_nothing_is_kept_without_bound() {
    let vector = |width: usize, content: &[u8]| {
        let length = content.len().to_be_bytes();
        [&length[8 - width..], content].concat()
    };
    let chain = vector(3, &vector(3, &[9]).repeat(40));
    let issuers = vector(2, &vector(2, &[9]).repeat(600));
    let request = [&[1, 1, 0, 2, 8, 4][..], &issuers].concat();
    let messages = [
        plain(),
        message(11, &chain),
        message(13, &request),
        DONE.to_vec(),
    ];
    let read = flight(&offer(), &record(22, &messages.concat()));
    assert_eq!(read.chain.len(), 32);
    let request = read.certificate_request.expect("a request");
    assert_eq!(request.issuers.len(), 500);
    assert_eq!(
        (&request.types[..], &request.schemes[..]),
        (&[1][..], &[0x0804][..])
    );

    // A message that stands once in a flight cannot fill a report by standing there a thousand times.
    let mut anonymous = offer();
    anonymous.suites = vec![0xc018];
    let begin = server_hello(0x0303, [7; 32], 0xc018, 0, &[]);
    let exchange = message(12, &[3, 0x12, 0x34, 0]);
    let whole = |messages: &[Vec<u8>]| record(22, &messages.concat());
    let flood = whole(&[begin.clone(), exchange.repeat(1000), DONE.to_vec()]);
    let read = flight(&anonymous, &flood);
    assert_eq!(read.not_offered, ["the group"]);
    assert!(!read.is_whole, "it breaks off at the second");
    // Already in the hello, and in the key exchange again.
    let mut narrow = offer_tls13();
    narrow.suites.push(0xc018);
    let share = server_hello(0x0303, [7; 32], 0xc018, 0, &[0, 51, 0, 2, 9, 9]);
    let read = flight(&narrow, &whole(&[share, exchange.clone(), DONE.to_vec()]));
    assert_eq!(read.not_offered, ["the group"]);
    assert!(read.is_whole);
    let certificate = message(11, &[0, 0, 4, 0, 0, 1, 9]);
    let staple = message(22, &[1, 0, 0, 1, 9]);
    let request = message(13, &[1, 1, 0, 0, 0, 0]);
    for once in [certificate, staple, exchange, request] {
        let single = whole(&[begin.clone(), once.clone(), DONE.to_vec()]);
        assert!(flight(&anonymous, &single).is_whole, "{}", once[0]);
        let double = whole(&[begin.clone(), once.repeat(2), DONE.to_vec()]);
        assert!(!flight(&anonymous, &double).is_whole, "{}", once[0]);
    }

    let mut reader = Reader::new(Hello::Tls(offer()));
    let endless = record(22, &[23, 0, 0x10, 0].repeat(8));
    reader.receive(&record(22, &plain()));
    for _ in 0..100_000 {
        reader.receive(&endless);
    }
    assert!(reader.is_complete() && reader.octets().len() <= 128 * 1024);
    assert!(matches!(reader.closed(), Answer::Flight(flight) if !flight.is_whole));
    let mut reader = Reader::new(Hello::Tls(offer()));
    while !reader.is_complete() {
        reader.receive(&record(22, &[]));
    }
    assert!(matches!(reader.closed(), Answer::Malformed(_)));
    assert_eq!(reader.octets().len(), 128 * 1024);
}
