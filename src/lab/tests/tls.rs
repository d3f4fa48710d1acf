//! What is negotiated, and what certificates do.

use std::io::Write;

use rustls::{AlertDescription, NamedGroup, ProtocolVersion};

use super::client::{hear, one, only_connection, say, secure, start_tls, tls_error};
use crate::lab::{
    CertificateSpec, ClientCertificate, Issuer, Lab, Manners, TlsProfile, Versions, find, mx,
};

fn tls_lab(tls: TlsProfile) -> Lab {
    let manners = Manners {
        tls,
        ..Manners::default()
    };
    one(mx(10, "mx1.one.test", manners))
}

#[test]
fn versions_and_groups_are_those_of_the_profile() {
    for (versions, expected) in [
        (Versions::Tls12, ProtocolVersion::TLSv1_2),
        (Versions::Tls13, ProtocolVersion::TLSv1_3),
    ] {
        let lab = tls_lab(TlsProfile {
            versions,
            groups: vec![NamedGroup::secp384r1],
            ..TlsProfile::default()
        });
        let tls = secure(&lab, start_tls(&lab), false).unwrap();
        assert_eq!(tls.conn.protocol_version(), Some(expected));
        let group = tls.conn.negotiated_key_exchange_group().unwrap();
        assert_eq!(group.name(), NamedGroup::secp384r1);
    }
}

#[test]
fn a_missing_client_certificate_is_refused_at_the_first_read() {
    let lab = Lab::start(&find("client-cert-required").unwrap()).unwrap();
    let mut tls = secure(&lab, start_tls(&lab), false).unwrap();
    tls.write_all(b"EHLO client.test\r\n").unwrap();
    let error = hear(&mut tls).unwrap_err();
    let alert = rustls::Error::AlertReceived(AlertDescription::CertificateRequired);
    assert_eq!(tls_error(&error), Some(&alert));
    drop(tls);
    let seen = only_connection(&lab);
    assert_eq!(
        seen.server_name.as_deref(),
        Some("mx1.client-cert-required.test")
    );
    assert_eq!(seen.version, None);
    assert!(seen.failure.is_some());
}

#[test]
fn the_labs_client_certificate_is_accepted() {
    for (client_certificate, shown) in [
        (ClientCertificate::Unasked, 0),
        (ClientCertificate::Asked, 1),
        (ClientCertificate::Required, 1),
    ] {
        let lab = tls_lab(TlsProfile {
            client_certificate,
            ..TlsProfile::default()
        });
        let mut tls = secure(&lab, start_tls(&lab), true).unwrap();
        assert!(say(&mut tls, "QUIT").starts_with("221 "));
        drop(tls);
        assert_eq!(only_connection(&lab).client_certificate.len(), shown);
    }
}

#[test]
fn the_clients_alert_is_in_the_log() {
    let lab = tls_lab(TlsProfile {
        certificate: CertificateSpec {
            issuer: Issuer::Stranger,
            ..CertificateSpec::default()
        },
        ..TlsProfile::default()
    });
    assert!(secure(&lab, start_tls(&lab), false).is_err());
    let failure = only_connection(&lab).failure.unwrap();
    assert!(failure.contains("UnknownCA"), "{failure}");
}

#[test]
fn a_connection_meets_the_same_certificate_as_the_one_before() {
    let lab = tls_lab(TlsProfile::default());
    let chain = || {
        let tls = secure(&lab, start_tls(&lab), false).unwrap();
        tls.conn.peer_certificates().unwrap().to_vec()
    };
    assert_eq!(chain(), chain());
}
