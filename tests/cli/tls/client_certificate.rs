//! Servers that ask for a client certificate, and certificates that cannot be used.

use super::profile::{asking, negotiated};
use crate::support::{GO, Smtls, Theatre, in_parallel, inside, serve, starttls_script};
use rustls::client::danger::HandshakeSignatureValid;
use rustls::pki_types::{CertificateDer, UnixTime};
use rustls::server::WebPkiClientVerifier;
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use serde_json::Value;
use smtls::lab::{Act, Authority, CertificateSpec, ClientCertificate, Issuer, Manners, Versions};
use std::fs;
use std::path::Path;
use std::sync::Arc;

#[test]
fn a39_a_client_certificate_that_is_asked_for() {
    for version in [Versions::Tls12, Versions::Tls13] {
        let theatre = Theatre::with_host(asking(ClientCertificate::Asked, version));
        let (certificate, key) = (theatre.file("client.pem"), theatre.file("client.key"));
        let (outcome, report) = theatre.both(&[], 0);
        outcome.says(&["client-certificate", "none was sent"]);
        let state = &negotiated(&report)["client_certificate"];
        assert_eq!(
            (&state["requested"], &state["sent"]),
            (&true.into(), &false.into())
        );

        // The server names the lab's root as the one issuer that it accepts.
        assert_eq!(state["issuers"].as_array().unwrap().len(), 1, "{report:#}");

        let options = ["--cert", &certificate, "--key", &key];
        let (outcome, report) = theatre.both(&options, 0);
        outcome.says(&["client-certificate", "it was sent"]);
        let state = &negotiated(&report)["client_certificate"];
        assert_eq!(
            (&state["requested"], &state["sent"]),
            (&true.into(), &true.into())
        );
        let connections = theatre.connections();
        let shown = connections.iter().map(|one| one.client_certificate.len());
        assert_eq!(shown.collect::<Vec<_>>(), [0, 0, 1, 1]);
    }
}

#[test]
fn a27_a_client_certificate_that_is_required() {
    // In TLS 1.3 the refusal surfaces after the handshake, in TLS 1.2 within it.
    for (version, code) in [(Versions::Tls12, 29), (Versions::Tls13, 32)] {
        let theatre = Theatre::with_host(asking(ClientCertificate::Required, version));
        let (certificate, key) = (theatre.file("client.pem"), theatre.file("client.key"));
        theatre
            .probe(&[])
            .ends(code, &["client certificate", "alert"])
            .says(&["--cert"]);
        theatre
            .probe(&["--cert", &certificate, "--key", &key])
            .ends(0, &["mx.lab.test"]);
        // One file with both will do.
        let both = theatre.lab.folder().join("both.pem");
        let text = fs::read_to_string(&certificate).unwrap() + &fs::read_to_string(&key).unwrap();
        fs::write(&both, text).unwrap();
        for_its_owner(&both);
        theatre
            .probe(&["--cert", &both.display().to_string()])
            .ends(0, &["mx.lab.test"]);
        // A certificate by an issuer that this server does not know.
        let stranger = CertificateSpec {
            issuer: Issuer::Stranger,
            ..CertificateSpec::default()
        };
        let stranger = Authority::new().unwrap().issue("client.test", &stranger);
        let stranger = stranger.unwrap();
        fs::write(&both, stranger.chain_pem + &stranger.key_pem).unwrap();
        theatre
            .probe(&["--cert", &both.display().to_string()])
            .ends(code, &["client certificate", "alert"])
            .never_says(&["PRIVATE KEY"]);
    }
}

