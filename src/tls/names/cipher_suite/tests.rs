//! The table against tls-parser's, which is made from IANA's registry, against OpenSSL's list, and against lists of weak suites.

use super::*;
use crate::tls::names::protocol_version::TLS_1_1;
use rustls::crypto::aws_lc_rs::ALL_CIPHER_SUITES;
use std::collections::BTreeSet;
use tls_parser::{
    TlsCipherAu, TlsCipherEnc, TlsCipherEncMode, TlsCipherKx, TlsCipherMac, TlsCipherSuite, TlsPRF,
};

/// What `openssl ciphers -V -stdname` prints of all suites that it can be built with.
const OPENSSL: &str = include_str!("../../../../tests/fixtures/tls/openssl-ciphers.txt");

/// Suites that tls-parser does not know: IANA registered the Russian ones of 0xc1xx later, and the others never.
const NOT_IN_TLS_PARSER: &[u16] = &[
    0x0080, 0x0081, 0x0082, 0x0083, 0xc100, 0xc101, 0xc102, 0xc103, 0xc104, 0xc105, 0xc106, 0xcc13,
    0xcc14, 0xcc15, 0xfefe, 0xfeff, 0xff85, 0xff87, 0xffe0, 0xffe1,
];

fn all_of_tls_parser() -> impl Iterator<Item = &'static TlsCipherSuite> {
    let all = (0..=u16::MAX).filter_map(TlsCipherSuite::from_id);
    all.filter(|suite| ![EMPTY_RENEGOTIATION_INFO_SCSV, FALLBACK_SCSV].contains(&suite.id.0))
}

#[test]
fn the_table_is_sorted_and_no_name_stands_twice() {
    assert!(CIPHER_SUITES.is_sorted_by(|one, next| one.code_point < next.code_point));
    let names: BTreeSet<_> = CIPHER_SUITES.iter().map(|suite| suite.name).collect();
    assert_eq!(names.len(), CIPHER_SUITES.len());
    let openssl = CIPHER_SUITES.iter().filter_map(|suite| suite.openssl);
    let different: BTreeSet<_> = openssl.clone().collect();
    assert_eq!(different.len(), openssl.count());
}

#[test]
fn no_signal_and_no_grease_is_a_suite() {
    for code_point in [EMPTY_RENEGOTIATION_INFO_SCSV, FALLBACK_SCSV, 0x0a0a, 0xfafa] {
        assert_eq!(cipher_suite(code_point), None);
    }
}

#[test]
fn every_suite_of_tls_parser_is_there_by_its_name() {
    assert_eq!(all_of_tls_parser().count(), 350);
    for theirs in all_of_tls_parser() {
        let ours = cipher_suite(theirs.id.0).expect(theirs.name);
        assert_eq!(ours.name, theirs.name);
    }
    let others = CIPHER_SUITES.iter().map(|suite| suite.code_point);
    let others = others.filter(|code_point| TlsCipherSuite::from_id(*code_point).is_none());
    assert_eq!(others.collect::<Vec<_>>(), NOT_IN_TLS_PARSER);
}

#[test]
fn the_columns_agree_with_tls_parsers() {
    for theirs in all_of_tls_parser() {
        let ours = cipher_suite(theirs.id.0).expect(theirs.name);
        let name = ours.name;
        assert_eq!(ours.key_exchange, key_exchange(theirs), "{name}");
        assert_eq!(ours.authentication, authentication(theirs), "{name}");
        assert_eq!(ours.encryption.cipher, cipher(theirs.enc), "{name}");
        assert_eq!(ours.encryption.mode, mode(theirs), "{name}");
        // Its 128 bits for ChaCha20 are an error: the key has 256.
        let bits = match theirs.enc {
            TlsCipherEnc::Chacha20_Poly1305 => 256,
            _ => theirs.enc_size,
        };
        assert_eq!(ours.bits(), bits, "{name}");
        let hash = match theirs.mac {
            TlsCipherMac::Null => Some(SuiteHash::Null),
            TlsCipherMac::HmacMd5 => Some(SuiteHash::Md5),
            TlsCipherMac::HmacSha1 => Some(SuiteHash::Sha1),
            TlsCipherMac::HmacSha256 => Some(SuiteHash::Sha256),
            TlsCipherMac::HmacSha384 => Some(SuiteHash::Sha384),
            TlsCipherMac::HmacSha512 => Some(SuiteHash::Sha512),
            TlsCipherMac::Aead => None,
        };
        // It has AEGIS as an HMAC and as no AEAD.
        let is_aegis = theirs.enc == TlsCipherEnc::Aegis;
        assert_eq!(
            ours.encryption.is_aead(),
            hash.is_none() || is_aegis,
            "{name}"
        );
        let derivation = match theirs.prf {
            // What TLS 1.2 has where the suite does not say, and no other version has these suites.
            TlsPRF::Default | TlsPRF::Sha256 => Some(SuiteHash::Sha256),
            TlsPRF::Sha384 => Some(SuiteHash::Sha384),
            TlsPRF::Sm3 => Some(SuiteHash::Sm3),
            _ => None,
        };
        assert_eq!(Some(ours.hash), hash.or(derivation), "{name}");
    }
}

