//! Servers that mean harm: endless answers, and bytes that a terminal would obey.

use crate::support::{Smtls, Theatre, in_parallel, script, starttls_script, with_tls};
use smtls::lab::{Act, CertificateSpec, Issuer, Manners, TlsProfile};

/// Clears the screen, sets a title, rings, writes backwards and to the left, in several encodings of such commands.
const ESCAPES: &[u8] = b"\x1b[2J\x1b]0;owned\x07 \x9b31m \x08\x7f\x00 \xe2\x80\xae \xff \\x1b \t|";

/// How they must look: the octets can be read back, and the backslash is not mistaken.
const ESCAPED: &str = r"\x1b[2J\x1b]0;owned\x07 \x9b31m \x08\x7f\x00 \xe2\x80\xae \xff \\x1b \t|";

fn with_escapes(before: &str, after: &str) -> Vec<u8> {
    [before.as_bytes(), ESCAPES, after.as_bytes()].concat()
}

#[test]
fn b11_escapes_in_replies_are_never_passed_on() {
    let text = |before: &str| with_escapes(before, "\r\n");
    let greeting = Manners {
        greeting: Some(text("220 ")),
        ..Manners::default()
    };
    let refusal = Manners {
        greeting: Some(text("554 ")),
        ..Manners::default()
    };
    let ehlo = [
        script("220 mx.lab.test\r\n", &[]),
        vec![
            Act::Expect("EHLO"),
            Act::Send([text("250-"), text("250-X"), b"250 STARTTLS\r\n".to_vec()].concat()),
            Act::Expect("STARTTLS"),
            Act::Send(text("454 ")),
            Act::Expect("QUIT"),
            Act::Send(text("221 ")),
        ],
    ]
    .concat();
    let foreign = vec![Act::Send(text("hello "))];
    let unfinished = vec![Act::Send(with_escapes("220-", ""))];
    let injected = Manners {
        starttls: Some(with_escapes("220 go\r\n", "\r\n")),
        ..Manners::default()
    };
    let inside = starttls_script(
        "220 go\r\n",
        [
            Act::Handshake(TlsProfile::default()),
            Act::Expect("EHLO"),
            Act::Send(text("550 ")),
        ],
    );
    let rows = [
        ("greeting", greeting.into(), 0),
        ("refusal", refusal.into(), 21),
        ("EHLO and STARTTLS", ehlo.into(), 29),
        ("no reply", smtls::lab::Behaviour::Script(foreign), 21),
        ("unfinished line", unfinished.into(), 21),
        ("injected", injected.into(), 29),
        ("inside TLS", inside.into(), 32),
    ];
    in_parallel(&rows, |(name, server, code)| {
        let theatre = Theatre::with_host(server.clone());
        for format in ["text", "brief", "json", "jsonl"] {
            let outcome = theatre.probe(&["--format", format]);
            assert_eq!(outcome.code, Some(*code), "{name}: {outcome}");
            outcome.exits(*code).plain().never_says(&["\u{9b}"]);
        }
        let outcome = theatre.probe(&[]);
        assert!(outcome.stdout.contains(ESCAPED), "{name}: {outcome}");
        // With colour the only escapes are those of colour.
        let outcome = theatre.probe(&["--color", "always"]).exits(*code);
        for rest in outcome.stdout.split('\u{1b}').skip(1) {
            let (command, _) = rest.split_once('m').unwrap_or((rest, ""));
            let sets_colour = command.starts_with('[') && command.len() < 8;
            assert!(sets_colour, "{name}: {command:?} in {outcome}");
        }
    });
}

#[test]
fn b11_json_keeps_every_octet() {
    let theatre = Theatre::with_host(Manners {
        greeting: Some(with_escapes("220 ", "\r\n")),
        extensions: vec!["SIZE 1".to_owned(), "X\u{fc}\u{1b}c y\u{7}".to_owned()],
        ..Manners::default()
    });
    let report = theatre.json(&[], 0);
    let seen = &report["endpoints"][0]["observations"][0];
    let lines = seen["transcript"].as_array().unwrap();
    let octets = |line: &serde_json::Value| match line["hex"].as_str() {
        Some(hex) => unhex(hex),
        None => line["text"].as_str().unwrap().as_bytes().to_vec(),
    };
    assert_eq!(octets(&lines[0]), with_escapes("220 ", ""));
    assert_eq!(lines[0]["text"], format!("220 {ESCAPED}"));
    let extension = lines.iter().map(octets);
    let wanted = "250-X\u{fc}\u{1b}c y\u{7}".as_bytes();
    assert!(extension.clone().any(|line| line == wanted), "{lines:#?}");
    let keywords = seen["extensions"]["in_the_clear"].as_array().unwrap();
    assert_eq!(keywords[1]["keyword"], r"X\xc3\xbc\x1bc");
}

fn unhex(hex: &str) -> Vec<u8> {
    let digits = |at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
    (0..hex.len()).step_by(2).map(digits).collect()
}

#[test]
fn n12_escapes_in_certificates_are_never_passed_on() {
    // A dNSName is ASCII, which holds escapes as well.
    let certificate = CertificateSpec {
        names: vec!["\u{1b}[2J\u{7}.test".to_owned()],
        ..CertificateSpec::default()
    };
    let stranger = CertificateSpec {
        issuer: Issuer::Itself,
        ..certificate.clone()
    };
    for certificate in [certificate, stranger] {
        let theatre = Theatre::with_host(with_tls(TlsProfile {
            certificate,
            ..TlsProfile::default()
        }));
        for format in ["text", "brief", "json", "jsonl"] {
            theatre
                .probe(&["--format", format])
                .exits(41)
                .plain()
                .says(&["[2J"]);
        }
    }
}

