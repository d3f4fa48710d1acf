//! What DNSSEC and TLSA records can say of a host, and what the host then shows.

use super::row::{named, one_host, with_certificate, with_tls, without_starttls};
use crate::lab::certificate::{CertificateSpec, Issuer, Key};
use crate::lab::dns::{Bogus, Failure, Fault, Flaw, Resolver};
use crate::lab::scenario::{Scenario, host, mx};
use crate::lab::script::Manners;
use crate::lab::tls::TlsProfile;
use crate::lab::tlsa::{Pinned, TlsaSpec};

pub(super) fn rows() -> Vec<Scenario> {
    [matching(), failing(), names(), zones()].concat()
}

/// Records that match, or need not.
fn matching() -> Vec<Scenario> {
    let good = Manners::default;
    vec![
        pinned("dane-ee", "A TLSA record pins the key of the MX host (DANE-EE).", good())
            .ends(0, &["mx1.dane-ee.test", "DANE"]),
        Scenario {
            ttl: 86_400,
            ..pinned(
                "dane-long-ttl",
                "Caches may keep the TLSA record for a day, so that a change of keys takes two.",
                good(),
            )
        }
        .ends(0, &["mx1.dane-long-ttl.test", "DANE"]),
        one_host(
            "dane-ta",
            "A TLSA record pins the authority that signed the certificate (DANE-TA).",
            good(),
        )
        .with_tlsa(2, 1, 1, Pinned::Intermediate)
        .ends(0, &["mx1.dane-ta.test", "DANE"]),
        pinned(
            "dane-expired-certificate",
            "The key is the pinned one; that the certificate expired, is by nobody and for another name counts for nothing then.",
            with_certificate(CertificateSpec {
                names: vec!["www.other.test".to_owned()],
                days: -90..-1,
                issuer: Issuer::Itself,
                ..CertificateSpec::default()
            }),
        )
        .ends(0, &["mx1.dane-expired-certificate.test", "DANE"]),
        pinned(
            "dane-rollover",
            "Two TLSA records, for the key that is in use and for the next one.",
            good(),
        )
        .with_tlsa(3, 1, 1, Pinned::Another)
        .ends(0, &["mx1.dane-rollover.test", "DANE"]),
        pinned(
            "dane-key-and-issuer",
            "Two TLSA records, for the key that is in use and for the authority that signed its certificate.",
            good(),
        )
        .with_tlsa(2, 1, 1, Pinned::Intermediate)
        .ends(0, &["mx1.dane-key-and-issuer.test", "DANE"]),
        pinned(
            "dane-two-keys",
            "The server has an ECDSA and an RSA certificate, and a TLSA record for each.",
            two_keys(),
        )
        .with_tlsa(
            3,
            1,
            1,
            Pinned::SecondOf("mx1.dane-two-keys.test".to_owned()),
        )
        .ends(0, &["mx1.dane-two-keys.test", "DANE"]),
        one_host(
            "dane-unusable-only",
            "All TLSA records have usages that mail does not know: TLS is a must then, but nothing is authenticated.",
            good(),
        )
        .with_tlsa(1, 1, 1, Pinned::Host("mx1.dane-unusable-only.test".to_owned()))
        .with_tlsa(0, 0, 1, Pinned::Root)
        .ends(
            0,
            &["mx1.dane-unusable-only.test", "without authentication"],
        )
        .warns(&["none of them is usable", "insist on TLS"]),
        Scenario {
            hosts: vec![
                mx(10, "mx1.dane-partial.test", good()),
                mx(20, "mx2.dane-partial.test", good()),
            ],
            ..Scenario::new(
                "dane-partial",
                "One MX host has a TLSA record and the other has none, so that an attacker chooses the other.",
            )
        }
        .with_tlsa(3, 1, 1, Pinned::Host("mx1.dane-partial.test".to_owned()))
        .with_options(&["--all"])
        .ends(0, &["2 endpoints", "deliver over TLS authenticated by DANE"])
        .warns(&["in part", "mx2.dane-partial.test"]),
    ]
}

