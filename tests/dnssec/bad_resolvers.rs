//! Resolvers that are bad without malice: nothing is called secure or bogus through them that they cannot show.

use crate::lab::fresh;
use smtls::dns::{DnssecMode, DnssecReach, DnssecStatus, NoAnswer};

/// Good, broken and unsigned zones.
const QUESTIONS: [(&str, &str); 5] = [
    ("nsec.test.", "MX"),
    ("_25._tcp.mx1.nsec3.test.", "TLSA"),
    ("alias2.nsec.test.", "A"),
    ("expired.test.", "MX"),
    ("www.unsigned.test.", "A"),
];

#[test]
fn d51_through_a_resolver_without_dnssec_everything_is_indeterminate_and_still_answered() {
    for (resolver, words) in [
        ("strip", "no RRSIG came with the SOA record"),
        ("strip-do", "no RRSIG came with the SOA record"),
        ("strip-denials", "no NSEC or NSEC3 record came"),
        ("formerr-edns", "SOA of . was answered with FORMERR"),
    ] {
        let service = format!("resolver-{resolver}");
        for (name, record_type) in QUESTIONS {
            for mode in [DnssecMode::Auto, DnssecMode::Validate] {
                let found = fresh(&service, mode, name, record_type);
                let case = format!("{resolver} {name}: {found:?}");
                assert!(found.outcome.is_ok(), "{case}");
                assert_eq!(found.verdict(), DnssecStatus::Indeterminate, "{case}");
                assert!(found.trail.why().unwrap().contains(words), "{case}");
                let DnssecReach::Stripped(why) = &found.reach else {
                    panic!("{case}");
                };
                assert!(why.contains(words), "{case}");
            }
            let denied = fresh(&service, DnssecMode::Validate, "nope.nsec.test.", "A");
            assert_eq!(denied.outcome, Err(NoAnswer::NxDomain), "{resolver}");
            assert_eq!(denied.verdict(), DnssecStatus::Indeterminate, "{resolver}");
        }
    }
}

#[test]
fn resolvers_that_fail_leave_everything_indeterminate() {
    for (resolver, no_answer) in [
        ("servfail", "SERVFAIL"),
        ("refused", "REFUSED"),
        ("drop", "no resolver answered"),
    ] {
        let service = format!("resolver-{resolver}");
        for mode in [DnssecMode::Auto, DnssecMode::Resolver] {
            let found = fresh(&service, mode, "nsec.test.", "MX");
            let error = found.outcome.as_ref().unwrap_err().to_string();
            assert!(error.contains(no_answer), "{resolver}: {found:?}");
            assert_eq!(found.verdict(), DnssecStatus::Indeterminate, "{resolver}");
        }
    }
}

#[test]
fn long_answers_come_by_tcp_and_without_it_nothing_is_concluded() {
    let big = "_25._tcp.big.nsec.test.";
    for (name, record_type) in [("nsec.test.", "MX"), (big, "TLSA")] {
        let found = fresh("resolver-tc", DnssecMode::Auto, name, record_type);
        assert_eq!(found.verdict(), DnssecStatus::Secure, "{found:?}");
    }
    let short = fresh("resolver-notcp", DnssecMode::Auto, "nsec.test.", "MX");
    assert_eq!(short.verdict(), DnssecStatus::Secure, "{short:?}");
    let long = fresh("resolver-notcp", DnssecMode::Auto, big, "TLSA");
    assert_eq!(long.verdict(), DnssecStatus::Indeterminate, "{long:?}");
}
