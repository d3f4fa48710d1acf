//! `smtls audit`, run against the lab: what it says before it starts, how many connections it makes, and when it stops.

use crate::support::{
    GO, Outcome, Smtls, Theatre, in_parallel, inside, one_host, starttls_script, without_starttls,
};
use serde_json::Value;
use smtls::lab::{Act, Behaviour, HelloOf, Manners, Scenario, TlsProfile, Versions, find, mx};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// Plays a scenario of the lab by its name.
fn scenario(name: &str) -> Theatre {
    Theatre::new(&find(name).unwrap())
}

/// How many connections the server had.
fn connections(theatre: &Theatre) -> usize {
    theatre.connections().len()
}

/// Whether NOOP came inside TLS on a connection that had not said it in turn before.
fn was_tested(theatre: &Theatre) -> bool {
    theatre.connections().iter().any(|connection| {
        let lines = connection.lines();
        lines.windows(2).any(|two| two == ["STARTTLS", "NOOP"]) && lines.get(1) != Some(&"NOOP")
    })
}

fn good() -> Vec<Act> {
    vec![Act::Serve(Manners::default())]
}

fn away() -> Vec<Act> {
    vec![Act::Send(b"421 4.7.0 too many\r\n".to_vec()), Act::Close]
}

/// What was found of a weakness on the first server: the outcome, and how bad it is.
fn finding<'a>(report: &'a Value, id: &str) -> (&'a str, Option<&'a str>) {
    let mut findings = report["endpoints"][0]["findings"]
        .as_array()
        .unwrap()
        .iter();
    let finding = findings.find(|finding| finding["id"] == id).unwrap();
    let outcome = finding["outcome"].as_str().unwrap();
    (outcome, finding["severity"].as_str())
}

#[test]
fn a50_a51_a52_what_is_wrong_with_starttls_is_found() {
    const FAIL: (&str, Option<&str>) = ("found", Some("fail"));
    const NOT_FOUND: (&str, Option<&str>) = ("not-found", None);
    type Row<'a> = (&'a str, i32, &'a str, (&'a str, Option<&'a str>));
    #[rustfmt::skip]
    let rows: &[Row<'_>] = &[
        ("good", 0, "command-injection", NOT_FOUND),
        ("keeps-plaintext", 44, "command-injection", FAIL),
        ("masked-starttls", 0, "masked-starttls", ("found", Some("warn"))),
        ("auth-in-the-clear", 0, "auth-in-the-clear", ("found", Some("warn"))),
        ("auth-in-the-clear", 0, "requiretls-in-the-clear", ("found", Some("warn"))),
        ("two-backends", 0, "different-backends", ("found", Some("note"))),
        ("large-hello-dropped", 29, "intolerance", ("found", Some("warn"))),
        ("refuses-mail", 45, "tls-enforcement", ("not-tested", None)),
    ];
    in_parallel(rows, |(name, code, id, expected)| {
        let theatre = scenario(name);
        let outcome = theatre.audit(&["--format", "json"]);
        assert_eq!(outcome.code, Some(*code), "{name}: {outcome}");
        let report = outcome.json();
        assert_eq!(report["conclusion"]["exit_code"], *code, "{name}");
        assert_eq!(finding(&report, id), *expected, "{name}");
        let counted = &report["endpoints"][0]["effort"]["connections"];
        assert_eq!(*counted, connections(&theatre), "{name}");
    });
}

#[test]
fn the_plan_stands_before_the_first_connection() {
    let theatre = Theatre::with_host(Manners::default());
    let outcome = theatre.audit(&[]).exits(0);
    let plan = outcome.stdout.lines().nth(1).unwrap().to_owned();
    let words = [
        "=== about 30 connections to mx.lab.test[",
        " and one for each cipher suite that a version accepts, at most ",
        "one at a time",
        "a harmless NOOP behind STARTTLS, out of turn (--passive leaves it out)",
    ];
    for word in words {
        assert!(plan.contains(word), "{word:?} in {plan:?}");
    }
    assert!(was_tested(&theatre), "and it is done");
    outcome.plain();
}

