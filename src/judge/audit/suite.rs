//! What a cipher suite is made of, as far as the judgement asks for it.

use crate::tls::names::{
    Cipher, CipherKindName, CipherSuiteName, Encryption, KeyExchange, Mode, SSL_2_0, cipher_kind,
    cipher_suite,
};

/// A cipher suite, or a cipher kind of SSL 2.0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suite {
    /// A suite.
    Tls(&'static CipherSuiteName),
    /// A cipher kind of SSL 2.0.
    Ssl2(&'static CipherKindName),
    /// One that has no name.
    Unknown(u32),
}

/// What a suite may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Trait {
    /// It does not encrypt.
    Null,
    /// It was weakened for export.
    Export,
    /// Nobody is authenticated.
    Anonymous,
    /// It encrypts with RC4.
    Rc4,
    /// Its cipher works on blocks of 64 bits.
    SmallBlock,
    /// It encrypts in CBC mode.
    Cbc,
    /// It encrypts and authenticates in one.
    Aead,
    /// It offers less than 112 bits of security.
    Below112,
    /// It offers less than 128 bits of security.
    Below128,
    /// The key of the session travels under the RSA key of the certificate.
    StaticRsa,
    /// Diffie-Hellman with a key that stays, of either kind.
    StaticDh,
    /// Finite-field Diffie-Hellman with a key for each session.
    Dhe,
    /// Elliptic curves with a key for each session.
    Ecdhe,
    /// What was recorded can be read once the server's key is known.
    NoForwardSecrecy,
}

impl Trait {
    /// Every trait.
    pub const ALL: [Self; 14] = [
        Self::Null,
        Self::Export,
        Self::Anonymous,
        Self::Rc4,
        Self::SmallBlock,
        Self::Cbc,
        Self::Aead,
        Self::Below112,
        Self::Below128,
        Self::StaticRsa,
        Self::StaticDh,
        Self::Dhe,
        Self::Ecdhe,
        Self::NoForwardSecrecy,
    ];

    /// The word in profiles.
    pub fn word(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Export => "export",
            Self::Anonymous => "anonymous",
            Self::Rc4 => "rc4",
            Self::SmallBlock => "64-bit-block",
            Self::Cbc => "cbc",
            Self::Aead => "aead",
            Self::Below112 => "below-112-bits",
            Self::Below128 => "below-128-bits",
            Self::StaticRsa => "static-rsa",
            Self::StaticDh => "static-dh",
            Self::Dhe => "dhe",
            Self::Ecdhe => "ecdhe",
            Self::NoForwardSecrecy => "no-forward-secrecy",
        }
    }

    /// What suites of it are called.
    pub fn words(self) -> &'static str {
        match self {
            Self::Null => "suites without encryption (NULL)",
            Self::Export => "suites weakened for export",
            Self::Anonymous => "anonymous suites",
            Self::Rc4 => "suites with RC4",
            Self::SmallBlock => "suites with blocks of 64 bits",
            Self::Cbc => "suites in CBC mode",
            Self::Aead => "AEAD suites",
            Self::Below112 => "suites of less than 112 bits",
            Self::Below128 => "suites of less than 128 bits",
            Self::StaticRsa => "suites with static RSA",
            Self::StaticDh => "suites with static Diffie-Hellman",
            Self::Dhe => "suites with DHE",
            Self::Ecdhe => "suites with ECDHE",
            Self::NoForwardSecrecy => "suites without forward secrecy",
        }
    }
}

impl Suite {
    /// The suite with this code point at a version; at SSL 2.0 the cipher kind.
    pub fn of(version: u16, code_point: u32) -> Self {
        let [_, first, second, third] = code_point.to_be_bytes();
        let known = match (version, u16::try_from(code_point)) {
            (SSL_2_0, _) => cipher_kind([first, second, third]).map(Self::Ssl2),
            (_, Ok(number)) => cipher_suite(number).map(Self::Tls),
            (_, Err(_)) => None,
        };
        known.unwrap_or(Self::Unknown(code_point))
    }

    /// IANA's name; of SSL 2.0 its own.
    pub fn name(self) -> String {
        match self {
            Self::Tls(known) => known.name.to_owned(),
            Self::Ssl2(known) => known.name.to_owned(),
            Self::Unknown(number) => format!("0x{number:04x}"),
        }
    }

    /// OpenSSL's name, where it has one.
    pub fn openssl(self) -> Option<&'static str> {
        match self {
            Self::Tls(known) => known.openssl,
            Self::Ssl2(known) => known.openssl,
            Self::Unknown(_) => None,
        }
    }

    /// What encrypts.
    pub fn encryption(self) -> Option<Encryption> {
        match self {
            Self::Tls(known) => Some(known.encryption),
            Self::Ssl2(known) => Some(known.encryption),
            Self::Unknown(_) => None,
        }
    }

    /// How client and server come by a common secret.
    pub fn key_exchange(self) -> Option<KeyExchange> {
        match self {
            Self::Tls(known) => Some(known.key_exchange),
            Self::Ssl2(_) => Some(KeyExchange::Rsa),
            Self::Unknown(_) => None,
        }
    }

    /// Whether the server shows a certificate with it; of one that has no name nothing is known, and it counts as one that does.
    pub fn has_certificate(self) -> bool {
        match self {
            Self::Tls(known) => known.authentication.has_certificate(),
            Self::Ssl2(_) | Self::Unknown(_) => true,
        }
    }

    /// Whether it is of this kind; of one that has no name nothing is known.
    pub fn is(self, wanted: Trait) -> bool {
        let (Some(encryption), Some(exchange)) = (self.encryption(), self.key_exchange()) else {
            return false;
        };
        let is_export = match self {
            Self::Tls(known) => known.is_export(),
            Self::Ssl2(known) => known.is_export(),
            Self::Unknown(_) => false,
        };
        match wanted {
            Trait::Null => encryption.cipher == Cipher::Null,
            Trait::Export => is_export,
            Trait::Anonymous => matches!(self, Self::Tls(known) if known.is_anonymous()),
            Trait::Rc4 => encryption.cipher == Cipher::Rc4,
            Trait::SmallBlock => encryption.has_short_blocks(),
            Trait::Cbc => matches!(encryption.mode, Mode::Cbc | Mode::Cfb),
            Trait::Aead => encryption.is_aead(),
            Trait::Below112 => is_export || encryption.strength() < 112,
            Trait::Below128 => is_export || encryption.strength() < 128,
            Trait::StaticRsa => matches!(exchange, KeyExchange::Rsa | KeyExchange::RsaPsk),
            Trait::StaticDh => matches!(exchange, KeyExchange::Dh | KeyExchange::Ecdh),
            Trait::Dhe => matches!(exchange, KeyExchange::Dhe | KeyExchange::DhePsk),
            Trait::Ecdhe => matches!(exchange, KeyExchange::Ecdhe | KeyExchange::EcdhePsk),
            Trait::NoForwardSecrecy => !exchange.has_forward_secrecy(),
        }
    }
}
