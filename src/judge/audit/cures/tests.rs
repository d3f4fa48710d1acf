//! What is to be changed, by the program that greets; and all of it together.

mod first;

use super::{Cure, Software, together};
use crate::audit::Known;
use crate::judge::audit::tests::server::{Server, reply};
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
        let sign = if it.adds.is_some() { "+=" } else { "=" };
        let later = if it.only.is_some() { " later" } else { "" };
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
            "if this is Exim, as its greeting says, tls_require_ciphers = DEFAULT:!aNULL:!eNULL:!RC4, or :!RC4 at the end of what stands there (built with OpenSSL), tls_require_ciphers = NORMAL:-ARCFOUR-128, or :-ARCFOUR-128 at the end of what stands there (built with GnuTLS); elsewhere",
            "Postfix smtpd_tls_exclude_ciphers",
        ),
        (
            "ESMTP Sendmail 8.17",
            "if this is Sendmail, as its greeting says, CipherList = DEFAULT:!aNULL:!eNULL:!RC4, or :!RC4 at the end of what stands there",
            "Exchange Schannel",
        ),
        (
            "ESMTP OpenSMTPD",
            "if this is OpenSMTPD, as its greeting says, smtp ciphers \"HIGH:!aNULL:!MD5:!RC4\", or :!RC4 at the end",
            "Postfix",
        ),
        (
            "Microsoft ESMTP MAIL Service ready",
            "if this is Exchange, as its greeting says, SSL Cipher Suite Order in Group Policy (Network, SSL Configuration Settings): a list without suites with _RC4_ in their names",
            "OpenSMTPD smtp ciphers",
        ),
    ] {
        let mut server = greeted(words);
        let suites = [
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_RC4_128_SHA",
        ];
        server.speaks(TLS_1_2, &suites);
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
            "smtpd_tls_exclude_ciphers += RC4, 3DES, IDEA, DES, RC2, kRSA later",
            "smtpd_tls_protocols = !SSLv2, !SSLv3, !TLSv1, !TLSv1.1 later",
        ]
    );
    // Where nothing better is taken yet, SSL waits for that, and TLS 1.0 until nobody needs it.
    server.speaks(SSL_3_0, &["TLS_RSA_WITH_AES_128_CBC_SHA"]);
    let relay = settings(&cure(&server, Service::Relay));
    assert_eq!(
        relay[1..],
        [
            "smtpd_tls_protocols = !SSLv2, !SSLv3 later",
            "smtpd_tls_protocols = !SSLv2, !SSLv3, !TLSv1, !TLSv1.1 later"
        ]
    );
    let submission = settings(&cure(&server, Service::Submission));
    assert_eq!(
        submission[1..3],
        [
            "smtpd_tls_protocols = !SSLv2, !SSLv3, !TLSv1, !TLSv1.1 later",
            "smtpd_tls_mandatory_protocols = !SSLv2, !SSLv3, !TLSv1, !TLSv1.1 later",
        ]
    );
    let later = submission
        .iter()
        .filter(|setting| setting.contains("later"));
    let later: Vec<&String> = later.collect();
    assert_eq!(
        later,
        [
            "smtpd_tls_exclude_ciphers += RC4, 3DES, IDEA, DES, RC2, kRSA later",
            "smtpd_tls_protocols = !SSLv2, !SSLv3, !TLSv1, !TLSv1.1 later",
            "smtpd_tls_mandatory_protocols = !SSLv2, !SSLv3, !TLSv1, !TLSv1.1 later",
            "smtpd_tls_security_level = encrypt later",
        ]
    );

    server.smtp.backends[0].greeting = "mx.example.test ESMTP Exim 4.96".to_owned();
    let exim = cure(&server, Service::Submission);
    assert!(exim.software == Software::Exim && exim.is_named);
    assert_eq!(
        settings(&exim),
        [
            "tls_require_ciphers += DEFAULT:!aNULL:!eNULL:!RC4:!3DES:!IDEA:!DES:!RC2:!kRSA later",
            "tls_require_ciphers += NORMAL:-ARCFOUR-128:-3DES-CBC:-RSA:-VERS-SSL3.0:-VERS-TLS1.0:-VERS-TLS1.1 later",
            "openssl_options += +no_sslv2 +no_sslv3 +no_tlsv1 +no_tlsv1_1 later",
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
                let twice = later.any(|it| {
                    (it.name, it.build, it.only) == (setting.name, setting.build, setting.only)
                });
                assert!(!twice, "{words}: {cure:?}");
            }
        }
    }
}