/// It writes DH for anonymous Diffie-Hellman, which is ephemeral, and leaves a pre-shared key to the authentication.
fn key_exchange(theirs: &TlsCipherSuite) -> KeyExchange {
    match (theirs.kx, theirs.au) {
        (TlsCipherKx::Null, _) => KeyExchange::Null,
        (TlsCipherKx::Tls13, _) => KeyExchange::Any,
        (TlsCipherKx::Krb5, _) => KeyExchange::Krb5,
        (TlsCipherKx::Srp, _) => KeyExchange::Srp,
        (TlsCipherKx::Eccpwd, _) => KeyExchange::EccPwd,
        // IANA's names for these two turn PSK and DHE around.
        (TlsCipherKx::Psk, TlsCipherAu::Dhe) => KeyExchange::DhePsk,
        (TlsCipherKx::Psk, _) => KeyExchange::Psk,
        (TlsCipherKx::Rsa, TlsCipherAu::Psk) => KeyExchange::RsaPsk,
        (TlsCipherKx::Rsa, _) => KeyExchange::Rsa,
        (TlsCipherKx::Dhe, TlsCipherAu::Psk) => KeyExchange::DhePsk,
        (TlsCipherKx::Ecdhe, TlsCipherAu::Psk) => KeyExchange::EcdhePsk,
        (TlsCipherKx::Dh, TlsCipherAu::Null) | (TlsCipherKx::Dhe, _) => KeyExchange::Dhe,
        (TlsCipherKx::Dh, _) => KeyExchange::Dh,
        (TlsCipherKx::Ecdh | TlsCipherKx::Aecdh, TlsCipherAu::Null) | (TlsCipherKx::Ecdhe, _) => {
            KeyExchange::Ecdhe
        }
        (TlsCipherKx::Ecdh | TlsCipherKx::Aecdh, _) => KeyExchange::Ecdh,
    }
}

fn authentication(theirs: &TlsCipherSuite) -> Authentication {
    match (theirs.au, theirs.kx) {
        (TlsCipherAu::Null, _) => Authentication::Anonymous,
        (TlsCipherAu::Tls13, _) => Authentication::Any,
        (TlsCipherAu::Krb5, _) => Authentication::Krb5,
        (TlsCipherAu::Eccpwd, _) => Authentication::EccPwd,
        (TlsCipherAu::Srp, _) => Authentication::Srp,
        (TlsCipherAu::Srp_Dss | TlsCipherAu::Dss, _) => Authentication::Dss,
        // With RSA and a pre-shared key the server sends a certificate as well, and OpenSSL calls that its authentication.
        (TlsCipherAu::Psk, TlsCipherKx::Rsa) => Authentication::Rsa,
        (TlsCipherAu::Psk | TlsCipherAu::Dhe, _) => Authentication::Psk,
        (TlsCipherAu::Srp_Rsa | TlsCipherAu::Rsa, _) => Authentication::Rsa,
        (TlsCipherAu::Ecdsa, _) => Authentication::Ecdsa,
    }
}

fn cipher(theirs: TlsCipherEnc) -> Cipher {
    match theirs {
        TlsCipherEnc::Null => Cipher::Null,
        TlsCipherEnc::Des => Cipher::Des,
        TlsCipherEnc::TripleDes => Cipher::TripleDes,
        TlsCipherEnc::Rc2 => Cipher::Rc2,
        TlsCipherEnc::Rc4 => Cipher::Rc4,
        TlsCipherEnc::Aria => Cipher::Aria,
        TlsCipherEnc::Idea => Cipher::Idea,
        TlsCipherEnc::Seed => Cipher::Seed,
        TlsCipherEnc::Aes => Cipher::Aes,
        TlsCipherEnc::Camellia => Cipher::Camellia,
        TlsCipherEnc::Chacha20_Poly1305 => Cipher::ChaCha20,
        TlsCipherEnc::Sm4 => Cipher::Sm4,
        TlsCipherEnc::Aegis => Cipher::Aegis,
    }
}

