//! Whole certificates, good, strange and broken.

mod material;
mod revocation;

use std::net::IpAddr;

use rcgen::{CustomExtension, SerialNumber};

use super::forge::{Authority, DAY, NOW, fixture, self_signed_with};
use super::*;

fn contents(certificate: &Certificate) -> &Contents {
    certificate.contents.as_ref().expect("it parses")
}

#[test]
fn a_good_certificate_is_read_whole() {
    let root = Authority::root("Lab Root");
    let certificate = root.issue();
    let contents = contents(&certificate);
    assert_eq!(contents.version, 3);
    assert_eq!(contents.subject.to_string(), "CN=mx.example.com");
    assert_eq!(contents.issuer.common_name(), Some("Lab Root"));
    assert_eq!(contents.not_before, NOW - 51 * DAY);
    assert_eq!(contents.not_after, NOW + 39 * DAY);
    assert_eq!(contents.key.to_string(), "ECDSA P-256");
    assert_eq!(contents.key.postfix_size().as_deref(), Some("prime256v1"));
    assert_eq!(contents.key.bits, Some(256));
    assert_eq!(
        contents.signature_algorithm.to_string(),
        "ecdsa-with-SHA256"
    );
    assert!(!contents.is_ca && !certificate.is_self_issued());
    assert!(contents.unreadable_extensions.is_empty());
    assert_eq!(certificate.sha256, Sha256::of(&certificate.der));
    assert_eq!(contents.key.sha256, Sha256::of(&contents.key.spki));
    assert_eq!(certificate.to_string(), "CN=mx.example.com");
}

#[test]
fn names_of_every_kind_are_read() {
    let certificate = fixture("names");
    let contents = contents(&certificate);
    assert_eq!(contents.subject.to_string(), "CN=€uro,O=Zürich");
    let names = contents
        .alternative_names
        .as_ref()
        .expect("has the extension");
    assert_eq!(names.dns, ["mx.example.test"]);
    let v6: IpAddr = "2001:db8::1".parse().expect("an address");
    assert_eq!(names.ip, [IpAddr::from([192, 0, 2, 1]), v6]);
    assert_eq!(names.srv, ["_mail.example.test"]);
    assert_eq!(
        names.other,
        [
            "rfc822Name postmaster@example.test",
            "uniformResourceIdentifier https://example.test/",
            "registeredID 1.2.3.4",
            "directoryName CN=A Directory Name",
        ]
    );
    let usage = contents.extended_key_usage.as_deref();
    assert_eq!(
        usage,
        Some(&["serverAuth".to_owned(), "1.2.3.4".to_owned()][..])
    );
    assert_eq!(contents.ca_issuers, ["http://ca.example.test/root.der"]);
    assert_eq!(contents.critical_extensions, ["1.2.3.4.5"]);
    assert!(contents.must_staple);
}

#[test]
fn keys_and_signatures_are_named() {
    for (name, key, postfix, signature) in [
        ("sha1", "ECDSA P-256", Some("prime256v1"), "ecdsa-with-SHA1"),
        (
            "md5",
            "ECDSA P-256",
            Some("prime256v1"),
            "md5WithRSAEncryption",
        ),
        (
            "rsa1024",
            "RSA 1024 bits",
            Some("1024 bits"),
            "ecdsa-with-SHA256",
        ),
        ("ed448", "Ed448", None, "ecdsa-with-SHA256"),
        (
            "secp256k1",
            "ECDSA secp256k1",
            Some("secp256k1"),
            "ecdsa-with-SHA256",
        ),
    ] {
        let certificate = fixture(name);
        let contents = contents(&certificate);
        assert_eq!(contents.key.to_string(), key);
        assert_eq!(contents.key.postfix_size().as_deref(), postfix);
        assert_eq!(contents.signature_algorithm.to_string(), signature);
    }
}

#[test]
fn a_ca_is_told_from_the_others() {
    let root = Authority::root("Lab Root");
    let limited = root.intermediate_with("Lab CA", |params| {
        params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Constrained(0));
    });
    let limited = contents(&limited.certificate);
    assert_eq!((limited.is_ca, limited.path_length), (true, Some(0)));
    let unlimited = root.intermediate("Lab CA").certificate;
    assert_eq!(
        (contents(&unlimited).is_ca, contents(&unlimited).path_length),
        (true, None)
    );
}

#[test]
fn version_1_is_read() {
    let certificate = fixture("v1");
    let contents = contents(&certificate);
    assert_eq!(contents.version, 1);
    assert_eq!(contents.alternative_names, None);
}

