//! What `smtls audit` reports: findings with their evidence, and profiles, the user's own too.

use crate::support::{Smtls, Theatre};
use smtls::lab::Manners;
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
            &["must be 1 or more", "hint: see smtls audit --help"][..],
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