/// It knows no mode of stream ciphers, and does not tell the two lengths of CCM's tag apart.
fn mode(theirs: &TlsCipherSuite) -> Mode {
    match (theirs.enc_mode, theirs.enc) {
        (TlsCipherEncMode::Cbc, _) => Mode::Cbc,
        (TlsCipherEncMode::Gcm, _) => Mode::Gcm,
        (TlsCipherEncMode::Ccm, _) if theirs.name.contains("_CCM_8") => Mode::Ccm8,
        (TlsCipherEncMode::Ccm, _) => Mode::Ccm,
        (TlsCipherEncMode::Null, TlsCipherEnc::Chacha20_Poly1305) => Mode::Poly1305,
        (TlsCipherEncMode::Null, TlsCipherEnc::Aegis) => Mode::Aegis,
        (TlsCipherEncMode::Null, TlsCipherEnc::Null) => Mode::Null,
        (TlsCipherEncMode::Null, _) => Mode::Stream,
    }
}

#[test]
fn the_columns_agree_with_openssls_list() {
    let mut count = 0;
    for line in OPENSSL.lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<_> = line.split(' ').collect();
        let [octets, _, name, _, openssl, version, kx, au, enc, _mac] = words[..] else {
            panic!("{line}");
        };
        let (first, second) = octets.split_once(',').expect(line);
        let octet = |text: &str| u16::from_str_radix(&text[2..], 16).expect(line);
        let suite = cipher_suite(octet(first) << 8 | octet(second)).expect(line);
        count += 1;
        assert_eq!((suite.name, suite.openssl), (name, Some(openssl)));
        let kx_of_ours = match suite.key_exchange {
            KeyExchange::Any => "Kx=any",
            KeyExchange::Rsa => "Kx=RSA",
            KeyExchange::Dhe => "Kx=DH",
            KeyExchange::Ecdhe => "Kx=ECDH",
            KeyExchange::Psk => "Kx=PSK",
            KeyExchange::RsaPsk => "Kx=RSAPSK",
            KeyExchange::DhePsk => "Kx=DHEPSK",
            KeyExchange::EcdhePsk => "Kx=ECDHEPSK",
            KeyExchange::Srp => "Kx=SRP",
            other => panic!("{other:?} is not in this version"),
        };
        assert_eq!(kx, kx_of_ours, "{name}");
        let au_of_ours = match suite.authentication {
            Authentication::Any => "Au=any",
            Authentication::Anonymous => "Au=None",
            Authentication::Rsa => "Au=RSA",
            Authentication::Dss => "Au=DSS",
            Authentication::Ecdsa => "Au=ECDSA",
            Authentication::Psk => "Au=PSK",
            Authentication::Srp => "Au=SRP",
            other => panic!("{other:?} is not in this version"),
        };
        assert_eq!(au, au_of_ours, "{name}");
        let bits = enc
            .split(['(', ')'])
            .nth(1)
            .map_or(0, |bits| bits.parse().expect(line));
        assert_eq!(suite.bits(), bits, "{name}");
        // OpenSSL has suites with elliptic curves begin at TLS 1.0; servers were seen that take them in SSL 3.0.
        let versions = match version {
            "SSLv3" => &[SSL_3_0][..],
            "TLSv1" => &[SSL_3_0, TLS_1_0],
            "TLSv1.2" => &[TLS_1_2],
            "TLSv1.3" => &[TLS_1_3],
            other => panic!("{other}"),
        };
        assert!(versions.contains(&suite.min_version()), "{name}");
    }
    assert_eq!(count, 158);
}

/// The code points of suites for which something holds, in hexadecimal digits.
fn listed(holds: impl Fn(&CipherSuiteName) -> bool) -> String {
    let found = CIPHER_SUITES.iter().filter(|suite| holds(suite));
    let found: Vec<_> = found
        .map(|suite| format!("{:04x}", suite.code_point))
        .collect();
    found.join(" ")
}

