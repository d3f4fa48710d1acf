//! Records of files, without a server.

use super::scene::{Files, ends, playing, records, says};
use crate::support::Smtls;
use smtls::dane::Combination;
use std::fs;

fn tlsa(words: &[&str]) -> crate::support::Outcome {
    let words = ["tlsa"].iter().chain(words);
    Smtls::new(words.copied()).run()
}

#[test]
fn d55_files_say_what_a_server_would() {
    let files = Files::new();
    let record = Combination::RECOMMENDED.record_of_key(&files.key).unwrap();
    for name in ["chain.pem", "own.pem", "own.der", "both.pem"] {
        let file = files.path(name);
        let outcome = tlsa(&[&file, "--host", "mx.lab.test."]);
        let outcome = ends(outcome, 0, &["1 record for _25._tcp.mx.lab.test"]);
        let expected = [("_25._tcp.mx.lab.test.".to_owned(), record.clone())];
        assert_eq!(records(&outcome), expected, "{outcome}");
    }
    let both = tlsa(&[&files.path("both.pem"), "--host", "mx.lab.test"]).exits(0);
    says(
        &both,
        &["there is a private key in", "of which nothing was used"],
    );
    let other = tlsa(&[
        &files.path("own.pem"),
        "--host",
        "mx.lab.test",
        "--port",
        "587",
    ])
    .exits(0);
    assert_eq!(records(&other)[0].0, "_587._tcp.mx.lab.test.");
    let issuer = tlsa(&[
        &files.path("chain.pem"),
        "--host",
        "mx.lab.test",
        "--issuer",
    ])
    .exits(0);
    assert_eq!(records(&issuer)[0].1.usage, 2);
    let apart = ["own.pem", "chain.pem"].map(|name| files.path(name));
    let whole = fs::read_to_string(&apart[1]).unwrap();
    let ca = whole
        .split_inclusive("-----END CERTIFICATE-----\n")
        .nth(1)
        .unwrap();
    fs::write(files.folder.path().join("ca.pem"), ca).unwrap();
    let apart = tlsa(&[
        &apart[0],
        &files.path("ca.pem"),
        "--host",
        "mx.lab.test",
        "--issuer",
    ]);
    assert_eq!(records(&apart.exits(0)), records(&issuer));
    let alone = tlsa(&[&files.path("own.pem"), "--host", "mx.lab.test", "--issuer"]);
    ends(alone, 42, &["is not sent with it"]);
    // A host that nobody would be asked for: without --check nothing is looked up.
    let json = tlsa(&[
        &files.path("own.pem"),
        "--host",
        "mx.lab.test",
        "--format",
        "json",
    ]);
    let json = json.exits(0).json();
    assert_eq!(json["files"][0], files.path("own.pem").as_str());
    assert!(json["hosts"][0]["published"].is_null());
}

#[test]
fn d84_files_are_compared_with_dns_and_no_server_is_met() {
    let theatre = playing("dane-ee");
    let folder = tempfile::tempdir().unwrap();
    let saved = folder.path().join("now.pem").display().to_string();
    theatre.probe(&["--save-chain", &saved]).exits(0);
    let met = theatre.connections().len();
    let dns = theatre.dns();
    let anchor = theatre.file("trust-anchor.txt");
    let more = ["--check", "--dns", &dns, "--trust-anchor", &anchor];
    let with = |first: &[&str]| tlsa(&[first, &more].concat());
    let host = ["--host", "mx1.dane-ee.test"];
    ends(
        with(&[&[saved.as_str()][..], &host].concat()),
        0,
        &["cover what the server shows"],
    );
    let files = Files::new();
    let other = files.path("own.pem");
    ends(
        with(&[&[other.as_str()][..], &host].concat()),
        42,
        &["matches"],
    );
    ends(
        with(&[&saved, "--host", "mx9.dane-ee.test"]),
        42,
        &["_25._tcp.mx9.dane-ee.test"],
    );
    assert_eq!(theatre.connections().len(), met);
}

#[test]
fn d85_a_public_key_is_enough_for_records_of_keys() {
    let files = Files::new();
    let pem = {
        use rcgen::{KeyPair, PublicKeyData};
        let key = KeyPair::generate().unwrap();
        let file = files.folder.path().join("public.pem");
        fs::write(&file, key.public_key_pem()).unwrap();
        assert!(!key.subject_public_key_info().is_empty());
        file.display().to_string()
    };
    let outcome = tlsa(&[&pem, "--host", "mx.lab.test"]).exits(0);
    assert_eq!(records(&outcome).len(), 1);
    let whole = tlsa(&[&pem, "--host", "mx.lab.test", "--selector", "0"]);
    ends(whole, 42, &["only the key is known"]);
    let all = tlsa(&[&pem, "--host", "mx.lab.test", "--all-combinations"]).exits(0);
    assert_eq!(records(&all).len(), 2, "{all}");
}

#[test]
fn d43_certificates_that_are_signed_by_themselves_and_look_like_those_of_cas_are_each_a_servers() {
    let folder = tempfile::tempdir().unwrap();
    // As `openssl req -x509` makes them, unless it is told otherwise.
    let write = |name: &str| {
        let key = rcgen::KeyPair::generate().unwrap();
        let mut params = rcgen::CertificateParams::new(vec!["mx.lab.test".to_owned()]).unwrap();
        params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        let file = folder.path().join(name).display().to_string();
        let pem = params.self_signed(&key).unwrap().pem();
        fs::write(&file, &pem).unwrap();
        (file, pem)
    };
    let ((one, first), (two, second)) = (write("one.pem"), write("two.pem"));
    let both = folder.path().join("both.pem").display().to_string();
    fs::write(&both, first + &second).unwrap();
    for files in [&[one.as_str(), &two][..], &[&both]] {
        let outcome = tlsa(&[files, &["--host", "mx.lab.test"]].concat()).exits(0);
        assert_eq!(records(&outcome).len(), 2, "{outcome}");
        says(
            &outcome,
            &["here it is taken for what the server itself shows"],
        );
    }
}

#[test]
fn d90_without_a_look_at_dns_the_plan_waits_for_caches() {
    let (one, two) = (Files::new(), Files::new());
    let (now, next) = (one.path("own.pem"), two.path("own.pem"));
    let outcome = tlsa(&[&now, "--host", "mx.lab.test", "--next", &next]).exits(0);
    says(
        &outcome,
        &[
            "what is published is not known here",
            "2. wait until every name server of the zone answers with that, and then two TTLs of these records more",
        ],
    );
}