#[test]
fn n12_a_long_list_of_names_is_cut_short() {
    let names = (0..1000).map(|number| format!("n{number}.lab.test"));
    let theatre = Theatre::with_host(Manners {
        tls: TlsProfile {
            certificate: CertificateSpec {
                names: names.collect(),
                ..CertificateSpec::default()
            },
            ..TlsProfile::default()
        },
        ..Manners::default()
    });
    let (text, _) = theatre.both(&[], 41);
    assert!(text.stdout.len() < 20_000, "{text}");
    assert!(text.last_line().len() < 2_000, "{text}");
}

/// Servers that never come to an end.
fn endless() -> [(&'static str, Vec<Act>, i32); 10] {
    let forever = |text: &str| Act::SendEndlessly(text.as_bytes().to_vec());
    let block = "x".repeat(8192);
    let many = "250-mx.lab.test\r\n".repeat(500);
    let greeting = || script("220 mx.lab.test\r\n", &[]);
    let inside = |act| {
        let handshake = Act::Handshake(TlsProfile::default());
        starttls_script("220 go\r\n", [handshake, Act::Expect("EHLO"), act])
    };
    let ehlo = |act| [greeting(), vec![Act::Expect("EHLO"), act]].concat();
    [
        ("a line", vec![forever(&block)], 21),
        (
            "a reply line",
            vec![Act::Send(b"220 ".to_vec()), forever(&block)],
            21,
        ),
        ("a greeting", vec![forever(&"220-x\r\n".repeat(1000))], 21),
        (
            "a greeting of short lines",
            vec![forever(&"220-\n".repeat(1000))],
            21,
        ),
        ("an EHLO reply", ehlo(forever(&many)), 22),
        ("an EHLO line", ehlo(forever(&block)), 22),
        ("an EHLO reply inside TLS", inside(forever(&many)), 32),
        ("an EHLO line inside TLS", inside(forever(&block)), 32),
        (
            "a reply line inside TLS",
            inside(forever(&format!("250 {block}"))),
            32,
        ),
        (
            "a STARTTLS reply",
            starttls_script("", [forever(&"220-x\r\n".repeat(1000))]),
            29,
        ),
    ]
}

#[test]
fn endless_answers_come_to_an_end() {
    in_parallel(&endless(), |(name, acts, code)| {
        let theatre = Theatre::with_host(acts.clone());
        let outcome = theatre.probe(&[]);
        assert_eq!(
            outcome.code,
            Some(*code),
            "{name}: {:.2000}",
            outcome.to_string()
        );
        assert!(
            outcome.stdout.len() < 1 << 20,
            "{name}: {}",
            outcome.stdout.len()
        );
        assert!(
            outcome.last_line().contains("more than"),
            "{name}: {}",
            outcome.last_line()
        );
    });
    // What comes after QUIT is of no interest, and has an end all the same.
    let bye = [("EHLO", "250 mx.lab.test\r\n"), ("QUIT", "221-")];
    let mut acts = script("220 mx.lab.test\r\n", &bye);
    acts.push(Act::SendEndlessly(b"221-x\r\n".repeat(1000)));
    let theatre = Theatre::with_host(acts);
    theatre.probe(&["--level", "may"]).ends(0, &[]);
}

#[test]
fn endless_unasked_answers_come_to_an_end() {
    // B17: more and more replies to one command.
    for (acts, code) in [
        (
            vec![Act::SendEndlessly(b"220 hello\r\n".repeat(1000))],
            &[0, 21, 22, 29][..],
        ),
        (
            starttls_script(
                "220 go\r\n",
                [Act::SendEndlessly(b"220 go\r\n".repeat(1000))],
            ),
            &[29],
        ),
        (
            starttls_script(
                "220 go\r\n",
                [Act::SendEndlessly(b"\x16\x03\x03\x40\x00".to_vec())],
            ),
            &[29],
        ),
        (
            starttls_script(
                "220 go\r\n",
                [Act::SendEndlessly(b"\x16\x03\x03\x00\x00".to_vec())],
            ),
            &[29],
        ),
    ] {
        let outcome = Theatre::with_host(acts).probe(&[]);
        let found = outcome.code.is_some_and(|found| code.contains(&found));
        assert!(found, "{:.2000}", outcome.to_string());
        assert!(outcome.stdout.len() < 1 << 20, "{}", outcome.stdout.len());
    }
}

/// The most memory of its own that a run may have, in kB; less than 2 MB are needed, where nothing else is read than the caps allow.
#[cfg(target_os = "linux")]
const MOST: u64 = 8 * 1024;

#[cfg(target_os = "linux")]
#[test]
fn endless_answers_do_not_fill_the_memory() {
    in_parallel(&endless(), |(name, acts, code)| {
        for format in ["text", "json"] {
            let theatre = Theatre::with_host(acts.clone());
            let words = theatre.words(&["--format", format]);
            let outcome = Smtls::within(MOST, words).run();
            let length = outcome.stdout.len();
            assert_eq!(outcome.code, Some(*code), "{name} as {format}: {length}");
            assert!(length < 8 << 20, "{name} as {format}: {length}");
        }
    });
}

#[cfg(target_os = "linux")]
#[test]
fn memory_is_limited_where_a_test_says_so() {
    let theatre = Theatre::with_host(Manners::default());
    Smtls::within(MOST, theatre.words(&[])).run().ends(0, &[]);
    let outcome = Smtls::within(512, theatre.words(&[])).run();
    assert!(!matches!(outcome.code, Some(0..=45)), "{outcome}");
}
