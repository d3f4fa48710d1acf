//! XCLIENT and the PROXY protocol at a Postfix that takes them: beside swaks, and by what Postfix itself logged.

use std::time::Duration;

use crate::peer::run_peer;
use crate::services::{Service, service, services};
use crate::smtls::probe;
use crate::swaks::dialogue;

/// The client that is named.
const ADDRESS: &str = "192.0.2.7";

/// What both say, and the exit code of both.
struct Row {
    service: &'static str,
    smtls: &'static [&'static str],
    swaks: &'static [&'static str],
    exit: i32,
    /// What Postfix logs of the client.
    logged: Option<&'static str>,
}

const ROWS: &[Row] = &[
    Row {
        service: "xclient",
        smtls: &[
            "--xclient",
            "NAME=client.example",
            "--xclient",
            "ADDR=192.0.2.7",
        ],
        swaks: &[
            "-tls",
            "--xclient-name",
            "client.example",
            "--xclient-addr",
            ADDRESS,
        ],
        exit: 0,
        logged: Some("disconnect from client.example[192.0.2.7]"),
    },
    Row {
        service: "xclient",
        smtls: &["--xclient", "ADDR=2001:db8::7", "--xclient-before-starttls"],
        swaks: &[
            "-tls",
            "--xclient-addr",
            "IPV6:2001:db8::7",
            "--xclient-before-starttls",
        ],
        exit: 0,
        logged: Some("[2001:db8::7]"),
    },
    Row {
        service: "xclient",
        smtls: &["--xclient", "HELO=a b+c", "--xclient", "LOGIN=alice"],
        swaks: &[
            "-tls",
            "--xclient-helo",
            "a b+c",
            "--xclient-login",
            "alice",
        ],
        exit: 0,
        logged: None,
    },
    Row {
        service: "xclient",
        smtls: &["--xclient", "ADDR=somewhere"],
        swaks: &["-tls", "--xclient-addr", "somewhere"],
        exit: 33,
        logged: None,
    },
    Row {
        service: "xclient",
        smtls: &["--xclient", "ADDR=somewhere", "--xclient-optional"],
        swaks: &["-tls", "--xclient-addr", "somewhere", "--xclient-optional"],
        exit: 0,
        logged: None,
    },
    Row {
        service: "rsa",
        smtls: &["--xclient", "ADDR=192.0.2.7"],
        swaks: &["-tls", "--xclient-addr", ADDRESS],
        exit: 33,
        logged: None,
    },
    Row {
        service: "rsa",
        smtls: &["--xclient", "ADDR=192.0.2.7", "--xclient-optional"],
        swaks: &["-tls", "--xclient-addr", ADDRESS, "--xclient-optional"],
        exit: 0,
        logged: None,
    },
    Row {
        service: "upstream-proxy",
        smtls: &[
            "--proxy-protocol",
            "v1",
            "--proxy-source",
            "192.0.2.7:4660",
            "--proxy-destination",
            "198.51.100.1:25",
        ],
        swaks: &[
            "-tls",
            "--proxy-version",
            "1",
            "--proxy-family",
            "TCP4",
            "--proxy-source",
            ADDRESS,
            "--proxy-source-port",
            "4660",
            "--proxy-dest",
            "198.51.100.1",
            "--proxy-dest-port",
            "25",
        ],
        exit: 0,
        logged: Some("connect from unknown[192.0.2.7]"),
    },
    Row {
        service: "upstream-proxy",
        smtls: &[
            "--proxy-protocol",
            "v2",
            "--proxy-source",
            "192.0.2.8:4660",
            "--proxy-destination",
            "198.51.100.1:25",
        ],
        swaks: &[
            "-tls",
            "--proxy-version",
            "2",
            "--proxy-family",
            "AF_INET",
            "--proxy-protocol",
            "STREAM",
            "--proxy-command",
            "PROXY",
            "--proxy-source",
            "192.0.2.8",
            "--proxy-source-port",
            "4660",
            "--proxy-dest",
            "198.51.100.1",
            "--proxy-dest-port",
            "25",
        ],
        exit: 0,
        logged: Some("connect from unknown[192.0.2.8]"),
    },
    Row {
        service: "upstream-proxy-wrapper",
        smtls: &[
            "--proxy-protocol",
            "v2",
            "--proxy-source",
            "192.0.2.9:4660",
            "--proxy-destination",
            "198.51.100.1:465",
        ],
        swaks: &[
            "-tlsc",
            "--proxy-version",
            "2",
            "--proxy-family",
            "AF_INET",
            "--proxy-source",
            "192.0.2.9",
            "--proxy-source-port",
            "4660",
            "--proxy-dest",
            "198.51.100.1",
            "--proxy-dest-port",
            "465",
        ],
        exit: 0,
        logged: Some("connect from unknown[192.0.2.9]"),
    },
];

