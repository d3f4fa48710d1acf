//! Each weakness: found, not found, and not tested.

use super::server::{Server, reply};
use crate::audit::{Conditions, Injection, Known, NotTested};
use crate::judge::audit::{Finding, Outcome, Service, Severity, Weakness, findings};
use crate::tls::names::{SSL_2_0, SSL_3_0, TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3};

const FAIL: Outcome = Outcome::Found(Severity::Fail);
const WARN: Outcome = Outcome::Found(Severity::Warn);
const NOTE: Outcome = Outcome::Found(Severity::Note);
const NONE: Outcome = Outcome::NotFound;
const OPEN: Outcome = Outcome::NotTested;

fn on(weakness: Weakness, server: &Server, service: Service) -> Finding {
    let all = findings(server.subject(service));
    let mut all = all.into_iter();
    all.find(|finding| finding.weakness == weakness)
        .expect("every weakness has a finding")
}

/// What a server is found to have after a change, for relay and for submission; and words of the detail.
fn check(
    weakness: Weakness,
    change: impl FnOnce(&mut Server),
    (relay, submission): (Outcome, Outcome),
    words: &str,
) {
    let mut server = Server::good();
    change(&mut server);
    for (service, outcome) in [(Service::Relay, relay), (Service::Submission, submission)] {
        let finding = on(weakness, &server, service);
        let name = format!("{} at {}: {}", weakness.id(), service.id(), finding.detail);
        assert_eq!(finding.outcome, outcome, "{name}");
        assert!(finding.detail.contains(words), "{name}");
        for evidence in &finding.evidence {
            assert!(evidence.0 < server.evidence.len(), "{name}");
        }
        if let Outcome::Found(Severity::Fail | Severity::Warn) = outcome {
            assert!(finding.fix.is_some(), "{name}");
        }
    }
}

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
            Weakness::ClientRenegotiation | Weakness::Robot | Weakness::Heartbleed => {
                assert_eq!(finding.outcome, OPEN, "{id}: {}", finding.detail);
            }
            // Its groups are shorter still, and SSL and TLS 1.0 name no scheme.
            Weakness::WeakDh | Weakness::CommonDh | Weakness::WeakSignature => {
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
fn x20_versions() {
    let speaks =
        |version, suite: &'static str| move |server: &mut Server| server.speaks(version, &[suite]);
    let cbc = "TLS_RSA_WITH_AES_128_CBC_SHA";
    check(
        Weakness::Drown,
        |it| it.speaks(SSL_2_0, &[]),
        (FAIL, FAIL),
        "CVE-2015-3197",
    );
    check(
        Weakness::Drown,
        |it| it.leaves_open(SSL_2_0),
        (OPEN, OPEN),
        "rate limited",
    );
    check(
        Weakness::Poodle,
        speaks(SSL_3_0, cbc),
        (FAIL, FAIL),
        "at SSL 3.0",
    );
    check(
        Weakness::Poodle,
        speaks(SSL_3_0, "TLS_RSA_WITH_RC4_128_SHA"),
        (NONE, NONE),
        "no suite in CBC mode",
    );
    check(
        Weakness::OldVersions,
        speaks(TLS_1_0, cbc),
        (WARN, FAIL),
        "TLS 1.0 is taken",
    );
    check(
        Weakness::OldVersions,
        |it| it.leaves_open(TLS_1_1),
        (OPEN, OPEN),
        "TLS 1.1: rate limited",
    );
    let both = |server: &mut Server| {
        server.speaks(TLS_1_1, &[cbc]);
        server.speaks(TLS_1_0, &[cbc]);
    };
    check(
        Weakness::OldVersions,
        both,
        (WARN, FAIL),
        "TLS 1.1 and TLS 1.0 are taken",
    );
    check(
        Weakness::Beast,
        speaks(TLS_1_0, cbc),
        (NOTE, NOTE),
        "TLS 1.0",
    );
    check(
        Weakness::Beast,
        speaks(TLS_1_2, cbc),
        (NONE, NONE),
        "refused",
    );

    let without = |gone: &'static [u16]| {
        move |server: &mut Server| server.tls.versions.retain(|it| !gone.contains(&it.version))
    };
    let only_12 = |server: &mut Server| {
        without(&[TLS_1_3])(server);
        server.refuses(TLS_1_3);
    };
    check(
        Weakness::NoTls13,
        only_12,
        (NOTE, NOTE),
        "TLS 1.2 is the newest",
    );
    check(
        Weakness::NoModernVersion,
        only_12,
        (NONE, NONE),
        "TLS 1.2 is spoken",
    );
    check(
        Weakness::NoTls13,
        |it| {
            it.tls.versions.retain(|facts| facts.version != TLS_1_3);
            it.leaves_open(TLS_1_3);
        },
        (OPEN, OPEN),
        "TLS 1.3: rate limited",
    );
    check(
        Weakness::NoModernVersion,
        |it| it.leaves_open(TLS_1_3),
        (NONE, NONE),
        "TLS 1.2 is spoken",
    );
    check(
        Weakness::NoModernVersion,
        without(&[TLS_1_2, TLS_1_3]),
        (OPEN, OPEN),
        "not asked in this run",
    );
    let none = |server: &mut Server| {
        without(&[TLS_1_2, TLS_1_3, TLS_1_0])(server);
        server.refuses(TLS_1_3);
        server.refuses(TLS_1_2);
        server.speaks(TLS_1_0, &[cbc]);
    };
    check(
        Weakness::NoModernVersion,
        none,
        (FAIL, FAIL),
        "TLS 1.0 is the best",
    );
}