#[test]
fn client_certificates_that_cannot_be_used_are_refused() {
    let theatre = Theatre::with_host(Manners::default());
    let folder = theatre.lab.folder();
    let (certificate, key) = (theatre.file("client.pem"), theatre.file("client.key"));
    let file = |name: &str, text: &str| -> String {
        fs::write(folder.join(name), text).unwrap();
        theatre.file(name)
    };
    // Constructed: the frame of an encrypted key around nothing of use.
    let frame = "ENCRYPTED PRIVATE KEY";
    let encrypted = format!("-----BEGIN {frame}-----\nMAoGCCqGSIb3DQEF\n-----END {frame}-----\n");
    let encrypted = file("encrypted.key", &encrypted);
    // OpenSSL's older form of the same.
    let older = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nMAoG\n\
                 -----END RSA PRIVATE KEY-----\n";
    let older = file("older.key", older);
    let frame = "PRIVATE KEY";
    let damaged = format!("-----BEGIN {frame}-----\n!!!!\n-----END {frame}-----\n");
    let damaged = file("damaged.key", &damaged);
    let garbage = file("garbage.pem", "no PEM at all\n");
    let empty = file("empty.pem", "");
    let missing = theatre.file("missing.pem");
    let root = theatre.file("root.pem");
    let directory = folder.display().to_string();
    for (name, certificate, key, word) in [
        ("missing certificate", &missing, &key, "missing.pem"),
        ("missing key", &certificate, &missing, "missing.pem"),
        ("no certificate in it", &garbage, &key, "garbage.pem"),
        ("no key in it", &certificate, &garbage, "garbage.pem"),
        ("empty certificate", &empty, &key, "empty.pem"),
        ("empty key", &certificate, &empty, "empty.pem"),
        (
            "a key where the certificate is due",
            &key,
            &key,
            "client.key",
        ),
        (
            "no key beside the certificate",
            &certificate,
            &certificate,
            "client.pem",
        ),
        ("encrypted key", &certificate, &encrypted, "is encrypted"),
        ("older encrypted key", &certificate, &older, "is encrypted"),
        ("damaged key", &certificate, &damaged, "is damaged"),
        ("another certificate's key", &root, &key, "does not belong"),
        ("a folder", &directory, &key, "smtls-lab"),
    ] {
        let outcome = theatre.probe(&["--cert", certificate, "--key", key]);
        assert_eq!(outcome.code, Some(1), "{name}: {outcome}");
        outcome.refused(&[word]);
    }
    theatre
        .probe(&["--cert", &certificate])
        .refused(&["client.pem"]);
    assert_eq!(theatre.connections(), []);
}

#[cfg(unix)]
#[test]
fn a_key_that_everybody_can_read_is_warned_about() {
    use std::os::unix::fs::PermissionsExt;
    let theatre = Theatre::with_host(asking(ClientCertificate::Asked, Versions::Tls13));
    let (certificate, key) = (theatre.file("client.pem"), theatre.file("client.key"));
    for (mode, warned) in [(0o600, false), (0o640, false), (0o644, true)] {
        fs::set_permissions(&key, fs::Permissions::from_mode(mode)).unwrap();
        let outcome = theatre.probe(&["--cert", &certificate, "--key", &key]);
        assert_eq!(outcome.code, Some(0), "{outcome}");
        let found = outcome
            .stderr
            .contains("everybody on this machine can read");
        assert_eq!(found, warned, "{mode:o}: {outcome}");
    }
}

#[test]
fn a39_a_key_that_the_server_cannot_take_is_said_so() {
    // The server takes RSA alone, and the key is ECDSA.
    let theatre = Theatre::with_host(asking(ClientCertificate::Asked, Versions::Tls13));
    let (certificate, key) = (theatre.file("client.pem"), theatre.file("client.key"));
    let authority = Authority::new().unwrap();
    let roots = Arc::new(authority.root_store().unwrap());
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder = WebPkiClientVerifier::builder_with_provider(roots, provider.clone());
    let verifier = OnlyRsa(builder.allow_unauthenticated().build().unwrap());
    let identity = authority
        .issue("mx.lab.test", &CertificateSpec::default())
        .unwrap();
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(Arc::new(verifier))
        .with_single_cert(identity.chain, identity.key)
        .unwrap();
    let address = serve(Arc::new(config), b"").to_string();
    let words = [
        "probe",
        "--roots",
        "none",
        "--cert",
        &certificate,
        "--key",
        &key,
    ];
    let words = words.into_iter().chain(["--format", "json", &address]);
    let report = Smtls::new(words).run().exits(0).json();
    let verdict = verdict(&report);
    assert_eq!(verdict["status"], "warn", "{report:#}");
    let reason = verdict["reason"].as_str().unwrap();
    for words in ["can make none of the signatures", "went on without"] {
        assert!(reason.contains(words), "{reason}");
    }
}

/// So that nobody is warned about a key that everybody can read.
fn for_its_owner(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
    }
    #[cfg(not(unix))]
    let _ = path;
}

/// A verifier that says it takes RSA signatures alone.
#[derive(Debug)]
struct OnlyRsa(Arc<dyn ClientCertVerifier>);

impl ClientCertVerifier for OnlyRsa {
    fn offer_client_auth(&self) -> bool {
        true
    }

    fn client_auth_mandatory(&self) -> bool {
        false
    }

    fn root_hint_subjects(&self) -> &[rustls::DistinguishedName] {
        self.0.root_hint_subjects()
    }

