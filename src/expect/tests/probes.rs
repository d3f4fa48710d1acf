//! Expectations held against what real probes report.

use super::support::{rows, told};
use crate::expect::{exit, held, one};
use crate::report::{ExpectationOutcome, Report};
use crate::run::report_on;

/// Rows of expectation, outcome with exit code and words of the reason, and words of the fix.
fn check(report: &Report, table: &[(&str, &str, &str)]) {
    for (typed, wanted, fix) in table {
        let (seen, advice) = told(&rows(typed, Some(report), None));
        assert!(seen.contains(wanted), "{typed}: {seen}");
        assert!(advice.contains(fix), "{typed}: {seen}: {advice}");
        let is_unmet = seen.starts_with("unmet");
        assert!(
            is_unmet || !seen.starts_with("met") || advice.is_empty(),
            "{typed}: {advice}"
        );
    }
}

#[test]
fn a_good_server_meets_what_it_shows_and_nothing_else() {
    let report = report_on("good", &["--all", "--resume"]);
    for (typed, outcomes) in [
        ("starttls", "met met"),
        ("mx", "met"),
        ("dnssec", "met"),
        ("days-left=14", "met met"),
        ("mta-sts", "unmet"),
        ("dane", "unmet unmet"),
        ("dane=false", ""),
    ] {
        let rows = rows(typed, Some(&report), None);
        let seen: Vec<&str> = rows.iter().map(|row| row.outcome.id()).collect();
        assert_eq!(seen.join(" "), outcomes, "{typed}");
        let of_domain = matches!(typed, "mx" | "dnssec" | "mta-sts");
        assert!(
            rows.iter().all(|row| row.endpoint.is_none() == of_domain),
            "{typed}"
        );
    }
    let pin = {
        let chain = &report.endpoints[0].observations[0].chain;
        chain[0]
            .contents
            .as_ref()
            .expect("contents")
            .pin_sha256
            .clone()
    };
    check(
        &report,
        &[
            ("handshake", "met 0 a TLS session was negotiated", ""),
            ("resumption", "met 0 a second connection resumed", ""),
            (
                "requiretls",
                "unmet 44 REQUIRETLS is not offered inside TLS",
                "offer REQUIRETLS",
            ),
            (
                "client-certificate",
                "met 0 the server asks for no client certificate",
                "",
            ),
            ("identity", "unmet 44 ", "expect identity = \"note\""),
            ("identity=note", "met 0 ", ""),
            (
                "revocation",
                "not-tested 45 the server staples no OCSP response",
                "",
            ),
            (
                "pin",
                "not-tested 45 there is no verdict on it: only with --pin",
                "",
            ),
            (
                "data",
                "not-tested 45 there is no verdict on it: only with --data",
                "",
            ),
            ("tlsrpt", "unmet 44 no TLSRPT", ""),
            ("dane", "unmet 42 no TLSA records", ""),
            ("stage=ehlo", "met 0 ehlo was reached after ", ""),
            (
                "stage=auth",
                "not-tested 45 auth was not reached: the session ended without it, after ehlo",
                "",
            ),
            ("trust=trusted", "met 0 the peer is trusted", ""),
            (
                "trust=verified",
                "unmet 44 the peer is trusted",
                "--verify-name",
            ),
            ("protocol=1.3", "met 0 the session has TLS 1.3", ""),
            (
                "groups=X25519MLKEM768,x25519",
                "met 0 the group is X25519MLKEM768",
                "",
            ),
            (
                "groups=x25519",
                "unmet 44 the group is X25519MLKEM768, and not x25519",
                "",
            ),
            (
                "forbid-groups=x25519",
                "met 0 the group is X25519MLKEM768",
                "",
            ),
            (
                "forbid-groups=0x11ec",
                "unmet 44 the group is X25519MLKEM768, which is not to be",
                "",
            ),
            (
                "suites=TLS_AES_256_GCM_SHA384",
                "met 0 the cipher suite is TLS_AES_256_GCM_SHA384",
                "",
            ),
            ("forbid-suites=TLS_AES_256_GCM_SHA384", "unmet 44 ", ""),
            (
                "post-quantum",
                "met 0 the group is X25519MLKEM768, which is post-quantum hybrid",
                "",
            ),
            ("signature-schemes=ecdsa_secp256r1_sha256", "met 0 ", ""),
            (
                "forbid-signature-schemes=ecdsa_secp256r1_sha256",
                "unmet 44 the signature scheme is",
                "",
            ),
            ("days-left=80", "met 0 CN=mx1.good.test expires on ", ""),
            (
                "days-left=100",
                "unmet 41 CN=mx1.good.test expires on ",
                "renew the certificate",
            ),
            ("chain-days-left=80", "met 0 ", ""),
            (
                "certificate-names=mx1.good.test",
                "met 0 the certificate is for mx1.good.test",
                "",
            ),
            (
                "certificate-names=MX1.good.test.,good.test",
                "unmet 41 the certificate is for mx1.good.test, not for good.test",
                "add good.test",
            ),
            ("certificate-names=192.0.2.1", "unmet 41 ", "192.0.2.1"),
            (
                &format!("pins=sha256:{},{pin}", "00".repeat(32)),
                "met 0 the certificate's key is pinned: pin-sha256=",
                "",
            ),
            (
                &format!("pins={}", "00".repeat(32)),
                "unmet 44 neither the certificate nor its key is pinned",
                "find out who answers",
            ),
            (
                "issuer=LAB INTERMEDIATE",
                "met 0 the issuer is CN=smtls lab intermediate",
                "",
            ),
            (
                "issuer=R11",
                "unmet 44 the issuer is CN=smtls lab intermediate",
                "",
            ),
            ("key-types=ecdsa", "met 0 the key is ECDSA P-256", ""),
            (
                "key-types=RSA,Ed25519",
                "unmet 44 the key is ECDSA P-256",
                "RSA and Ed25519",
            ),
            (
                "extensions=size,8BITMIME",
                "met 0 SIZE and 8BITMIME are offered inside TLS",
                "",
            ),
            (
                "extensions=SIZE,DSN,AUTH PLAIN",
                "unmet 44 DSN and AUTH PLAIN are not offered inside TLS",
                "offer DSN and AUTH PLAIN",
            ),
            (
                "extensions=SIZE 52428800",
                "met 0 SIZE 52428800 is offered",
                "",
            ),
            ("extensions", "met 0 nothing is amiss", ""),
            (
                "forbid-extensions=ETRN",
                "met 0 nothing of ETRN is offered",
                "",
            ),
            (
                "forbid-extensions=PIPELINING",
                "unmet 44 PIPELINING is offered inside TLS",
                "no longer offer",
            ),
            ("extensions-in-the-clear=STARTTLS", "met 0 ", ""),
            ("forbid-extensions-in-the-clear=STARTTLS", "unmet 44 ", ""),
            (
                "no-auth-in-the-clear",
                "met 0 AUTH is not offered in the clear",
                "",
            ),
            (
                "min-size=50 MiB",
                "met 0 messages may have at most 52428800 octets",
                "",
            ),
            (
                "min-size=51 MiB",
                "unmet 44 messages may have at most 52428800",
                "message_size_limit",
            ),
            (
                "mta-sts-mode=enforce",
                "unmet 43 there is no policy: no MTA-STS",
                "mode: enforce",
            ),
            (
                "tls-report-to=mailto:a@b.test",
                "unmet 44 reports on TLS go nowhere",
                "rua=",
            ),
            (
                "mx-hosts=MX2.good.test,mx1.good.test",
                "met 0 the hosts are mx1.good.test and mx2.good.test",
                "",
            ),
            (
                "mx-hosts=mx1.good.test,mx3.good.test",
                "unmet 44 the hosts are mx1.good.test and mx2.good.test; missing: mx3.good.test; not expected: mx2.good.test",
                "",
            ),
            (
                "sender=deliver-unauthenticated",
                "met 0 a sender would deliver over TLS without authentication",
                "",
            ),
            ("sender=deliver-in-the-clear", "met 0 ", ""),
            ("sender=deliver-authenticated", "unmet 44 ", ""),
            ("sender=defer", "unmet 44 ", ""),
            ("max-time=total:1h,starttls:1h", "met 0 total took ", ""),
            ("max-time=total:1ms", "unmet 44 total took ", ""),
            (
                "max-time=auth:1h",
                "not-tested 45 the time of auth is not known",
                "",
            ),
            ("exit-code=0", "met 0 the probe ends with 0", ""),
            ("exit-code=29,2", "unmet 44 the probe ends with 0", ""),
            ("profile=mx", "not-tested 45 nothing was audited", ""),
        ],
    );
}

