//! The path: rules that its certificates break, one at a time.

use rcgen::{
    BasicConstraints, CertificateParams, CustomExtension, ExtendedKeyUsagePurpose, GeneralSubtree,
    IsCa, NameConstraints,
};
use rustls::pki_types::ServerName;

use super::super::*;
use super::support::{fails, found};
use crate::certificate::Certificate;
use crate::certificate::forge::{Authority, fixture, valid};

#[test]
fn n14_a_ca_in_the_place_of_the_server() {
    let root = Authority::root("Lab Root");
    let intermediate = root.intermediate("Lab CA");
    fails(
        &found(&[&intermediate.certificate], &[&root.certificate]),
        "CN=Lab CA is a CA's certificate (CA:TRUE), which is not accepted as a server's; OpenSSL accepts it",
        "get a certificate without CA:TRUE in its basic constraints",
    );
    fails(
        &found(
            &[&intermediate.certificate, &intermediate.issue()],
            &[&root.certificate],
        ),
        "the chain begins with the CA CN=Lab CA; the server's own certificate CN=mx.example.com must come first",
        "put CN=mx.example.com first in the server's certificate file",
    );
}

#[test]
fn a_server_in_the_place_of_a_ca() {
    let root = Authority::root("Lab Root");
    let no_ca = root.intermediate_with("No CA", |params| params.is_ca = IsCa::ExplicitNoCa);
    fails(
        &found(&[&no_ca.issue(), &no_ca.certificate], &[&root.certificate]),
        "CN=No CA has signed another certificate, and it is no CA (CA:FALSE)",
        "get a certificate from a CA: CN=No CA has no CA:TRUE in its basic constraints",
    );
}

#[test]
fn n16_extended_key_usage_must_allow_servers() {
    let root = Authority::root("Lab Root");
    for (purpose, name) in [
        (ExtendedKeyUsagePurpose::ClientAuth, "clientAuth"),
        (ExtendedKeyUsagePurpose::Any, "anyExtendedKeyUsage"),
        (ExtendedKeyUsagePurpose::Other(vec![1, 2, 3]), "1.2.3"),
    ] {
        let limited = root.issue_with(|params| params.extended_key_usages = vec![purpose.clone()]);
        fails(
            &found(&[&limited], &[&root.certificate]),
            &format!(
                "the extended key usage of CN=mx.example.com does not allow TLS servers, only {name}"
            ),
            "get a certificate whose extended key usage contains serverAuth",
        );
        let limited = root.intermediate_with("Lab CA", |params| {
            params.extended_key_usages = vec![purpose.clone()];
        });
        let finding = found(
            &[&limited.issue(), &limited.certificate],
            &[&root.certificate],
        );
        assert!(finding.to_string().contains("of CN=Lab CA"), "{finding}");
    }
    let both = vec![
        ExtendedKeyUsagePurpose::ClientAuth,
        ExtendedKeyUsagePurpose::ServerAuth,
    ];
    let good = root.issue_with(|params| params.extended_key_usages = both);
    assert_eq!(
        found(&[&good], &[&root.certificate]).outcome(),
        Outcome::Holds
    );
}

#[test]
fn name_constraints_are_obeyed() {
    let constraints = |params: &mut CertificateParams| {
        params.name_constraints = Some(NameConstraints {
            permitted_subtrees: vec![GeneralSubtree::DnsName("other.test".to_owned())],
            excluded_subtrees: Vec::new(),
        });
    };
    let root = Authority::root("Lab Root");
    let intermediate = root.intermediate_with("Lab CA", constraints);
    fails(
        &found(
            &[&intermediate.issue(), &intermediate.certificate],
            &[&root.certificate],
        ),
        "the name constraints of CN=Lab CA do not allow the names of CN=mx.example.com",
        "get a certificate from a CA that may certify these names",
    );
    let root = Authority::root_with("Lab Root", constraints);
    let finding = found(&[&root.issue()], &[&root.certificate]);
    assert!(
        finding.to_string().contains("of CN=Lab Root do not"),
        "{finding}"
    );
}

#[test]
fn path_length_is_obeyed() {
    let root = Authority::root("Lab Root");
    let upper = root.intermediate_with("Upper CA", |params| {
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    });
    let lower = upper.intermediate("Lower CA");
    fails(
        &found(
            &[&lower.issue(), &lower.certificate, &upper.certificate],
            &[&root.certificate],
        ),
        "there are more CAs below CN=Upper CA than its path length allows",
        "get a certificate from a CA that needs no other between it and CN=Upper CA",
    );
}

