//! Every cipher suite from SSL 3.0 to TLS 1.3, by IANA's and by OpenSSL's names.

mod attributes;
mod table;
#[cfg(test)]
mod tests;

pub use attributes::{Authentication, Cipher, Encryption, KeyExchange, Mode, SuiteHash};
pub use table::CIPHER_SUITES;

use super::UnknownName;
use super::lookup::{Listed, by_code_point};
use super::protocol_version::{SSL_3_0, TLS_1_0, TLS_1_2, TLS_1_3};

/// Not a suite: in the list of suites it says that the client knows secure renegotiation (RFC 5746 §3.3).
pub const EMPTY_RENEGOTIATION_INFO_SCSV: u16 = 0x00ff;

/// Not a suite: in the list of suites it says that the client tries again with a lower version than it can.
pub const FALLBACK_SCSV: u16 = 0x5600;

/// The suites that smtls can negotiate, in the order in which it offers them.
const NEGOTIABLE: [u16; 9] = [
    0x1302, 0x1301, 0x1303, 0xc02c, 0xc02b, 0xcca9, 0xc030, 0xc02f, 0xcca8,
];

/// A **cipher suite**, its names, and what it is made of.
#[derive(Debug, PartialEq, Eq)]
pub struct CipherSuiteName {
    /// The number on the wire.
    pub code_point: u16,
    /// IANA's name; for the few that were never registered, the name that their inventors gave them.
    pub name: &'static str,
    /// OpenSSL's name, the same as IANA's for TLS 1.3; nothing where OpenSSL never had one.
    pub openssl: Option<&'static str>,
    /// How client and server come by a common secret.
    pub key_exchange: KeyExchange,
    /// How the server proves who it is.
    pub authentication: Authentication,
    /// What encrypts, and with how long a key.
    pub encryption: Encryption,
    /// The hash of the HMAC or, where the cipher is an AEAD, of the key derivation.
    pub hash: SuiteHash,
}

impl CipherSuiteName {
    /// Finds a suite by either name or by its code point; OpenSSL's older `EDH` counts as its `DHE`.
    pub fn parse(typed: &str) -> Result<&'static Self, UnknownName> {
        let typed_otherwise = |from, to| Self::find(&typed.to_uppercase().replace(from, to));
        Self::find(typed).or_else(|unknown| {
            typed_otherwise("EDH-", "DHE-")
                .or_else(|_| typed_otherwise("DHE-", "EDH-"))
                .map_err(|_| unknown)
        })
    }

    /// Finds one of the suites that smtls can negotiate.
    pub fn parse_negotiable(typed: &str) -> Result<&'static Self, UnknownName> {
        Self::find_among(typed, negotiable_cipher_suites())
    }

    /// OpenSSL's name, and where it has none IANA's.
    pub fn openssl_or_name(&self) -> &'static str {
        self.openssl.unwrap_or(self.name)
    }

    /// smtls can negotiate it, and not only read what a server answers to it.
    pub fn is_negotiable(&self) -> bool {
        NEGOTIABLE.contains(&self.code_point)
    }

    /// The length of the key of the cipher, in bits, as OpenSSL shows it.
    pub fn bits(&self) -> u16 {
        self.encryption.bits
    }

    /// Weakened on purpose for the export rules of the 1990s: 40 or 56 bits, and RSA or DH keys of 512 or 1024.
    pub fn is_export(&self) -> bool {
        self.name.contains("_EXPORT")
    }

    /// The server does not prove who it is.
    pub fn is_anonymous(&self) -> bool {
        self.authentication == Authentication::Anonymous
    }

    /// Nothing is encrypted.
    pub fn is_null(&self) -> bool {
        self.encryption.cipher == Cipher::Null
    }

    /// A recorded session stays closed to somebody who gets the server's long-term key later.
    pub fn has_forward_secrecy(&self) -> bool {
        self.key_exchange.has_forward_secrecy()
    }

    /// RSA key transport, with or without a pre-shared key.
    pub fn is_static_rsa(&self) -> bool {
        matches!(self.key_exchange, KeyExchange::Rsa | KeyExchange::RsaPsk)
    }

    /// The oldest protocol version that it may be used with, by its number on the wire. AEADs and hashes from SHA-256 on came
    /// with TLS 1.2; those with a pre-shared key and CBC are used from TLS 1.0 on.
    pub fn min_version(&self) -> u16 {
        let has_new_hash = matches!(self.hash, SuiteHash::Sha256 | SuiteHash::Sha384);
        match self.key_exchange {
            KeyExchange::Any => TLS_1_3,
            _ if self.encryption.is_aead() => TLS_1_2,
            KeyExchange::Gost if self.code_point >> 8 == 0xc1 => TLS_1_2,
            KeyExchange::Psk
            | KeyExchange::RsaPsk
            | KeyExchange::DhePsk
            | KeyExchange::EcdhePsk
                if has_new_hash =>
            {
                TLS_1_0
            }
            _ if has_new_hash => TLS_1_2,
            _ => SSL_3_0,
        }
    }

    /// The newest protocol version that it may be used with. Export suites, DES and IDEA ended with TLS 1.1, but servers are
    /// known to accept them in TLS 1.2 as well.
    pub fn max_version(&self) -> u16 {
        match self.key_exchange {
            KeyExchange::Any => TLS_1_3,
            _ => TLS_1_2,
        }
    }

    /// A hello of this version, by its number on the wire, asks for it sensibly.
    pub fn may_be_used_at(&self, version: u16) -> bool {
        (self.min_version()..=self.max_version()).contains(&version)
    }
}

/// The suite with this code point.
pub fn cipher_suite(code_point: u16) -> Option<&'static CipherSuiteName> {
    by_code_point(code_point)
}

/// The suites that smtls can negotiate, in the order in which it offers them.
pub fn negotiable_cipher_suites() -> impl Iterator<Item = &'static CipherSuiteName> + Clone {
    NEGOTIABLE.into_iter().filter_map(cipher_suite)
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
        std::iter::once(self.name).chain(self.openssl).collect()
    }
}
