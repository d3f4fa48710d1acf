//! Every form of a target leads to the right host, port and mode; what is no target is refused.

use crate::support::{Smtls, Theatre};
use smtls::lab::{Act, CertificateSpec, Manners, Scenario, TlsProfile, host, mx};

/// How a row is written, and what is made of it.
struct Row {
    given: &'static str,
    options: &'static [&'static str],
    /// Kind, name, port and security as JSON has them.
    target: (&'static str, &'static str, u16, &'static str),
    /// The host that the server was asked for by its name; none for an address.
    host: Option<&'static str>,
    /// Which of the three servers was meant, by the word that its session begins with.
    server: &'static str,
}

/// A domain with an MX host, and servers of three kinds.
fn scenario() -> Scenario {
    let names = ["mx.lab.test", "lab.test", "xn--bcher-kva.lab.test"];
    let tls = TlsProfile {
        certificate: CertificateSpec {
            names: names.map(str::to_owned).into(),
            ..CertificateSpec::default()
        },
        ..TlsProfile::default()
    };
    let manners = Manners {
        tls: tls.clone(),
        ..Manners::default()
    };
    let inside = Manners {
        starttls: None,
        ..Manners::default()
    };
    let lmtp = Manners {
        lmtp: true,
        ..manners.clone()
    };
    Scenario {
        records: vec!["xn--bcher-kva.lab.test MX 10 mx.lab.test".to_owned()],
        hosts: vec![
            mx(10, "mx.lab.test", manners),
            host(
                "implicit.lab.test",
                vec![Act::Handshake(tls), Act::Serve(inside)],
            ),
            host("lmtp.lab.test", lmtp),
        ],
        ..Scenario::new("lab", "A server of each kind.")
    }
}

const ROWS: [Row; 21] = [
    row("lab.test", ("domain", "lab.test", 25)),
    row("LAB.TEST.", ("domain", "lab.test", 25)), // M28
    row("user@lab.test", ("domain", "lab.test", 25)),
    // M25
    row(
        "b\u{fc}cher.lab.test",
        ("domain", "xn--bcher-kva.lab.test", 25),
    ),
    // M27
    row(
        "XN--BCHER-KVA.lab.test",
        ("domain", "xn--bcher-kva.lab.test", 25),
    ),
    row("[mx.lab.test]", ("host", "mx.lab.test", 25)), // M23
    row("[mx.lab.test]:587", ("host", "mx.lab.test", 587)), // M23
    row("mx.lab.test:587", ("host", "mx.lab.test", 587)), // M29
    row("mx.lab.test:submission", ("host", "mx.lab.test", 587)), // M29
    Row {
        options: &["--mx"],
        ..row("lab.test:2525", ("domain", "lab.test", 2525))
    },
    address("192.0.2.1", ("192.0.2.1", 25)),            // M44
    address("[192.0.2.1]:2525", ("192.0.2.1", 2525)),   // M21
    address("user@[192.0.2.1]", ("192.0.2.1", 25)),     // M21
    address("[2001:db8::1]:25", ("2001:db8::1", 25)),   // M24
    address("[IPv6:2001:db8::1]", ("2001:db8::1", 25)), // M22
    row("smtp://mx.lab.test", ("host", "mx.lab.test", 25)),
    row("submission://mx.lab.test/", ("host", "mx.lab.test", 587)),
    implicit("submissions://mx.lab.test", 465),
    implicit("SMTPS://mx.lab.test:4650", 4650),
    implicit("mx.lab.test:465", 465),
    Row {
        server: "LHLO",
        ..row("lmtp://mx.lab.test", ("host", "mx.lab.test", 24))
    },
];

const fn row(given: &'static str, target: (&'static str, &'static str, u16)) -> Row {
    Row {
        given,
        options: &[],
        target: (target.0, target.1, target.2, "starttls"),
        host: Some("mx.lab.test"),
        server: "EHLO",
    }
}

const fn address(given: &'static str, target: (&'static str, u16)) -> Row {
    Row {
        host: None,
        ..row(given, ("address", target.0, target.1))
    }
}

const fn implicit(given: &'static str, port: u16) -> Row {
    Row {
        target: ("host", "mx.lab.test", port, "implicit"),
        ..row(given, ("host", "mx.lab.test", port))
    }
}

#[test]
fn every_form_reaches_its_host_and_port() {
    for row in ROWS {
        let theatre = Theatre::new(&scenario());
        let (kind, name, port, security) = row.target;
        let server = match (security, row.server) {
            ("implicit", _) => "implicit.lab.test",
            (_, "LHLO") => "lmtp.lab.test",
            _ => "mx.lab.test",
        };
        // Every socket goes to that server, whatever the host and the port.
        let moved = format!("::{}", theatre.address(server));
        let mut words = vec!["--connect-to", &moved, "--format", "json", row.given];
        words.extend(row.options);
        let report = theatre.probe_directly(&words).exits(0).json();

        let target = &report["target"];
        assert_eq!(target["given"], row.given, "{}", row.given);
        assert_eq!(target["kind"], kind, "{}", row.given);
        assert_eq!(target["name"], name, "{}", row.given);
        assert_eq!(target["port"], port, "{}", row.given);
        assert_eq!(target["security"], security, "{}", row.given);
        let unicode = name.starts_with("xn--").then_some("b\u{fc}cher.lab.test");
        assert_eq!(target["unicode"].as_str(), unicode, "{}", row.given);
        let endpoint = &report["endpoints"][0];
        assert_eq!(endpoint["host"].as_str(), row.host, "{}", row.given);
        assert_eq!(endpoint["port"], port, "{}", row.given);

        let connections = theatre.connections();
        assert_eq!(connections.len(), 1, "{}", row.given);
        assert_eq!(connections[0].host, server, "{}", row.given);
        assert_eq!(
            connections[0].server_name.as_deref(),
            row.host,
            "{}",
            row.given
        );
        let first = connections[0].lines()[0].split(' ').next();
        assert_eq!(first, Some(row.server), "{}", row.given);
    }
}

