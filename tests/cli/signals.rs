//! A run that a signal ends: it begins nothing more, and says what it knows by then.

#![cfg(unix)]

use crate::support::{Smtls, Table, Theatre, complaints, in_parallel, instead};
use serde_json::Value;
use smtls::lab::{Act, Manners};
use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

/// How long a process or a server may take to do what is waited for.
const PATIENCE: Duration = Duration::from_secs(120);

/// So many clients are served before one is kept waiting.
const SERVED: usize = 9;

/// A server that serves a few clients, and keeps the next waiting for its greeting.
fn keeps_one_waiting() -> Theatre {
    let mut turns = vec![vec![Act::Serve(Manners::default())]; SERVED];
    turns.push(vec![Act::Stall]);
    Theatre::with_host(vec![Act::InTurn(turns)])
}

/// Waits until so many clients have come.
fn wait_for(theatre: &Theatre, clients: usize) {
    let begun = Instant::now();
    while theatre.lab.log().connections().len() < clients {
        assert!(begun.elapsed() < PATIENCE, "not so many came: {clients}");
        thread::sleep(Duration::from_millis(1));
    }
}

fn send(signal: &str, child: &Child) {
    let kill = Command::new("kill")
        .args(["-s", signal, &child.id().to_string()])
        .status();
    assert!(kill.unwrap().success());
}

/// The audit of the theatre's host, with these options and targets beside it.
fn audit(theatre: &Theatre, options: &[&str]) -> Smtls {
    let mut words = vec!["audit".to_owned()];
    words.extend(options.iter().map(|option| (*option).to_owned()));
    let mut given = theatre.lab.probe_arguments().into_iter();
    while let Some(word) = given.next() {
        match word.as_str() {
            "--ca-file" => drop(given.next()),
            _ => words.push(word),
        }
    }
    Smtls::new(words)
}

/// What comes of it where a signal is sent as soon as the client waits that the server keeps waiting.
fn ended(theatre: &Theatre, smtls: Smtls, signal: &str, waits: usize) -> (Option<i32>, String) {
    let mut child = smtls.start();
    wait_for(theatre, waits);
    send(signal, &child);
    let mut said = String::new();
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_to_string(&mut said).unwrap();
    let mut complaint = String::new();
    let mut stderr = child.stderr.take().unwrap();
    stderr.read_to_string(&mut complaint).unwrap();
    assert_eq!(complaint, "");
    (child.wait().unwrap().code(), said)
}

#[test]
fn t15_an_audit_that_is_interrupted_says_what_it_knows() {
    in_parallel(&[("INT", 130), ("TERM", 143)], |(signal, exit)| {
        let theatre = keeps_one_waiting();
        let smtls = audit(&theatre, &["--format", "json"]);
        let (code, said) = ended(&theatre, smtls, signal, SERVED + 1);
        assert_eq!(code, Some(*exit), "{said}");
        let report: Value = serde_json::from_str(&said).unwrap();
        assert_eq!(complaints(&report), [""; 0]);
        assert_eq!(report["conclusion"]["exit_code"], *exit);
        let effort = &report["endpoints"][0]["effort"];
        assert_eq!(effort["stopped"]["reason"], "interrupted", "{effort}");
        assert_eq!(effort["connections"], SERVED + 1);
        let versions = report["endpoints"][0]["versions"].as_array().unwrap();
        let answer = |version: &Value| version["spoken"]["answer"].clone();
        assert_eq!(answer(&versions[0]), true, "{versions:#?}");
        let oldest = versions.last().unwrap();
        let why = &oldest["spoken"]["not_tested"]["reason"];
        assert_eq!(*why, "interrupted", "{oldest}");
        assert_eq!(theatre.connections().len(), SERVED + 1);
    });
}

