//! The names that count for a record of a CA.

use super::super::*;
use super::scene::*;
use crate::certificate::Certificate;
use crate::certificate::forge::Authority;
use crate::dns::{DnssecReach, DnssecStatus, Secured, Trail};
use crate::exit::ExitCode;
use crate::judge::{ResultType, Status};
use crate::route::{Route, Way};
use rcgen::{DnType, SanType};

fn issued(root: &Authority, common_name: &str, names: &[&str]) -> Certificate {
    root.issue_with(|params| {
        let names = names.iter().map(|name| match name.contains('@') {
            true => SanType::Rfc822Name((*name).try_into().expect("an address")),
            false => SanType::DnsName((*name).try_into().expect("a name")),
        });
        params.subject_alt_names = names.collect();
        params.distinguished_name = rcgen::DistinguishedName::new();
        params
            .distinguished_name
            .push(DnType::CommonName, common_name);
    })
}

#[test]
fn d15_d63_d65_names_match_as_rfc_7672_says() {
    let root = Authority::root("Lab Root");
    let references = [name("mx1.example.com"), name("example.com")];
    let (good, bad) = (Some(true), Some(false));
    for (case, common_name, names, matches, words) in [
        (
            "N01",
            "x",
            &["mx1.example.com"][..],
            good,
            "for the name mx1.example.com",
        ),
        (
            "D15 next hop",
            "x",
            &["example.com"],
            good,
            "for the name example.com",
        ),
        (
            "D15 wildcard",
            "x",
            &["*.example.com"],
            good,
            "for the name mx1.example.com, which *.example.com covers",
        ),
        (
            "D15 other",
            "x",
            &["mx2.example.com"],
            bad,
            "not for mx1.example.com, nor for example.com",
        ),
        ("D65", "x", &["*.com"], bad, "not for"),
        ("D63", "mx1.example.com", &[], good, "by its common name"),
        (
            "D63 wildcard",
            "*.example.com",
            &[],
            good,
            "which *.example.com covers, by its common name",
        ),
        (
            "D63 next hop",
            "EXAMPLE.com",
            &[],
            good,
            "for the name example.com, by its common name",
        ),
        (
            "D63 no DNS-ID",
            "mx1.example.com",
            &["postmaster@example.com"],
            good,
            "by its common name",
        ),
        (
            "N03 D63",
            "mx1.example.com",
            &["mx2.example.com"],
            bad,
            "is for mx2.example.com, not for",
        ),
        (
            "D63 other",
            "mx2.example.com",
            &[],
            bad,
            "no subjectAltName",
        ),
        (
            "D63 top-level wildcard",
            "*.com",
            &[],
            bad,
            "no subjectAltName",
        ),
        (
            "D63 partial wildcard",
            "mx*.example.com",
            &[],
            bad,
            "no subjectAltName",
        ),
        (
            "D63 a name in words",
            "Mail Server",
            &[],
            bad,
            "no subjectAltName",
        ),
    ] {
        let own = issued(&root, common_name, names);
        let scene = Scene::new(
            &[record(&root.certificate, 2, 0, 1)],
            &[&own, &root.certificate],
        )
        .with(|it| it.references = references.to_vec());
        let expected = match matches == good {
            true => (Status::Pass, ExitCode::Success, None),
            false => (
                Status::Fail,
                ExitCode::Dane,
                Some(ResultType::CertificateHostMismatch),
            ),
        };
        let judged = scene.ends(case, (expected.0, expected.1, expected.2, &[words]));
        if words.contains("common name") {
            says(
                &judged,
                Status::Warn,
                &["common name only", "subjectAltName"],
            );
        } else {
            never(&judged, &["common name only"]);
        }
    }
}

#[test]
fn d65_a_wildcard_covers_one_label() {
    let root = Authority::root("Lab Root");
    let own = issued(&root, "x", &["*.example.com"]);
    let scene = Scene::new(
        &[record(&root.certificate, 2, 0, 1)],
        &[&own, &root.certificate],
    )
    .with(|it| it.references = vec![name("a.mx.example.com")]);
    let words = [
        "a wildcard covers one label only",
        "senders may let a wildcard cover several labels",
        "no server can count on it",
    ];
    scene.ends(
        "D65",
        (
            Status::Fail,
            ExitCode::Dane,
            Some(ResultType::CertificateHostMismatch),
            &words,
        ),
    );
}

