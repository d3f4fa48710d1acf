//! Expectations held against what audits report.

use super::support::{rows, told};
use crate::audit::NotTested;
use crate::judge::audit::tests::server::Server;
use crate::report::audit::tests::report;
use crate::report::audit::{AuditDetail, AuditReport};
use crate::tls::names::TLS_1_2;

fn of(server: &Server) -> AuditReport {
    let mut report = report(server, "mx", AuditDetail::default());
    report.endpoints[0].effort.stopped = None;
    report
}

fn check(report: &AuditReport, table: &[(&str, &str, &str)]) {
    for (typed, wanted, fix) in table {
        let (seen, advice) = told(&rows(typed, None, Some(report)));
        assert!(seen.contains(wanted), "{typed}: {seen}");
        assert!(advice.contains(fix), "{typed}: {seen}: {advice}");
    }
}

#[test]
fn a_good_server_takes_what_it_takes() {
    let report = of(&Server::good());
    check(
        &report,
        &[
            (
                "accepts-versions=1.2,1.3",
                "met 0 the server takes TLS 1.2 and TLS 1.3",
                "",
            ),
            (
                "accepts-versions=1.1,1.2",
                "unmet 44 the server refuses TLS 1.1",
                "allow TLS 1.1",
            ),
            ("refuses-versions=SSLv2,SSLv3,1.0,1.1", "met 0 ", ""),
            (
                "refuses-versions=1.1,1.2",
                "unmet 44 the server takes TLS 1.2",
                "switch TLS 1.2 off",
            ),
            (
                "accepts-suites=TLS_AES_256_GCM_SHA384,ECDHE-ECDSA-AES128-GCM-SHA256",
                "met 0 ",
                "",
            ),
            (
                "accepts-suites=AES128-SHA",
                "unmet 44 the server refuses TLS_RSA_WITH_AES_128_CBC_SHA",
                "",
            ),
            ("refuses-suites=AES128-SHA,RC4-SHA", "met 0 ", ""),
            ("refuses-suites=TLS_AES_256_GCM_SHA384", "unmet 44 ", ""),
            ("accepts-groups=X25519MLKEM768,P-256", "met 0 ", ""),
            (
                "refuses-groups=x25519",
                "unmet 44 the server takes x25519",
                "",
            ),
            ("profile=mx", "met 0 every MUST of mx is kept", ""),
            ("profile=./mine.toml", "met 0 every MUST of mx is kept", ""),
            (
                "profile=rfc9325",
                "not-tested 45 the audit was held against the profile mx",
                "",
            ),
            (
                "without=rc4,old-versions",
                "met 0 not found: rc4 and old-versions",
                "",
            ),
            (
                "without=client-renegotiation",
                "not-tested 45 client-renegotiation: ",
                "",
            ),
            ("worst-finding=warn", "met 0 ", ""),
            ("days-left=1", "not-tested 45 nothing was probed", ""),
        ],
    );
    let seen = rows("worst-finding=warn", None, Some(&report));
    assert!(
        seen[0].endpoint.is_some() && seen[0].reason.contains("not tested: client-renegotiation")
    );
}

#[test]
fn a_bad_server_is_told_what_it_has() {
    check(
        &of(&Server::bad()),
        &[
            (
                "accepts-versions=1.2",
                "unmet 44 the server refuses TLS 1.2",
                "",
            ),
            (
                "refuses-versions=1.0",
                "unmet 44 the server takes TLS 1.0",
                "",
            ),
            (
                "refuses-suites=RC4-SHA",
                "unmet 44 the server takes TLS_RSA_WITH_RC4_128_SHA",
                "",
            ),
            ("profile=mx", "unmet 44 a MUST of mx fails: ", "smtls audit"),
            ("without=rc4", "unmet 44 rc4 (", ""),
            ("worst-finding=warn", "unmet 44 ", ""),
            ("worst-finding=none", "unmet 44 ", ""),
        ],
    );
}

