//! `smtls explain`, as it is typed.

use crate::support::{Smtls, complaints};
use serde_json::Value;
use smtls::exit::ExitCode;
use smtls::judge::Check;

fn explain(words: &[&str]) -> Smtls {
    Smtls::new([&["explain"], words].concat())
}

fn document(words: &[&str]) -> Value {
    let words = [words, &["--format", "json"]].concat();
    let outcome = explain(&words).run().exits(0);
    let document = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(complaints(&document), [""; 0], "{document:#}");
    document
}

/// The kinds of what a word means.
fn kinds(document: &Value) -> Vec<&str> {
    let all = document["explanations"].as_array().unwrap().iter();
    all.map(|one| one["kind"].as_str().unwrap()).collect()
}

#[test]
fn a_check_is_explained_with_all_that_a_postmaster_asks() {
    explain(&["starttls"]).run().exits(0).says(&[
        "starttls (check): STARTTLS is offered and accepted",
        "  why ",
        "  fail ",
        "  not tested ",
        "  a sender ",
        "  what to do ",
        "    smtpd_tls_security_level = may",
        "  exit code  29",
        "  reports    starttls-not-supported",
        "  see        RFC 3207, sections 4 and 6",
        "STARTTLS (EHLO keyword)",
        "starttls (stage)",
    ]);
}

#[test]
fn every_check_and_every_exit_code_is_explained() {
    let checks = document(&Check::ALL.map(Check::id));
    let kinds = kinds(&checks);
    let count = |kind: &str| kinds.iter().filter(|it| **it == kind).count();
    assert_eq!(count("check"), Check::ALL.len());
    let codes = ExitCode::ALL.map(|code| format!("exit-{}", code.number()));
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    let explained = document(&codes);
    let explained = explained["explanations"].as_array().unwrap();
    assert_eq!(explained.len(), codes.len());
    for (one, code) in explained.iter().zip(ExitCode::ALL) {
        assert_eq!(one["word"], code.number().to_string());
        assert_eq!(one["title"], code.meaning());
    }
}

#[test]
fn words_may_be_typed_apart_and_in_any_case() {
    for (words, found) in [
        (&["exit", "29"][..], &["exit-code"][..]),
        (&["Alert", "Handshake", "Failure"], &["alert"]),
        (
            &["handshake_failure", "550", "5.7.1"],
            &["alert", "reply", "reply"],
        ),
        (&["3", "1", "1"], &["tlsa"]),
        (&["END", "ENTITY"], &["term"]),
        (&["max_time"], &["expectation"]),
    ] {
        assert_eq!(kinds(&document(words)), found, "{words:?}");
    }
}

#[test]
fn without_a_word_all_are_listed() {
    let outcome = explain(&[]).run().exits(0);
    outcome.says(&[
        "\ncheck:\n  mx, connect,",
        "drown",
        "handshake_failure",
        "trust anchor",
        "451",
    ]);
    let list = document(&[]);
    assert_eq!(list["explanations"], serde_json::json!([]));
    let rooms = list["words"].as_array().unwrap();
    for room in rooms {
        assert!(!room["words"].as_array().unwrap().is_empty(), "{room}");
    }
    assert_eq!(
        rooms[0]["words"].as_array().unwrap().len(),
        Check::ALL.len()
    );
}

#[test]
fn an_unknown_word_has_a_hint() {
    for (words, said) in [
        (
            &["startls"][..],
            &["\"startls\"", "did you mean starttls?"][..],
        ),
        (
            &["names", "dnssek"],
            &["\"dnssek\"", "did you mean dnssec?"],
        ),
        (&["quux"], &["\"quux\"", "smtls explain lists every word"]),
        (&["\u{1b}[2J"], &["smtls explain lists every word"]),
        (&[""], &["\"\"", "smtls explain lists every word"]),
    ] {
        explain(words).run().refused(said);
    }
}

#[test]
fn the_text_is_as_wide_as_the_screen() {
    let width = |columns: &str| {
        let outcome = explain(&["dane"]).with("COLUMNS", columns).run().exits(0);
        outcome.stdout.lines().map(str::len).max().unwrap()
    };
    let (narrow, wide) = (width("64"), width("100"));
    assert!(narrow <= 64 && wide > 80 && wide <= 100, "{narrow} {wide}");
}

#[test]
fn the_readme_shows_what_comes_out() {
    let readme = include_str!("../../README.md");
    let (_, shown) = readme.split_once("$ smtls explain alert 40\n").unwrap();
    let (shown, _) = shown.split_once("```").unwrap();
    let outcome = explain(&["alert", "40"]).run().exits(0);
    assert_eq!(outcome.stdout, shown);
}
