//! Files with certificates and keys.

use crate::certificate::forge::Authority;
use crate::certificate::{Certificate, KeySource, Material, MaterialError, PublicKey};
use rcgen::{CertificateParams, KeyPair, PublicKeyData};

#[test]
fn everything_that_has_the_same_key_says_the_same_of_it() {
    let key = KeyPair::generate().expect("a key");
    let params = CertificateParams::new(vec!["mx.example.com".to_owned()]).expect("a name");
    let request = params.serialize_request(&key).expect("a request");
    let certificate = params.self_signed(&key).expect("signs");
    let spki = key.public_key_pem();
    for (text, source) in [
        (request.pem().expect("PEM"), KeySource::Request),
        (spki.clone(), KeySource::PublicKey),
        (key.serialize_pem(), KeySource::PrivateKey),
    ] {
        let found = Material::read(text.as_bytes()).expect("a key");
        let bare = found.keys.first().expect("a key");
        assert_eq!(bare.source, source);
        let shown = Certificate::from_der(certificate.der());
        assert_eq!(bare.key, shown.contents.expect("a certificate").key);
        assert_eq!(found.has_private_key, source == KeySource::PrivateKey);
    }
    for der in [certificate.der().to_vec(), request.der().to_vec()] {
        let found = Material::read(&der).expect("DER");
        assert_eq!(found.certificates.len() + found.keys.len(), 1);
    }
    let all = [certificate.pem(), spki, key.serialize_pem()].concat();
    let found = Material::read(all.as_bytes()).expect("all");
    assert_eq!((found.certificates.len(), found.keys.len()), (1, 2));
    assert!(!format!("{found:?}").contains("PRIVATE"));
}

#[test]
fn a_key_with_more_behind_it_in_its_sequence_is_malformed() {
    let key = KeyPair::generate().expect("a key");
    let params = CertificateParams::new(vec!["mx.example.com".to_owned()]).expect("a name");
    // The key's BIT STRING ends an octet early, and the octet is left over in the SEQUENCE.
    let shortened = |der: &[u8]| {
        let mut der = der.to_vec();
        let bits = [0x03, 66, 0, 4];
        let at = der.windows(4).position(|window| window == bits);
        der[at.expect("a point of P-256") + 1] -= 1;
        der
    };
    let certificate = params.self_signed(&key).expect("signs");
    let found = Certificate::from_der(&shortened(certificate.der())).contents;
    let error = found.expect_err("malformed").to_string();
    assert_eq!(error, "its public key is malformed");

    let request = params.serialize_request(&key).expect("a request");
    let spki = key.subject_public_key_info();
    for der in [request.der().to_vec(), spki.clone()] {
        assert!(Material::read(&der).is_ok());
        assert_eq!(
            Material::read(&shortened(&der)),
            Err(MaterialError::Nothing)
        );
    }

    assert!(PublicKey::from_der(&spki).is_some());
    assert_eq!(PublicKey::from_der(&shortened(&spki)), None);
    assert_eq!(PublicKey::from_der(&[&spki[..], &[0]].concat()), None);
}

#[test]
fn what_is_of_no_use_says_why() {
    let one = Authority::root("a root").certificate.to_pem();
    let many = one.repeat(Material::MOST + 1);
    let damaged = one.replace("-----END", "--END");
    let old = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----\n";
    for (octets, error) in [
        (&b""[..], MaterialError::Nothing),
        (b"hello\n", MaterialError::Nothing),
        (&[0; Material::LARGEST + 1], MaterialError::TooLarge),
        (many.as_bytes(), MaterialError::TooMany),
        (damaged.as_bytes(), MaterialError::Damaged),
        (old.as_bytes(), MaterialError::Encrypted),
        (
            b"-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
            MaterialError::Encrypted,
        ),
        (
            b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
            MaterialError::UnusableKey,
        ),
        (
            b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
            MaterialError::Unreadable("public key"),
        ),
        (
            b"-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n",
            MaterialError::Unreadable("certificate request"),
        ),
        (
            b"-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n",
            MaterialError::Nothing,
        ),
    ] {
        assert_eq!(Material::read(octets), Err(error));
    }
    // An encrypted key beside a certificate is no reason to refuse it.
    let both = format!("{old}{one}");
    let found = Material::read(both.as_bytes()).expect("the certificate");
    assert!(found.has_private_key && found.certificates.len() == 1);
}
