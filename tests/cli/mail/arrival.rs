//! A message arrives octet by octet, by DATA and in chunks.

use super::server::*;
use crate::support::Smtls;
use std::fs;

/// As it is to arrive: every line ended by CRLF.
fn with_crlf(given: &[u8]) -> Vec<u8> {
    let mut ended: Vec<u8> = Vec::new();
    for line in given.split_inclusive(|octet| *octet == b'\n') {
        let text = line.strip_suffix(b"\n").unwrap_or(line);
        ended.extend(
            text.strip_suffix(b"\r")
                .filter(|_| line.len() > text.len())
                .unwrap_or(text),
        );
        ended.extend(b"\r\n");
    }
    ended
}

const HEADER: &[u8] = b"From: <me@client.test>\nDate: Sun, 22 Nov 2026 14:34:58 +0000\n\n";

#[test]
fn w07_messages_arrive_octet_by_octet() {
    let mut large: Vec<u8> = Vec::new();
    while large.len() < 1 << 20 {
        large.extend(format!(".line {} with a dot before it\n..\n.\n", large.len()).as_bytes());
    }
    let bodies: Vec<(&str, Vec<u8>)> = vec![
        ("dots", b".\n..\n.a\na.\n\n.\n".to_vec()),
        ("CRLF", b"a\r\n.\r\nb\r\n".to_vec()),
        ("both ends", b"a\n.\r\nb\n".to_vec()),
        ("no last line end", b"the end".to_vec()),
        ("a dot at the end", b"a\n.".to_vec()),
        ("eight bits", (128..=255).chain(*b"\n").collect()),
        (
            "a long line",
            [vec![b'x'; 20_000], b"\n.\n".to_vec()].concat(),
        ),
        (
            "commands",
            b"MAIL FROM:<x>\nQUIT\nBDAT 5 LAST\n354 go\nHELO x\n".to_vec(),
        ),
        ("lone CR and NUL", b"a\rb\0c\r\r\nd\n".to_vec()),
        ("a mebibyte", large),
        ("nothing", Vec::new()),
    ];
    let means: &[&[&str]] = &[&[], &["--chunking"], &["--chunking=1000"], &["--pipeline"]];
    let rows: Vec<_> = bodies
        .iter()
        .flat_map(|(name, body)| means.iter().map(move |means| (name, body, means)))
        .collect();
    // A few at a time.
    for rows in rows.chunks(4) {
        in_parallel(rows, |(name, body, means)| {
            let given = [HEADER, body].concat();
            let letter = Letter::new(&given);
            let theatre = Theatre::with_host(offering(&["CHUNKING"]));
            theatre
                .probe(&with(&[means, &["--data", letter.path()][..]].concat()))
                .ends(0, &["the message was accepted for 1 recipient"]);
            let delivery = only_delivery(&theatre);
            let due = with_crlf(&given);
            assert!(delivery.octets == due, "{name} by {means:?}");
            let chunks = match **means {
                ["--chunking"] => due.len().div_ceil(1 << 20),
                ["--chunking=1000"] => due.len().div_ceil(1000),
                _ => 0,
            };
            assert_eq!(delivery.chunks, chunks, "{name} by {means:?}");
            let file = theatre.lab.mail_folder().join("1.eml");
            assert!(fs::read(file).unwrap() == due, "{name} by {means:?}");
        });
    }
}

#[test]
fn a_message_comes_from_standard_input_too() {
    let letter = Letter::new(LETTER);
    let theatre = Theatre::with_host(Manners::default());
    let words = theatre.words(&with(&["--data", "-"]));
    let outcome = Smtls::new(words)
        .reading(fs::File::open(letter.path()).unwrap())
        .run();
    outcome.ends(0, &["the message was accepted"]);
    assert_eq!(only_delivery(&theatre).octets, with_crlf(LETTER.as_bytes()));
}

#[test]
fn a_message_of_our_own_has_what_a_message_must_have() {
    let theatre = Theatre::with_host(Manners::default());
    theatre
        .probe(&with(&[
            "--header",
            "Subject: a word",
            "--header",
            "X-Test: 1",
            "--ehlo",
            "client.test",
            "--data",
        ]))
        .ends(0, &[])
        .never_says(&["in its header"]);
    let delivery = only_delivery(&theatre);
    let text = String::from_utf8(delivery.octets).unwrap();
    let (header, body) = text.split_once("\r\n\r\n").unwrap();
    let fields: Vec<_> = header
        .split("\r\n")
        .map(|line| line.split_once(": ").unwrap())
        .collect();
    let value = |name: &str| {
        let mut all = fields.iter().filter(|(field, _)| *field == name);
        let value = all
            .next()
            .unwrap_or_else(|| panic!("no {name} in {header}"))
            .1;
        assert!(all.next().is_none(), "{name} twice in {header}");
        value
    };
    assert_eq!(value("From"), "<me@client.test>");
    assert_eq!(value("To"), "<you@lab.test>");
    assert_eq!(value("Subject"), "a word");
    assert_eq!(value("X-Test"), "1");
    assert!(value("Message-ID").ends_with("@client.test>"));
    assert!(value("Date").ends_with(" +0000"), "{header}");
    assert!(!body.is_empty());
}

#[test]
fn given_fields_stand_in_the_place_of_the_messages_own() {
    let letter = Letter::new("Subject: old\nFrom: a\nDate: b\n\nSubject: text\n");
    let theatre = Theatre::with_host(Manners::default());
    theatre
        .probe(&with(&[
            "--header",
            "subject: new",
            "--header",
            "To: c",
            "--data",
            letter.path(),
        ]))
        .ends(0, &[]);
    assert_eq!(
        String::from_utf8(only_delivery(&theatre).octets).unwrap(),
        "subject: new\r\nFrom: a\r\nDate: b\r\nTo: c\r\n\r\nSubject: text\r\n"
    );
}

#[test]
fn w06_bdat_tells_the_size_of_each_chunk() {
    let letter = Letter::new("From: a\nDate: b\n\n0123456789\n");
    let theatre = Theatre::with_host(offering(&["CHUNKING"]));
    theatre
        .probe(&with(&["--chunking=10", "--data", letter.path()]))
        .ends(0, &[])
        .says(&["32 octets by BDAT in 4 chunks", "accepted in 4 chunks"]);
    let lines = said(&theatre);
    assert_eq!(
        lines[5..],
        ["BDAT 10", "BDAT 10", "BDAT 10", "BDAT 2 LAST", "QUIT"]
    );
}
