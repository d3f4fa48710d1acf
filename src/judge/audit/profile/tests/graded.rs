//! How servers are graded by each profile.

use crate::audit::{Known, NotTested, Order};
use crate::exit::ExitCode;
use crate::interrupt::Signal;
use crate::judge::audit::Service;
use crate::judge::audit::profile::{Grade, Graded, Profile, ProfileLine, ProfileVerdict, Topic};
use crate::judge::audit::tests::server::{Server, reply};
use crate::tls::names::{SSL_3_0, TLS_1_0, TLS_1_2, TLS_1_3};

/// How a server stands by a built-in profile.
pub(super) fn judged(profile: &str, server: &Server, service: Service) -> ProfileVerdict {
    let profile = Profile::built_in(profile).expect(profile);
    profile.judge(server.subject(service))
}

/// The MUSTs that it fails.
pub(super) fn failed(verdict: &ProfileVerdict) -> Vec<&str> {
    verdict.failed().map(|line| line.what.as_str()).collect()
}

/// The line that begins so.
pub(super) fn line<'a>(verdict: &'a ProfileVerdict, what: &str) -> &'a ProfileLine {
    let mut lines = verdict.lines.iter();
    let found = lines.find(|line| line.what.starts_with(what));
    found.unwrap_or_else(|| panic!("no line on {what}: {:#?}", verdict.lines))
}

#[test]
fn a_good_server_keeps_the_rules() {
    for name in ["mx", "rfc9325", "ncsc-nl-2025", "mozilla-intermediate"] {
        for service in Service::ALL {
            let verdict = judged(name, &Server::good(), service);
            assert_eq!(failed(&verdict), [""; 0], "{name}");
            assert_eq!(
                verdict.exit(),
                ExitCode::Success,
                "{name}: {:#?}",
                verdict.lines
            );
        }
    }
    // The modern level has TLS 1.3 alone.
    let verdict = judged("mozilla-modern", &Server::good(), Service::Relay);
    assert_eq!(
        failed(&verdict),
        [
            "TLS 1.2",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 at TLS 1.2"
        ]
    );
    assert_eq!(verdict.exit(), ExitCode::Check);
}

#[test]
fn a_bad_server_breaks_them() {
    for (name, what) in [
        ("mx", "a command in the clear is carried out inside TLS"),
        ("mx", "SSL 3.0"),
        ("rfc9325", "TLS 1.0"),
        ("ncsc-nl-2025", "DHE with 512 bits"),
        (
            "mozilla-intermediate",
            "TLS_RSA_WITH_AES_128_CBC_SHA at TLS 1.0 and SSL 3.0",
        ),
        ("mozilla-modern", "a key for RSA"),
    ] {
        let verdict = judged(name, &Server::bad(), Service::Relay);
        assert!(line(&verdict, what).fails(), "{name}: {what}");
        assert_eq!(verdict.exit(), ExitCode::Check);
        assert_eq!(verdict.worst(), Some(Grade::Insufficient));
    }
}

#[test]
fn each_line_rests_on_a_clause_and_grades_one_thing() {
    for (name, _) in Profile::names() {
        for server in [Server::good(), Server::bad(), Server::nobody_asked()] {
            for service in Service::ALL {
                let verdict = judged(name, &server, service);
                for (index, line) in verdict.lines.iter().enumerate() {
                    assert!(
                        !line.clause.is_empty() && !line.what.is_empty(),
                        "{name}: {line:?}"
                    );
                    let mut later = verdict.lines.iter().skip(index + 1);
                    let twice =
                        later.any(|other| (other.topic, &other.what) == (line.topic, &line.what));
                    assert!(!twice, "{name}: {line:?}");
                }
            }
        }
    }
}

#[test]
fn x21_where_senders_would_go_on_in_the_clear_old_tls_is_no_failed_must() {
    let mut server = Server::good();
    server.tls.versions.retain(|facts| facts.version != TLS_1_0);
    server.speaks(
        TLS_1_0,
        &[
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
            "TLS_DH_anon_WITH_AES_128_CBC_SHA",
        ],
    );
    let relay = judged("mx", &server, Service::Relay);
    assert_eq!(failed(&relay), [""; 0]);
    let old = line(&relay, "TLS 1.0");
    assert_eq!(
        (&old.graded, old.clause.as_str()),
        (&Graded::As(Grade::PhaseOut), "RFC 8996, RFC 9325 §5.2")
    );
    let anonymous = line(&relay, "TLS_DH_anon_WITH_AES_128_CBC_SHA");
    assert_eq!(anonymous.graded, Graded::As(Grade::Sufficient));

    let submission = judged("mx", &server, Service::Submission);
    assert_eq!(failed(&submission), ["TLS 1.0"]);
    let strict = judged("rfc9325", &server, Service::Relay);
    assert_eq!(failed(&strict), ["TLS 1.0"]);
}

