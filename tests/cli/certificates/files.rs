//! Certificates into files and out of them: `--show-certs`, `--save-chain`, `--ca-dir`.

use super::server::{fixture, octets, probe, probe_with, stapling, text};
use crate::support::{Smtls, Theatre, expired, without_starttls};
use smtls::lab::Manners;
use std::fs;

/// The PEM blocks of a text.
fn blocks(text: &str) -> Vec<String> {
    let begin = "-----BEGIN CERTIFICATE-----\n";
    let blocks = text.split(begin).skip(1);
    blocks
        .map(|rest| {
            let (block, _) = rest.split_once("-----END CERTIFICATE-----\n").unwrap();
            format!("{begin}{block}-----END CERTIFICATE-----\n")
        })
        .collect()
}

/// The chain that `server.pem` comes with.
fn sent() -> Vec<String> {
    let pem = |name| String::from_utf8(octets(name)).unwrap();
    vec![pem("server.pem"), pem("ca.pem")]
}

#[test]
fn certificates_are_shown_as_pem() {
    let server = stapling("server", Vec::new(), false);
    let outcome = probe(server, &["--show-certs"]).ends(0, &[]).plain();
    assert_eq!(blocks(&outcome.stdout), sent(), "{outcome}");
    let outcome = outcome.says(&["0 subject CN=mx.lab.test", "1 subject CN=Revocation CA"]);
    assert_eq!(
        outcome.stdout.matches("  pin-sha256=").count(),
        2 + 1,
        "{outcome}"
    );
    let report = probe(server, &["--show-certs", "--format", "json"]);
    let report = report.exits(0).json();
    let chain = report["endpoints"][0]["observations"][0]["chain"].as_array();
    let shown: Vec<&str> = chain.unwrap().iter().map(|one| text(&one["pem"])).collect();
    assert_eq!(shown, sent());
    // And not where nobody asked for it.
    let report = probe(server, &["--format", "json"]).exits(0).json();
    let certificate = &report["endpoints"][0]["observations"][0]["chain"][0];
    assert_eq!(certificate["pem"], serde_json::Value::Null);
}

#[test]
fn json_has_the_forms_of_other_programs() {
    let server = stapling("server", Vec::new(), false);
    let report = probe(server, &["--format", "json"]).exits(0).json();
    let chain = &report["endpoints"][0]["observations"][0]["chain"];
    for (key, value) in [
        ("subject_oneline", "/CN=mx.lab.test"),
        ("issuer_oneline", "/O=Fixtures/CN=Revocation CA"),
        (
            "pin_sha256",
            "pin-sha256=avM5xCxge3+M0HhKhDjh9eVWlVKmhJCQLEz+WcsU74s=",
        ),
        (
            "fingerprint",
            "95:4D:9E:59:B2:58:9F:2F:61:BB:8F:A7:7B:C9:C6:93:5C:C4:92:BD:FE:7E:5F:BE:4A:14:C3:AE:D4:CD:5C:C6",
        ),
        (
            "pkey_fingerprint",
            "6A:F3:39:C4:2C:60:7B:7F:8C:D0:78:4A:84:38:E1:F5:E5:56:95:52:A6:84:90:90:2C:4C:FE:59:CB:14:EF:8B",
        ),
    ] {
        assert_eq!(chain[0][key], value, "{key}");
    }
    assert_eq!(chain[1]["subject_oneline"], "/O=Fixtures/CN=Revocation CA");
    assert_eq!(chain[0]["name_constraints"], false);
}

#[test]
fn the_chain_is_saved_as_sent() {
    let server = stapling("server", Vec::new(), false);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("chain.pem");
    let name = file.display().to_string();
    fs::write(&file, "what was there before").unwrap();
    probe(server, &["--save-chain", &name]).ends(0, &[]);
    let saved = fs::read_to_string(&file).unwrap();
    assert_eq!(
        saved,
        format!("# mx.lab.test[127.0.0.1]:25\n{}", sent().concat())
    );
    // It can be read again, and its CA be trusted.
    let words = ["--ca-file", &name, "--at", "2026-11-23"];
    probe_with(server, &words).ends(0, &["trusted"]);
}

#[test]
fn the_chain_of_a_handshake_that_failed_is_saved_and_shown_as_well() {
    let script = smtls::lab::TlsProfile {
        client_certificate: smtls::lab::ClientCertificate::Required,
        versions: smtls::lab::Versions::Tls12,
        ..Default::default()
    };
    let theatre = Theatre::with_host(crate::support::with_tls(script));
    let file = theatre.file("saved.pem");
    let options = ["--save-chain", &file, "--show-certs"];
    let outcome = theatre.probe(&options).ends(29, &["client certificate"]);
    let saved = fs::read_to_string(&file).unwrap();
    assert_eq!(blocks(&saved).len(), 2, "{saved}");
    assert_eq!(blocks(&outcome.stdout), blocks(&saved));
}

#[test]
fn several_endpoints_are_saved_in_order() {
    let scenario = smtls::lab::Scenario {
        hosts: vec![
            smtls::lab::mx(10, "mx1.lab.test", Manners::default()),
            smtls::lab::mx(20, "mx2.lab.test", without_starttls()),
            smtls::lab::mx(30, "mx3.lab.test", expired()),
        ],
        ..smtls::lab::Scenario::new("lab", "Three MX hosts.")
    };
    let theatre = Theatre::new(&scenario);
    let file = theatre.file("saved.pem");
    theatre
        .probe(&["--all", "--save-chain", &file])
        .ends(41, &[]);
    let saved = fs::read_to_string(&file).unwrap();
    let named: Vec<&str> = saved.lines().filter(|line| line.starts_with('#')).collect();
    assert_eq!(
        named,
        [
            "# mx1.lab.test[127.0.0.1]:25",
            "# mx3.lab.test[127.0.0.1]:25"
        ]
    );
    assert_eq!(blocks(&saved).len(), 4);
}