#[test]
fn an_implicit_mx_in_u_labels_is_asked_for_in_a_labels() {
    // M25: DNS, server name and name check all take the A-labels; the text shows both.
    let theatre = Theatre::new(&Scenario {
        target: "b\u{fc}cher.idn.test".to_owned(),
        hosts: vec![host("xn--bcher-kva.idn.test", Manners::default())],
        ..Scenario::new("idn", "A name with an umlaut.")
    });
    theatre
        .probe(&[])
        .ends(0, &["xn--bcher-kva.idn.test"])
        .says(&["b\u{fc}cher.idn.test (xn--bcher-kva.idn.test)"]);
    let sent = theatre.connections().remove(0).server_name;
    assert_eq!(sent.as_deref(), Some("xn--bcher-kva.idn.test"));
}

#[test]
fn what_is_no_target_is_refused() {
    let long_label = format!("{}.test", "a".repeat(64));
    let long_name = "label.".repeat(45) + "test";
    for (given, word) in [
        ("", "target"),
        (".", "label"),
        ("a..b", "label"),
        (&long_label, "63"),     // M38
        (&long_name, "253"),     // M38
        ("[1.2.3]", "IPv4"),     // M24
        ("[256.1.1.1]", "IPv4"), // M24
        ("256.1.1.1", "IPv4"),
        ("2001:db8::1", "brackets"), // M29
        ("[2001:db8::g]", "IPv6"),
        ("[mx.example.com", "]"),
        ("example.com:", "port"),
        ("example.com:0", "port"),
        ("example.com:65536", "port"),
        ("example.com:imap", "port"),
        ("xn--a-ecp.ru", "xn--a-ecp"), // M26
        ("a\u{1b}[2Jb.test", "target"),
        ("exa mple.com", "target"),
        ("-leading.test", "hyphen"),
        ("@example.com", "@"),
        ("http://example.com", "scheme"),
    ] {
        Smtls::new(["probe", "--", given]).run().refused(&[word]);
    }
    // A wrong target among good ones: nothing is probed.
    Smtls::new(["probe", "192.0.2.1", "a..b"])
        .run()
        .refused(&["a..b"]);
    Smtls::new(["probe"]).run().refused(&["target"]);
    Smtls::new(["probe", "--format", "json", "a.test", "b.test"])
        .run()
        .refused(&["jsonl"]);
}

#[test]
fn a_password_in_a_url_is_never_shown() {
    for given in [
        "smtp://user:pa55word@mx.example.com",
        "smtp://user:pa55@word@mx.example.com:25",
        "submissions://pa55word@mx.example.com",
        "http://user:pa55word@mx.example.com",
        "smtp://user:pa55word@",
        "smtp://user:pa55word@mx.example.com:imap",
        "SMTP://user:pa55word@a..b",
    ] {
        Smtls::new(["probe", given])
            .run()
            .refused(&[])
            .never_says(&["pa55", "word@"]);
    }
}

#[test]
fn options_that_exclude_each_other_are_refused_with_the_reason() {
    for (words, reason) in [
        (
            "shell --no-tls --start-after ehlo",
            "begins after first-ehlo by itself",
        ),
        (
            "shell --start-after ehlo --no-tls",
            "begins after first-ehlo by itself",
        ),
        ("shell --history h --no-history", "neither reads nor keeps"),
        (
            "probe --proxy-protocol v1 --proxy-local --proxy-source 192.0.2.1",
            "--proxy-local names nobody",
        ),
        (
            "probe --proxy-protocol v1 --proxy-local --proxy-destination 192.0.2.1",
            "--proxy-local names nobody",
        ),
        ("probe --netrc --auth-password-fd 3", "from the netrc file"),
        ("probe --sni a.test --no-sni", "no server name at all"),
        (
            "probe --quit-after ehlo --drop-after ehlo",
            "a session ends once",
        ),
        ("probe --srv --mx", "asks for SRV records"),
        ("probe --level verify --opportunistic", "is --level may"),
        ("audit -4 -6", "both families"),
        (
            "probe --auth-password-env X --auth-password-fd 3",
            "from one place",
        ),
        (
            "probe --auth-password-file X --auth-password-fd 3",
            "from one place",
        ),
    ] {
        let words = words.split(' ').chain(["mx.test:25"]);
        let outcome = Smtls::new(words).run().refused(&["cannot be used with"]);
        let hint = outcome.stderr.lines().last().unwrap_or_default();
        assert!(hint.contains(reason), "{reason:?} is not there: {outcome}");
    }
}

#[test]
fn who_asks_for_help_is_told_where_it_is() {
    for words in [&["help"][..], &["help", "probe"]] {
        let outcome = Smtls::new(words.iter().copied()).run();
        outcome.refused(&["no command help", "hint: see smtls --help"]);
    }
}
