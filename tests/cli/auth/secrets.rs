//! No secret in any output, in no encoding, also where the server sends it back.

use super::server::*;
use crate::support::{Outcome, Smtls};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::process::Command;

/// Forms of a secret, and pieces of its forms in the middle of other octets.
fn forms(secret: &str) -> Vec<String> {
    let mut forms = vec![secret.to_owned(), secret[..9].to_owned()];
    for before in 0..3 {
        let padded = format!("{}{secret}", "x".repeat(before));
        let encoded = STANDARD.encode(&padded);
        forms.push(encoded[4..padded.len() * 8 / 6].to_owned());
        forms.push(encoded[4..14].to_owned());
    }
    forms.push(secret.bytes().map(|octet| format!("{octet:02x}")).collect());
    forms
}

fn is_clean(outcome: &Outcome, secret: &str) {
    for form in forms(secret) {
        let found = outcome.stdout.contains(&form) || outcome.stderr.contains(&form);
        assert!(!found, "{form} is in {outcome}");
    }
}

#[test]
fn k29_no_output_has_a_secret() {
    for mechanism in [
        "PLAIN",
        "LOGIN",
        "LOGIN-INITIAL",
        "CRAM-MD5",
        "SCRAM-SHA-256",
    ] {
        for flaw in [SaslFlaw::None, SaslFlaw::Echoes] {
            let name = mechanism.trim_end_matches("-INITIAL");
            let theatre = submissions(flawed(flaw, name), PASSWORD);
            let code = if flaw == SaslFlaw::None { 0 } else { 28 };
            for format in ["text", "brief", "json", "jsonl"] {
                let options = with(&["--auth", mechanism, "--format", format]);
                let outcome = theatre.probe(&options).exits(code);
                is_clean(&outcome, PASSWORD);
            }
        }
    }
}

#[test]
fn k29_tokens_and_proofs_are_secrets_too() {
    let token = "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg";
    for mechanism in ["XOAUTH2", "OAUTHBEARER"] {
        for flaw in [SaslFlaw::None, SaslFlaw::Echoes] {
            let theatre = submissions(flawed(flaw, mechanism), token);
            let words = theatre.words(&with(&["--auth", mechanism]));
            let words = words
                .into_iter()
                .map(|it| it.replace("--auth-password-file", "--auth-token-file"));
            let outcome = Smtls::new(words).run().exits(28);
            is_clean(&outcome, token);
        }
    }
    // The server's signature tells as much of the password as the client's proof.
    let theatre = submissions(offering("SCRAM-SHA-256", Manners::default()), PASSWORD);
    let report = theatre.json(ALICE, 0);
    let told = &report["endpoints"][0]["observations"][0];
    let challenges = &told["authentication"]["attempts"][0]["challenges"];
    assert_eq!(challenges[1], "v=[hidden]", "{challenges:#}");
    let lines = told["transcript"].as_array().unwrap().iter();
    let hidden = lines.filter(|line| {
        line["text"].as_str().unwrap().starts_with("334 ")
            && line["text"].as_str().unwrap().contains("[hidden]")
    });
    assert_eq!(hidden.count(), 1, "{told:#}");
    // What was said, as the server noted it, against what was shown.
    for mechanism in ["CRAM-MD5", "SCRAM-SHA-256"] {
        let theatre = submissions(offering(mechanism, Manners::default()), PASSWORD);
        let outcome = theatre.probe(ALICE).exits(0);
        let connections = theatre.connections();
        let lines = connections[0].lines();
        let proof = lines
            .iter()
            .find(|line| line.len() > 40 && !line.starts_with("AUTH"));
        let proof = proof.expect("a proof");
        assert!(
            !outcome.stdout.contains(&proof[proof.len() - 20..]),
            "{outcome}"
        );
    }
}

#[test]
fn k29_a_secret_is_hidden_from_the_first_octet_of_each_session() {
    let manners = || {
        let greeting = format!("220 mx.lab.test knows {PASSWORD}\r\n");
        let mut manners = Manners {
            greeting: Some(greeting.into_bytes()),
            ..Manners::default()
        };
        let extension = format!("X-KNOWS {}", STANDARD.encode(PASSWORD));
        manners.extensions_inside_tls.push(extension);
        manners
    };
    for format in ["text", "json"] {
        let theatre = submissions(offering("PLAIN", manners()), PASSWORD);
        let outcome = theatre.probe(&with(&["--resume", "--format", format]));
        let outcome = outcome.exits(0);
        assert!(theatre.connections().len() > 1, "{outcome}");
        is_clean(&outcome, PASSWORD);
    }
}

#[test]
fn k29_secrets_are_shown_to_those_who_want_to_see_them() {
    let theatre = submissions(offering("PLAIN", Manners::default()), PASSWORD);
    let blob = STANDARD.encode(format!("\0alice\0{PASSWORD}"));
    theatre
        .probe(&with(&["--show-secrets"]))
        .ends(0, &[])
        .says(&[&format!(" ~> AUTH PLAIN {blob}\n")]);
}

#[test]
fn k30_secrets_come_from_where_the_user_says() {
    let theatre = submissions(offering("PLAIN", Manners::default()), PASSWORD);
    let file = theatre.file("password.txt");
    let netrc = theatre.file("netrc");
    let line = format!("machine mx.lab.test login alice password \"{PASSWORD}\"\n");
    std::fs::write(&netrc, line).unwrap();
    // Without the lab's own source.
    let words = |options: &[&str]| {
        let mut words = theatre.words(options);
        let at = words
            .iter()
            .rposition(|word| word == "--auth-password-file");
        let at = at.unwrap();
        words.drain(at..at + 2);
        words
    };
    let good = |outcome: Outcome| {
        is_clean(&outcome, PASSWORD);
        outcome.ends(0, &["it accepted the credentials"]);
    };
    let options = with(&["--auth-password-env", "SECRET_OF_ALICE"]);
    good(
        Smtls::new(words(&options))
            .with("SECRET_OF_ALICE", PASSWORD)
            .run(),
    );
    let options = with(&["--auth-password-fd", "0"]);
    let open = || std::fs::File::open(&file).unwrap();
    good(Smtls::new(words(&options)).reading(open()).run());
    let option = format!("--netrc={netrc}");
    good(Smtls::new(words(&[&option])).run());
    good(Smtls::new(words(&["--netrc"])).with("NETRC", &netrc).run());

    for (options, told) in [
        (
            with(&["--auth-password-env", "NO_SUCH_VARIABLE"]),
            "NO_SUCH_VARIABLE: it is not set",
        ),
        (
            with(&["--auth-password-file", "/nonexistent/file"]),
            "/nonexistent/file",
        ),
        (with(&["--auth-password-fd", "0"]), "is empty"),
        (vec!["--netrc=/nonexistent/file"], "/nonexistent/file"),
        (with(&[]), "no terminal to ask"),
    ] {
        Smtls::new(words(&options)).run().refused(&[told]);
    }
    let bob = words(&[&option, "--auth-user", "bob"]);
    Smtls::new(bob)
        .run()
        .refused(&["no password for mx.lab.test and the user bob"]);
}

#[test]
fn k30_no_option_takes_a_secret_itself() {
    Smtls::new(["probe", "--auth-password", "x", "mx.test"])
        .run()
        .refused(&["--auth-password"]);
    let help = Command::new(env!("CARGO_BIN_EXE_smtls"))
        .args(["probe", "--help"])
        .output()
        .unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    for option in [
        "--auth ",
        "--auth-password-file",
        "--netrc",
        "--show-secrets",
    ] {
        assert!(help.contains(option), "{option}: {help}");
    }
}
