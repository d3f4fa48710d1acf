//! What is tried on request: STARTTLS that is not offered, and MAIL for the sake of its reply.

use super::row::{Row, check, row};
use crate::support::{
    EHLO, GO, GREETING, Smtls, Theatre, inside, instead, one_host, script, without_starttls,
};
use smtls::lab::{Act, Behaviour, Manners, Scenario, TlsProfile, mx};

const WITHOUT: &str = "250-mx.lab.test\r\n250 XXXXXXXA\r\n";

/// A server that takes STARTTLS and does not offer it.
fn hiding(reply: &str) -> Vec<Act> {
    let mut acts = script(GREETING, &[("EHLO", WITHOUT), ("STARTTLS", reply)]);
    if reply == GO {
        acts.extend([
            Act::Handshake(TlsProfile::default()),
            Act::Serve(Manners {
                greeting: Some(Vec::new()),
                ..without_starttls()
            }),
        ]);
    } else {
        acts.extend(script("", &[("QUIT", "221 bye\r\n")]).into_iter().skip(1));
    }
    acts
}

/// A server on the submission port.
fn submission(behaviour: impl Into<Behaviour>) -> Theatre {
    submission_on(587, "submission://mx.lab.test", behaviour)
}

fn submission_on(port: u16, target: &str, behaviour: impl Into<Behaviour>) -> Theatre {
    Theatre::new(&Scenario {
        target: target.to_owned(),
        hosts: vec![smtls::lab::Host {
            port,
            preference: None,
            ..one_host(behaviour).hosts.remove(0)
        }],
        ..one_host(Behaviour::Down)
    })
}

#[test]
fn starttls_is_forced() {
    let force = &["--force-starttls"];
    let row = |name, server: Vec<Act>, code, words, said| Row {
        options: force,
        ..row(name, server, code, words, said)
    };
    check(&[
        row(
            "A03 refused",
            hiding("502 5.5.1 no such command\r\n"),
            29,
            &["not offered", "XXXXXXXA", "502 5.5.1 no such command"],
            "EHLO STARTTLS QUIT",
        ),
        row(
            "A03 sent away",
            script(GREETING, &[("EHLO", WITHOUT), ("STARTTLS", "421 bye\r\n")]),
            45,
            &["not testable now", "421 bye"],
            "EHLO STARTTLS",
        ),
        row(
            "A04 accepted",
            hiding(GO),
            0,
            &["TLS 1.3", "without being offered", "in the clear"],
            "EHLO STARTTLS EHLO QUIT",
        ),
    ]);
    Theatre::with_host(hiding(GO))
        .probe(force)
        .ends(0, &[])
        .says(&["warn  starttls", "not offered, but was accepted", "fix: "]);
    let hosts = ["mx1.lab.test", "mx2.lab.test"].map(|host| mx(10, host, hiding(GO)));
    Theatre::new(&Scenario {
        hosts: hosts.to_vec(),
        ..one_host(Behaviour::Down)
    })
    .probe(&["--force-starttls", "--all"])
    .ends(0, &["of 2 endpoints", "without being offered"]);
    // A05: the device that hides the keyword is named.
    Theatre::with_host(hiding("502 no\r\n"))
        .probe(&[])
        .exits(29)
        .says(&["fixup"]);
}

#[test]
fn mail_is_tried_and_undone() {
    let try_mail = &["--try-mail"];
    let row = |name, server: Behaviour, code, words, said| Row {
        options: try_mail,
        ..row(name, server, code, words, said)
    };
    let tls = "530 5.7.0 Must issue a STARTTLS command first\r\n";
    check(&[
        row(
            "accepted",
            Manners::default().into(),
            0,
            &[],
            "EHLO MAIL RSET STARTTLS EHLO QUIT",
        ),
        row(
            "A40",
            instead("MAIL", tls).into(),
            0,
            &[],
            "EHLO MAIL STARTTLS EHLO QUIT",
        ),
        row(
            "STARTTLS not offered",
            without_starttls().into(),
            29,
            &["not offered"],
            "EHLO MAIL RSET QUIT",
        ),
        row(
            "B43 421",
            instead("MAIL", "421 4.7.0 go away\r\n").into(),
            45,
            &[
                "not testable now",
                "MAIL was answered",
                "421 4.7.0 go away",
                "says nothing",
            ],
            "EHLO MAIL",
        ),
    ]);
    let warned = ["warn  mail", "no mail in the clear", "fix: "];
    Theatre::with_host(instead("MAIL", tls))
        .probe(try_mail)
        .ends(0, &[])
        .says(&warned);
}

#[test]
fn a_server_that_does_not_answer_mail_is_waited_for_once() {
    let silent = [
        script(GREETING, &[("EHLO", EHLO)]),
        vec![Act::Expect("MAIL"), Act::Stall],
    ];
    check(&[Row {
        options: &["--try-mail", "--timeout", "500ms"],
        ..row(
            "silent",
            silent.concat(),
            45,
            &["0.5 s", "reply to MAIL"],
            "EHLO MAIL",
        )
    }]);
}