/// A certificate with the common name alone is for nobody in PKIX, and for DANE-EE names do not matter.
#[test]
fn n02_the_common_name_counts_for_dane_ta_alone() {
    let root = Authority::root("Lab Root");
    let own = issued(&root, "mx.example.com", &[]);
    let chain = [own.clone()];
    let reference = rustls::pki_types::ServerName::try_from("mx.example.com").expect("a name");
    let finding = crate::judge::pkix::names(&chain, &reference);
    assert_eq!(finding.outcome(), crate::judge::pkix::Outcome::Fails);
    let scene = Scene::new(
        &[record(&root.certificate, 2, 0, 1)],
        &[&own, &root.certificate],
    );
    scene.ends(
        "N02",
        (
            Status::Pass,
            ExitCode::Success,
            None,
            &["by its common name"],
        ),
    );
}

fn trail(aliases: &[&str], status: DnssecStatus) -> Trail {
    let aliases = aliases.iter().map(|target| Secured {
        value: name(target),
        status,
        reason: None,
    });
    Trail {
        owner: "x".to_owned(),
        record_type: "MX",
        aliases: aliases.collect(),
        status,
        reason: None,
        opinion: None,
    }
}

#[test]
fn d15_d16_d36_d67_references_are_those_of_the_rfc() {
    use DnssecStatus::{Insecure, Secure};
    let secure_mx = || Some(trail(&["mail.example.org", "example.com"], Secure));
    for (case, way, mx, host, aliases, base, expected) in [
        // The example of RFC 7672 §3.2.2.
        (
            "D15",
            Way::Mx,
            secure_mx(),
            "mx10.example.com",
            &[][..],
            "mx10.example.com",
            &["mx10.example.com", "exchange.example.org", "example.com"][..],
        ),
        (
            "D67 mx15",
            Way::Mx,
            secure_mx(),
            "mx15.example.com",
            &["mxbackup.example.com"],
            "mx15.example.com",
            &["mx15.example.com", "exchange.example.org", "example.com"],
        ),
        (
            "D15 D32 mx20",
            Way::Mx,
            secure_mx(),
            "mx20.example.com",
            &["mxbackup.example.net"],
            "mxbackup.example.net",
            &[
                "mxbackup.example.net",
                "exchange.example.org",
                "example.com",
            ],
        ),
        (
            "D15 no alias",
            Way::Mx,
            Some(trail(&[], Secure)),
            "mx.example.com",
            &[],
            "mx.example.com",
            &["mx.example.com", "exchange.example.org"],
        ),
        (
            "D16",
            Way::Mx,
            Some(trail(&["example.com"], Insecure)),
            "mx10.example.com",
            &[],
            "mx10.example.com",
            &["mx10.example.com"],
        ),
        (
            "D36",
            Way::ImplicitMx,
            Some(trail(&[], Secure)),
            "exchange.example.org",
            &[],
            "exchange.example.org",
            &["exchange.example.org"],
        ),
        (
            "D36 alias",
            Way::ImplicitMx,
            Some(trail(&[], Secure)),
            "exchange.example.org",
            &["mail.example.net"],
            "mail.example.net",
            &["mail.example.net", "exchange.example.org"],
        ),
        (
            "D36 host given",
            Way::Given,
            None,
            "mx.example.com",
            &["mail.example.net"],
            "mail.example.net",
            &["mail.example.net", "mx.example.com"],
        ),
    ] {
        let mut of_host = Route::unresolved(crate::dns::NoAnswer::NoData, Vec::new());
        of_host.way = way;
        of_host.trail = mx;
        of_host.dnssec = DnssecReach::Validated;
        let exchange = crate::dns::Exchange {
            preference: 10,
            host: Some(Ok(name(host))),
        };
        let mut host = crate::route::Host::from(exchange);
        host.trails = vec![trail(aliases, Secure)];
        let next_hop = name("exchange.example.org");
        let found = reference_names(&of_host, &host, &name(base), Some(&next_hop));
        let found: Vec<&str> = found.iter().map(|name| name.ascii()).collect();
        assert_eq!(found, expected, "{case}");
    }
}
