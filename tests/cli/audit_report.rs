//! What `smtls audit` reports: findings with their evidence, and profiles, the user's own too.

use crate::support::{Smtls, Theatre};
use smtls::lab::{Manners, find};
use std::fs;

/// A profile that wants what no server of the lab has.
const STRICT: &str = r#"
name = "ours"
extends = "mx"

[[tls_versions]]
names = ["TLS 1.2"]
grade = "insufficient"
must = true
clause = "our rule 7"
"#;

#[test]
fn x22_a_profile_of_ones_own_decides_or_is_refused_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ours.toml");
    let name = file.display().to_string();
    fs::write(&file, STRICT).unwrap();
    let theatre = Theatre::with_host(Manners::default());
    let outcome = theatre.audit(&["--profile", &name, "--quick"]);
    outcome
        .ends(44, &["fails 1 MUST of the profile ours: TLS 1.2"])
        .says(&["FAIL  TLS 1.2 [our rule 7]"])
        .plain();

    fs::write(&file, STRICT.replace("must =", "mist =")).unwrap();
    let words = ["audit", "--profile", &name, "a.test"];
    let says = ["ours.toml", "line 8", "\"mist\"", "did you mean must?"];
    Smtls::new(words).run().refused(&says);
}

#[test]
fn hints_name_the_command_that_was_typed() {
    for (options, says) in [
        (
            &["--max-connections", "0"][..],
            &[
                "--max-connections cannot be \"0\"",
                "hint: write a whole number, 1 or more",
            ][..],
        ),
        (
            &["--ca-file", "root.pem"],
            &[
                "--ca-file is an option of smtls probe",
                "hint: see smtls audit --help",
            ],
        ),
        (&["--xyzzy"], &["--xyzzy", "hint: see smtls audit --help"]),
    ] {
        let words = [&["audit"], options, &["a.test"]].concat();
        Smtls::new(words).run().refused(says);
    }
    let words = ["probe", "--quick", "a.test"];
    let says = [
        "--quick is an option of smtls audit",
        "hint: see smtls probe --help",
    ];
    Smtls::new(words).run().refused(&says);
}

#[test]
fn x24_hello_and_answer_are_shown_where_they_are_asked_for() {
    let theatre = Theatre::with_host(Manners::default());
    let strict = ["--profile", "mozilla-modern", "--quick"];
    let plain = theatre.audit(&[&strict[..], &["--format", "json"]].concat());
    let plain = plain.json();
    let evidence = plain["endpoints"][0]["evidence"].as_array().unwrap();
    assert!(!evidence.is_empty());
    assert!(evidence.iter().all(|it| it.get("sent").is_none()));

    let shown = [&strict[..], &["--evidence", "--format", "json"]].concat();
    let shown = theatre.audit(&shown).json();
    assert_eq!(shown["conclusion"]["exit_code"], 44);
    let endpoint = &shown["endpoints"][0];
    for line in endpoint["profile"]["lines"].as_array().unwrap() {
        for number in line["evidence"].as_array().unwrap() {
            let at = usize::try_from(number.as_u64().unwrap()).unwrap();
            let evidence = &endpoint["evidence"][at];
            assert_eq!(evidence["id"], *number);
            // A record of a handshake (RFC 9846 §5.1), or a hello of SSL 2.0.
            let Some(sent) = evidence["sent"].as_str() else {
                assert_eq!(evidence["question"], "an ordinary session");
                continue;
            };
            assert!(sent.starts_with("16") || sent.starts_with('8'), "{sent}");
            assert_ne!(evidence["received"], "", "{evidence:#}");
        }
    }
}

/// A line without what is different each time: dates, digests, how long it took, and blanks that make room for it.
fn lasting(line: &str) -> String {
    let mut words: Vec<&str> = line.split_whitespace().collect();
    for at in 0..words.len() {
        let word = words[at];
        let is_date = word.len() == 10 && word.split('-').count() == 3;
        let is_digest = word.len() == 64 && word.bytes().all(|b| b.is_ascii_hexdigit());
        let next = words
            .get(at + 1)
            .map(|next| next.trim_end_matches([',', ';']));
        if is_date || is_digest || (next == Some("s") && word.parse::<f64>().is_ok()) {
            words[at] = "_";
        }
    }
    words.join(" ")
}

