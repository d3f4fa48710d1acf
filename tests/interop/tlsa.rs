//! `smtls tlsa` of a Postfix: its records are those that a postmaster makes with openssl, and they cover what the server shows.
//!
//! That posttls-finger takes a zone with the printed lines, dane.txt says at the domains `printed-…`.

use crate::peer::run;
use crate::services::services;
use crate::smtls;

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
