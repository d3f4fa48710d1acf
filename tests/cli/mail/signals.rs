//! A transaction that a signal ends: nothing more is said, and what is known is reported.

use super::server::*;
use crate::support::{Smtls, complaints};
use serde_json::Value;
use std::io::Read;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

/// How long a server may take to hear what is waited for.
const PATIENCE: Duration = Duration::from_secs(120);

/// Waits until this line was said.
fn wait_for(theatre: &Theatre, line: &str) {
    let begun = Instant::now();
    let is_said = || {
        let connections = theatre.lab.log().connections();
        connections.iter().any(|it| it.lines().contains(&line))
    };
    while !is_said() {
        assert!(begun.elapsed() < PATIENCE, "{line} was not said");
        thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn t15_an_interrupted_transaction_says_how_far_it_came() {
    let letter = Letter::new("From: a\nDate: b\n\nx\n");
    let to_rcpt = [("MAIL", "250 a\r\n"), ("RCPT", "")];
    let to_end = [
        ("MAIL", "250 a\r\n"),
        ("RCPT", "250 b\r\n"),
        ("DATA", "354 c\r\n"),
        ("From", ""),
        ("Date", ""),
        ("", ""),
        ("x", ""),
        (".", ""),
    ];
    let rows: &[(Exchanges<'_>, &str, &str, bool)] = &[
        (&to_rcpt, "RCPT TO:<you@lab.test>", "rcpt", false),
        (&to_end, ".", "data", true),
    ];
    in_parallel(rows, |(exchanges, last, check, may_be_taken)| {
        let mut acts = talk(exchanges);
        acts.retain(|act| *act != send(""));
        acts.push(Act::Stall);
        let theatre = Theatre::with_host(clear(&["HELP"], acts));
        let options = [IN_THE_CLEAR, &["--format", "json", "--data", letter.path()]].concat();
        let mut child = Smtls::new(theatre.words(&options)).start();
        wait_for(&theatre, last);
        let id = child.id().to_string();
        let killed = Command::new("kill").args(["-s", "INT", &id]).status();
        assert!(killed.unwrap().success());
        let mut text = String::new();
        child
            .stdout
            .take()
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(130), "{text}");
        let report: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(complaints(&report), [""; 0]);
        assert_eq!(report["conclusion"]["exit_code"], 130);
        let verdicts = report["endpoints"][0]["verdicts"].as_array().unwrap();
        let mut told = verdicts.iter().filter(|verdict| verdict["check"] == *check);
        let told = told
            .find(|verdict| verdict["status"] == "not-tested")
            .unwrap();
        let reason = told["reason"].as_str().unwrap();
        assert_eq!(
            reason.contains("may have taken it"),
            *may_be_taken,
            "{reason}"
        );
        let message = &transaction(&report)["message"];
        assert_eq!(message["may_be_taken"] == true, *may_be_taken, "{message}");
        // Nothing is said to a server that owes a reply, which would take it for the message or for another command.
        assert_eq!(said(&theatre).last().unwrap(), last);
    });
}
