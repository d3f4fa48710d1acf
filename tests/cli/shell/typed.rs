//! What is typed goes out as it is, and what is heard is shown whole.

use super::server::*;

#[test]
fn b50_b52_b53_what_is_typed_goes_out_as_it_is() {
    let theatre = Theatre::with_host(Manners::default());
    let script = b"VRFY x\nRCPT TO:<a@b.test>\nQ\n R\nk\n?\n#x\n\n//slash\nNOOP \xff\xfe\nHELP\n";
    let outcome = run(&theatre, &["--start-after", "greeting"], script);
    outcome
        .ends(0, &["spoken to by hand after greeting"])
        .says(&[
            " -> RCPT TO:<a@b.test>",
            " ->  R",
            " -> /slash",
            " -> NOOP \\xff\\xfe",
            "<-  214 2.0.0",
            "<** 503 5.5.1",
        ])
        .plain();
    let said = said(&theatre);
    let expected = [
        "VRFY x",
        "RCPT TO:<a@b.test>",
        "Q",
        " R",
        "k",
        "?",
        "#x",
        "",
        "/slash",
        "NOOP \u{fffd}\u{fffd}",
        "HELP",
        "QUIT",
    ];
    assert_eq!(said, expected);
}

#[test]
fn b53_lines_come_by_a_pipe_too_and_end_with_lf_or_cr_lf() {
    let theatre = Theatre::with_host(Manners::default());
    piped(&theatre, &[], b"NOOP\r\nRSET\nHELP").ends(0, &["speaks TLS 1.3"]);
    assert_eq!(said(&theatre)[3..], ["NOOP", "RSET", "HELP", "QUIT"]);
}

#[test]
fn replies_of_several_lines_are_shown_whole_and_long_lines_with_a_remark() {
    let reply = "214-one\r\n214-two \x1b[2J\r\n214 three\r\n";
    let theatre = secured(
        &[
            ("HELP", reply),
            ("NOOP", "500 too long\r\n"),
            ("QUIT", "221 bye\r\n"),
        ],
        [],
    );
    let script = format!("HELP\nNOOP {}\n", "x".repeat(600));
    run(&theatre, &[], script.as_bytes())
        .ends(0, &[])
        .says(&[
            "<~  214-one\n<~  214-two \\x1b[2J\n<~  214 three\n",
            "That line has 607 octets",
            "512",
        ])
        .plain();
    assert_eq!(said(&theatre)[4].len(), 605);
}

#[test]
fn starttls_by_hand_is_followed_by_a_handshake_and_the_prompt_is_the_users() {
    let theatre = Theatre::with_host(Manners::default());
    let outcome = run(
        &theatre,
        &["--no-tls"],
        b"NOOP\nSTARTTLS\n/expect 220\nEHLO me.test\n/expect 250 PIPELINING\n",
    );
    let outcome = outcome.ends(0, &[]).says(&[
        " -> STARTTLS\n<-  220 2.0.0 Ready to start TLS\n=== Trusted TLS connection established",
        " ~> EHLO me.test",
    ]);
    assert!(outcome.stdout.contains(" -> NOOP"), "{outcome}");
    let script: &[u8] = b"STARTTLS\nNOOP\n";
    // What is injected in the clear never gets inside, here as little as in a probe.
    let theatre = Theatre::with_host(Manners {
        starttls: Some(b"220 go\r\n250 injected\r\n".to_vec()),
        ..Manners::default()
    });
    run(&theatre, &["--no-tls"], script).ends(29, &["injected"]);
}

#[test]
fn probe_interactive_is_the_same() {
    let theatre = Theatre::with_host(Manners::default());
    let words = theatre.words(&["--interactive"]);
    let outcome = Smtls::new(words).reading(file(b"NOOP\n")).run();
    outcome
        .ends(0, &["speaks TLS 1.3"])
        .says(&[" ~> NOOP", "The session is yours"]);
}

#[test]
fn a_refusal_of_bdat_amid_the_chunk_is_told_as_that() {
    let script = b"BDAT 10 LAST\n/sleep 0.5\n/drop\n";
    let refusing = [("BDAT", "500 5.5.1 what\r\n")];
    run(&clear(&refusing, []), &["--no-tls"], script).says(&[
        "=== The server does not offer CHUNKING",
        "likely the reply to BDAT: the server does not offer CHUNKING",
    ]);
    run(&secured(&refusing, []), &[], script)
        .says(&["likely the reply to BDAT. What"])
        .never_says(&["does not offer CHUNKING"]);
}
