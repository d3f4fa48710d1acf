//! What a server chose: version, suite, group and key exchange.

use super::*;

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
