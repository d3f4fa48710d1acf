//! Implicit TLS and LMTP.

use crate::support::{EHLO, GREETING, Theatre, expired, one_host, script, without_starttls};
use smtls::lab::{Act, Behaviour, Manners, Scenario, TlsProfile};

/// A server on port 465.
fn server(tls: Vec<Act>) -> Theatre {
    Theatre::new(&Scenario {
        target: "submissions://mx.lab.test".to_owned(),
        hosts: vec![smtls::lab::Host {
            port: 465,
            preference: None,
            ..one_host(tls).hosts.remove(0)
        }],
        ..one_host(Behaviour::Down)
    })
}

#[test]
fn implicit_tls() {
    let good = vec![
        Act::Handshake(TlsProfile::default()),
        Act::Serve(without_starttls()),
    ];
    let theatre = server(good);
    let (outcome, report) = theatre.both(&[], 0);
    outcome.ends(0, &["mx.lab.test", ":465"]).plain();
    assert_eq!(report["target"]["security"], "implicit");
    for connection in theatre.connections() {
        assert!(connection.commands.iter().all(|line| line.inside_tls));
        assert_eq!(connection.lines().len(), 2, "{connection:?}");
    }
    // U06: plain SMTP on such a port.
    let theatre = server(vec![Act::Serve(Manners::default())]);
    theatre
        .probe(&[])
        .ends(29, &["220 mx.lab.test ESMTP", "TLS", "mail client"])
        .says(&["smtp://"])
        .never_says(&[
            "STARTTLS;",
            "after the 220",
            "past STARTTLS",
            "opportunistic",
        ])
        .plain();
    // There is no reply to STARTTLS after which to drop.
    theatre
        .probe(&["--drop-after", "starttls-reply"])
        .refused(&["STARTTLS", "first octet", "--drop-after starttls"]);
    // U01: STARTTLS where TLS is already is out of place.
    let offering = vec![Act::Handshake(TlsProfile::default())];
    let exchanges = [("EHLO", EHLO), ("QUIT", "221 bye\r\n")];
    let theatre = server([offering, script(GREETING, &exchanges)].concat());
    theatre.probe(&[]).ends(0, &[]).says(&["warn"]);
    for (stage, said) in [
        ("connect", "QUIT"),
        ("starttls", "QUIT"),
        ("greeting", "QUIT"),
        ("first-ehlo", "EHLO QUIT"),
        ("ehlo", "EHLO QUIT"),
    ] {
        let good = vec![
            Act::Handshake(TlsProfile::default()),
            Act::Serve(without_starttls()),
        ];
        let theatre = server(good);
        theatre
            .probe(&["--quit-after", stage])
            .ends(0, &["as asked"]);
        assert_eq!(theatre.verbs().join(" "), said, "{stage}");
    }
}

#[test]
fn waits_with_implicit_tls_have_an_end() {
    let hurry = &["--timeout", "500ms"];
    server(vec![Act::Stall])
        .probe(hurry)
        .ends(29, &["0.5 s", "handshake"]);
    server(vec![Act::Handshake(TlsProfile::default()), Act::Stall])
        .probe(hurry)
        .ends(21, &["7 s"]);
}

#[test]
fn implicit_tls_is_for_mail_clients_and_not_for_senders() {
    // RFC 8314 §3: a client hands in its message there; nobody goes on without the right certificate or in the clear.
    let inside = || Act::Serve(without_starttls());
    let busy = || Act::Send(b"421 4.3.2 busy\r\n".to_vec());
    let good = TlsProfile::default();
    let expired = expired().tls;
    for (acts, options, code) in [
        (vec![Act::Handshake(expired.clone()), inside()], &[][..], 41),
        (
            vec![Act::Handshake(expired), inside()],
            &["--level", "encrypt"],
            0,
        ),
        (vec![Act::Handshake(good.clone()), busy()], &[], 45),
        (vec![Act::Handshake(good), Act::Close], &[], 21),
        (vec![Act::Close], &[], 29),
    ] {
        let outcome = server(acts).probe(options).ends(code, &[]);
        outcome.never_says(&[
            "a sender",
            "opportunistic",
            "after the 220",
            "past STARTTLS",
        ]);
    }
}

#[test]
fn u10_lmtp_says_lhlo_and_never_helo_on_any_port() {
    for port in [24, 2525] {
        lmtp_says_lhlo(port);
    }
}

fn lmtp_says_lhlo(port: u16) {
    let server = |behaviour: Behaviour| {
        Theatre::new(&Scenario {
            target: format!("lmtp://mx.lab.test:{port}"),
            hosts: vec![smtls::lab::Host {
                port,
                ..one_host(behaviour).hosts.remove(0)
            }],
            ..one_host(Behaviour::Down)
        })
    };
    let lmtp = Manners {
        lmtp: true,
        ..Manners::default()
    };
    let theatre = server(lmtp.into());
    theatre
        .probe(&[])
        .ends(0, &["mx.lab.test", &format!(":{port}")]);
    assert_eq!(theatre.verbs(), ["LHLO", "STARTTLS", "LHLO", "QUIT"]);
    // An SMTP server does not know LHLO.
    let theatre = server(Manners::default().into());
    theatre
        .probe(&[])
        .ends(22, &["LHLO was refused", "500"])
        .never_says(&["EHLO was refused"]);
    assert_eq!(theatre.verbs(), ["LHLO", "QUIT"]);
    // Where no reply comes, what was said is named as well.
    let theatre = server(script(GREETING, &[("LHLO", "")]).into());
    theatre
        .probe(&[])
        .ends(22, &["closed", "reply to LHLO"])
        .never_says(&["EHLO"]);
}

#[test]
fn port_587_is_for_mail_clients_as_well() {
    let served = |manners: Manners| {
        Theatre::new(&Scenario {
            target: "submission://mx.lab.test".to_owned(),
            hosts: vec![smtls::lab::Host {
                port: 587,
                preference: None,
                ..one_host(manners).hosts.remove(0)
            }],
            ..one_host(Behaviour::Down)
        })
    };
    for (manners, options, code) in [
        (expired(), &[][..], 41),
        (without_starttls(), &[], 29),
        (without_starttls(), &["--level", "may"], 0),
    ] {
        let outcome = served(manners).probe(options).ends(code, &["mail client"]);
        outcome.never_says(&["a sender", "opportunistic"]);
    }
}
