//! The modes of `--dnssec`, and the resolver's opinion beside our own.

use crate::lab::fresh;
use smtls::dns::{DnssecMode, DnssecReach, DnssecStatus, NoAnswer, Opinion};

#[test]
fn d53_the_resolver_s_opinion_stands_beside_our_own() {
    use DnssecStatus::{Bogus, Insecure, Secure};
    for (service, name, status, opinion) in [
        ("validating", "nsec.test.", Secure, Opinion::Authentic),
        ("plain", "nsec.test.", Secure, Opinion::Plain),
        ("validating", "unsigned.test.", Insecure, Opinion::Plain),
        ("plain", "expired.test.", Bogus, Opinion::Plain),
    ] {
        let found = fresh(service, DnssecMode::Auto, name, "MX");
        assert_eq!(found.verdict(), status, "{found:?}");
        assert_eq!(found.trail.opinion, Some(opinion), "{found:?}");
    }
    let found = fresh("validating", DnssecMode::Auto, "expired.test.", "MX");
    assert_eq!(found.verdict(), Bogus, "{found:?}");
    let Some(Opinion::Rejected { code, explanation }) = found.trail.opinion else {
        panic!("{:?}", found.trail.opinion);
    };
    assert_eq!(code, "SERVFAIL");
    let explanation = explanation.unwrap();
    assert!(explains(&explanation), "{explanation}");
    let alone = fresh("validating", DnssecMode::Validate, "nsec.test.", "MX");
    assert_eq!(alone.trail.opinion, None);
}

#[test]
fn what_we_find_bogus_and_the_resolver_authentic_is_left_open() {
    let found = fresh("resolver-vouches", DnssecMode::Auto, "www.nsec.test.", "A");
    assert_eq!(found.verdict(), DnssecStatus::Indeterminate, "{found:?}");
    let why = found.trail.why().unwrap();
    assert!(why.contains("no RRSIG over www.nsec.test. A"), "{why}");
    assert!(why.contains("the resolver calls it authentic"), "{why}");
    assert_eq!(found.outcome, Ok(1));
}

#[test]
fn m41_with_the_resolver_s_word_the_ad_bit_decides() {
    use DnssecStatus::{Indeterminate, Insecure, Secure};
    for (service, name, record_type, status) in [
        ("validating", "nsec.test.", "MX", Secure),
        ("validating", "nope.nsec.test.", "A", Secure),
        ("validating", "alias2.nsec.test.", "A", Secure),
        ("validating", "ualias.nsec.test.", "A", Insecure),
        ("validating", "expired.test.", "MX", Indeterminate),
        ("plain", "nsec.test.", "MX", Insecure),
    ] {
        let found = fresh(service, DnssecMode::Resolver, name, record_type);
        assert_eq!(found.verdict(), status, "{found:?}");
        assert_eq!(found.reach, DnssecReach::Resolver);
    }
    let failed = fresh("validating", DnssecMode::Resolver, "expired.test.", "MX");
    let NoAnswer::Code(code) = failed.outcome.unwrap_err() else {
        panic!("{:?}", failed.trail);
    };
    assert!(code.contains("SERVFAIL (") && explains(&code), "{code}");
    let gone = fresh(
        "validating",
        DnssecMode::Resolver,
        "dangling.nsec.test.",
        "A",
    );
    let no_answer = gone.outcome.unwrap_err();
    assert!(
        matches!(no_answer, NoAnswer::DanglingAlias(_)),
        "{no_answer}"
    );
}

#[test]
fn off_means_that_nothing_is_known() {
    let found = fresh("validating", DnssecMode::Off, "nsec.test.", "MX");
    assert_eq!(found.outcome, Ok(2));
    assert_eq!(found.verdict(), DnssecStatus::Indeterminate);
    assert_eq!(found.trail.why(), Some("DNSSEC was not asked for"));
    assert_eq!(found.reach, DnssecReach::Off);
}

/// The first answer says what is wrong; those out of the cache say only that something is.
fn explains(words: &str) -> bool {
    words.contains("signature expired") || words.contains("DNSSEC bogus")
}
