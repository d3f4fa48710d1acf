//! The table of signature schemes against rustls, and what a scheme is made of.

use rustls::SignatureScheme;
use rustls::crypto::aws_lc_rs::default_provider;

use super::*;
use std::collections::BTreeSet;

#[test]
fn every_scheme_of_rustls_is_there() {
    for code_point in 0..=u16::MAX {
        let theirs = SignatureScheme::from(code_point);
        assert!(
            theirs.as_str().is_none() || signature_scheme(code_point).is_some(),
            "{theirs:?}"
        );
    }
    let algorithms = default_provider().signature_verification_algorithms;
    for (scheme, _) in algorithms.mapping {
        assert!(signature_scheme(u16::from(*scheme)).is_some());
    }
}

#[test]
fn names_agree_with_rustls() {
    for scheme in SIGNATURE_SCHEMES {
        let theirs = SignatureScheme::from(scheme.code_point);
        // rustls writes NISTP256 for secp256r1 and ML_DSA for mldsa, and leaves out rsae.
        let Some(theirs) = theirs.as_str().map(str::to_lowercase) else {
            continue;
        };
        let theirs = theirs
            .replace("nistp256", "secp256r1")
            .replace("nistp384", "secp384r1");
        let theirs = theirs
            .replace("nistp521", "secp521r1")
            .replace("ml_dsa_", "mldsa");
        let theirs = theirs.replace("_pss_", "_pss_rsae_").replace("_legacy", "");
        assert_eq!(scheme.name, theirs);
    }
}

#[test]
fn the_forms_of_postfix() {
    for (name, size, text) in [
        (
            "ecdsa_secp256r1_sha256",
            Some("prime256v1"),
            "server-signature ECDSA (prime256v1) server-digest SHA256",
        ),
        (
            "rsa_pss_rsae_sha256",
            Some("2048 bits"),
            "server-signature RSA-PSS (2048 bits) server-digest SHA256",
        ),
        ("ed25519", None, "server-signature ED25519"),
    ] {
        let scheme = SignatureSchemeName::parse(name).expect("is listed");
        assert_eq!(scheme.server_signature(size), text);
    }
}

#[test]
fn the_table_is_sorted_and_no_name_stands_twice() {
    assert!(SIGNATURE_SCHEMES.is_sorted_by(|one, next| one.code_point < next.code_point));
    let names: BTreeSet<_> = SIGNATURE_SCHEMES.iter().map(|scheme| scheme.name).collect();
    assert_eq!(names.len(), SIGNATURE_SCHEMES.len());
    for scheme in SIGNATURE_SCHEMES {
        assert_eq!(SignatureSchemeName::parse(scheme.name), Ok(scheme));
        let code_point = format!("{:#06x}", scheme.code_point);
        assert_eq!(SignatureSchemeName::parse(&code_point), Ok(scheme));
    }
}

#[test]
fn the_names_say_what_the_columns_say() {
    for scheme in SIGNATURE_SCHEMES {
        let name = scheme.name;
        let hash = match name.trim_end_matches("_legacy").rsplit('_').next() {
            Some("md5") => SignatureHash::Md5,
            Some("sha1") => SignatureHash::Sha1,
            Some("sha224") => SignatureHash::Sha224,
            Some("sha256") => SignatureHash::Sha256,
            Some("sha384") => SignatureHash::Sha384,
            Some("sha512") => SignatureHash::Sha512,
            Some("sm3") => SignatureHash::Sm3,
            _ if name.starts_with("gost") => SignatureHash::Streebog,
            _ => SignatureHash::Intrinsic,
        };
        assert_eq!(scheme.hash, hash, "{name}");
        let key = match name.split('_').next() {
            Some("rsa") if name.starts_with("rsa_pss_pss") => SignatureKey::RsaPss,
            Some("rsa") => SignatureKey::Rsa,
            Some("dsa") => SignatureKey::Dsa,
            Some("ecdsa") => SignatureKey::Ecdsa,
            Some("ed25519") => SignatureKey::Ed25519,
            Some("ed448") => SignatureKey::Ed448,
            Some("slhdsa") => SignatureKey::SlhDsa,
            Some("sm2sig") => SignatureKey::Sm2,
            Some("gostr34102012") => SignatureKey::Gost,
            Some("eccsi" | "iso") => SignatureKey::Identity,
            _ => SignatureKey::MlDsa,
        };
        assert_eq!(scheme.key, key, "{name}");
    }
}

#[test]
fn the_pairs_of_tls_1_2_are_hash_and_signature() {
    // The octet of the hash, that of the signature.
    for (hash, at) in [
        (SignatureHash::Md5, 1u16),
        (SignatureHash::Sha1, 2),
        (SignatureHash::Sha224, 3),
        (SignatureHash::Sha256, 4),
        (SignatureHash::Sha384, 5),
        (SignatureHash::Sha512, 6),
    ] {
        for (key, signature) in [
            (SignatureKey::Rsa, 1u16),
            (SignatureKey::Dsa, 2),
            (SignatureKey::Ecdsa, 3),
        ] {
            let scheme = signature_scheme(at << 8 | signature).expect("is listed");
            assert_eq!((scheme.hash, scheme.key), (hash, key));
        }
    }
}

#[test]
fn what_a_handshake_may_be_signed_with() {
    for (name, in_tls12, in_tls13) in [
        ("rsa_pkcs1_md5", true, false),
        ("rsa_pkcs1_sha1", true, false),
        ("rsa_pkcs1_sha256", true, false),
        ("rsa_pkcs1_sha256_legacy", false, false),
        ("rsa_pss_rsae_sha256", true, true),
        ("rsa_pss_pss_sha256", true, true),
        ("dsa_sha256", true, false),
        ("ecdsa_sha1", true, false),
        ("ecdsa_secp256r1_sha256", true, true),
        ("ecdsa_brainpoolP256r1tls13_sha256", false, true),
        ("ed25519", true, true),
        ("sm2sig_sm3", false, true),
        ("mldsa65", false, true),
        ("slhdsa_sha2_128s", false, true),
        ("gostr34102012_256a", false, true),
        ("gostr34102012_256", true, false),
    ] {
        let scheme = SignatureSchemeName::parse(name).expect(name);
        assert_eq!(scheme.usable_at(TLS_1_2), in_tls12, "{name}");
        assert_eq!(scheme.usable_at(TLS_1_3), in_tls13, "{name}");
        assert!(!scheme.usable_at(0x0302), "{name}");
    }
}
