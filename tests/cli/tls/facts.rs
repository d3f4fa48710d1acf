//! What a handshake shows beside version, suite and group.

use super::profile::{asking, negotiated, probe, versions};
use crate::support::{Theatre, serve, with_tls};
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs;
use smtls::lab::{Authority, CertificateSpec, ClientCertificate, Manners, Versions};
use std::sync::Arc;

#[test]
fn x09_tickets_extended_master_secret_and_renegotiation() {
    for (version, renegotiation) in [
        (Versions::Tls12, Some(true)),
        (Versions::Tls13, None::<bool>),
    ] {
        let theatre = Theatre::with_host(with_tls(versions(version)));
        let (outcome, report) = theatre.both(&[], 0);
        let found = negotiated(&report);
        assert_eq!(found["extended_master_secret"], true, "{found:#}");
        assert_eq!(found["secure_renegotiation"].as_bool(), renegotiation);
        assert_eq!(found["compression"], 0, "{found:#}");
        assert_eq!(found["tickets"]["early_data_octets"], 0, "{found:#}");
        outcome.never_says(&["no extended", "no secure", "compressed", "early data"]);
    }
}

#[test]
fn x09_the_number_and_lifetime_of_tickets() {
    // What a rustls server sends of itself: with a ticketer in TLS 1.2, and twice in TLS 1.3.
    for (version, count) in [(&rustls::version::TLS12, 1), (&rustls::version::TLS13, 2)] {
        let mut config = config(version);
        config.ticketer = aws_lc_rs::Ticketer::new().unwrap();
        let lifetime = config.ticketer.lifetime();
        assert!(lifetime > 60, "{lifetime}");
        let address = serve(Arc::new(config), b"");
        let report = probe(address, &["--format", "json"]).exits(0).json();
        let tickets = &negotiated(&report)["tickets"];
        assert_eq!(tickets["count"], count, "{report:#}");
        assert_eq!(tickets["lifetime_seconds"], lifetime, "{report:#}");
        let plural = if count == 1 { "" } else { "s" };
        probe(address, &[])
            .exits(0)
            .says(&[&format!("{count} ticket{plural}, good for ")]);
    }
}

#[test]
fn x12_early_data_is_told_and_never_sent() {
    let mut config = config(&rustls::version::TLS13);
    config.max_early_data_size = 16_384;
    let address = serve(Arc::new(config), b"");
    let report = probe(address, &["--format", "json", "--resume"]);
    let report = report.exits(0).json();
    let tickets = &negotiated(&report)["tickets"];
    assert_eq!(tickets["early_data_octets"], 16_384, "{report:#}");
    // The second connection resumes without it: else its EHLO would come twice, or in no order.
    let second = &report["endpoints"][0]["observations"][1];
    assert_eq!(second["tls"]["resumed"], true, "{report:#}");
    probe(address, &[])
        .exits(0)
        .says(&["up to 16384 octets of early data (0-RTT)"]);
}

#[test]
fn u09_an_application_protocol_is_offered_only_where_it_is_asked_for() {
    let mut config = config(&rustls::version::TLS13);
    config.alpn_protocols = vec![b"smtp".to_vec()];
    let address = serve(Arc::new(config), b"");
    let report = probe(address, &["--format", "json"]).exits(0).json();
    assert!(negotiated(&report)["alpn"].is_null(), "{report:#}");
    let options = ["--format", "json", "--alpn", "x,smtp"];
    let report = probe(address, &options).exits(0).json();
    assert_eq!(negotiated(&report)["alpn"], "smtp", "{report:#}");
    probe(address, &["--alpn", "smtp"])
        .exits(0)
        .says(&["ALPN          smtp"]);
    let report = probe(address, &["--format", "json", "--alpn", "smtp,x"]);
    let report = report.exits(0).json();
    let offered = &report["endpoints"][0]["observations"][0]["offered"]["alpn"];
    assert_eq!(offered[1], "x", "{report:#}");
    // RFC 7301 §3.2: a server without any of them ends the handshake.
    probe(address, &["--alpn", "imap"]).ends(29, &["the offer of this command line"]);
    probe(address, &["--alpn", ""]).refused(&["1 to 255 octets"]);
}

#[test]
fn a39_whom_the_server_accepts_is_told() {
    for version in [Versions::Tls12, Versions::Tls13] {
        let theatre = Theatre::with_host(asking(ClientCertificate::Asked, version));
        let (outcome, report) = theatre.both(&[], 0);
        outcome.says(&["acceptable issuers: CN=smtls lab root"]);
        let request = &negotiated(&report)["client_certificate"];
        assert_eq!(request["issuers"][0], "CN=smtls lab root", "{request:#}");
        let schemes = request["schemes"].as_array().unwrap();
        let wanted = "ecdsa_secp256r1_sha256";
        assert!(schemes.iter().any(|one| one == wanted), "{request:#}");
    }
}

#[test]
fn time_and_traffic_are_told() {
    let theatre = Theatre::with_host(Manners::default());
    let (outcome, report) = theatre.both(&[], 0);
    outcome.says(&[
        "  time          connect ",
        " octets sent, ",
        " in 5 round trips",
    ]);
    let seen = &report["endpoints"][0]["observations"][0];
    let traffic = &seen["traffic"];
    assert_eq!(traffic["client_flights"], 5, "{traffic:#}");
    // The ClientHello alone has more than 1000 octets, and so do the certificates.
    for way in ["octets_sent", "octets_received"] {
        assert!(traffic[way].as_u64().unwrap() > 1000, "{traffic:#}");
    }
    // A session that never came to TLS has its traffic too.
    let theatre = Theatre::with_host(crate::support::greeting("554 no\r\n"));
    let report = theatre.json(&[], 21);
    let traffic = &report["endpoints"][0]["observations"][0]["traffic"];
    assert_eq!(traffic["octets_sent"], "QUIT\r\n".len(), "{traffic:#}");
}

fn config(version: &'static rustls::SupportedProtocolVersion) -> ServerConfig {
    let authority = Authority::new().unwrap();
    let identity = authority
        .issue("mx.lab.test", &CertificateSpec::default())
        .unwrap();
    ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_protocol_versions(&[version])
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(identity.chain, identity.key)
        .unwrap()
}

#[test]
fn u09_protocols_that_nobody_chose_are_told() {
    let theatre = Theatre::with_host(Manners::default());
    let (outcome, report) = theatre.both(&["--alpn", "smtp"], 0);
    outcome.says(&["ALPN          none chosen of smtp"]);
    assert!(negotiated(&report)["alpn"].is_null(), "{report:#}");
}