#[test]
fn a50_passive_says_nothing_out_of_turn() {
    let theatre = scenario("keeps-plaintext");
    let report = theatre
        .audit(&["--passive", "--format", "json"])
        .exits(0)
        .json();
    let expected = ("not-tested", None);
    assert_eq!(finding(&report, "command-injection"), expected);
    for connection in theatre.connections() {
        assert!(!connection.lines().contains(&"NOOP"), "{connection:#?}");
    }
    let theatre = scenario("keeps-plaintext");
    let outcome = theatre.audit(&["--passive"]);
    assert!(
        !outcome.stdout.contains("out of turn (--passive"),
        "{outcome}"
    );
}

#[test]
fn t13_the_budget_is_held() {
    in_parallel(&[1, 2, 5], |most| {
        let theatre = Theatre::with_host(Manners::default());
        let most_connections = most.to_string();
        let options = ["--max-connections", &most_connections, "--format", "json"];
        let report = theatre.audit(&options).json();
        let effort = &report["endpoints"][0]["effort"];
        assert_eq!(effort["connections"], *most);
        assert_eq!(effort["stopped"]["reason"], "budget", "{effort}");
        assert_eq!(finding(&report, "weak-dh"), ("not-tested", None));
        assert_eq!(connections(&theatre), *most);
    });
}

/// A server that chooses any of the suites offered to it, so that no list of them has an end.
fn fickle() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        let mut seed = 1_u64;
        for client in listener.incoming() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            // A client that goes away early is its own affair.
            let _ = choose_any(client.unwrap(), seed >> 33);
        }
    });
    address
}

fn choose_any(mut client: TcpStream, seed: u64) -> std::io::Result<()> {
    client.write_all(b"220 mx.lab.test ESMTP\r\n")?;
    let mut lines = BufReader::new(client.try_clone()?);
    loop {
        let mut line = String::new();
        lines.read_line(&mut line)?;
        match line.get(..4) {
            Some("EHLO") => client.write_all(b"250-mx.lab.test\r\n250 STARTTLS\r\n")?,
            Some("STAR") => break client.write_all(b"220 go\r\n")?,
            Some(_) => client.write_all(b"250 ok\r\n")?,
            None => return Ok(()),
        }
    }
    let mut header = [0; 5];
    lines.read_exact(&mut header)?;
    let mut hello = vec![0; usize::from(u16::from_be_bytes([header[3], header[4]]))];
    if header[0] != 22 {
        return Ok(());
    }
    lines.read_exact(&mut hello)?;
    // RFC 9846 §4.2.2: a header of 4 octets, the version, 32 octets, the session's id, the suites.
    let suites = 39 + usize::from(hello[38]);
    let count = usize::from(u16::from_be_bytes([hello[suites], hello[suites + 1]])) / 2;
    let chosen = suites + 2 + 2 * (usize::try_from(seed).unwrap() % count);
    let mut answer = vec![22, 3, 3, 0, 42, 2, 0, 0, 38];
    answer.extend_from_slice(&hello[4..6]);
    answer.extend([7; 32]);
    answer.push(0);
    answer.extend_from_slice(&hello[chosen..chosen + 2]);
    answer.push(0);
    client.write_all(&answer)
}

#[test]
fn t13_no_more_connections_are_made_than_were_planned() {
    let given = fickle().to_string();
    let outcome = Smtls::new(["audit", &given, "--format", "json"]).run();
    let report = outcome.json();
    let effort = &report["endpoints"][0]["effort"];
    let (made, planned) = (&effort["connections"], &effort["planned_connections"]);
    assert!(made.as_u64() > Some(20), "{effort}");
    assert!(made.as_u64() <= planned.as_u64(), "{effort}");
}

#[test]
fn t14_sent_away_twice_it_stops_and_says_so() {
    let theatre = scenario("sends-away");
    let options = ["--pause", "0s"];
    theatre
        .audit(&options)
        .ends(45, &[])
        .says(&["sends smtls away", "rate limited"]);
    assert_eq!(connections(&theatre), 8, "the second 421 is the last word");
}

#[test]
fn t14_sent_away_once_it_goes_on_after_a_while() {
    let mut scripts = vec![good(), away()];
    scripts.extend((0..400).map(|_| good()));
    let theatre = Theatre::with_host(vec![Act::InTurn(scripts)]);
    theatre
        .audit(&["--pause", "1s"])
        .ends(0, &[])
        .says(&["sends smtls away: waiting 1 s"]);
    let theatre = Theatre::with_host(vec![Act::InTurn(vec![away(), away(), good()])]);
    theatre
        .audit(&["--pause", "0s"])
        .ends(45, &["421 4.7.0 too many"]);
    assert_eq!(connections(&theatre), 2);
}

