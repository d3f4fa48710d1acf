//! What a server may greet with.

use super::row::{WHOLE, check, row, status};
use crate::support::{Theatre, greeting, reset_soon, script};
use smtls::lab::Act;

#[test]
fn greetings() {
    check(&[
        row("B01", greeting("220 mx.lab.test\r\n"), 0, &[], WHOLE),
        row(
            "B02 several lines",
            greeting("220-a\r\n220-b\r\n220 c\r\n"),
            0,
            &[],
            WHOLE,
        ),
        row("B05 no text", greeting("220 \r\n"), 0, &[], WHOLE),
        row("B05 no space", greeting("220\r\n"), 0, &[], WHOLE),
        row("B09 bare LF", greeting("220 mx.lab.test\n"), 0, &[], WHOLE),
        row("B19 229", greeting("229 mx.lab.test\r\n"), 0, &[], WHOLE),
        row("B26 250", greeting("250 mx.lab.test\r\n"), 0, &[], WHOLE),
        row(
            "B08 the last line counts",
            greeting("220-a\r\n554 b\r\n"),
            21,
            &["554 b"],
            "QUIT",
        ),
        row(
            "B23",
            greeting("554 no service\r\n"),
            21,
            &["554 no service"],
            "QUIT",
        ),
        row(
            "B55",
            greeting("521 no mail here\r\n"),
            21,
            &["521 no mail here"],
            "QUIT",
        ),
        row(
            "B25",
            greeting("450 4.3.2 come back\r\n"),
            45,
            &["not testable now", "450 4.3.2 come back"],
            "QUIT",
        ),
        row(
            "B24",
            script("421 4.7.0 too busy\r\n", &[]),
            45,
            &["not testable now", "421 4.7.0 too busy"],
            "",
        ),
        row(
            "B18 199",
            greeting("199 what\r\n"),
            21,
            &["199 what"],
            "QUIT",
        ),
        row(
            "B18 600",
            greeting("600 what\r\n"),
            21,
            &["600 what"],
            "QUIT",
        ),
        row(
            "B18 099",
            greeting("099 what\r\n"),
            21,
            &["099 what"],
            "QUIT",
        ),
        row(
            "B21 HTTP",
            script("HTTP/1.1 400 Bad Request\r\n", &[]),
            21,
            &["HTTP"],
            "",
        ),
        row(
            "B21 SSH",
            script("SSH-2.0-OpenSSH_9.2\r\n", &[]),
            21,
            &["SSH"],
            "",
        ),
        row("B21 POP3", script("+OK ready\r\n", &[]), 21, &["POP3"], ""),
        row(
            "B21 IMAP",
            script("* OK IMAP4rev1\r\n", &[]),
            21,
            &["IMAP"],
            "",
        ),
        row(
            "B21 TLS",
            vec![Act::Send(vec![0x15, 3, 1, 0, 2, 2, 10, b'\n'])],
            21,
            &["TLS"],
            "",
        ),
        row("no reply at all", greeting("hello\r\n"), 21, &["hello"], ""),
        row(
            "B28 closed",
            vec![Act::Close],
            21,
            &["closed", "greeting"],
            "",
        ),
        row(
            "B28 closed within a line",
            script("220 mx.la", &[]),
            21,
            &["closed", "greeting", "220 mx.la"],
            "",
        ),
        row("B29 reset", reset_soon(), 21, &["reset", "greeting"], ""),
    ]);
}

#[test]
fn b26_a_greeting_of_another_code_is_a_warning() {
    let theatre = Theatre::with_host(greeting("250 mx.lab.test\r\n"));
    let (text, report) = theatre.both(&[], 0);
    text.says(&["  warn  greeting ", "250", "220"]);
    assert_eq!(status(&report, "greeting"), "warn");
}
