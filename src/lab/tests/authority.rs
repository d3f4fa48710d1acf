//! The lab's certificates are what was asked for.

use rustls::pki_types::{ServerName, UnixTime};
use webpki::{EndEntityCert, Error, KeyUsage};

use crate::lab::{Authority, CertificateSpec, Issuer, Key};

/// Path and name apart, as webpki judges them with the lab's root as the only anchor.
fn judge(spec: CertificateSpec) -> (Result<(), Error>, Result<(), Error>) {
    let authority = Authority::new().unwrap();
    let identity = authority.issue("mx1.good.test", &spec).unwrap();
    let anchor = webpki::anchor_from_trusted_cert(authority.root()).unwrap();
    let certificate = EndEntityCert::try_from(&identity.chain[0]).unwrap();
    let path = certificate
        .verify_for_usage(
            webpki::ALL_VERIFICATION_ALGS,
            &[anchor],
            &identity.chain[1..],
            UnixTime::now(),
            KeyUsage::server_auth(),
            None,
            None,
        )
        .map(drop);
    let name = ServerName::try_from("mx1.good.test").unwrap();
    let names = certificate.verify_is_valid_for_subject_name(&name);
    (path, names)
}

#[test]
fn a_good_certificate_verifies() {
    assert_eq!(judge(CertificateSpec::default()), (Ok(()), Ok(())));
    for issuer in [Issuer::Root, Issuer::Intermediate] {
        let spec = CertificateSpec {
            issuer,
            key: Key::Rsa2048,
            ..CertificateSpec::default()
        };
        assert_eq!(judge(spec), (Ok(()), Ok(())));
    }
}

#[test]
fn each_defect_is_the_one_that_was_asked_for() {
    let spec = |days| CertificateSpec {
        days,
        ..CertificateSpec::default()
    };
    assert!(matches!(
        judge(spec(-90..-1)),
        (Err(Error::CertExpired { .. }), Ok(()))
    ));
    assert!(matches!(
        judge(spec(1..90)),
        (Err(Error::CertNotValidYet { .. }), Ok(()))
    ));
    for issuer in [Issuer::Stranger, Issuer::Itself] {
        let spec = CertificateSpec {
            issuer,
            ..CertificateSpec::default()
        };
        assert_eq!(judge(spec), (Err(Error::UnknownIssuer), Ok(())));
    }
    let spec = CertificateSpec {
        names: vec!["www.good.test".to_owned()],
        ..CertificateSpec::default()
    };
    assert!(matches!(
        judge(spec),
        (Ok(()), Err(Error::CertNotValidForName(_)))
    ));
}

#[test]
fn the_client_certificate_is_for_clients() {
    let authority = Authority::new().unwrap();
    let identity = authority.issue_client().unwrap();
    let anchor = webpki::anchor_from_trusted_cert(authority.root()).unwrap();
    let certificate = EndEntityCert::try_from(&identity.chain[0]).unwrap();
    certificate
        .verify_for_usage(
            webpki::ALL_VERIFICATION_ALGS,
            &[anchor],
            &[],
            UnixTime::now(),
            KeyUsage::client_auth(),
            None,
            None,
        )
        .unwrap();
    assert!(
        identity
            .chain_pem
            .starts_with("-----BEGIN CERTIFICATE-----")
    );
    assert!(identity.key_pem.starts_with("-----BEGIN PRIVATE KEY-----"));
}
