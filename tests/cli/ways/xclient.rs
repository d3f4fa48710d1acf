//! XCLIENT: what is said, when, and what is made of the answers.

use crate::support::Theatre;
use smtls::lab::{Act, Manners, TlsProfile};

const FOR: &[&str] = &[
    "--xclient",
    "ADDR=192.0.2.7",
    "--xclient",
    "NAME=client.example",
];
const SAID: &str = "XCLIENT ADDR=192.0.2.7 NAME=client.example";

/// A server that takes these attributes, in the clear and inside TLS.
fn offering(names: &str) -> Manners {
    let mut manners = Manners::default();
    let extension = format!("XCLIENT {names}");
    manners.extensions.push(extension.clone());
    manners.extensions_inside_tls.push(extension);
    manners
}

fn with<'a>(options: &[&'a str]) -> Vec<&'a str> {
    [FOR, options].concat()
}

#[test]
fn b49_the_server_is_told_and_greeted_anew() {
    let theatre = Theatre::with_host(offering("NAME ADDR PORT"));
    let (text, json) = theatre.both(FOR, 0);
    text.says(&[
        &format!(" ~> {SAID}\n<~  220 mx.lab.test ESMTP, now for ADDR=192.0.2.7 NAME=client.example\n ~> EHLO "),
        "pass  xclient             the server took it that the client is another: ADDR=192.0.2.7",
        "told by XCLIENT that another client speaks, so that others may meet something else",
        "warn  extensions          XCLIENT is offered to this client",
    ]);
    let seen = &json["endpoints"][0]["observations"][0];
    assert_eq!(seen["xclient"]["outcome"], "accepted");
    assert_eq!(seen["xclient"]["attributes"][1], "NAME=client.example");
    let stages = seen["stages"].as_array().unwrap().iter();
    let stages: Vec<_> = stages
        .map(|stage| stage["stage"].as_str().unwrap())
        .collect();
    let wanted = [
        "connect",
        "greeting",
        "first-ehlo",
        "starttls",
        "xclient",
        "ehlo",
    ];
    assert_eq!(stages, wanted);
    assert_eq!(
        theatre.verbs(),
        ["EHLO", "STARTTLS", "EHLO", "XCLIENT", "EHLO", "QUIT"]
    );
}

#[test]
fn it_is_said_in_the_clear_where_that_is_wished() {
    let theatre = Theatre::with_host(offering("NAME ADDR"));
    theatre
        .probe(&with(&["--xclient-before-starttls"]))
        .ends(0, &["speaks TLS 1.3"])
        .says(&[&format!(" -> {SAID}\n<-  220 ")]);
    assert_eq!(
        theatre.verbs(),
        ["EHLO", "XCLIENT", "EHLO", "STARTTLS", "EHLO", "QUIT"]
    );
}

#[test]
fn the_session_ends_after_it_where_that_is_asked() {
    for (option, verbs) in [
        (
            "--quit-after",
            &["EHLO", "STARTTLS", "EHLO", "XCLIENT", "QUIT"][..],
        ),
        ("--drop-after", &["EHLO", "STARTTLS", "EHLO", "XCLIENT"]),
    ] {
        let theatre = Theatre::with_host(offering("NAME ADDR"));
        theatre
            .probe(&with(&[option, "XCLIENT"]))
            .ends(0, &["was probed up to xclient, as asked"]);
        assert_eq!(theatre.verbs(), verbs);
    }
    // swaks' name for the EHLO after it.
    let theatre = Theatre::with_host(offering("NAME ADDR"));
    theatre
        .probe(&with(&["--quit-after", "XCLIENT-HELO"]))
        .ends(0, &["up to ehlo"]);
}

#[test]
fn addresses_are_prefixed_and_values_encoded() {
    let theatre = Theatre::with_host(offering("ADDR LOGIN REVERSE_NAME"));
    theatre
        .probe(&[
            "--xclient",
            "addr=2001:db8::7",
            "--xclient",
            "LOGIN=a+b c",
            "--xclient",
            "REVERSE-NAME=[UNAVAILABLE]",
        ])
        .ends(0, &[])
        .says(&[" ~> XCLIENT ADDR=IPV6:2001:db8::7 LOGIN=a+2Bb+20c REVERSE_NAME=[UNAVAILABLE]\n"]);
}

