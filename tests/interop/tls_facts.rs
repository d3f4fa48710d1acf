//! What a handshake shows beside version and suite, on a real OpenSSL: tickets, resumption, extended master secret.

use crate::openssl;
use crate::peer::after;
use crate::services::{Service, service};
use crate::smtls;
use serde_json::Value;

/// The first observation's TLS.
fn tls(report: &Value, observation: usize) -> &Value {
    let tls = &report["endpoints"][0]["observations"][observation]["tls"];
    assert!(tls.is_object(), "{report:#}");
    tls
}

fn report(service: &Service, options: &[&str]) -> Value {
    smtls::probe(service, options).json
}

#[test]
fn x09_tls12_agrees_with_openssl() {
    let service = service("tls12");
    let theirs = openssl::offer(&service, "-tls1_2");
    let report = report(&service, &[]);
    let ours = tls(&report, 0);
    let yes = |label: &str| after(&theirs, label).map(|word| word.starts_with("yes"));
    assert_eq!(
        ours["extended_master_secret"].as_bool(),
        yes("Extended master secret: "),
        "{theirs}"
    );
    let renegotiation = theirs.contains("Secure Renegotiation IS supported");
    assert_eq!(ours["secure_renegotiation"], renegotiation, "{theirs}");
    let compression = after(&theirs, "Compression: ");
    assert_eq!(compression, Some("NONE"), "{theirs}");
    assert_eq!(ours["compression"], 0);
    assert_eq!(
        lifetime(&theirs),
        ours["tickets"]["lifetime_seconds"].as_u64()
    );
    assert_eq!(ours["tickets"]["count"], 1);
}

#[test]
fn x09_tls13_tickets_agree_with_openssl() {
    let service = service("tls13");
    let theirs = openssl::offer(&service, "-tls1_3");
    let report = report(&service, &[]);
    let ours = tls(&report, 0);
    // s_client leaves with the end of its input, and may not wait for every ticket.
    if let Some(lifetime) = lifetime(&theirs) {
        assert_eq!(ours["tickets"]["lifetime_seconds"], lifetime, "{theirs}");
    }
    assert!(ours["tickets"]["count"].as_u64() > Some(0), "{report:#}");
    assert_eq!(ours["tickets"]["early_data_octets"], 0);
}

#[test]
fn a42_postfix_lets_a_session_be_resumed() {
    for name in ["tls12", "tls13"] {
        let report = report(&service(name), &["--resume"]);
        assert_eq!(tls(&report, 0)["resumed"], false, "{name}");
        assert_eq!(tls(&report, 1)["resumed"], true, "{name}: {report:#}");
        let verdicts = report["endpoints"][0]["verdicts"].as_array();
        let verdict = verdicts
            .and_then(|all| all.iter().find(|one| one["check"] == "resumption"))
            .unwrap_or(&Value::Null);
        assert_eq!(verdict["status"], "pass", "{name}: {report:#}");
    }
}

#[test]
fn x07_each_of_two_certificates_is_shown() {
    let service = service("both");
    for (sigalgs, algorithm) in [("rsa", "RSA"), ("ecdsa", "ECDSA")] {
        let report = report(&service, &["--sigalgs", sigalgs]);
        let key = &report["endpoints"][0]["observations"][0]["chain"][0]["key"];
        assert_eq!(key["algorithm"], algorithm, "{report:#}");
    }
}

#[test]
fn a39_the_issuers_that_postfix_accepts_are_those_that_openssl_lists() {
    let service = service("client-asked");
    let theirs = openssl::offer(&service, "-tls1_3");
    let report = report(&service, &[]);
    let request = &tls(&report, 0)["client_certificate"];
    let ours = request["issuers"].as_array().map_or(0, Vec::len);
    let listed = theirs
        .lines()
        .skip_while(|line| *line != "Acceptable client certificate CA names")
        .skip(1)
        .take_while(|line| line.contains('='));
    assert_eq!(ours, listed.count(), "{theirs}\n{report:#}");
}

/// What s_client prints of the first ticket.
fn lifetime(text: &str) -> Option<u64> {
    let hint = after(text, "TLS session ticket lifetime hint: ")?;
    hint.split(' ').next()?.parse().ok()
}
