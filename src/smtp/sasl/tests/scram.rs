//! SCRAM against the examples of its standards, and against servers that do wrong.

use super::*;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The example of RFC 7677 §3.
const SERVER_FIRST: &str =
    "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
const SERVER_FINAL: &str = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

fn setting(nonce: &str) -> Setting {
    Setting {
        nonce: nonce.to_owned(),
        ..Setting::default()
    }
}

fn sha256() -> Exchange {
    let mut scram = exchange(
        "SCRAM-SHA-256",
        &credentials("user", "pencil"),
        setting("rOprNGfwEbeRWgbNEkqO"),
    );
    let first = scram.initial_response().unwrap();
    assert_eq!(text(&first), "n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
    assert!(!first.is_secret);
    scram
}

#[test]
fn k15_scram_is_as_in_its_standards() {
    let mut scram = sha256();
    let last = scram.respond(SERVER_FIRST.as_bytes()).unwrap();
    assert_eq!(
        text(&last),
        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="
    );
    assert!(last.is_secret);
    assert_eq!(scram.iterations(), Some(4096));
    let early = SaslFault::Scram(ScramFault::NoSignature);
    assert_eq!(scram.accepted(), Err(early), "235 before the signature");
    let empty = scram.respond(SERVER_FINAL.as_bytes()).unwrap();
    assert_eq!((text(&empty).as_str(), empty.is_secret), ("", false));
    assert_eq!(scram.accepted(), Ok(()));
    assert_eq!(scram.server_proved(), Some(true));
    assert_eq!(scram.respond(b"more"), Err(SaslFault::OneTooMany));

    // The example of RFC 5802 §5.
    let mut scram = exchange(
        "SCRAM-SHA-1",
        &credentials("user", "pencil"),
        setting("fyko+d2lbbFgONRv9qkxdawL"),
    );
    assert_eq!(
        text(&scram.initial_response().unwrap()),
        "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL"
    );
    let last =
        scram.respond(b"r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096");
    assert_eq!(
        text(&last.unwrap()),
        "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="
    );
    assert!(scram.respond(b"v=rmF9pqV8S7suAoZWja4dJRkFsKQ=").is_ok());
}

#[test]
fn k15_what_a_server_does_wrong_ends_it() {
    let nonce = "r=rOprNGfwEbeRWgbNEkqO";
    for (message, fault) in [
        (SERVER_FIRST.replace("rOpr", "rOpx"), ScramFault::Nonce),
        (format!("{nonce},s=QSXC,i=4096"), ScramFault::Nonce),
        (format!("m=x,{nonce}y,s=QSXC,i=4096"), ScramFault::Extension),
        (
            "e=unknown-user".to_owned(),
            ScramFault::Error(b"unknown-user".to_vec()),
        ),
        (
            format!("{nonce}y,s=QSXC,i=2000001"),
            ScramFault::Iterations(2_000_001),
        ),
        (
            format!("{nonce}y,s=QSXC,i=4294967295"),
            ScramFault::Iterations(4_294_967_295),
        ),
        (
            format!("{nonce}y,s=QSXC,i=99999999999999999999999"),
            ScramFault::Iterations(u64::MAX),
        ),
        (
            format!("{nonce}y,s=QSXC,i=0"),
            ScramFault::Unreadable("an iteration count above zero"),
        ),
        (
            format!("{nonce}y,s=QSXC,i=+5"),
            ScramFault::Unreadable("an iteration count above zero"),
        ),
        (
            format!("{nonce}y,s=QS,i=1"),
            ScramFault::Unreadable("a salt in base64"),
        ),
        (
            format!("s=QSXC,{nonce}y,i=1"),
            ScramFault::Unreadable("the nonce (r=)"),
        ),
        (String::new(), ScramFault::Unreadable("the nonce (r=)")),
    ] {
        let refused = sha256().respond(message.as_bytes());
        assert_eq!(refused, Err(SaslFault::Scram(fault)), "{message}");
    }
    for (message, fault) in [
        (
            "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G5=",
            ScramFault::Unreadable("a signature in base64"),
        ),
        (
            "v=AAAATRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
            ScramFault::Signature,
        ),
        ("v=", ScramFault::Signature),
        (
            "e=invalid-proof",
            ScramFault::Error(b"invalid-proof".to_vec()),
        ),
        ("235", ScramFault::Unreadable("the signature (v=)")),
    ] {
        let mut scram = sha256();
        scram.respond(SERVER_FIRST.as_bytes()).unwrap();
        let refused = scram.respond(message.as_bytes());
        assert_eq!(refused, Err(SaslFault::Scram(fault)), "{message}");
        assert!(scram.accepted().is_err(), "{message}");
    }
    let garbage = sha256().respond(b"\xff");
    assert!(matches!(garbage, Err(SaslFault::Scram(_))));
}

fn first(word: &str, bound: bool, plus_offered: bool) -> (Exchange, String) {
    let binding = ChannelBinding {
        kind: BindingType::TlsExporter,
        data: vec![7; 32],
    };
    let setting = Setting {
        binding: bound.then_some(binding),
        plus_offered,
        ..setting("abc")
    };
    let mut scram = exchange(word, &credentials("u=x,y", "p"), setting);
    let first = text(&scram.initial_response().unwrap());
    (scram, first)
}

#[test]
fn k17_k18_the_flag_says_what_is_so() {
    for (word, bound, offered, flag) in [
        ("SCRAM-SHA-256-PLUS", true, true, "p=tls-exporter,,"),
        ("SCRAM-SHA-256", true, false, "y,,"),
        ("SCRAM-SHA-256", true, true, "n,,"),
        ("SCRAM-SHA-256", false, true, "n,,"),
        ("SCRAM-SHA-256", false, false, "n,,"),
    ] {
        let (_, first) = first(word, bound, offered);
        assert_eq!(first, format!("{flag}n=u=3Dx=2Cy,r=abc"), "{word}");
    }
    let (mut scram, _) = first("SCRAM-SHA-256-PLUS", true, true);
    let last = text(&scram.respond(b"r=abcd,s=QSXC,i=1").unwrap());
    let bound = STANDARD.encode([&b"p=tls-exporter,,"[..], &[7; 32]].concat());
    assert!(last.starts_with(&format!("c={bound},r=abcd,p=")), "{last}");
    assert_eq!(scram.binding(), Some(BindingType::TlsExporter));
    let without = Exchange::new(
        mechanism("SCRAM-SHA-256-PLUS"),
        &credentials("u", "p"),
        setting("abc"),
    );
    assert_eq!(without.err(), Some(SaslFault::Lacking));
}

#[test]
fn k32_names_and_passwords_are_prepared() {
    let proof = |user: &str, password: &str| {
        let mut scram = exchange("SCRAM-SHA-1", &credentials(user, password), setting("abc"));
        let first = text(&scram.initial_response().unwrap());
        (first, text(&scram.respond(b"r=abcd,s=QSXC,i=1").unwrap()))
    };
    // A soft hyphen is mapped to nothing, a no-break space to a space, and the Roman number nine to two letters (NFKC).
    assert_eq!(proof("I\u{ad}X", "a\u{a0}b\u{2168}"), proof("IX", "a bIX"));
    assert!(proof("\u{aa}", "p").0.contains("n=a,"));
    for (user, password) in [
        ("a\u{7}", "p"),
        ("a", "\u{7}"),
        ("\u{ad}", "p"),
        ("a", "\u{ad}"),
    ] {
        let made = Exchange::new(
            mechanism("SCRAM-SHA-1"),
            &credentials(user, password),
            setting("abc"),
        );
        assert_eq!(
            made.err(),
            Some(SaslFault::NotPrepared),
            "{user:?} {password:?}"
        );
    }
}
