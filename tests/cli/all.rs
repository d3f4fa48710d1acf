//! The last line where there are several hosts: what `--all` comes to, and what a sender would do as long as one host stands.

use crate::support::{
    Outcome, Theatre, expired, greeting, in_parallel, starttls, with_tls, without_starttls,
};
use smtls::lab::{Behaviour, CertificateSpec, Manners, Scenario, TlsProfile, mx};

struct Row {
    name: &'static str,
    first: Behaviour,
    second: Behaviour,
    options: &'static [&'static str],
    code: i32,
    /// Words of the last line.
    words: &'static [&'static str],
    /// Words that would claim what was not seen.
    never: &'static [&'static str],
}

fn check(rows: &[Row]) {
    in_parallel(rows, |row| {
        let theatre = Theatre::new(&Scenario {
            hosts: vec![
                mx(10, "mx1.lab.test", row.first.clone()),
                mx(20, "mx2.lab.test", row.second.clone()),
            ],
            ..Scenario::new("lab", "Two MX hosts.")
        });
        let outcome: Outcome = theatre.probe(row.options);
        assert_eq!(outcome.code, Some(row.code), "{}: {outcome}", row.name);
        let outcome = outcome.ends(row.code, row.words).plain();
        for word in row.never {
            let found = outcome.last_line().contains(word);
            assert!(!found, "{}: {word:?} in {outcome}", row.name);
        }
    });
}

fn other_name() -> Manners {
    with_tls(TlsProfile {
        certificate: CertificateSpec {
            names: vec!["other.test".to_owned()],
            ..CertificateSpec::default()
        },
        ..TlsProfile::default()
    })
}

#[test]
fn all_sums_up_by_the_worst_kind_and_never_claims_more() {
    const BOAST: &[&str] = &["as it should be", "do TLS with", "trusted", "right name"];
    let row = |name, first, second, options, words, never| Row {
        name,
        first,
        second,
        options,
        code: 0,
        words,
        never,
    };
    let good = || Manners::default().into();
    let clear = || without_starttls().into();
    check(&[
        row(
            "all verified",
            good(),
            good(),
            &["--all"],
            &[
                "2 endpoints do TLS",
                "trusted, in date and for the right name",
            ],
            &["does not verify", "in the clear"],
        ),
        row(
            "A02 none does TLS",
            clear(),
            clear(),
            &["--all", "--level", "may"],
            &[
                "2 endpoints",
                "STARTTLS is not offered",
                "deliver in the clear",
            ],
            BOAST,
        ),
        row(
            "A02 the first does none",
            clear(),
            good(),
            &["--all", "--level", "may"],
            &["2 endpoints", "mx1.lab.test", "deliver in the clear"],
            BOAST,
        ),
        row(
            "A02 the second does none",
            other_name().into(),
            clear(),
            &["--all", "--level", "may"],
            &["2 endpoints", "mx2.lab.test", "deliver in the clear"],
            BOAST,
        ),
        row(
            "none is authenticated",
            other_name().into(),
            other_name().into(),
            &["--all", "--level", "encrypt"],
            &[
                "2 endpoints",
                "does not verify",
                "TLS without authentication",
            ],
            BOAST,
        ),
        row(
            "one is not authenticated",
            expired().into(),
            good(),
            &["--all", "--level", "encrypt"],
            &[
                "mx1.lab.test",
                "does not verify",
                "TLS without authentication",
            ],
            BOAST,
        ),
        row(
            "the second is not authenticated",
            good(),
            expired().into(),
            &["--all", "--level", "encrypt"],
            &[
                "mx2.lab.test",
                "does not verify",
                "TLS without authentication",
            ],
            BOAST,
        ),
        row(
            "nothing of TLS was looked at",
            good(),
            good(),
            &["--all", "--quit-after", "greeting"],
            &["2 endpoints", "up to greeting, as asked"],
            BOAST,
        ),
        row(
            "nothing of TLS was looked at, where there is none",
            clear(),
            clear(),
            &["--all", "--quit-after", "first-ehlo"],
            &["2 endpoints", "up to first-ehlo, as asked"],
            BOAST,
        ),
        row(
            "dropped",
            good(),
            good(),
            &["--all", "--drop-after", "starttls-reply"],
            &[
                "2 endpoints",
                "dropped after its reply to STARTTLS, as asked",
            ],
            BOAST,
        ),
    ]);
}

