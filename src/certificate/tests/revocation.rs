//! OCSP responses and revocation lists as OpenSSL writes them, and broken ones.

use super::super::*;

/// 2026-11-10 12:00:00 UTC, when the certificate in the fixtures was revoked.
const REVOKED: i64 = 1_794_312_000;

fn octets(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/revocation");
    std::fs::read(format!("{folder}/{name}")).expect("the fixture is there")
}

fn pem(name: &str) -> Certificate {
    use rustls::pki_types::{CertificateDer, pem::PemObject};
    Certificate::from_der(&CertificateDer::from_pem_slice(&octets(name)).expect("PEM"))
}

fn answer(name: &str) -> BasicResponse {
    match OcspResponse::from_der(&octets(name)) {
        Ok(OcspResponse::Answer(answer)) => *answer,
        other => panic!("{name}: {other:?}"),
    }
}

fn key(name: &str) -> IssuerKey {
    IssuerKey::of(&pem(name)).expect("it can be parsed")
}

fn list(name: &str) -> Result<RevocationList, UnusableList> {
    use rustls::pki_types::{CertificateRevocationListDer, pem::PemObject};
    let der = CertificateRevocationListDer::from_pem_slice(&octets(name)).expect("PEM");
    RevocationList::from_der(&der, name)
}

#[test]
fn n19_a_response_says_of_which_certificate_it_is_and_who_signed_it() {
    let server = pem("server.pem");
    let serial = &server.contents.as_ref().expect("it parses").serial;
    for (name, responder, signer) in [
        ("good.der", "CN=Revocation CA,O=Fixtures", "issuer"),
        ("good-sha256.der", "CN=Revocation CA,O=Fixtures", "issuer"),
        (
            "by-responder.der",
            "CN=OCSP Responder,O=Fixtures",
            "delegate",
        ),
        ("by-key-hash.der", "the key with SHA-1 ", "delegate"),
        (
            "by-impostor.der",
            "CN=OCSP Impostor,O=Fixtures",
            "not authorised",
        ),
    ] {
        let answer = answer(name);
        let said = answer.responder.to_string();
        assert!(said.starts_with(responder), "{name}: {said}");
        let [entry] = answer.entries.as_slice() else {
            panic!("{name}: {answer:?}");
        };
        assert_eq!(entry.status, CertificateStatus::Good, "{name}");
        assert_eq!(
            entry.next_update,
            Some(entry.this_update + 7 * 86_400),
            "{name}"
        );
        assert_eq!(answer.produced_at, entry.this_update, "{name}");
        assert_eq!(entry.is_for(serial, &key("ca.pem")), Some(true), "{name}");
        assert_eq!(
            entry.is_for(serial, &key("root.pem")),
            Some(false),
            "{name}"
        );
        assert_eq!(entry.is_for("2002", &key("ca.pem")), Some(false), "{name}");
        let found = match answer.signer(&key("ca.pem")) {
            OcspSigner::Issuer => "issuer",
            OcspSigner::Delegated(_) => "delegate",
            OcspSigner::NotAuthorised(_) => "not authorised",
            other => panic!("{name}: {other:?}"),
        };
        assert_eq!(found, signer, "{name}");
    }
}

#[test]
fn n19_revoked_and_unknown_are_told_from_good() {
    let status = |name| answer(name).entries.remove(0).status;
    let reason = Some(RevocationReason(1));
    let revoked = CertificateStatus::Revoked {
        at: REVOKED,
        reason,
    };
    assert_eq!(status("revoked.der"), revoked);
    assert_eq!(status("unknown.der"), CertificateStatus::Unknown);
    let words: Vec<String> = (0..12).map(|it| RevocationReason(it).to_string()).collect();
    assert_eq!(
        (&words[1][..], &words[7][..]),
        ("keyCompromise", "reason 7")
    );
}

