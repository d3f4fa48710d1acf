//! Like a sender, host after host until one session succeeds; or all of them side by side; or several targets.

use crate::support::{
    Theatre, expired, greeting, instead, script, starttls_script, without_starttls,
};
use smtls::lab::{Act, Behaviour, Manners, Scenario, mx};
use std::time::Duration;

/// Two MX hosts; the second comes after the first.
fn two(first: impl Into<Behaviour>, second: impl Into<Behaviour>) -> Theatre {
    Theatre::new(&Scenario {
        hosts: vec![
            mx(10, "mx1.lab.test", first),
            mx(20, "mx2.lab.test", second),
        ],
        ..Scenario::new("lab", "Two MX hosts.")
    })
}

/// The hosts that were connected to, in order.
fn visited(theatre: &Theatre) -> Vec<String> {
    let connections = theatre.connections();
    connections.into_iter().map(|one| one.host).collect()
}

#[test]
fn the_first_session_that_succeeds_is_the_last() {
    let theatre = two(Manners::default(), Manners::default());
    theatre.probe(&[]).ends(0, &["mx1.lab.test"]);
    assert_eq!(visited(&theatre), ["mx1.lab.test"]);

    // A sender that asks for nothing more takes this session, whatever the certificate is worth.
    let theatre = two(expired(), Manners::default());
    theatre.probe(&[]).ends(41, &["expired"]);
    assert_eq!(visited(&theatre), ["mx1.lab.test"]);
}

#[test]
fn m34_where_one_host_fails_the_next_is_tried() {
    let after_ehlo = script("220 mx1.lab.test\r\n", &[("EHLO", "250 mx1.lab.test\r\n")]);
    let reset = vec![Act::Wait(Duration::from_millis(500)), Act::Reset];
    let rows: [(&str, Behaviour, &str); 11] = [
        ("refused connection", Behaviour::Down, "refused"),
        (
            "B25 greeting 450",
            greeting("450 later\r\n").into(),
            "450 later",
        ),
        (
            "B24 greeting 421",
            greeting("421 busy\r\n").into(),
            "421 busy",
        ),
        ("B23 greeting 554", greeting("554 no\r\n").into(), "554 no"),
        ("B28 no greeting", vec![Act::Close].into(), "closed"),
        ("B29 reset", reset.into(), "reset"),
        (
            "B35 EHLO 550",
            instead("EHLO", "550 who?\r\n").into(),
            "550 who?",
        ),
        ("A01 no STARTTLS", without_starttls().into(), "STARTTLS"),
        (
            "A10 STARTTLS 454",
            instead("STARTTLS", "454 4.7.0 not now\r\n").into(),
            "454 4.7.0 not now",
        ),
        (
            "A22 closed after the 220",
            starttls_script("220 go\r\n", [Act::Swallow, Act::Close]).into(),
            "closed",
        ),
        ("closed after EHLO", after_ehlo.into(), "STARTTLS"),
    ];
    for (name, first, word) in rows {
        let down = first == Behaviour::Down;
        let theatre = two(first, Manners::default());
        let outcome = theatre.probe(&["--no-explain"]).ends(0, &["mx2.lab.test"]);
        let (before, after) = outcome.stdout.split_once("Trying mx2.lab.test").unwrap();
        assert!(before.contains(word), "{name}: {outcome}");
        assert!(!after.contains("Trying mx1.lab.test"), "{name}: {outcome}");
        let expected = if down {
            &["mx2.lab.test"][..]
        } else {
            &["mx1.lab.test", "mx2.lab.test"]
        };
        assert_eq!(visited(&theatre), expected, "{name}");
        let report = theatre.json(&[], 0);
        assert_ne!(report["endpoints"][0]["exit_code"], 0, "{name}");
        assert_eq!(report["endpoints"][1]["exit_code"], 0, "{name}");
    }
}

#[test]
fn where_every_host_fails_the_earliest_stage_decides() {
    for (name, first, second, code) in [
        ("one stage", Behaviour::Down, Behaviour::Down, 2),
        (
            "greeting",
            greeting("554 no\r\n").into(),
            without_starttls().into(),
            21,
        ),
        (
            "greeting",
            without_starttls().into(),
            greeting("554 no\r\n").into(),
            21,
        ),
        (
            "not now",
            greeting("421 busy\r\n").into(),
            without_starttls().into(),
            29,
        ),
        (
            "not now",
            greeting("421 a\r\n").into(),
            greeting("450 b\r\n").into(),
            45,
        ),
    ] {
        let theatre = two(first, second);
        let outcome = theatre.probe(&[]).ends(code, &[]);
        assert!(
            outcome.stdout.contains("Trying mx2.lab.test"),
            "{name}: {outcome}"
        );
        theatre.json(&[], code);
    }
}