#[test]
fn x27_every_line_is_one_that_the_program_takes_and_none_stands_twice() {
    let list = |line: &str| {
        let mut words = line.trim_matches('"').split(':');
        let base = words.next();
        let is_excluded = |word: &str| word.starts_with(['!', '-']);
        ["HIGH", "DEFAULT", "NORMAL"].map(Some).contains(&base) && words.all(is_excluded)
    };
    for (words, takes) in [
        (
            "ESMTP Postfix",
            (|line| is_of_main_cf(line)) as fn(&str) -> bool,
        ),
        ("ESMTP Exim", |line| {
            let known = [
                "tls_require_ciphers",
                "openssl_options",
                "tls_dhparam",
                "auth_advertise_hosts",
            ];
            let (name, value) = line.split_once(" = ").expect(line);
            known.contains(&name) && !value.is_empty()
        }),
        ("ESMTP Sendmail", |line| {
            let (name, value) = line.split_once('=').expect(line);
            ["O CipherList", "O ServerSSLOptions", "O AuthOptions"].contains(&name)
                && !value.is_empty()
        }),
        ("OpenSMTPD", |line| {
            line.starts_with("smtp ciphers \"HIGH:") && line.ends_with('"')
        }),
        ("Microsoft ESMTP MAIL Service", |_| false),
    ] {
        for service in Service::ALL {
            let mut server = Server::bad();
            for backend in &mut server.smtp.backends {
                backend.greeting = format!("mx.example.test {words}");
            }
            let cure = cure(&server, service);
            let mut names: Vec<&str> = Vec::new();
            for setting in &cure.settings {
                if let Some(line) = setting.line() {
                    assert!(takes(&line), "{words}: {line}");
                    let is_told_to_all = setting.only.is_none() && setting.build.is_none();
                    let is_twice = is_told_to_all && names.contains(&setting.name);
                    assert!(!is_twice, "{words}: {line}");
                    names.extend(setting.only.is_none().then_some(setting.name));
                }
                // A list that only excludes is empty.
                let is_list = ["tls_require_ciphers", "CipherList", "smtp ciphers"];
                let is_list = is_list.contains(&setting.name);
                assert!(!is_list || list(&setting.value), "{words}: {setting:?}");
            }
            let has_lines = !words.starts_with("Microsoft");
            let lines = cure.settings.iter().filter_map(|it| it.line());
            assert_eq!(lines.count() > 0, has_lines, "{words}: {cure:?}");
        }
    }
}

/// Whether a line is a setting of main.cf: a name, the sign, and nothing behind the value that would belong to it.
fn is_of_main_cf(line: &str) -> bool {
    let (name, value) = line.split_once(" =").expect(line);
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let is_value = |c: char| c.is_ascii_alphanumeric() || "_,.:!<>= -".contains(c);
    name.chars().all(is_name) && value.chars().all(is_value)
}

#[test]
fn x27_a_line_of_main_cf_has_nothing_behind_its_value() {
    assert!(is_of_main_cf("smtpd_tls_dh1024_param_file ="));
    assert!(is_of_main_cf("smtpd_tls_protocols = >=TLSv1.2"));
    assert!(!is_of_main_cf(
        "smtpd_tls_protocols = >=TLSv1.2  (once the log shows none)"
    ));
    assert!(!is_of_main_cf("  smtpd_tls_protocols = >=TLSv1.2"));
}

#[test]
fn x27_every_postfix_is_told_the_oldest_version_in_a_form_that_it_knows() {
    let mut server = greeted("ESMTP Postfix");
    server.speaks(TLS_1_0, &["TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"]);
    for service in Service::ALL {
        let words = fix(&server, Weakness::OldVersions, service);
        let value = "!SSLv2, !SSLv3, !TLSv1, !TLSv1.1 (from Postfix 3.6 on also: >=TLSv1.2)";
        assert!(words.contains(value), "{words}");
        let cure = cure(&server, service);
        let mut settings = cure.settings.iter();
        let setting = settings.find(|it| it.name == "smtpd_tls_protocols");
        let setting = setting.expect("the versions");
        assert!(!setting.value.contains(">="), "{setting:?}");
        assert_eq!(setting.remarks[0], "from Postfix 3.6 on also: >=TLSv1.2");
    }
}

#[test]
fn x27_mail_in_the_clear_is_for_hosts_of_mx_records_alone() {
    let mut server = greeted("ESMTP Postfix");
    let refused = reply("530 5.7.0 Must issue a STARTTLS command first");
    server.smtp.mail_in_the_clear = Known::Known(refused);
    let cure = cure(&server, Service::Relay);
    let mut settings = cure.settings.iter();
    let level = settings.find(|it| it.name == "smtpd_tls_security_level");
    let level = level.expect("the level");
    assert_eq!(level.value, "may");
    assert_eq!(level.only, Some("only if this host is in MX records"));
    let subject = server.subject(Service::Submission);
    assert_eq!(together(&findings(subject), subject), None);
}
