//! What no server does in good faith.

use super::row::{after_220, greeting, inside_tls, one_host, send};
use crate::lab::scenario::Scenario;
use crate::lab::script::Act;

pub(super) fn rows() -> Vec<Scenario> {
    vec![
        one_host(
            "escape-sequences",
            "The greeting has control sequences for the reader's terminal in it.",
            greeting("554 \u{1b}[2J\u{1b}[1;32mgo ahead\u{1b}[0m \u{7}\u{202e}evil\r\n"),
        )
        .ends(21, &["\\x1b[2J\\x1b[1;32mgo ahead", "\\x07"]),
        one_host(
            "endless-line",
            "The greeting is one line without an end.",
            vec![send("220 "), Act::SendEndlessly(vec![b'x'; 4096])],
        )
        .ends(21, &["a line of more than", "nothing more was read"]),
        one_host(
            "endless-reply",
            "The reply to EHLO has lines without an end.",
            vec![
                send("220 mx1.endless-reply.test ESMTP\r\n"),
                Act::Expect("EHLO"),
                Act::SendEndlessly(b"250-X-MORE\r\n".repeat(100)),
            ],
        )
        .ends(22, &["a reply of more than", "nothing more was read"]),
        one_host(
            "no-reply-code",
            "The server greets with text that has no reply code.",
            greeting("hello there\r\n"),
        )
        .ends(21, &["no SMTP reply", "hello there"]),
        one_host(
            "code-out-of-range",
            "The server greets with the code 999.",
            greeting("999 mx1.code-out-of-range.test\r\n"),
        )
        .ends(21, &["999 mx1.code-out-of-range.test"]),
        one_host(
            "endless-inside-tls",
            "The server sends text without an end inside TLS.",
            inside_tls([Act::SendEndlessly(b"250-X-MORE\r\n".repeat(100))]),
        )
        .ends(32, &["more than"]),
        one_host(
            "starttls-then-smtp",
            "The server says that TLS may begin, and goes on in the clear.",
            after_220([Act::Expect(""), send("500 5.5.2 What?\r\n"), Act::Close]),
        )
        .ends(29, &["500 5.5.2 What?"]),
    ]
}
