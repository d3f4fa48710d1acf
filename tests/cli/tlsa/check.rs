//! `--check`: what is published against what is shown.

use super::scene::{ends, playing, says};

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
            "there are no TLSA records at _25._tcp.mx2.dane-partial.test",
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
        assert_eq!(super::scene::records(&outcome).len(), 1, "{outcome}");
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
        assert!(super::scene::records(&outcome).is_empty(), "{outcome}");
    }
    // Beside what can be had it fails as well, because it was asked for.
    let both = ["--issuer", "--usage", "3"];
    let outcome = ends(
        playing("missing-intermediate").tlsa(&both),
        42,
        &["no record 2 1 1"],
    );
    assert_eq!(super::scene::records(&outcome).len(), 1, "{outcome}");
}

#[test]
fn a_host_that_cannot_be_met_ends_as_a_probe_of_it() {
    let outcome = playing("dane-no-starttls").tlsa(&[]).exits(29);
    assert!(super::scene::records(&outcome).is_empty(), "{outcome}");
}
