//! What is to be changed, by the program that greets; and all of it together.

use super::{Cure, Software, together};
use crate::judge::audit::tests::server::Server;
use crate::judge::audit::{Service, Weakness, findings};
use crate::tls::names::{SSL_3_0, TLS_1_0, TLS_1_2};

fn greeted(words: &str) -> Server {
    let mut server = Server::good();
    server.smtp.backends[0].greeting = format!("mx.example.test {words}");
    server
}

fn fix(server: &Server, weakness: Weakness, service: Service) -> String {
    let mut all = findings(server.subject(service)).into_iter();
    let finding = all.find(|it| it.weakness == weakness).expect("a finding");
    finding.fix.expect("a fix")
}

fn cure(server: &Server, service: Service) -> Cure {
    let subject = server.subject(service);
    together(&findings(subject), subject).expect("something to change")
}

/// The settings as `name = value`; with `+=` where the value comes to what is there, and `later` where there is a condition.
fn settings(cure: &Cure) -> Vec<String> {
    let settings = cure.settings.iter().map(|it| {
        let sign = if it.adds { "+=" } else { "=" };
        let later = if it.once.is_some() { " later" } else { "" };
        format!("{} {sign} {}{later}", it.name, it.value)
    });
    settings.collect()
}

#[test]
fn x27_a_fix_is_for_the_program_that_greets_and_says_so() {
    for (words, begins, elsewhere) in [
        (
            "ESMTP Postfix",
            "in Postfix add RC4 to smtpd_tls_exclude_ciphers; elsewhere",
            "Exim tls_require_ciphers",
        ),
        (
            "ESMTP ready",
            "in Postfix add RC4 to smtpd_tls_exclude_ciphers; elsewhere",
            "Sendmail CipherList",
        ),
        (
            "ESMTP Exim 4.96",
            "if this is Exim, as its greeting says, add !RC4 to tls_require_ciphers",
            "Postfix smtpd_tls_exclude_ciphers",
        ),
        (
            "ESMTP Sendmail 8.17",
            "if this is Sendmail, as its greeting says, add !RC4 to CipherList",
            "Exchange Schannel",
        ),
        (
            "ESMTP OpenSMTPD",
            "if this is OpenSMTPD, as its greeting says, add !RC4 to ciphers in listen on",
            "Postfix",
        ),
        (
            "Microsoft ESMTP MAIL Service ready",
            "if this is Exchange, as its greeting says, Disable-TlsCipherSuite of Windows",
            "OpenSMTPD ciphers in listen on",
        ),
    ] {
        let mut server = greeted(words);
        server.speaks(TLS_1_2, &["TLS_ECDHE_RSA_WITH_RC4_128_SHA"]);
        let fix = fix(&server, Weakness::Rc4, Service::Relay);
        assert!(fix.starts_with(begins), "{words}: {fix}");
        assert!(fix.contains(elsewhere), "{words}: {fix}");
    }
    // The name of the host says nothing of the program.
    let mut server = greeted("ESMTP");
    server.smtp.backends[0].greeting = "exim.example.test ESMTP".to_owned();
    assert_eq!(Software::greeting(&server.smtp), None);
}

#[test]
fn x27_the_changes_of_all_findings_stand_together() {
    let mut server = greeted("ESMTP Postfix");
    let weak = [
        "TLS_ECDHE_RSA_WITH_RC4_128_SHA",
        "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA",
        "TLS_RSA_WITH_AES_128_GCM_SHA256",
    ];
    server.speaks(TLS_1_2, &weak);
    server.speaks(TLS_1_0, &weak[..2]);
    assert_eq!(
        settings(&cure(&server, Service::Relay)),
        [
            "smtpd_tls_exclude_ciphers += RC4, 3DES, IDEA, DES, RC2, kRSA",
            "smtpd_tls_protocols = >=TLSv1.2 later",
        ]
    );
    // SSL goes at once, and TLS 1.0 when nobody needs it.
    server.speaks(SSL_3_0, &["TLS_RSA_WITH_AES_128_CBC_SHA"]);
    let relay = settings(&cure(&server, Service::Relay));
    assert_eq!(
        relay[1..],
        [
            "smtpd_tls_protocols = >=TLSv1",
            "smtpd_tls_protocols = >=TLSv1.2 later"
        ]
    );
    let submission = settings(&cure(&server, Service::Submission));
    assert_eq!(
        submission[1..3],
        [
            "smtpd_tls_protocols = >=TLSv1.2",
            "smtpd_tls_mandatory_protocols = >=TLSv1.2",
        ]
    );
    assert!(!submission.iter().any(|setting| setting.contains("later")));

    server.smtp.backends[0].greeting = "mx.example.test ESMTP Exim 4.96".to_owned();
    let exim = cure(&server, Service::Submission);
    assert!(exim.software == Software::Exim && exim.is_named);
    assert_eq!(
        settings(&exim),
        [
            "tls_require_ciphers += !RC4:!3DES:!IDEA:!DES:!RC2:!kRSA",
            "openssl_options += +no_sslv2 +no_sslv3 +no_tlsv1 +no_tlsv1_1",
        ]
    );
}

#[test]
fn where_nothing_is_to_be_repaired_no_setting_is_named() {
    let server = Server::good();
    let subject = server.subject(Service::Relay);
    assert_eq!(together(&findings(subject), subject), None);
}

#[test]
fn every_setting_has_a_name_and_no_setting_stands_twice() {
    for words in [
        "ESMTP",
        "ESMTP Exim",
        "ESMTP Sendmail",
        "OpenSMTPD",
        "Microsoft ESMTP",
    ] {
        for service in Service::ALL {
            let mut server = Server::bad();
            for backend in &mut server.smtp.backends {
                backend.greeting = format!("mx.example.test {words}");
            }
            let cure = cure(&server, service);
            assert!(cure.settings.len() >= 2, "{words}: {cure:?}");
            for (index, setting) in cure.settings.iter().enumerate() {
                assert!(!setting.name.is_empty());
                let mut later = cure.settings.iter().skip(index + 1);
                let twice = later.any(|it| (it.name, it.once) == (setting.name, setting.once));
                assert!(!twice, "{words}: {cure:?}");
            }
        }
    }
}

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
    assert!(cure(&server, Service::Relay).leaves_nothing);
    // What is left may be left by each change, and not by all together.
    server.speaks(TLS_1_2, &["TLS_RSA_WITH_AES_128_GCM_SHA256"]);
    server.speaks(TLS_1_0, &["TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"]);
    let fix = fix(&server, Weakness::StaticKeyExchange, Service::Relay);
    assert!(fix.starts_with("in Postfix add kRSA"), "{fix}");
    assert!(cure(&server, Service::Relay).leaves_nothing);
    server.speaks(TLS_1_2, &["TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"]);
    assert!(!cure(&server, Service::Relay).leaves_nothing);
}