#[test]
fn what_an_audit_left_open_is_never_met() {
    let mut server = Server::good();
    for facts in &mut server.tls.versions {
        if facts.version == TLS_1_2 {
            facts.incomplete = Some(NotTested::RateLimited);
        }
    }
    for groups in &mut server.tls.groups {
        groups.incomplete = Some(NotTested::Budget);
    }
    let mut report = report(&server, "mx", AuditDetail::default());
    check(
        &report,
        &[
            (
                "refuses-suites=AES128-SHA",
                "not-tested 45 whether TLS_RSA_WITH_AES_128_CBC_SHA is taken is not known: TLS 1.2: rate limited",
                "",
            ),
            // It is of TLS 1.3 alone, which was asked to its end.
            ("refuses-suites=TLS_CHACHA20_POLY1305_SHA256", "met 0 ", ""),
            (
                "refuses-suites=TLS_AES_256_GCM_SHA384,AES128-SHA",
                "unmet 44 ",
                "",
            ),
            ("accepts-suites=AES128-SHA", "not-tested 45 ", ""),
            ("refuses-groups=P-521", "not-tested 45 ", ""),
            ("accepts-groups=P-521", "not-tested 45 ", ""),
            ("accepts-groups=x25519", "met 0 ", ""),
            (
                "worst-finding=warn",
                "not-tested 45 the audit did not come to its end: rate limited",
                "",
            ),
        ],
    );
    report.endpoints[0].versions.clear();
    check(
        &report,
        &[
            (
                "refuses-versions=1.0",
                "not-tested 45 whether TLS 1.0 is taken is not known: the audit did not ask",
                "",
            ),
            ("refuses-suites=AES128-SHA", "not-tested 45 ", ""),
        ],
    );
    report.endpoints[0].counts = false;
    check(
        &report,
        &[(
            "refuses-versions=1.0",
            "not-tested 45 no server was audited: ",
            "",
        )],
    );
    let nobody = of(&Server::nobody_asked());
    for typed in [
        "refuses-versions=1.0",
        "accepts-versions=1.2",
        "refuses-suites=RC4-SHA",
        "accepts-suites=RC4-SHA",
        "refuses-groups=x25519",
        "accepts-groups=x25519",
        "without=rc4",
        "profile=mx",
        "worst-finding=none",
        "worst-finding=warn",
    ] {
        let (seen, _) = told(&rows(typed, None, Some(&nobody)));
        assert!(seen.starts_with("not-tested 45"), "{typed}: {seen}");
    }
}

#[test]
fn a_weakness_that_another_run_could_find_leaves_the_worst_open() {
    let mut report = of(&Server::good());
    let finding = |report: &mut AuditReport, why: &NotTested| {
        let findings = &mut report.endpoints[0].findings;
        let rc4 = findings.iter_mut().find(|it| it.id == "rc4");
        let rc4 = rc4.expect("a weakness");
        rc4.outcome = "not-tested";
        rc4.detail = why.to_string();
        rc4.may_pass = why.may_pass();
    };
    for (why, outcome) in [
        (NotTested::Quick, "not-tested 45 rc4: left out by --quick"),
        (NotTested::RateLimited, "not-tested 45 rc4: rate limited"),
        (
            NotTested::Unclear("421".to_owned()),
            "not-tested 45 rc4: the answer allows no conclusion: 421",
        ),
        (NotTested::Passive, "met 0 "),
        (NotTested::NoMeans("smtls cannot"), "met 0 "),
    ] {
        finding(&mut report, &why);
        check(&report, &[("worst-finding=warn", outcome, "")]);
    }
}

#[test]
fn a_profile_without_a_must_is_not_kept_by_being_empty() {
    let mut report = of(&Server::good());
    for line in &mut report.endpoints[0].profile.lines {
        line.must = false;
    }
    check(
        &report,
        &[(
            "profile=mx",
            "not-tested 45 mx says MUST of nothing that this server has",
            "",
        )],
    );
}

#[test]
fn groups_that_were_refused_are_known_to_be() {
    let mut server = Server::good();
    for groups in &mut server.tls.groups {
        groups.refused.push(0x0019);
    }
    check(
        &of(&server),
        &[
            (
                "refuses-groups=P-521",
                "met 0 the server refuses secp521r1",
                "",
            ),
            ("accepts-groups=P-521", "unmet 44 ", "allow secp521r1"),
            (
                "refuses-groups=P-521,P-384",
                "not-tested 45 whether secp384r1 is taken is not known",
                "",
            ),
        ],
    );
}
