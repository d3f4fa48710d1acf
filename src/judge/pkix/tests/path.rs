//! The path: issuers that are there, missing, false or out of date.

use rcgen::{BasicConstraints, CertificateParams, CustomExtension, IsCa};

use super::super::*;
use super::support::{fails, found};
use crate::certificate::Certificate;
use crate::certificate::forge::{Authority, fixture, self_signed_with, valid};

fn ca(params: &mut CertificateParams) {
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
}

#[test]
fn a_good_chain_names_its_path_and_its_store() {
    let root = Authority::root("Lab Root");
    let intermediate = root.intermediate("Lab CA");
    let finding = found(
        &[&intermediate.issue(), &intermediate.certificate],
        &[&root.certificate],
    );
    assert_eq!(
        finding.to_string(),
        "trusted by the test store: CN=mx.example.com, signed by CN=Lab CA, signed by CN=Lab Root"
    );
    assert_eq!((finding.outcome(), finding.fix()), (Outcome::Holds, None));
}

#[test]
fn order_and_extra_certificates_do_not_matter_to_the_path() {
    let root = Authority::root("Lab Root");
    let upper = root.intermediate("Upper CA");
    let lower = upper.intermediate("Lower CA");
    let stranger = Authority::root("Stranger").certificate;
    let chain = [
        &lower.issue(),
        &upper.certificate,
        &stranger,
        &lower.certificate,
        &root.certificate,
    ];
    let PathFinding::Trusted { path, .. } = found(&chain, &[&root.certificate]) else {
        panic!("there is a path");
    };
    let positions: Vec<usize> = path.iter().map(|which| which.position).collect();
    assert_eq!(positions, [0, 3, 1]);
}

#[test]
fn a_garbage_certificate_does_not_hide_the_reason() {
    let root = Authority::root("Lab Root");
    let garbage = Certificate::from_der(b"garbage");
    let chain = [&root.issue(), &garbage, &fixture("v1")];
    assert_eq!(
        found(&chain, &[&root.certificate]).outcome(),
        Outcome::Holds
    );
    let other = Authority::root("Other").certificate;
    assert!(matches!(
        found(&chain, &[&other]),
        PathFinding::IssuerMissing { .. }
    ));
}

#[test]
fn self_signed_with_and_without_ca_true() {
    let other = Authority::root("Other").certificate;
    for change in [|_: &mut CertificateParams| (), ca] {
        let certificate = self_signed_with(change);
        fails(
            &found(&[&certificate], &[&other]),
            "CN=mx.example.com is signed by itself, and it is not in the test store",
            "get a certificate from a CA that senders trust, or publish TLSA records for this one",
        );
        let finding = found(&[&certificate], &[&other, &certificate]);
        assert_eq!(
            finding.to_string(),
            "CN=mx.example.com is itself in the test store"
        );
        assert_eq!(finding.outcome(), Outcome::Holds);
    }
}

#[test]
fn a_root_that_was_sent_is_not_trusted_for_that() {
    let root = Authority::root("Private Root");
    let other = Authority::root("Other").certificate;
    fails(
        &found(&[&root.issue(), &root.certificate], &[&other]),
        "the chain ends at CN=Private Root, a root that is not in the test store",
        "get a certificate from a CA that senders trust, or publish TLSA records for this one",
    );
}

#[test]
fn a_missing_intermediate_is_named_with_where_it_is_found() {
    let root = Authority::root("Lab Root");
    let intermediate = root.intermediate("Lab CA");
    let certificate = intermediate.issue_with(|params| {
        let mut access = vec![0x30, 8 + 2 + 2 + 20, 0x30, 8 + 2 + 20, 6, 8];
        access.extend([0x2b, 6, 1, 5, 5, 7, 0x30, 2, 0x86, 18]);
        access.extend_from_slice(b"http://a.test/c.de");
        let identifier = [1, 3, 6, 1, 5, 5, 7, 1, 1];
        access[1] = u8::try_from(access.len() - 2).expect("short");
        access[3] = u8::try_from(access.len() - 4).expect("short");
        params
            .custom_extensions
            .push(CustomExtension::from_oid_content(&identifier, access));
    });
    fails(
        &found(&[&certificate], &[&root.certificate]),
        "CN=mx.example.com was issued by CN=Lab CA, which was not sent and is not in the test store: it is an intermediate \
         certificate that the server should send, or a root that is not trusted; the certificate says that it is found \
         at http://a.test/c.de",
        "send the intermediate certificate CN=Lab CA after the server's own: use fullchain.pem; if it is a root, get a \
         certificate from a CA that senders trust",
    );
    let lower = intermediate.intermediate("Lower CA");
    let finding = found(&[&lower.issue(), &lower.certificate], &[&root.certificate]);
    let fix = finding.fix().unwrap_or_default();
    assert!(
        fix.starts_with("send the intermediate certificate CN=Lab CA after CN=Lower CA:"),
        "{fix}"
    );
}

