//! Authentication in a shell: by the options before it begins, by /auth, and by hand.

use super::server::*;

const PASSWORD: &str = "correct horse battery";
/// NUL alice NUL and the password.
const PLAIN: &str = "AGFsaWNlAGNvcnJlY3QgaG9yc2UgYmF0dGVyeQ==";

fn offering(mechanisms: &str, password: Option<&str>) -> Theatre {
    Theatre::new(&Scenario {
        target: "submissions://mx.lab.test".to_owned(),
        password: password.map(str::to_owned),
        hosts: vec![Host {
            port: 465,
            preference: None,
            ..one_host(vec![
                Act::Handshake(TlsProfile::default()),
                Act::Serve(Manners {
                    starttls: None,
                    extensions_inside_tls: vec![format!("AUTH {mechanisms}")],
                    account: Some(Account::default()),
                    ..Manners::default()
                }),
            ])
            .hosts
            .remove(0)
        }],
        ..one_host(Behaviour::Down)
    })
}

#[test]
fn the_options_authenticate_before_the_shell_begins() {
    let theatre = offering("PLAIN SCRAM-SHA-256", Some(PASSWORD));
    run(&theatre, &["--auth-user", "alice"], b"NOOP\n")
        .ends(0, &["it accepted the credentials"])
        .says(&["<~  235", " ~> NOOP"])
        .never_says(&[PASSWORD, PLAIN]);
}

#[test]
fn auth_authenticates_by_hand_and_says_what_came_of_it() {
    let theatre = offering("PLAIN SCRAM-SHA-256", Some(PASSWORD));
    let options = ["--auth-user", "alice", "--start-after", "ehlo"];
    run(&theatre, &options, b"/auth\n/expect 235\n")
        .ends(0, &[])
        .says(&[
            " ~> AUTH SCRAM-SHA-256",
            "=== SCRAM-SHA-256 for alice was accepted",
        ])
        .never_says(&[PASSWORD]);
    run(
        &theatre,
        &options,
        b"/auth LOGIN\n/auth PLAIN\n/expect 235\n",
    )
    .ends(0, &[])
    .says(&[
        "*** no mechanism is left to authenticate by: LOGIN (not offered)",
        " ~> AUTH PLAIN [hidden]",
        "=== PLAIN for alice was accepted",
    ])
    .never_says(&[PASSWORD, PLAIN]);
}

#[test]
fn a_password_goes_to_nobody_who_did_not_prove_to_be_the_server() {
    let theatre = Theatre::with_host(Manners {
        extensions: vec!["AUTH PLAIN".to_owned()],
        ..Manners::default()
    });
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("password");
    std::fs::write(&file, PASSWORD).unwrap();
    let file = file.display().to_string();
    let options = [
        "--auth-user",
        "alice",
        "--auth-password-file",
        &file,
        "--no-tls",
    ];
    run(&theatre, &options, b"/auth\n")
        .ends(0, &[])
        .says(&["*** nothing secret was sent", "not inside TLS"]);
    assert_eq!(said(&theatre), ["EHLO [127.0.0.1]", "QUIT"]);
}

#[test]
fn a_script_is_not_asked_for_secrets() {
    let theatre = Theatre::with_host(Manners::default());
    run(&theatre, &[], b"/auth\nNOOP\n")
        .ends(0, &[])
        .says(&["*** the server does not offer AUTH inside TLS"]);
    let options = ["--start-after", "ehlo"];
    run(&offering("PLAIN", None), &options, b"NOOP\n/auth\nRSET\n")
        .ends(1, &["line 2: no user was given"])
        .never_says(&["RSET"]);
}

#[test]
fn k10_k11_challenges_are_decoded_and_what_is_typed_is_hidden() {
    let theatre = offering("LOGIN PLAIN", None);
    let script = format!(
        "AUTH LOGIN\n/expect 334\nYWxpY2U=\nY29ycmVjdCBob3JzZSBiYXR0ZXJ5\n/expect 235\nAUTH PLAIN {PLAIN}\nAUTH LOGIN\n*\n/expect 501\n"
    );
    let options = ["--start-after", "ehlo"];
    let outcome = run(&theatre, &options, script.as_bytes())
        .ends(0, &[])
        .says(&[
            "=== The challenge is \"Username:\".",
            "=== The challenge is \"Password:\".",
            " ~> [hidden]\n<~  235",
            " ~> AUTH PLAIN [hidden]",
            " ~> *\n<~* 501",
        ])
        .never_says(&[PLAIN, "Y29ycmVjd", "YWxpY2U="]);
    assert!(outcome.stdout.contains("~> AUTH LOGIN"), "{outcome}");
    let json = run(
        &theatre,
        &["--start-after", "ehlo", "--format", "json"],
        script.as_bytes(),
    );
    assert!(
        !json.stdout.contains("Y29ycmVjd") && !json.stderr.contains("Y29ycmVjd"),
        "{json}"
    );
    let shown = run(
        &theatre,
        &["--start-after", "ehlo", "--show-secrets"],
        script.as_bytes(),
    );
    assert!(shown.stdout.contains(PLAIN), "{shown}");
}

#[test]
fn a_response_that_begins_with_a_slash_goes_out_as_it_is_and_is_not_shown() {
    let script = b"AUTH LOGIN\n/9j/\n//8=\n/expect 535\n";
    let theatre = offering("LOGIN", None);
    let options = ["--start-after", "ehlo"];
    run(&theatre, &options, script)
        .ends(0, &[])
        .never_says(&["9j", "8="]);
    assert_eq!(said(&theatre)[1..4], ["AUTH LOGIN", "/9j/", "//8="]);
}

#[test]
fn k10_secrets_by_raw_are_hidden_everywhere() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talk.txt");
    let script = format!(
        "/raw AUTH PLAIN\\r\\n{PLAIN}\\r\\n\n/raw AU\n/raw TH PLAIN {PLAIN}\\r\\n\nNOOP {PASSWORD}\n/save {}\n",
        path.display()
    );
    let options = ["--start-after", "ehlo", "--format", "json"];
    let outcome = run(&offering("PLAIN", None), &options, script.as_bytes());
    let saved = std::fs::read_to_string(&path).unwrap();
    for told in [&outcome.stdout, &outcome.stderr, &saved] {
        assert!(told.contains("NOOP [hidden]"), "{outcome}");
        for secret in [PASSWORD, PLAIN, "Y29ycmVjd", "AGFsaWNl"] {
            assert!(!told.contains(secret), "{secret}: {outcome}");
        }
    }
}

#[test]
fn the_answer_to_an_asterisk_is_explained_as_that() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("password");
    std::fs::write(&file, PASSWORD).unwrap();
    let file = file.display().to_string();
    let dialogue = [
        ("EHLO", "250-mx.lab.test\r\n250 AUTH SCRAM-SHA-256\r\n"),
        ("AUTH", "334 bm9uc2Vuc2U=\r\n"),
        ("*", "501 5.7.0 called off\r\n"),
        ("VRFY", "501 5.5.4 what\r\n"),
    ];
    let options = [
        "--auth-user",
        "alice",
        "--auth-password-file",
        &file,
        "--no-tls",
    ];
    let theatre = Theatre::with_host(script(GREETING, &dialogue));
    let told = run(
        &theatre,
        &options,
        b"/auth\n/explain\nVRFY\n/explain\n/drop\n",
    );
    let (before, behind) = told.stdout.split_once("VRFY").unwrap();
    assert!(before.contains("the answer to *, by which"), "{told}");
    assert!(!behind.contains("the answer to *"), "{told}");
    assert!(behind.contains("501"), "{told}");
}
