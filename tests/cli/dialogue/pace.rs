//! Servers that are slow, and servers that say nothing more.

use super::row::{Row, WHOLE, check, row};
use crate::support::{EHLO, GO, GREETING, inside, script, starttls_script};
use smtls::lab::{Act, TlsProfile};
use std::time::Duration;

#[test]
fn b15_replies_may_come_byte_by_byte() {
    let slowly = |text: &str| Act::SendSplit {
        bytes: text.as_bytes().to_vec(),
        size: 1,
        every: Duration::from_millis(1),
    };
    check(&[row(
        "B15",
        vec![
            slowly("220-a\r\n220 b\r\n"),
            Act::Expect("EHLO"),
            slowly(EHLO),
            Act::Expect("STARTTLS"),
            slowly(GO),
            Act::Handshake(TlsProfile::default()),
            Act::Expect("EHLO"),
            slowly("250-mx.lab.test\r\n250 SIZE\r\n"),
            Act::Expect("QUIT"),
            slowly("221 bye\r\n"),
        ],
        0,
        &[],
        WHOLE,
    )]);
}

#[test]
fn t09_waits_have_an_end() {
    // The greeting is waited for at least 7 s, so that these rows wait together.
    let hurry = &["--timeout", "500ms"];
    let stalled = |acts: Vec<Act>| [acts, vec![Act::Stall]].concat();
    let rows = [
        Row {
            options: hurry,
            ..row(
                "B27 no greeting",
                vec![Act::Stall],
                21,
                &["nothing within 7 s"],
                "",
            )
        },
        Row {
            options: hurry,
            ..row(
                "B27 half a greeting",
                stalled(script("220 mx.la", &[])),
                21,
                &["7 s", "220 mx.la"],
                "",
            )
        },
        Row {
            options: hurry,
            ..row(
                "no reply to EHLO",
                stalled(script(GREETING, &[("EHLO", "250-mx.lab.test\r\n")])),
                22,
                &["0.5 s"],
                "EHLO",
            )
        },
        Row {
            options: hurry,
            ..row(
                "no reply to HELO",
                stalled(script(GREETING, &[("EHLO", "502 what?\r\n"), ("HELO", "")])),
                22,
                &["0.5 s", "HELO"],
                "EHLO HELO",
            )
        },
        Row {
            options: hurry,
            ..row(
                "no reply to STARTTLS",
                stalled(starttls_script("", [])),
                29,
                &["0.5 s", "STARTTLS"],
                "EHLO STARTTLS",
            )
        },
        Row {
            options: hurry,
            ..row(
                "A23 no handshake",
                stalled(starttls_script(GO, [])),
                29,
                &["0.5 s", "handshake"],
                // The ClientHello is read as if it were a line.
                "EHLO STARTTLS",
            )
        },
        Row {
            options: hurry,
            ..row(
                "no reply inside TLS",
                inside(&[("EHLO", "")], [Act::Stall]),
                32,
                &["0.5 s", "inside TLS"],
                "EHLO STARTTLS EHLO",
            )
        },
        Row {
            options: hurry,
            ..row(
                "B45 no reply to QUIT",
                inside(
                    &[("EHLO", "250 mx.lab.test\r\n"), ("QUIT", "")],
                    [Act::Stall],
                ),
                0,
                &[],
                WHOLE,
            )
        },
        Row {
            options: &["--deadline", "3s"],
            ..row(
                "deadline before the greeting",
                vec![Act::Stall],
                45,
                &["deadline"],
                "",
            )
        },
        Row {
            options: &["--deadline", "3s"],
            ..row(
                "deadline in the handshake",
                stalled(starttls_script(GO, [])),
                45,
                &["deadline"],
                "EHLO STARTTLS",
            )
        },
        Row {
            options: &["--deadline", "3s", "--all"],
            ..row(
                "deadline with --all",
                vec![Act::Stall],
                45,
                &["deadline"],
                "",
            )
        },
    ];
    check(&rows);
}

/// Once its queue is full Linux answers nothing to who wants to connect.
#[cfg(target_os = "linux")]
#[test]
fn the_wait_for_a_connection_has_an_end() {
    use crate::support::Smtls;
    use std::net::{TcpListener, TcpStream};

    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let patience = Duration::from_secs(1);
    let queue = std::iter::from_fn(|| TcpStream::connect_timeout(&address, patience).ok());
    let queue: Vec<TcpStream> = queue.take(10_000).collect();
    assert!((1..10_000).contains(&queue.len()), "{}", queue.len());
    let target = address.to_string();
    Smtls::new(["probe", "--connect-timeout", "500ms", &target])
        .run()
        .ends(2, &["0.5 s"]);
}

#[test]
fn b30_the_timer_starts_anew_with_each_line_and_not_with_each_octet() {
    let line = |text: &str| Act::Send(text.as_bytes().to_vec());
    let pause = || Act::Wait(Duration::from_millis(300));
    let acts = [
        line(GREETING),
        Act::Expect("EHLO"),
        line("250-mx.lab.test\r\n"),
        pause(),
        line("250-SIZE\r\n"),
        pause(),
        line("250-PIPELINING\r\n"),
        pause(),
        line("250 8BITMIME\r\n"),
        Act::Expect("QUIT"),
    ];
    let drip = Act::SendSplit {
        bytes: EHLO.as_bytes().to_vec(),
        size: 1,
        every: Duration::from_millis(300),
    };
    check(&[
        Row {
            options: &["--timeout", "800ms", "--level", "may"],
            ..row("lines", acts.to_vec(), 0, &[], "EHLO QUIT")
        },
        Row {
            options: &["--timeout", "800ms"],
            ..row(
                "octets",
                [script(GREETING, &[]), vec![Act::Expect("EHLO"), drip]].concat(),
                22,
                &["0.8 s"],
                "EHLO",
            )
        },
    ]);
}
