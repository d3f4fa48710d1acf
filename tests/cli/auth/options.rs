//! Command lines that cannot be meant.

use super::server::*;
use crate::support::Smtls;

#[test]
fn options_that_contradict_each_other_are_refused() {
    for (words, told) in [
        ("--auth NTLM mx.test:465", &["NTLM", "SCRAM-SHA-256"][..]),
        ("--auth mx.test:465", &["a target goes before --auth"]),
        (
            "--quit-after auth mx.test:465",
            &["no stage auth", "--auth"],
        ),
        (
            "--drop-after auth mx.test:465",
            &["no stage auth", "--auth"],
        ),
        (
            "--show-secrets mx.test:465",
            &["--show-secrets was given without --auth"],
        ),
        (
            "--force-auth mx.test:465",
            &["--force-auth was given without --auth"],
        ),
        (
            "--auth-as bob mx.test:465",
            &["--auth-as was given without --auth"],
        ),
        (
            "--auth-password-env X --auth-password-fd 3 mx.test:465",
            &["--auth-password-fd"],
        ),
        ("--netrc --auth-password-fd 3 mx.test:465", &["--netrc"]),
        (
            "--auth-user x --auth-password-fd hunter2 mx.test:465",
            &[
                "--auth-password-fd",
                "write the number of a file descriptor, such as 3",
            ],
        ),
        (
            "--auth-user x --auth-token-fd=x1 mx.test:465",
            &["--auth-token-fd", "write the number of a file descriptor"],
        ),
        (
            "--auth-user x --auth-password-fd 77 mx.test:465",
            &["file descriptor 77: it is not open"],
        ),
        (
            "--netrc=/nonexistent mx.test:465",
            &["the netrc file /nonexistent cannot be read: "],
        ),
        ("--auth-user  mx.test:465", &["--auth-user needs a value"]),
    ] {
        let words = words.split(' ').map(str::to_owned);
        let words = ["probe".to_owned()].into_iter().chain(words);
        let outcome = Smtls::new(words).run().refused(told);
        // What may be a password in the wrong place is not shown.
        assert!(!outcome.stderr.contains("hunter2"), "{outcome}");
    }
}

#[test]
fn as_whom_to_act_is_told() {
    let theatre = submissions(offering("PLAIN LOGIN", Manners::default()), PASSWORD);
    theatre
        .probe(&with(&["--auth-as", "bob"]))
        .ends(0, &[])
        .says(&["PLAIN for alice as bob was accepted"]);
    let theatre = submissions(offering("LOGIN", Manners::default()), PASSWORD);
    theatre
        .probe(&with(&["--auth-as", "bob"]))
        .ends(28, &["LOGIN (it cannot say as whom to act (--auth-as))"]);
}

#[test]
fn the_brief_form_says_whether_it_was_accepted() {
    let theatre = submissions(offering("PLAIN", Manners::default()), PASSWORD);
    theatre
        .probe(&with(&["--format", "brief"]))
        .exits(0)
        .says(&["Authentication: OK: PLAIN for alice was accepted"]);
    let theatre = submissions(offering("PLAIN", Manners::default()), "wrong");
    theatre
        .probe(&with(&["--format", "brief"]))
        .exits(28)
        .says(&["Authentication error: PLAIN for alice was refused"]);
    let theatre = submissions(offering("NTLM", Manners::default()), PASSWORD);
    theatre
        .probe(&with(&["--format", "brief"]))
        .exits(28)
        .says(&["Authentication: not tested: no mechanism is left"]);
}
