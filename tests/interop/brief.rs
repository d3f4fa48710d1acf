//! `--format brief`, line by line beside `openssl s_client -brief`.

use crate::services::service;
use crate::{openssl, smtls};

/// What s_client prints of every session, and in the same words from version to version.
const KEYS: [&str; 7] = [
    "Protocol version: ",
    "Ciphersuite: ",
    "Peer certificate: ",
    "Hash used: ",
    "Signature type: ",
    "Verification: ",
    "Verified peername: ",
];

#[test]
fn as_s_client_prints_it() {
    for name in ["rsa", "tls12-ecdsa", "wrapper"] {
        let service = service(name);
        let theirs = openssl::brief(&service);
        let ours = smtls::report(&service, "brief");
        for key in KEYS {
            let line = theirs.iter().find(|line| line.starts_with(key));
            let line = line.unwrap_or_else(|| panic!("{name}: s_client has no {key}: {theirs:?}"));
            assert!(
                ours.lines().any(|one| one == line),
                "{name}: no {line:?} in:\n{ours}"
            );
        }
    }
}