#[test]
fn t14_shut_out_behind_the_hello_it_waits_once_and_then_stops() {
    let closing = || starttls_script(GO, [Act::Swallow, Act::Close]);
    let play = |closings: usize, pause: &str| {
        let mut scripts: Vec<Vec<Act>> = (0..12).map(|_| good()).collect();
        scripts.extend((0..closings).map(|_| closing()));
        scripts.extend((0..400).map(|_| good()));
        let theatre = Theatre::with_host(vec![Act::InTurn(scripts)]);
        let outcome = theatre.audit(&["--pause", pause]);
        (outcome, connections(&theatre))
    };
    let (outcome, connections) = play(100, "0s");
    assert!(connections <= 24, "{connections}: {outcome}");
    outcome
        .ends(45, &[])
        .says(&["sends smtls away", "rate limited"]);
    let (outcome, connections) = play(4, "1s");
    assert!(connections > 24, "{connections}: {outcome}");
    outcome
        .ends(0, &[])
        .says(&["sends smtls away: waiting 1 s"]);
}

#[test]
fn at16_quick_needs_few_connections_for_the_same_verdict() {
    let newest_alone = TlsProfile {
        versions: Versions::Tls13,
        ..TlsProfile::default()
    };
    let hosts = [TlsProfile::default(), newest_alone].map(|tls| Manners {
        tls,
        ..Manners::default()
    });
    for manners in hosts {
        let theatre = Theatre::with_host(manners);
        let report = theatre
            .audit(&["--quick", "--format", "json"])
            .exits(0)
            .json();
        assert!(was_tested(&theatre), "as any MUST");
        let most = connections(&theatre);
        assert!(most <= 16, "{most} connections");
        let of_profile = &report["endpoints"][0]["profile"];
        assert_eq!(of_profile["name"], "mx");
        let lines = of_profile["lines"].as_array().unwrap();
        let open = lines
            .iter()
            .filter(|line| line["must"] == true && line["not_tested"].is_object());
        // It is asked last, and where a server refuses old versions by alert 40 there is none left for it.
        let open = open.filter(|line| line["what"] != "an unknown server name is served");
        assert_eq!(open.collect::<Vec<_>>(), Vec::<&Value>::new());
        assert!(lines.iter().any(|line| line["must"] == true));
        let theatre = Theatre::with_host(Manners::default());
        theatre.audit(&["--quick", "--passive"]).exits(0);
        assert!(!was_tested(&theatre), "nothing out of turn");
    }
}

#[test]
fn a_profile_whose_must_the_server_fails_is_exit_code_44() {
    let old = || Manners {
        tls: TlsProfile {
            versions: Versions::Tls12,
            ..TlsProfile::default()
        },
        ..Manners::default()
    };
    let theatre = Theatre::with_host(old());
    theatre.audit(&[]).ends(0, &["profile mx"]);
    let modern = ["--profile", "mozilla-modern"];
    theatre.audit(&modern).ends(44, &["mozilla-modern"]);
    let file = theatre.file("own.toml");
    let mine = "name = \"mine\"\ntitle = \"a profile of mine\"\nextends = \"mx\"\n";
    std::fs::write(&file, mine).unwrap();
    let outcome = theatre.audit(&["--profile", &file]);
    outcome.ends(0, &["profile mine"]);
    std::fs::write(&file, "name = 1\n").unwrap();
    theatre.audit(&["--profile", &file]).refused(&["own.toml"]);
    std::fs::write(&file, "name = \"mine\"\n").unwrap();
    let no_rule = theatre.audit(&["--profile", &file]);
    no_rule.refused(&["own.toml", "no rules"]);
}