#[test]
fn x21_what_harms_everybody_stays_a_must_on_port_25() {
    for suite in [
        "TLS_RSA_WITH_NULL_SHA",
        "TLS_RSA_WITH_RC4_128_SHA",
        "TLS_RSA_EXPORT_WITH_RC4_40_MD5",
        "TLS_RSA_WITH_DES_CBC_SHA",
    ] {
        let mut server = Server::good();
        server.speaks(TLS_1_0, &[suite]);
        let verdict = judged("mx", &server, Service::Relay);
        assert_eq!(failed(&verdict), [format!("{suite} at TLS 1.0")], "{suite}");
    }
    let mut server = Server::good();
    server.speaks(SSL_3_0, &["TLS_RSA_WITH_AES_128_CBC_SHA"]);
    assert_eq!(failed(&judged("mx", &server, Service::Relay)), ["SSL 3.0"]);
}

#[test]
fn groups_of_dhe_by_their_length() {
    for (octets, profile, service, grade, fails) in [
        (64, "mx", Service::Relay, Grade::Insufficient, true),
        (128, "mx", Service::Relay, Grade::PhaseOut, false),
        (128, "mx", Service::Submission, Grade::Insufficient, true),
        (128, "rfc9325", Service::Relay, Grade::Insufficient, true),
        (256, "mx", Service::Relay, Grade::Sufficient, false),
        (
            512,
            "ncsc-nl-2025",
            Service::Relay,
            Grade::Insufficient,
            true,
        ),
    ] {
        let mut server = Server::good();
        server.speaks(TLS_1_2, &["TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"]);
        server.has_dh(&vec![0xff; octets], false);
        let verdict = judged(profile, &server, service);
        let line = line(&verdict, "DHE with");
        assert_eq!(
            (&line.graded, line.fails()),
            (&Graded::As(grade), fails),
            "{octets} {profile}"
        );
    }
    // A prime that no client meets that looks at certificates is no failed MUST.
    for profile in ["mx", "rfc9325"] {
        for service in Service::ALL {
            let mut server = Server::good();
            server.speaks(TLS_1_2, &["TLS_DH_anon_WITH_AES_128_CBC_SHA"]);
            server.has_dh(&[0xff; 128], false);
            server.tls.dh[0].met = vec![(TLS_1_2, 0x0034)];
            let verdict = judged(profile, &server, service);
            let line = line(
                &verdict,
                "DHE with 1024 bits, a group of the server's own, with anon",
            );
            assert_eq!(line.graded, Graded::As(Grade::PhaseOut), "{profile}");
            assert!(!line.fails(), "{profile}");
        }
    }
    let mut server = Server::good();
    server.speaks(TLS_1_2, &["TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"]);
    let verdict = judged("rfc9325", &server, Service::Relay);
    assert!(matches!(
        line(&verdict, "the group of DHE").graded,
        Graded::NotTested(_)
    ));
}

#[test]
fn x23_a_must_that_could_not_be_tested_is_no_pass() {
    for (why, exit) in [
        (NotTested::RateLimited, ExitCode::NotNow),
        (NotTested::Deadline, ExitCode::NotNow),
        (NotTested::Budget, ExitCode::NotNow),
        (NotTested::Quick, ExitCode::NotNow),
        (NotTested::Unclear("odd".to_owned()), ExitCode::NotNow),
        (NotTested::Interrupted(Signal::Interrupt), ExitCode::NotNow),
        (NotTested::NoMeans("no means"), ExitCode::Success),
        (NotTested::Passive, ExitCode::Success),
    ] {
        let mut server = Server::good();
        server.smtp.injection = Known::NotTested(why.clone());
        let verdict = judged("mx", &server, Service::Relay);
        let line = line(&verdict, "no command injection");
        assert_eq!(line.graded, Graded::NotTested(why.clone()));
        assert!(line.is_must && !line.fails());
        assert_eq!(verdict.untested().count(), 1);
        assert_eq!(verdict.exit(), exit, "{why:?}");
    }
    // That SSL is refused is no knowledge of a server of whose TLS nothing was found out, whatever the reason.
    for why in [NotTested::NoMeans("no means"), NotTested::Passive] {
        let mut server = Server::good();
        for facts in server
            .tls
            .versions
            .iter_mut()
            .filter(|it| it.version > SSL_3_0)
        {
            facts.support = Known::NotTested(why.clone());
            facts.suites.clear();
        }
        let verdict = judged("mx", &server, Service::Relay);
        assert!(!line(&verdict, "one of TLS 1.3 and TLS 1.2").fails());
        assert_eq!(verdict.exit(), ExitCode::NotNow);
    }
    // A MUST that fails goes before one that is open.
    let mut server = Server::bad();
    server.smtp.injection = Known::NotTested(NotTested::RateLimited);
    assert_eq!(
        judged("mx", &server, Service::Relay).exit(),
        ExitCode::Check
    );
    // What is no MUST changes nothing.
    let mut server = Server::good();
    server.smtp.requiretls_in_the_clear = Known::NotTested(NotTested::RateLimited);
    assert_eq!(
        judged("mx", &server, Service::Relay).exit(),
        ExitCode::Success
    );
    let mut server = Server::good();
    server.is_incomplete(TLS_1_2);
    let verdict = judged("mx", &server, Service::Relay);
    let line = line(&verdict, "suites with RC4");
    assert_eq!(line.graded, Graded::NotTested(NotTested::Budget));
    // TLS 1.3 has no RC4: that its list is not complete does not matter.
    let mut server = Server::good();
    server.is_incomplete(TLS_1_3);
    let verdict = judged("mx", &server, Service::Relay);
    assert_eq!(
        self::line(&verdict, "no suites with RC4").graded,
        Graded::As(Grade::Good)
    );
    // Where TLS stands from the first octet there is no STARTTLS to abuse.
    let mut server = Server::good();
    server.smtp.injection = Known::NotTested(NotTested::NotApplicable("no STARTTLS"));
    let verdict = judged("mx", &server, Service::Submission);
    assert!(
        verdict
            .lines
            .iter()
            .all(|line| !line.what.contains("injection"))
    );
}

