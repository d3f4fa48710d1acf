//! What a profile says of what was not asked, and of what a server can neither break nor keep.

use super::graded::{failed, judged, line};
use crate::audit::{GroupsFor, Known, NotTested, SchemesFor};
use crate::exit::ExitCode;
use crate::judge::audit::Service;
use crate::judge::audit::profile::{Grade, Graded, ProfileVerdict};
use crate::judge::audit::tests::server::Server;
use crate::tls::names::{CIPHER_SUITES, TLS_1_0, TLS_1_2, TLS_1_3};

const RSA: &str = "TLS_RSA_WITH_AES_128_GCM_SHA256";
const NONE: NotTested = NotTested::NotApplicable("the server accepts no suite with ECDHE");

fn says(verdict: &ProfileVerdict, what: &str) -> bool {
    verdict.lines.iter().any(|line| line.what.starts_with(what))
}

#[test]
fn x23_what_rests_on_tls_1_2_is_no_pass_where_that_was_not_tested() {
    let mut server = Server::good();
    server.leaves_open(TLS_1_2);
    server.tls.groups.retain(|facts| facts.version == TLS_1_3);
    server.tls.schemes.retain(|facts| facts.version == TLS_1_3);
    let none = || NotTested::NotApplicable("no handshake of TLS 1.0 to 1.2 was answered");
    server.tls.features.secure_renegotiation = Known::NotTested(none());
    server.tls.features.extended_master_secret = Known::NotTested(none());
    let verdict = judged("rfc9325", &server, Service::Relay);
    for what in [
        "signatures over the key exchange with SHA-1 or MD5",
        "curves of less than 224 bits",
        "the group of DHE",
        "secure renegotiation",
        "extended master secret",
    ] {
        let line = line(&verdict, what);
        assert_eq!(line.graded, Graded::NotTested(NotTested::RateLimited));
        assert!(line.is_must, "{what}");
    }
    assert_eq!(verdict.exit(), ExitCode::NotNow);
}

#[test]
fn a_quick_inquiry_asks_for_the_common_suites_with_dhe_and_that_is_enough() {
    let mut server = Server::good();
    let mut versions = server.tls.versions.iter_mut();
    let facts = versions.find(|facts| facts.version == TLS_1_2);
    let facts = facts.expect("TLS 1.2");
    facts.incomplete = Some(NotTested::Quick);
    let asked = server.clone();
    let open = judged("mx", &asked, Service::Relay);
    assert!(says(&open, "the group of DHE"));
    let mut versions = server.tls.versions.iter_mut();
    let facts = versions.find(|facts| facts.version == TLS_1_2);
    let facts = facts.expect("TLS 1.2");
    let suites = CIPHER_SUITES.iter().filter(|suite| {
        let is_aes = |key| suite.name.starts_with(key) && suite.name.contains("_WITH_AES_");
        is_aes("TLS_DHE_RSA_")
    });
    facts.refused = suites.map(|suite| suite.code_point.into()).collect();
    // One of those that no rule book allows is not enough: a profile's own are asked for by themselves.
    let (_, but_one) = facts.refused.split_last().expect("several");
    let mut half = asked.clone();
    let mut versions = half.tls.versions.iter_mut();
    let of_half = versions.find(|facts| facts.version == TLS_1_2);
    of_half.expect("TLS 1.2").refused = but_one.to_vec();
    assert!(says(
        &judged("mx", &half, Service::Relay),
        "the group of DHE"
    ));
    let settled = judged("mx", &server, Service::Relay);
    assert!(!says(&settled, "the group of DHE"));
}

#[test]
fn x26_a_must_that_cannot_be_broken_is_kept() {
    let mut server = Server::good();
    server.speaks(TLS_1_2, &[RSA]);
    for groups in &mut server.tls.groups {
        if groups.version == TLS_1_2 {
            *groups = GroupsFor {
                accepted: Vec::new(),
                incomplete: Some(NONE),
                ..groups.clone()
            };
        }
    }
    for schemes in &mut server.tls.schemes {
        if schemes.version == TLS_1_2 {
            *schemes = SchemesFor {
                accepted: Vec::new(),
                incomplete: Some(NONE),
                ..schemes.clone()
            };
        }
    }
    let kept = |server: &Server| {
        let verdict = judged("rfc9325", server, Service::Relay);
        for what in [
            "no signatures over the key exchange with SHA-1 or MD5",
            "no curves of less than 224 bits",
        ] {
            assert_eq!(line(&verdict, what).graded, Graded::As(Grade::Good));
        }
        assert_eq!(verdict.untested().count(), 0, "{:#?}", verdict.lines);
    };
    kept(&server);
    // Nor where none of the older versions is spoken.
    server.tls.versions.retain(|facts| facts.version != TLS_1_2);
    server.refuses(TLS_1_2);
    kept(&server);
    // Where the list was cut off, suites with ECDHE may be left.
    server.tls.versions.retain(|facts| facts.version != TLS_1_2);
    server.speaks(TLS_1_2, &[RSA]);
    server.is_incomplete(TLS_1_2);
    let verdict = judged("rfc9325", &server, Service::Relay);
    for what in [
        "signatures over the key exchange",
        "curves of less than 224 bits",
    ] {
        assert_eq!(
            line(&verdict, what).graded,
            Graded::NotTested(NotTested::Budget)
        );
    }
}