#[test]
fn t14_several_targets_are_one_line_each_and_the_worst_decides() {
    let theatre = scenario("sends-away");
    let more = [
        "--format",
        "jsonl",
        "--pause",
        "0s",
        "nosuch.sends-away.test",
    ];
    let outcome = theatre.audit(&more);
    assert_eq!(outcome.code, Some(40), "{outcome}");
    let reports = outcome.json_lines();
    let codes: Vec<_> = reports
        .iter()
        .map(|one| one["conclusion"]["exit_code"].as_u64())
        .collect();
    assert_eq!(codes, [Some(40), Some(45)], "{outcome}");
    let paused = &reports[1]["endpoints"][0]["effort"]["stopped"]["reason"];
    assert_eq!(*paused, "rate-limited");
}

/// How long a client is let wait for the greeting: so long it certainly stays.
const HELD: Duration = Duration::from_millis(60);

/// A relay that lets each client wait, and tells how many waited at a time.
fn crowd(server: SocketAddr) -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let told = most.clone();
    thread::spawn(move || {
        for client in listener.incoming() {
            let client = client.unwrap();
            let (now, most) = (now.clone(), most.clone());
            thread::spawn(move || {
                let here = now.fetch_add(1, Ordering::SeqCst) + 1;
                most.fetch_max(here, Ordering::SeqCst);
                thread::sleep(HELD);
                now.fetch_sub(1, Ordering::SeqCst);
                let server = TcpStream::connect(server).unwrap();
                let back = (server.try_clone().unwrap(), client.try_clone().unwrap());
                let answers = thread::spawn(move || carry(back.0, back.1));
                carry(client, server);
                answers.join().unwrap();
            });
        }
    });
    (address, told)
}