#[test]
fn a_namesake_of_the_issuer_is_told_from_the_issuer() {
    let root = Authority::root("Lab Root");
    let intermediate = root.intermediate("Lab CA");
    let namesake = root.intermediate("Lab CA");
    fails(
        &found(
            &[&intermediate.issue(), &namesake.certificate],
            &[&root.certificate],
        ),
        "the signature of CN=mx.example.com does not verify with the key of its issuer CN=Lab CA that is sent",
        "send the intermediate certificate that came with the server's own: use fullchain.pem",
    );
    let other = Authority::root("Lab Root");
    fails(
        &found(&[&other.issue()], &[&root.certificate]),
        "the signature of CN=mx.example.com does not verify with the key of its issuer CN=Lab Root that is in the store",
        "get the certificate issued anew by the CA that it names",
    );
    let finding = found(&[&other.issue(), &other.certificate], &[&root.certificate]);
    assert!(
        matches!(finding, PathFinding::SignedByOtherKey { sent: false, .. }),
        "{finding}"
    );
    let both = [
        &intermediate.issue(),
        &namesake.certificate,
        &intermediate.certificate,
    ];
    assert_eq!(found(&both, &[&root.certificate]).outcome(), Outcome::Holds);
}

#[test]
fn an_expired_certificate_still_has_its_path_judged() {
    let root = Authority::root("Lab Root");
    let other = Authority::root("Other");
    let expired = |params: &mut CertificateParams| valid(params, -90, -3);
    let certificate = root.issue_with(expired);
    assert_eq!(
        found(&[&certificate], &[&root.certificate]).outcome(),
        Outcome::Holds
    );
    let finding = found(&[&certificate], &[&other.certificate]);
    assert!(
        matches!(finding, PathFinding::IssuerMissing { .. }),
        "{finding}"
    );
    let future = root.issue_with(|params| valid(params, 3, 90));
    assert_eq!(
        found(&[&future], &[&root.certificate]).outcome(),
        Outcome::Holds
    );
}

#[test]
fn an_expired_intermediate_still_has_its_path_judged() {
    let root = Authority::root("Lab Root");
    let intermediate = root.intermediate_with("Lab CA", |params| valid(params, -900, -3));
    let chain = [&intermediate.issue(), &intermediate.certificate];
    assert_eq!(
        found(&chain, &[&root.certificate]).outcome(),
        Outcome::Holds
    );
    let long_ago = root.intermediate_with("Lab CA", |params| valid(params, -900, -300));
    let chain = [&long_ago.issue(), &long_ago.certificate];
    fails(
        &found(&chain, &[&root.certificate]),
        "the path cannot be judged at any one moment, because CN=mx.example.com and CN=Lab CA were never valid at the same time",
        "renew the certificate, and send the intermediate certificate that comes with it",
    );
    let finding = found(&chain, &[&Authority::root("Other").certificate]);
    assert!(
        matches!(finding, PathFinding::IssuerMissing { .. }),
        "{finding}"
    );
}

#[test]
fn nothing_is_claimed_without_anchors() {
    let finding = found(&[&Authority::root("Lab Root").issue()], &[]);
    assert_eq!(
        finding.to_string(),
        "no trust anchors: the test store is empty"
    );
    assert_eq!(finding.outcome(), Outcome::NotTested);
    let hint = "name trust anchors, for example with --roots mozilla";
    assert_eq!(finding.fix().as_deref(), Some(hint));
}

#[test]
fn no_certificate_at_all_is_a_failure() {
    let root = Authority::root("Lab Root");
    let text = "the server sent no certificate";
    fails(
        &found(&[], &[&root.certificate]),
        text,
        "configure a certificate for the server",
    );
}
