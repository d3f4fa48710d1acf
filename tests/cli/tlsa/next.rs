//! `--next`: is the next key covered, and what is to be done in which order.

use super::scene::{Files, ends, playing, records, says};
use crate::support::Theatre;
use smtls::dane::Combination;
use smtls::lab::{Pinned, TlsaSpec, find};

#[test]
fn d74_the_plan_has_the_lines_to_add_and_to_remove_and_how_long_to_wait() {
    let files = Files::new();
    let theatre = playing("dane-ee");
    for name in ["chain.pem", "own.pem", "own.der", "key.pem", "both.pem"] {
        let next = files.path(name);
        let outcome = theatre.tlsa(&["--check", "--next", &next]);
        let outcome = ends(outcome, 42, &["covers the next certificate yet"]);
        let record = Combination::RECOMMENDED.record_of_key(&files.key).unwrap();
        let line = format!("_25._tcp.mx1.dane-ee.test. 300 IN TLSA {record}");
        says(
            &outcome,
            &[
                "pattern: the current key alone",
                "plan (RFC 7671, section 8.1):",
                &format!("\n;    add: {line}\n"),
                "2. wait until every name server of the zone answers with that, and then two TTLs more (600 s, 10 min)",
                "3. give the server its next certificate",
                "4. when that went well",
                "\n;    remove: _25._tcp.mx1.dane-ee.test. 300 IN TLSA 3 1 1 ",
            ],
        );
        let now: Vec<_> = records(&outcome).into_iter().map(|(_, one)| one).collect();
        assert_eq!(now.len(), 2, "{outcome}");
        assert!(now.contains(&record), "{outcome}");
        assert!(!outcome.stdout.contains("PRIVATE"), "{outcome}");
        let noted = outcome.stdout.contains("of which nothing was used");
        assert_eq!(noted, name == "both.pem", "{outcome}");
    }
    // Without a check it is no failure that it is not there yet.
    theatre.tlsa(&["--next", &files.path("key.pem")]).exits(0);
}

#[test]
fn d40_d74_a_next_key_that_is_published_is_covered() {
    let files = Files::new();
    let mut scenario = find("dane-ee").unwrap();
    let record = Combination::RECOMMENDED.record_of_key(&files.key).unwrap();
    scenario.tlsa.push(TlsaSpec {
        owner: "_25._tcp.mx1.dane-ee.test".to_owned(),
        usage: 3,
        selector: 1,
        matching_type: 1,
        of: Pinned::Octets(record.data.clone()),
    });
    let theatre = Theatre::new(&scenario);
    let next = files.path("own.pem");
    let outcome = theatre.tlsa(&["--check", "--next", &next]);
    let outcome = ends(
        outcome,
        0,
        &["cover what the server shows, and what comes next"],
    );
    says(
        &outcome,
        &[
            "the next key is covered already",
            "1. give the server its next certificate",
        ],
    );
    assert!(!outcome.stdout.contains(";    add:"), "{outcome}");
    let json = theatre
        .tlsa(&["--check", "--next", &next, "--format", "json"])
        .exits(0)
        .json();
    let host = &json["hosts"][0];
    assert_eq!(host["credentials"][1]["role"], "next");
    assert_eq!(host["credentials"][1]["covered"], true);
    assert_eq!(host["plan"]["steps"][0]["action"], "deploy");
    let line = host["lines"][1]["line"].as_str().unwrap();
    assert!(line.contains(&record.to_string()), "{line}");
}

#[test]
fn d75_the_same_key_and_an_unknown_ca() {
    // What the server shows now, saved as a file, is what it shows next.
    let theatre = playing("dane-ee");
    let folder = tempfile::tempdir().unwrap();
    let saved = folder.path().join("now.pem").display().to_string();
    theatre.probe(&["--save-chain", &saved]).exits(0);
    let outcome = theatre.tlsa(&["--check", "--next", &saved]);
    let outcome = ends(outcome, 0, &["and what comes next"]);
    says(
        &outcome,
        &[
            "a key that the server uses already",
            "plan: nothing is to be changed in the zone",
        ],
    );
    // Of a key alone nobody knows which CA will certify it.
    let files = Files::new();
    let next = files.path("key.pem");
    let outcome = playing("dane-ta").tlsa(&["--check", "--next", &next]);
    let outcome = ends(outcome, 45, &["depends on the CA"]);
    says(
        &outcome,
        &["name the certificate with --next as soon as it is there"],
    );
}

#[test]
fn d81_where_the_records_do_not_count_or_are_not_known_there_is_no_wrong_plan() {
    let files = Files::new();
    let next = files.path("own.pem");
    let unsigned = playing("insecure-zone").tlsa(&["--next", &next]).exits(0);
    says(&unsigned, &["none count yet", "sign the zone first"]);
    let unknown = playing("dnssec-stripped").tlsa(&["--next", &next]).exits(0);
    assert!(!unknown.stdout.contains("plan"), "{unknown}");
}