fn carry(mut from: TcpStream, mut to: TcpStream) {
    let mut buffer = [0; 65_536];
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        if to.write_all(&buffer[..count]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(std::net::Shutdown::Write);
}

#[test]
fn t13_no_more_connections_stand_at_a_time_than_are_allowed() {
    in_parallel(&[("1", 1..=1), ("3", 2..=3)], |(given, allowed)| {
        let theatre = Theatre::with_host(Manners::default());
        let (address, at_a_time) = crowd(theatre.address("mx.lab.test"));
        let moved = format!("mx.lab.test:25:{address}");
        let words = ["audit", "--connect-to", &moved, "mx.lab.test:25"];
        let outcome = Smtls::new([&words[..], &["--connections", given]].concat()).run();
        let at_a_time = at_a_time.load(Ordering::SeqCst);
        assert!(allowed.contains(&at_a_time), "{at_a_time}: {outcome}");
    });
}

#[test]
fn the_first_host_that_answers_is_audited_or_each_of_them() {
    let hosts = |first: Behaviour, second: Behaviour| Scenario {
        hosts: vec![
            mx(10, "mx1.lab.test", first),
            mx(20, "mx2.lab.test", second),
        ],
        ..Scenario::new("lab", "Two MX hosts.")
    };
    let good = || Behaviour::from(Manners::default());
    let theatre = Theatre::new(&hosts(Behaviour::Down, good()));
    let outcome = theatre.audit(&[]).ends(0, &["mx2.lab.test"]);
    outcome.says(&["*** mx1.lab.test", "connection refused"]);
    let theatre = Theatre::new(&hosts(good(), good()));
    theatre
        .audit(&[])
        .never_says(&["connections to mx2.lab.test"]);
    let theatre = Theatre::new(&hosts(good(), Behaviour::Down));
    theatre.audit(&["--all"]).ends(2, &["mx2.lab.test"]);
}

#[test]
fn t11_where_no_host_comes_to_tls_the_stage_decides() {
    let put_off = || Manners {
        starttls: Some(b"454 4.7.0 not available\r\n".to_vec()),
        ..Manners::default()
    };
    type Row<'a> = (&'a str, Behaviour, i32, &'a str);
    let no_tls = starttls_script(GO, [Act::Send(b"554 no\r\n".to_vec()), Act::Close]);
    let rows: [Row<'_>; 6] = [
        ("no TLS behind STARTTLS", no_tls.into(), 29, "554 no"),
        ("down", Behaviour::Down, 2, "refused"),
        ("no STARTTLS", without_starttls().into(), 29, "not offered"),
        ("454", put_off().into(), 29, "454 4.7.0"),
        (
            "554 greeting",
            vec![Act::Send(b"554 no\r\n".to_vec())].into(),
            21,
            "554 no",
        ),
        ("421 greeting", away().into(), 45, "421 4.7.0"),
    ];
    in_parallel(&rows, |(name, behaviour, code, words)| {
        let theatre = Theatre::with_host(behaviour.clone());
        let outcome = theatre.audit(&["--pause", "0s"]);
        assert_eq!(outcome.code, Some(*code), "{name}: {outcome}");
        outcome.ends(*code, &[words]).plain();
    });
}

#[test]
fn a51_a_hidden_starttls_is_used() {
    let theatre = scenario("masked-starttls");
    let outcome = theatre.audit(&["--format", "json"]);
    assert!(outcome.stdout.contains("masked-starttls"), "{outcome}");
    let connections = theatre.connections();
    let handshakes = connections
        .iter()
        .filter(|one| one.lines().contains(&"STARTTLS"));
    assert_eq!(
        handshakes.count(),
        connections.len() - 1,
        "all but the first"
    );
}

#[test]
fn an_implicit_tls_port_is_asked_without_starttls() {
    let server = vec![
        Act::Handshake(TlsProfile::default()),
        Act::Serve(Manners {
            starttls: None,
            ..Manners::default()
        }),
    ];
    let theatre = Theatre::new(&Scenario {
        target: "submissions://mx.lab.test".to_owned(),
        hosts: vec![smtls::lab::host("mx.lab.test", server).on(465)],
        ..one_host(Behaviour::Down)
    });
    let outcome: Outcome = theatre.audit(&[]).exits(0);
    assert!(!outcome.stdout.contains("NOOP behind"), "{outcome}");
    for connection in theatre.connections() {
        assert!(!connection.lines().contains(&"STARTTLS"), "{connection:#?}");
    }
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let rows: &[(&[&str], &[&str])] = &[
        (&[], &["no target"]),
        (&["a.test", "--connections", "0"], &["--connections"]),
        (&["a.test", "--connections", "51"], &["--connections"]),
        (
            &["a.test", "--max-connections", "0"],
            &["--max-connections"],
        ),
        (&["a.test", "--delay", "soon"], &["--delay", "500ms"]),
        (&["a.test", "--pause=-1s"], &["--pause"]),
        (&["a.test", "--profile", "nosuch"], &["nosuch", "mx"]),
        (
            &["a.test", "--profile", "./no/such.toml"],
            &["./no/such.toml", "profile"],
        ),
        #[cfg(unix)]
        (
            &["a.test", "--profile", "/dev/zero"],
            &["/dev/zero", "no regular file"],
        ),
        (&["a.test", "b.test", "--format", "json"], &["jsonl"]),
        (
            &["a.test", "--format", "brief"],
            &["brief", "--format", "the values are text"],
        ),
        (&["a..test"], &["a..test"]),
    ];
    in_parallel(rows, |(words, says)| {
        let words = [&["audit"], *words].concat();
        Smtls::new(words).run().refused(says);
    });
}

#[test]
fn t11_servers_that_break_off_are_audited_as_far_as_they_go() {
    type Row<'a> = (&'a str, i32, &'a [&'a str]);
    #[rustfmt::skip]
    let rows: &[Row<'_>] = &[
        ("escape-sequences", 21, &["\\x1b[2J"]),
        ("endless-reply", 22, &["1000 lines"]),
        ("plaintext-in-handshake", 29, &["554 5.5.1 Error"]),
        ("close-after-220", 29, &["closed the connection"]),
        ("starttls-then-smtp", 29, &["500 5.5.2 What?"]),
        ("plaintext-on-465", 29, &["220 mail.plaintext-on-465.test"]),
        ("alert-handshake-failure", 44, &["no TLS 1.3 and no TLS 1.2"]),
        ("client-cert-required", 32, &["client certificate", "that could be tested; 2 could not"]),
        ("second-greeting", 45, &["that could be tested; 2 could not"]),
        ("starttls-long-220", 45, &["that could be tested; 2 could not"]),
        ("rsa", 0, &["keeps every MUST"]),
        ("null-mx", 40, &["null MX"]),
    ];
    in_parallel(rows, |(name, code, words)| {
        let outcome = scenario(name).audit(&["--pause", "0s"]);
        assert_eq!(outcome.code, Some(*code), "{name}: {outcome}");
        outcome.ends(*code, words).plain();
    });
}

