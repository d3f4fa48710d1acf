//! `smtls tlsa` of a Postfix: its records are those that a postmaster makes with openssl, and they cover what the server shows.
//!
//! That posttls-finger takes a zone with the printed lines, dane.txt says at the domains `printed-…`.

use crate::peer::run;
use crate::services::services;
use crate::smtls;
use serde_json::Value;

/// Domains, the file of what each record speaks of, and the options that give such a record.
const RECORDS: [(&str, &str, &str, &[&str]); 10] = [
    ("printed-ecdsa", "mx", "3 1 1", &[]),
    ("printed-ecdsa", "mx", "3 0 1", &["--selector", "Cert"]),
    ("printed-ecdsa", "mx", "3 1 2", &["--matching", "SHA2-512"]),
    ("printed-rsa", "rsa", "3 1 1", &["--check"]),
    ("printed-rsa", "rsa", "3 0 1", &["--selector", "0"]),
    ("printed-rsa", "rsa", "3 1 2", &["--matching", "2"]),
    ("printed-issuer", "intermediate", "2 1 1", &["--issuer"]),
    (
        "printed-issuer",
        "intermediate",
        "2 0 1",
        &["--issuer", "--selector", "0"],
    ),
    ("printed-issuer-rsa", "root", "2 1 1", &["--issuer"]),
    (
        "printed-issuer-rsa",
        "root",
        "2 1 2",
        &["--issuer", "--matching", "2"],
    ),
];

#[test]
fn d55_tlsa_records_are_those_of_openssl() {
    for (domain, certificate, combination, options) in RECORDS {
        let said = smtls::tlsa(&format!("{domain}.secure.test"), options);
        assert_eq!(said.exit, 0, "{domain}: {}", said.text);
        let lines = said.stdout.lines();
        let lines: Vec<&str> = lines.filter(|line| !line.starts_with(';')).collect();
        let digest = by_openssl(certificate, combination);
        let record = format!("IN TLSA {combination} {digest}");
        let owner = format!("_25._tcp.{domain}.mx.secure.test. ");
        let [line] = lines.as_slice() else {
            panic!("{domain}: not one record:\n{}", said.text);
        };
        assert!(
            line.starts_with(&owner) && line.ends_with(&record),
            "{domain}: {line}, not {record}"
        );
    }
}

#[test]
fn d55_what_was_printed_and_published_covers_what_is_shown() {
    let domains = services().network.domains.iter();
    let printed: Vec<&String> = domains
        .filter(|domain| domain.starts_with("printed-"))
        .collect();
    assert!(printed.len() >= 7, "{printed:?}");
    for domain in printed {
        let said = smtls::tlsa(domain, &["--check"]);
        let words = "cover what the server shows";
        assert!(
            said.exit == 0 && said.stdout.contains(words),
            "{domain}: {}",
            said.text
        );
        // The zone is made with this TTL; Unbound's cache counts down, and what is signed does not.
        assert!(
            said.stdout.contains("; TTL: 300 s"),
            "{domain}: {}",
            said.text
        );
    }
}

/// Unbound says what NSD made of the wildcard; the zone has the wildcard itself, and the signature over it.
#[test]
fn d92_d93_a_wildcard_is_found_with_its_signature() {
    for (domain, owner) in [
        ("wildcard-tlsa", "*._tcp.wildcard-tlsa.mx.secure.test."),
        ("wildcard-host", "*.wildcard-host.mx.secure.test."),
        ("cname-tlsa", "_dane.secure.test."),
        ("ee-key-sha256", "_25._tcp.ee-key-sha256.mx.secure.test."),
    ] {
        let domain = format!("{domain}.secure.test");
        let said = smtls::tlsa(&domain, &["--check", "--format", "json"]);
        let json: Value = serde_json::from_str(&said.stdout).expect("JSON");
        let host = &json["hosts"][0];
        assert_eq!(host["owner"], owner, "{}", said.text);
        let published = &host["published"];
        let wildcard = owner.starts_with('*').then_some(owner);
        let found = published["wildcard"].as_str();
        assert_eq!(found, wildcard.map(|it| it.trim_end_matches('.')));
        let signature = &published["signature"];
        let times = ["expiration", "inception"].map(|it| digits(&signature[it]));
        assert_eq!(times, signed(owner), "{owner}: {signature}");
        assert_eq!(signature["late"], false);
    }
}

/// `20261206221155`, of a date and a time as the JSON has them.
fn digits(moment: &Value) -> String {
    let moment = moment.as_str().expect("a moment");
    moment.chars().filter(char::is_ascii_digit).collect()
}

/// Expiration and inception of the signature over the TLSA records at an owner, as ldns-signzone wrote them into the zone.
fn signed(owner: &str) -> [String; 2] {
    let zone = services().folder.join("network/zones/secure.test.signed");
    let zone = std::fs::read_to_string(zone).expect("the signed zone");
    let mut lines = zone.lines().map(|line| line.split_whitespace().collect());
    let found: Option<Vec<&str>> = lines.find(|fields: &Vec<&str>| {
        fields.first() == Some(&owner) && fields.get(3..5) == Some(&["RRSIG", "TLSA"])
    });
    let found = found.unwrap_or_else(|| panic!("no signature at {owner}"));
    // Behind the type: algorithm, labels, TTL, expiration, inception (RFC 4034 §3.2).
    [found[8].to_owned(), found[9].to_owned()]
}

/// As in many a HOWTO.
fn by_openssl(certificate: &str, combination: &str) -> String {
    let folder = services().root.parent().expect("a folder");
    let file = folder.join(format!("{certificate}.pem"));
    let file = file.to_str().expect("a path in UTF-8");
    let octets = match combination.contains(" 1 ") {
        true => "openssl x509 -in \"$1\" -noout -pubkey | openssl pkey -pubin -outform DER",
        false => "openssl x509 -in \"$1\" -outform DER",
    };
    let digest = match combination.ends_with(" 2") {
        true => "-sha512",
        false => "-sha256",
    };
    let script = format!("{octets} | openssl dgst {digest} -r");
    let said = run("bash", &["-c", &script, "bash", file], &[]);
    let digest = said.stdout.split(' ').next().unwrap_or_default();
    assert!(digest.len() >= 64, "{}", said.text);
    digest.to_owned()
}
