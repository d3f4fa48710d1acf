//! What a server may answer, and what is said of it.

use super::server::*;
use crate::support::{GREETING, in_parallel, script};
use smtls::lab::{TlsProfile, mx};

/// A server that offers PLAIN and answers AUTH so.
fn answering(reply: &str) -> Vec<Act> {
    let manners = Manners {
        instead: vec![("AUTH", reply.as_bytes().to_vec())],
        ..Manners::default()
    };
    offering("PLAIN", manners)
}

/// A server with TLS from the first octet that plays this after its EHLO reply.
fn playing(mechanisms: &str, exchanges: &[(&'static str, &str)]) -> Vec<Act> {
    let ehlo = format!("250-mx.lab.test\r\n250 AUTH {mechanisms}\r\n");
    let mut acts = vec![Act::Handshake(TlsProfile::default())];
    acts.extend(script(GREETING, &[("EHLO", &ehlo)]));
    acts.extend(script("", exchanges).into_iter().skip(1));
    acts
}

#[test]
fn k23_k24_k25_each_code_is_explained() {
    let rows = [
        ("535 5.7.8 no", 28, "user name or password is wrong"),
        ("535 5.7.13 no", 28, "the account is disabled"),
        ("534 5.7.9 no", 28, "too weak"),
        ("538 5.7.11 no", 28, "only inside TLS"),
        ("432 4.7.12 no", 28, "has yet to learn the password"),
        ("454 4.7.0 no", 28, "says nothing about the credentials"),
        ("504 5.5.4 no", 28, "does not know the mechanism"),
        ("530 5.7.0 no", 28, "something else is required first"),
        ("500 5.5.6 no", 28, "longer than the server takes"),
        ("502 5.5.1 no", 28, "does not know AUTH here"),
        ("501 5.5.2 no", 28, "could not read what it was sent"),
        (
            "503 5.5.1 no",
            28,
            "not at this point of the session, or authenticated already",
        ),
        ("451 4.3.0 no", 28, "a failure for the time being"),
        ("250 2.0.0 no", 28, "a success has the code 235"),
        (
            "554 5.7.1 no",
            28,
            "PLAIN for alice was refused with \"554 5.7.1 no\"",
        ),
        (
            "421 4.7.0 no",
            45,
            "not testable now: PLAIN for alice was answered with",
        ),
    ];
    in_parallel(&rows, |(reply, code, words)| {
        let theatre = submissions(answering(&format!("{reply}\r\n")), PASSWORD);
        theatre.probe(ALICE).ends(*code, &[words]).says(&["fix: "]);
    });
}

#[test]
fn k10_a_challenge_that_is_no_base64_is_called_off() {
    for challenge in ["334 Username:\r\n", "334 =AAA\r\n", "334 AAA=BBB=\r\n"] {
        let server = playing(
            "LOGIN",
            &[
                ("AUTH LOGIN", challenge),
                ("*", "501 5.7.0 cancelled\r\n"),
                ("QUIT", "221 bye\r\n"),
            ],
        );
        submissions(server, PASSWORD)
            .probe(ALICE)
            .ends(28, &["challenge is not base64", "RFC 4954, section 4"]);
    }
}

#[test]
fn k31_a_server_that_closes_early_is_warned_of() {
    let closing = |first: &str| {
        let mut acts = playing("PLAIN", &[("AUTH", first)]);
        acts.push(Act::Close);
        acts
    };
    submissions(closing("535 5.7.8 no\r\n"), PASSWORD)
        .probe(ALICE)
        .ends(28, &["password is wrong"])
        .says(&["after 1 failure the server closed the connection"]);
    submissions(answering("535 5.7.8 no\r\n"), PASSWORD)
        .probe(ALICE)
        .ends(28, &[])
        .never_says(&["closed the connection"]);
    // Silence is not the same.
    let mut stalling = playing("PLAIN", &[("AUTH", "535 5.7.8 no\r\n")]);
    stalling.push(Act::Stall);
    submissions(stalling, PASSWORD)
        .probe(&with(&["--timeout", "1s"]))
        .ends(28, &["password is wrong"])
        .never_says(&["closed the connection"]);
    let mut silent = playing("PLAIN", &[]);
    silent.extend([Act::Expect("AUTH"), Act::Close]);
    submissions(silent, PASSWORD)
        .probe(ALICE)
        .ends(28, &["closed the connection before the reply to AUTH"]);
}

#[test]
fn k05_k07_no_first_response_where_the_user_wants_none() {
    let theatre = submissions(offering("PLAIN", Manners::default()), PASSWORD);
    theatre.probe(&with(&["--no-sasl-ir"])).ends(0, &[]).says(&[
        " ~> AUTH PLAIN\n",
        "<~  334 \n",
        " ~> [hidden]\n",
        "without initial response, as asked",
    ]);
}

#[test]
fn k08_a_long_first_response_waits_for_the_challenge() {
    let name = "u".repeat(400);
    let theatre = submissions(offering("PLAIN", Manners::default()), PASSWORD);
    theatre
        .probe(&["--auth-user", &name])
        .ends(28, &["password is wrong"])
        .says(&[" ~> AUTH PLAIN\n", "too long for a command"]);
}

#[test]
fn k03_auth_that_is_not_offered() {
    let theatre = submissions(offering("", Manners::default()), PASSWORD);
    theatre
        .probe(ALICE)
        .ends(28, &["the server does not offer AUTH inside TLS"])
        .says(&["--force-auth"]);
    assert!(!theatre.verbs().contains(&"AUTH".to_owned()));
    let manners = Manners {
        instead: vec![("AUTH", b"235 2.7.0 ok\r\n".to_vec())],
        ..Manners::default()
    };
    submissions(offering("", manners), PASSWORD)
        .probe(&with(&["--force-auth"]))
        .ends(0, &["it accepted the credentials"])
        .says(&[" ~> AUTH PLAIN [hidden]"]);
}

#[test]
fn k23_a_mechanism_that_was_forced_and_not_offered_is_told_as_such() {
    let external = ["--auth", "EXTERNAL", "--force-auth"];
    for (mechanisms, is_offered) in [("PLAIN", false), ("EXTERNAL PLAIN", true)] {
        let exchanges = [
            ("AUTH EXTERNAL", "504 5.5.4 no\r\n"),
            ("QUIT", "221 bye\r\n"),
        ];
        let theatre = submissions(playing(mechanisms, &exchanges), PASSWORD);
        let outcome = theatre.probe(&external);
        let outcome = outcome.ends(28, &["does not know the mechanism"]);
        let shown = outcome.stdout.split_whitespace().collect::<Vec<_>>();
        let shown = shown.join(" ");
        let told = [
            ("did not offer it", !is_offered),
            ("leave out --force-auth", !is_offered),
            ("let the server list only what it accepts", is_offered),
            ("passed over EXTERNAL", false),
            ("EXTERNAL: it was tried", false),
        ];
        for (words, is_told) in told {
            assert_eq!(shown.contains(words), is_told, "{words}: {outcome}");
        }
    }
}

#[test]
fn a_refused_password_is_not_tried_at_the_next_host() {
    let server = || Manners {
        extensions_inside_tls: vec!["AUTH PLAIN".to_owned()],
        account: Some(Account::default()),
        ..Manners::default()
    };
    let theatre = Theatre::new(&Scenario {
        hosts: vec![
            mx(10, "mx1.lab.test", server()),
            mx(20, "mx2.lab.test", server()),
        ],
        password: Some("wrong".to_owned()),
        ..one_host(Behaviour::Down)
    });
    theatre.probe(&with(&["--allow-unverified-auth"])).ends(
        28,
        &["password is wrong", "servers, which do not authenticate"],
    );
    assert_eq!(theatre.connections().len(), 1);
}

#[test]
fn the_session_ends_where_it_was_to_end() {
    let server = || submissions(offering("PLAIN", Manners::default()), PASSWORD);
    let theatre = server();
    theatre
        .probe(&with(&["--quit-after", "auth"]))
        .ends(0, &["probed up to auth, as asked"]);
    assert_eq!(theatre.verbs(), ["EHLO", "AUTH", "QUIT"]);
    let theatre = server();
    theatre
        .probe(&with(&["--drop-after", "auth"]))
        .ends(0, &["probed up to auth, as asked"])
        .says(&["Connection dropped, as asked."]);
    assert_eq!(theatre.verbs(), ["EHLO", "AUTH"]);
    let theatre = server();
    theatre
        .probe(&with(&["--quit-after", "ehlo"]))
        .ends(0, &["probed up to ehlo, as asked"])
        .says(&["not tested", "auth"]);
    assert_eq!(theatre.verbs(), ["EHLO", "QUIT"]);
}

#[test]
fn k23_the_next_mechanism_is_tried_where_the_first_was_refused_as_such() {
    let server = playing(
        "SCRAM-SHA-256 PLAIN LOGIN",
        &[
            ("AUTH SCRAM-SHA-256", "504 5.5.4 no\r\n"),
            ("AUTH PLAIN", "534 5.7.9 no\r\n"),
            ("AUTH LOGIN", "334 \r\n"),
            ("", "334 \r\n"),
            ("", "235 2.7.0 ok\r\n"),
            ("QUIT", "221 bye\r\n"),
        ],
    );
    let report = submissions(server, PASSWORD).json(ALICE, 0);
    let told = &report["endpoints"][0]["observations"][0]["authentication"];
    let attempts = told["attempts"].as_array().unwrap().iter();
    let tried: Vec<_> = attempts
        .map(|it| format!("{} {}", it["mechanism"], it["outcome"]).replace('"', ""))
        .collect();
    let expected = ["SCRAM-SHA-256 refused", "PLAIN refused", "LOGIN accepted"];
    assert_eq!(tried, expected, "{told:#}");
    let refusing = playing(
        "SCRAM-SHA-256 PLAIN",
        &[
            ("AUTH SCRAM-SHA-256", "504 5.5.4 no\r\n"),
            ("AUTH PLAIN", "504 5.5.4 never\r\n"),
            ("QUIT", "221 bye\r\n"),
        ],
    );
    submissions(refusing, PASSWORD).probe(ALICE).ends(
        28,
        &[
            "PLAIN for alice was refused with \"504 5.5.4 never\"",
            "does not know the mechanism",
        ],
    );
}

#[test]
fn a_reply_that_does_not_come_is_not_waited_for_forever() {
    let mut silent = playing("PLAIN", &[]);
    silent.extend([Act::Expect("AUTH"), Act::Stall]);
    submissions(silent, PASSWORD)
        .probe(&with(&["--timeout", "1s"]))
        .ends(28, &["nothing within 1 s where the reply to AUTH was due"])
        .never_says(&["QUIT"]);
}

#[test]
fn k35_a_success_before_the_password_is_none() {
    let early = |mechanism: &str, options: &[&str], words: &str| {
        let reply = vec![("AUTH", b"235 2.7.0 ok\r\n".to_vec())];
        let manners = Manners {
            instead: reply,
            ..Manners::default()
        };
        submissions(offering(mechanism, manners), PASSWORD)
            .probe(&with(options))
            .ends(28, &[words, "is not to be believed"])
            .says(&["fix: "])
            .never_says(&["was accepted"]);
    };
    let before = "the server said 235 before it had the password";
    early("LOGIN", &[], before);
    early("PLAIN", &["--no-sasl-ir"], before);
    early(
        "CRAM-MD5",
        &[],
        "235 before it had the proof of the password",
    );
}

#[test]
fn k36_a_first_response_that_is_passed_over_has_its_cure() {
    for mechanism in ["PLAIN", "SCRAM-SHA-256"] {
        let server = playing(
            mechanism,
            &[
                ("AUTH", "334 \r\n"),
                ("*", "501 5.7.0 cancelled\r\n"),
                ("QUIT", "221 bye\r\n"),
            ],
        );
        submissions(server, PASSWORD)
            .probe(ALICE)
            .ends(28, &["asked for the first response again"])
            .says(&["--no-sasl-ir"]);
    }
    // An empty prompt of LOGIN asks for the password.
    let server = playing(
        "LOGIN",
        &[
            ("AUTH", "334 \r\n"),
            ("", "334 no base64\r\n"),
            ("*", "501 5.7.0 cancelled\r\n"),
            ("QUIT", "221 bye\r\n"),
        ],
    );
    submissions(server, PASSWORD)
        .probe(&with(&["--auth", "LOGIN-INITIAL"]))
        .ends(28, &["challenge is not base64"]);
}

#[test]
fn k23_a_verdict_goes_by_the_code_also_where_the_password_is_a_part_of_it() {
    for password in ["5", "7"] {
        let theatre = submissions(answering("535 5.7.13 no\r\n"), password);
        theatre.probe(ALICE).ends(28, &["the account is disabled"]);
        let report = theatre.json(ALICE, 28);
        let told = &report["endpoints"][0]["observations"][0]["authentication"];
        assert_eq!(told["attempts"][0]["enhanced_status_code"], "5.7.13");
    }
}