#[test]
fn at1_a_server_that_demands_a_key_share_has_tls_1_3() {
    let decode_error = vec![21, 3, 3, 0, 2, 2, 50];
    let acts = [
        Act::Refuse(HelloOf::NoShare, decode_error),
        Act::Handshake(TlsProfile::default()),
        Act::Stall,
    ];
    let theatre = Theatre::with_host(starttls_script(GO, acts));
    let options = ["--passive", "--timeout", "5s", "--format", "json"];
    let outcome = theatre.audit(&options);
    let report = outcome.json();
    let version = &report["endpoints"][0]["versions"][0];
    assert_eq!(version["name"], "TLS 1.3");
    assert_eq!(version["spoken"]["answer"], true, "{version:#}");
    assert_eq!(
        version["suites"].as_array().unwrap().len(),
        3,
        "{version:#}"
    );
    assert_eq!(version["incomplete"], Value::Null, "{version:#}");
    assert_eq!(finding(&report, "intolerance"), ("not-found", None));
}

/// A server that answers the hello with handshake_failure.
fn failing() -> Vec<Act> {
    let alert = vec![0x15, 3, 3, 0, 2, 2, 40];
    starttls_script(GO, [Act::Refuse(HelloOf::Any, alert)])
}

/// What the first server's report says of a version.
fn version<'a>(report: &'a Value, name: &str) -> &'a Value {
    let versions = report["endpoints"][0]["versions"].as_array().unwrap();
    versions.iter().find(|it| it["name"] == name).unwrap()
}

#[test]
fn x42_handshake_failure_by_chance_or_after_so_many_ends_no_list() {
    let theatre = Theatre::with_host(Manners::default());
    let whole = theatre.audit(&["--format", "json"]).exits(0).json();
    // To each seventh hello.
    let mut scripts: Vec<Vec<Act>> = (0..6).map(|_| good()).collect();
    scripts.push(failing());
    let theatre = Theatre::with_host(vec![Act::InTurn(scripts)]);
    let outcome = theatre.audit(&["--format", "json", "--passive"]);
    let report = outcome.json();
    for name in ["TLS 1.3", "TLS 1.2"] {
        let (found, expected) = (version(&report, name), version(&whole, name));
        let suites = |of: &Value| of["suites"].as_array().map(Vec::len);
        assert_eq!(suites(found), suites(expected), "{name}: {outcome}");
        assert!(found["incomplete"].is_object(), "{name}: {outcome}");
        assert!(expected["incomplete"].is_null(), "{name}");
    }
    // To all after so many.
    for most in [8, 12, 16, 20] {
        let mut scripts: Vec<Vec<Act>> = (0..most).map(|_| good()).collect();
        scripts.extend((0..300).map(|_| failing()));
        let theatre = Theatre::with_host(vec![Act::InTurn(scripts)]);
        let options = ["--format", "json", "--passive", "--pause", "0s"];
        let outcome = theatre.audit(&options).exits(45);
        let report = outcome.json();
        for name in ["TLS 1.3", "TLS 1.2"] {
            let found = version(&report, name);
            let is_whole = found["suites"] == version(&whole, name)["suites"];
            assert!(is_whole || found["incomplete"].is_object(), "{outcome}");
            assert!(found["refused_by"].is_null(), "{most}, {name}: {outcome}");
        }
        let met = connections(&theatre);
        assert!(met <= most + 14, "{met} after {most}");
    }
}

#[test]
fn x42_a_row_of_refusals_ends_no_list() {
    let theatre = Theatre::with_host(Manners::default());
    let whole = theatre.audit(&["--format", "json"]).exits(0).json();
    for (most, row) in [(6, 4), (11, 2), (16, 3), (21, 2), (24, 6)] {
        let mut scripts: Vec<Vec<Act>> = (0..most).map(|_| good()).collect();
        scripts.extend((0..row).map(|_| failing()));
        scripts.extend((0..300).map(|_| good()));
        let theatre = Theatre::with_host(vec![Act::InTurn(scripts)]);
        let outcome = theatre.audit(&["--format", "json", "--passive", "--pause", "0s"]);
        let report = outcome.json();
        for name in ["TLS 1.3", "TLS 1.2"] {
            let found = version(&report, name);
            let is_whole = found["suites"] == version(&whole, name)["suites"];
            assert!(is_whole || found["incomplete"].is_object(), "{outcome}");
            assert!(found["refused_by"].is_null(), "{most}, {name}: {outcome}");
        }
    }
}

