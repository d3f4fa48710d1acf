//! What a server can do between the greeting and STARTTLS, and how it may word its replies.

use std::time::Duration;

use super::row::{greeting, inside_tls, instead, one_host, send, session};
use crate::lab::scenario::{Behaviour, Scenario, host};
use crate::lab::script::{Act, Manners};

pub(super) fn rows() -> Vec<Scenario> {
    vec![
        one_host(
            "ehlo-421",
            "The server sends the client away at EHLO.",
            instead("EHLO", "421 4.3.2 Closing\r\n"),
        )
        .ends(45, &["not testable now", "421 4.3.2"]),
        one_host(
            "idle-421",
            "The server sends away whoever says nothing for three seconds after EHLO: try it with smtls shell.",
            inside_tls([
                Act::Expect("EHLO"),
                send("250-mx1.idle-421.test\r\n250 8BITMIME\r\n"),
                Act::Wait(Duration::from_secs(3)),
                send("421 4.4.2 mx1.idle-421.test Error: timeout exceeded\r\n"),
                Act::Close,
            ]),
        )
        .ends(0, &["speaks TLS 1.3"]),
        one_host(
            "ehlo-refused",
            "The server does not like the name that the client gave with EHLO.",
            instead("EHLO", "550 5.7.1 Give your own name\r\n"),
        )
        .ends(22, &["EHLO was refused", "550 5.7.1"]),
        one_host(
            "ehlo-refused-and-closed",
            "The server refuses EHLO and closes the connection at once.",
            vec![
                send("220 mx1.ehlo-refused-and-closed.test ESMTP\r\n"),
                Act::Expect("EHLO"),
                send("554 5.7.1 Go away\r\n"),
                Act::Close,
            ],
        )
        .ends(22, &["EHLO was refused", "554 5.7.1"]),
        one_host(
            "helo-with-keywords",
            "The server knows HELO only and lists STARTTLS in its reply, where it does not count.",
            vec![
                send("220 mx1.helo-with-keywords.test\r\n"),
                Act::Expect("EHLO"),
                send("500 5.5.2 What?\r\n"),
                Act::Expect("HELO"),
                send("250-mx1.helo-with-keywords.test\r\n250 STARTTLS\r\n"),
                Act::Expect("QUIT"),
                send("221 2.0.0 Bye\r\n"),
            ],
        )
        .ends(29, &["STARTTLS is not offered", "HELO"]),
        one_host(
            "helo-only",
            "The server knows HELO only, by which STARTTLS cannot be offered.",
            instead("EHLO", "502 5.5.1 Command not implemented\r\n"),
        )
        .ends(29, &["STARTTLS", "HELO"]),
        one_host(
            "helo-refused",
            "The server refuses EHLO and HELO.",
            Manners {
                instead: vec![
                    ("EHLO", b"500 5.5.2 What?\r\n".to_vec()),
                    ("HELO", b"500 5.5.2 What now?\r\n".to_vec()),
                ],
                ..Manners::default()
            },
        )
        .ends(22, &["HELO was refused", "What now?"]),
        one_host(
            "close-at-ehlo",
            "The server closes the connection instead of answering EHLO.",
            vec![
                send("220 mx1.close-at-ehlo.test ESMTP\r\n"),
                Act::Expect("EHLO"),
                Act::Close,
            ],
        )
        .ends(22, &["closed the connection before the reply to EHLO"]),
        one_host(
            "silence-at-ehlo",
            "The server does not answer EHLO.",
            vec![
                send("220 mx1.silence-at-ehlo.test ESMTP\r\n"),
                Act::Expect("EHLO"),
                Act::Stall,
            ],
        )
        .with_options(&["--timeout", "2s"])
        .ends(22, &["nothing within 2 s", "the reply to EHLO"]),
        one_host(
            "mixed-codes",
            "The lines of a reply have different codes, of which the last one counts.",
            greeting("554-mx1.mixed-codes.test ESMTP\r\n220 mx1.mixed-codes.test ESMTP\r\n"),
        )
        .ends(0, &["mx1.mixed-codes.test"]),
        one_host(
            "bare-lf",
            "The server ends its lines with a bare line feed.",
            greeting("220 mx1.bare-lf.test ESMTP\n"),
        )
        .ends(0, &["mx1.bare-lf.test"])
        .warns(&["bare line feed"]),
        one_host(
            "split-replies",
            "The replies come octet by octet, each in a packet of its own.",
            vec![
                slowly("220 mx1.split-replies.test ESMTP\r\n"),
                Act::Expect("EHLO"),
                slowly("250-mx1.split-replies.test\r\n250 STARTTLS\r\n"),
                Act::Expect("STARTTLS"),
                slowly("220 2.0.0 go\r\n"),
                Act::Handshake(Default::default()),
                session(Manners::default()),
            ],
        )
        .ends(0, &["mx1.split-replies.test", "TLS 1.3"]),
        one_host(
            "long-line",
            "The greeting is a line of eight thousand octets, where 512 are the most.",
            greeting(&format!("220 {}\r\n", "x".repeat(8000))),
        )
        .ends(0, &["mx1.long-line.test"]),
        one_host(
            "long-reply",
            "The reply to EHLO has nine hundred lines.",
            Manners {
                extensions: (1..=900).map(|number| format!("X-{number}")).collect(),
                ..Manners::default()
            },
        )
        .ends(0, &["mx1.long-reply.test"]),
        one_host(
            "unsolicited-reply",
            "The server answers once more often than it was asked.",
            greeting("220 mx1.unsolicited-reply.test ESMTP\r\n250 2.0.0 nobody asked for this\r\n"),
        )
        .ends(0, &["mx1.unsolicited-reply.test"])
        .warns(&["no command had asked for", "nobody asked for this"]),
        one_host(
            "auth-inside-tls",
            "AUTH is offered inside TLS only, as it should be.",
            Manners {
                extensions_inside_tls: vec!["AUTH PLAIN LOGIN".to_owned()],
                ..Manners::default()
            },
        )
        .ends(0, &["mx1.auth-inside-tls.test"]),
        one_host(
            "no-close-notify",
            "The server closes the connection after QUIT without the end that TLS has for it.",
            inside_tls([
                Act::Expect("EHLO"),
                send("250 mx1.no-close-notify.test\r\n"),
                Act::Expect("QUIT"),
                send("221 2.0.0 Bye\r\n"),
                Act::HangUp,
            ]),
        )
        .ends(0, &["mx1.no-close-notify.test"]),
        one_host(
            "quit-refused",
            "The server refuses to be taken leave of, which is no fault of the session.",
            instead("QUIT", "500 5.5.2 Command not recognised\r\n"),
        )
        .ends(0, &["mx1.quit-refused.test"]),
        lmtp(
            "lmtp",
            "An LMTP server, which takes LHLO for EHLO.",
            Manners {
                lmtp: true,
                ..Manners::default()
            },
        )
        .ends(0, &["lmtp.test"]),
        lmtp(
            "smtp-on-lmtp",
            "An SMTP server answers where LMTP is spoken.",
            Manners::default(),
        )
        .ends(22, &["LHLO was refused"]),
    ]
}

/// A target on the port of LMTP.
fn lmtp(name: &str, description: &str, behaviour: impl Into<Behaviour>) -> Scenario {
    let name_of_host = format!("{name}.test");
    Scenario {
        hosts: vec![host(&name_of_host, behaviour).on(24)],
        ..Scenario::new(name, description)
    }
    .with_target(&format!("lmtp://{name_of_host}"))
}

/// Sends text octet by octet.
fn slowly(text: &str) -> Act {
    Act::SendSplit {
        bytes: text.as_bytes().to_vec(),
        size: 1,
        every: Duration::from_millis(1),
    }
}