/// Records that do not match what the host shows.
fn failing() -> Vec<Scenario> {
    vec![
        one_host(
            "dane-mismatch",
            "The TLSA record is for another key than the MX host's, as after a renewal that DNS was not told of.",
            Manners::default(),
        )
        .with_tlsa(3, 1, 1, Pinned::Another)
        .ends(
            42,
            &[
                "3 1 1",
                "matches nothing that was sent",
                "a sender would keep the message and try again",
                "one that knows neither DANE nor MTA-STS would deliver over TLS without authentication",
            ],
        ),
        one_host(
            "dane-ta-wrong-name",
            "The pinned authority signed the certificate, but for another name.",
            named("www.other.test"),
        )
        .with_tlsa(2, 1, 1, Pinned::Intermediate)
        .ends(42, &["www.other.test", "mx1.dane-ta-wrong-name.test"]),
        one_host(
            "dane-ta-not-sent",
            "The TLSA record is for a root that the server does not send, so that nobody can compare it.",
            Manners::default(),
        )
        .with_tlsa(2, 0, 1, Pinned::Root)
        .ends(42, &["2 0 1", "the server must send the certificate of the CA"]),
        pinned(
            "dane-rsa-uncovered",
            "The server has an ECDSA and an RSA certificate, and the TLSA record is for the ECDSA one only.",
            two_keys(),
        )
        .ends(42, &["RSA: the TLSA record 3 1 1", "matches nothing that was sent"]),
        one_host(
            "dane-no-starttls",
            "There is a TLSA record, so that TLS is a must, and the server does not offer STARTTLS.",
            without_starttls(),
        )
        .with_tlsa(3, 1, 1, Pinned::Another)
        .ends(29, &["STARTTLS is not offered"]),
    ]
}

/// Where the records stand.
fn names() -> Vec<Scenario> {
    vec![
        alias(
            "dane-cname",
            "The MX host is an alias; the TLSA record stands below the name that it leads to.",
            "mail",
        )
        .ends(0, &["mx1.dane-cname.test", "DANE"]),
        alias(
            "dane-original-name",
            "The MX host is an alias; the TLSA record stands below the alias itself.",
            "mx1",
        )
        .ends(0, &["mx1.dane-original-name.test", "DANE"]),
        Scenario {
            tlsa: vec![TlsaSpec {
                owner: "*._tcp.mx1.dane-wildcard.test".to_owned(),
                ..record("mx1.dane-wildcard.test")
            }],
            ..one_host(
                "dane-wildcard",
                "One TLSA record, with a wildcard for its port, stands for all ports of the MX host.",
                Manners::default(),
            )
        }
        .ends(0, &["mx1.dane-wildcard.test", "DANE"]),
        shared_records("dane-shared-records"),
        Scenario {
            zones: vec!["half-dane.test".to_owned(), "half-dane-host.test".to_owned()],
            unsigned: vec!["half-dane.test".to_owned()],
            tlsa: vec![record("mx1.half-dane-host.test")],
            hosts: vec![mx(10, "mx1.half-dane-host.test", Manners::default())],
            ..Scenario::new(
                "half-dane",
                "The MX host has a TLSA record in a signed zone, but the domain is not signed: an attacker names another MX host.",
            )
        }
        .ends(
            0,
            &["mx1.half-dane-host.test", "without authentication", "MX records", "not secure"],
        )
        .notes(&["DANE proves the host, not that it is the domain's"]),
    ]
}