#[test]
fn x40_versions_that_come_and_go_show_that_servers_differ() {
    let newest_alone = Manners {
        tls: TlsProfile {
            versions: Versions::Tls13,
            ..TlsProfile::default()
        },
        ..Manners::default()
    };
    let scripts = vec![good(), vec![Act::Serve(newest_alone)]];
    let theatre = Theatre::with_host(vec![Act::InTurn(scripts)]);
    let report = theatre.audit(&["--format", "json"]).json();
    let expected = ("found", Some("note"));
    assert_eq!(finding(&report, "different-backends"), expected);
    for name in ["TLS 1.2", "TLS 1.1", "SSL 3.0"] {
        assert!(version(&report, name)["refused_by"].is_null(), "{name}");
    }
}

#[test]
fn x41_what_the_ordinary_session_took_is_not_refused() {
    let mut scripts = vec![good(), good()];
    scripts.extend((0..100).map(|_| failing()));
    let theatre = Theatre::with_host(vec![Act::InTurn(scripts)]);
    let outcome = theatre.audit(&["--format", "json", "--evidence"]);
    let report = outcome.json();
    let newest = version(&report, "TLS 1.3");
    let evidence = report["endpoints"][0]["evidence"].as_array().unwrap();
    let session = evidence.last().unwrap();
    assert_eq!(session["question"], "an ordinary session");
    assert!(session["sent"].is_null(), "{outcome}");
    assert_eq!(newest["suites"][0]["evidence"], session["id"]);
    // Since no hello was ever answered, no refusal counts.
    for name in ["TLS 1.2", "TLS 1.1", "TLS 1.0"] {
        let refused = version(&report, name);
        assert!(refused["refused_by"].is_null(), "{name}: {outcome}");
    }
}

#[test]
fn a35_starttls_inside_tls_is_said_by_the_audit_and_should_be_refused() {
    let theatre = Theatre::with_host(Manners::default());
    let report = theatre.audit(&["--format", "json"]).json();
    let answer = &report["endpoints"][0]["smtp"]["starttls_said_inside_tls"]["answer"];
    assert_eq!(*answer, 503);
    assert_eq!(finding(&report, "starttls-inside-tls"), ("not-found", None));

    let said_again = |theatre: &Theatre| {
        let connections = theatre.connections();
        let mut commands = connections.iter().flat_map(|it| &it.commands);
        commands.any(|it| it.inside_tls && it.line == "STARTTLS")
    };
    assert!(said_again(&theatre));
    let theatre = Theatre::with_host(Manners::default());
    let report = theatre.audit(&["--passive", "--format", "json"]).json();
    let asked = &report["endpoints"][0]["smtp"]["starttls_said_inside_tls"];
    assert_eq!(asked["not_tested"]["reason"], "passive");
    assert!(!said_again(&theatre));

    // A second handshake is not begun, and 421 is no sign that the client should wait.
    type Row<'a> = (&'a str, u16, (&'a str, Option<&'a str>));
    let rows: [Row<'_>; 2] = [
        ("220 2.0.0 again\r\n", 220, ("found", Some("warn"))),
        ("421 4.7.0 no\r\n", 421, ("not-found", None)),
    ];
    in_parallel(&rows, |(reply, code, expected)| {
        let theatre = Theatre::with_host(inside(
            &[("EHLO", "250 mx.lab.test\r\n"), ("STARTTLS", reply)],
            [],
        ));
        let options = ["--quick", "--timeout", "5s", "--format", "json"];
        let report = theatre.audit(&options).json();
        let smtp = &report["endpoints"][0]["smtp"];
        assert_eq!(
            smtp["starttls_said_inside_tls"]["answer"], *code,
            "{smtp:#}"
        );
        assert_eq!(finding(&report, "starttls-inside-tls"), *expected);
        let paused = &report["endpoints"][0]["effort"]["paused_ms"];
        assert!(paused.as_f64().unwrap_or_default() < 0.1, "{paused}");
    });
}
