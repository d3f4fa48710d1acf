//! The whole output is a zone file, and its records are those that DANE wants.

use super::scene::{ends, playing, records, says};
use crate::support::Outcome;
use hickory_resolver::proto::rr::{Name, RecordType};
use hickory_resolver::proto::serialize::txt::Parser;

/// Standard output as an authoritative server would read it: every record, and nothing that is none.
#[track_caller]
fn parsed(outcome: &Outcome) -> usize {
    // A line of a zone needs a TTL from somewhere.
    let zone = format!("$TTL 60\n{}", outcome.stdout);
    let parser = Parser::new(zone, None, Some(Name::root()));
    let (_, sets) = parser
        .parse()
        .unwrap_or_else(|error| panic!("{error}: {outcome}"));
    let sets = sets.values();
    let sets = sets.inspect(|set| assert_eq!(set.record_type(), RecordType::TLSA, "{outcome}"));
    sets.map(|set| set.records_without_rrsigs().count()).sum()
}

#[test]
fn d55_the_records_printed_are_those_that_the_zone_has_and_the_output_is_a_zone() {
    for (name, options, count) in [
        ("dane-ee", &[][..], 1),
        ("dane-ee", &["--issuer"], 1),
        (
            "dane-ee",
            &[
                "--usage",
                "3",
                "--issuer",
                "--matching",
                "1",
                "--matching",
                "SHA2-512",
            ],
            4,
        ),
        ("dane-ee", &["--all-combinations"], 8),
        ("dane-ee", &["--ttl", "3600"], 1),
        ("dane-two-keys", &[], 2),
        ("dane-partial", &["--check"], 2),
        ("dane-cname", &[], 1),
        ("insecure-zone", &["--check"], 1),
    ] {
        let outcome = playing(name).tlsa(options).plain();
        assert_eq!(parsed(&outcome), count, "{outcome}");
        assert_eq!(records(&outcome).len(), count, "{outcome}");
    }
}

#[test]
fn d43_no_key_is_left_out() {
    let theatre = playing("dane-two-keys");
    let outcome = theatre.tlsa(&[]).exits(0);
    outcome.says(&["ECDSA P-256 key of", "RSA 2048 bits key of"]);
    // The same two are published, so that a check has nothing to say against them.
    ends(
        theatre.tlsa(&["--check"]),
        0,
        &["cover what the server shows"],
    );
    let outcome = playing("dane-rsa-uncovered").tlsa(&["--check"]);
    let outcome = ends(outcome, 42, &["RSA 2048 bits", "matches"]);
    says(&outcome, &["plan (RFC 7671, section 8)", "1. at once"]);
}

#[test]
fn d32_d67_records_stand_below_the_name_that_senders_ask_for() {
    for (name, owner) in [
        ("dane-cname", "_25._tcp.mail.dane-cname.test."),
        (
            "dane-original-name",
            "_25._tcp.mx1.dane-original-name.test.",
        ),
        ("dane-ee", "_25._tcp.mx1.dane-ee.test."),
    ] {
        let outcome = playing(name).tlsa(&["--check"]).exits(0);
        let (found, record) = records(&outcome).remove(0);
        assert_eq!(found, owner);
        assert_eq!(
            (record.usage, record.selector, record.matching_type),
            (3, 1, 1)
        );
    }
}

#[test]
fn every_fact_of_the_text_is_in_the_json() {
    let theatre = playing("dane-key-and-issuer");
    let text = theatre.tlsa(&["--check"]).exits(0);
    let json = theatre
        .tlsa(&["--check", "--format", "json"])
        .exits(0)
        .json();
    let host = &json["hosts"][0];
    assert_eq!(host["owner"], "_25._tcp.mx1.dane-key-and-issuer.test.");
    assert_eq!(host["published"]["pattern"], "current-and-issuer");
    assert_eq!(host["published"]["records"].as_array().unwrap().len(), 2);
    assert_eq!(host["credentials"][0]["covered"], true);
    let line = host["lines"][0]["line"].as_str().unwrap();
    assert!(text.stdout.lines().any(|one| one == line), "{text}");
    let sentence = json["conclusion"]["sentence"].as_str().unwrap();
    assert_eq!(text.last_line(), format!("; exit 0: {sentence}"));
    says(&text, &["pattern: the current key and its CA"]);
    let lines = theatre.tlsa(&["--format", "jsonl"]).exits(0);
    assert_eq!(lines.json_lines().len(), 1);
}

#[test]
fn several_forms_go_to_their_places() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("records.json");
    let json = format!("json={}", file.display());
    let theatre = playing("dane-ee");
    let outcome = theatre
        .tlsa(&["--format", &json, "--format", "text"])
        .exits(0);
    assert_eq!(records(&outcome).len(), 1);
    let document = std::fs::read_to_string(&file).unwrap();
    let document: serde_json::Value = serde_json::from_str(&document).unwrap();
    let line = document["hosts"][0]["lines"][0]["line"].as_str().unwrap();
    assert!(outcome.stdout.lines().any(|one| one == line), "{outcome}");
    let plugin = theatre.tlsa(&["--format", "tap"]);
    plugin.refused(&["tap", "--format"]);
}
