//! What is typed to authenticate is shown nowhere, however it is typed.

use super::*;
use crate::smtp::sasl::Secret;

#[test]
fn k10_k11_what_is_typed_to_authenticate_is_hidden_and_can_be_called_off() {
    // NUL alice NUL secretpass
    let deeds = [
        Line(b"AUTH PLAIN AGFsaWNlAHNlY3JldHBhc3M="),
        Line(b"auth login"),
        Deed::Mode(Mode::Response),
        Line(b"YWxpY2U="),
        Line(b"c2VjcmV0cGFzcw=="),
        Line(b"AUTH LOGIN"),
        Line(b"*"),
        Octets(b"AUTH PLAIN "),
        Octets(b"AGFsaWNlAHNlY3JldHBhc3M=\r\n"),
        Line(b"NOOP"),
    ];
    let server: &[&[u8]] = &[
        b"535 no AGFsaWNlAHNlY3JldHBhc3M=\r\n",
        b"334 VXNlcm5hbWU6\r\n",
        b"334 UGFzc3dvcmQ6\r\n",
        b"535 not secretpass\r\n",
        b"334 no base64!\r\n",
        b"501 called off\r\n",
        b"235 ok\r\n",
        OK,
        BYE,
    ];
    for size in 1..=40 {
        let played = play_by_hand(Protocol::Smtp, &deeds, server, size);
        let said = played.said();
        let hidden = "[hidden]";
        let expected = [
            "AUTH PLAIN [hidden]",
            "auth login",
            hidden,
            hidden,
            "AUTH LOGIN",
            "*",
            "AUTH PLAIN ",
            "[hidden]\r\n",
            "NOOP",
            "QUIT",
        ];
        assert_eq!(said, expected, "{size}");
        let told = format!("{:?}", played.events);
        for secret in ["secretpass", "c2VjcmV0", "NlY3JldHBhc3M"] {
            let bytes = format!("{:?}", secret.as_bytes());
            let bytes = bytes.trim_matches(['[', ']']);
            assert!(
                !told.contains(secret) && !told.contains(bytes),
                "{secret} by {size}"
            );
        }
        assert_eq!(played.codes(), [535, 334, 334, 535, 334, 501, 235, 250]);
    }
    // Whoever may see secrets sees them.
    let dialogue = to_be_handed_over();
    let played = play_with(dialogue.revealing(true), &deeds, server, 9);
    assert!(played.said().contains(&"c2VjcmV0cGFzcw==".to_owned()));
}

