//! What cannot be understood or used is refused with one sentence and a hint, and shows no secret.

use super::scene::Files;
use crate::support::Smtls;
use std::fs;

fn refused(words: &[&str], says: &[&str]) {
    let words = ["tlsa"].iter().chain(words);
    let outcome = Smtls::new(words.copied()).run();
    outcome.refused(says).never_says(&["PRIVATE"]);
}

#[test]
fn d86_files_that_are_of_no_use_are_refused() {
    let files = Files::new();
    let write = |name: &str, octets: &[u8]| {
        fs::write(files.folder.path().join(name), octets).unwrap();
        files.path(name)
    };
    let old = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----\n";
    let certificate = fs::read_to_string(files.path("own.pem")).unwrap();
    let rows = [
        (files.path("none.pem"), "cannot be read"),
        (
            files.folder.path().display().to_string() + "/",
            "no regular file",
        ),
        (
            write("empty.pem", b""),
            "there is no certificate and no key in it",
        ),
        (write("text.pem", b"hello\n"), "neither as PEM nor as DER"),
        (
            write("long.pem", &vec![b'a'; (1 << 20) + 1]),
            "longer than 1 MiB",
        ),
        (
            write("many.pem", certificate.repeat(101).as_bytes()),
            "more than 100",
        ),
        (write("encrypted.pem", old.as_bytes()), "is encrypted"),
        (write("cut.pem", &certificate.as_bytes()[..200]), "damaged"),
        (
            files.path("key.pem"),
            "of a private key nothing is used here",
        ),
    ];
    for (file, words) in &rows {
        refused(&[file, "--host", "mx.lab.test"], &[words]);
    }
    refused(
        &[
            "[127.0.0.1]:1",
            "--host",
            "mx.lab.test",
            "--next",
            &rows[2].0,
        ],
        &[&rows[2].0, "cannot be used"],
    );
}

#[test]
fn d86_what_does_not_go_together_is_refused() {
    let files = Files::new();
    let own = files.path("own.pem");
    let own = own.as_str();
    for (words, says) in [
        (
            &[own][..],
            "files do not say which host their records are for",
        ),
        (&[own, "example.com"], "files and servers cannot be mixed"),
        (
            &["[127.0.0.1]:1"],
            "is an address, below which there are no TLSA records",
        ),
        (
            &["lab.test", "--host", "mx.lab.test"],
            "--host is for files and addresses",
        ),
        (&["lab.test", "--port", "25"], "--port is for files"),
        (
            &["a.test", "b.test", "--format", "json"],
            "--format json holds one target",
        ),
        (
            &["a.test", "b.test", "--next", own],
            "--next is for one target",
        ),
        (&["lab.test", "--usage", "4"], "write 3 or DANE-EE"),
        (&["lab.test", "--selector", "x"], "write 1 or SPKI"),
        (&["lab.test", "--matching", "sha256"], "write 1 or SHA2-256"),
        (
            &["lab.test", "--ttl", "abc"],
            "write the TTL in whole seconds",
        ),
        (&["lab.test", "--ttl=-1"], "write the TTL in whole seconds"),
        (&["lab.test", "--ttl", "2147483648"], "at most 2147483647"),
        (
            &["lab.test", "--all-combinations", "--issuer"],
            "--all-combinations",
        ),
        (&[], "no target was given"),
    ] {
        refused(words, &[says]);
    }
}

#[test]
fn d88_a_ca_is_not_taken_for_a_server() {
    let files = Files::new();
    let whole = fs::read_to_string(files.path("chain.pem")).unwrap();
    let (own, ca) = whole.split_at(whole.rfind("-----BEGIN").unwrap());
    let write = |name: &str, text: &str| {
        fs::write(files.folder.path().join(name), text).unwrap();
        files.path(name)
    };
    let issuer = write("issuer.pem", ca);
    let reversed = write("reversed.pem", &format!("{ca}{own}"));
    for file in [&issuer, &reversed] {
        refused(&[file, "--host", "mx.lab.test"], &["is that of a CA"]);
        let next = ["[127.0.0.1]:1", "--host", "mx.lab.test", "--next", file];
        refused(&next, &["is that of a CA"]);
    }
}