#[test]
fn signatures_are_verified_or_said_to_be_beyond_it() {
    let root = Authority::root("Lab Root");
    let other = Authority::root("Lab Root");
    let certificate = root.issue();
    let malformed = Certificate::from_der(b"garbage");
    for (certificate, issuer, expected) in [
        (&certificate, &root.certificate, SignedBy::Yes),
        (&root.certificate, &root.certificate, SignedBy::Yes),
        (&certificate, &other.certificate, SignedBy::No),
        (&fixture("v1"), &fixture("root"), SignedBy::Yes),
        (&fixture("md5"), &fixture("root"), SignedBy::No), // RSA signature, P-256 key
        (&fixture("sha1"), &fixture("root"), SignedBy::CannotTell),
        (
            &fixture("under-rsa1024"),
            &fixture("rsa1024-root"),
            SignedBy::CannotTell,
        ),
        (&certificate, &malformed, SignedBy::CannotTell),
        (&malformed, &root.certificate, SignedBy::CannotTell),
    ] {
        assert_eq!(certificate.is_signed_by(issuer), expected, "{certificate}");
    }
}

#[test]
fn odd_serial_numbers_and_far_dates_are_read() {
    let certificate = self_signed_with(|params| {
        params.serial_number = Some(SerialNumber::from(vec![0xff; 24]));
        params.not_after = rcgen::date_time_ymd(9999, 12, 31);
    });
    let contents = contents(&certificate);
    assert!(contents.serial.ends_with(&"ff".repeat(24)));
    assert_eq!(contents.not_after, 253_402_214_400);
    assert!(certificate.is_self_issued());
}

#[test]
fn a_subject_without_attributes_is_called_by_its_name() {
    let nameless = |params: &mut rcgen::CertificateParams| {
        params.distinguished_name = rcgen::DistinguishedName::new();
    };
    let certificate = self_signed_with(nameless);
    assert_eq!(
        certificate.to_string(),
        "the certificate for mx.example.com"
    );
}

#[test]
fn an_extension_that_breaks_its_rules_is_told() {
    let certificate = self_signed_with(|params| {
        let basic_constraints = &[2, 5, 29, 19];
        let broken = CustomExtension::from_oid_content(basic_constraints, vec![0x30, 5, 1]);
        params.custom_extensions.push(broken);
    });
    assert_eq!(contents(&certificate).unreadable_extensions, ["2.5.29.19"]);
}

#[test]
fn n19_must_staple_is_one_of_several_tls_features() {
    for (features, expected) in [
        (&[0x30, 3, 2, 1, 5][..], true),
        (&[0x30, 6, 2, 1, 17, 2, 1, 5], true),
        (&[0x30, 3, 2, 1, 17], false),
        (&[0x30, 0], false),
        (&[0x30, 9], false),
    ] {
        let certificate = self_signed_with(|params| {
            let identifier = &[1, 3, 6, 1, 5, 5, 7, 1, 24];
            let extension = CustomExtension::from_oid_content(identifier, features.to_vec());
            params.custom_extensions.push(extension);
        });
        let contents = contents(&certificate);
        assert_eq!(contents.must_staple, expected, "{features:?}");
    }
}

#[test]
fn what_cannot_be_parsed_is_still_a_fact() {
    let good = Authority::root("Lab Root").certificate.der;
    let trailing = [good.as_slice(), &[0, 0]].concat();
    for (der, reason) in [
        (
            &b""[..],
            "it is no DER-encoded X.509 certificate, or it is cut short",
        ),
        (
            b"garbage",
            "it is no DER-encoded X.509 certificate, or it is cut short",
        ),
        (
            &good[..100],
            "it is no DER-encoded X.509 certificate, or it is cut short",
        ),
        (&trailing, "2 more octets follow the certificate"),
    ] {
        let certificate = Certificate::from_der(der);
        assert_eq!(certificate.der, der);
        assert_eq!(certificate.sha256, Sha256::of(der));
        let malformed = certificate.contents.expect_err("it cannot be parsed");
        assert_eq!(malformed.to_string(), reason);
    }
}

#[test]
fn no_cut_and_no_flipped_bit_panics() {
    for certificate in [
        fixture("names"),
        fixture("rsa1024"),
        Authority::root("Lab Root").issue(),
    ] {
        let issuer = fixture("root");
        for length in 0..certificate.der.len() {
            let cut = Certificate::from_der(&certificate.der[..length]);
            assert!(cut.contents.is_err(), "{length}");
        }
        for position in 0..certificate.der.len() {
            for bit in 0..8 {
                let mut der = certificate.der.clone();
                der[position] ^= 1 << bit;
                let flipped = Certificate::from_der(&der);
                let _ = (flipped.to_string(), flipped.is_self_issued());
                if bit == 0 {
                    let _ = (flipped.is_signed_by(&issuer), issuer.is_signed_by(&flipped));
                }
            }
        }
    }
}
