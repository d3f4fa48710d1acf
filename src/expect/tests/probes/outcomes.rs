//! What an expectation comes to where not everything was seen, and the exit code.

use super::*;

#[test]
fn what_cannot_be_tested_now_is_neither_met_nor_unmet() {
    let report = report_on("ehlo-inside-tls-421", &[]);
    check(
        &report,
        &[
            ("stage=starttls", "met 0 ", ""),
            ("stage=ehlo", "not-tested 45 ehlo was not reached: ", ""),
            ("ehlo", "not-tested 45 ", ""),
            ("days-left=1", "met 0 ", ""),
            (
                "extensions=SIZE",
                "not-tested 45 no EHLO was answered inside TLS: ",
                "",
            ),
        ],
    );
    let report = report_on("nxdomain", &[]);
    check(
        &report,
        &[
            ("mx", "unmet 40 ", ""),
            ("starttls", "not-tested 45 no endpoint was probed: ", ""),
            ("days-left=14", "not-tested 45 no endpoint was probed: ", ""),
            ("mx-hosts=a.test", "not-tested 45 ", ""),
            ("exit-code=40", "met 0 ", ""),
        ],
    );
    let report = report_on("null-mx", &[]);
    check(
        &report,
        &[(
            "mx-hosts=a.test",
            "unmet 44 the hosts are none; missing: a.test",
            "",
        )],
    );
}

#[test]
fn only_endpoints_that_count_are_asked() {
    let report = report_on("first-mx-down", &[]);
    assert!(report.endpoints.iter().any(|endpoint| !endpoint.counts));
    let seen = rows("connect", Some(&report), None);
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert_eq!(seen[0].outcome, ExpectationOutcome::Met);
    let all = report_on("first-mx-down", &["--all"]);
    let seen = rows("connect", Some(&all), None);
    let codes: Vec<u8> = seen.iter().map(|row| row.exit_code).collect();
    assert_eq!(codes, [2, 0]);
}

#[test]
fn the_exit_code_is_the_worst_unless_one_is_expected() {
    let report = report_on("no-starttls", &[]);
    let own = report.conclusion.exit_code;
    for (typed, code) in [
        (&["stage=greeting"][..], 29),
        (&["stage=greeting", "exit-code=29"], 0),
        (&["stage=ehlo", "exit-code=29"], 29),
        (&["days-left=14", "exit-code=29"], 45),
        (&["exit-code=2"], 44),
        (&["exit-code=2", "exit-code=false"], 44),
        (&["exit-code=false"], 29),
        (&["extensions-in-the-clear=DSN"], 44),
        (&["extensions-in-the-clear=DSN", "dane"], 42),
    ] {
        let all: Vec<_> = typed.iter().map(|it| one(it).expect(it)).collect();
        let rows = held(&all, Some(&report), None);
        assert_eq!(exit(&all, &rows, Some(own)).number(), code, "{typed:?}");
    }
    assert_eq!(exit(&[], &[], None).number(), 0);
}

#[test]
fn nothing_that_was_not_run_is_met() {
    let names = crate::expect::Name::all().map(|name| {
        let row = name.row();
        format!("{}={}", row.name, row.typed_example())
    });
    for typed in names {
        let (seen, _) = told(&rows(&typed, None, None));
        assert!(
            seen.starts_with("not-tested 45 nothing was "),
            "{typed}: {seen}"
        );
    }
}

#[test]
fn what_could_not_be_found_out_is_not_unmet() {
    let report = report_on("greeting-421", &[]);
    check(
        &report,
        &[
            (
                "exit-code=29",
                "not-tested 45 the probe ends with 45: not testable now",
                "",
            ),
            ("exit-code=45", "met 0 ", ""),
            (
                "sender=deliver-unauthenticated",
                "not-tested 45 a sender would keep the message",
                "",
            ),
            ("sender=defer", "met 0 ", ""),
        ],
    );
    // Whether there are TLSA records is not known where DNSSEC does not reach.
    let report = report_on("dnssec-stripped", &[]);
    check(
        &report,
        &[
            (
                "trust=verified",
                "not-tested 45 the peer is trusted; DNSSEC is not available here",
                "",
            ),
            ("trust=trusted", "met 0 ", ""),
            (
                "sender=deliver-authenticated",
                "not-tested 45 a sender would deliver over TLS without authentication",
                "",
            ),
            ("sender=deliver-unauthenticated", "met 0 ", ""),
        ],
    );
    // That an address has no TLSA records is known.
    let report = report_on("address-not-in-certificate", &["--level", "encrypt"]);
    check(&report, &[("trust=verified", "unmet 44 ", "")]);
    let mut report = report_on("good", &[]);
    report.conclusion.exit_code = 130;
    check(&report, &[("exit-code=29", "not-tested 45 ", "")]);
}
