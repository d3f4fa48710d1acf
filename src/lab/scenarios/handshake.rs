//! What a server can do in the TLS handshake, and right after it.

use rustls::NamedGroup;

use super::row::{after_220, inside_tls, one_host, send, session, versions, with_tls};
use crate::lab::certificate::{CertificateSpec, Key};
use crate::lab::hello::HelloOf;
use crate::lab::old_tls::OldTls;
use crate::lab::scenario::Scenario;
use crate::lab::script::{Act, Manners};
use crate::lab::tls::{ClientCertificate, TlsProfile, Versions};

pub(super) fn rows() -> Vec<Scenario> {
    vec![
        one_host(
            "tls12-only",
            "The server speaks TLS 1.2 and nothing newer.",
            with_tls(versions(Versions::Tls12)),
        )
        .ends(0, &["mx1.tls12-only.test", "TLS 1.2"]),
        one_host(
            "tls13-only",
            "The server speaks TLS 1.3 and nothing older.",
            with_tls(versions(Versions::Tls13)),
        )
        .ends(0, &["mx1.tls13-only.test", "TLS 1.3"]),
        one_host(
            "p384-only",
            "The server knows one group, P-384, and asks for a key share of it with a HelloRetryRequest.",
            with_tls(groups(&[NamedGroup::secp384r1])),
        )
        .ends(0, &["mx1.p384-only.test", "TLS 1.3"]),
        one_host(
            "post-quantum-only",
            "The server takes hybrid key exchange with ML-KEM and no other.",
            with_tls(groups(&[
                NamedGroup::X25519MLKEM768,
                NamedGroup::secp256r1MLKEM768,
            ])),
        )
        .ends(0, &["mx1.post-quantum-only.test", "TLS 1.3"]),
        one_host(
            "no-common-group",
            "The client offers X25519 alone, and the server knows P-384 alone.",
            with_tls(groups(&[NamedGroup::secp384r1])),
        )
        .with_options(&["--groups", "X25519"])
        .ends(29, &["no TLS", "the group secp384r1 had not been offered"]),
        one_host(
            "tls10-only",
            "The server speaks TLS 1.0 and nothing newer.",
            after_220([Act::Old(OldTls::new(0x0301, 0x002f)), Act::Stall]),
        )
        .ends(
            29,
            &["TLS 1.0 with TLS_RSA_WITH_AES_128_CBC_SHA", "RFC 8996"],
        )
        .warns(&["no forward secrecy"]),
        one_host(
            "ssl3-only",
            "The server speaks SSL 3.0 with RC4 and nothing newer, and its certificate has expired.",
            after_220([
                Act::Old(OldTls {
                    certificate: Some(TlsProfile {
                        certificate: CertificateSpec {
                            days: -30..-1,
                            key: Key::Rsa2048,
                            ..CertificateSpec::default()
                        },
                        ..TlsProfile::default()
                    }),
                    ..OldTls::new(0x0300, 0x0005)
                }),
                Act::Stall,
            ]),
        )
        .ends(29, &["SSL 3.0 with TLS_RSA_WITH_RC4_128_SHA", "RFC 7568"])
        .warns(&["RC4 is forbidden"])
        .fails(&["expired"]),
        one_host(
            "static-rsa-only",
            "The server speaks TLS 1.2 with RSA key exchange alone, which smtls does not do and other senders do.",
            after_220([Act::Old(OldTls::new(0x0303, 0x003c)), Act::Stall]),
        )
        .ends(
            29,
            &["TLS 1.2 with TLS_RSA_WITH_AES_128_CBC_SHA256", "senders built on OpenSSL"],
        ),
        one_host(
            "tls13-demanded",
            "The client offers TLS 1.3 alone, and the server speaks TLS 1.2 and nothing newer.",
            with_tls(versions(Versions::Tls12)),
        )
        .with_options(&["--tls-min", "1.3"])
        .ends(
            29,
            &["would choose TLS 1.2", "TLS 1.2 had not been offered", "a sender that offers that too"],
        ),
        one_host(
            "large-hello-dropped",
            "A device before the server drops every ClientHello of more than one segment.",
            after_220([
                Act::Refuse(HelloOf::MoreThan(1400), Vec::new()),
                Act::Handshake(TlsProfile::default()),
                session(Manners::default()),
            ]),
        )
        .ends(29, &["cannot bear a ClientHello of 1"]),
        one_host(
            "server-name-demanded",
            "The server refuses a client that sends no server name.",
            after_220([
                Act::Refuse(HelloOf::NoName, vec![21, 3, 3, 0, 2, 2, 112]),
                Act::Handshake(TlsProfile::default()),
                session(Manners::default()),
            ]),
        )
        .with_options(&["--no-sni"])
        .ends(29, &["the server insists on its own name"]),
        one_host(
            "server-name-refused",
            "The server refuses a client that sends any server name.",
            after_220([
                Act::Refuse(HelloOf::Name, vec![21, 3, 3, 0, 2, 2, 112]),
                Act::Handshake(TlsProfile::default()),
                session(Manners::default()),
            ]),
        )
        .ends(29, &["refuses the server name (SNI) that was sent"]),
        alert("handshake-failure", 40, "handshake_failure"),
        alert("protocol-version", 70, "protocol_version"),
        alert("unrecognized-name", 112, "unrecognized_name"),
        alert("internal-error", 80, "internal_error"),
        alert("unknown", 200, "200"),
        one_host(
            "warning-unrecognized-name",
            "The server warns that it does not know the name, and goes on.",
            after_220([
                Act::Await,
                Act::Send(vec![21, 3, 3, 0, 2, 1, 112]),
                Act::Handshake(TlsProfile::default()),
                session(Manners::default()),
            ]),
        )
        .ends(0, &["mx1.warning-unrecognized-name.test"])
        .warns(&["unrecognized_name"]),
        one_host(
            "client-cert-asked",
            "The server asks for a client certificate and does without one.",
            with_tls(client_certificate(
                ClientCertificate::Asked,
                Versions::Both,
            )),
        )
        .ends(0, &["mx1.client-cert-asked.test"])
        .notes(&["client certificate"]),
        one_host(
            "client-cert-required",
            "The server insists on a client certificate, \
             and says so only after the handshake, as TLS 1.3 has it.",
            with_tls(client_certificate(
                ClientCertificate::Required,
                Versions::Tls13,
            )),
        )
        .ends(32, &["client certificate", "certificate_required"]),
        one_host(
            "client-cert-required-tls12",
            "The server insists on a client certificate, and fails the handshake without one, as TLS 1.2 has it.",
            with_tls(client_certificate(
                ClientCertificate::Required,
                Versions::Tls12,
            )),
        )
        .ends(29, &["client certificate"]),
        one_host(
            "close-after-handshake",
            "The server closes the connection as soon as TLS stands.",
            inside_tls([Act::Close]),
        )
        .ends(32, &["closed the connection"]),
        one_host(
            "second-greeting",
            "The server greets once more inside TLS, before it is asked anything.",
            inside_tls([
                send("220 mx1.second-greeting.test ESMTP once more\r\n"),
                session(Manners {
                    greeting: Some(Vec::new()),
                    ..Manners::default()
                }),
            ]),
        )
        .ends(0, &["mx1.second-greeting.test"])
        .warns(&["greeted a second time", "once more"]),
        one_host(
            "starttls-again",
            "The server offers STARTTLS again inside TLS.",
            Manners {
                extensions_inside_tls: vec!["STARTTLS".to_owned()],
                ..Manners::default()
            },
        )
        .ends(0, &["mx1.starttls-again.test"])
        .warns(&["STARTTLS is offered again"]),
        one_host(
            "ehlo-inside-tls-refused",
            "The server refuses EHLO inside TLS.",
            inside_tls([Act::Expect("EHLO"), send("550 5.7.1 Not for you\r\n"), Act::Expect("QUIT")]),
        )
        .ends(32, &["inside TLS", "550 5.7.1"]),
        one_host(
            "ehlo-inside-tls-421",
            "The server sends the client away at EHLO inside TLS.",
            inside_tls([Act::Expect("EHLO"), send("421 4.3.2 Closing\r\n")]),
        )
        .ends(45, &["not testable now", "421 4.3.2"]),
    ]
}

/// A server that answers the ClientHello with a fatal alert (RFC 9846 §6).
fn alert(name: &str, number: u8, alert: &str) -> Scenario {
    let description = format!("The server ends the handshake with the alert {alert} ({number}).");
    let record = Act::Send(vec![21, 3, 3, 0, 2, 2, number]);
    one_host(
        &format!("alert-{name}"),
        &description,
        after_220([Act::Swallow, record, Act::Close]),
    )
    .ends(29, &["alert", alert])
}

fn groups(groups: &[NamedGroup]) -> TlsProfile {
    TlsProfile {
        groups: groups.to_vec(),
        ..versions(Versions::Tls13)
    }
}

fn client_certificate(wanted: ClientCertificate, of: Versions) -> TlsProfile {
    TlsProfile {
        client_certificate: wanted,
        ..versions(of)
    }
}
