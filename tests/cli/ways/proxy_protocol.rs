//! A header of the PROXY protocol: what is sent, when, and what is said of servers that want none.

use crate::support::{Theatre, in_parallel};
use smtls::lab::{Act, Manners, ProxyVersion, TlsProfile};

/// A good server that wants a header first.
fn behind(version: ProxyVersion) -> Theatre {
    Theatre::with_host(vec![
        Act::Introduced(version),
        Act::Serve(Manners::default()),
    ])
}

/// The address that the tests name.
const ENDS: &[&str] = &[
    "--proxy-source",
    "192.0.2.7:40000",
    "--proxy-destination",
    "198.51.100.1:25",
];

fn header<'a>(version: &'a str, options: &[&'a str]) -> Vec<&'a str> {
    [&["--proxy-protocol", version], options].concat()
}

#[test]
fn the_line_of_version_1_goes_out_before_the_greeting() {
    let theatre = behind(ProxyVersion::V1);
    let (text, json) = theatre.both(&header("v1", ENDS), 0);
    text.says(&[
        "Connected to mx.lab.test[127.0.0.1]:25.\n -> PROXY TCP4 192.0.2.7 198.51.100.1 40000 25\n<-  220 ",
        "(v1) told the server that 192.0.2.7:40000 connects",
        "others may meet something else",
    ]);
    let seen = &json["endpoints"][0]["observations"][0];
    assert_eq!(seen["proxy_header"]["version"], "v1");
    assert_eq!(seen["proxy_header"]["source"], "192.0.2.7:40000");
    assert_eq!(seen["proxy_header"]["destination"], "198.51.100.1:25");
    let first = &seen["transcript"][0];
    assert_eq!(first["text"], "PROXY TCP4 192.0.2.7 198.51.100.1 40000 25");
    for connection in theatre.connections() {
        let first = connection.lines().first().copied();
        assert_eq!(first, Some("PROXY TCP4 192.0.2.7 198.51.100.1 40000 25"));
    }
}

#[test]
fn version_2_is_shown_in_hexadecimal_with_its_meaning() {
    let octets = "0d0a0d0a000d0a515549540a2111000cc0000207c63364019c400019";
    let theatre = behind(ProxyVersion::V2);
    let (text, json) = theatre.both(&header("v2", ENDS), 0);
    text.says(&[&format!(
        " -> {octets}\n=== PROXY protocol v2, from 192.0.2.7:40000 to 198.51.100.1:25.\n<-  220 "
    )]);
    let seen = &json["endpoints"][0]["observations"][0];
    assert_eq!(seen["transcript"][0]["hex"], octets);
    for connection in theatre.connections() {
        assert_eq!(connection.lines().first().copied(), Some(octets));
    }
}

#[test]
fn what_is_not_given_is_the_connections_own() {
    let theatre = behind(ProxyVersion::V1);
    theatre.probe(&header("v1", &[])).ends(0, &["PROXY header"]);
    let server = theatre.address("mx.lab.test");
    let connections = theatre.connections();
    let line = connections[0].lines()[0];
    assert!(
        line.starts_with("PROXY TCP4 127.0.0.1 127.0.0.1 "),
        "{line}"
    );
    assert!(line.ends_with(&format!(" {}", server.port())), "{line}");
}

#[test]
fn nobody_is_named_where_the_connection_is_the_proxys_own() {
    for (version, manner, line) in [
        ("v1", ProxyVersion::V1, "PROXY UNKNOWN"),
        ("v2", ProxyVersion::V2, "0d0a0d0a000d0a515549540a20000000"),
    ] {
        let theatre = behind(manner);
        theatre
            .probe(&header(version, &["--proxy-local"]))
            .ends(0, &[])
            .says(&["that names no client was sent first"])
            .never_says(&["another client speaks"]);
        assert_eq!(theatre.connections()[0].lines()[0], line);
    }
}

#[test]
fn every_connection_begins_with_it_and_implicit_tls_comes_after() {
    let theatre = behind(ProxyVersion::V2);
    theatre.probe(&header("v2", &["--resume"])).ends(0, &[]);
    let connections = theatre.connections();
    assert_eq!(connections.len(), 2);
    for connection in connections {
        assert!(connection.lines()[0].starts_with("0d0a"), "{connection:?}");
    }
    let theatre = Theatre::with_host(vec![
        Act::Introduced(ProxyVersion::V1),
        Act::Handshake(TlsProfile::default()),
        Act::Serve(Manners {
            starttls: None,
            ..Manners::default()
        }),
    ]);
    let server = theatre.address("mx.lab.test").to_string();
    let words = [
        "--connect-to",
        &format!("mx.lab.test:465:{server}"),
        "--proxy-protocol",
        "v1",
        "submissions://mx.lab.test",
    ];
    theatre.probe_directly(&words).ends(0, &["speaks TLS 1.3"]);
}

#[test]
fn servers_that_want_none_are_told_apart_from_servers_that_refuse() {
    let rows = [
        // A command that nobody knows.
        (
            vec![Act::Serve(Manners::default())],
            22,
            "may as well answer the PROXY header (v1)",
        ),
        // The server goes without a word.
        (
            vec![Act::Swallow, Act::Close],
            21,
            "the PROXY header (v1) that was sent first may be the reason",
        ),
        // It speaks out of turn, and goes: nothing is taken for anything else.
        (
            vec![
                Act::Swallow,
                Act::Send(b"220 mx\r\n554 5.5.0 pregreet\r\n".to_vec()),
                Act::Close,
            ],
            22,
            "where the reply to EHLO was due came \"554 5.5.0 pregreet\"",
        ),
        // It refuses for good and before it could have read it.
        (
            vec![
                Act::Send(b"554 5.7.1 go away\r\n".to_vec()),
                Act::Expect(""),
                Act::Close,
            ],
            21,
            "the PROXY header (v1) that was sent first may be the reason",
        ),
        // It wants one of the other version.
        (
            vec![Act::Introduced(ProxyVersion::V2)],
            21,
            "may be the reason",
        ),
    ];
    in_parallel(&rows, |(server, code, words)| {
        let theatre = Theatre::with_host(server.clone());
        theatre
            .probe(&header("v1", &[]))
            .ends(*code, &[words, "says nothing of what a sender would meet"])
            .says(&["leave out --proxy-protocol"])
            .never_says(&["HELO was"]);
    });
    // A temporary refusal is what it is; Postfix answers so where it cannot read the header.
    let theatre = Theatre::with_host(vec![
        Act::Introduced(ProxyVersion::V1),
        Act::Send(b"421 4.3.2 busy\r\n".to_vec()),
        Act::Close,
    ]);
    theatre.probe(&header("v1", &[])).ends(
        45,
        &[
            "not testable now",
            "the PROXY header (v1) that was sent first may be the reason",
        ],
    );
}

#[test]
fn a_server_that_waits_for_one_in_vain_is_hinted_at() {
    Theatre::with_host(vec![Act::Close])
        .probe(&[])
        .ends(21, &["closed the connection before the greeting"])
        .says(&["wait for a PROXY header (--proxy-protocol)"]);
}

#[test]
fn families_that_do_not_mix_end_in_words() {
    let theatre = behind(ProxyVersion::V1);
    theatre
        .probe(&header("v1", &["--proxy-source", "2001:db8::7"]))
        .ends(
            1,
            &[
                "one is IPv4, the other IPv6",
                "says nothing of what a sender",
            ],
        )
        .says(&["--proxy-destination"]);
}

#[test]
fn an_audit_sends_it_too() {
    let theatre = behind(ProxyVersion::V1);
    let outcome = theatre.audit(&["--proxy-protocol", "v1", "--quick"]);
    assert_eq!(outcome.stderr, "", "{outcome}");
    assert!(
        outcome.stdout.contains("PROXY header (v1) told"),
        "{outcome}"
    );
    let connections = theatre.connections();
    assert!(connections.len() > 1, "{connections:?}");
    for connection in connections {
        let first = connection.lines().first().copied().unwrap_or_default();
        assert!(first.starts_with("PROXY TCP4 "), "{connection:?}");
    }
}