#[test]
fn without_tls_nothing_is_said_of_it() {
    let report = report_on("no-starttls", &[]);
    check(
        &report,
        &[
            ("starttls", "unmet 29 ", "turn on TLS"),
            ("handshake", "not-tested 45 ", ""),
            ("stage=first-ehlo", "met 0 first-ehlo was reached", ""),
            ("stage=starttls", "unmet 29 starttls was not reached: ", ""),
            ("stage=ehlo", "unmet 29 ehlo was not reached: ", ""),
            ("protocol=1.2", "not-tested 45 no TLS session stood: ", ""),
            ("groups=x25519", "not-tested 45 no TLS session stood: ", ""),
            ("post-quantum", "not-tested 45 no TLS session stood: ", ""),
            ("trust=trusted", "not-tested 45 no TLS session stood: ", ""),
            ("days-left=1", "not-tested 45 no TLS session stood: ", ""),
            (
                "certificate-names=a.test",
                "not-tested 45 no TLS session stood: ",
                "",
            ),
            (
                "extensions=SIZE",
                "not-tested 45 no EHLO was answered inside TLS: ",
                "",
            ),
            (
                "forbid-extensions=SIZE",
                "not-tested 45 no EHLO was answered inside TLS: ",
                "",
            ),
            (
                "requiretls",
                "not-tested 45 no EHLO was answered inside TLS: ",
                "",
            ),
            (
                "extensions-in-the-clear=STARTTLS",
                "unmet 44 STARTTLS is not offered in the clear",
                "",
            ),
            ("forbid-extensions-in-the-clear=STARTTLS", "met 0 ", ""),
            ("max-time=greeting:1h", "met 0 greeting took ", ""),
            (
                "max-time=total:1h",
                "not-tested 45 the time of total is not known: ",
                "",
            ),
            ("exit-code=29", "met 0 the probe ends with 29", ""),
        ],
    );
    let stays = report_on("no-starttls-may", &[]);
    check(
        &stays,
        &[
            (
                "stage=starttls",
                "unmet 29 starttls was not reached: STARTTLS is not offered",
                "",
            ),
            ("stage=ehlo", "met 0 ", ""),
            ("protocol=1.2", "not-tested 45 no TLS session stood", ""),
            (
                "sender=deliver-in-the-clear",
                "met 0 a sender would deliver in the clear",
                "",
            ),
            ("sender=deliver-unauthenticated", "unmet 44 ", ""),
        ],
    );
}

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
fn certificates_are_held_to_their_dates_names_and_issuers() {
    let report = report_on("expired", &[]);
    check(
        &report,
        &[
            ("validity", "unmet 41 ", ""),
            (
                "days-left=0",
                "unmet 41 CN=mx1.expired.test expires on ",
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
        seen.contains("13 days and 23 hours are left; 14 days are wanted"),
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

#[test]
fn auth_in_the_clear_is_found_in_either_form() {
    let report = report_on("auth-in-the-clear", &[]);
    check(
        &report,
        &[
            (
                "no-auth-in-the-clear",
                "unmet 44 AUTH ",
                "smtpd_tls_auth_only",
            ),
            (
                "forbid-extensions-in-the-clear=AUTH PLAIN",
                "unmet 44 AUTH PLAIN is offered in the clear",
                "",
            ),
            ("forbid-extensions-in-the-clear=AUTH XYZZY", "met 0 ", ""),
        ],
    );
    let mut report = report_on("auth-in-the-clear", &[]);
    let offered = &mut report.endpoints[0].observations[0].extensions;
    let lines = offered.in_the_clear.as_mut().expect("EHLO");
    let auth = lines
        .iter_mut()
        .find(|line| line.keyword == "AUTH")
        .expect("AUTH");
    auth.keyword = format!("AUTH={}", auth.parameters.replace(' ', "\\"));
    auth.parameters.clear();
    check(
        &report,
        &[
            ("no-auth-in-the-clear", "unmet 44 AUTH=", ""),
            (
                "forbid-extensions-in-the-clear=AUTH",
                "unmet 44 AUTH is offered in the clear",
                "",
            ),
            (
                "extensions-in-the-clear=AUTH",
                "unmet 44 AUTH is not offered in the clear",
                "",
            ),
        ],
    );
    // On a port with TLS from the first octet nothing is said in the clear.
    let report = report_on("implicit-tls", &[]);
    check(
        &report,
        &[
            ("no-auth-in-the-clear", "met 0 ", ""),
            ("extensions=AUTH", "met 0 AUTH is offered inside TLS", ""),
            ("submission", "met 0 ", ""),
            ("sender=defer", "not-tested 45 ", ""),
            ("mta-sts-mode=none", "not-tested 45 ", ""),
        ],
    );
    let report = report_on("helo-only", &[]);
    check(
        &report,
        &[
            ("no-auth-in-the-clear", "met 0 ", ""),
            ("extensions-in-the-clear=STARTTLS", "unmet 44 ", ""),
        ],
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
