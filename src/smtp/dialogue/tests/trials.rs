//! What is tried on request: STARTTLS that is not offered, and MAIL for the sake of its reply.

use super::*;

const OK: &[u8] = b"250 2.0.0 Ok\r\n";
const REFUSED: &[u8] = b"530 5.7.0 Must issue a STARTTLS command first\r\n";
const SEQUENCE: &[u8] = b"503 5.5.1 EHLO first\r\n";
const AWAY: &[u8] = b"421 4.3.2 bye\r\n";

const FORCED: Trials = Trials {
    starttls_unoffered: true,
    ..Trials::NONE
};
const MAIL: Trials = Trials {
    mail_in_the_clear: true,
    mail_inside_tls: true,
    ..Trials::NONE
};
const EARLY: Trials = Trials {
    mail_before_ehlo: true,
    ..Trials::NONE
};

const AGAIN: Trials = Trials {
    starttls_inside_tls: true,
    ..Trials::NONE
};

/// A session: its name, what is tried, how TLS comes in, where it stops, what the server answers, what the client then says
/// (M for MAIL with the null reverse-path, and the EHLO without its name), and the stage that failed.
type Row<'a> = (
    &'a str,
    Trials,
    Security,
    Stop,
    &'a [&'a [u8]],
    &'a str,
    Option<Stage>,
);

