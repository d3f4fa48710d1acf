//! The local commands that show something.

use super::server::*;

#[test]
fn tls_cert_ehlo_and_help_show_what_they_say() {
    let theatre = Theatre::with_host(Manners::default());
    run(&theatre, &[], b"/tls\n").ends(0, &[]).says(&[
        "  protocol      TLS 1.3",
        "  pass  names",
        "  pass  path",
    ]);
    run(&theatre, &[], b"/cert\n").ends(0, &[]).says(&[
        "  peer DN       CN=mx.lab.test",
        "-----BEGIN CERTIFICATE-----",
        "  chain         0",
    ]);
    run(&theatre, &["--no-tls"], b"/cert\n")
        .ends(0, &[])
        .says(&["*** the server has shown no certificate"]);
    run(&theatre, &[], b"/ehlo\n")
        .ends(0, &[])
        .says(&["PIPELINING: commands may be sent without waiting"]);
    assert_eq!(
        theatre.connections().last().unwrap().lines().len(),
        5,
        "EHLO STARTTLS EHLO EHLO QUIT"
    );
    let help = run(&theatre, &[], b"/help\n/help send\n").ends(0, &[]);
    for command in smtls::shell::COMMANDS {
        assert!(
            help.stdout.contains(&command.usage()),
            "{}: {help}",
            command.name
        );
    }
    help.says(&[
        "begins with two: //",
        "A line of a message goes out as it is",
    ])
    .never_says(&["~> /"]);
}

#[test]
fn raw_octets_go_out_as_they_are() {
    let theatre = clear(
        &[
            ("NOOP", "250 one\r\n"),
            ("X", "250 two\r\n250 three\r\n"),
            ("Y", ""),
            ("QUIT", "221 bye\r\n"),
        ],
        [],
    );
    run(&theatre, &["--no-tls"], b"/raw NO\n/raw OP\\r\\n\n/expect 250 one\n/raw X\\0\\x41\\r\\nY\\r\\n\n/expect 250 three\n")
        .ends(0, &[])
        .says(&[" -> NO\n", " -> OP\\r\\n", " -> X\\x00A\\r\\nY\\r\\n"]);
    assert_eq!(said(&theatre)[1..], ["NOOP", "X\0A", "Y", "QUIT"]);
}

#[test]
fn a_transcript_is_saved_and_no_other_file_is_written_over() {
    let theatre = Theatre::with_host(Manners::default());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talk.txt");
    let script = format!(
        "NOOP\n/save {0}\nAUTH PLAIN AGFsaWNlAHNlY3JldHBhc3M=\n/save {0}\n",
        path.display()
    );
    let outcome = run(&theatre, &["--color", "always"], script.as_bytes());
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let saved = std::fs::read_to_string(&path).unwrap();
    assert!(
        saved.contains(" ~> NOOP\n<~  250") && saved.contains(" ~> AUTH PLAIN [hidden]\n"),
        "{saved}"
    );
    assert!(
        !saved.contains('\u{1b}') && !saved.contains("AGFsaWNl"),
        "{saved}"
    );
    let outcome = run(&theatre, &[], script.as_bytes());
    outcome.ends(
        1,
        &[
            "line 2: the transcript cannot be saved",
            "name another file",
        ],
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), saved);
}