#[test]
fn a_file_that_cannot_be_written_is_found_before_anything_is_done() {
    let theatre = Theatre::with_host(Manners::default());
    let folder = theatre.file("");
    for nowhere in ["no/such/folder/chain.pem", folder.as_str()] {
        for command in ["probe", "shell"] {
            let words = [command, "--save-chain", nowhere].map(str::to_owned);
            let words = words.into_iter().chain(theatre.lab.probe_arguments());
            let outcome = Smtls::new(words).run();
            outcome.refused(&[nowhere, "--save-chain takes the name of a file"]);
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn the_last_line_says_that_the_chain_could_not_be_written() {
    // It can be opened, and nothing be written to it.
    let (file, told) = (
        "/dev/full",
        "the certificates could not be saved in /dev/full",
    );
    let theatre = Theatre::with_host(Manners::default());
    let all = |words: &[&str], further: &[&str]| {
        let words = words.iter().map(|word| (*word).to_owned());
        let words = words.chain(theatre.lab.probe_arguments());
        Smtls::new(words.chain(further.iter().map(|word| (*word).to_owned()))).run()
    };
    let save = ["--save-chain", file];
    for (outcome, why) in [
        (all(&[&["probe"], &save[..]].concat(), &[]), "trusted"),
        (
            all(&[&["probe"], &save[..]].concat(), &["[127.0.0.1]:1"]),
            "1 of 2 targets failed",
        ),
        (all(&[&["shell"], &save[..]].concat(), &[]), "mx.lab.test"),
    ] {
        assert_eq!(outcome.code, Some(1), "{outcome}");
        let last = outcome.last_line();
        assert!(
            last.starts_with("exit 1: ") && last.contains(told),
            "{outcome}"
        );
        assert!(last.contains(why), "{outcome}");
        assert!(outcome.stderr.contains("\nhint: "), "{outcome}");
    }
    let options = [&["probe", "--format", "json"], &save[..]].concat();
    let json = all(&options, &[]);
    assert_eq!(json.json()["conclusion"]["exit_code"], 1, "{json}");
}

#[test]
fn where_no_certificate_was_shown_no_file_is_written() {
    let theatre = Theatre::with_host(without_starttls());
    let file = theatre.file("saved.pem");
    let outcome = theatre.probe(&["--save-chain", &file]);
    assert_eq!(outcome.code, Some(29), "{outcome}");
    assert!(outcome.stderr.contains("was not written"), "{outcome}");
    assert!(fs::read(&file).is_err());
}

#[test]
fn n20_a_folder_of_roots_counts_as_openssl_has_it() {
    let server = stapling("server", Vec::new(), false);
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::copy(fixture("root.pem"), path("root.pem")).unwrap();
    // A hashed link, a key, a list, a folder and something else.
    std::os::unix::fs::symlink(path("root.pem"), path("1a2b3c4d.0")).unwrap();
    fs::copy(fixture("server.key"), path("server.key")).unwrap();
    fs::copy(fixture("crl-root.pem"), path("1a2b3c4d.r0")).unwrap();
    fs::write(path("README"), "what is here").unwrap();
    fs::create_dir(path("old")).unwrap();
    let name = folder.path().display().to_string();
    let options = ["--ca-dir", &name, "--at", "2026-11-23"];
    let outcome = probe_with(server, &options).ends(0, &["trusted"]);
    let joined = outcome
        .stdout
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(joined.contains(&format!("trusted by {name}")), "{outcome}");
    // A folder beside a file: both count.
    let other = fixture("other.pem");
    let both = [&options[..], &["--ca-file", &other]].concat();
    probe_with(server, &both).ends(0, &["trusted"]);
}

#[test]
fn n20_a_folder_without_certificates_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let name = folder.path().display().to_string();
    let missing = format!("{name}/missing");
    fs::write(folder.path().join("README"), "nothing").unwrap();
    for (folder, words) in [(name, "no file in"), (missing, "missing")] {
        Smtls::new(["probe", "--ca-dir", &folder, "[mx.lab.test]"])
            .run()
            .refused(&[words, "--ca-dir"]);
    }
}

#[test]
fn a_file_that_is_read_is_not_overwritten() {
    let theatre = Theatre::with_host(Manners::default());
    let (certificate, key) = (theatre.file("client.pem"), theatre.file("client.key"));
    let root = theatre.file("root.pem");
    let before = fs::read(&key).unwrap();
    for file in [&certificate, &key, &root] {
        let options = ["--cert", &certificate, "--key", &key, "--save-chain", file];
        theatre.probe(&options).refused(&["overwrite", file]);
    }
    assert_eq!(fs::read(&key).unwrap(), before);
    assert_eq!(theatre.connections(), []);
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_no_success() {
    let theatre = Theatre::with_host(Manners::default());
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let outcome = Smtls::new(theatre.words(&[])).into_file(full).run();
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert!(outcome.stderr.contains("could not be written"), "{outcome}");
    assert!(outcome.stderr.contains("hint: "), "{outcome}");
}
