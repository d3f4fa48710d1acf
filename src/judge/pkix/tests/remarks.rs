//! What is said of chains that may well have a path.

use super::super::*;
use super::support::store;
use crate::certificate::Certificate;
use crate::certificate::forge::{Authority, NOW, fixture, valid};

fn remarks(chain: &[&Certificate], anchors: &[&Certificate]) -> Vec<String> {
    let chain: Vec<Certificate> = chain.iter().map(|it| (*it).clone()).collect();
    let remarks = path(&chain, &store(anchors), NOW).remarks;
    remarks
        .iter()
        .map(|remark| format!("{remark} | {}", remark.fix()))
        .collect()
}

#[test]
fn nothing_to_say_of_a_good_chain() {
    let root = Authority::root("Lab Root");
    let ca = root.intermediate("Lab CA");
    let server = ca.issue();
    assert!(remarks(&[&server, &ca.certificate], &[&root.certificate]).is_empty());
    assert!(
        remarks(
            &[&server, &ca.certificate, &root.certificate],
            &[&root.certificate]
        )
        .is_empty()
    );
}

#[test]
fn n18_a_weak_key_is_told() {
    let text = "the key of CN=mx.example.test is weak: RSA 1024 bits; OpenSSL refuses it from security level 2 on \
                | make a new key, ECDSA P-256 or RSA with 2048 bits or more";
    assert_eq!(remarks(&[&fixture("rsa1024")], &[&fixture("root")]), [text]);
}

#[test]
fn n18_weakness_is_told_also_where_the_path_has_nothing_against_it() {
    let key = "the key of CN=mx.example.test is weak: ECDSA P-192; OpenSSL refuses it from security level 2 on \
               | make a new key, ECDSA P-256 or RSA with 2048 bits or more";
    let sha1 = "CN=mx.example.test is signed with ecdsa-with-SHA1: signatures with SHA-1 can be forged; OpenSSL refuses \
                it from security level 1 on | get a certificate that is signed with SHA-256 or stronger";
    let md5 = "CN=mx.example.test is signed with md5WithRSAEncryption: signatures with MD5 can be forged; OpenSSL \
               refuses it from security level 1 on | get a certificate that is signed with SHA-256 or stronger";
    let v1 = "CN=mx.example.test is an X.509 version 1 certificate, which no CA issues any more; OpenSSL accepts it \
              | get an X.509 version 3 certificate";
    for (name, text) in [("p192", key), ("sha1", sha1), ("md5", md5), ("v1", v1)] {
        // In the store itself, so that no signature and no version stands against it.
        assert_eq!(
            remarks(&[&fixture(name)], &[&fixture(name)]),
            [text],
            "{name}"
        );
    }
    // Where the path fails for it, it is not said twice.
    for (name, root) in [("sha1", "root"), ("md5", "rsa1024-root"), ("v1", "root")] {
        assert_eq!(
            remarks(&[&fixture(name)], &[&fixture(root)]),
            [""; 0],
            "{name}"
        );
    }
}

#[test]
fn n18_the_signature_of_a_root_proves_nothing_and_may_be_weak() {
    let root = fixture("rsa1024-root");
    let said = remarks(&[&fixture("under-rsa1024"), &root], &[&fixture("root")]);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].starts_with("the key of CN=Short Root is weak"),
        "{said:?}"
    );
}

#[test]
fn n14_where_the_end_entity_is_not_first_nothing_is_to_be_taken_out_or_put_elsewhere() {
    let root = Authority::root("Lab Root");
    let ca = root.intermediate("Lab CA");
    let server = ca.issue();
    let (root, ca) = (&root.certificate, &ca.certificate);
    for sent in [&[ca, &server][..], &[ca, &server, root]] {
        let chain: Vec<Certificate> = sent.iter().map(|it| (*it).clone()).collect();
        let path = path(&chain, &store(&[root]), NOW);
        let fix = path.finding.fix().expect("it fails");
        assert!(fix.starts_with("put CN=mx.example.com first"), "{fix}");
        assert_eq!(path.remarks, []);
    }
    // What is sent twice is told all the same.
    let said = remarks(&[ca, &server, ca], &[root]);
    assert_eq!(
        said,
        ["CN=Lab CA is sent more than once | send CN=Lab CA once"]
    );
}

#[test]
fn n14_order_repetition_and_surplus_are_told() {
    let root = Authority::root("Lab Root");
    let upper = root.intermediate("Upper CA");
    let lower = upper.intermediate("Lower CA");
    let stranger = Authority::root("Stranger").certificate;
    let garbage = Certificate::from_der(b"garbage");
    let (server, upper, lower) = (lower.issue(), upper.certificate, lower.certificate);
    assert_eq!(
        remarks(
            &[&server, &upper, &lower, &lower, &stranger, &garbage],
            &[&root.certificate]
        ),
        [
            "the certificates are not sent in the order of the path, each followed by its issuer \
             | send the certificates in this order: CN=mx.example.com, then CN=Lower CA, then CN=Upper CA",
            "CN=Lower CA is sent more than once | send CN=Lower CA once",
            "CN=Stranger is sent and has no part in the path | take certificate 4 out of the server's certificate file",
            "certificate 5 cannot be used: it is no DER-encoded X.509 certificate, or it is cut short \
             | take certificate 5 out of the server's certificate file",
        ]
    );
}

#[test]
fn an_expired_anchor_is_told() {
    let root = Authority::root_with("Old Root", |params| valid(params, -3650, -3));
    let text = "the trust anchor CN=Old Root expired on 2026-11-18; OpenSSL refuses such a path \
                | send intermediate certificates that lead to a current root";
    assert_eq!(remarks(&[&root.issue()], &[&root.certificate]), [text]);
}

#[test]
fn a_very_long_chain_is_cut() {
    let root = Authority::root("Lab Root");
    let server = root.issue();
    let mut chain = vec![&server];
    chain.resize(40, &root.certificate);
    let said = remarks(&chain, &[&root.certificate]);
    let last = said.last().map(String::as_str).unwrap_or_default();
    assert!(last.starts_with("40 certificates were sent, of which the first 17 were considered"));
    assert!(said.len() <= 17);
}
