//! Who may have a password: nobody in the clear, and nobody whose certificate does not hold, unless the user insists.

use super::server::*;
use crate::support::without_starttls;
use smtls::lab::{CertificateSpec, Failure, Fault, Pinned, TlsProfile, TlsaSpec};

/// A server on port 587 that offers AUTH in the clear, and TLS if `starttls`.
fn in_the_clear(mechanisms: &str, starttls: bool, reply: Option<&str>) -> Theatre {
    let manners = Manners {
        extensions: vec![format!("AUTH {mechanisms}")],
        extensions_inside_tls: vec!["AUTH PLAIN SCRAM-SHA-256".to_owned()],
        account: Some(Account::default()),
        instead: reply
            .iter()
            .map(|reply| ("AUTH", reply.as_bytes().to_vec()))
            .collect(),
        ..match starttls {
            true => Manners::default(),
            false => without_starttls(),
        }
    };
    Theatre::new(&Scenario {
        target: "submission://mx.lab.test".to_owned(),
        password: Some(PASSWORD.to_owned()),
        hosts: vec![Host {
            port: 587,
            preference: None,
            ..one_host(manners).hosts.remove(0)
        }],
        ..one_host(Behaviour::Down)
    })
}

#[test]
fn k26_no_password_goes_in_the_clear() {
    let theatre = in_the_clear("PLAIN LOGIN", false, None);
    let options = with(&["--level", "may"]);
    theatre
        .probe(&options)
        .ends(
            28,
            &[
                "nothing secret was sent",
                "PLAIN and LOGIN",
                "not inside TLS",
            ],
        )
        .says(&["--allow-plaintext-auth"]);
    assert_eq!(theatre.verbs(), ["EHLO", "QUIT"]);
    in_the_clear("", false, None)
        .probe(&[&options[..], &["--force-auth"]].concat())
        .ends(28, &["nothing secret was sent", "not inside TLS"]);
    let insisting = [&options[..], &["--allow-plaintext-auth"]].concat();
    in_the_clear("PLAIN LOGIN", false, None)
        .probe(&insisting)
        .ends(0, &[])
        .says(&[" -> AUTH PLAIN [hidden]", "PLAIN for alice was accepted"]);
    in_the_clear("PLAIN CRAM-MD5", false, None)
        .probe(&options)
        .ends(0, &[])
        .says(&[" -> AUTH CRAM-MD5", "PLAIN"]);
}

#[test]
fn k27_no_password_goes_to_a_server_that_is_not_proved() {
    let named = |name: &str| Manners {
        tls: TlsProfile {
            certificate: CertificateSpec {
                names: vec![name.to_owned()],
                ..CertificateSpec::default()
            },
            ..TlsProfile::default()
        },
        ..Manners::default()
    };
    let other = || submissions(offering("PLAIN LOGIN", named("other.test")), PASSWORD);
    let theatre = other();
    theatre
        .probe(ALICE)
        .ends(
            28,
            &["nothing secret was sent", "other.test, not for mx.lab.test"],
        )
        .says(&["--allow-unverified-auth"]);
    assert_eq!(theatre.verbs(), ["EHLO", "QUIT"]);
    // Whatever the level: it says how strict the run is, and not who may have a password.
    other()
        .probe(&with(&["--level", "encrypt"]))
        .ends(28, &["nothing secret was sent"]);
    other()
        .probe(&with(&["--level", "encrypt", "--allow-plaintext-auth"]))
        .ends(28, &["nothing secret was sent"]);
    other()
        .probe(&with(&["--level", "encrypt", "--allow-unverified-auth"]))
        .ends(0, &[]);
    other()
        .probe(&with(&["--verify-name", "other.test"]))
        .ends(0, &["it accepted the credentials"]);
    // A proof gives nothing away.
    submissions(
        offering("SCRAM-SHA-256 PLAIN", named("other.test")),
        PASSWORD,
    )
    .probe(&with(&["--level", "encrypt"]))
    .ends(0, &[])
    .says(&["SCRAM-SHA-256 for alice was accepted"]);
}

#[test]
fn k27_a_pinned_key_is_proof_enough() {
    let theatre = submissions(offering("PLAIN", Manners::default()), PASSWORD);
    let pinned = |pin: &str| {
        let mut words = theatre.words(&with(&["--level", "encrypt", "--pin", pin]));
        let at = words.iter().position(|word| word == "--ca-file").unwrap();
        words.splice(at..at + 2, ["--roots".to_owned(), "none".to_owned()]);
        crate::support::Smtls::new(words).run()
    };
    let other = format!("sha256:{}", "00".repeat(32));
    pinned(&other).ends(28, &["nothing secret was sent"]);
    let report = theatre.json(&with(&["--quit-after", "ehlo"]), 0);
    let chain = &report["endpoints"][0]["observations"][0]["chain"];
    let digest = chain[0]["sha256"].as_str().expect("a digest").to_owned();
    pinned(&format!("sha256:{digest}")).ends(0, &[]);
}

#[test]
fn k27_a_pin_that_does_not_fit_outweighs_the_public_cas() {
    let theatre = submissions(offering("PLAIN", Manners::default()), PASSWORD);
    let other = format!("sha256:{}", "00".repeat(32));
    theatre
        .probe(&with(&["--pin", &other]))
        .ends(28, &["nothing secret was sent", "nor its key is pinned"]);
    assert_eq!(theatre.verbs(), ["EHLO", "QUIT"]);
}

