//! A second connection that is to resume the TLS session.

use super::profile::versions;
use crate::support::{
    Outcome, Smtls, Theatre, inside, serve, serve_each, with_tls, without_starttls,
};
use rustls::ServerConfig;
use rustls::version::{TLS12, TLS13};
use serde_json::Value;
use smtls::lab::{Act, Authority, CertificateSpec, Manners, Versions};
use std::net::SocketAddr;
use std::sync::Arc;

/// The verdict on resumption.
fn verdict(report: &Value) -> &Value {
    let verdicts = report["endpoints"][0]["verdicts"].as_array().unwrap();
    let found = verdicts.iter().find(|one| one["check"] == "resumption");
    found.unwrap_or_else(|| panic!("no verdict: {report:#}"))
}

#[test]
fn a42_a_second_connection_resumes_the_session() {
    for (version, printed) in [(Versions::Tls12, "TLSv1.2"), (Versions::Tls13, "TLSv1.3")] {
        for more in [&[][..], &["--all"]] {
            let theatre = Theatre::with_host(with_tls(versions(version)));
            let options = [&["--resume"][..], more].concat();
            let (outcome, report) = theatre.both(&options, 0);
            outcome.ends(0, &["mx.lab.test"]).says(&[
                "once more, to resume the TLS session...",
                "Trusted TLS connection established to",
                &format!("Trusted TLS connection reused to mx.lab.test[127.0.0.1]:25: {printed}"),
                "a second connection resumed the TLS session",
            ]);
            assert_eq!(verdict(&report)["status"], "pass", "{report:#}");
            let observations = report["endpoints"][0]["observations"].as_array().unwrap();
            assert_eq!(observations.len(), 2, "{report:#}");
            for (seen, purpose, resumed) in [
                (&observations[0], "session", false),
                (&observations[1], "resumption", true),
            ] {
                assert_eq!(seen["purpose"], purpose);
                assert_eq!(seen["tls"]["resumed"], resumed, "{seen:#}");
                assert_eq!(seen["failures"], Value::Array(Vec::new()));
            }
            // The same name is said on both, and both are ended in order.
            let said: Vec<_> = theatre
                .connections()
                .iter()
                .map(|one| one.lines().join("; "))
                .collect();
            assert!(said.iter().all(|lines| *lines == said[0]), "{said:?}");
            assert!(said[0].ends_with("QUIT"), "{said:?}");
        }
    }
}

#[test]
fn a42_without_the_option_there_is_one_connection() {
    let theatre = Theatre::with_host(Manners::default());
    let report = theatre.json(&[], 0);
    assert_eq!(theatre.connections().len(), 1);
    assert!(!report.to_string().contains("resumption\""), "{report:#}");
}

/// A server's configuration with a certificate of its own and these versions.
fn config(version: &'static rustls::SupportedProtocolVersion) -> ServerConfig {
    let authority = Authority::new().unwrap();
    let identity = authority
        .issue("mx.lab.test", &CertificateSpec::default())
        .unwrap();
    ServerConfig::builder_with_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
        .with_protocol_versions(&[version])
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(identity.chain, identity.key)
        .unwrap()
}

fn probe(address: SocketAddr, format: &[&str]) -> Outcome {
    let target = address.to_string();
    let words = ["probe", "--level", "encrypt", "--roots", "none", "--resume"];
    let words = words.iter().chain(format).map(|word| (*word).to_owned());
    Smtls::new(words.chain([target])).run()
}

#[test]
fn a42_a_server_that_gives_nothing_to_resume_by() {
    let mut without = config(&TLS13);
    without.send_tls13_tickets = 0;
    let address = serve(Arc::new(without), b"");
    let report = probe(address, &["--format", "json"]).exits(0).json();
    assert_eq!(verdict(&report)["status"], "note", "{report:#}");
    let seen = report["endpoints"][0]["observations"].as_array().unwrap();
    assert_eq!(seen.len(), 1, "{report:#}");
    assert_eq!(seen[0]["tls"]["tickets"]["count"], 0);
    probe(address, &[]).exits(0).says(&["nothing by which"]);
}

#[test]
fn a42_several_machines_behind_one_address_do_not_resume() {
    for version in [&TLS12, &TLS13] {
        // Keys of its own for each connection.
        let address = serve_each(move || Arc::new(config(version)), b"");
        let report = probe(address, &["--format", "json"]).exits(0).json();
        assert_eq!(verdict(&report)["status"], "note", "{report:#}");
        let seen = report["endpoints"][0]["observations"].as_array().unwrap();
        assert_eq!(seen.len(), 2, "{report:#}");
        assert_eq!(seen[1]["tls"]["resumed"], false, "{report:#}");
        // The second machine showed a certificate, and not the first one's.
        assert_ne!(seen[0]["chain"][0], seen[1]["chain"][0], "{report:#}");
        probe(address, &[]).exits(0).says(&["full handshake"]);
    }
}

#[test]
fn a42_what_was_not_read_or_not_tried_is_not_told_as_missing() {
    // Dropped before anything was read inside TLS, where tickets come.
    let theatre = Theatre::with_host(Manners::default());
    let report = theatre.json(&["--resume", "--drop-after", "starttls"], 0);
    assert_eq!(verdict(&report)["status"], "not-tested", "{report:#}");
    // The deadline passes while the server takes leave.
    let exchanges = [("EHLO", "250 mx.lab.test\r\n"), ("QUIT", "")];
    let theatre = Theatre::with_host(inside(&exchanges, [Act::Stall]));
    let report = theatre.json(&["--resume", "--deadline", "2s"], 0);
    let verdict = verdict(&report);
    assert_eq!(verdict["status"], "not-tested", "{report:#}");
    let reason = verdict["reason"].as_str().unwrap();
    assert!(reason.contains("deadline"), "{reason}");
}

#[test]
fn a42_where_there_is_no_session_nothing_is_resumed() {
    let theatre = Theatre::with_host(without_starttls());
    let (_, report) = theatre.both(&["--resume", "--level", "may"], 0);
    assert_eq!(verdict(&report)["status"], "not-tested", "{report:#}");
    assert_eq!(theatre.connections().len(), 2, "one each for text and JSON");
}
