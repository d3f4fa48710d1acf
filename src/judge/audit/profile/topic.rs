//! What a profile speaks of: the tables that its file may have. Where Mozilla's guidelines have a name for it, that one.

use crate::certificate::KeyAlgorithm;

/// What a rule is about: the name of a table in a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// The protocol versions.
    TlsVersions,
    /// The cipher suites.
    Ciphersuites,
    /// The groups of the key exchange that are named in the hello.
    TlsCurves,
    /// The finite-field groups of DHE up to TLS 1.2.
    Ffdhe,
    /// The digest by which the key exchange is signed.
    KeyExchangeHash,
    /// The kind of the certificate's key.
    CertificateTypes,
    /// The length of the certificate's RSA key.
    RsaKeySize,
    /// The curve of the certificate's ECDSA key.
    CertificateCurves,
    /// How the server's own certificate is signed.
    CertificateSignatures,
    /// How the certificates of CAs are signed, but for roots.
    ChainSignatures,
    /// How long the server's own certificate is valid.
    MaximumCertificateLifespan,
    /// The server decides which suite is taken, not the client.
    ServerPreferredOrder,
    /// Suites with forward secrecy are taken before others.
    ForwardSecrecyPreferred,
    /// Compression is taken.
    Compression,
    /// Secure renegotiation is known.
    SecureRenegotiation,
    /// A client may start a renegotiation.
    ClientRenegotiation,
    /// Extended master secret is taken up.
    ExtendedMasterSecret,
    /// Encrypt-then-MAC is taken up for suites in CBC mode.
    EncryptThenMac,
    /// Early data is allowed.
    EarlyData,
    /// Heartbeat is taken up.
    Heartbeat,
    /// A fallback to an older version is refused.
    FallbackScsv,
    /// A key of DHE is used for several sessions.
    DhKeyReuse,
    /// A client that sends no name is refused.
    ServerNameRequired,
    /// A name that the server has not is refused.
    UnknownServerNameRefused,
    /// A command in the clear is carried out inside TLS.
    CommandInjection,
    /// Something comes in the clear behind the reply to STARTTLS.
    PlaintextAfterStarttls,
    /// STARTTLS is offered inside TLS.
    StarttlsInsideTls,
    /// Mail is refused in the clear.
    TlsRequired,
    /// AUTH is offered in the clear.
    AuthInTheClear,
    /// REQUIRETLS is offered in the clear.
    RequiretlsInTheClear,
}

/// What the rules of a topic are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Numbers that the registry has names for.
    Named,
    /// Words of this list.
    Words(&'static [&'static str]),
    /// A number.
    Number,
    /// Yes or no.
    YesOrNo,
}

/// The digests that signatures are made with, and the algorithms by OpenSSL's names.
const SIGNATURES: &[&str] = &[
    "MD5",
    "SHA-1",
    "SHA-224",
    "SHA-256",
    "SHA-384",
    "SHA-512",
    "Ed25519",
    "Ed448",
    "ML-DSA",
    "md5WithRSAEncryption",
    "sha1WithRSAEncryption",
    "sha224WithRSAEncryption",
    "sha256WithRSAEncryption",
    "sha384WithRSAEncryption",
    "sha512WithRSAEncryption",
    "ecdsa-with-SHA1",
    "ecdsa-with-SHA224",
    "ecdsa-with-SHA256",
    "ecdsa-with-SHA384",
    "ecdsa-with-SHA512",
];
/// The curves of ECDSA keys.
const CURVES: &[&str] = &[
    "P-192",
    "P-224",
    "P-256",
    "P-384",
    "P-521",
    "secp256k1",
    "brainpoolP256r1",
    "brainpoolP384r1",
    "brainpoolP512r1",
];

impl Topic {
    /// Every topic, in the order in which verdicts are told.
    pub const ALL: [Self; 30] = [
        Self::TlsVersions,
        Self::Ciphersuites,
        Self::TlsCurves,
        Self::Ffdhe,
        Self::KeyExchangeHash,
        Self::CertificateTypes,
        Self::RsaKeySize,
        Self::CertificateCurves,
        Self::CertificateSignatures,
        Self::ChainSignatures,
        Self::MaximumCertificateLifespan,
        Self::ServerPreferredOrder,
        Self::ForwardSecrecyPreferred,
        Self::Compression,
        Self::SecureRenegotiation,
        Self::ClientRenegotiation,
        Self::ExtendedMasterSecret,
        Self::EncryptThenMac,
        Self::EarlyData,
        Self::Heartbeat,
        Self::FallbackScsv,
        Self::DhKeyReuse,
        Self::ServerNameRequired,
        Self::UnknownServerNameRefused,
        Self::CommandInjection,
        Self::PlaintextAfterStarttls,
        Self::StarttlsInsideTls,
        Self::TlsRequired,
        Self::AuthInTheClear,
        Self::RequiretlsInTheClear,
    ];

