//! What a server can do before the first command.

use std::time::Duration;

use super::row::{greeting, one_host, send};
use crate::lab::scenario::Scenario;
use crate::lab::script::{Act, Manners};
use crate::lab::tls::TlsProfile;

pub(super) fn rows() -> Vec<Scenario> {
    vec![
        one_host(
            "slow-greeting",
            "The greeting begins at once and ends after six and a half seconds, \
             as Postfix's postscreen does it to unmask impatient clients.",
            vec![
                send("220-mx1.slow-greeting.test ESMTP\r\n"),
                Act::Wait(Duration::from_millis(6500)),
                Act::Serve(Manners::default()),
            ],
        )
        .ends(0, &["mx1.slow-greeting.test", "TLS 1.3"]),
        one_host(
            "greeting-of-lines",
            "The greeting has several lines, the last of them without text.",
            greeting("220-mx1.greeting-of-lines.test ESMTP\r\n220-no spam\r\n220\r\n"),
        )
        .ends(0, &["mx1.greeting-of-lines.test"]),
        one_host(
            "greeting-250",
            "The server greets with 250 instead of 220.",
            greeting("250 mx1.greeting-250.test ESMTP\r\n"),
        )
        .ends(0, &["mx1.greeting-250.test"])
        .warns(&["250 instead of 220"]),
        one_host(
            "greeting-421",
            "The server says with 421 that it has no room for the client now.",
            vec![send("421 4.3.2 Too many connections, try later\r\n")],
        )
        .ends(45, &["not testable now", "421 4.3.2", "try again later"]),
        one_host(
            "greeting-450",
            "The server greets with 450, as some do to clients that they do not know.",
            greeting("450 4.7.1 Come back in ten minutes\r\n"),
        )
        .ends(45, &["not testable now", "450 4.7.1"]),
        one_host(
            "greeting-554",
            "The server wants nothing to do with the client, as with one on a blocklist.",
            greeting("554 5.7.1 Your address is on a blocklist\r\n"),
        )
        .ends(21, &["554 5.7.1", "defer or return"]),
        one_host(
            "greeting-521",
            "The host says with 521 that it never accepts mail.",
            greeting("521 mx1.greeting-521.test does not accept mail\r\n"),
        )
        .ends(21, &["521 mx1.greeting-521.test"]),
        one_host(
            "no-greeting",
            "The server accepts the connection and says nothing.",
            vec![Act::Stall],
        )
        .with_options(&["--timeout", "2s"])
        .ends(21, &["nothing within 7 s", "the greeting"]),
        one_host(
            "close-before-greeting",
            "The server closes the connection without a word.",
            vec![Act::Close],
        )
        .ends(21, &["closed the connection before the greeting"]),
        one_host(
            "reset-before-greeting",
            "The server resets the connection without a word.",
            vec![Act::Wait(Duration::from_millis(300)), Act::Reset],
        )
        .ends(21, &["reset the connection before the greeting"]),
        one_host(
            "tls-on-25",
            "Port 25 expects TLS from the first octet, as only port 465 should.",
            vec![
                Act::Handshake(TlsProfile::default()),
                Act::Serve(Manners::default()),
            ],
        )
        .with_options(&["--timeout", "2s"])
        .ends(21, &["nothing within 7 s", "the greeting"]),
        foreign("http-server", "HTTP", "HTTP/1.1 400 Bad Request\r\n\r\n"),
        foreign("ssh-server", "SSH", "SSH-2.0-OpenSSH_9.2\r\n"),
        foreign("pop3-server", "POP3", "+OK POP3 ready\r\n"),
        foreign(
            "imap-server",
            "IMAP",
            "* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n",
        ),
        one_host(
            "ftp-server",
            "An FTP server answers on the port, which greets with 220 as well.",
            vec![
                send("220 FTP server ready\r\n"),
                Act::Expect("EHLO"),
                send("530 Please log in\r\n"),
                Act::Expect(""),
                send("221 Goodbye\r\n"),
            ],
        )
        .ends(22, &["EHLO was refused", "530 Please log in"]),
    ]
}

/// A server of another protocol than SMTP.
fn foreign(name: &str, protocol: &str, text: &str) -> Scenario {
    let description = format!("A server that speaks {protocol} answers on the port.");
    one_host(name, &description, vec![send(text)]).ends(21, &["no SMTP reply", protocol])
}