    fn verify_client_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        now: UnixTime,
    ) -> Result<ClientCertVerified, rustls::Error> {
        self.0.verify_client_cert(end_entity, intermediates, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &rustls::DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.0
            .verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &rustls::DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.0
            .verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<rustls::SignatureScheme> {
        vec![rustls::SignatureScheme::RSA_PSS_SHA256]
    }
}

/// A server that asks for a client certificate, takes none for an answer, and then does this inside TLS.
fn asks_and(inside: impl IntoIterator<Item = Act>) -> Theatre {
    let profile = asking(ClientCertificate::Asked, Versions::Tls13).tls;
    let acts = [Act::Handshake(profile)].into_iter().chain(inside);
    Theatre::with_host(starttls_script(GO, acts))
}

/// The verdict on the client certificate.
fn verdict(report: &Value) -> &Value {
    let verdicts = report["endpoints"][0]["verdicts"].as_array().unwrap();
    let mut on_it = verdicts
        .iter()
        .filter(|one| one["check"] == "client-certificate");
    on_it.next().unwrap()
}

#[test]
fn a27_a_refusal_in_place_of_the_answer_to_quit_is_no_handshake() {
    let theatre = Theatre::with_host(asking(ClientCertificate::Required, Versions::Tls13));
    let (outcome, report) = theatre.both(&["--quit-after", "starttls"], 29);
    outcome
        .ends(29, &["client certificate", "certificate_required"])
        .never_says(&["nothing failed", "went on"])
        .says(&["--cert"]);
    let failure = &report["endpoints"][0]["observations"][0]["failures"][0];
    assert_eq!(failure["stage"], "starttls", "{report:#}");
    assert_eq!(verdict(&report)["status"], "fail", "{report:#}");
    let (certificate, key) = (theatre.file("client.pem"), theatre.file("client.key"));
    let with = ["--cert", &certificate, "--key", &key];
    theatre
        .probe(&[&["--quit-after", "starttls"][..], &with].concat())
        .ends(0, &["up to starttls, as asked"]);
    // Where nothing was read, nothing is known.
    let (outcome, report) = theatre.both(&["--drop-after", "starttls"], 0);
    outcome.never_says(&["went on"]);
    assert_eq!(verdict(&report)["status"], "note", "{report:#}");
    assert!(verdict(&report)["fix"].is_string(), "{report:#}");
    let options = [&["--drop-after", "starttls"][..], &with].concat();
    let (outcome, _) = theatre.both(&options, 0);
    outcome.says(&["not known"]).never_says(&["went on"]);
}

#[test]
fn a39_the_session_went_on_only_where_it_did() {
    let rows = [
        ("closed", vec![Act::Expect("EHLO"), Act::Close], 32),
        ("reset", vec![Act::Expect("EHLO"), Act::Reset], 32),
        ("454", replying("454 4.7.0 later\r\n"), 32),
        (
            "421 of another reason",
            replying("421 4.3.2 closing\r\n"),
            45,
        ),
    ];
    in_parallel(&rows, |(name, inside, code)| {
        let (outcome, report) = asks_and(inside.clone()).both(&[], *code);
        outcome.says(&["none was sent"]).never_says(&["went on"]);
        let verdict = verdict(&report);
        assert_eq!(verdict["status"], "note", "{name}: {report:#}");
        let fix = verdict["fix"].as_str().unwrap_or_default();
        assert!(fix.contains("--cert"), "{name}: {report:#}");
    });
    let bye = [Act::Expect("QUIT"), Act::Send(b"221 bye\r\n".to_vec())];
    let good = [replying("250 mx.lab.test\r\n"), bye.to_vec()].concat();
    let (outcome, report) = asks_and(good).both(&[], 0);
    outcome.says(&["none was sent", "went on"]);
    assert_eq!(verdict(&report)["fix"], Value::Null, "{report:#}");
}

#[test]
fn a27_a_refusal_in_smtp_is_a_refusal_of_the_client_certificate() {
    let replies = [
        "421 4.7.1 mx.lab.test Error: No client certificate presented\r\n",
        "550 5.7.1 a valid Certificate is needed\r\n",
    ];
    in_parallel(&replies, |reply| {
        let (outcome, report) = asks_and(replying(reply)).both(&[], 32);
        outcome
            .ends(32, &["without a client certificate", reply.trim_end()])
            .says(&["--cert"])
            .never_says(&["try again later", "not testable", "went on"]);
        let endpoint = &report["endpoints"][0];
        assert_eq!(endpoint["exit_code"], 32, "{report:#}");
        assert_eq!(endpoint["observations"][0]["failures"][0]["stage"], "ehlo");
        assert_eq!(verdict(&report)["status"], "fail", "{report:#}");
    });
    // A server that never asked for one has no such reason, whatever its words.
    let words = "421 4.7.1 certificate trouble, closing\r\n";
    let theatre = Theatre::with_host(inside(&[("EHLO", words)], []));
    theatre
        .probe(&[])
        .ends(45, &["not testable now", "certificate trouble"])
        .never_says(&["client certificate"]);
}

/// Answers EHLO.
fn replying(reply: &str) -> Vec<Act> {
    vec![Act::Expect("EHLO"), Act::Send(reply.as_bytes().to_vec())]
}
