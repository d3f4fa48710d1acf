//! What the domain promises: DANE, MTA-STS and TLSRPT.

use super::*;

#[test]
fn what_the_domain_promises_is_held_against_it() {
    let report = report_on("dane-ee", &[]);
    check(
        &report,
        &[
            ("dane", "met 0 ", ""),
            ("trust=verified", "met 0 the peer is verified", ""),
            (
                "sender=deliver-authenticated",
                "met 0 a sender would deliver over TLS authenticated by DANE",
                "",
            ),
        ],
    );
    let report = report_on("dane-mismatch", &[]);
    check(
        &report,
        &[
            ("dane", "unmet 42 ", ""),
            ("sender=defer", "met 0 ", ""),
            ("sender=deliver-in-the-clear", "unmet 44 ", ""),
        ],
    );
    let report = report_on("dnssec-stripped", &[]);
    check(
        &report,
        &[
            ("dnssec", "not-tested 45 ", ""),
            ("dane", "not-tested 45 ", ""),
        ],
    );
    let report = report_on("mta-sts-enforce", &[]);
    check(
        &report,
        &[
            (
                "mta-sts-mode=enforce",
                "met 0 the policy's mode is enforce",
                "",
            ),
            (
                "mta-sts-mode=testing",
                "unmet 43 the policy's mode is enforce",
                "mode: testing",
            ),
        ],
    );
    let both = rows("mta-sts", Some(&report), None);
    let seen: Vec<_> = both
        .iter()
        .map(|row| (row.endpoint.is_some(), row.outcome))
        .collect();
    assert_eq!(
        seen,
        [
            (false, ExpectationOutcome::Met),
            (true, ExpectationOutcome::Met)
        ]
    );
    let report = report_on("mta-sts-unmatched-mx", &[]);
    let codes: Vec<u8> = rows("mta-sts", Some(&report), None)
        .iter()
        .map(|it| it.exit_code)
        .collect();
    assert!(codes.contains(&43), "{codes:?}");
    let report = report_on("tlsrpt", &[]);
    let to = report
        .policies
        .tls_rpt
        .as_ref()
        .expect("TLSRPT")
        .destinations[0]
        .clone();
    check(
        &report,
        &[
            ("tlsrpt", "met 0 ", ""),
            (
                &format!("tls-report-to={to}"),
                "met 0 reports on TLS go to mailto:",
                "",
            ),
            (
                &format!("tls-report-to={to},https://a.test/b"),
                "unmet 44 ",
                "add https://a.test/b to rua=",
            ),
        ],
    );
}