#[test]
fn x23_a_certificate_that_there_is_not_is_no_reason_to_come_again() {
    let mut server = Server::good();
    server.tls.certificates.clear();
    let verdict = judged("mx", &server, Service::Submission);
    assert!(verdict.untested().count() > 0);
    assert_eq!(verdict.exit(), ExitCode::Success);
    let nobody = judged("mx", &Server::nobody_asked(), Service::Relay);
    assert_eq!(nobody.exit(), ExitCode::NotNow);
}

#[test]
fn what_tls_1_3_has_not_is_good_where_nothing_else_is_spoken() {
    let mut server = Server::good();
    server.tls.versions.retain(|facts| facts.version != TLS_1_2);
    server.refuses(TLS_1_2);
    server.tls.features.compression = Known::default();
    server.tls.features.secure_renegotiation = Known::default();
    server.tls.features.extended_master_secret = Known::default();
    let verdict = judged("ncsc-nl-2025", &server, Service::Relay);
    for what in [
        "no compression, which TLS 1.3 has not",
        "no renegotiation, which",
        "keys bound to the handshake",
        "no renegotiation that a client starts",
    ] {
        assert_eq!(line(&verdict, what).graded, Graded::As(Grade::Good));
    }
    // Where TLS 1.2 is spoken nothing follows, and what smtls never tests is no MUST.
    let verdict = judged("ncsc-nl-2025", &Server::good(), Service::Relay);
    let line = line(&verdict, "no renegotiation that a client starts");
    assert!(matches!(line.graded, Graded::NotTested(_)) && !line.is_must);
}

#[test]
fn x21_what_opportunistic_senders_do_not_look_at_fails_no_must_on_port_25() {
    let mut server = Server::good();
    server.tls.certificates.clear();
    server.shows("md5", &[]);
    server.shows("rsa1024", &[]);
    server.tls.features.extended_master_secret = server.known(false);
    server.tls.features.secure_renegotiation = server.known(false);
    let relay = judged("mx", &server, Service::Relay);
    assert_eq!(failed(&relay), [""; 0]);
    let submission = judged("mx", &server, Service::Submission);
    assert!(failed(&submission).len() >= 4, "{:?}", failed(&submission));
}

#[test]
fn demands_on_senders_that_rfc_3207_and_7672_forbid_fail_on_port_25() {
    let mut server = Server::good();
    server.tls.features.refuses_wrong_name = server.known(true);
    server.smtp.mail_in_the_clear = Known::Known(reply("530 5.7.0 STARTTLS first"));
    let relay = judged("mx", &server, Service::Relay);
    assert_eq!(
        failed(&relay),
        [
            "an unknown server name is refused",
            "mail in the clear is refused"
        ]
    );
    let submission = judged("mx", &server, Service::Submission);
    assert_eq!(failed(&submission), [""; 0]);
}

#[test]
fn a_missing_tls_1_3_and_a_hybrid_are_graded() {
    let mut server = Server::good();
    let verdict = judged("mx", &server, Service::Relay);
    let hybrid = line(&verdict, "X25519MLKEM768");
    assert_eq!(hybrid.graded, Graded::As(Grade::Good));
    server.tls.versions.retain(|facts| facts.version != TLS_1_3);
    server.refuses(TLS_1_3);
    for profile in ["mx", "rfc9325"] {
        let verdict = judged(profile, &server, Service::Relay);
        let line = line(&verdict, "no TLS 1.3");
        assert_eq!(line.graded, Graded::As(Grade::PhaseOut));
        assert!(!line.fails());
    }
}