#[test]
fn t15_the_words_say_so_and_other_targets_are_not_begun() {
    let theatre = keeps_one_waiting();
    let smtls = audit(&theatre, &[]);
    let (code, said) = ended(&theatre, smtls, "INT", SERVED + 1);
    assert_eq!(code, Some(130), "{said}");
    let last = said.lines().last().unwrap();
    assert!(last.starts_with("exit 130: "), "{said}");
    assert!(last.ends_with("not all was tested: interrupted"), "{said}");

    let theatre = Theatre::with_host(vec![Act::Stall]);
    let address = theatre.address("mx.lab.test").to_string();
    let words = ["audit", "--format", "jsonl", &address, "later.test"];
    let dns = theatre.dns();
    let words = [&words[..], &["--dns", &dns]].concat();
    let (code, said) = ended(&theatre, Smtls::new(words), "INT", 1);
    assert_eq!(code, Some(130), "{said}");
    let reports: Vec<Value> = said
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let sentence = |report: &Value| {
        assert_eq!(complaints(report), [""; 0]);
        assert_eq!(report["conclusion"]["exit_code"], 130);
        report["conclusion"]["sentence"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let [first, second] = &reports[..] else {
        panic!("not two: {said}");
    };
    assert!(sentence(first).contains("interrupted before the greeting"));
    assert_eq!(sentence(second), "later.test was not begun: interrupted");
}

#[test]
fn t15_a_probe_that_is_interrupted_says_what_it_knows() {
    let stalls = || Manners {
        instead: vec![("STARTTLS", Vec::new())],
        ..Manners::default()
    };
    in_parallel(&["text", "json"], |format| {
        let theatre = Theatre::with_host(stalls());
        let smtls = Smtls::new(theatre.words(&["--format", format]));
        let mut child = smtls.start();
        let begun = Instant::now();
        let asked = || {
            let connections = theatre.lab.log().connections();
            connections
                .iter()
                .any(|it| it.lines().contains(&"STARTTLS"))
        };
        while !asked() {
            assert!(begun.elapsed() < PATIENCE);
            thread::sleep(Duration::from_millis(1));
        }
        send("INT", &child);
        let mut said = String::new();
        let mut stdout = child.stdout.take().unwrap();
        stdout.read_to_string(&mut said).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(130), "{said}");
        match *format {
            "text" => {
                let last = said.lines().last().unwrap();
                assert!(
                    last.starts_with("exit 130: not tested: interrupted"),
                    "{said}"
                );
            }
            _ => {
                let report: Value = serde_json::from_str(&said).unwrap();
                assert_eq!(complaints(&report), [""; 0]);
                assert_eq!(report["conclusion"]["exit_code"], 130);
            }
        }
        assert!(said.contains("PIPELINING"), "{said}");
    });
}

#[test]
fn t15_quit_is_said_once_where_a_reply_is_awaited() {
    let rows: [(&str, &str, bool); 3] = [
        ("probe", "EHLO [127.0.0.1]", true),
        ("shell", "NOOP", true),
        // The server would take what follows for TLS, or for a part of it.
        ("probe", "STARTTLS", false),
    ];
    in_parallel(&rows, |(command, asked, is_said)| {
        let verb = asked.split(' ').next().unwrap();
        let theatre = Theatre::with_host(Manners {
            instead: vec![(verb, Vec::new())],
            ..Manners::default()
        });
        let (reader, mut writer) = std::io::pipe().unwrap();
        writer.write_all(b"NOOP\n").unwrap();
        let mut words = theatre.words(&[]);
        words[0] = (*command).to_owned();
        let reader = File::from(OwnedFd::from(reader));
        let mut child = Smtls::new(words).reading(reader).start();
        let said = || -> Vec<String> {
            let connections = theatre.lab.log().connections();
            let lines = connections.last().map(|it| it.lines()).unwrap_or_default();
            lines.iter().map(|line| (*line).to_owned()).collect()
        };
        let wait = |line: &str| {
            let begun = Instant::now();
            while !said().iter().any(|it| it == line) {
                assert!(begun.elapsed() < PATIENCE, "{line}: {:?}", said());
                thread::sleep(Duration::from_millis(1));
            }
        };
        wait(asked);
        send("INT", &child);
        let mut told = String::new();
        let mut stdout = child.stdout.take().unwrap();
        stdout.read_to_string(&mut told).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(130), "{told}");
        assert_eq!(told.contains("> QUIT"), *is_said, "{told}");
        if *is_said {
            wait("QUIT");
        }
        let quits = said().iter().filter(|line| *line == "QUIT").count();
        assert_eq!(quits, usize::from(*is_said));
        drop(writer);
    });
}

#[test]
fn t15_a_signal_between_two_attempts_of_a_check_ends_it() {
    in_parallel(&[("INT", 130), ("TERM", 143)], |(signal, exit)| {
        let theatre = Theatre::with_host(instead("EHLO", "421 busy\r\n"));
        let table = Table::of(&theatre, "it", "starttls = true");
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("smtls.toml");
        std::fs::write(&file, table.text()).unwrap();
        let file = file.display().to_string();
        let mut words = vec!["check", &file, "--format", "json"];
        words.extend(["--retry", "9", "--retry-delay", "1h"]);
        let smtls = Smtls::new(words);
        let (code, said) = ended(&theatre, smtls, signal, 1);
        assert_eq!(code, Some(*exit), "{said}");
        let report: Value = serde_json::from_str(&said).unwrap();
        assert_eq!(complaints(&report), [""; 0]);
        assert_eq!(report["conclusion"]["exit_code"], *exit);
        assert_eq!(report["targets"][0]["conclusion"]["exit_code"], *exit);
    });
}

/// What a pipe of Linux holds.
#[cfg(target_os = "linux")]
const PIPE: usize = 65_536;

#[cfg(target_os = "linux")]
#[test]
fn t15_the_second_signal_ends_it_at_once() {
    let theatre = Theatre::with_host(vec![Act::Stall]);
    let (reader, mut writer) = std::io::pipe().unwrap();
    writer.write_all(&[b' '; PIPE]).unwrap();
    // The report has no room in there, so that the run would never end by itself.
    let smtls = audit(&theatre, &["--format", "json"]);
    let mut child = smtls.into_file(File::from(OwnedFd::from(writer))).start();
    wait_for(&theatre, 1);
    let begun = Instant::now();
    let code = loop {
        match child.try_wait().unwrap() {
            Some(status) => break status.code(),
            None => send("INT", &child),
        }
        assert!(begun.elapsed() < PATIENCE, "it goes on");
        thread::sleep(Duration::from_millis(50));
    };
    assert_eq!(code, Some(130));
    drop(reader);
}
