//! What a cipher suite is made of: key exchange, authentication, encryption and hash.

/// How client and server come by a **common secret**.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyExchange {
    /// The suite does not say: in TLS 1.3 the group decides (RFC 9846 §4.2.1).
    Any,
    /// None, which is how every session of TLS 1.2 and older begins.
    Null,
    /// RSA key transport: the client encrypts the secret with the certificate's key.
    Rsa,
    /// Diffie-Hellman with the key in the certificate.
    Dh,
    /// Diffie-Hellman with a fresh key, anonymous where nobody signs it.
    Dhe,
    /// Diffie-Hellman on an elliptic curve with the key in the certificate.
    Ecdh,
    /// Diffie-Hellman on an elliptic curve with a fresh key, anonymous where nobody signs it.
    Ecdhe,
    /// A key that both have from elsewhere.
    Psk,
    /// A pre-shared key and RSA key transport.
    RsaPsk,
    /// A pre-shared key and a fresh Diffie-Hellman key.
    DhePsk,
    /// A pre-shared key and a fresh Diffie-Hellman key on an elliptic curve.
    EcdhePsk,
    /// Kerberos.
    Krb5,
    /// A password by the Secure Remote Password protocol.
    Srp,
    /// A password and elliptic curves.
    EccPwd,
    /// GOST R 34.10, the key transport of the Russian standards.
    Gost,
}

impl KeyExchange {
    /// A recorded session stays closed to somebody who gets the server's long-term key later.
    pub fn has_forward_secrecy(self) -> bool {
        match self {
            Self::Any | Self::Dhe | Self::Ecdhe | Self::DhePsk | Self::EcdhePsk => true,
            Self::Srp | Self::EccPwd => true,
            Self::Null | Self::Rsa | Self::Dh | Self::Ecdh | Self::Psk | Self::RsaPsk => false,
            Self::Krb5 | Self::Gost => false,
        }
    }
}

/// How the server proves **who it is**.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Authentication {
    /// The suite does not say: in TLS 1.3 the certificate and the signature scheme decide.
    Any,
    /// Not at all.
    Anonymous,
    /// An RSA certificate; where the certificate holds a Diffie-Hellman key, one that RSA signed.
    Rsa,
    /// A DSA certificate, or one that DSA signed.
    Dss,
    /// An ECDSA certificate (with EdDSA keys as well), or one that ECDSA signed.
    Ecdsa,
    /// By knowing the pre-shared key.
    Psk,
    /// Kerberos.
    Krb5,
    /// By knowing the password's verifier.
    Srp,
    /// By knowing the password.
    EccPwd,
    /// A certificate of GOST R 34.10.
    Gost,
}

impl Authentication {
    /// The server sends a certificate.
    pub fn has_certificate(self) -> bool {
        matches!(
            self,
            Self::Any | Self::Rsa | Self::Dss | Self::Ecdsa | Self::Gost
        )
    }
}

/// The **hash** of the suite: of its HMAC, or, where the cipher is an AEAD, of the key derivation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SuiteHash {
    /// None.
    Null,
    /// MD5.
    Md5,
    /// SHA-1.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
    /// SM3, of the Chinese standards.
    Sm3,
    /// GOST R 34.11, or a MAC of the Russian standards.
    Gost,
}

/// What **encrypts**.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cipher {
    /// Nothing: everything goes in the clear.
    Null,
    /// RC4.
    Rc4,
    /// RC2.
    Rc2,
    /// DES.
    Des,
    /// Triple DES.
    TripleDes,
    /// IDEA.
    Idea,
    /// SEED.
    Seed,
    /// Camellia.
    Camellia,
    /// ARIA.
    Aria,
    /// AES.
    Aes,
    /// ChaCha20.
    ChaCha20,
    /// AEGIS.
    Aegis,
    /// SM4, of the Chinese standards.
    Sm4,
    /// GOST 28147-89.
    Gost28147,
    /// Kuznyechik, GOST R 34.12-2015 with blocks of 128 bits.
    Kuznyechik,
    /// Magma, GOST R 34.12-2015 with blocks of 64 bits.
    Magma,
}

/// How the cipher is **applied** to more than one block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// There is no cipher.
    Null,
    /// A stream cipher with an HMAC, or a block cipher as one.
    Stream,
    /// Cipher block chaining with an HMAC.
    Cbc,
    /// Cipher feedback, of SSL 2.0.
    Cfb,
    /// Galois/counter mode, an AEAD.
    Gcm,
    /// Counter with CBC-MAC, an AEAD.
    Ccm,
    /// CCM with a tag of eight octets.
    Ccm8,
    /// ChaCha20 with Poly1305, an AEAD.
    Poly1305,
    /// AEGIS is an AEAD of its own.
    Aegis,
    /// Multilinear Galois mode, an AEAD of the Russian standards.
    Mgm,
}

/// The **encryption** of a suite.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Encryption {
    /// What encrypts.
    pub cipher: Cipher,
    /// How it is applied.
    pub mode: Mode,
    /// The length of the key, in bits, as OpenSSL shows it: 168 for Triple DES.
    pub bits: u16,
}

impl Encryption {
    pub(in crate::tls::names) const fn new(cipher: Cipher, mode: Mode, bits: u16) -> Self {
        Self { cipher, mode, bits }
    }

    /// The work of the best attack on the key, in bits: that on Triple DES takes 112 and not 168. For RC4 and RC2 it is the
    /// length of the key, although they fall to less.
    pub fn strength(self) -> u16 {
        match self.cipher {
            Cipher::TripleDes => 112,
            _ => self.bits,
        }
    }

    /// The length of a block, in bits; nothing for a stream cipher.
    pub fn block_bits(self) -> Option<u16> {
        match self.cipher {
            Cipher::Null | Cipher::Rc4 | Cipher::ChaCha20 | Cipher::Aegis => None,
            Cipher::Rc2 | Cipher::Des | Cipher::TripleDes | Cipher::Idea => Some(64),
            Cipher::Gost28147 | Cipher::Magma => Some(64),
            Cipher::Seed | Cipher::Camellia | Cipher::Aria | Cipher::Aes => Some(128),
            Cipher::Sm4 | Cipher::Kuznyechik => Some(128),
        }
    }

    /// It encrypts and authenticates in one (authenticated encryption with additional data).
    pub fn is_aead(self) -> bool {
        match self.mode {
            Mode::Gcm | Mode::Ccm | Mode::Ccm8 | Mode::Poly1305 | Mode::Aegis | Mode::Mgm => true,
            Mode::Null | Mode::Stream | Mode::Cbc | Mode::Cfb => false,
        }
    }

    /// So many blocks under one key repeat themselves that what was sent can be guessed (SWEET32). The Russian ciphers change
    /// their key on the way.
    pub fn has_short_blocks(self) -> bool {
        self.block_bits() == Some(64) && !matches!(self.cipher, Cipher::Gost28147 | Cipher::Magma)
    }
}