#[test]
fn a_critical_extension_must_be_known() {
    let extension = |params: &mut CertificateParams| {
        let mut extension = CustomExtension::from_oid_content(&[1, 2, 3, 4], vec![5, 0]);
        extension.set_criticality(true);
        params.custom_extensions.push(extension);
    };
    let root = Authority::root("Lab Root");
    fails(
        &found(&[&root.issue_with(extension)], &[&root.certificate]),
        "CN=mx.example.com has a critical extension that is not known: 1.2.3.4",
        "get a certificate in which this extension is absent or not critical",
    );
    let intermediate = root.intermediate_with("Lab CA", extension);
    let finding = found(
        &[&intermediate.issue(), &intermediate.certificate],
        &[&root.certificate],
    );
    assert!(
        finding.to_string().starts_with("CN=Lab CA has a critical"),
        "{finding}"
    );
}

#[test]
fn n18_weak_signatures_are_named() {
    for (name, root, text) in [
        (
            "sha1",
            "root",
            "ecdsa-with-SHA1, which is not accepted: signatures with SHA-1 can be forged; OpenSSL \
             refuses it as well, from security level 1 on",
        ),
        (
            "md5",
            "rsa1024-root",
            "md5WithRSAEncryption, which is not accepted: signatures with MD5 can be forged; OpenSSL \
             refuses it as well, from security level 1 on",
        ),
    ] {
        fails(
            &found(&[&fixture(name)], &[&fixture(root)]),
            &format!("CN=mx.example.test is signed with {text}"),
            "get a certificate that is signed with SHA-256 or stronger",
        );
    }
}

#[test]
fn n18_a_short_key_of_an_issuer_is_named() {
    let root = fixture("rsa1024-root");
    for chain in [
        &[&fixture("under-rsa1024")][..],
        &[&fixture("under-rsa1024"), &root],
    ] {
        fails(
            &found(chain, &[&root]),
            "the issuer CN=Short Root has a key with which no signature is accepted: RSA 1024 bits; OpenSSL \
             refuses it from security level 2 on",
            "get a certificate from a CA whose key is ECDSA P-256 or RSA with 2048 bits, or stronger",
        );
    }
}

#[test]
fn keys_that_no_handshake_can_use_still_have_a_path() {
    for name in ["rsa1024", "ed448", "secp256k1"] {
        assert_eq!(
            found(&[&fixture(name)], &[&fixture("root")]).outcome(),
            Outcome::Holds,
            "{name}"
        );
    }
}

#[test]
fn n18_version_1_is_refused() {
    fails(
        &found(&[&fixture("v1")], &[&fixture("root")]),
        "CN=mx.example.test is an X.509 version 1 certificate, and only version 3 is accepted; OpenSSL accepts it",
        "get an X.509 version 3 certificate with a subjectAltName",
    );
}

#[test]
fn malformed_certificates_are_refused_with_their_reason() {
    let root = Authority::root("Lab Root");
    let backwards = root.issue_with(|params| valid(params, 90, -90));
    fails(
        &found(&[&backwards], &[&root.certificate]),
        "CN=mx.example.com cannot be used: its validity ends before it begins",
        "get the certificate issued anew",
    );
    let finding = found(&[&Certificate::from_der(b"")], &[&root.certificate]);
    assert!(
        finding
            .to_string()
            .ends_with("it is no DER-encoded X.509 certificate, or it is cut short")
    );
}

#[test]
fn what_webpki_can_read_and_smtls_cannot_is_still_judged() {
    let root = Authority::root("Lab Root");
    let ec_public_key = [6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1];
    let unreadable = root.resign(&root.issue(), |tbs| {
        let found = tbs.windows(9).position(|it| it == ec_public_key);
        tbs[found.expect("has a key") - 2] = 0x31; // a SET in the place of a SEQUENCE
    });
    assert!(unreadable.contents.is_err());
    assert_eq!(
        found(&[&unreadable], &[&root.certificate]).outcome(),
        Outcome::Holds
    );
    let reference = ServerName::try_from("mx.example.com").expect("a name");
    let finding = names(std::slice::from_ref(&unreadable), &reference);
    assert_eq!(finding.outcome(), Outcome::Holds);
    let finding = found(&[&unreadable], &[&Authority::root("Other").certificate]);
    assert!(
        matches!(finding, PathFinding::Malformed { .. }),
        "{finding}"
    );
}
