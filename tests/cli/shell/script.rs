//! Scripts: expectations make them tests, and comments and mistakes are found before anything is done.

use super::server::*;

#[test]
fn the_first_expectation_that_fails_ends_the_run_with_its_line() {
    let theatre = Theatre::with_host(Manners::default());
    let script = b"/# a comment\n/# another\nMAIL FROM:<>\n/expect 2xx,550 Ok\nVRFY x\n/expect 250,251\nNOOP\n";
    let outcome = run(&theatre, &[], script);
    outcome
        .ends(
            44,
            &[
                "line 6: expected 250 or 251, got \"252 2.0.0 Cannot VRFY user\"",
                "speaks TLS 1.3",
            ],
        )
        .says(&["*** line 6: expected 250 or 251"])
        .never_says(&["NOOP"]);
    assert_eq!(said(&theatre)[3..], ["MAIL FROM:<>", "VRFY x", "QUIT"]);
    // The text counts too.
    run(&theatre, &[], b"NOOP\n/expect 250 nowhere\n").ends(44, &["line 2", "with \"nowhere\""]);
    // Without one, what the server refuses is the user's business.
    run(&theatre, &[], b"RCPT TO:<x>\nnonsense\n").ends(0, &[]);
}

#[test]
fn a_mistake_in_a_script_is_found_before_anything_is_done() {
    let theatre = Theatre::with_host(Manners::default());
    let refused = run(&theatre, &[], b"NOOP\n\n/expct 250\n");
    refused.refused(&["line 3 of the script", "did you mean /expect?"]);
    run(&theatre, &[], b"/expect 25xx\n").refused(&["line 1 of the script", "2xx"]);
    for line in [
        "/expect 999",
        "/expect 250,600",
        "/explain xyzzy",
        "/explain 999",
        "/explain 9.9.9",
    ] {
        let script = format!("NOOP\n{line}\n");
        run(&theatre, &[], script.as_bytes())
            .refused(&["line 2 of the script", "a code is from 200 to 599"]);
    }
    assert_eq!(theatre.lab.log().connections(), []);
    // By a pipe nobody can know before.
    piped(&theatre, &[], b"NOOP\n/expct 250\nRSET\n").ends(
        1,
        &["line 2: there is no local command /expct; did you mean /expect?"],
    );
    assert_eq!(said(&theatre)[3..], ["NOOP", "QUIT"]);
}

#[test]
fn an_expectation_is_held_against_the_certificate_too() {
    let theatre = Theatre::with_host(crate::support::expired());
    run(&theatre, &[], b"NOOP\n/expect 250\n").ends(41, &["expired"]);
    let outcome = run(&theatre, &[], b"NOOP\n/expect 354\n");
    outcome.ends(41, &["line 2: expected 354", "expired"]);
    run(&theatre, &["--level", "may"], b"NOOP\n/expect 354\n").ends(44, &["line 2: expected 354"]);
}

#[test]
fn json_has_the_whole_session_and_the_talk_is_elsewhere() {
    let theatre = Theatre::with_host(Manners::default());
    let outcome = run(
        &theatre,
        &["--format", "json"],
        b"NOOP\nEHLO x\n/expect 221\n",
    );
    assert_eq!(outcome.code, Some(44), "{outcome}");
    assert!(
        outcome.stderr.contains(" ~> NOOP") && !outcome.stderr.contains('\u{1b}'),
        "{outcome}"
    );
    let report = outcome.json();
    assert_eq!(report["conclusion"]["exit_code"], 44);
    let seen = &report["endpoints"][0]["observations"][0];
    let transcript = seen["transcript"].as_array().unwrap();
    assert!(
        transcript
            .iter()
            .any(|line| line["text"] == "NOOP" && line["tls"] == true)
    );
    let to: Vec<&str> = seen["replies"]
        .as_array()
        .unwrap()
        .iter()
        .map(|reply| reply["to"].as_str().unwrap())
        .collect();
    assert_eq!(
        to,
        [
            "greeting",
            "EHLO",
            "STARTTLS",
            "EHLO",
            "typed",
            "typed-hello",
            "QUIT"
        ]
    );
}

#[test]
fn the_next_host_is_tried_until_somebody_can_speak() {
    let mut scenario = one_host(vec![
        Act::Send(b"554 no\r\n".to_vec()),
        Act::Expect("QUIT"),
        Act::Close,
    ]);
    let second = one_host(Manners::default()).hosts.remove(0);
    scenario.hosts.push(Host {
        name: "mx2.lab.test".to_owned(),
        preference: Some(20),
        ..second
    });
    let theatre = Theatre::new(&scenario);
    let script = b"NOOP\n/expect 250\n";
    run(&theatre, &[], script)
        .ends(0, &["mx2.lab.test", "failed before it"])
        .says(&["<** 554 no", " ~> NOOP"]);
    // Once somebody has spoken, nobody else is.
    let away = vec![("EHLO", EHLO), ("NOOP", "421 bye\r\n")];
    let mut scenario = one_host(script_of(&away));
    scenario.hosts.push(Host {
        name: "mx2.lab.test".to_owned(),
        preference: Some(20),
        ..one_host(Manners::default()).hosts.remove(0)
    });
    let theatre = Theatre::new(&scenario);
    run(&theatre, &["--no-tls"], b"NOOP\nNOOP\n").ends(45, &["421 bye"]);
    assert_eq!(theatre.connections().len(), 1);
}

