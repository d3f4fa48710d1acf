//! Implicit TLS and LMTP.

use crate::support::{EHLO, GREETING, Theatre, one_host, script, without_starttls};
use smtls::lab::{Act, Behaviour, Manners, Scenario, TlsProfile};

#[test]
fn implicit_tls() {
    let server = |tls: Vec<Act>| {
        Theatre::new(&Scenario {
            target: "submissions://mx.lab.test".to_owned(),
            hosts: vec![smtls::lab::Host {
                port: 465,
                preference: None,
                ..one_host(tls).hosts.remove(0)
            }],
            ..one_host(Behaviour::Down)
        })
    };
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
        .ends(29, &["220 mx.lab.test ESMTP", "TLS"])
        .plain();
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
fn lmtp_says_lhlo_and_never_helo() {
    let server = |manners: Manners| {
        Theatre::new(&Scenario {
            target: "lmtp://mx.lab.test".to_owned(),
            hosts: vec![smtls::lab::Host {
                port: 24,
                ..one_host(manners).hosts.remove(0)
            }],
            ..one_host(Behaviour::Down)
        })
    };
    let theatre = server(Manners {
        lmtp: true,
        ..Manners::default()
    });
    theatre.probe(&[]).ends(0, &["mx.lab.test", ":24"]);
    assert_eq!(theatre.verbs(), ["LHLO", "STARTTLS", "LHLO", "QUIT"]);
    // An SMTP server does not know LHLO.
    let theatre = server(Manners::default());
    theatre.probe(&[]).ends(22, &["500"]);
    assert_eq!(theatre.verbs(), ["LHLO", "QUIT"]);
}