#[test]
fn a_signature_by_another_key_or_over_other_octets_is_wrong() {
    let namesake = IssuerKey {
        name: key("ca.pem").name,
        spki: key("root.pem").spki,
    };
    assert_eq!(answer("good.der").signer(&namesake), OcspSigner::Wrong);
    // A CertID holds the hashes of name and key, and both must be right.
    for name in ["good.der", "good-sha256.der"] {
        let entry = answer(name).entries.remove(0);
        assert_eq!(entry.is_for("2001", &key("ca.pem")), Some(true), "{name}");
        assert_eq!(entry.is_for("2001", &namesake), Some(false), "{name}");
    }
    // Nor is someone a delegate whom another key has allowed to sign.
    let delegate = answer("by-responder.der").signer(&namesake);
    assert!(
        matches!(delegate, OcspSigner::NotAuthorised(_)),
        "{delegate:?}"
    );
    let stranger = key("root.pem");
    assert_eq!(answer("good.der").signer(&stranger), OcspSigner::Stranger);
    let mut changed = answer("good.der");
    if let Some(octet) = changed.signed[0].last_mut() {
        *octet ^= 1;
    }
    assert_eq!(changed.signer(&key("ca.pem")), OcspSigner::Wrong);
}

#[test]
fn a_responder_without_an_answer_is_no_answer() {
    for (status, word) in [
        (1, "malformedRequest"),
        (3, "tryLater"),
        (6, "unauthorized"),
    ] {
        let response = OcspResponse::from_der(&[0x30, 3, 0x0a, 1, status]);
        assert_eq!(response, Ok(OcspResponse::NoAnswer(status)));
        assert_eq!(response_status(status), word);
    }
    for (octets, reason) in [
        (
            &b""[..],
            "it is no DER-encoded OCSP response, or it is cut short",
        ),
        (
            b"garbage",
            "it is no DER-encoded OCSP response, or it is cut short",
        ),
        // Successful, and no answer.
        (
            &[0x30, 3, 0x0a, 1, 0],
            "it is no DER-encoded OCSP response, or it is cut short",
        ),
        (
            &[
                0x30, 14, 0x0a, 1, 0, 0xa0, 9, 0x30, 7, 6, 3, 0x2a, 3, 4, 4, 0,
            ],
            "it is of a kind that is not known",
        ),
    ] {
        let malformed = OcspResponse::from_der(octets).expect_err("it cannot be read");
        assert_eq!(malformed.to_string(), reason);
    }
}

#[test]
fn no_cut_and_no_flipped_bit_of_a_response_panics_or_verifies() {
    let issuer = key("ca.pem");
    let good = octets("by-responder.der");
    let untouched = answer("by-responder.der");
    for length in 0..good.len() {
        assert!(OcspResponse::from_der(&good[..length]).is_err(), "{length}");
    }
    for position in 0..good.len() {
        for bit in 0..8 {
            let mut der = good.clone();
            der[position] ^= 1 << bit;
            let Ok(OcspResponse::Answer(answer)) = OcspResponse::from_der(&der) else {
                continue;
            };
            let _ = (answer.responder.to_string(), answer.entries.len());
            // Each signature costs time, so that not every bit is tried.
            if bit == position % 8 && answer.signed[0] != untouched.signed[0] {
                let signer = answer.signer(&issuer);
                let is_trusted = matches!(signer, OcspSigner::Issuer | OcspSigner::Delegated(_));
                assert!(!is_trusted, "{position}");
            }
        }
    }
}

#[test]
fn n19_revocation_lists_are_read() {
    let server = pem("server.pem");
    let revoked = list("crl-server-revoked.pem").expect("a list");
    assert_eq!(revoked.issuer.to_string(), "CN=Revocation CA,O=Fixtures");
    assert_eq!(revoked.next_update, revoked.this_update + 30 * 86_400);
    assert!(revoked.is_by_issuer_of(&server) && !revoked.is_partial);
    let entry = Revoked {
        at: REVOKED,
        reason: Some(RevocationReason(1)),
    };
    assert_eq!(revoked.entry(&server), Some(entry));
    assert_eq!(revoked.entry(&pem("ca.pem")), None);
    let empty = list("crl-empty.pem").expect("a list");
    assert_eq!(empty.entry(&server), None);
    assert!(!empty.is_by_issuer_of(&pem("ca.pem")));
    assert!(RevocationList::from_der(&octets("crl-empty.der"), "").is_ok());
}

#[test]
fn no_cut_and_no_flipped_bit_of_a_list_panics() {
    let good = octets("crl-empty.der");
    for length in 0..good.len() {
        assert!(
            RevocationList::from_der(&good[..length], "").is_err(),
            "{length}"
        );
    }
    for position in 0..good.len() {
        for bit in 0..8 {
            let mut der = good.clone();
            der[position] ^= 1 << bit;
            if let Ok(list) = RevocationList::from_der(&der, "") {
                let _ = list.entry(&pem("server.pem"));
            }
        }
    }
}