/// What becomes of the records on their way.
fn zones() -> Vec<Scenario> {
    let good = Manners::default;
    vec![
        Scenario {
            unsigned: vec!["insecure-zone.test".to_owned()],
            ..pinned(
                "insecure-zone",
                "There is a TLSA record, but the zone is not signed, so that it counts for nothing.",
                good(),
            )
        }
        .ends(0, &["mx1.insecure-zone.test"]),
        Scenario {
            resolver: Resolver::Stripping,
            ..pinned(
                "dnssec-stripped",
                "The resolver hands out no signatures, so that nothing can be said of DANE.",
                good(),
            )
        }
        .ends(0, &["mx1.dnssec-stripped.test"]),
        Scenario {
            bogus: vec![bogus("_25._tcp.mx1.bogus-tlsa.test", "TLSA", Flaw::Forged)],
            ..pinned(
                "bogus-tlsa",
                "The signature of the TLSA record is wrong: a sender must not use the host, for it may be forged.",
                good(),
            )
        }
        .ends(42, &["mx1.bogus-tlsa.test"]),
        Scenario {
            bogus: vec![bogus("bogus-mx.test", "MX", Flaw::Expired)],
            ..one_host(
                "bogus-mx",
                "The signature of the MX records expired, as where a zone is no longer signed anew.",
                good(),
            )
        }
        .ends(40, &["bogus-mx.test"]),
        Scenario {
            faults: vec![Fault {
                owner: "_25._tcp.mx1.tlsa-servfail.test".to_owned(),
                record_type: "TLSA".to_owned(),
                failure: Failure::ServFail,
            }],
            ..one_host(
                "tlsa-servfail",
                "The name server fails at questions for TLSA records, which a sender must take for an attack.",
                good(),
            )
        }
        .ends(42, &["mx1.tlsa-servfail.test", "SERVFAIL"]),
    ]
}

/// An ECDSA and an RSA certificate.
fn two_keys() -> Manners {
    with_tls(TlsProfile {
        second: Some(CertificateSpec {
            key: Key::Rsa2048,
            ..CertificateSpec::default()
        }),
        ..TlsProfile::default()
    })
}

/// A domain with one MX host, whose key is pinned.
fn pinned(name: &str, description: &str, manners: Manners) -> Scenario {
    let of = Pinned::Host(format!("mx1.{name}.test"));
    one_host(name, description, manners).with_tlsa(3, 1, 1, of)
}

/// Two MX hosts whose TLSA records stand in one place, to which aliases lead (RFC 7671 §5.2).
fn shared_records(name: &str) -> Scenario {
    let [mx1, mx2] = ["mx1", "mx2"].map(|host| format!("{host}.{name}.test"));
    let owner = format!("tlsa._dane.{name}.test");
    let at_owner = |host: &String| TlsaSpec {
        owner: owner.clone(),
        ..record(host)
    };
    let alias = |host: &String| format!("_25._tcp.{host} CNAME {owner}");
    let good = Manners::default;
    Scenario {
        records: vec![alias(&mx1), alias(&mx2)],
        tlsa: vec![at_owner(&mx1), at_owner(&mx2)],
        hosts: vec![mx(10, &mx1, good()), mx(20, &mx2, good())],
        ..Scenario::new(
            name,
            "Two MX hosts have their TLSA records in one place, to which aliases lead.",
        )
    }
    .with_options(&["--all"])
    .ends(
        0,
        &["2 endpoints", "deliver over TLS authenticated by DANE"],
    )
}

/// An MX host `mx1` that is an alias for `mail`, with a certificate for the one of the two that the record stands below.
fn alias(name: &str, description: &str, pinned: &str) -> Scenario {
    let (mx1, mail) = (format!("mx1.{name}.test"), format!("mail.{name}.test"));
    let shown = named(&format!("{pinned}.{name}.test"));
    Scenario {
        hosts: vec![host(&mail, shown).at([192, 0, 2, 1])],
        tlsa: vec![TlsaSpec {
            owner: format!("_25._tcp.{pinned}.{name}.test"),
            ..record(&mail)
        }],
        ..Scenario::new(name, description)
    }
    .with_records(&[
        &format!("{name}.test MX 10 {mx1}"),
        &format!("{mx1} CNAME {mail}"),
    ])
}

/// The record of a host that pins its key.
fn record(host: &str) -> TlsaSpec {
    TlsaSpec {
        owner: format!("_25._tcp.{host}"),
        usage: 3,
        selector: 1,
        matching_type: 1,
        of: Pinned::Host(host.to_owned()),
    }
}

fn bogus(owner: &str, record_type: &str, flaw: Flaw) -> Bogus {
    Bogus {
        owner: owner.to_owned(),
        record_type: record_type.to_owned(),
        flaw,
    }
}
