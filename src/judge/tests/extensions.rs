//! What a server offers by EHLO.

use super::scene::{BYE, GREETING, INSIDE, Scene, says};
use crate::judge::{Check, Status};

#[test]
fn lists_are_judged_line_by_line() {
    use Status::{Note, Pass, Warn};
    #[rustfmt::skip]
    let rows: &[(&str, &str, Status, &[&str])] = &[
        ("in order", "250-PIPELINING\r\n250-SIZE 1000\r\n250-AUTH CRAM-MD5\r\n250 STARTTLS\r\n", Pass, &[]),
        ("B40 no limit told", "250-SIZE\r\n250 STARTTLS\r\n", Pass, &[]),
        ("B40 no fixed limit", "250-SIZE 0\r\n250 STARTTLS\r\n", Pass, &[]),
        ("B40 no number", "250-SIZE big\r\n250 STARTTLS\r\n", Warn, &["\"SIZE big\""]),
        ("B39 twice", "250-SIZE 1\r\n250-size 2\r\n250 STARTTLS\r\n", Note, &["size", "more than once"]),
        ("B39 the old form", "250-AUTH CRAM-MD5\r\n250-AUTH=CRAM-MD5\r\n250 STARTTLS\r\n", Note, &["old form", "AUTH=CRAM-MD5"]),
        ("B41 other characters", "250-X_OF_OUR_OWN\r\n250 STARTTLS\r\n", Warn, &["\"X_OF_OUR_OWN\""]),
        ("B41 other characters that are known", "250-X_PIPE_CONNECT\r\n250 STARTTLS\r\n", Note, &["X_PIPE_CONNECT", "known all the same"]),
        ("B41 other octets", "250-X\u{7} y\r\n250 STARTTLS\r\n", Warn, &["X\\x07 y"]),
        ("B49 XCLIENT", "250-XCLIENT NAME ADDR\r\n250 STARTTLS\r\n", Warn, &["XCLIENT"]),
        ("B49 XFORWARD", "250-XFORWARD NAME\r\n250 STARTTLS\r\n", Warn, &["XFORWARD"]),
        ("A08 a parameter", "250 STARTTLS now\r\n", Warn, &["\"STARTTLS now\""]),
        ("U03 a password in the clear", "250-AUTH PLAIN LOGIN\r\n250 STARTTLS\r\n", Warn, &["AUTH with PLAIN and LOGIN", "in the clear"]),
        ("U03 in the old form", "250-AUTH=login\r\n250 STARTTLS\r\n", Warn, &["AUTH with LOGIN", "in the clear"]),
    ];
    for (name, list, status, words) in rows {
        let ehlo = format!("250-mx.test\r\n{list}");
        for scene in [Scene::mx(), Scene::submission()] {
            let verdicts = scene.verdicts(&[GREETING, &ehlo, "220 go\r\n", INSIDE, BYE]);
            says(&verdicts, Check::Extensions, *status, words, name);
        }
    }
}

#[test]
fn u03_inside_tls_a_password_is_in_its_place() {
    let inside = "250-mx.test\r\n250 AUTH PLAIN LOGIN\r\n";
    let verdicts = Scene::submissions().verdicts(&[GREETING, inside, BYE]);
    says(&verdicts, Check::Extensions, Status::Pass, &[], "U03");
}

#[test]
fn b54_keywords_by_helo_are_no_extensions() {
    let helo = "250-mx.test\r\n250-SIZE big\r\n250 STARTTLS\r\n";
    let verdicts = Scene::mx().verdicts(&[GREETING, "500 what\r\n", helo, BYE]);
    let words = ["reply to HELO lists extensions", "SIZE big"];
    says(&verdicts, Check::Extensions, Status::Warn, &words, "B54");
    says(
        &verdicts,
        Check::StartTls,
        Status::Fail,
        &["not offered"],
        "B54",
    );
    let helo = "250-mx.test\r\n250 hello there\r\n";
    let verdicts = Scene::mx().verdicts(&[GREETING, "500 what\r\n", helo, BYE]);
    assert!(verdicts.iter().all(|one| one.check != Check::Extensions));
}
