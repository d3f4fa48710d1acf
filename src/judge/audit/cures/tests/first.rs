//! What has to be done before a change, so that it takes nobody's TLS away.

use super::{cure, fix, greeted};
use crate::judge::audit::{Service, Weakness};
use crate::tls::names::{TLS_1_0, TLS_1_2};

#[test]
fn x27_what_would_leave_nothing_is_said_to_come_second() {
    let mut server = greeted("ESMTP Postfix");
    server.tls.versions.clear();
    server.speaks(TLS_1_0, &["TLS_RSA_WITH_AES_128_CBC_SHA"]);
    for weakness in [Weakness::StaticKeyExchange, Weakness::OldVersions] {
        let fix = fix(&server, weakness, Service::Relay);
        assert!(
            fix.starts_with("let the server do TLS 1.2 and 1.3 with ECDHE first"),
            "{fix}"
        );
    }
    assert!(cure(&server, Service::Relay).first.is_some());
    // What is left may be left by each change, and not by all together.
    server.speaks(TLS_1_2, &["TLS_RSA_WITH_AES_128_GCM_SHA256"]);
    server.speaks(TLS_1_0, &["TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"]);
    let fix = fix(&server, Weakness::StaticKeyExchange, Service::Relay);
    let first = "let the server do ECDHE in TLS 1.2 first, or nothing of TLS 1.2 is left";
    assert!(fix.starts_with(first), "{fix}");
    assert!(cure(&server, Service::Relay).first.is_some());
    server.speaks(TLS_1_2, &["TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"]);
    assert!(cure(&server, Service::Relay).first.is_none());
}

#[test]
fn x27_a_server_without_a_certificate_is_told_to_get_one() {
    let mut server = greeted("ESMTP Postfix");
    server.tls.versions.clear();
    server.speaks(TLS_1_2, &["TLS_DH_anon_WITH_AES_128_GCM_SHA256"]);
    for service in Service::ALL {
        let words = fix(&server, Weakness::Anonymous, service);
        let begins = "give the server a certificate and its key; in Postfix smtpd_tls_chain_files: a file with";
        assert!(words.starts_with(begins), "{words}");
        assert!(
            words.contains("before Postfix 3.4: smtpd_tls_cert_file"),
            "{words}"
        );
        let cure = cure(&server, service);
        assert_eq!(cure.settings[0].name, "smtpd_tls_chain_files");
        assert_eq!(cure.first, None);
    }
    server.has_dh(&[0xff; 128], false);
    server.tls.dh[0].met = vec![(TLS_1_2, 0x00a6)];
    let words = fix(&server, Weakness::Logjam, Service::Relay);
    assert!(
        words.starts_with("give the server a certificate first, or nothing is left"),
        "{words}"
    );
}

#[test]
fn x27_each_kind_of_key_exchange_without_forward_secrecy_is_left_out_by_its_own_word() {
    let mut server = greeted("ESMTP Postfix");
    let suites = [
        "TLS_PSK_WITH_AES_128_GCM_SHA256",
        "TLS_RSA_PSK_WITH_AES_128_GCM_SHA256",
        "TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    ];
    server.speaks(TLS_1_2, &suites);
    let words = fix(&server, Weakness::StaticKeyExchange, Service::Relay);
    let added = "add kPSK, kRSAPSK, kECDH to smtpd_tls_exclude_ciphers";
    assert!(words.contains(added), "{words}");
    assert_eq!(cure(&server, Service::Relay).first, None);
    // With them goes all that there is.
    server.tls.versions.clear();
    server.speaks(TLS_1_2, &suites[..3]);
    assert!(cure(&server, Service::Relay).first.is_some());
}

#[test]
fn x27_anonymous_suites_are_not_what_is_left_and_tls_1_2_is_not_taken_away_unsaid() {
    let anonymous = "TLS_DH_anon_WITH_AES_128_GCM_SHA256";
    let newer = "let the server do TLS 1.2 and 1.3 with ECDHE first, or nothing is left that it takes; then in Postfix add kRSA";
    let ecdhe = "let the server do ECDHE in TLS 1.2 first, or nothing of TLS 1.2 is left; then in Postfix add kRSA";
    for (has_tls13, begins) in [(false, newer), (true, ecdhe)] {
        let mut server = greeted("ESMTP Postfix");
        server
            .tls
            .versions
            .retain(|it| has_tls13 && it.version > TLS_1_2);
        server.speaks(TLS_1_2, &["TLS_RSA_WITH_AES_128_GCM_SHA256", anonymous]);
        let words = fix(&server, Weakness::StaticKeyExchange, Service::Relay);
        assert!(words.starts_with(begins), "{words}");
        let cure = cure(&server, Service::Relay);
        let first = cure.first.expect("what comes first");
        assert_eq!(
            first.starts_with("it does ECDHE in TLS 1.2"),
            has_tls13,
            "{first}"
        );
    }
}
