//! Options that do not go together, and messages that cannot be read: one sentence and a hint, before anything is connected to.

use crate::support::Smtls;
use std::fs::File;
use tempfile::tempdir;

#[test]
fn what_cannot_be_meant_is_refused_in_a_sentence() {
    let folder = tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (letter, empty, large) = (path("letter"), path("empty"), path("large"));
    let (folder_itself, none) = (path(""), path("none"));
    std::fs::write(&letter, "x\n").unwrap();
    File::create(&empty).unwrap();
    File::create(&large)
        .unwrap()
        .set_len(101 * 1024 * 1024)
        .unwrap();
    let to = ["--to", "a@b.test"];
    let rows: Vec<(Vec<&str>, &[&str])> = vec![
        (
            vec!["--data", "user@x.test"],
            &["no target was given", "--data"],
        ),
        (
            vec!["--to", "a@b.test", "--data", "x.test"],
            &["no target was given", "before --data"],
        ),
        (
            vec!["x.test", "--data"],
            &["no recipient at x.test", "--to"],
        ),
        (
            vec!["x.test", "--quit-after", "rcpt"],
            &["no recipient at x.test"],
        ),
        (
            vec!["x.test", "--drop-after", "data-reply"],
            &["no recipient at x.test"],
        ),
        (
            vec!["a@x.test", "y.test", "--data"],
            &["no recipient at y.test"],
        ),
        (
            vec!["x.test", "--to", "a@b.test", "--data", &none],
            &["cannot be read", "none", "a target goes before --data"],
        ),
        (
            vec!["x.test", "--to", "a@b.test", "--data", &folder_itself],
            &["cannot be read", "directory"],
        ),
        (
            vec!["x.test", "--to", "a@b.test", "--data", &empty],
            &["is empty"],
        ),
        (
            vec!["x.test", "--to", "a@b.test", "--data", "-"],
            &["standard input is empty"],
        ),
        (
            vec!["x.test", "--to", "a@b.test", "--data", &large],
            &["more than 100 MiB"],
        ),
        (
            vec!["x.test", to[0], to[1], "--chunking"],
            &["--chunking", "without a message", "--data"],
        ),
        (
            vec!["x.test", to[0], to[1], "--header", "A: b"],
            &["--header", "without a message"],
        ),
        (
            vec![
                "x.test", to[0], to[1], "--data", &letter, "--header", "nothing",
            ],
            &["--header", "a colon"],
        ),
        (
            vec![
                "x.test",
                to[0],
                to[1],
                "--data",
                &letter,
                "--header",
                "A: b\nBcc: c",
            ],
            &["no line end"],
        ),
        (
            vec!["x.test", to[0], to[1], "--data", &letter, "--chunking=0"],
            &["--chunking", "a chunk has 1 to 4294967295 octets"],
        ),
        (
            vec!["x.test", to[0], to[1], "--data", &letter, "--chunking=abc"],
            &["--chunking", "a chunk has 1 to 4294967295 octets"],
        ),
        (
            vec!["x.test", to[0], to[1], "--data", &letter, "--all"],
            &["--all", "at every address"],
        ),
        (
            vec!["x.test", to[0], to[1], "--quit-after", "data"],
            &["no stage data without a message"],
        ),
        (
            vec![
                "x.test",
                to[0],
                to[1],
                "--drop-after",
                "data-reply",
                "--data",
                &letter,
            ],
            &["no message can be handed in"],
        ),
        (vec!["x.test", "--to", ""], &["--to", "not empty"]),
        (vec!["x.test", "--to", "a@b.test,"], &["--to", "not empty"]),
        (
            vec!["x.test", "--to", "a@b.test>\r\nRCPT TO:<c"],
            &["--to", "control characters"],
        ),
        (
            vec!["x.test", "--from", "a@b> SIZE=1"],
            &["--from", "angle brackets"],
        ),
        (
            vec!["x.test", "--from", "a", "--from", "b"],
            &["--from", "several times"],
        ),
        (
            vec!["x.test", "--pipeline"],
            &["--pipeline", "without a sender or a recipient"],
        ),
        (
            vec!["x.test", "--smtputf8"],
            &["--smtputf8", "without a sender"],
        ),
        (
            vec!["x.test", "--require-tls"],
            &["--require-tls", "without a sender"],
        ),
        (
            vec!["x.test", "--dsn-notify", "never"],
            &["--dsn-notify", "without a sender"],
        ),
        (
            vec!["x.test", "--dsn-return", "full"],
            &["--dsn-return", "without a sender"],
        ),
        (
            vec!["x.test", "--dsn-envid", "x"],
            &["--dsn-envid", "without a sender"],
        ),
        (
            vec!["x.test", "--mail-parameter", "X=1"],
            &["--mail-parameter", "without a sender"],
        ),
        (
            vec!["x.test", "--rcpt-parameter", "X=1"],
            &["--rcpt-parameter", "without a sender"],
        ),
        (
            vec!["x.test", to[0], to[1], "--dsn-notify", "never,delay"],
            &["--dsn-notify", "never"],
        ),
        (
            vec!["x.test", to[0], to[1], "--dsn-return", "all"],
            &["--dsn-return", "full, headers"],
        ),
        (
            vec!["x.test", to[0], to[1], "--dsn-envid", ""],
            &["--dsn-envid", "1 to 100 octets"],
        ),
        (
            vec!["x.test", to[0], to[1], "--mail-parameter", "A\r\nB"],
            &["--mail-parameter", "line end"],
        ),
        (
            vec![
                "x.test",
                to[0],
                to[1],
                "--data",
                "-",
                "--auth-user",
                "x",
                "--auth-password-fd",
                "0",
            ],
            &["standard input cannot be both"],
        ),
        (vec!["<>@x.test", "--data", &letter], &["x.test"]),
    ];
    for (words, says) in rows {
        // Whatever is wrongly let through meets nobody.
        let words = [&["probe", "--dns", "127.0.0.1:1"], &words[..]].concat();
        Smtls::new(words).run().refused(says);
    }
}