    /// The name of the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::TlsVersions => "tls_versions",
            Self::Ciphersuites => "ciphersuites",
            Self::TlsCurves => "tls_curves",
            Self::Ffdhe => "ffdhe",
            Self::KeyExchangeHash => "key_exchange_hash",
            Self::CertificateTypes => "certificate_types",
            Self::RsaKeySize => "rsa_key_size",
            Self::CertificateCurves => "certificate_curves",
            Self::CertificateSignatures => "certificate_signatures",
            Self::ChainSignatures => "chain_signatures",
            Self::MaximumCertificateLifespan => "maximum_certificate_lifespan",
            Self::ServerPreferredOrder => "server_preferred_order",
            Self::ForwardSecrecyPreferred => "forward_secrecy_preferred",
            Self::Compression => "compression",
            Self::SecureRenegotiation => "secure_renegotiation",
            Self::ClientRenegotiation => "client_renegotiation",
            Self::ExtendedMasterSecret => "extended_master_secret",
            Self::EncryptThenMac => "encrypt_then_mac",
            Self::EarlyData => "early_data",
            Self::Heartbeat => "heartbeat",
            Self::FallbackScsv => "fallback_scsv",
            Self::DhKeyReuse => "dh_key_reuse",
            Self::ServerNameRequired => "server_name_required",
            Self::UnknownServerNameRefused => "unknown_server_name_refused",
            Self::CommandInjection => "command_injection",
            Self::PlaintextAfterStarttls => "plaintext_after_starttls",
            Self::StarttlsInsideTls => "starttls_inside_tls",
            Self::TlsRequired => "tls_required",
            Self::AuthInTheClear => "auth_in_the_clear",
            Self::RequiretlsInTheClear => "requiretls_in_the_clear",
        }
    }

    /// What its rules are told apart by.
    pub(super) fn kind(self) -> Kind {
        match self {
            Self::TlsVersions | Self::Ciphersuites | Self::TlsCurves | Self::Ffdhe => Kind::Named,
            Self::KeyExchangeHash | Self::CertificateSignatures | Self::ChainSignatures => {
                Kind::Words(SIGNATURES)
            }
            Self::CertificateTypes => Kind::Words(&KeyAlgorithm::NAMES),
            Self::CertificateCurves => Kind::Words(CURVES),
            Self::RsaKeySize | Self::MaximumCertificateLifespan => Kind::Number,
            _ => Kind::YesOrNo,
        }
    }

    /// What it is in a sentence, where the answer is yes, and where it is no.
    pub(super) fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::ServerPreferredOrder => (
                "the server chooses the suite",
                "the client chooses the suite",
            ),
            Self::ForwardSecrecyPreferred => (
                "suites with forward secrecy are preferred",
                "suites without forward secrecy are taken where better ones are offered",
            ),
            Self::Compression => ("compression is taken", "no compression"),
            Self::SecureRenegotiation => ("secure renegotiation", "no secure renegotiation"),
            Self::ClientRenegotiation => (
                "a client may start a renegotiation",
                "no renegotiation that a client starts",
            ),
            Self::ExtendedMasterSecret => ("extended master secret", "no extended master secret"),
            Self::EncryptThenMac => ("encrypt-then-MAC", "no encrypt-then-MAC"),
            Self::EarlyData => ("early data is allowed", "no early data"),
            Self::Heartbeat => ("heartbeat is taken up", "no heartbeat"),
            Self::FallbackScsv => ("a fallback is refused", "a fallback is not noticed"),
            Self::DhKeyReuse => ("a DHE key is used again", "a new DHE key each time"),
            Self::ServerNameRequired => (
                "a client without a name is refused",
                "a client without a name is served",
            ),
            Self::UnknownServerNameRefused => (
                "an unknown server name is refused",
                "an unknown server name is served",
            ),
            Self::CommandInjection => (
                "a command in the clear is carried out inside TLS",
                "no command injection",
            ),
            Self::PlaintextAfterStarttls => (
                "octets in the clear behind the reply to STARTTLS",
                "nothing in the clear behind the reply to STARTTLS",
            ),
            Self::StarttlsInsideTls => (
                "STARTTLS is offered inside TLS",
                "STARTTLS is not offered inside TLS",
            ),
            Self::TlsRequired => ("mail in the clear is refused", "mail in the clear is taken"),
            Self::AuthInTheClear => (
                "AUTH is offered in the clear",
                "AUTH is not offered in the clear",
            ),
            Self::RequiretlsInTheClear => (
                "REQUIRETLS is offered in the clear",
                "REQUIRETLS is not offered in the clear",
            ),
            Self::TlsVersions => ("versions", "versions"),
            Self::Ciphersuites => ("cipher suites", "cipher suites"),
            Self::TlsCurves => ("groups", "groups"),
            Self::Ffdhe => ("groups of DHE", "groups of DHE"),
            Self::KeyExchangeHash => (
                "signatures over the key exchange",
                "signatures over the key exchange",
            ),
            Self::CertificateTypes => (
                "the kind of the certificate's key",
                "the kind of the certificate's key",
            ),
            Self::RsaKeySize => ("the length of the RSA key", "the length of the RSA key"),
            Self::CertificateCurves => ("the curve of the ECDSA key", "the curve of the ECDSA key"),
            Self::CertificateSignatures => (
                "the signature of the certificate",
                "the signature of the certificate",
            ),
            Self::ChainSignatures => ("the signatures of the chain", "the signatures of the chain"),
            Self::MaximumCertificateLifespan => (
                "how long the certificate is valid",
                "how long the certificate is valid",
            ),
        }
    }
}