#[test]
fn what_is_tried_is_undone_and_never_goes_further() {
    use Security::{Implicit, StartTls, StartTlsIfOffered};
    use Stage::{Connect, Ehlo, FirstEhlo, Greeting};
    use Stop::{DropAfter, QuitAfter, WhenReady};
    #[rustfmt::skip]
    let rows: &[Row<'_>] = &[
        ("A03 forced and refused", FORCED, StartTls, WhenReady, &[GREETING, EHLO_WITHOUT, b"502 no\r\n", BYE],
            "EHLO STARTTLS QUIT", Some(Stage::StartTls)),
        ("A03 forced and refused, at level may", FORCED, StartTlsIfOffered, WhenReady, &[GREETING, EHLO_WITHOUT, b"502 no\r\n", BYE],
            "EHLO STARTTLS QUIT", Some(Stage::StartTls)),
        ("A03 forced after HELO", FORCED, StartTls, WhenReady, &[GREETING, b"502 what\r\n", b"250 mx\r\n", b"503 no\r\n", BYE],
            "EHLO HELO STARTTLS QUIT", Some(Stage::StartTls)),
        ("A03 forced and sent away", FORCED, StartTls, WhenReady, &[GREETING, EHLO_WITHOUT, AWAY],
            "EHLO STARTTLS", Some(Stage::StartTls)),
        ("A04 forced and accepted", FORCED, StartTls, WhenReady, &[GREETING, EHLO_WITHOUT, GO, EHLO_INSIDE, BYE],
            "EHLO STARTTLS [TLS] EHLO QUIT", None),
        ("A35 refused inside TLS", AGAIN, StartTls, WhenReady, &[GREETING, EHLO, GO, EHLO_INSIDE, b"503 no\r\n", BYE],
            "EHLO STARTTLS [TLS] EHLO STARTTLS QUIT", None),
        ("A35 taken inside TLS", AGAIN, StartTls, WhenReady, &[GREETING, EHLO, GO, EHLO_INSIDE, GO],
            "EHLO STARTTLS [TLS] EHLO STARTTLS", None),
        ("A35 sent away inside TLS", AGAIN, StartTls, WhenReady, &[GREETING, EHLO, GO, EHLO_INSIDE, AWAY],
            "EHLO STARTTLS [TLS] EHLO STARTTLS", None),
        ("A35 not where the session is to end", AGAIN, StartTls, QuitAfter(Ehlo), &[GREETING, EHLO, GO, EHLO_INSIDE, BYE],
            "EHLO STARTTLS [TLS] EHLO QUIT", None),
        ("A40 refused before TLS", MAIL, StartTls, WhenReady, &[GREETING, EHLO, REFUSED, GO, EHLO_INSIDE, REFUSED, BYE],
            "EHLO M STARTTLS [TLS] EHLO M QUIT", None),
        ("U04 accepted, and undone", MAIL, StartTls, WhenReady, &[GREETING, EHLO, OK, OK, GO, EHLO_INSIDE, OK, OK, BYE],
            "EHLO M RSET STARTTLS [TLS] EHLO M RSET QUIT", None),
        ("U04 on an implicit TLS port", MAIL, Implicit, WhenReady, &[GREETING, EHLO_INSIDE, OK, OK, BYE],
            "[TLS] EHLO M RSET QUIT", None),
        ("A40 where STARTTLS is not offered", MAIL, StartTls, WhenReady, &[GREETING, EHLO_WITHOUT, OK, OK, BYE],
            "EHLO M RSET QUIT", Some(Stage::StartTls)),
        ("A40 where the session stays in the clear", MAIL, StartTlsIfOffered, WhenReady, &[GREETING, EHLO_WITHOUT, REFUSED, BYE],
            "EHLO M QUIT", Some(Stage::StartTls)),
        ("A40 and no further than the first EHLO", MAIL, StartTls, QuitAfter(FirstEhlo), &[GREETING, EHLO, OK, OK, BYE],
            "EHLO M RSET QUIT", None),
        ("A40 the connection dropped before it", MAIL, StartTls, DropAfter(DropPoint::Stage(FirstEhlo)), &[GREETING, EHLO],
            "EHLO", None),
        ("a reply that is neither yes nor no is undone as well", MAIL, StartTls, QuitAfter(FirstEhlo), &[GREETING, EHLO, b"354 go\r\n", OK, BYE],
            "EHLO M RSET QUIT", None),
        ("RSET refused", MAIL, StartTls, QuitAfter(FirstEhlo), &[GREETING, EHLO, OK, b"500 what\r\n", BYE],
            "EHLO M RSET QUIT", None),
        ("B43 421 to MAIL in the clear", MAIL, StartTls, WhenReady, &[GREETING, EHLO, AWAY],
            "EHLO M", Some(Stage::StartTls)),
        ("B43 421 to RSET in the clear", MAIL, StartTls, WhenReady, &[GREETING, EHLO, OK, AWAY],
            "EHLO M RSET", Some(Stage::StartTls)),
        ("B43 421 to MAIL inside TLS", MAIL, StartTls, WhenReady, &[GREETING, EHLO, REFUSED, GO, EHLO_INSIDE, AWAY],
            "EHLO M STARTTLS [TLS] EHLO M", None),
        ("B43 421 to MAIL on an implicit TLS port", MAIL, Implicit, WhenReady, &[GREETING, EHLO_INSIDE, AWAY],
            "[TLS] EHLO M", None),
        ("closed before the reply to MAIL", MAIL, StartTls, WhenReady, &[GREETING, EHLO],
            "EHLO M", Some(Stage::StartTls)),
        ("A34 MAIL before EHLO inside TLS", EARLY, StartTls, WhenReady, &[GREETING, EHLO, GO, SEQUENCE, EHLO_INSIDE, BYE],
            "EHLO STARTTLS [TLS] M EHLO QUIT", None),
        ("A34 and accepted", EARLY, StartTls, WhenReady, &[GREETING, EHLO, GO, OK, OK, EHLO_INSIDE, BYE],
            "EHLO STARTTLS [TLS] M RSET EHLO QUIT", None),
        ("A34 and sent away", EARLY, StartTls, WhenReady, &[GREETING, EHLO, GO, AWAY],
            "EHLO STARTTLS [TLS] M", Some(Ehlo)),
        ("A34 not before the end that was asked for", EARLY, StartTls, QuitAfter(Stage::StartTls), &[GREETING, EHLO, GO, BYE],
            "EHLO STARTTLS [TLS] QUIT", None),
        ("nothing is tried before EHLO was answered", MAIL, StartTls, QuitAfter(Greeting), &[GREETING, BYE],
            "QUIT", None),
        ("nor on a connection that only had to be made", MAIL, StartTls, QuitAfter(Connect), &[GREETING, BYE],
            "QUIT", None),
    ];
    for (name, trials, security, stop, server, written, failed) in rows {
        let longest = server.iter().map(|answer| answer.len()).max().unwrap_or(1);
        for size in 1..=longest {
            let plan = Plan {
                trials: *trials,
                ..plan(*security, *stop)
            };
            let (said, events) = play(plan, server, size);
            let said = said
                .replace("MAIL FROM:<>", "M")
                .replace("LO probe.test", "LO");
            assert_eq!(said.trim_end(), *written, "{name}, in pieces of {size}");
            let stage = failure(&events).map(|(stage, _)| stage);
            assert_eq!(stage, *failed, "{name}, in pieces of {size}");
        }
    }
}

#[test]
fn a_late_reply_to_mail_is_taken_for_no_other() {
    let mut dialogue = Dialogue::new(Plan {
        trials: MAIL,
        ..plan(Security::StartTls, Stop::WhenReady)
    });
    for answer in [GREETING, EHLO] {
        while matches!(dialogue.step(), Step::Write(_)) {}
        dialogue.receive(answer);
    }
    assert_eq!(
        dialogue.step(),
        Step::Write(b"MAIL FROM:<>\r\n".to_vec()),
        "after EHLO"
    );
    assert_eq!(dialogue.step(), Step::Read(Timer::Reply));
    dialogue.timed_out(Duration::from_secs(30));
    assert_eq!(dialogue.step(), Step::Stop);
    dialogue.receive(GO);
    assert_eq!(dialogue.step(), Step::Stop);
    let mut events = Vec::new();
    while let Some(event) = dialogue.event() {
        events.push(event);
    }
    let fault = Fault::TimedOut {
        after: Duration::from_secs(30),
        partial: Vec::new(),
    };
    assert_eq!(failure(&events), Some((Stage::StartTls, fault)));
}