#[test]
fn the_readme_shows_what_an_audit_prints() {
    let readme = include_str!("../../README.md");
    let (_, example) = readme
        .split_once("$ smtls audit tls10-only.test\n")
        .unwrap();
    let (example, _) = example.split_once("```").unwrap();
    let theatre = Theatre::new(&find("tls10-only").unwrap());
    let outcome = theatre.audit(&[]).exits(44);
    let printed: Vec<String> = outcome.stdout.lines().map(lasting).collect();
    let mut rest = printed.as_slice();
    for (index, piece) in example.split("...\n").enumerate() {
        let piece: Vec<String> = piece.lines().map(lasting).collect();
        let found = rest.windows(piece.len()).position(|lines| lines == piece);
        // Nothing is left out in front.
        assert!(index > 0 || found == Some(0), "{piece:#?}\n{outcome}");
        let Some(at) = found else {
            panic!("README.md shows what is not printed: {piece:#?}\n{outcome}");
        };
        rest = &rest[at + piece.len()..];
    }
    assert_eq!(rest, [""; 0], "README.md leaves out the end");
}

#[test]
fn text_is_as_wide_as_the_screen_and_at_most_100_columns() {
    let theatre = Theatre::new(&find("tls10-only").unwrap());
    for (told, width) in [("72", 72), ("200", 100), ("no number", 100)] {
        let mut words = theatre.words(&[]);
        words[0] = "audit".to_owned();
        words.retain(|word| word != "--ca-file" && !word.ends_with("root.pem"));
        let audit = Smtls::new(words).with("COLUMNS", told).run().exits(44);
        let probe = Smtls::new(theatre.words(&[])).with("COLUMNS", told).run();
        for outcome in [audit, probe] {
            // What smtls says in one line stays one where there is no terminal, for those who search it.
            let is_told =
                |line: &str| !line.starts_with(['=', '*', '<', ' ', '-']) || line.starts_with("  ");
            let of_report = |line: &&str| is_told(line) && !line.starts_with("exit ");
            // A digest that is longer than the room stands alone.
            let can_break = |line: &&str| line.split_whitespace().nth(1).is_some();
            let lines = outcome.stdout.lines().filter(of_report).filter(can_break);
            let lines: Vec<&str> = lines.collect();
            let widest = lines.iter().map(|line| line.len()).max().unwrap();
            assert!(
                widest <= width && widest + 12 > width,
                "{told}: {widest}\n{outcome}"
            );
        }
    }
}

#[test]
fn a_name_is_sent_where_the_target_is_an_address_and_one_is_given() {
    let theatre = Theatre::with_host(Manners::default());
    let socket = theatre.address("mx.lab.test").to_string();
    let plain = Smtls::new(["audit", &socket]).run().exits(0);
    plain.says(&["so that no name could be sent", "give one with --sni"]);
    for connection in theatre.connections() {
        let name = connection.server_name.as_deref();
        assert!(
            name.is_none_or(|name| name.ends_with(".invalid")),
            "{connection:#?}"
        );
    }
    let theatre = Theatre::with_host(Manners::default());
    let socket = theatre.address("mx.lab.test").to_string();
    let words = ["audit", "--sni", "mx.lab.test", "--format", "json", &socket];
    let report = Smtls::new(words).run().exits(0).json();
    let features = &report["endpoints"][0]["features"];
    for fact in ["server_name_required", "own_server_name_refused"] {
        assert_eq!(features[fact]["answer"], false, "{features:#}");
    }
    let connections = theatre.connections();
    let named = connections
        .iter()
        .filter(|one| one.server_name.as_deref() == Some("mx.lab.test"));
    assert!(named.count() > connections.len() / 2, "{connections:#?}");
    Smtls::new(["audit", "--sni", "192.0.2.1", "a.test"])
        .run()
        .refused(&["--sni", "no address"]);
}
