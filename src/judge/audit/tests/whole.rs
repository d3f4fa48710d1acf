//! What holds for the findings as a whole, and where nothing or not all was asked.

use super::check::{NONE, NOTE, OPEN, WARN, check, on};
use super::server::Server;
use crate::judge::audit::{Service, Weakness, findings};
use crate::tls::names::{SSL_3_0, TLS_1_2};

#[test]
fn a_good_server_has_nothing_but_what_cannot_be_tested() {
    let server = Server::good();
    for service in Service::ALL {
        for finding in findings(server.subject(service)) {
            let expected = match (finding.weakness, service) {
                (Weakness::ClientRenegotiation, _) | (Weakness::NoFallbackSignal, _) => OPEN,
                // TLS should be demanded for submission, and a name that is not known be refused.
                (Weakness::TlsEnforcement, Service::Submission) => WARN,
                (Weakness::Alpaca, Service::Submission) => NOTE,
                _ => NONE,
            };
            assert_eq!(finding.outcome, expected, "{finding:?}");
        }
    }
}

#[test]
fn a_bad_server_has_nearly_everything_and_each_is_repaired_somehow() {
    let server = Server::bad();
    for finding in findings(server.subject(Service::Relay)) {
        let id = finding.weakness.id();
        match finding.weakness {
            // There it may have been another server that was asked.
            Weakness::ClientRenegotiation
            | Weakness::Robot
            | Weakness::Heartbleed
            | Weakness::NoDowngradeSentinel => {
                assert_eq!(finding.outcome, OPEN, "{id}: {}", finding.detail);
            }
            // Its groups are shorter still, and its certificates are in their time.
            Weakness::WeakDh | Weakness::CommonDh | Weakness::CertificateExpired => {
                assert!(finding.severity().is_none(), "{id}: {}", finding.detail);
            }
            _ => assert!(finding.severity().is_some(), "{id}: {}", finding.detail),
        }
        let ends = finding.detail.ends_with('.') || finding.detail.is_empty();
        assert!(!ends, "{id}: {}", finding.detail);
    }
}

#[test]
fn x20_where_nobody_asked_nothing_is_said_to_be_absent() {
    let server = Server::nobody_asked();
    for service in Service::ALL {
        for finding in findings(server.subject(service)) {
            assert_eq!(finding.outcome, OPEN, "{finding:?}");
            assert!(
                finding.fix.is_none() && finding.evidence.is_empty(),
                "{finding:?}"
            );
        }
    }
}

#[test]
fn where_a_version_is_left_open_its_suites_are_not_said_to_be_absent() {
    let of_suites = [
        Weakness::Poodle,
        Weakness::NullEncryption,
        Weakness::Freak,
        Weakness::Logjam,
        Weakness::Rc4,
        Weakness::Sweet32,
        Weakness::Anonymous,
        Weakness::StaticKeyExchange,
        Weakness::Robot,
        Weakness::Beast,
        Weakness::Lucky13,
        Weakness::WeakDh,
        Weakness::DhReuse,
    ];
    for weakness in of_suites {
        check(
            weakness,
            |it| it.leaves_open(SSL_3_0),
            (OPEN, OPEN),
            "SSL 3.0: rate limited",
        );
    }
}

#[test]
fn where_a_list_is_not_complete_only_what_was_refused_is_absent() {
    let rc4: Vec<u32> = crate::tls::names::CIPHER_SUITES
        .iter()
        .filter(|suite| suite.name.contains("RC4"))
        .map(|suite| u32::from(suite.code_point))
        .collect();
    let incomplete = |server: &mut Server| {
        server.is_incomplete(TLS_1_2);
        let mut versions = server.tls.versions.iter_mut();
        let facts = versions.find(|facts| facts.version == TLS_1_2);
        facts.expect("TLS 1.2").refused = rc4.clone();
    };
    check(Weakness::Rc4, incomplete, (NONE, NONE), "refused");
    check(
        Weakness::Sweet32,
        incomplete,
        (OPEN, OPEN),
        "TLS 1.2: the most connections",
    );
}

#[test]
fn a_fix_adds_to_what_another_fix_has_set() {
    let server = Server::bad();
    for service in Service::ALL {
        for finding in findings(server.subject(service)) {
            let fix = finding.fix.unwrap_or_default();
            assert!(!fix.contains("exclude_ciphers ="), "{fix}");
            assert!(!fix.contains("mandatory_exclude_ciphers"), "{fix}");
        }
    }
    let old = on(Weakness::OldVersions, &server, Service::Submission);
    let fix = old.fix.expect("a fix");
    assert!(
        fix.contains("smtpd_tls_protocols and smtpd_tls_mandatory_protocols = !SSLv2, !SSLv3, !TLSv1, !TLSv1.1"),
        "{fix}"
    );
}

#[test]
fn x20_what_tls_1_3_has_not_a_server_of_it_alone_has_not() {
    let unanswered = |server: &mut Server| {
        server.tls.versions.retain(|facts| facts.version != TLS_1_2);
        server.tls.features = Default::default();
    };
    let only_13 = |server: &mut Server| {
        unanswered(server);
        server.refuses(TLS_1_2);
    };
    let not_sure = |server: &mut Server| {
        unanswered(server);
        server.leaves_open(TLS_1_2);
    };
    for weakness in [
        Weakness::Crime,
        Weakness::InsecureRenegotiation,
        Weakness::ClientRenegotiation,
        Weakness::NoExtendedMasterSecret,
        Weakness::Heartbleed,
        Weakness::NoFallbackSignal,
        Weakness::NoDowngradeSentinel,
    ] {
        check(weakness, only_13, (NONE, NONE), "TLS 1.3");
        check(weakness, not_sure, (OPEN, OPEN), "");
    }
    // What is asked in TLS 1.3 as well stays open.
    check(
        Weakness::Intolerance,
        only_13,
        (OPEN, OPEN),
        "not asked in this run",
    );
}