/// swaks on the same server, as far as the last EHLO.
fn swaks(service: &Service, options: &[&str]) -> (i32, String) {
    let port = service.port.to_string();
    let sni = services().name.as_str();
    let mut arguments = vec!["--server", service.address, "--port", &port];
    arguments.extend(["--ehlo", "client.interop.test", "--tls-sni", sni]);
    // Also where nobody authenticates, and after the EHLO that follows XCLIENT.
    arguments.extend(["--timeout", "15", "--quit-after", "AUTH"]);
    arguments.extend(options);
    let ran = run_peer("swaks", &arguments);
    (ran.exit, ran.stdout)
}

/// What the client said, without the header and without QUIT, which not every failure is followed by.
fn said<'a>(lines: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut said = Vec::new();
    for line in lines {
        let line = line.trim_end();
        if let Some(line) = line.strip_prefix(" -> ").or(line.strip_prefix(" ~> "))
            && !line.starts_with("PROXY")
            && line != "QUIT"
            && line
                .bytes()
                .all(|octet| octet.is_ascii_graphic() || octet == b' ')
            // The header of version 2, in hexadecimal and in base64.
            && !line.starts_with("0d0a")
            && !line.starts_with("DQoN")
        {
            said.push(line.to_owned());
        }
    }
    said
}

#[test]
fn smtls_and_swaks_say_the_same_and_end_the_same() {
    for row in ROWS {
        let service = service(row.service);
        let before = log(&service).len();
        let ours = probe(&service, row.smtls);
        let name = format!("{} {:?}", row.service, row.smtls);
        assert_eq!(ours.exit, row.exit, "{name}: {}", ours.text);
        if let Some(words) = row.logged {
            assert!(
                is_logged(&service, before, words),
                "{name}: {:?}",
                log(&service).get(before..)
            );
        }
        let (exit, text) = swaks(&service, row.swaks);
        assert_eq!(exit, row.exit, "{name}: {text}");
        let theirs = said(dialogue(&text).iter().map(String::as_str));
        let report = crate::smtls::text(&service, row.smtls);
        let ours = said(report.lines());
        // swaks' way on after a refusal is its own.
        if row.exit == 0 && !row.smtls.contains(&"--xclient-optional") {
            assert_eq!(ours, theirs, "{name}\n{report}\n{text}");
        }
    }
}

#[test]
fn a_postfix_that_expects_no_header_is_told_apart() {
    for version in ["v1", "v2"] {
        let ours = probe(&service("rsa"), &["--proxy-protocol", version]);
        assert_eq!(ours.exit, 22, "{}", ours.text);
        let sentence = ours.json["conclusion"]["sentence"].to_string();
        assert!(
            sentence.contains("may as well answer the PROXY header"),
            "{sentence}"
        );
    }
    let ours = probe(&service("wrapper"), &["--proxy-protocol", "v1"]);
    assert_eq!(ours.exit, 29, "{}", ours.text);
}

/// Postfix gives up and says 421, which is "not now" for smtls, and for swaks a greeting like any other that is no 220.
#[test]
fn a_postfix_that_waits_for_a_header_in_vain_goes() {
    let service = service("upstream-proxy");
    let ours = probe(&service, &[]);
    assert_eq!(ours.exit, 45, "{}", ours.text);
    let (exit, text) = swaks(&service, &["-tls"]);
    assert_eq!(exit, 21, "{text}");
}

/// What the smtpd of a service logged.
fn log(service: &Service) -> Vec<String> {
    let log = std::fs::read_to_string(&services().maillog).expect("the mail log can be read");
    let process = format!(" postfix/{}/smtpd[", service.name);
    let lines = log.lines().filter(|line| line.contains(&process));
    lines.map(str::to_owned).collect()
}

/// Whether words are logged after so many lines; Postfix logs a little later than it answers.
fn is_logged(service: &Service, before: usize, words: &str) -> bool {
    for _ in 0..50 {
        if log(service)
            .iter()
            .skip(before)
            .any(|line| line.contains(words))
        {
            return true;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    false
}
