//! How well suites protect what is sent, for putting the strongest first.

use super::suite::Suite;
use crate::tls::names::{Mode, SuiteHash};

/// How a suite protects what is sent, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Protection {
    /// An AEAD: Galois/counter mode, ChaCha20 with Poly1305 and the like.
    Aead,
    /// Counter with CBC-MAC, an AEAD that few have.
    Ccm,
    /// The same with a tag of eight octets.
    ShortTag,
    /// CBC with an HMAC of SHA-256 or longer.
    Cbc,
    /// CBC with an HMAC of SHA-1 or MD5.
    CbcSha1,
    /// A stream cipher with an HMAC, or none at all.
    Other,
}

impl Protection {
    /// That of a suite; of one without a name nothing is known.
    pub fn of(suite: Suite) -> Self {
        let (mode, hash) = match suite {
            Suite::Tls(known) => (known.encryption.mode, known.hash),
            Suite::Ssl2(known) => (known.encryption.mode, known.hash),
            Suite::Unknown(_) => return Self::Other,
        };
        match mode {
            Mode::Gcm | Mode::Poly1305 | Mode::Aegis | Mode::Mgm => Self::Aead,
            Mode::Ccm => Self::Ccm,
            Mode::Ccm8 => Self::ShortTag,
            Mode::Cbc | Mode::Cfb => match hash {
                SuiteHash::Null | SuiteHash::Md5 | SuiteHash::Sha1 => Self::CbcSha1,
                SuiteHash::Sha256 | SuiteHash::Sha384 | SuiteHash::Sha512 => Self::Cbc,
                SuiteHash::Sm3 | SuiteHash::Gost => Self::Cbc,
            },
            Mode::Null | Mode::Stream => Self::Other,
        }
    }
}
