//! Options that have a place in a shell, and those that have none.

use super::server::*;

#[test]
fn what_has_no_place_in_a_shell_is_refused() {
    let rows: [(&[&str], &str); 8] = [
        (&["shell", "a.test", "b.test"], "several targets"),
        (
            &["shell", "a.test", "--all"],
            "--all has no place in a shell",
        ),
        (
            &["shell", "a.test", "--quit-after", "ehlo"],
            "no place in a shell",
        ),
        (
            &["shell", "a.test", "--drop-after", "ehlo"],
            "no place in a shell",
        ),
        (
            &[
                "shell",
                "a.test",
                "--auth-user",
                "x",
                "--auth-password-fd",
                "0",
            ],
            "standard input is what is typed",
        ),
        (
            &["shell", "submissions://a.test", "--no-tls"],
            "TLS stands from the first octet",
        ),
        (&["probe", "a.test", "--no-tls"], "without --interactive"),
        (
            &["probe", "a.test", "--start-after", "ehlo"],
            "without --interactive",
        ),
    ];
    for (words, complaint) in rows {
        let outcome = Smtls::new(words.to_vec()).reading(file(b"")).run();
        outcome.refused(&[complaint]);
    }
    let outcome = Smtls::new(["shell"]).reading(file(b"")).run();
    outcome.refused(&["no target was given"]);
}

#[test]
fn what_the_level_demands_is_not_left_out() {
    let theatre = Theatre::with_host(Manners::default());
    for level in ["encrypt", "dane", "secure"] {
        let words = ["--no-tls", "--level", level];
        run(&theatre, &words, b"NOOP\n").refused(&["--no-tls leaves out the TLS", level]);
    }
    run(&theatre, &["--no-tls"], b"NOOP\n").ends(
        0,
        &["in the clear, as asked: neither TLS nor the certificate was looked at"],
    );
    // The certificate was judged there, and is spoken of.
    run(&theatre, &["--start-after", "ehlo"], b"NOOP\n").ends(
        0,
        &["speaks TLS 1.3", "for the right name", "by hand after ehlo"],
    );
}

#[test]
fn a_transaction_of_the_command_line_is_refused_at_once() {
    for words in [
        &["--data"][..],
        &["--data", "m.eml", "--to", "y@a.test"],
        &["--from", "x@a.test", "--to", "y@a.test"],
        &["--to", "y@a.test"],
        &["--header", "X: y"],
        &["--chunking"],
        &["--pipeline"],
        &["--smtputf8"],
        &["--require-tls"],
        &["--dsn-notify", "never"],
        &["--dsn-return", "full"],
        &["--dsn-envid", "x"],
        &["--mail-parameter", "X"],
        &["--rcpt-parameter", "X"],
    ] {
        let told = format!(
            "{} has no place in a shell: what is sent there is typed, or given with /send",
            words[0]
        );
        for command in [
            &["shell", "a.test"][..],
            &["probe", "a.test", "--interactive"],
        ] {
            let outcome = Smtls::new([command, words].concat());
            outcome.reading(file(b"")).run().refused(&[&told]);
        }
    }
}

#[test]
fn the_help_of_the_shell_names_what_has_a_place_there() {
    let shell = Smtls::new(["shell", "--help"]).run().exits(0);
    let probe = Smtls::new(["probe", "--help"]).run().exits(0);
    for (words, is_in_shell) in [
        ("Sending mail", false),
        ("--data", false),
        ("--rcpt-parameter", false),
        ("In a shell", false),
        ("Speaking by hand", true),
        ("--start-after", true),
    ] {
        assert_eq!(
            shell.stdout.contains(words),
            is_in_shell,
            "{words}: {shell}"
        );
        assert!(probe.stdout.contains(words), "{words}: {probe}");
    }
    assert!(shell.stdout.contains(" Stay in the clear"), "{shell}");
    assert!(shell.stdout.contains(" On a terminal: keep"), "{shell}");
}

#[test]
fn a_session_begins_where_it_is_asked_to() {
    let theatre = Theatre::with_host(Manners::default());
    for (stage, said_before) in [
        ("greeting", &[][..]),
        ("first-ehlo", &["EHLO"]),
        ("starttls", &["EHLO", "STARTTLS"]),
        ("ehlo", &["EHLO", "STARTTLS", "EHLO"]),
    ] {
        run(&theatre, &["--start-after", stage], b"NOOP\n").ends(0, &["by hand after", stage]);
        let said = said(&theatre);
        let verbs: Vec<&str> = said
            .iter()
            .map(|line| line.split(' ').next().unwrap())
            .collect();
        assert_eq!(verbs, [said_before, &["NOOP", "QUIT"]].concat(), "{stage}");
    }
}

#[test]
fn a_server_without_starttls_is_spoken_with_where_that_is_wanted() {
    let theatre = Theatre::with_host(without_starttls());
    run(&theatre, &[], b"NOOP\n")
        .ends(29, &["STARTTLS is not offered"])
        .never_says(&["NOOP"]);
    run(&theatre, &["--no-tls"], b"NOOP\n")
        .ends(0, &["by hand"])
        .says(&[" -> NOOP"]);
    run(&theatre, &["--level", "may"], b"NOOP\n")
        .ends(0, &["STARTTLS is not offered"])
        .says(&[" -> NOOP"]);
}

#[test]
fn lmtp_answers_for_each_recipient() {
    let mut scenario = one_host(Manners {
        lmtp: true,
        ..Manners::default()
    });
    scenario.target = "lmtp://mx.lab.test:24".to_owned();
    scenario.hosts[0].port = 24;
    scenario.hosts[0].preference = None;
    let theatre = Theatre::new(&scenario);
    let script = b"MAIL FROM:<>\nRCPT TO:<a@lab.test>\nRCPT TO:<b@lab.test>\nDATA\nx\n.\n/expect 250\nNOOP\n";
    run(&theatre, &[], script)
        .ends(0, &[])
        .says(&[
            " ~> .\n<~  250 2.0.0 Ok: kept as 1.eml\n<~  250 2.0.0 Ok: kept as 1.eml\n ~> NOOP",
        ])
        .never_says(&["unasked"]);
}
