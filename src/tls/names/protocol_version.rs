//! The versions of TLS and of SSL before it.

use super::UnknownName;
use super::lookup::{Listed, by_code_point};

/// SSL 2.0 on the wire.
pub const SSL_2_0: u16 = 0x0002;

/// SSL 3.0 on the wire.
pub const SSL_3_0: u16 = 0x0300;

/// TLS 1.0 on the wire.
pub const TLS_1_0: u16 = 0x0301;

/// TLS 1.1 on the wire.
pub const TLS_1_1: u16 = 0x0302;

/// TLS 1.2 on the wire.
pub const TLS_1_2: u16 = 0x0303;

/// TLS 1.3 on the wire.
pub const TLS_1_3: u16 = 0x0304;

/// A **protocol version** and its names.
#[derive(Debug, PartialEq, Eq)]
pub struct ProtocolVersionName {
    /// The number on the wire.
    pub code_point: u16,
    /// The name in its standard.
    pub name: &'static str,
    /// The name that OpenSSL and Postfix print.
    pub postfix: &'static str,
    /// What else users type for it.
    pub aliases: &'static [&'static str],
}

impl ProtocolVersionName {
    /// Finds a version by name (`TLS 1.3`, `TLSv1.3`, `tls1.3`), by number (`1.3`) or by code point.
    pub fn parse(typed: &str) -> Result<&'static Self, UnknownName> {
        Self::find(typed)
    }
}

/// The version with this code point.
pub fn protocol_version(code_point: u16) -> Option<&'static ProtocolVersionName> {
    by_code_point(code_point)
}

impl Listed for ProtocolVersionName {
    const KIND: &'static str = "TLS version";

    fn all() -> &'static [Self] {
        PROTOCOL_VERSIONS
    }

    fn code_point(&self) -> u16 {
        self.code_point
    }

    fn names(&self) -> Vec<&'static str> {
        [&[self.name, self.postfix], self.aliases].concat()
    }
}

const fn row(
    code_point: u16,
    name: &'static str,
    postfix: &'static str,
    aliases: &'static [&'static str],
) -> ProtocolVersionName {
    ProtocolVersionName {
        code_point,
        name,
        postfix,
        aliases,
    }
}

/// Every version, oldest first.
pub static PROTOCOL_VERSIONS: &[ProtocolVersionName] = &[
    row(SSL_2_0, "SSL 2.0", "SSLv2", &["SSL 2"]),
    row(SSL_3_0, "SSL 3.0", "SSLv3", &["SSL 3"]),
    row(TLS_1_0, "TLS 1.0", "TLSv1", &["1.0", "TLSv1.0"]),
    row(TLS_1_1, "TLS 1.1", "TLSv1.1", &["1.1"]),
    row(TLS_1_2, "TLS 1.2", "TLSv1.2", &["1.2"]),
    row(TLS_1_3, "TLS 1.3", "TLSv1.3", &["1.3"]),
];

#[cfg(test)]
mod tests {
    use rustls::ProtocolVersion;

    use super::*;

    #[test]
    fn every_usual_spelling_is_found() {
        for typed in [
            "TLS 1.3", "TLSv1.3", "tls1.3", "tls1_3", "1.3", "TLSv1_3", "0x0304",
        ] {
            assert_eq!(
                ProtocolVersionName::parse(typed).map(|version| version.name),
                Ok("TLS 1.3")
            );
        }
        assert_eq!(
            ProtocolVersionName::parse("TLSv1").map(|version| version.name),
            Ok("TLS 1.0")
        );
        assert_eq!(
            ProtocolVersionName::parse("SSLv3").map(|version| version.name),
            Ok("SSL 3.0")
        );
    }

    #[test]
    fn versions_stand_in_the_order_of_their_numbers() {
        assert!(PROTOCOL_VERSIONS.is_sorted_by(|one, next| one.code_point < next.code_point));
    }

    #[test]
    fn every_version_of_rustls_is_there_but_those_for_datagrams() {
        for code_point in 0..=u16::MAX {
            let name = ProtocolVersion::from(code_point).as_str();
            let expected = name.is_some_and(|name| !name.starts_with("DTLS"));
            assert_eq!(
                protocol_version(code_point).is_some(),
                expected,
                "{code_point:#06x}"
            );
        }
    }
}
