//! What a server, or somebody on the path, can do about STARTTLS, up to the first record of TLS.

use super::row::{
    ANYWHERE, GO, after_220, instead, one_host, send, session, starttls, without_starttls,
};
use crate::lab::scenario::Scenario;
use crate::lab::script::{Act, Manners};
use crate::lab::tls::TlsProfile;

pub(super) fn rows() -> Vec<Scenario> {
    vec![
        one_host(
            "no-starttls",
            "The server does not offer STARTTLS.",
            without_starttls(),
        )
        .ends(29, &["STARTTLS is not offered", "in the clear"]),
        one_host(
            "no-starttls-may",
            "The server does not offer STARTTLS, and the client takes what it gets.",
            without_starttls(),
        )
        .with_options(&["--level", "may"])
        .ends(0, &["mx1.no-starttls-may.test", "in the clear"])
        .warns(&["STARTTLS is not offered"]),
        one_host(
            "masked",
            "A device on the path overwrites the word STARTTLS, so that nobody uses it.",
            Manners {
                extensions: vec!["PIPELINING".to_owned(), "XXXXXXXA".to_owned()],
                ..without_starttls()
            },
        )
        .ends(29, &["STARTTLS is not offered"]),
        one_host(
            "starttls-odd",
            "STARTTLS is offered in mixed case and with a parameter, which counts.",
            odd("250-StartTLS now\r\n250 SIZE\r\n", GO),
        )
        .ends(0, &["mx1.starttls-odd.test", "TLS 1.3"]),
        one_host(
            "starttls-long-220",
            "The server's 220 to STARTTLS has several lines.",
            odd("250 STARTTLS\r\n", "220-2.0.0 Ready\r\n220 2.0.0 to start TLS\r\n"),
        )
        .ends(0, &["mx1.starttls-long-220.test", "TLS 1.3"]),
        one_host(
            "starttls-454",
            "The server puts STARTTLS off with 454.",
            starttls("454 4.7.0 TLS not available due to temporary reason\r\n"),
        )
        .ends(29, &["454 4.7.0"]),
        one_host(
            "starttls-421",
            "The server sends the client away at STARTTLS.",
            starttls("421 4.3.2 Too many TLS sessions\r\n"),
        )
        .ends(45, &["not testable now", "421 4.3.2"]),
        one_host(
            "starttls-refused",
            "The server offers STARTTLS and does not know it when it comes.",
            starttls("502 5.5.1 Command not implemented\r\n"),
        )
        .ends(29, &["502 5.5.1"]),
        one_host(
            "starttls-354",
            "The server answers STARTTLS with 354, as if a message were to follow.",
            starttls("354 go ahead\r\n"),
        )
        .ends(29, &["354 go ahead"]),
        one_host(
            "starttls-501",
            "The server answers STARTTLS with 501, as if it had had a parameter.",
            starttls("501 5.5.4 Syntax error\r\n"),
        )
        .ends(29, &["501 5.5.4"]),
        one_host(
            "starttls-503",
            "The server calls STARTTLS a bad sequence of commands.",
            instead("STARTTLS", "503 5.5.1 Bad sequence of commands\r\n"),
        )
        .ends(29, &["503 5.5.1"]),
        one_host(
            "starttls-250",
            "The server answers STARTTLS with 250 instead of 220.",
            starttls("250 2.0.0 Ok\r\n"),
        )
        .ends(29, &["250 2.0.0 Ok"]),
        one_host(
            "injection",
            "Someone on the path adds an EHLO reply in the clear behind the server's 220 to STARTTLS.",
            starttls(&format!("{GO}250-injected.example\r\n250 AUTH PLAIN\r\n")),
        )
        .ends(29, &["response injection", "250-injected.example"]),
        one_host(
            "starttls-bare-lf",
            "The server's 220 to STARTTLS ends with a bare line feed, behind which TLS cannot begin safely.",
            starttls("220 2.0.0 Ready to start TLS\n"),
        )
        .ends(29, &["bare line feed"]),
        one_host(
            "silence-at-starttls",
            "The server does not answer STARTTLS.",
            vec![
                send("220 mx1.silence-at-starttls.test ESMTP\r\n"),
                Act::Expect("EHLO"),
                send("250-mx1.silence-at-starttls.test\r\n250 STARTTLS\r\n"),
                Act::Expect("STARTTLS"),
                Act::Stall,
            ],
        )
        .with_options(&["--timeout", "2s"])
        .ends(29, &["nothing within 2 s"]),
        one_host(
            "close-after-220",
            "The server closes the connection instead of beginning TLS.",
            after_220([Act::Swallow, Act::Close]),
        )
        .ends(29, &["closed the connection"]),
        one_host(
            "reset-after-220",
            "The server resets the connection instead of beginning TLS.",
            after_220([Act::Swallow, Act::Reset]),
        )
        .ends(29, &["reset"]),
        one_host(
            "silence-after-220",
            "The server does not answer the ClientHello.",
            after_220([Act::Stall]),
        )
        .with_options(&["--timeout", "2s"])
        .ends(29, &["2 s"]),
        one_host(
            "plaintext-in-handshake",
            "The server answers the ClientHello in plain text.",
            after_220([
                Act::Swallow,
                send("554 5.5.1 Error: TLS currently unavailable\r\n"),
                Act::Close,
            ]),
        )
        .ends(29, &["554 5.5.1 Error"]),
    ]
}

/// A good server but for what it offers and how it says that TLS may begin.
fn odd(offer: &str, reply: &str) -> Vec<Act> {
    vec![
        send(&format!("220 {ANYWHERE} ESMTP\r\n")),
        Act::Expect("EHLO"),
        send(&format!("250-{ANYWHERE}\r\n{offer}")),
        Act::Expect("STARTTLS"),
        send(reply),
        Act::Handshake(TlsProfile::default()),
        session(Manners::default()),
    ]
}