#[test]
fn x20_suites() {
    let takes = |suite: &'static str| move |server: &mut Server| server.speaks(TLS_1_2, &[suite]);
    for (weakness, suite, outcomes) in [
        (
            Weakness::NullEncryption,
            "TLS_RSA_WITH_NULL_SHA256",
            (FAIL, FAIL),
        ),
        (
            Weakness::Freak,
            "TLS_RSA_EXPORT_WITH_DES40_CBC_SHA",
            (FAIL, FAIL),
        ),
        (
            Weakness::Logjam,
            "TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA",
            (FAIL, FAIL),
        ),
        (
            Weakness::Rc4,
            "TLS_ECDHE_RSA_WITH_RC4_128_SHA",
            (FAIL, FAIL),
        ),
        (
            Weakness::Sweet32,
            "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA",
            (WARN, WARN),
        ),
        (
            Weakness::Anonymous,
            "TLS_DH_anon_WITH_AES_128_GCM_SHA256",
            (NOTE, WARN),
        ),
        (
            Weakness::StaticKeyExchange,
            "TLS_RSA_WITH_AES_128_GCM_SHA256",
            (WARN, WARN),
        ),
        (
            Weakness::StaticKeyExchange,
            "TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256",
            (WARN, WARN),
        ),
        // What only an attack would show is not tested where it could be.
        (
            Weakness::Robot,
            "TLS_RSA_WITH_AES_128_GCM_SHA256",
            (OPEN, OPEN),
        ),
    ] {
        check(weakness, takes(suite), outcomes, "");
        let harmless = takes("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
        check(weakness, harmless, (NONE, NONE), "");
    }
    let null_13 = |server: &mut Server| server.speaks(TLS_1_3, &["TLS_SHA256_SHA256"]);
    check(
        Weakness::NullEncryption,
        null_13,
        (FAIL, FAIL),
        "TLS_SHA256_SHA256, at TLS 1.3",
    );

    let cbc = |encrypt_then_mac: Option<bool>| {
        move |server: &mut Server| {
            server.speaks(TLS_1_2, &["TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"]);
            server.tls.features.encrypt_then_mac = match encrypt_then_mac {
                Some(answer) => server.known(answer),
                None => Known::NotTested(NotTested::Deadline),
            };
        }
    };
    check(
        Weakness::Lucky13,
        cbc(Some(false)),
        (NOTE, NOTE),
        "encrypt-then-MAC is not known",
    );
    check(
        Weakness::Lucky13,
        cbc(Some(true)),
        (NONE, NONE),
        "with encrypt-then-MAC",
    );
    check(
        Weakness::Lucky13,
        cbc(None),
        (OPEN, OPEN),
        "the deadline has passed",
    );
}

#[test]
fn suites_are_found_in_ssl_2_too() {
    let mut server = Server::bad();
    server.tls.versions.retain(|facts| facts.version == SSL_2_0);
    let finding = on(Weakness::Rc4, &server, Service::Relay);
    assert_eq!(finding.outcome, FAIL);
    assert!(
        finding
            .detail
            .contains("SSL_CK_RC4_128_WITH_MD5, at SSL 2.0"),
        "{}",
        finding.detail
    );
}

/// A prime of the fixtures, by what it is called.
fn prime(name: &str) -> Vec<u8> {
    let all = include_str!("../../../../tests/fixtures/tls/primes.txt");
    let line = all.lines().find(|line| line.ends_with(name)).expect(name);
    let digits = line.split(' ').next().expect("digits").as_bytes();
    let digit = |at: usize| char::from(digits[at]).to_digit(16).expect("a digit") as u8;
    (0..digits.len() / 2)
        .map(|at| digit(2 * at) << 4 | digit(2 * at + 1))
        .collect()
}

#[test]
fn x20_groups_of_dhe() {
    let dhe = |prime: Option<Vec<u8>>, reused: bool| {
        move |server: &mut Server| {
            server.speaks(TLS_1_2, &["TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"]);
            if let Some(prime) = prime {
                server.has_dh(&prime, reused);
            }
        }
    };
    let own = |octets: usize| Some(vec![0xff; octets]);
    let named = |name: &str| Some(prime(name));
    check(
        Weakness::Logjam,
        dhe(own(64), false),
        (FAIL, FAIL),
        "512 bits",
    );
    check(
        Weakness::Logjam,
        dhe(own(128), false),
        (WARN, FAIL),
        "1024 bits",
    );
    check(
        Weakness::Logjam,
        dhe(own(192), false),
        (NONE, NONE),
        "more than 1024",
    );
    check(
        Weakness::Logjam,
        dhe(None, false),
        (OPEN, OPEN),
        "was not seen",
    );
    check(
        Weakness::WeakDh,
        dhe(own(192), false),
        (WARN, WARN),
        "1536 bits",
    );
    check(
        Weakness::WeakDh,
        dhe(own(256), false),
        (NONE, NONE),
        "2048 bits or more",
    );
    check(Weakness::WeakDh, |_| (), (NONE, NONE), "no suite with DHE");
    check(
        Weakness::CommonDh,
        dhe(own(256), false),
        (NOTE, NOTE),
        "a group of its own",
    );
    check(
        Weakness::CommonDh,
        dhe(named("ffdhe2048 (RFC 7919)"), false),
        (NONE, NONE),
        "a standard publishes",
    );
    check(
        Weakness::CommonDh,
        dhe(named("MODP group 2 (RFC 7296)"), false),
        (NONE, NONE),
        "told as Logjam",
    );
    check(
        Weakness::CommonDh,
        dhe(named("socat, 1024 bits"), false),
        (FAIL, FAIL),
        "not a prime",
    );
    check(
        Weakness::DhReuse,
        dhe(own(256), true),
        (WARN, WARN),
        "the same public value",
    );
    check(
        Weakness::DhReuse,
        dhe(own(256), false),
        (NONE, NONE),
        "no public value came twice",
    );
}

#[test]
fn x20_a_group_for_anonymous_suites_alone_is_told_as_that() {
    let anonymous = |octets: usize| {
        move |server: &mut Server| {
            server.speaks(TLS_1_2, &["TLS_DH_anon_WITH_AES_128_CBC_SHA"]);
            server.has_dh(&vec![0xff; octets], false);
            server.tls.dh[0].met = vec![(TLS_1_2, 0x0034), (TLS_1_0, 0x0034), (TLS_1_2, 0x006c)];
        }
    };
    let words = "with TLS_DH_anon_WITH_AES_128_CBC_SHA and 1 more: only with anonymous suites";
    check(Weakness::Logjam, anonymous(128), (NOTE, WARN), words);
    // What anybody can break is bad whoever comes.
    check(Weakness::Logjam, anonymous(64), (FAIL, FAIL), "512 bits");
    let both = |server: &mut Server| {
        anonymous(128)(server);
        server.tls.dh[0].met.push((TLS_1_2, 0x0033));
    };
    let words = "with TLS_DHE_RSA_WITH_AES_128_CBC_SHA and 2 more";
    check(Weakness::Logjam, both, (WARN, FAIL), words);

    let mut server = Server::good();
    anonymous(128)(&mut server);
    let finding = on(Weakness::Logjam, &server, Service::Relay);
    let fix = finding.fix.expect("a fix");
    assert!(fix.contains("auto does not change it"), "{fix}");
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
        fix.contains("smtpd_tls_protocols and smtpd_tls_mandatory_protocols = >=TLSv1.2"),
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

#[test]
fn x20_handshakes() {
    type Set = fn(&mut Server, Option<bool>);
    let questions: [(Weakness, Set, bool, (Outcome, Outcome)); 5] = [
        (
            Weakness::InsecureRenegotiation,
            |it, is| it.tls.features.secure_renegotiation = answer(it, is),
            false,
            (WARN, WARN),
        ),
        (
            Weakness::NoExtendedMasterSecret,
            |it, is| it.tls.features.extended_master_secret = answer(it, is),
            false,
            (WARN, WARN),
        ),
        (
            Weakness::NoFallbackSignal,
            |it, is| {
                it.speaks(TLS_1_0, &["TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"]);
                it.tls.features.fallback_scsv = answer(it, is);
            },
            false,
            (NOTE, NOTE),
        ),
        (
            Weakness::NoDowngradeSentinel,
            |it, is| it.tls.features.downgrade_sentinel = answer(it, is),
            false,
            (NOTE, NOTE),
        ),
        // Whether heartbeat gives memory away only an attack would show.
        (
            Weakness::Heartbleed,
            |it, is| it.tls.features.heartbeat = answer(it, is),
            true,
            (OPEN, OPEN),
        ),
    ];
    for (weakness, set, bad, outcomes) in questions {
        check(weakness, |it| set(it, Some(bad)), outcomes, "");
        check(weakness, |it| set(it, Some(!bad)), (NONE, NONE), "");
        check(
            weakness,
            |it| set(it, None),
            (OPEN, OPEN),
            "left out by --quick",
        );
    }
    check(
        Weakness::Crime,
        |it| it.tls.features.compression = it.known(1),
        (WARN, WARN),
        "method 1",
    );
    check(
        Weakness::Intolerance,
        |it| it.tls.features.tolerance = it.known(vec!["GREASE"]),
        (WARN, WARN),
        "GREASE",
    );
    let odd = |server: &mut Server| {
        let evidence = server.asked("x");
        server.tls.features.chose_unoffered = vec![("a group".to_owned(), evidence)];
    };
    check(Weakness::ChoseUnoffered, odd, (WARN, WARN), "a group");
    let silent = |server: &mut Server| {
        for facts in &mut server.tls.versions {
            facts.support = Known::NotTested(NotTested::Unclear("no answer".to_owned()));
            facts.suites.clear();
        }
    };
    check(Weakness::ChoseUnoffered, silent, (OPEN, OPEN), "no choice");
    check(
        Weakness::EarlyData,
        |it| it.smtp.early_data = Known::Known(9),
        (WARN, WARN),
        "9 octets",
    );
    let sha1 = |server: &mut Server| server.signs(TLS_1_2, &["rsa_pkcs1_sha256", "rsa_pkcs1_sha1"]);
    check(
        Weakness::WeakSignature,
        sha1,
        (WARN, WARN),
        "rsa_pkcs1_sha1 (SHA-1) at TLS 1.2",
    );
    check(
        Weakness::WeakSignature,
        |it| it.tls.schemes.clear(),
        (OPEN, OPEN),
        "not asked in this run",
    );
    let classical = |server: &mut Server| server.takes_groups(TLS_1_3, &["x25519"]);
    check(Weakness::NoPostQuantum, classical, (NOTE, NOTE), "quantum");
    let unknown = |server: &mut Server| {
        classical(server);
        server.tls.groups[1].incomplete = Some(NotTested::Budget);
    };
    check(
        Weakness::NoPostQuantum,
        unknown,
        (OPEN, OPEN),
        "--max-connections",
    );
    let only_13 = |server: &mut Server| {
        server.tls.versions.retain(|facts| facts.version == TLS_1_3);
    };
    check(
        Weakness::ClientRenegotiation,
        only_13,
        (NONE, NONE),
        "TLS 1.3 alone",
    );
}

/// An answer with evidence; left out where there is none.
fn answer(server: &mut Server, is: Option<bool>) -> Known<(bool, crate::audit::EvidenceId)> {
    match is {
        Some(is) => server.known(is),
        None => Known::NotTested(NotTested::Quick),
    }
}

#[test]
fn x20_certificates() {
    let shows = |with: &'static str, without: Option<&'static str>| {
        move |server: &mut Server| {
            server.tls.certificates.clear();
            server.shows(with, &[Conditions::RightName]);
            if let Some(without) = without {
                server.shows(without, &[Conditions::NoName]);
            }
        }
    };
    for (name, words) in [
        ("rsa1024", "RSA 1024 bits"),
        ("p192", "ECDSA P-192"),
        ("sha1", "signed with SHA-1"),
        ("md5", "signed with MD5"),
    ] {
        check(
            Weakness::WeakCertificate,
            shows(name, None),
            (WARN, WARN),
            words,
        );
    }
    check(
        Weakness::WeakCertificate,
        |it| it.tls.certificates.clear(),
        (OPEN, OPEN),
        "no certificate was seen",
    );
    check(
        Weakness::NameDependsOnSni,
        shows("names", Some("sha1")),
        (WARN, NOTE),
        "CN=mx.example.test",
    );
    check(
        Weakness::NameDependsOnSni,
        shows("names", Some("names")),
        (NONE, NONE),
        "the same certificate",
    );
    check(
        Weakness::NameDependsOnSni,
        shows("names", None),
        (OPEN, OPEN),
        "a client that sends no name",
    );
    check(
        Weakness::NeedsServerName,
        |it| it.tls.features.needs_name = it.known(true),
        (FAIL, WARN),
        "refused",
    );
    check(
        Weakness::RefusesOwnName,
        |it| it.tls.features.refuses_right_name = it.known(true),
        (FAIL, FAIL),
        "refused",
    );
    check(
        Weakness::Alpaca,
        |it| it.tls.features.refuses_wrong_name = it.known(true),
        (WARN, NONE),
        "refused",
    );
}

#[test]
fn x20_starttls_and_sessions() {
    check(
        Weakness::CommandInjection,
        |it| it.smtp.injection = Known::Known(Injection::Yes(b"250 Ok".to_vec())),
        (FAIL, FAIL),
        "\"250 Ok\"",
    );
    check(
        Weakness::CommandInjection,
        |it| it.smtp.injection = Known::Known(Injection::Refused("503".to_owned())),
        (NONE, NONE),
        "503",
    );
    check(
        Weakness::CommandInjection,
        |it| it.smtp.injection = Known::NotTested(NotTested::Passive),
        (OPEN, OPEN),
        "left out by --passive",
    );
    check(
        Weakness::PlaintextAfterReply,
        |it| it.smtp.plaintext_after_reply = Known::Known(Some(b"\x1b[2J".to_vec())),
        (FAIL, FAIL),
        "\"\\x1b[2J\"",
    );
    check(
        Weakness::MaskedStartTls,
        |it| it.smtp.masked = Known::Known(true),
        (WARN, WARN),
        "opportunistic",
    );
    check(
        Weakness::OfferedAgain,
        |it| it.smtp.offered_again = Known::Known(true),
        (WARN, WARN),
        "inside TLS",
    );
    check(
        Weakness::OfferedAgain,
        |it| it.smtp.inside_tls = Known::Known(reply("220 2.0.0 Go ahead")),
        (WARN, WARN),
        "a second handshake inside the first",
    );
    let mail = |line: &'static str| {
        move |server: &mut Server| server.smtp.mail_in_the_clear = Known::Known(reply(line))
    };
    check(
        Weakness::TlsEnforcement,
        mail("530 5.7.0 STARTTLS first"),
        (FAIL, NONE),
        "530 5.7.0 STARTTLS first",
    );
    check(
        Weakness::TlsEnforcement,
        mail("250 Ok"),
        (NONE, WARN),
        "250 Ok",
    );
    check(
        Weakness::TlsEnforcement,
        mail("451 Later"),
        (OPEN, OPEN),
        "says nothing of TLS",
    );
    let auth = |mechanism: &'static str| {
        move |server: &mut Server| {
            server.smtp.auth_in_the_clear = Known::Known(vec![mechanism.to_owned()]);
        }
    };
    check(
        Weakness::AuthInTheClear,
        auth("PLAIN"),
        (WARN, FAIL),
        "password",
    );
    check(
        Weakness::AuthInTheClear,
        auth("SCRAM-SHA-256"),
        (NOTE, NOTE),
        "hides the password",
    );
    check(
        Weakness::RequireTlsInTheClear,
        |it| it.smtp.requiretls_in_the_clear = Known::Known(true),
        (WARN, WARN),
        "in the clear",
    );
    let changed = |server: &mut Server| {
        server.smtp.changed = Known::Known((vec!["DSN".to_owned()], Vec::new()));
    };
    check(
        Weakness::ChangedExtensions,
        changed,
        (NOTE, NOTE),
        "only in the clear: DSN",
    );
    let one = |server: &mut Server| server.smtp.backends[0].connections = 1;
    check(
        Weakness::DifferentBackends,
        one,
        (OPEN, OPEN),
        "one connection only",
    );
    let two = |server: &mut Server| {
        let mut other = server.smtp.backends[0].clone();
        other.greeting = "another\u{1b}".to_owned();
        server.smtp.backends.push(other);
    };
    check(
        Weakness::DifferentBackends,
        two,
        (NOTE, NOTE),
        "another\\u{1b}",
    );
}
