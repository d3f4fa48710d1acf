//! Certificates: dates, names, issuers and pins.

use super::*;

#[test]
fn certificates_are_held_to_their_dates_names_and_issuers() {
    let report = report_on("expired", &[]);
    check(
        &report,
        &[
            ("validity", "unmet 41 ", ""),
            (
                "days-left=0",
                "unmet 41 CN=mx1.expired.test expired on ",
                "renew",
            ),
            ("days-left=0", "ago; 0 days are wanted", "renew"),
        ],
    );
    let report = report_on("expired-intermediate", &[]);
    check(
        &report,
        &[
            ("days-left=1", "met 0 ", ""),
            ("chain-days-left=1", "unmet 41 CN=", "renew"),
        ],
    );
    let report = report_on("wildcard", &[]);
    check(
        &report,
        &[
            ("certificate-names=other.wildcard.test", "met 0 ", ""),
            ("certificate-names=a.other.wildcard.test", "unmet 41 ", ""),
            ("names", "met 0 ", ""),
        ],
    );
    let report = report_on("cn-only", &[]);
    check(
        &report,
        &[(
            "certificate-names=mx1.cn-only.test",
            "unmet 41 the certificate has no subjectAltName",
            "",
        )],
    );
    let report = report_on("self-signed", &[]);
    check(
        &report,
        &[
            ("path", "unmet 41 ", ""),
            ("trust=trusted", "unmet 44 the peer is untrusted", ""),
        ],
    );
}

#[test]
fn seconds_count_where_days_are_wanted() {
    let mut report = report_on("good", &[]);
    let left = |report: &mut Report, seconds: i64| {
        let chain = &mut report.endpoints[0].observations[0].chain;
        let contents = chain[0].contents.as_mut().expect("contents");
        contents.seconds_left = seconds;
    };
    for (seconds, wanted) in [
        (14 * 86_400, "met"),
        (14 * 86_400 - 1, "unmet"),
        (13 * 86_400 + 23 * 3_600, "unmet"),
    ] {
        left(&mut report, seconds);
        let (seen, _) = told(&rows("days-left=14", Some(&report), None));
        assert!(seen.starts_with(wanted), "{seconds}: {seen}");
    }
    let (seen, _) = told(&rows("days-left=14", Some(&report), None));
    assert!(
        seen.contains("13 days and 23 hours left; 14 days are wanted"),
        "{seen}"
    );
}

#[test]
fn a_certificate_that_is_not_valid_yet_is_valid_for_no_day() {
    let report = report_on("not-yet-valid", &[]);
    for typed in ["days-left=0", "days-left=5", "chain-days-left=5"] {
        check(
            &report,
            &[(
                typed,
                "unmet 41 CN=mx1.not-yet-valid.test is not valid before ",
                "check the clock",
            )],
        );
    }
}

#[test]
fn of_certificates_with_several_kinds_of_keys_the_first_to_expire_decides() {
    let mut report = report_on("dane-two-keys", &[]);
    for typed in ["days-left=5", "chain-days-left=5"] {
        check(
            &report,
            &[(typed, "met 0 CN=mx1.dane-two-keys.test (ECDSA) ", "")],
        );
    }
    let observations = &mut report.endpoints[0].observations;
    let other = observations
        .iter_mut()
        .find(|seen| seen.purpose == "other-key")
        .expect("another connection");
    let own = other.chain[0].contents.as_mut().expect("contents");
    own.seconds_left = 4 * 86_400;
    for typed in ["days-left=5", "chain-days-left=5"] {
        check(
            &report,
            &[(
                typed,
                "unmet 41 CN=mx1.dane-two-keys.test (RSA) expires on ",
                "renew",
            )],
        );
    }
}

#[test]
fn a_pin_holds_only_where_the_key_was_proved() {
    let mut report = report_on("good", &[]);
    let session = &mut report.endpoints[0].observations[0];
    let typed = format!("pins={}", session.chain[0].sha256);
    let tls = session.tls.as_mut().expect("TLS");
    tls.signature_unchecked = Some("nobody can".to_owned());
    let (seen, _) = told(&rows(&typed, Some(&report), None));
    assert!(
        seen.contains("not-tested 45 the certificate is pinned: "),
        "{seen}"
    );
    assert!(seen.contains("could not be checked: nobody can"), "{seen}");
}
