//! By what a server signs, before TLS 1.2 and after.

use super::row::exchange;
use crate::judge::explanation::signature_in_words;
use crate::probe::inquiry::tests::scripted::choice;
use crate::tls::wire::ServerFlight;

#[test]
fn x10_the_signature_before_tls_1_2_is_fixed_by_version_and_key() {
    for (version, suite, words) in [
        (
            0x0301,
            0xc014,
            Some("RSA with MD5 and SHA-1, as TLS 1.0 has it"),
        ),
        (
            0x0300,
            0x0033,
            Some("RSA with MD5 and SHA-1, as SSL 3.0 has it"),
        ),
        (0x0302, 0xc009, Some("ECDSA with SHA-1, as TLS 1.1 has it")),
        (0x0301, 0x0032, Some("DSA with SHA-1, as TLS 1.0 has it")),
        // Nothing is signed: static RSA, and no certificate.
        (0x0301, 0x002f, None),
        (0x0301, 0xc018, None),
        (0x0303, 0xc014, None),
    ] {
        let said = signature_in_words(&choice(version, suite));
        assert_eq!(said.as_deref(), words, "{version:#06x} {suite:#06x}");
    }
    let named = ServerFlight {
        key_exchange: exchange(2048),
        ..choice(0x0303, 0x009f)
    };
    let said = signature_in_words(&named);
    assert_eq!(said.as_deref(), Some("rsa_pkcs1_sha256"));
}