fn script_of(exchanges: &[(&'static str, &str)]) -> Vec<Act> {
    let mut acts = script(GREETING, exchanges);
    acts.push(Act::Close);
    acts
}

/// What a script comes to with a server that says this after EHLO: the script, the exit code, and words.
type Row<'a> = (&'a str, i32, &'a [&'a str]);

fn comes_to(exchanges: &[(&'static str, &str)], end: &[Act], rows: &[Row<'_>]) {
    for (script, code, words) in rows {
        for speak in [run, piped] {
            let theatre = clear(exchanges, end.to_vec());
            let outcome = speak(&theatre, &["--no-tls"], script.as_bytes());
            assert_eq!(outcome.code, Some(*code), "{script:?}: {outcome}");
            outcome.says(words);
        }
    }
}

#[test]
fn what_is_expected_behind_the_end_is_looked_at() {
    let server = [("NOOP", "250 ok\r\n"), ("QUIT", "221 bye\r\n")];
    comes_to(
        &server,
        &[],
        &[
            ("NOOP\nQUIT\n/expect 221\n", 0, &["221 bye"]),
            (
                "NOOP\n/quit\n/# bye\n/expect 221\n/expect 2xx bye\n",
                0,
                &[],
            ),
            (
                "NOOP\nQUIT\n/expect 500\n",
                44,
                &["exit 44: line 3: expected 500, got \"221 bye\""],
            ),
            (
                "NOOP\n/quit\n/expect 221\n/expect 599\n",
                44,
                &["exit 44: line 4: expected 599"],
            ),
            (
                "NOOP\nQUIT\nRCPT\n/expect 250\n",
                44,
                &["exit 44: line 4: expected 250, and the session was over"],
            ),
            (
                "NOOP\nQUIT\nRCPT\nMAIL\n",
                0,
                &["*** line 3, and what is behind it, was not carried out"],
            ),
        ],
    );
    comes_to(
        &[("NOOP", "250 ok\r\n")],
        &[Act::Stall],
        &[
            (
                "NOOP\n/drop\nNOOP\n/expect 250\n",
                44,
                &["exit 44: line 4: expected 250, and the session was over"],
            ),
            (
                "NOOP\n/drop\n/expect 250\n",
                44,
                &["exit 44: line 3: expected 250, and the session was over"],
            ),
        ],
    );
    // The failure of the session itself counts.
    comes_to(
        &[("NOOP", "250 ok\r\n"), ("RSET", "")],
        &[Act::Close],
        &[(
            "NOOP\nRSET\n/expect 250\n",
            6,
            &["line 3: expected 250, and the session was over"],
        )],
    );
}

#[test]
fn the_end_by_421_can_be_expected() {
    let asked = [("NOOP", "421 4.3.2 closing\r\n")];
    comes_to(
        &asked,
        &[Act::Close],
        &[
            ("NOOP\n/expect 421\n", 0, &["421 4.3.2 closing"]),
            ("NOOP\n/# really\n/expect 421 closing\n", 0, &[]),
            ("NOOP\n/expect 250\n", 45, &["line 2: expected 250"]),
            ("NOOP\n", 45, &[]),
            (
                "NOOP\nRSET\n/expect 421\n",
                45,
                &["line 3: expected 421, and the session was over"],
            ),
        ],
    );
    let unasked = [("NOOP", "250 ok\r\n421 4.4.2 idle\r\n")];
    comes_to(
        &unasked,
        &[Act::Close],
        &[
            (
                "NOOP\n/sleep 100\n/expect 421 idle\n",
                0,
                &["421 4.4.2 idle"],
            ),
            ("NOOP\n/sleep 100\n/expect 250\n", 45, &[]),
            ("NOOP\n/sleep 100\n", 45, &[]),
        ],
    );
}

#[test]
fn a_reply_is_expected_of_what_was_said_last() {
    let server = [
        ("NOOP", "250 ok\r\n"),
        ("DATA", "354 go\r\n"),
        ("text", ""),
        (".", "250 taken\r\n"),
        ("RS", ""),
    ];
    let none = "and no reply has come since the last thing was said";
    let ends: [(&str, &[&str]); 3] = [
        ("/expect 250\n", &["line 1: expected 250, ", none]),
        (
            "NOOP\n/expect 250\n/raw NO\n/expect 250\n",
            &["line 4: ", none],
        ),
        (
            "NOOP\nDATA\n/expect 354\n/expect 354\ntext\n/expect 354\n",
            &["line 6: ", none],
        ),
    ];
    for (script, words) in ends {
        let theatre = clear(&server, [Act::Stall]);
        run(
            &theatre,
            &["--no-tls", "--timeout", "1s"],
            script.as_bytes(),
        )
        .ends(44, words);
    }
    let theatre = clear(&server, [Act::Stall]);
    let script = b"NOOP\nDATA\ntext\n.\n/expect 250 taken\n/help\n/expect 250 taken\n/drop\n";
    run(&theatre, &["--no-tls"], script).ends(0, &[]);
}
