//! What a cipher suite is made of, as far as the judgement asks for it.

use tls_parser::TlsCipherSuite;

/// A cipher suite, or a cipher kind of SSL 2.0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Suite {
    /// IANA's name; of SSL 2.0 its own.
    pub(super) name: String,
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
    /// Both sides must share a secret beforehand.
    Psk,
    /// It is of TLS 1.3.
    Tls13,
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
        Self::Below112,
        Self::Below128,
        Self::StaticRsa,
        Self::StaticDh,
        Self::Dhe,
        Self::Ecdhe,
        Self::Psk,
        Self::Tls13,
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
            Self::Below112 => "below-112-bits",
            Self::Below128 => "below-128-bits",
            Self::StaticRsa => "static-rsa",
            Self::StaticDh => "static-dh",
            Self::Dhe => "dhe",
            Self::Ecdhe => "ecdhe",
            Self::Psk => "psk",
            Self::Tls13 => "tls-1.3",
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
            Self::Below112 => "suites of less than 112 bits",
            Self::Below128 => "suites of less than 128 bits",
            Self::StaticRsa => "suites with static RSA",
            Self::StaticDh => "suites with static Diffie-Hellman",
            Self::Dhe => "suites with DHE",
            Self::Ecdhe => "suites with ECDHE",
            Self::Psk => "suites with a shared secret",
            Self::Tls13 => "suites of TLS 1.3",
        }
    }
}

impl Suite {
    /// The suite with this code point; one that has no name is called by its number, and has no trait.
    pub(super) fn of(code_point: u32) -> Self {
        let name = match u16::try_from(code_point) {
            Ok(number) => TlsCipherSuite::from_id(number).map(|known| known.name.to_owned()),
            Err(_) => SSL2
                .iter()
                .find(|(kind, _)| *kind == code_point)
                .map(|(_, name)| (*name).to_owned()),
        };
        Self {
            name: name.unwrap_or_else(|| match code_point > 0xffff {
                true => format!("0x{code_point:06x}"),
                false => format!("0x{code_point:04x}"),
            }),
        }
    }

    /// Whether it is of this kind.
    pub(super) fn is(&self, wanted: Trait) -> bool {
        let name = self.name.as_str();
        if name.starts_with("0x") {
            return false;
        }
        let has = |part: &str| name.contains(part);
        let exchange = name.split("_WITH_").next().unwrap_or_default();
        let is_ssl2 = name.starts_with("SSL_CK");
        match wanted {
            Trait::Null => has("WITH_NULL") || has("TLS_SHA256_SHA256") || has("TLS_SHA384_SHA384"),
            Trait::Export => has("EXPORT"),
            Trait::Anonymous => has("_anon_") || has("WITH_NULL_NULL"),
            Trait::Rc4 => has("RC4"),
            Trait::SmallBlock => has("DES") || has("IDEA") || has("RC2") || has("28147_CNT"),
            Trait::Cbc => has("_CBC"),
            Trait::Below112 => {
                self.is(Trait::Null)
                    || has("_40")
                    || has("EXPORT")
                    || (has("_DES_") && !has("3DES"))
                    || has("DES_64")
                    || (has("RC4") && has("_56_"))
            }
            Trait::Below128 => self.is(Trait::Below112) || has("3DES") || has("DES_192"),
            Trait::StaticRsa => {
                is_ssl2
                    || exchange == "TLS_RSA"
                    || exchange == "TLS_RSA_EXPORT"
                    || exchange == "TLS_RSA_EXPORT1024"
            }
            Trait::StaticDh => ["TLS_DH_RSA", "TLS_DH_DSS", "TLS_ECDH_RSA", "TLS_ECDH_ECDSA"]
                .iter()
                .any(|prefix| exchange.starts_with(prefix)),
            Trait::Dhe => exchange.starts_with("TLS_DHE_") || exchange.starts_with("TLS_DH_anon"),
            Trait::Ecdhe => {
                exchange.starts_with("TLS_ECDHE_") || exchange.starts_with("TLS_ECDH_anon")
            }
            Trait::Psk => exchange.contains("PSK"),
            Trait::Tls13 => !is_ssl2 && !has("_WITH_") && !has("SCSV"),
        }
    }
}

/// The cipher kinds of SSL 2.0.
const SSL2: [(u32, &str); 7] = [
    (0x010080, "SSL_CK_RC4_128_WITH_MD5"),
    (0x020080, "SSL_CK_RC4_128_EXPORT40_WITH_MD5"),
    (0x030080, "SSL_CK_RC2_128_CBC_WITH_MD5"),
    (0x040080, "SSL_CK_RC2_128_CBC_EXPORT40_WITH_MD5"),
    (0x050080, "SSL_CK_IDEA_128_CBC_WITH_MD5"),
    (0x060040, "SSL_CK_DES_64_CBC_WITH_MD5"),
    (0x0700c0, "SSL_CK_DES_192_EDE3_CBC_WITH_MD5"),
];