#[test]
fn k27_the_gate_goes_by_the_real_clock() {
    let manners = Manners {
        tls: TlsProfile {
            certificate: CertificateSpec {
                days: -9..-2,
                ..CertificateSpec::default()
            },
            ..TlsProfile::default()
        },
        ..Manners::default()
    };
    let theatre = submissions(offering("PLAIN", manners), PASSWORD);
    theatre
        .probe(&with(&["--at", "-5d"]))
        .ends(28, &["nothing secret was sent", "expired"]);
    assert_eq!(theatre.verbs(), ["EHLO", "QUIT"]);
}

#[test]
fn k27_tlsa_records_that_do_not_match_are_named_as_the_reason() {
    let manners = Manners {
        extensions_inside_tls: vec!["AUTH PLAIN".to_owned()],
        account: Some(Account::default()),
        ..Manners::default()
    };
    let theatre = Theatre::new(&Scenario {
        password: Some(PASSWORD.to_owned()),
        tlsa: vec![TlsaSpec {
            owner: "_25._tcp.mx.lab.test".to_owned(),
            usage: 3,
            selector: 1,
            matching_type: 1,
            of: Pinned::Another,
        }],
        ..one_host(manners)
    });
    let report = theatre.json(ALICE, 28);
    let told = &report["endpoints"][0]["observations"][0]["authentication"];
    let why = told["withheld"].as_str().expect("a reason");
    assert!(why.contains("TLSA"), "{why}");
}

#[test]
fn k27_an_untrusted_path_or_a_name_out_of_dns_is_no_proof() {
    let theatre = submissions(offering("PLAIN", Manners::default()), PASSWORD);
    let mut words = theatre.words(ALICE);
    let at = words.iter().position(|word| word == "--ca-file").unwrap();
    words.splice(at..at + 2, ["--roots".to_owned(), "none".to_owned()]);
    words.extend(["--level".to_owned(), "encrypt".to_owned()]);
    crate::support::Smtls::new(words)
        .run()
        .ends(28, &["nothing secret was sent"]);
    let manners = Manners {
        extensions_inside_tls: vec!["AUTH PLAIN".to_owned()],
        account: Some(Account::default()),
        ..Manners::default()
    };
    // An MX record that DNSSEC does not vouch for may lead anywhere.
    let theatre = Theatre::new(&Scenario {
        password: Some(PASSWORD.to_owned()),
        unsigned: vec!["lab.test".to_owned()],
        ..one_host(manners)
    });
    theatre.probe(ALICE).ends(28, &["nothing secret was sent"]);
}

#[test]
fn k02_auth_only_inside_tls_is_noted() {
    let mut manners = Manners {
        account: Some(Account::default()),
        ..Manners::default()
    };
    manners.extensions_inside_tls.push("AUTH PLAIN".to_owned());
    let theatre = Theatre::new(&Scenario {
        password: Some(PASSWORD.to_owned()),
        target: "submission://mx.lab.test".to_owned(),
        hosts: vec![Host {
            port: 587,
            preference: None,
            ..one_host(manners).hosts.remove(0)
        }],
        ..one_host(Behaviour::Down)
    });
    theatre
        .probe(ALICE)
        .ends(0, &[])
        .says(&["AUTH is offered only inside TLS, as it should be"]);
}

#[test]
fn k28_other_mechanisms_inside_tls_are_noted() {
    in_the_clear("PLAIN LOGIN", true, None)
        .probe(ALICE)
        .ends(0, &[])
        .says(&[
            "other mechanisms inside TLS than before it",
            "SCRAM-SHA-256 for alice was accepted",
        ]);
    in_the_clear("PLAIN SCRAM-SHA-256", true, None)
        .probe(ALICE)
        .ends(0, &[])
        .never_says(&["than before it"]);
}

#[test]
fn k34_what_is_offered_in_the_clear_and_refused_there_is_warned_of() {
    for code in ["538 5.7.11", "504 5.5.4"] {
        let reply = format!("{code} no\r\n");
        in_the_clear("CRAM-MD5", false, Some(&reply))
            .probe(&with(&["--level", "may"]))
            .ends(28, &[code])
            .says(&["CRAM-MD5 is offered in the clear, and refused there"]);
    }
}

#[test]
fn k27_where_dane_is_demanded_the_public_cas_do_not_stand_in_for_it() {
    let manners = Manners {
        extensions_inside_tls: vec!["AUTH PLAIN".to_owned()],
        account: Some(Account::default()),
        ..Manners::default()
    };
    let theatre = Theatre::new(&Scenario {
        password: Some(PASSWORD.to_owned()),
        faults: vec![Fault {
            owner: "_25._tcp.mx.lab.test".to_owned(),
            record_type: "TLSA".to_owned(),
            failure: Failure::ServFail,
        }],
        ..one_host(manners)
    });
    let named = with(&["--verify-name", "mx.lab.test"]);
    let demanding = [&named[..], &["--level", "dane"]].concat();
    theatre
        .probe(&demanding)
        .says(&["nothing secret was sent", "TLSA"]);
    assert!(!theatre.verbs().contains(&"AUTH".to_owned()));
}
