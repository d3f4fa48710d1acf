//! Handshakes that fail, and what smtls says of them: what the server would have chosen is what OpenSSL gets from it.

use serde_json::Value;

use crate::comparison::Comparison;
use crate::openssl;
use crate::peer::after;
use crate::services::service;
use crate::smtls::{self, Probe, plain};

/// A service that smtls cannot or may not talk to, with what options.
struct Failure {
    service: &'static str,
    options: &'static [&'static str],
    /// How s_client is let come to the same choice, apart from the suite.
    openssl: &'static [&'static str],
    /// What the server would have chosen, as the JSON names it.
    version: &'static str,
    /// Words of the reason, and words of the fix.
    reason: &'static [&'static str],
    fix: &'static [&'static str],
}

const FAILURES: [Failure; 5] = [
    Failure {
        service: "tls10",
        options: &[],
        openssl: &["-tls1"],
        version: "TLSv1",
        reason: &["TLS 1.0", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", "RFC 8996"],
        fix: &["smtpd_tls_protocols"],
    },
    Failure {
        service: "tls12",
        options: &["--tls-min", "1.3"],
        openssl: &["-tls1_2"],
        version: "TLSv1.2",
        reason: &["TLS 1.2", "TLS_ECDHE_RSA_WITH_"],
        fix: &["--tls-min", "smtp_tls_protocols"],
    },
    Failure {
        service: "tls13",
        options: &["--tls-max", "1.2"],
        openssl: &["-tls1_3"],
        version: "TLSv1.3",
        reason: &["TLS 1.3", "had not been offered"],
        fix: &["--tls-max"],
    },
    Failure {
        service: "p384",
        options: &["--groups", "x25519"],
        openssl: &["-tls1_3"],
        version: "TLSv1.3",
        reason: &["secp384r1"],
        fix: &["--groups"],
    },
    Failure {
        service: "tls12-ecdsa",
        options: &["--suites", "ECDHE-RSA-AES256-GCM-SHA384"],
        openssl: &["-tls1_2"],
        version: "TLSv1.2",
        reason: &["TLS_ECDHE_ECDSA_WITH_"],
        fix: &["--suites"],
    },
];

#[test]
fn what_a_server_would_have_chosen_is_what_openssl_gets() {
    for failure in &FAILURES {
        explained(failure);
    }
}

fn explained(failure: &Failure) {
    let service = service(failure.service);
    let ours = smtls::probe(&service, failure.options);
    assert_eq!(ours.exit, 29, "{}: {}", failure.service, ours.text);
    let question = question(&ours);
    let choice = &question["asked"]["would_choose"];
    let suite = plain(&choice["cipher_suite"]["openssl"]).unwrap_or_default();
    let mut offer = failure.openssl.to_vec();
    // TLS 1.0 needs security level 0; and the suites of TLS 1.3 are named otherwise.
    let cipher = format!("{suite}:@SECLEVEL=0");
    match failure.version {
        "TLSv1.3" => offer.extend(["-ciphersuites", &suite]),
        _ => offer.extend(["-cipher", &cipher]),
    }
    let theirs = openssl::look_with(&service, &offer);

    // Of versions before TLS 1.2 "New, " names the one in which the suite was made.
    let protocol = after(&theirs.text, "Protocol  : ").or(theirs.protocol.as_deref());

    let mut comparison = Comparison::of(failure.service);
    comparison.same(
        "version",
        plain(&choice["version"]),
        "the table",
        Some(failure.version),
    );
    comparison.same("version", plain(&choice["version"]), "openssl", protocol);
    comparison.same("suite", Some(suite), "openssl", theirs.cipher_suite.clone());
    // The flight of TLS 1.3 is encrypted from the ServerHello on.
    if failure.version != "TLSv1.3" {
        let chain = question["chain"].as_array().map_or(&[][..], Vec::as_slice);
        comparison.same(
            "certificates",
            Some(chain.len()),
            "openssl",
            Some(theirs.chain.len()),
        );
        for (our, their) in chain.iter().zip(&theirs.chain) {
            comparison.same(
                "SHA-256",
                plain(&our["sha256"]),
                "openssl",
                Some(&their.sha256),
            );
        }
    }
    let verdict = verdict(&ours);
    for (what, words) in [("reason", failure.reason), ("fix", failure.fix)] {
        let said = plain(&verdict[what]).unwrap_or_default();
        for word in words {
            comparison.require(
                &format!("{word:?} in the {what} {said:?}"),
                said.contains(word),
            );
        }
    }
    comparison.finish(&[&ours.text, &theirs.text]);
}

fn question(probe: &Probe) -> &Value {
    let observations = probe.json["endpoints"][0]["observations"].as_array();
    observations
        .and_then(|all| {
            all.iter()
                .rfind(|one| one["asked"]["would_choose"].is_object())
        })
        .unwrap_or_else(|| {
            panic!(
                "smtls did not ask what the server would choose:\n{}",
                probe.text
            )
        })
}

fn verdict(probe: &Probe) -> &Value {
    let verdicts = probe.json["endpoints"][0]["verdicts"].as_array();
    verdicts
        .and_then(|all| {
            all.iter()
                .find(|one| one["check"] == "handshake" && one["status"] == "fail")
        })
        .unwrap_or_else(|| panic!("no failed handshake:\n{}", probe.text))
}

#[test]
fn nobody_is_asked_once_more_where_the_user_forbids_it() {
    let service = service("tls12");
    let ours = smtls::probe(&service, &["--tls-min", "1.3", "--no-explain"]);
    let observations = ours.json["endpoints"][0]["observations"].as_array();
    assert_eq!(ours.exit, 29, "{}", ours.text);
    assert_eq!(observations.map(Vec::len), Some(1), "{}", ours.text);
}
