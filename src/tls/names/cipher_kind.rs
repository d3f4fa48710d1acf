//! The cipher kinds of SSL 2.0, which are numbers of three octets.

use super::cipher_suite::{Cipher, Encryption, Mode, SuiteHash};

/// A **cipher kind** of SSL 2.0 and its names. Its key exchange is always RSA key transport.
#[derive(Debug, PartialEq, Eq)]
pub struct CipherKindName {
    /// The number on the wire, in the lower three octets.
    pub code_point: u32,
    /// The name in the specification of SSL 2.0.
    pub name: &'static str,
    /// The name that OpenSSL had for it; some of them name a cipher suite as well.
    pub openssl: Option<&'static str>,
    /// What encrypts, and with how much of the key kept secret.
    pub encryption: Encryption,
    /// The hash of the MAC.
    pub hash: SuiteHash,
}

impl CipherKindName {
    /// The number as it stands in a hello.
    pub fn octets(&self) -> [u8; 3] {
        let [_, first, second, third] = self.code_point.to_be_bytes();
        [first, second, third]
    }

    /// Weakened on purpose for the export rules of the 1990s.
    pub fn is_export(&self) -> bool {
        self.name.contains("_EXPORT40_")
    }
}

/// The cipher kind with these three octets.
pub fn cipher_kind(octets: [u8; 3]) -> Option<&'static CipherKindName> {
    CIPHER_KINDS.iter().find(|kind| kind.octets() == octets)
}

const fn row(
    code_point: u32,
    name: &'static str,
    openssl: Option<&'static str>,
    (cipher, mode, bits): (Cipher, Mode, u16),
    hash: SuiteHash,
) -> CipherKindName {
    CipherKindName {
        code_point,
        name,
        openssl,
        encryption: Encryption::new(cipher, mode, bits),
        hash,
    }
}

/// Every cipher kind of SSL 2.0, and the few that implementations added.
#[rustfmt::skip]
pub static CIPHER_KINDS: &[CipherKindName] = &[
    row(0x000000, "SSL_CK_NULL_WITH_MD5", Some("NULL-MD5"), (Cipher::Null, Mode::Null, 0), SuiteHash::Md5),
    row(0x010080, "SSL_CK_RC4_128_WITH_MD5", Some("RC4-MD5"), (Cipher::Rc4, Mode::Stream, 128), SuiteHash::Md5),
    row(0x020080, "SSL_CK_RC4_128_EXPORT40_WITH_MD5", Some("EXP-RC4-MD5"), (Cipher::Rc4, Mode::Stream, 40), SuiteHash::Md5),
    row(0x030080, "SSL_CK_RC2_128_CBC_WITH_MD5", Some("RC2-CBC-MD5"), (Cipher::Rc2, Mode::Cbc, 128), SuiteHash::Md5),
    row(0x040080, "SSL_CK_RC2_128_CBC_EXPORT40_WITH_MD5", Some("EXP-RC2-CBC-MD5"), (Cipher::Rc2, Mode::Cbc, 40), SuiteHash::Md5),
    row(0x050080, "SSL_CK_IDEA_128_CBC_WITH_MD5", Some("IDEA-CBC-MD5"), (Cipher::Idea, Mode::Cbc, 128), SuiteHash::Md5),
    row(0x060040, "SSL_CK_DES_64_CBC_WITH_MD5", Some("DES-CBC-MD5"), (Cipher::Des, Mode::Cbc, 56), SuiteHash::Md5),
    row(0x060140, "SSL_CK_DES_64_CBC_WITH_SHA", Some("DES-CBC-SHA"), (Cipher::Des, Mode::Cbc, 56), SuiteHash::Sha1),
    row(0x0700c0, "SSL_CK_DES_192_EDE3_CBC_WITH_MD5", Some("DES-CBC3-MD5"), (Cipher::TripleDes, Mode::Cbc, 168), SuiteHash::Md5),
    row(0x0701c0, "SSL_CK_DES_192_EDE3_CBC_WITH_SHA", Some("DES-CBC3-SHA"), (Cipher::TripleDes, Mode::Cbc, 168), SuiteHash::Sha1),
    row(0x080080, "SSL_CK_RC4_64_WITH_MD5", Some("RC4-64-MD5"), (Cipher::Rc4, Mode::Stream, 64), SuiteHash::Md5),
    row(0xff8000, "SSL_CK_DES_64_CFB64_WITH_MD5_1", Some("DES-CFB-M1"), (Cipher::Des, Mode::Cfb, 56), SuiteHash::Md5),
    row(0xff8010, "SSL_CK_NULL", Some("NULL"), (Cipher::Null, Mode::Null, 0), SuiteHash::Null),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn kinds_are_sorted_and_found_by_their_octets() {
        assert!(CIPHER_KINDS.is_sorted_by(|one, next| one.code_point < next.code_point));
        for kind in CIPHER_KINDS {
            assert_eq!(cipher_kind(kind.octets()), Some(kind));
        }
        let rc4 = cipher_kind([0x01, 0x00, 0x80]).expect("is listed");
        assert_eq!(rc4.name, "SSL_CK_RC4_128_WITH_MD5");
        assert_eq!(cipher_kind([0x01, 0x00, 0x81]), None);
    }

    #[test]
    fn the_names_say_what_the_columns_say() {
        let names: BTreeSet<_> = CIPHER_KINDS.iter().map(|kind| kind.name).collect();
        assert_eq!(names.len(), CIPHER_KINDS.len());
        for kind in CIPHER_KINDS {
            let name = kind.name;
            assert_eq!(kind.is_export(), kind.encryption.bits == 40, "{name}");
            assert_eq!(
                name.contains("CBC"),
                kind.encryption.mode == Mode::Cbc,
                "{name}"
            );
            assert_eq!(
                name.ends_with("SHA"),
                kind.hash == SuiteHash::Sha1,
                "{name}"
            );
            let cipher = match name.trim_start_matches("SSL_CK_").split('_').next() {
                Some("NULL") => Cipher::Null,
                Some("RC4") => Cipher::Rc4,
                Some("RC2") => Cipher::Rc2,
                Some("IDEA") => Cipher::Idea,
                Some("DES") if name.contains("EDE3") => Cipher::TripleDes,
                Some("DES") => Cipher::Des,
                _ => panic!("{name} begins with no cipher"),
            };
            assert_eq!(kind.encryption.cipher, cipher, "{name}");
        }
    }
}