#[test]
fn suites_in_cbc_mode_are_graded_by_encrypt_then_mac() {
    let mut server = Server::good();
    server.speaks(TLS_1_2, &["TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"]);
    let what = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256";
    for (answer, grade) in [(true, Grade::Sufficient), (false, Grade::PhaseOut)] {
        server.tls.features.encrypt_then_mac = server.known(answer);
        let verdict = judged("rfc9325", &server, Service::Relay);
        assert_eq!(line(&verdict, what).graded, Graded::As(grade));
    }
    server.tls.features.encrypt_then_mac = Known::NotTested(NotTested::Deadline);
    let verdict = judged("rfc9325", &server, Service::Relay);
    assert_eq!(
        line(&verdict, what).graded,
        Graded::NotTested(NotTested::Deadline)
    );
}

#[test]
fn certificates_are_graded_each_by_key_signature_and_span() {
    let mut server = Server::good();
    server.tls.certificates.clear();
    server.shows("md5", &[]);
    server.shows("rsa1024", &[]);
    for (profile, what, fails) in [
        ("rfc9325", "RSA 1024 bits", true),
        ("rfc9325", "signed with md5WithRSAEncryption", true),
        ("ncsc-nl-2025", "RSA 1024 bits", true),
        ("mozilla-intermediate", "ECDSA P-256", false),
        (
            "mozilla-intermediate",
            "signed with md5WithRSAEncryption",
            true,
        ),
        ("mozilla-intermediate", "valid for 3650 days", false),
        ("mozilla-modern", "a key for RSA", true),
    ] {
        let verdict = judged(profile, &server, Service::Relay);
        assert_eq!(line(&verdict, what).fails(), fails, "{profile}: {what}");
    }
}

#[test]
fn signatures_over_the_key_exchange_are_graded_by_their_digest() {
    let mut server = Server::good();
    server.signs(TLS_1_2, &["rsa_pkcs1_sha256", "rsa_pkcs1_sha1"]);
    for (profile, service, fails) in [
        ("rfc9325", Service::Relay, true),
        ("ncsc-nl-2025", Service::Relay, true),
        ("mx", Service::Relay, false),
        ("mx", Service::Submission, true),
    ] {
        let verdict = judged(profile, &server, service);
        assert_eq!(line(&verdict, "rsa_pkcs1_sha1").fails(), fails, "{profile}");
    }
}

#[test]
fn forward_secrecy_is_preferred_by_the_servers_order_or_for_want_of_others() {
    let (with, without) = (
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_RSA_WITH_AES_128_GCM_SHA256",
    );
    let client = Known::Known(Order::Client);
    let server = Known::Known(Order::Server);
    let open = Known::NotTested(NotTested::Budget);
    let (yes, no) = (Graded::As(Grade::Good), Graded::As(Grade::Insufficient));
    for (suites, order, graded) in [
        (vec![with], &client, &yes),
        (vec![with, without], &server, &yes),
        (vec![without, with], &server, &no),
        (vec![with, without], &client, &no),
        (vec![without], &server, &no),
        (
            vec![with, without],
            &open,
            &Graded::NotTested(NotTested::Budget),
        ),
    ] {
        let mut facts = Server::good();
        facts.speaks(TLS_1_2, &suites);
        let spoken = facts.tls.versions.iter_mut();
        for version in spoken.filter(|version| version.version == TLS_1_2) {
            version.order = order.clone();
        }
        let of = |profile: &str| {
            let verdict = judged(profile, &facts, Service::Relay);
            let mut lines = verdict.lines.into_iter();
            let topic = Topic::ForwardSecrecyPreferred;
            lines.find(|line| line.topic == topic).expect("a line")
        };
        let strict = of("rfc9325");
        assert_eq!(&strict.graded, graded, "{suites:?} {order:?}");
        assert_eq!(strict.fails(), *graded == no);
        assert!(!of("mx").fails());
    }
}

#[test]
fn what_a_profile_does_not_name_is_told_where_it_lists_what_is_good() {
    let mut server = Server::good();
    server.signs(TLS_1_3, &["sm2sig_sm3"]);
    let verdict = judged("ncsc-nl-2025", &server, Service::Relay);
    let line = line(&verdict, "sm2sig_sm3");
    let why = Graded::NotTested(NotTested::NotApplicable("the profile does not name it"));
    assert_eq!(line.graded, why);
    assert!(!line.is_must);
}
