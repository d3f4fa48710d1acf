//! What can be right and wrong with a certificate and the chain that it is sent in.

use super::row::{issued_by, named, one_host, with_certificate};
use crate::lab::certificate::{CertificateSpec, Issuer, Key, NamedIn, Purpose, Sent};
use crate::lab::scenario::{Scenario, host};
use crate::lab::script::Manners;

pub(super) fn rows() -> Vec<Scenario> {
    let spec = CertificateSpec::default;
    vec![
        one_host(
            "rsa",
            "The certificate has an RSA key.",
            with_certificate(CertificateSpec {
                key: Key::Rsa2048,
                ..spec()
            }),
        )
        .ends(0, &["mx1.rsa.test", "TLS 1.3"]),
        one_host(
            "wildcard",
            "The certificate is for every host of the domain, by a wildcard.",
            named("*.wildcard.test"),
        )
        .ends(0, &["mx1.wildcard.test"]),
        one_host(
            "extra-certificates",
            "The server sends a root along and a certificate that belongs to nothing.",
            sends(&[
                Sent::EndEntity,
                Sent::Intermediate,
                Sent::Root,
                Sent::Stranger,
            ]),
        )
        .ends(0, &["mx1.extra-certificates.test"]),
        one_host(
            "wrong-order",
            "The certificates behind the end entity's are sent in the wrong order.",
            sends(&[Sent::EndEntity, Sent::Root, Sent::Intermediate]),
        )
        .ends(0, &["mx1.wrong-order.test"]),
        one_host(
            "expired",
            "The certificate expired yesterday.",
            with_certificate(CertificateSpec {
                days: -90..-1,
                ..spec()
            }),
        )
        .ends(41, &["expired", "without authentication"]),
        one_host(
            "not-yet-valid",
            "The certificate is valid from tomorrow on.",
            with_certificate(CertificateSpec {
                days: 1..91,
                ..spec()
            }),
        )
        .ends(41, &["not valid", "without authentication"]),
        one_host(
            "expired-intermediate",
            "The certificate is in date, but the intermediate that signed it expired.",
            issued_by(Issuer::ExpiredIntermediate),
        )
        .ends(41, &["expired", "smtls lab intermediate that expired"]),
        one_host(
            "missing-intermediate",
            "The server sends its own certificate without the intermediate that signed it.",
            sends(&[Sent::EndEntity]),
        )
        .ends(41, &["smtls lab intermediate", "without authentication"]),
        one_host(
            "wrong-intermediate",
            "The server sends another intermediate than the one that signed its certificate.",
            sends(&[Sent::EndEntity, Sent::ExpiredIntermediate]),
        )
        .ends(41, &["smtls lab intermediate", "without authentication"]),
        one_host(
            "end-entity-not-first",
            "The server sends the intermediate first and its own certificate behind it.",
            sends(&[Sent::Intermediate, Sent::EndEntity]),
        )
        .ends(29, &["certificate"]),
        one_host(
            "wrong-name",
            "The certificate is for other names than the MX host's.",
            with_certificate(CertificateSpec {
                names: vec!["www.other.test".to_owned(), "other.test".to_owned()],
                ..spec()
            }),
        )
        .ends(41, &["www.other.test", "mx1.wrong-name.test"]),
        one_host(
            "wildcard-two-levels",
            "A wildcard covers one label, and the host has two more than the wildcard's domain.",
            named("*.test"),
        )
        .ends(41, &["*.test", "mx1.wildcard-two-levels.test"]),
        one_host(
            "wildcard-within-label",
            "A wildcard stands for a part of a label, which counts for nothing.",
            named("mx*.wildcard-within-label.test"),
        )
        .ends(41, &["mx*.wildcard-within-label.test"]),
        one_host(
            "everything-wrong",
            "The certificate expired, is for another name, and is by nobody who is trusted.",
            with_certificate(CertificateSpec {
                names: vec!["www.other.test".to_owned()],
                days: -90..-1,
                issuer: Issuer::Itself,
                ..spec()
            }),
        )
        .ends(41, &["signed by itself"])
        .fails(&["expired"])
        .fails(&["www.other.test", "not for mx1.everything-wrong.test"]),
        one_host(
            "thousand-names",
            "The certificate is for more names than anybody would look through.",
            with_certificate(CertificateSpec {
                names: (1..=1100)
                    .map(|number| format!("host{number}.other.test"))
                    .collect(),
                ..spec()
            }),
        )
        .ends(41, &["host1.other.test", "mx1.thousand-names.test"]),
        one_host(
            "cn-only",
            "The certificate has its name as common name only, where nobody looks any more.",
            with_certificate(CertificateSpec {
                named_in: NamedIn::CommonName,
                ..spec()
            }),
        )
        .ends(41, &["mx1.cn-only.test"]),
        one_host(
            "self-signed",
            "The certificate is self-signed.",
            issued_by(Issuer::Itself),
        )
        .ends(41, &["signed by itself", "without authentication"]),
        one_host(
            "unknown-root",
            "The certificate is by a certification authority that nobody trusts.",
            issued_by(Issuer::Stranger),
        )
        .ends(41, &["a root that nobody trusts", "without authentication"]),
        one_host(
            "ca-as-end-entity",
            "The server's certificate is one of a certification authority.",
            with_certificate(CertificateSpec {
                purpose: Purpose::Authority,
                ..spec()
            }),
        )
        .ends(41, &["CA"]),
        one_host(
            "for-clients-only",
            "The certificate is for clients, and not for servers.",
            with_certificate(CertificateSpec {
                purpose: Purpose::Client,
                ..spec()
            }),
        )
        .ends(41, &["server"]),
        Scenario {
            hosts: vec![host("192.0.2.1", named("192.0.2.1"))],
            ..Scenario::new(
                "address-in-certificate",
                "The target is an address, which the certificate is for and the client asks for.",
            )
        }
        .with_options(&["--verify-name", "192.0.2.1"])
        .with_target("192.0.2.1")
        .ends(0, &["TLS 1.3"]),
        Scenario {
            hosts: vec![host(
                "192.0.2.1",
                named("mx1.address-not-in-certificate.test"),
            )],
            ..Scenario::new(
                "address-not-in-certificate",
                "The client asks for an address, and the certificate is for a name.",
            )
        }
        .with_options(&["--verify-name", "192.0.2.1"])
        .with_target("192.0.2.1")
        .ends(41, &["192.0.2.1", "mx1.address-not-in-certificate.test"]),
    ]
}

/// A good server but for the certificates that it sends.
fn sends(sent: &[Sent]) -> Manners {
    with_certificate(CertificateSpec {
        sent: sent.to_vec(),
        ..CertificateSpec::default()
    })
}
