//! The keys of sessions, written where the user wants them.

use crate::support::{Smtls, Theatre};
use smtls::lab::Manners;
use std::fs;

/// The labels of TLS 1.3 in the log of one session.
const LABELS: [&str; 5] = [
    "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
    "SERVER_HANDSHAKE_TRAFFIC_SECRET",
    "CLIENT_TRAFFIC_SECRET_0",
    "SERVER_TRAFFIC_SECRET_0",
    "EXPORTER_SECRET",
];

#[test]
fn the_keys_of_every_session_are_appended() {
    let theatre = Theatre::with_host(Manners::default());
    let path = theatre.lab.folder().join("keys.log");
    let file = path.display().to_string();
    for runs in 1..=2 {
        let outcome = theatre.probe(&["--keylog", &file]);
        assert_eq!(outcome.code, Some(0), "{outcome}");
        assert!(outcome.stderr.contains("keys.log"), "{outcome}");
        let log = fs::read_to_string(&path).unwrap();
        for label in LABELS {
            let lines = log.lines().filter(|line| line.starts_with(label));
            assert_eq!(lines.count(), runs, "{label}: {log}");
        }
        for line in log.lines() {
            let words: Vec<&str> = line.split(' ').collect();
            let hexadecimal = |word: &&str| word.bytes().all(|b| b.is_ascii_hexdigit());
            assert_eq!(words.len(), 3, "{line}");
            assert!(words[1].len() == 64 && words[1..].iter().all(hexadecimal));
            // They are nowhere else.
            assert!(!outcome.stdout.contains(words[2]), "{outcome}");
        }
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = path.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn the_variable_of_browsers_counts_where_there_is_no_option() {
    let theatre = Theatre::with_host(Manners::default());
    let folder = theatre.lab.folder();
    let (by_variable, by_option) = (folder.join("variable.log"), folder.join("option.log"));
    let variable = by_variable.display().to_string();
    let run = |options: &[&str], value: &str| {
        let probe = Smtls::new(theatre.words(options)).with("SSLKEYLOGFILE", value);
        let outcome = probe.run();
        assert_eq!(outcome.code, Some(0), "{outcome}");
        outcome
    };
    let outcome = run(&["--keylog", &by_option.display().to_string()], &variable);
    assert!(outcome.stderr.contains("option.log"), "{outcome}");
    assert!(by_option.exists() && !by_variable.exists());
    run(&[], &variable);
    assert!(by_variable.exists());
    assert_eq!(run(&[], "").stderr, "");
}

#[test]
fn a_file_that_cannot_be_written_is_refused_before_anything_is_done() {
    let theatre = Theatre::with_host(Manners::default());
    let folder = theatre.lab.folder().display().to_string();
    theatre
        .probe(&["--keylog", &folder])
        .refused(&["smtls-lab", "can be written to"]);
    assert_eq!(theatre.connections(), []);
}