/// Its name, what is done, what the server answers, and how what was said is shown.
type Hiding<'a> = (&'a str, &'a [Deed], &'a [&'a [u8]], &'a [&'a str]);

#[test]
fn k10_secrets_are_hidden_however_they_are_typed() {
    // NUL alice NUL secretpass, and the names and passwords of LOGIN.
    let rows: &[Hiding<'_>] = &[
        (
            "the response behind AUTH",
            &[Octets(b"AUTH PLAIN\r\nAGFsaWNlAHNlY3JldHBhc3M=\r\n")],
            &[b"334 \r\n235 AGFsaWNlAHNlY3JldHBhc3M=\r\n"],
            &["AUTH PLAIN\r\n[hidden]\r\n"],
        ),
        (
            "name and password behind AUTH",
            &[
                Octets(b"auth login\r\nYWxpY2U=\r\nc2VjcmV0cGFzcw==\r\n"),
                Line(b"NOOP secretpass"),
            ],
            &[b"334 a\r\n334 b\r\n535 not secretpass\r\n", OK],
            &["auth login\r\n[hidden]\r\n[hidden]\r\n", "NOOP [hidden]"],
        ),
        (
            "the verb in pieces",
            &[
                Octets(b"AU"),
                Octets(b"TH PLAIN AGFsaWNl"),
                Octets(b"AHNlY3JldHBhc3M=\r\n"),
            ],
            &[b"535 AGFsaWNlAHNlY3JldHBhc3M=\r\n"],
            &["AU", "TH PLAIN [hidden]", "[hidden]\r\n"],
        ),
        (
            "the mechanism in pieces",
            &[
                Octets(b"AUTH PLA"),
                Octets(b"IN AGFsaWNlAHNlY3JldHBhc3M=\r\n"),
            ],
            &[OK],
            &["AUTH PLA", "[hidden]\r\n"],
        ),
        (
            "LF alone",
            &[
                Octets(b"AUTH PLAIN AGFsaWNlAHNlY3JldHBhc3M=\n"),
                Meanwhile(b"535 AGFsaWNlAHNlY3JldHBhc3M=\r\n"),
                Octets(b"\r\n"),
            ],
            &[OK],
            &["AUTH PLAIN [hidden]\n", "[hidden]\r\n"],
        ),
        (
            "LF alone, and responses",
            &[
                Octets(b"AUTH LOGIN\nYWxpY2U=\nc2VjcmV0cGFzcw==\n"),
                Meanwhile(b"535 secretpass\r\n"),
                Line(b""),
            ],
            &[OK],
            &["AUTH LOGIN\n[hidden]\n[hidden]\n", ""],
        ),
        (
            "once more, elsewhere",
            &[
                Line(b"AUTH PLAIN AGFsaWNlAHNlY3JldHBhc3M="),
                Line(b"NOOP secretpass"),
                Octets(b"NOOP secret"),
                Octets(b"pass\r\n"),
                Line(b"DATA"),
                Line(b"my secretpass"),
                Line(b"."),
            ],
            &[OK, OK, OK, GO_AHEAD, OK],
            &[
                "AUTH PLAIN [hidden]",
                "NOOP [hidden]",
                "NOOP [hidden]",
                "[hidden]\r\n",
                "DATA",
                "my [hidden]",
                ".",
            ],
        ),
        (
            "what is no response",
            &[
                Octets(b"AUTH PLAIN =\r\nNOOP\r\n"),
                Line(b"NOOP ="),
                Line(b"RSET"),
            ],
            &[b"535 no\r\n250 ok\r\n", OK, OK],
            &["AUTH PLAIN [hidden]\r\n[hidden]\r\n", "NOOP =", "RSET"],
        ),
    ];
    for (name, deeds, server, said) in rows {
        let server = [server, &[BYE][..]].concat();
        for size in 1..=40 {
            let played = play_by_hand(Protocol::Smtp, deeds, &server, size);
            let expected = [said, &["QUIT"][..]].concat();
            assert_eq!(played.said(), expected, "{name} by {size}");
            let told = format!("{:?}", played.events);
            for secret in ["secretpass", "c2VjcmV0", "NlY3JldHBhc3M"] {
                let octets = format!("{:?}", secret.as_bytes());
                let octets = octets.trim_matches(['[', ']']);
                assert!(!told.contains(octets), "{name}: {secret} by {size}");
            }
        }
    }
    // The response was sent together with AUTH: the next line is a command.
    let deeds = [
        Octets(b"AUTH PLAIN\r\nAGFsaWNlAHNlY3JldHBhc3M=\r\n"),
        Deed::Mode(Mode::Command),
    ];
    play_by_hand(Protocol::Smtp, &deeds, &[b"334 \r\n235 ok\r\n", BYE], 7);
}

#[test]
fn secrets_of_the_options_are_hidden_in_what_comes_unasked() {
    let veil = Veil::default();
    veil.cover(&Secret::new(&b"hunter2hunter2"[..]));
    let deeds = [Meanwhile(b"250 hunter2hunter2\r\n")];
    for size in 1..=21 {
        let fresh = to_be_handed_over();
        let played = play_with(fresh.veiled(veil.clone()), &deeds, &[BYE], size);
        assert_eq!(played.unasked(), b"250 [hidden]", "{size}");
    }
}