#[test]
fn u04_a_submission_port_is_to_ask_for_authentication() {
    let theatre = submission(Manners::default());
    let (text, report) = theatre.both(&["--try-mail"], 0);
    text.says(&[
        "MAIL is accepted in the clear without authentication",
        "MAIL is accepted inside TLS without authentication",
        "unless this client's address is authorised",
    ]);
    assert_eq!(
        theatre.verbs().join(" "),
        "EHLO MAIL RSET STARTTLS EHLO MAIL RSET QUIT"
    );
    let replies = report["endpoints"][0]["observations"][0]["replies"]
        .as_array()
        .unwrap();
    let mail = replies.iter().find(|reply| reply["to"] == "MAIL").unwrap();
    assert_eq!(mail["code"], 250);
    assert_eq!(mail["enhanced_status_code"], "2.1.0");
    assert_eq!(mail["tls"], false);

    let refused = "530 5.7.0 Authentication required\r\n";
    submission(instead("MAIL", refused))
        .probe(&["--try-mail"])
        .ends(0, &[])
        .says(&["pass  mail", "530 5.7.0 Authentication required"])
        .never_says(&["is accepted"]);
}

#[test]
fn u04_u12_the_scheme_makes_a_submission_port_of_any() {
    let options = &["--try-mail", "--level", "may"];
    let both_times = "EHLO MAIL RSET STARTTLS EHLO MAIL RSET QUIT";
    let theatre = submission_on(2525, "submission://mx.lab.test:2525", Manners::default());
    theatre
        .probe(options)
        .ends(0, &[])
        .says(&[
            "MAIL is accepted in the clear without authentication",
            "MAIL is accepted inside TLS without authentication",
            "AUTH is not offered inside TLS",
        ])
        .never_says(&["opportunistic", "a sender"]);
    assert_eq!(theatre.verbs().join(" "), both_times);
    // A port alone does not say so.
    let theatre = submission_on(2525, "mx.lab.test:2525", Manners::default());
    theatre
        .probe(options)
        .ends(0, &[])
        .says(&["MAIL is accepted in the clear"])
        .never_says(&["without authentication", "AUTH is not offered"]);
    assert_eq!(
        theatre.verbs().join(" "),
        "EHLO MAIL RSET STARTTLS EHLO QUIT"
    );
}

#[test]
fn a34_mail_before_ehlo_inside_tls() {
    let early = &["--mail-before-ehlo"];
    // The lab's server forgets, as it should.
    let theatre = Theatre::with_host(Manners::default());
    theatre
        .probe(early)
        .ends(0, &[])
        .says(&["pass  mail", "503", "forgot"]);
    assert_eq!(theatre.verbs().join(" "), "EHLO STARTTLS MAIL EHLO QUIT");
    let ok = "250 2.1.0 Ok\r\n";
    let keeping = inside(
        &[
            ("MAIL", ok),
            ("RSET", ok),
            ("EHLO", "250 mx.lab.test\r\n"),
            ("QUIT", "221 bye\r\n"),
        ],
        [],
    );
    let theatre = Theatre::with_host(keeping);
    theatre
        .probe(early)
        .ends(0, &[])
        .says(&["warn  mail", "server kept the EHLO", "fix: "]);
    assert_eq!(
        theatre.verbs().join(" "),
        "EHLO STARTTLS MAIL RSET EHLO QUIT"
    );
}

#[test]
fn what_comes_before_tls_is_not_tried_where_tls_comes_first() {
    for option in ["--force-starttls", "--mail-before-ehlo"] {
        Smtls::new(["probe", "submissions://mx.lab.test", option])
            .run()
            .refused(&["first octet", option]);
    }
}

#[test]
fn a04_a_forced_handshake_that_fails_says_nothing_of_senders() {
    let acts = script(
        GREETING,
        &[
            ("EHLO", "250-mx.lab.test\r\n250 SIZE\r\n"),
            ("STARTTLS", GO),
        ],
    );
    let acts: Vec<Act> = acts.into_iter().chain([Act::Swallow, Act::Close]).collect();
    Theatre::with_host(acts)
        .probe(&["--force-starttls"])
        .ends(29, &["which a sender does not do", "deliver in the clear"]);
}

#[test]
fn a40_where_mail_is_refused_in_the_clear_nobody_delivers_in_the_clear() {
    let manners = Manners {
        instead: vec![(
            "MAIL",
            b"530 5.7.0 Must issue a STARTTLS command first\r\n".to_vec(),
        )],
        ..without_starttls()
    };
    let theatre = Theatre::with_host(manners);
    for (level, code) in [("may", 0), ("verify", 29)] {
        theatre
            .probe(&["--try-mail", "--level", level])
            .ends(code, &["could not deliver at all"])
            .never_says(&["would deliver in the clear"]);
    }
}
