//! What MAIL was answered with, where that was tried.

use super::scene::{BYE, EHLO, GO, GREETING, INSIDE, Scene, never, says};
use crate::exit::ExitCode;
use crate::judge::{Check, Demands, Status, Verdict};
use crate::smtp::Trials;

const OK: &str = "250 ok\r\n";
const TLS: &str = "530 5.7.0 Must issue a STARTTLS command first\r\n";
const AUTH: &str = "530 5.7.0 Authentication required\r\n";

fn mail() -> Trials {
    Trials {
        mail_in_the_clear: true,
        ..Trials::default()
    }
}

fn both() -> Trials {
    Trials {
        mail_inside_tls: true,
        ..mail()
    }
}

fn early() -> Trials {
    Trials {
        mail_before_ehlo: true,
        ..Trials::default()
    }
}

/// The exit code that the verdicts come to.
fn exit(verdicts: &[Verdict]) -> ExitCode {
    let mut exits = verdicts.iter().map(|one| one.exit);
    exits
        .find(|exit| *exit != ExitCode::Success)
        .unwrap_or(ExitCode::Success)
}

#[test]
fn a40_tls_before_mail_is_right_on_some_ports_and_wrong_on_others() {
    use Status::{Note, Pass, Warn};
    let given = Scene::mx();
    let given = Scene {
        demands: Demands {
            publicly_referenced: false,
            ..given.demands
        },
        ..given
    };
    for (name, scene, answer, status, words) in [
        (
            "587",
            Scene::submission(),
            TLS,
            Note,
            &["mandatory", "530 5.7.0"][..],
        ),
        (
            "an MX host",
            Scene::mx(),
            TLS,
            Warn,
            &["no mail in the clear"],
        ),
        ("a host", given, TLS, Note, &["MX records"]),
        (
            "authentication",
            Scene::mx(),
            AUTH,
            Note,
            &["TLS or of authentication"],
        ),
        (
            "another refusal",
            Scene::mx(),
            "451 later\r\n",
            Note,
            &["451 later", "says nothing"],
        ),
    ] {
        let answers = [GREETING, EHLO, answer, GO, INSIDE, BYE];
        let verdicts = scene.trying(mail()).verdicts(&answers);
        says(&verdicts, Check::Mail, status, words, name);
        assert_eq!(exit(&verdicts), ExitCode::Success, "{name}");
    }
    let answers = [GREETING, EHLO, OK, OK, GO, INSIDE, BYE];
    let verdicts = Scene::mx().trying(mail()).verdicts(&answers);
    says(&verdicts, Check::Mail, Pass, &["in the clear"], "accepted");
}

#[test]
fn a40_a_refusal_speaks_of_tls_only_by_its_name() {
    for (text, is_tls) in [
        ("Must issue a STARTTLS command first", true),
        ("STARTTLS: first!", true),
        ("TLS required.", true),
        ("SSL/TLS is mandatory, see https://mx.test/help", true),
        ("please use (tls)", true),
        (
            "Authentication required; see https://settlsomething.example",
            false,
        ),
        (
            "Authentication required; see https://tls.example/tls",
            false,
        ),
        ("Authentication required; ask help@tls", false),
        ("Authentication required at tls.example", false),
        ("Settlsement required", false),
    ] {
        let answer = format!("530 5.7.0 {text}\r\n");
        let answers = [GREETING, EHLO, &answer, GO, INSIDE, BYE];
        let verdicts = Scene::mx().trying(mail()).verdicts(&answers);
        let (status, words) = match is_tls {
            true => (Status::Warn, "no mail in the clear"),
            false => (Status::Note, "TLS or of authentication"),
        };
        says(&verdicts, Check::Mail, status, &[words, text], text);
    }
}

#[test]
fn u04_a_submission_port_asks_for_authentication() {
    let scene = Scene::submission().trying(both());
    let verdicts = scene.verdicts(&[GREETING, EHLO, OK, OK, GO, INSIDE, OK, OK, BYE]);
    for how in ["in the clear", "inside TLS"] {
        says(&verdicts, Check::Mail, Status::Warn, &[how], "accepted");
    }
    let verdicts = scene.verdicts(&[GREETING, EHLO, TLS, GO, INSIDE, AUTH, BYE]);
    says(
        &verdicts,
        Check::Mail,
        Status::Pass,
        &["without authentication"],
        "refused",
    );
    never(&verdicts, Check::Mail, Status::Warn, "refused");
}

#[test]
fn a34_what_was_said_in_the_clear_is_void_inside_tls() {
    for (answer, status, words) in [
        ("503 5.5.1 EHLO first\r\n", Status::Pass, "forgot"),
        ("530 no\r\n", Status::Note, "does not tell"),
        (
            "250 ok\r\n",
            Status::Warn,
            "kept the EHLO of the clear, which TLS makes void, or it never asks",
        ),
    ] {
        let ok: &[&str] = if status == Status::Warn { &[OK] } else { &[] };
        let answers = [&[GREETING, EHLO, GO, answer], ok, &[INSIDE, BYE]].concat();
        let verdicts = Scene::mx().trying(early()).verdicts(&answers);
        says(&verdicts, Check::Mail, status, &[words], answer);
        says(&verdicts, Check::Ehlo, Status::Pass, &[], answer);
    }
}

#[test]
fn b43_a_session_that_ends_over_the_trial_says_nothing_of_what_would_have_followed() {
    let away = "421 4.3.2 bye\r\n";
    for (name, trials, answers, check, words) in [
        (
            "421",
            mail(),
            &[GREETING, EHLO, away][..],
            Check::StartTls,
            "421 4.3.2 bye",
        ),
        (
            "421 to RSET",
            mail(),
            &[GREETING, EHLO, OK, away],
            Check::StartTls,
            "RSET",
        ),
        (
            "closed",
            mail(),
            &[GREETING, EHLO],
            Check::StartTls,
            "closed the connection where the reply to MAIL",
        ),
        (
            "no reply",
            mail(),
            &[GREETING, EHLO, "what\r\n"],
            Check::StartTls,
            "cannot be read",
        ),
        (
            "421 inside",
            both(),
            &[GREETING, EHLO, TLS, GO, INSIDE, away],
            Check::Mail,
            "421 4.3.2 bye",
        ),
        (
            "421 before EHLO",
            early(),
            &[GREETING, EHLO, GO, away],
            Check::Ehlo,
            "421 4.3.2 bye",
        ),
    ] {
        let verdicts = Scene::submission().trying(trials).verdicts(answers);
        says(&verdicts, check, Status::NotTested, &[words], name);
        assert!(
            verdicts.iter().all(|one| one.status != Status::Fail),
            "{name}: {verdicts:#?}"
        );
        assert_eq!(exit(&verdicts), ExitCode::NotNow, "{name}");
    }
    // Everything that was to be done is done.
    let verdicts = Scene::submission()
        .trying(both())
        .verdicts(&[GREETING, EHLO, TLS, GO, INSIDE]);
    says(
        &verdicts,
        Check::Mail,
        Status::NotTested,
        &["did not answer MAIL inside TLS"],
        "closed",
    );
    assert_eq!(exit(&verdicts), ExitCode::Success);
}

#[test]
fn what_was_not_come_to_is_told() {
    let verdicts = Scene::mx().trying(mail()).verdicts(&["554 no\r\n", BYE]);
    says(
        &verdicts,
        Check::Mail,
        Status::NotTested,
        &["greeting"],
        "refused",
    );
    let verdicts = Scene::mx().verdicts(&["554 no\r\n", BYE]);
    assert!(verdicts.iter().all(|one| one.check != Check::Mail));
}