#[test]
fn all_probes_every_endpoint_and_trust_comes_before_stages() {
    for (name, first, second, code) in [
        (
            "both good",
            Manners::default().into(),
            Manners::default().into(),
            0,
        ),
        ("one good", Behaviour::Down, Manners::default().into(), 2),
        ("PKIX before stages", Behaviour::Down, expired().into(), 41),
        ("PKIX before stages", expired().into(), Behaviour::Down, 41),
        (
            "the earliest stage",
            without_starttls().into(),
            Behaviour::Down,
            2,
        ),
        (
            "stages before not now",
            greeting("421 busy\r\n").into(),
            without_starttls().into(),
            29,
        ),
        (
            "not now",
            greeting("421 busy\r\n").into(),
            Manners::default().into(),
            45,
        ),
    ] {
        let down = first == Behaviour::Down || second == Behaviour::Down;
        let theatre = two(first, second);
        let outcome = theatre.probe(&["--all"]).ends(code, &[]);
        let expected = if down { 1 } else { 2 };
        assert_eq!(visited(&theatre).len(), expected, "{name}: {outcome}");
        let report = theatre.json(&["--all"], code);
        let endpoints = report["endpoints"].as_array().unwrap();
        let hosts: Vec<_> = endpoints.iter().map(|one| &one["host"]).collect();
        assert_eq!(hosts, ["mx1.lab.test", "mx2.lab.test"], "{name}");
    }
}

#[test]
fn all_shows_whole_blocks_and_then_a_table() {
    // The first host is the slower one, so that it would be last if blocks came as they are done.
    let mut slow = vec![Act::Wait(Duration::from_millis(200))];
    slow.push(Act::Serve(Manners::default()));
    let theatre = two(slow, expired());
    let outcome = theatre.probe(&["--all"]).ends(41, &["mx2.lab.test"]);
    let places: Vec<usize> = [
        "=== Trying mx1.lab.test",
        "=== Trying mx2.lab.test",
        "  TLSv1.3 ",
        "exit 41: ",
    ]
    .map(|words| {
        outcome
            .stdout
            .find(words)
            .unwrap_or_else(|| panic!("{words}: {outcome}"))
    })
    .into();
    assert!(places.is_sorted(), "{places:?} {outcome}");
    let first = &outcome.stdout[places[0]..places[1]];
    let second = &outcome.stdout[places[1]..];
    assert!(first.contains("Connection closed."), "{outcome}");
    assert!(!first.contains("mx2.lab.test["), "{outcome}");
    assert!(!second.contains("<~  220"), "{outcome}");
    let rows: Vec<&str> = outcome
        .stdout
        .lines()
        .filter(|line| line.starts_with("  mx") && line.contains("exit "))
        .collect();
    assert_eq!(rows.len(), 2, "{outcome}");
    assert!(
        rows[0].contains("mx1.lab.test") && rows[0].ends_with("exit 0"),
        "{outcome}"
    );
    assert!(
        rows[1].contains("mx2.lab.test") && rows[1].ends_with("exit 41"),
        "{outcome}"
    );
}

#[test]
fn several_targets_have_a_report_each_and_one_exit_code() {
    let theatre = Theatre::new(&Scenario {
        records: vec!["other.test MX 10 mx2.other.test".to_owned()],
        zones: vec!["lab.test".to_owned(), "other.test".to_owned()],
        hosts: vec![
            mx(10, "mx1.lab.test", Manners::default()),
            smtls::lab::host("mx2.other.test", without_starttls()),
        ],
        ..Scenario::new("lab", "Two domains.")
    });
    let outcome = theatre.probe(&["other.test", "gone.lab.test"]).exits(40);
    let ends: Vec<&str> = outcome
        .stdout
        .lines()
        .filter(|line| line.starts_with("exit "))
        .map(|line| line.split(':').next().unwrap())
        .collect();
    assert_eq!(
        ends,
        ["exit 29", "exit 40", "exit 0", "exit 40"],
        "{outcome}"
    );
    let last = outcome.last_line();
    assert!(
        last.contains("2 of 3 targets failed: other.test, gone.lab.test"),
        "{outcome}"
    );

    let outcome = theatre
        .probe(&["other.test", "--format", "jsonl"])
        .exits(29);
    let reports = outcome.json_lines();
    let codes: Vec<_> = reports
        .iter()
        .map(|one| (&one["target"]["name"], &one["conclusion"]["exit_code"]))
        .collect();
    assert_eq!(codes.len(), 2, "{outcome}");
    assert_eq!(
        (codes[0].0.as_str(), codes[0].1.as_u64()),
        (Some("other.test"), Some(29))
    );
    assert_eq!(
        (codes[1].0.as_str(), codes[1].1.as_u64()),
        (Some("lab.test"), Some(0))
    );
}
