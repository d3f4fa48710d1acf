//! `--check`: what is published against what is shown.

use super::scene::{Files, ends, playing, records, says};

#[test]
fn d02_d07_d16_d25_d26_what_is_published_decides() {
    for (name, code, words, found) in [
        (
            "dane-ee",
            0,
            "cover what the server shows",
            "matches the end-entity key",
        ),
        (
            "dane-ta",
            0,
            "cover what the server shows",
            "matches the key of the CA",
        ),
        (
            "dane-rollover",
            0,
            "cover what the server shows",
            "matches nothing that was sent",
        ),
        (
            "dane-mismatch",
            42,
            "senders that know DANE keep their mail",
            "add: _25._tcp.mx1.dane-mismatch.test. ",
        ),
        (
            "dane-ta-not-sent",
            42,
            "senders that know DANE keep",
            "matches nothing that was sent",
        ),
        (
            "dane-ta-wrong-name",
            42,
            "senders that know DANE keep",
            "www.other.test",
        ),
        (
            "dane-unusable-only",
            42,
            "no sender can use any of them",
            "PKIX-EE(1) means nothing for mail",
        ),
        (
            "dane-no-starttls",
            29,
            "STARTTLS is not offered",
            "; exit 29",
        ),
        (
            "insecure-zone",
            42,
            "sign the zone first",
            "DNSSEC does not secure the addresses",
        ),
        (
            "dnssec-stripped",
            45,
            "DNSSEC is not available here",
            "IN TLSA 3 1 1 ",
        ),
        ("bogus-tlsa", 42, "could not be looked up", "IN TLSA 3 1 1 "),
        ("tlsa-servfail", 42, "SERVFAIL", "IN TLSA 3 1 1 "),
        ("bogus-mx", 40, "bogus-mx.test", "; exit 40"),
        (
            "half-dane",
            0,
            "cover what the server shows",
            "_25._tcp.mx1.half-dane-host.test.",
        ),
        (
            "dane-partial",
            42,
            "no TLSA records are published at _25._tcp.mx2.dane-partial.test yet: publish what stands here",
            "mx1.dane-partial.test",
        ),
    ] {
        let outcome = ends(playing(name).tlsa(&["--check"]), code, &[words]);
        says(&outcome, &[found]);
    }
}

#[test]
fn d83_without_a_check_the_same_records_are_printed_and_nothing_fails() {
    for name in [
        "dane-ee",
        "dane-mismatch",
        "insecure-zone",
        "dnssec-stripped",
        "bogus-tlsa",
    ] {
        let outcome = playing(name).tlsa(&[]).exits(0);
        assert_eq!(records(&outcome).len(), 1, "{outcome}");
    }
}

#[test]
fn d10_a_record_of_a_ca_that_is_not_sent_is_refused() {
    for name in ["missing-intermediate", "wrong-intermediate"] {
        let outcome = playing(name).tlsa(&["--issuer"]);
        let words = [
            "no record 2 1 1",
            "is not sent with it",
            "RFC 7672, section 3.1.2",
        ];
        let outcome = ends(outcome, 42, &words);
        assert!(records(&outcome).is_empty(), "{outcome}");
    }
    // Beside what can be had it fails as well, because it was asked for.
    let both = ["--issuer", "--usage", "3"];
    let outcome = ends(
        playing("missing-intermediate").tlsa(&both),
        42,
        &["no record 2 1 1"],
    );
    assert_eq!(records(&outcome).len(), 1, "{outcome}");
}

#[test]
fn a_host_that_cannot_be_met_ends_as_a_probe_of_it() {
    let outcome = playing("dane-no-starttls").tlsa(&[]).exits(29);
    assert!(records(&outcome).is_empty(), "{outcome}");
}

#[test]
fn d92_records_of_a_wildcard_are_changed_at_the_wildcard() {
    let theatre = playing("dane-wildcard");
    let owner = "*._tcp.mx1.dane-wildcard.test.";
    let outcome = ends(
        theatre.tlsa(&["--check"]),
        0,
        &["cover what the server shows"],
    );
    says(
        &outcome,
        &["the wildcard *._tcp.mx1.dane-wildcard.test answers for it"],
    );
    let (found, record) = records(&outcome).remove(0);
    assert_eq!(found, owner);
    let files = Files::new();
    let next = files.path("key.pem");
    let outcome = theatre.tlsa(&["--check", "--next", &next]).exits(42);
    let steps: Vec<&str> = outcome.stdout.lines().collect();
    for (word, tail) in [("add", ""), ("remove", &record.to_string()[..])] {
        let begin = format!(";    {word}: {owner} ");
        let mut steps = steps.iter().filter(|line| line.starts_with(&begin));
        assert!(steps.any(|line| line.ends_with(tail)), "{word}: {outcome}");
    }
    assert!(!outcome.stdout.contains("add: _25."), "{outcome}");
    let all: Vec<String> = records(&outcome).into_iter().map(|(it, _)| it).collect();
    assert_eq!(all, [owner, owner], "{outcome}");
    // Elsewhere nobody has to be told of wildcards.
    let outcome = playing("dane-ee").tlsa(&["--check"]).exits(0);
    assert!(!outcome.stdout.contains("wildcard"), "{outcome}");
}

#[test]
fn d93_until_when_the_signature_holds_is_told() {
    let theatre = playing("dane-ee");
    let text = theatre.tlsa(&["--check"]).exits(0);
    says(
        &text,
        &["; signature: until 20", "is to renew it before that"],
    );
    let json = theatre.tlsa(&["--check", "--format", "json"]).exits(0);
    let signature = json.json()["hosts"][0]["published"]["signature"].clone();
    assert_eq!(signature["late"], false, "{signature}");
    let end = signature["expiration"].as_str().unwrap();
    assert!(text.stdout.contains(&end[..10]), "{end}: {text}");
    // Who does not validate has not checked it either.
    let trusting = theatre.tlsa(&["--check", "--dnssec", "resolver"]);
    assert!(!trusting.stdout.contains("signature"), "{trusting}");
}

#[test]
fn d81_what_is_not_published_is_told_once_for_each_host_and_what_to_do_at_the_end() {
    let outcome = ends(
        playing("good").tlsa(&["--check"]),
        42,
        &[
            "no TLSA records are published at",
            "publish what stands here",
        ],
    );
    let told = outcome
        .stdout
        .matches("there are no TLSA records at _25._tcp.mx2.good.test");
    assert_eq!(told.count(), 1, "{outcome}");
}

#[test]
fn d73_what_many_combinations_share_is_told_once() {
    let outcome = playing("dane-ee").tlsa(&["--all-combinations"]).exits(0);
    for words in [
        "some senders cannot use it",
        "no sender can use PKIX-TA(0)",
        "not every sender must know SHA2-512(2)",
    ] {
        let told = outcome.stdout.replace("\n;     ", " ");
        assert_eq!(told.matches(words).count(), 1, "{words}: {outcome}");
    }
    says(&outcome, &["; not recommended, see (", "; see ("]);
}