#[test]
fn weak_suites_are_those_that_scanners_list() {
    assert_eq!(
        listed(|suite| suite.encryption.cipher == Cipher::Rc4),
        "0003 0004 0005 0017 0018 0020 0024 0028 002b 0060 0064 0065 0066 008a 008e 0092 c002 c007 c00c c011 c016 c033"
    );
    assert_eq!(
        listed(CipherSuiteName::is_null),
        "0000 0001 0002 002c 002d 002e 003b 0082 0083 00b0 00b1 00b4 00b5 00b8 00b9 c001 c006 c00b c010 c015 c039 c03a c03b \
         c0b4 c0b5 ff87"
    );
    assert_eq!(
        listed(CipherSuiteName::is_anonymous),
        "0000 0017 0018 0019 001a 001b 0034 003a 0046 006c 006d 0089 009b 00a6 00a7 00bf 00c5 c015 c016 c017 c018 c019 c046 \
         c047 c05a c05b c084 c085"
    );
    assert_eq!(
        listed(CipherSuiteName::is_export),
        "0003 0006 0008 000b 000e 0011 0014 0017 0019 0026 0027 0028 0029 002a 002b 0060 0061 0062 0063 0064 0065"
    );
    assert_eq!(
        listed(|suite| suite.is_export() && suite.is_static_rsa()),
        "0003 0006 0008 0060 0061 0062 0064"
    );
    assert_eq!(
        listed(|suite| suite.encryption.has_short_blocks()),
        "0006 0007 0008 0009 000a 000b 000c 000d 000e 000f 0010 0011 0012 0013 0014 0015 0016 0019 001a 001b 001e 001f 0021 \
         0022 0023 0025 0026 0027 0029 002a 0061 0062 0063 008b 008f 0093 c003 c008 c00d c012 c017 c01a c01b c01c c034 fefe \
         feff ffe0 ffe1"
    );
}

#[test]
fn keys_are_short_in_export_suites_and_in_those_with_des() {
    for suite in CIPHER_SUITES.iter().filter(|suite| !suite.is_null()) {
        let is_short = suite.bits() < 128;
        let is_single_des = suite.encryption.cipher == Cipher::Des;
        assert_eq!(
            is_short,
            suite.is_export() || is_single_des,
            "{}",
            suite.name
        );
        let is_triple_des = suite.encryption.cipher == Cipher::TripleDes;
        let strength = suite.encryption.strength();
        assert_eq!(strength != suite.bits(), is_triple_des, "{}", suite.name);
    }
}

#[test]
fn what_those_are_made_of_that_tls_parser_does_not_know() {
    for code_point in NOT_IN_TLS_PARSER {
        let suite = cipher_suite(*code_point).expect("is listed");
        let name = suite.name;
        assert_eq!(
            name.contains("GOSTR34"),
            suite.hash == SuiteHash::Gost,
            "{name}"
        );
        assert_eq!(name.contains("_NULL_"), suite.is_null(), "{name}");
        let (cipher, mode, key_exchange) = match name {
            _ if name.contains("_NULL_") => (Cipher::Null, Mode::Null, KeyExchange::Gost),
            _ if name.contains("_28147_") => (Cipher::Gost28147, Mode::Stream, KeyExchange::Gost),
            _ if name.contains("KUZNYECHIK_CTR") => {
                (Cipher::Kuznyechik, Mode::Stream, KeyExchange::Gost)
            }
            _ if name.contains("MAGMA_CTR") => (Cipher::Magma, Mode::Stream, KeyExchange::Gost),
            _ if name.contains("KUZNYECHIK_MGM") => {
                (Cipher::Kuznyechik, Mode::Mgm, KeyExchange::Any)
            }
            _ if name.contains("MAGMA_MGM") => (Cipher::Magma, Mode::Mgm, KeyExchange::Any),
            _ if name.contains("_ECDHE_") => (Cipher::ChaCha20, Mode::Poly1305, KeyExchange::Ecdhe),
            _ if name.contains("_DHE_") => (Cipher::ChaCha20, Mode::Poly1305, KeyExchange::Dhe),
            _ if name.contains("_3DES_") => (Cipher::TripleDes, Mode::Cbc, KeyExchange::Rsa),
            _ => (Cipher::Des, Mode::Cbc, KeyExchange::Rsa),
        };
        assert_eq!(suite.encryption.cipher, cipher, "{name}");
        assert_eq!(suite.encryption.mode, mode, "{name}");
        assert_eq!(suite.key_exchange, key_exchange, "{name}");
    }
}

