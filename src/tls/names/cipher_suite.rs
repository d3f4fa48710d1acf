//! The cipher suites that smtls can negotiate, by IANA's and by OpenSSL's names.

use super::UnknownName;
use super::lookup::Listed;

/// A **cipher suite** and its names.
#[derive(Debug, PartialEq, Eq)]
pub struct CipherSuiteName {
    /// The number on the wire.
    pub code_point: u16,
    /// IANA's name.
    pub name: &'static str,
    /// OpenSSL's name, the same as IANA's for TLS 1.3.
    pub openssl: &'static str,
    /// The length of the key of the cipher, in bits.
    pub bits: u16,
}

impl CipherSuiteName {
    /// Finds a suite by either name or by its code point.
    pub fn parse(typed: &str) -> Result<&'static Self, UnknownName> {
        Self::find(typed)
    }
}

/// The suite with this code point.
pub fn cipher_suite(code_point: u16) -> Option<&'static CipherSuiteName> {
    CIPHER_SUITES
        .iter()
        .find(|suite| suite.code_point == code_point)
}

impl Listed for CipherSuiteName {
    const KIND: &'static str = "cipher suite";

    fn all() -> &'static [Self] {
        CIPHER_SUITES
    }

    fn code_point(&self) -> u16 {
        self.code_point
    }

    fn names(&self) -> Vec<&'static str> {
        vec![self.name, self.openssl]
    }
}

const fn row(
    code_point: u16,
    name: &'static str,
    openssl: &'static str,
    bits: u16,
) -> CipherSuiteName {
    CipherSuiteName {
        code_point,
        name,
        openssl,
        bits,
    }
}

/// Every suite that smtls can negotiate, in the order in which it offers them.
#[rustfmt::skip]
pub static CIPHER_SUITES: &[CipherSuiteName] = &[
    row(0x1302, "TLS_AES_256_GCM_SHA384", "TLS_AES_256_GCM_SHA384", 256),
    row(0x1301, "TLS_AES_128_GCM_SHA256", "TLS_AES_128_GCM_SHA256", 128),
    row(0x1303, "TLS_CHACHA20_POLY1305_SHA256", "TLS_CHACHA20_POLY1305_SHA256", 256),
    row(0xc02c, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "ECDHE-ECDSA-AES256-GCM-SHA384", 256),
    row(0xc02b, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "ECDHE-ECDSA-AES128-GCM-SHA256", 128),
    row(0xcca9, "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", "ECDHE-ECDSA-CHACHA20-POLY1305", 256),
    row(0xc030, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "ECDHE-RSA-AES256-GCM-SHA384", 256),
    row(0xc02f, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "ECDHE-RSA-AES128-GCM-SHA256", 128),
    row(0xcca8, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "ECDHE-RSA-CHACHA20-POLY1305", 256),
];

#[cfg(test)]
mod tests {
    use rustls::crypto::aws_lc_rs::ALL_CIPHER_SUITES;

    use super::*;

    #[test]
    fn the_table_is_the_providers_in_its_order() {
        let provided = ALL_CIPHER_SUITES.iter().map(|suite| suite.suite());
        let listed: Vec<u16> = CIPHER_SUITES.iter().map(|suite| suite.code_point).collect();
        assert_eq!(listed, provided.clone().map(u16::from).collect::<Vec<_>>());
        for (suite, provided) in CIPHER_SUITES.iter().zip(provided) {
            // rustls puts the version into the names of the TLS 1.3 suites.
            let provided = provided
                .as_str()
                .expect("has a name")
                .replace("TLS13_", "TLS_");
            assert_eq!(suite.name, provided);
        }
    }

    #[test]
    fn both_names_and_the_code_point_are_found() {
        for suite in CIPHER_SUITES {
            for typed in [
                suite.name,
                suite.openssl,
                &format!("{:#06x}", suite.code_point),
            ] {
                assert_eq!(CipherSuiteName::parse(typed), Ok(suite));
            }
            assert_eq!(cipher_suite(suite.code_point), Some(suite));
        }
    }
}