#[test]
fn what_a_sender_would_do_is_said_with_a_look_at_the_other_hosts() {
    let row = |name, first, second, options, code, words, never| Row {
        name,
        first,
        second,
        options,
        code,
        words,
        never,
    };
    let good = || Manners::default().into();
    let clear = || without_starttls().into();
    check(&[
        row(
            "the next host stands",
            Behaviour::Down,
            good(),
            &["--all"],
            2,
            &[
                "mx1.lab.test",
                "connection refused",
                "deliver to mx2.lab.test",
            ],
            &["no other host", "defer"],
        ),
        row(
            "the host before stands",
            good(),
            Behaviour::Down,
            &["--all"],
            2,
            &[
                "mx2.lab.test",
                "connection refused",
                "deliver to mx1.lab.test",
            ],
            &["no other host", "defer"],
        ),
        row(
            "the next host stands, though nobody authenticates it",
            greeting("554 no\r\n").into(),
            expired().into(),
            &["--all", "--level", "encrypt"],
            21,
            &["mx1.lab.test", "554 no", "deliver to mx2.lab.test"],
            &["no other host", "defer"],
        ),
        row(
            "A19, and the next host stands",
            starttls("220 go\r\n250 injected\r\n").into(),
            good(),
            &["--all"],
            29,
            &["mx1.lab.test", "injection", "deliver to mx2.lab.test"],
            &["no other host"],
        ),
        row(
            "not now, and the next host stands",
            greeting("421 busy\r\n").into(),
            good(),
            &["--all"],
            45,
            &["mx1.lab.test", "421 busy", "deliver to mx2.lab.test"],
            &["keep the message"],
        ),
        row(
            "a host without TLS takes mail in the clear",
            clear(),
            Behaviour::Down,
            &[],
            2,
            &[
                "mx2.lab.test",
                "connection refused",
                "deliver to mx1.lab.test",
                "in the clear",
            ],
            &["no other host"],
        ),
        row(
            "so does one that refuses STARTTLS",
            starttls("454 4.7.0 no\r\n").into(),
            Behaviour::Down,
            &[],
            2,
            &["mx2.lab.test", "deliver to mx1.lab.test", "in the clear"],
            &["no other host"],
        ),
        row(
            "none stands",
            Behaviour::Down,
            Behaviour::Down,
            &[],
            2,
            &[
                "mx1.lab.test",
                "connection refused",
                "no other host that was tried",
                "defer",
            ],
            &["deliver"],
        ),
        row(
            "T11 one that closes with 421 takes nothing",
            starttls("421 4.3.2 closing\r\n").into(),
            Behaviour::Down,
            &[],
            2,
            &["mx2.lab.test", "connection refused"],
            &["in the clear"],
        ),
    ]);
}

#[test]
fn what_the_user_cut_short_says_nothing_about_anybody() {
    let stalling = || vec![smtls::lab::Act::Stall];
    check(&[
        Row {
            name: "deadline",
            first: stalling().into(),
            second: Manners::default().into(),
            options: &["--deadline", "500ms"],
            code: 45,
            words: &["deadline", "says nothing about the server"],
            never: &["a sender would", "keep the message"],
        },
        Row {
            name: "no address of that kind",
            first: Manners::default().into(),
            second: Manners::default().into(),
            options: &["-6"],
            code: 40,
            words: &["-6", "says nothing about the domain"],
            never: &["a sender would", "keep the message"],
        },
    ]);
}
