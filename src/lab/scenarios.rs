//! The scenarios of `smtls lab`, one row each.

use std::time::Duration;

use super::certificate::{CertificateSpec, Issuer};
use super::scenario::{Behaviour, Scenario, mx};
use super::script::{Act, Manners};
use super::tls::{ClientCertificate, TlsProfile, Versions};

/// Every scenario, those that pass first. A new one is one more row.
pub fn scenarios() -> Vec<Scenario> {
    vec![
        Scenario {
            hosts: vec![
                mx(10, "mx1.good.test", Manners::default()),
                mx(20, "mx2.good.test", Manners::default()),
            ],
            says: words(&["mx1.good.test", "TLS 1.3"]),
            ..Scenario::new(
                "good",
                "Two MX hosts with TLS 1.3 and certificates that verify: nothing to complain of.",
            )
        },
        Scenario {
            hosts: vec![mx(
                10,
                "mx1.tls12-only.test",
                with_tls(versions(Versions::Tls12)),
            )],
            says: words(&["mx1.tls12-only.test", "TLS 1.2"]),
            ..Scenario::new("tls12-only", "The server speaks TLS 1.2 and nothing newer.")
        },
        Scenario {
            hosts: vec![
                mx(10, "mx1.first-mx-down.test", Behaviour::Down),
                mx(20, "mx2.first-mx-down.test", Manners::default()),
            ],
            says: words(&[
                "mx2.first-mx-down.test",
                "TLS 1.3",
                "failed before it: connection refused",
            ]),
            ..Scenario::new(
                "first-mx-down",
                "The first MX host refuses connections, the second takes the mail.",
            )
        },
        Scenario {
            hosts: vec![mx(
                10,
                "mx1.slow-greeting.test",
                vec![
                    Act::Send(b"220-mx1.slow-greeting.test ESMTP\r\n".to_vec()),
                    Act::Wait(Duration::from_millis(6500)),
                    Act::Serve(Manners::default()),
                ],
            )],
            says: words(&["mx1.slow-greeting.test", "TLS 1.3"]),
            ..Scenario::new(
                "slow-greeting",
                "The greeting begins at once and ends after six and a half seconds, \
                 as Postfix's postscreen does it to unmask impatient clients.",
            )
        },
        Scenario {
            hosts: vec![mx(10, "mx1.no-starttls.test", starttls(None))],
            exit: 29,
            says: words(&["STARTTLS is not offered", "in the clear"]),
            ..Scenario::new("no-starttls", "The server does not offer STARTTLS.")
        },
        Scenario {
            hosts: vec![mx(
                10,
                "mx1.injection.test",
                starttls(Some(
                    "220 2.0.0 Ready to start TLS\r\n250-injected.example\r\n250 AUTH PLAIN\r\n",
                )),
            )],
            exit: 29,
            says: words(&["response injection", "250-injected.example"]),
            ..Scenario::new(
                "injection",
                "Someone on the path adds an EHLO reply in the clear behind the server's 220 to STARTTLS.",
            )
        },
        Scenario {
            hosts: vec![mx(
                10,
                "mx1.expired.test",
                with_certificate(CertificateSpec {
                    days: -90..-1,
                    ..CertificateSpec::default()
                }),
            )],
            exit: 41,
            says: words(&["expired", "unauthenticated"]),
            ..Scenario::new("expired", "The certificate expired yesterday.")
        },
        Scenario {
            hosts: vec![mx(
                10,
                "mx1.wrong-name.test",
                with_certificate(CertificateSpec {
                    names: vec!["www.other.test".to_owned(), "other.test".to_owned()],
                    ..CertificateSpec::default()
                }),
            )],
            exit: 41,
            says: words(&["www.other.test", "mx1.wrong-name.test"]),
            ..Scenario::new(
                "wrong-name",
                "The certificate is for other names than the MX host's.",
            )
        },
        Scenario {
            hosts: vec![mx(10, "mx1.self-signed.test", issued_by(Issuer::Itself))],
            exit: 41,
            says: words(&["signed by itself", "unauthenticated"]),
            ..Scenario::new("self-signed", "The certificate is self-signed.")
        },
        Scenario {
            hosts: vec![mx(10, "mx1.unknown-root.test", issued_by(Issuer::Stranger))],
            exit: 41,
            says: words(&["a root that nobody trusts", "unauthenticated"]),
            ..Scenario::new(
                "unknown-root",
                "The certificate is by a certification authority that nobody trusts.",
            )
        },
        Scenario {
            records: vec!["null-mx.test MX 0 .".to_owned()],
            exit: 40,
            says: words(&["null-mx.test", "null MX", "no mail"]),
            ..Scenario::new(
                "null-mx",
                "The domain says with a null MX record that it takes no mail (RFC 7505).",
            )
        },
        Scenario {
            hosts: vec![mx(
                10,
                "mx1.client-cert-required.test",
                with_tls(TlsProfile {
                    client_certificate: ClientCertificate::Required,
                    ..versions(Versions::Tls13)
                }),
            )],
            exit: 32,
            says: words(&["client certificate", "certificate_required"]),
            ..Scenario::new(
                "client-cert-required",
                "The server insists on a client certificate, \
                 and says so only after the handshake, as TLS 1.3 has it.",
            )
        },
    ]
}

/// The scenario of that name.
pub fn find(name: &str) -> Option<Scenario> {
    scenarios()
        .into_iter()
        .find(|scenario| scenario.name == name)
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn starttls(reply: Option<&str>) -> Manners {
    Manners {
        starttls: reply.map(|reply| reply.as_bytes().to_vec()),
        ..Manners::default()
    }
}

fn with_tls(tls: TlsProfile) -> Manners {
    Manners {
        tls,
        ..Manners::default()
    }
}

fn with_certificate(certificate: CertificateSpec) -> Manners {
    with_tls(TlsProfile {
        certificate,
        ..TlsProfile::default()
    })
}

fn issued_by(issuer: Issuer) -> Manners {
    with_certificate(CertificateSpec {
        issuer,
        ..CertificateSpec::default()
    })
}

fn versions(versions: Versions) -> TlsProfile {
    TlsProfile {
        versions,
        ..TlsProfile::default()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::net::TcpStream;

    use super::*;
    use crate::lab::Lab;

    #[test]
    fn every_scenario_starts_and_stops() {
        for scenario in scenarios() {
            let lab = Lab::start(&scenario).unwrap_or_else(|e| panic!("{}: {e}", scenario.name));
            let folder = lab.folder().to_owned();
            let arguments = lab.probe_arguments();
            assert_eq!(arguments.last(), Some(&scenario.target));
            for host in &scenario.hosts {
                let address = lab.address_of(&host.name).unwrap();
                let up = TcpStream::connect(address).is_ok();
                assert_eq!(up, host.behaviour != Behaviour::Down, "{}", host.name);
            }
            drop(lab);
            assert!(!folder.exists());
        }
    }

    #[test]
    fn rows_have_names_and_sentences_of_their_own() {
        let rows = scenarios();
        let names: HashSet<_> = rows.iter().map(|row| &row.name).collect();
        assert_eq!(names.len(), rows.len());
        for row in &rows {
            assert!(row.description.ends_with('.'), "{}", row.name);
            assert!(!row.description.contains("  "), "{}", row.name);
            assert_eq!(find(&row.name).as_ref(), Some(row));
        }
        assert_eq!(find("no-such-scenario"), None);
    }
}
