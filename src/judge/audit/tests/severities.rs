//! How bad a finding is, and whether the profile `mx` fails a MUST for the same fact, agree.

use super::check::on;
use super::server::Server;
use crate::audit::Known;
use crate::judge::audit::profile::{Profile, Topic};
use crate::judge::audit::{Service, Severity, Weakness};
use crate::tls::names::{SSL_2_0, SSL_3_0, TLS_1_0, TLS_1_2, TLS_1_3};

/// The findings of which one tells what a topic of a profile is about.
fn told_as(topic: Topic) -> &'static [Weakness] {
    match topic {
        Topic::TlsVersions => &[
            Weakness::Drown,
            Weakness::Poodle,
            Weakness::OldVersions,
            Weakness::NoModernVersion,
        ],
        Topic::Ciphersuites => &[
            Weakness::NullEncryption,
            Weakness::Rc4,
            Weakness::Freak,
            Weakness::Logjam,
            Weakness::Sweet32,
        ],
        Topic::Ffdhe => &[Weakness::Logjam, Weakness::WeakDh],
        Topic::KeyExchangeHash => &[Weakness::WeakSignature],
        Topic::RsaKeySize
        | Topic::CertificateCurves
        | Topic::CertificateSignatures
        | Topic::ChainSignatures => &[Weakness::WeakCertificate],
        Topic::SecureRenegotiation => &[Weakness::InsecureRenegotiation],
        Topic::ExtendedMasterSecret => &[Weakness::NoExtendedMasterSecret],
        Topic::EarlyData => &[Weakness::EarlyData],
        Topic::ServerNameRequired => &[Weakness::NeedsServerName],
        Topic::UnknownServerNameRefused => &[Weakness::Alpaca],
        Topic::CommandInjection => &[Weakness::CommandInjection],
        Topic::PlaintextAfterStarttls => &[Weakness::PlaintextAfterReply],
        Topic::StarttlsInsideTls => &[Weakness::OfferedAgain],
        Topic::TlsRequired => &[Weakness::TlsEnforcement],
        _ => &[],
    }
}

/// A server with one fault.
type Fault = fn(&mut Server);

/// One server for each thing that may be wrong.
const FAULTS: &[Fault] = &[
    |it| it.speaks(TLS_1_2, &["TLS_RSA_WITH_NULL_SHA256"]),
    |it| it.speaks(TLS_1_2, &["TLS_ECDHE_RSA_WITH_RC4_128_SHA"]),
    |it| it.speaks(TLS_1_2, &["TLS_RSA_WITH_DES_CBC_SHA"]),
    |it| it.speaks(TLS_1_2, &["TLS_RSA_WITH_3DES_EDE_CBC_SHA"]),
    |it| it.speaks(TLS_1_0, &["TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA"]),
    |it| it.speaks(TLS_1_0, &["TLS_DH_anon_EXPORT_WITH_DES40_CBC_SHA"]),
    |it| it.speaks(TLS_1_0, &["TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"]),
    |it| it.speaks(SSL_3_0, &["TLS_RSA_WITH_AES_128_CBC_SHA"]),
    |it| it.speaks(SSL_2_0, &[]),
    |it| {
        it.tls.versions.retain(|facts| facts.version < TLS_1_2);
        it.refuses(TLS_1_3);
        it.refuses(TLS_1_2);
        it.speaks(TLS_1_0, &["TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"]);
    },
    |it| dhe(it, 64),
    |it| dhe(it, 128),
    |it| dhe(it, 192),
    |it| {
        dhe(it, 192);
        it.tls.dh[0].met = vec![(TLS_1_2, 0x0034)];
    },
    |it| it.signs(TLS_1_2, &["rsa_pkcs1_sha1"]),
    |it| it.signs(TLS_1_2, &["rsa_pkcs1_md5"]),
    |it| certificate(it, "rsa1024"),
    |it| certificate(it, "p192"),
    |it| certificate(it, "sha1"),
    |it| certificate(it, "md5"),
    |it| it.tls.features.secure_renegotiation = it.known(false),
    |it| it.tls.features.extended_master_secret = it.known(false),
    |it| it.tls.features.needs_name = it.known(true),
    |it| it.tls.features.refuses_wrong_name = it.known(true),
    |it| it.smtp.early_data = Known::Known(9),
    |it| it.smtp.offered_again = Known::Known(true),
    |it| it.smtp.requiretls_in_the_clear = Known::Known(true),
    |it| *it = Server::bad(),
];

fn dhe(server: &mut Server, octets: usize) {
    server.speaks(TLS_1_2, &["TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"]);
    server.has_dh(&vec![0xff; octets], false);
}

fn certificate(server: &mut Server, name: &str) {
    server.tls.certificates.clear();
    server.shows(name, &[]);
}

#[test]
fn x28_what_fails_a_must_of_mx_is_found_to_be_as_bad_and_the_other_way_round() {
    let profile = Profile::built_in("mx").expect("mx");
    for (index, fault) in FAULTS.iter().enumerate() {
        for service in Service::ALL {
            let mut server = Server::good();
            fault(&mut server);
            let verdict = profile.judge(server.subject(service));
            let failed: Vec<Topic> = verdict.failed().map(|line| line.topic).collect();
            for topic in Topic::ALL {
                let severities = told_as(topic).iter().filter_map(|weakness| {
                    let finding = on(*weakness, &server, service);
                    finding.severity()
                });
                let worst = severities.min();
                let name = format!("{index} at {}: {topic:?}", service.id());
                if failed.contains(&topic) {
                    assert_eq!(worst, Some(Severity::Fail), "{name}");
                }
            }
            for weakness in Weakness::ALL {
                // One finding may tell what several topics are about.
                let mut topics = Topic::ALL
                    .into_iter()
                    .filter(|topic| told_as(*topic).contains(&weakness))
                    .peekable();
                if topics.peek().is_some() && topics.all(|topic| !failed.contains(&topic)) {
                    let finding = on(weakness, &server, service);
                    let name = format!("{index} at {}: {finding:?}", service.id());
                    assert_ne!(finding.severity(), Some(Severity::Fail), "{name}");
                }
            }
        }
    }
}