#[test]
fn b49_what_is_not_offered_is_not_said() {
    let theatre = Theatre::with_host(offering("NAME"));
    let json = theatre.json(FOR, 33);
    let seen = &json["endpoints"][0]["observations"][0];
    assert_eq!(seen["xclient"]["outcome"], "not-offered");
    assert_eq!(seen["xclient"]["offered"][0], "NAME");
    assert_eq!(seen["failures"][0]["cause"], "not-offered");
    assert_eq!(theatre.verbs(), ["EHLO", "STARTTLS", "EHLO", "QUIT"]);
    let theatre = Theatre::with_host(Manners::default());
    theatre
        .probe(FOR)
        .ends(
            33,
            &[
                "does not offer XCLIENT to this client",
                "senders, which speak for themselves",
            ],
        )
        .says(&["smtpd_authorized_xclient_hosts"]);
    theatre
        .probe(&with(&["--xclient-optional"]))
        .ends(0, &["speaks TLS 1.3"])
        .says(&["not tested  xclient: the server does not offer XCLIENT to this client"])
        .never_says(&["another client speaks"]);
}

#[test]
fn refusals_are_explained() {
    let refusing = |reply: &str| Manners {
        instead: vec![("XCLIENT", reply.as_bytes().to_vec())],
        ..offering("NAME ADDR")
    };
    for (reply, code, words) in [
        ("550 5.7.0 no\r\n", 33, "was refused with \"550 5.7.0 no\""),
        ("501 5.5.4 no\r\n", 33, "was refused with \"501 5.5.4 no\""),
        ("421 4.3.2 no\r\n", 45, "not testable now"),
    ] {
        Theatre::with_host(refusing(reply))
            .probe(FOR)
            .ends(code, &[words, SAID]);
    }
    Theatre::with_host(refusing("550 5.7.0 no\r\n"))
        .probe(&with(&["--xclient-optional"]))
        .ends(0, &["speaks TLS 1.3"])
        .says(&["warn  xclient", "<~* 550 5.7.0 no\n ~> EHLO "])
        .never_says(&["another client speaks"]);
}

#[test]
fn a_server_that_falls_silent_or_goes_is_told() {
    let upto = |rest: &[Act]| {
        let ehlo = |more: &str| {
            Act::Send(format!("250-mx.lab.test\r\n250-XCLIENT NAME ADDR\r\n250 {more}\r\n").into())
        };
        let mut acts = vec![
            Act::Send(b"220 mx.lab.test ESMTP\r\n".to_vec()),
            Act::Expect("EHLO"),
            ehlo("STARTTLS"),
            Act::Expect("STARTTLS"),
            Act::Send(b"220 go\r\n".to_vec()),
            Act::Handshake(TlsProfile::default()),
            Act::Expect("EHLO"),
            ehlo("SIZE"),
            Act::Expect("XCLIENT"),
        ];
        acts.extend_from_slice(rest);
        Theatre::with_host(acts)
    };
    upto(&[Act::Close])
        .probe(FOR)
        .ends(33, &["closed the connection before the reply to XCLIENT"]);
    upto(&[Act::Stall]).probe(&with(&["--timeout", "1s"])).ends(
        33,
        &["nothing within 1 s where the reply to XCLIENT was due"],
    );
    let greeting = Act::Send(b"220 mx.lab.test ESMTP\r\n".to_vec());
    let refusal = Act::Send(b"550 5.7.1 not you\r\n".to_vec());
    upto(&[greeting, Act::Expect("EHLO"), refusal, Act::Expect("QUIT")])
        .probe(FOR)
        .ends(
            32,
            &[
                "EHLO inside TLS was refused with \"550 5.7.1 not you\"",
                "told by XCLIENT",
            ],
        );
}

#[test]
fn a_later_connection_speaks_for_itself() {
    let theatre = Theatre::with_host(offering("NAME ADDR"));
    theatre.probe(&with(&["--resume"])).ends(0, &[]);
    let connections = theatre.connections();
    let said = connections.iter().filter(|it| it.lines().contains(&SAID));
    assert_eq!((connections.len(), said.count()), (2, 1));
}