#[test]
fn what_a_suite_is_made_of() {
    let suite = |name| CipherSuiteName::parse(name).expect(name);
    let old = suite("DES-CBC3-SHA");
    assert_eq!(old.name, "TLS_RSA_WITH_3DES_EDE_CBC_SHA");
    assert!(old.is_static_rsa() && !old.has_forward_secrecy() && !old.encryption.is_aead());
    assert_eq!((old.bits(), old.encryption.strength()), (168, 112));
    assert_eq!(old.encryption.block_bits(), Some(64));
    let new = suite("ECDHE-RSA-AES128-GCM-SHA256");
    assert!(!new.is_static_rsa() && new.has_forward_secrecy() && new.encryption.is_aead());
    assert_eq!(new.encryption.block_bits(), Some(128));
    assert!(!suite("TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256").has_forward_secrecy());
    assert!(suite("TLS_AES_128_GCM_SHA256").has_forward_secrecy());
    assert!(!suite("ADH-AES256-SHA").authentication.has_certificate());
    assert!(new.authentication.has_certificate());
    assert_eq!(
        suite("0xcc13").openssl_or_name(),
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256_OLD"
    );
}

#[test]
fn a_hello_asks_for_what_its_version_has() {
    let versions = [SSL_3_0, TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3];
    for (name, asked) in [
        ("AES128-SHA", &versions[..4]),
        ("EXP-RC4-MD5", &versions[..4]),
        ("IDEA-CBC-SHA", &versions[..4]),
        ("ECDHE-RSA-AES128-SHA", &versions[..4]),
        ("PSK-AES128-CBC-SHA256", &versions[1..4]),
        ("AES128-SHA256", &versions[3..4]),
        ("ECDHE-RSA-AES128-SHA256", &versions[3..4]),
        ("ECDHE-RSA-AES256-GCM-SHA384", &versions[3..4]),
        ("AES128-CCM8", &versions[3..4]),
        ("0xc102", &versions[3..4]),
        ("TLS_AES_128_GCM_SHA256", &versions[4..]),
        ("TLS_SHA256_SHA256", &versions[4..]),
        ("0xc103", &versions[4..]),
    ] {
        let suite = CipherSuiteName::parse(name).expect(name);
        let used = versions
            .iter()
            .filter(|version| suite.may_be_used_at(**version));
        assert_eq!(used.copied().collect::<Vec<_>>(), asked, "{name}");
    }
}

#[test]
fn what_can_be_negotiated_is_the_providers_in_its_order() {
    let provided = ALL_CIPHER_SUITES.iter().map(|suite| suite.suite());
    let listed: Vec<u16> = negotiable_cipher_suites()
        .map(|suite| suite.code_point)
        .collect();
    assert_eq!(listed, provided.clone().map(u16::from).collect::<Vec<_>>());
    for (suite, provided) in negotiable_cipher_suites().zip(provided) {
        assert!(suite.is_negotiable());
        // rustls puts the version into the names of the TLS 1.3 suites.
        let provided = provided
            .as_str()
            .expect("has a name")
            .replace("TLS13_", "TLS_");
        assert_eq!(suite.name, provided);
    }
    assert!(!cipher_suite(0x002f).expect("is listed").is_negotiable());
}

#[test]
fn every_name_and_the_code_point_are_found() {
    for suite in CIPHER_SUITES {
        let code_point = format!("{:#06x}", suite.code_point);
        for typed in suite.names().into_iter().chain([code_point.as_str()]) {
            assert_eq!(CipherSuiteName::parse(typed), Ok(suite));
        }
        assert_eq!(cipher_suite(suite.code_point), Some(suite));
    }
    for (older, newer) in [
        ("EDH-RSA-DES-CBC3-SHA", "DHE-RSA-DES-CBC3-SHA"),
        ("edh-dss-des-cbc3-sha", "DHE-DSS-DES-CBC3-SHA"),
        ("EXP-DHE-RSA-DES-CBC-SHA", "EXP-EDH-RSA-DES-CBC-SHA"),
    ] {
        let suite = CipherSuiteName::parse(older).expect(older);
        assert_eq!(suite.openssl, Some(newer));
    }
}
