//! Names: what webpki decides, and what is said of it.

use std::net::IpAddr;

use rcgen::SanType;
use rustls::pki_types::ServerName;

use super::super::*;
use crate::certificate::Certificate;
use crate::certificate::forge::{fixture, self_signed_with};

/// A certificate with these names: an address where it parses as one, else a DNS name.
fn with_names(names: &[&str]) -> Certificate {
    self_signed_with(|params| {
        params.subject_alt_names = names.iter().map(|name| dns(name)).collect();
    })
}

fn dns(name: &str) -> SanType {
    SanType::DnsName(name.try_into().expect("an IA5String"))
}

fn judged(certificate: &Certificate, reference: &str) -> NamesFinding {
    let reference = ServerName::try_from(reference.to_owned()).expect("a name");
    names(std::slice::from_ref(certificate), &reference)
}

#[test]
fn webpki_and_the_identifier_that_is_named_agree() {
    for (presented, reference, expected) in [
        ("mx.example.com", "mx.example.com", true),         // N01
        ("MX.example.COM", "mx.Example.com", true),         // N07
        ("mx.example.com", "mx.example.com.", true),        // N07
        ("*.example.com", "mx.example.com", true),          // N04
        ("*.example.com", "a.mx.example.com", false),       // N04
        ("*.example.com", "example.com", false),            // N04
        ("m*.example.com", "mx.example.com", false),        // N05
        ("*x.example.com", "mx.example.com", false),        // N05
        ("*.com", "example.com", false),                    // N06
        ("*", "com", false),                                // N06
        ("mx.example.com.", "mx.example.com", false),       // N07
        ("mx.example.com\0", "mx.example.com", false),      // N12
        ("192.0.2.1", "192.0.2.1", false),                  // N09
        ("xn--bcher-kva.test", "xn--bcher-kva.test", true), // N08
    ] {
        match judged(&with_names(&["a.test", presented]), reference) {
            NamesFinding::Matches {
                presented: named, ..
            } => {
                assert!(expected, "{presented} for {reference}");
                assert_eq!(named, presented);
            }
            other => assert!(!expected, "{other}"),
        }
    }
}

#[test]
fn a_match_names_what_matched() {
    let wildcard = judged(&with_names(&["*.example.com"]), "mx.example.com");
    assert_eq!(
        wildcard.to_string(),
        "the certificate is for *.example.com, which covers mx.example.com"
    );
    let exact = judged(&with_names(&["mx.example.com"]), "mx.example.com");
    assert_eq!(exact.to_string(), "the certificate is for mx.example.com");
    assert_eq!((exact.outcome(), exact.fix()), (Outcome::Holds, None));
}

#[test]
fn addresses_match_octet_for_octet() {
    let address = IpAddr::from([192, 0, 2, 1]); // N09
    let certificate = self_signed_with(|params| {
        params.subject_alt_names = vec![dns("mx.example.com"), SanType::IpAddress(address)];
    });
    assert!(matches!(
        judged(&certificate, "192.0.2.1"),
        NamesFinding::Matches { presented, .. } if presented == "192.0.2.1"
    ));
    let other = judged(&certificate, "2001:db8::1");
    assert_eq!(
        other.to_string(),
        "the certificate is for mx.example.com and 192.0.2.1, not for 2001:db8::1"
    );
}

#[test]
fn a_mismatch_lists_the_names_and_says_what_to_add() {
    let finding = judged(
        &with_names(&["www.other.test", "other.test"]),
        "mx1.example.com",
    );
    assert_eq!(
        finding.to_string(),
        "the certificate is for www.other.test and other.test, not for mx1.example.com"
    );
    let fix = "add mx1.example.com to the certificate's subjectAltName";
    assert_eq!(
        (finding.fix().as_deref(), finding.outcome()),
        (Some(fix), Outcome::Fails)
    );
    let near = judged(&with_names(&["*.example.com"]), "a.mx.example.com");
    assert_eq!(
        near.to_string(),
        "the certificate is for *.example.com, not for a.mx.example.com; *.example.com does not count: a wildcard \
         covers one label only"
    );
}

#[test]
fn a_long_list_is_cut_in_the_sentence_and_whole_in_the_evidence() {
    let many: Vec<String> = (0..1007).map(|number| format!("n{number}.test")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let finding = judged(&with_names(&many), "mx.example.com");
    assert_eq!(
        finding.to_string(),
        "the certificate is for n0.test, n1.test, n2.test, n3.test, n4.test and 1002 more, not for mx.example.com"
    );
    assert!(matches!(
        finding,
        NamesFinding::Mismatch { presented, omitted: 7, .. } if presented.len() == 1000
    ));
}

#[test]
fn names_beyond_those_kept_still_match() {
    let many: Vec<String> = (0..1500).map(|number| format!("n{number}.test")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(
        judged(&with_names(&many), "n1499.test").outcome(),
        Outcome::Holds
    );
}

#[test]
fn the_common_name_does_not_count() {
    for certificate in [
        self_signed_with(|params| params.subject_alt_names.clear()),
        fixture("v1"),
    ] {
        let common_name = certificate
            .contents
            .as_ref()
            .ok()
            .and_then(|it| it.subject.common_name());
        let common_name = common_name.expect("has one").to_owned();
        let finding = judged(&certificate, &common_name); // N02
        assert_eq!(
            finding.to_string(),
            format!(
                "the certificate has no subjectAltName; its common name {common_name} does not count"
            )
        );
        assert_eq!(finding.outcome(), Outcome::Fails);
    }
}

#[test]
fn names_of_other_kinds_are_listed_and_do_not_count() {
    let certificate = self_signed_with(|params| {
        let address = "postmaster@mx.example.com"
            .try_into()
            .expect("an IA5String");
        params.subject_alt_names = vec![SanType::Rfc822Name(address)];
    });
    let finding = judged(&certificate, "mx.example.com"); // N11
    assert_eq!(
        finding.to_string(),
        "the certificate is for rfc822Name postmaster@mx.example.com, not for mx.example.com"
    );
}

#[test]
fn what_cannot_be_read_is_not_tested() {
    for certificate in [Certificate::from_der(b"garbage"), fixture("names")] {
        assert_eq!(
            judged(&certificate, "mx.example.test").outcome(),
            Outcome::NotTested
        );
    }
    let reference = ServerName::try_from("mx.example.com").expect("a name");
    assert_eq!(names(&[], &reference), NamesFinding::NoCertificate);
}