#[test]
fn d74_what_caches_keep_for_a_day_is_waited_for_two_days() {
    let files = Files::new();
    let next = files.path("own.pem");
    let theatre = playing("dane-long-ttl");
    for (options, seconds) in [
        (&[][..], 172_800),
        // A shorter one for the lines does not shorten what caches hold; a longer one counts.
        (&["--ttl", "60"], 172_800),
        (&["--ttl", "604800"], 1_209_600),
    ] {
        let options = [&["--next", &next], options].concat();
        let outcome = theatre.tlsa(&options).exits(0);
        let days = seconds / 86_400;
        let words = format!("and then two TTLs more ({seconds} s, {days} days) before the server");
        says(&outcome, &[&words]);
        let json = theatre
            .tlsa(&[&options[..], &["--format", "json"]].concat())
            .exits(0)
            .json();
        let host = &json["hosts"][0];
        assert_eq!(host["published"]["ttl"], 86_400);
        assert_eq!(host["plan"]["steps"][1]["wait_seconds"], seconds);
    }
    // A resolver that is believed has a cache, and what it says counts down.
    let believed = ["--next", &next, "--dnssec", "resolver"];
    let outcome = theatre.tlsa(&believed).exits(0);
    says(
        &outcome,
        &["two TTLs of these records more before the server"],
    );
}

#[test]
fn d34_records_of_two_hosts_below_one_alias_stay_for_the_other() {
    let files = Files::new();
    let theatre = playing("dane-shared-records");
    let next = files.path("own.pem");
    let outcome = theatre.tlsa(&["--check", "--next", &next]).exits(42);
    let owner = "tlsa._dane.dane-shared-records.test.";
    let found = records(&outcome);
    assert_eq!(found.len(), 6, "{outcome}");
    assert!(found.iter().all(|(at, _)| at == owner), "{outcome}");
    says(
        &outcome,
        &[
            "_25._tcp.mx1.dane-shared-records.test is an alias for tlsa._dane.dane-shared-records.test",
            "name that one instead",
            "leaves records alone",
        ],
    );
    // Of each host nothing but its own key goes.
    let removed = outcome.stdout.matches(";    remove: ").count();
    assert_eq!(removed, 2, "{outcome}");
    let json = theatre
        .tlsa(&["--check", "--format", "json"])
        .exits(0)
        .json();
    assert_eq!(json["hosts"][0]["owner"], owner);
}

#[test]
fn d94_a_resolver_that_is_believed_tells_of_no_wildcard_so_that_all_records_are_named() {
    let files = Files::new();
    let theatre = playing("dane-wildcard");
    let next = files.path("key.pem");
    let believed = ["--next", &next, "--dnssec", "resolver"];
    let outcome = theatre.tlsa(&[&believed[..], &["--format", "json"]].concat());
    let host = outcome.exits(0).json()["hosts"][0].clone();
    let add = host["plan"]["steps"][0]["add"].as_array().unwrap();
    let published = host["published"]["records"][0]["line"].as_str().unwrap();
    let of_published = published.split(" TLSA ").last().unwrap();
    assert_eq!(add.len(), 2, "{host:#}");
    assert!(add[0].as_str().unwrap().ends_with(of_published), "{host:#}");
    let notes = host["notes"].to_string();
    assert!(
        notes.contains("come from a wildcard is not known"),
        "{host:#}"
    );
}

#[test]
fn d95_at_a_wildcard_a_ca_comes_beside_the_key() {
    let files = Files::new();
    let theatre = playing("dane-wildcard");
    let next = files.path("key.pem");
    // Of a key alone nobody knows the CA, so that a record of that cannot be had.
    let outcome = theatre.tlsa(&["--issuer", "--next", &next]).exits(42);
    says(
        &outcome,
        &[
            "the old kind of record stays beside the new",
            "nor does another service that may have the same records need these",
        ],
    );
    assert!(!outcome.stdout.contains("in the place of"), "{outcome}");
}

#[test]
fn d96_sha2_512_for_a_host_with_sha2_256_comes_beside_it() {
    let files = Files::new();
    let next = files.path("chain.pem");
    let outcome = playing("dane-ee").tlsa(&["--matching", "2", "--next", &next]);
    let outcome = outcome.exits(0);
    says(&outcome, &["3 1 2 comes beside 3 1 1"]);
    let all: Vec<_> = records(&outcome).into_iter().map(|(_, one)| one).collect();
    let kinds: Vec<u8> = all.iter().map(|one| one.matching_type).collect();
    assert_eq!(kinds, [1, 2], "{outcome}");
}

#[test]
fn d97_records_of_no_use_are_left_out_and_that_is_told() {
    let files = Files::new();
    let next = files.path("key.pem");
    let outcome = playing("dane-unusable-only").tlsa(&["--next", &next]);
    let outcome = outcome.exits(0);
    says(&outcome, &["which no sender can use, are left out of this"]);
}