#[test]
fn x26_old_versions_sign_as_they_must_and_are_judged_as_versions() {
    let old = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA";
    let own = "signatures over the key exchange in TLS 1.0";
    let mut server = Server::good();
    server.tls.versions.retain(|facts| facts.version != TLS_1_0);
    server.speaks(TLS_1_0, &[old]);
    for (service, digests) in [
        (Service::Relay, "MD5"),
        (Service::Submission, "SHA-1 or MD5"),
    ] {
        let verdict = judged("mx", &server, service);
        let kept = format!("no signatures over the key exchange with {digests} in TLS 1.2");
        assert_eq!(line(&verdict, &kept).graded, Graded::As(Grade::Good));
        let apart = line(&verdict, own);
        assert!(!apart.is_must);
        assert!(matches!(
            apart.graded,
            Graded::NotTested(NotTested::NotApplicable(_))
        ));
    }
    // With no TLS 1.2 there is nothing that could be good.
    server.tls.versions.retain(|facts| facts.version != TLS_1_2);
    server.refuses(TLS_1_2);
    server.tls.schemes.retain(|facts| facts.version == TLS_1_3);
    let verdict = judged("mx", &server, Service::Relay);
    assert!(says(&verdict, own));
    assert!(!says(&verdict, "no signatures over the key exchange"));
    assert_eq!(failed(&verdict), [""; 0]);
    assert_eq!(verdict.exit(), ExitCode::Success);
    // What is not known of an older version may be a signature.
    server.leaves_open(TLS_1_0);
    let verdict = judged("mx", &server, Service::Relay);
    let open = line(&verdict, "signatures over the key exchange with MD5");
    assert_eq!(open.graded, Graded::NotTested(NotTested::RateLimited));
}

#[test]
fn a_must_names_the_digests_that_no_earlier_rule_decides_on() {
    let mut server = Server::good();
    server.signs(TLS_1_2, &["rsa_pkcs1_sha256", "rsa_pkcs1_sha1"]);
    let verdict = judged("mx", &server, Service::Relay);
    let sha1 = line(&verdict, "rsa_pkcs1_sha1");
    assert_eq!(sha1.graded, Graded::As(Grade::PhaseOut));
    assert!(says(
        &verdict,
        "no signatures over the key exchange with MD5"
    ));
    assert!(!says(
        &verdict,
        "no signatures over the key exchange with SHA-1"
    ));
}

#[test]
fn x26_a_server_without_a_certificate_has_none_to_be_judged() {
    let mut server = Server::good();
    server.tls.versions.retain(|facts| facts.version != TLS_1_3);
    server.refuses(TLS_1_3);
    server.speaks(TLS_1_2, &["TLS_ECDH_anon_WITH_AES_128_CBC_SHA"]);
    server.tls.certificates.clear();
    server.tls.schemes.clear();
    let verdict = judged("mx", &server, Service::Relay);
    let key = line(&verdict, "the length of the RSA key");
    assert!(!key.is_must);
    assert!(matches!(
        key.graded,
        Graded::NotTested(NotTested::NotApplicable(_))
    ));
    assert_eq!(verdict.untested().count(), 0, "{:#?}", verdict.lines);
    // A suite that nobody asked for may bring one.
    server.is_incomplete(TLS_1_2);
    let verdict = judged("mx", &server, Service::Relay);
    assert!(line(&verdict, "the length of the RSA key").is_must);
}

#[test]
fn x26_a_server_without_tls_1_3_has_no_early_data() {
    let mut server = Server::good();
    server.smtp.early_data = Known::NotTested(NotTested::NoMeans("no session"));
    let verdict = judged("mx", &server, Service::Relay);
    let open = line(&verdict, "no early data");
    assert!(matches!(open.graded, Graded::NotTested(_)));
    server.tls.versions.retain(|facts| facts.version != TLS_1_3);
    server.refuses(TLS_1_3);
    let verdict = judged("mx", &server, Service::Relay);
    assert_eq!(
        line(&verdict, "no early data").graded,
        Graded::As(Grade::Good)
    );
}
