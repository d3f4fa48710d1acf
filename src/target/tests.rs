//! Every form of target, and what is none.

use super::*;

fn shown(given: &str, mx: bool) -> Result<String, String> {
    Target::parse(given, mx)
        .map_err(|error| error.sentence)
        .map(|target| {
            let kind = match target.destination {
                Destination::Domain(_) => "domain",
                Destination::Host(_) => "host",
                Destination::Service(..) => "service",
                Destination::Address(_) => "address",
            };
            let tls = if target.implicit_tls { " implicit" } else { "" };
            let lmtp = if target.protocol == Protocol::Lmtp {
                " lmtp"
            } else {
                ""
            };
            format!("{kind} {} {}{tls}{lmtp}", target.destination, target.port)
        })
}

#[test]
fn every_form_is_understood() {
    for (given, expected) in [
        ("example.com", "domain example.com 25"),
        ("EXAMPLE.COM.", "domain example.com 25"),
        ("user@example.com", "domain example.com 25"),
        ("\"odd@local\"@example.com", "domain example.com 25"),
        ("bücher.example", "domain xn--bcher-kva.example 25"),
        ("[mx.example.com]", "host mx.example.com 25"),
        ("mx.example.com:587", "host mx.example.com 587"),
        ("mx.example.com/587", "host mx.example.com 587"),
        ("mx.example.com:smtp", "host mx.example.com 25"),
        ("mx.example.com:465", "host mx.example.com 465 implicit"),
        ("[mx.example.com]:587", "host mx.example.com 587"),
        ("192.0.2.1", "address 192.0.2.1 25"),
        ("192.0.2.1:2525", "address 192.0.2.1 2525"),
        ("[192.0.2.1]", "address 192.0.2.1 25"),
        ("[192.0.2.1]:25", "address 192.0.2.1 25"),
        ("user@[192.0.2.1]", "address 192.0.2.1 25"),
        ("[2001:db8::1]:25", "address 2001:db8::1 25"),
        ("[IPv6:2001:db8::1]", "address 2001:db8::1 25"),
        ("[ipv6:2001:db8::1]:465", "address 2001:db8::1 465 implicit"),
        ("smtp://mx.example.com", "host mx.example.com 25"),
        ("smtp://mx.example.com:465", "host mx.example.com 465"),
        ("submission://mx.example.com/", "host mx.example.com 587"),
        (
            "submissions://mx.example.com",
            "host mx.example.com 465 implicit",
        ),
        ("SMTPS://[2001:db8::1]", "address 2001:db8::1 465 implicit"),
        ("lmtp://mx.example.com", "host mx.example.com 24 lmtp"),
        ("localhost:2525", "host localhost 2525"),
    ] {
        assert_eq!(shown(given, false).as_deref(), Ok(expected), "{given}");
    }
    assert_eq!(
        shown("example.com:2525", true).as_deref(),
        Ok("domain example.com 2525")
    );
    assert_eq!(
        shown("smtp://example.com", true).as_deref(),
        Ok("domain example.com 25")
    );
    assert!(shown("192.0.2.1", true).is_err());
}

#[test]
fn u02_whom_a_port_is_for_comes_from_the_scheme_or_the_port() {
    for (given, submission) in [
        ("submission://mail.example.com", true),
        ("submission://mail.example.com:2525", true),
        ("SUBMISSION://[192.0.2.1]:25", true),
        ("submissions://mail.example.com:4650", true),
        ("smtps://mail.example.com:4650", true),
        ("mail.example.com:587", true),
        ("mail.example.com:465", true),
        ("smtp://mail.example.com:587", true),
        ("smtp://mx.example.com", false),
        ("smtp://mx.example.com:465", false),
        ("mx.example.com:2525", false),
        ("lmtp://mx.example.com", false),
        ("example.com", false),
    ] {
        let target = Target::parse(given, false).expect(given);
        assert_eq!(target.submission, submission, "{given}");
    }
    let located = Target::parse_service("submission://example.com").unwrap();
    assert!(located.submission);
}

#[test]
fn what_is_no_target_is_refused() {
    for (given, problem) in [
        ("", "a label is empty"),
        ("2001:db8::1", "without brackets"),
        ("[1.2.3]", "looks like an IPv4 address"),
        ("[256.1.1.1]", "looks like an IPv4 address"),
        ("256.1.1.1", "looks like an IPv4 address"),
        ("[2001:db8::g]", "no IPv6 address"),
        ("[IPv6:192.0.2.1]", "no IPv6 address literal"),
        ("[mx.example.com", "without its ]"),
        ("[mx.example.com]25", "other than a port"),
        ("example.com:", "no port from 1"),
        ("example.com:0", "no port from 1"),
        ("example.com:65536", "no port from 1"),
        ("example.com:imap", "no port number"),
        ("http://example.com", "a scheme that smtls does not speak"),
        ("smtp://user:secret@example.com", "has a user name"),
        ("user:secret@example.com:587", "a colon before the @"),
        ("a@b@c.example", "more than one @"),
        ("@example.com", "nothing before the @"),
        ("exa mple.com", "cannot stand in a host name"),
        ("a..b", "a label is empty"),
        (
            "http://user:secret@example.com",
            "a scheme that smtls does not speak",
        ),
    ] {
        let sentence = shown(given, false).expect_err(given);
        assert!(sentence.contains(problem), "{given}: {sentence}");
        assert!(!sentence.contains("secret"), "{given}: {sentence}");
    }
}

#[test]
fn a_hostile_target_is_shown_escaped() {
    let error = Target::parse("a\u{1b}[2Jb", false).expect_err("a control character");
    assert!(!error.sentence.contains('\u{1b}'), "{}", error.sentence);
}

#[test]
fn m40_targets_that_srv_records_locate() {
    let read = |given: &str| {
        let target = Target::parse_service(given)?;
        let Destination::Service(domain, service) = target.destination else {
            panic!("{given}: no service");
        };
        Ok::<_, TargetError>((service.owner(&domain), target.port, target.implicit_tls))
    };
    for (given, owner, port, implicit) in [
        (
            "submission://example.com",
            "_submission._tcp.example.com",
            587,
            false,
        ),
        (
            "Submissions://EXAMPLE.com./",
            "_submissions._tcp.example.com",
            465,
            true,
        ),
        (
            "smtps://example.com",
            "_submissions._tcp.example.com",
            465,
            true,
        ),
    ] {
        assert_eq!(
            read(given),
            Ok((owner.to_owned(), port, implicit)),
            "{given}"
        );
    }
    for (given, problem) in [
        ("example.com", "none that SRV records locate"),
        ("user@example.com", "none that SRV records locate"),
        ("smtp://example.com", "none that SRV records locate"),
        ("lmtp://example.com", "none that SRV records locate"),
        ("submission://example.com:587", "names a host or a port"),
        ("submission://[mail.example.com]", "names a host or a port"),
        ("submissions://192.0.2.1", "is an address"),
        ("submissions://", "a label is empty"),
    ] {
        let error = read(given).expect_err(given);
        assert!(error.sentence.contains(problem), "{given}: {error}");
    }
}
