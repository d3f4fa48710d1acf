//! The weaknesses that are looked for: one table of what each is called, what it is, and who says so.

/// One weakness that a server may have, or one thing worth knowing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weakness {
    /// SSL 2.0.
    Drown,
    /// SSL 3.0 with CBC.
    Poodle,
    /// TLS 1.0 or 1.1.
    OldVersions,
    /// No version from TLS 1.2 on.
    NoModernVersion,
    /// No TLS 1.3.
    NoTls13,
    /// Suites that do not encrypt.
    NullEncryption,
    /// RSA weakened for export.
    Freak,
    /// DHE weakened for export, or with 1024 bits or less.
    Logjam,
    /// RC4.
    Rc4,
    /// Blocks of 64 bits.
    Sweet32,
    /// Nobody is authenticated.
    Anonymous,
    /// No forward secrecy.
    StaticKeyExchange,
    /// Padding of RSA that can be told apart.
    Robot,
    /// CBC up to TLS 1.0.
    Beast,
    /// CBC without encrypt-then-MAC.
    Lucky13,
    /// Compression.
    Crime,
    /// Renegotiation that is not bound to the session.
    InsecureRenegotiation,
    /// Renegotiation that the client starts.
    ClientRenegotiation,
    /// Keys that are not bound to the handshake.
    NoExtendedMasterSecret,
    /// Heartbeat.
    Heartbleed,
    /// Fallbacks that are not noticed.
    NoFallbackSignal,
    /// Downgrades that are not told.
    NoDowngradeSentinel,
    /// Signatures with SHA-1 or MD5 in the handshake.
    WeakSignature,
    /// A finite-field group of less than 2048 bits.
    WeakDh,
    /// A finite-field group that is no prime, or whose making nobody can check.
    CommonDh,
    /// A key of Diffie-Hellman that is used again.
    DhReuse,
    /// A certificate with a weak key or signature.
    WeakCertificate,
    /// A certificate whose time is over, or has not come.
    CertificateExpired,
    /// Another certificate without the server name.
    NameDependsOnSni,
    /// Clients without a server name are refused.
    NeedsServerName,
    /// Clients that send the server's own name are refused.
    RefusesOwnName,
    /// A server name that nobody has is taken, or refused.
    Alpaca,
    /// Early data.
    EarlyData,
    /// No post-quantum key exchange.
    NoPostQuantum,
    /// Choices that nobody had offered.
    ChoseUnoffered,
    /// Hellos of the right form that are refused.
    Intolerance,
    /// Commands in the clear that are carried out inside TLS.
    CommandInjection,
    /// Octets in the clear behind the reply to STARTTLS.
    PlaintextAfterReply,
    /// STARTTLS hidden on the way.
    MaskedStartTls,
    /// STARTTLS offered inside TLS.
    OfferedAgain,
    /// TLS demanded where it must not be, or not where it should be.
    TlsEnforcement,
    /// AUTH in the clear.
    AuthInTheClear,
    /// REQUIRETLS in the clear.
    RequireTlsInTheClear,
    /// What is offered changes with TLS.
    ChangedExtensions,
    /// Servers behind one address that differ.
    DifferentBackends,
}

impl Weakness {
    /// Every weakness, in the order in which they are told.
    pub const ALL: [Self; 45] = [
        Self::CommandInjection,
        Self::PlaintextAfterReply,
        Self::Drown,
        Self::Poodle,
        Self::NullEncryption,
        Self::Freak,
        Self::Logjam,
        Self::Rc4,
        Self::Sweet32,
        Self::Anonymous,
        Self::OldVersions,
        Self::NoModernVersion,
        Self::NoTls13,
        Self::StaticKeyExchange,
        Self::Robot,
        Self::Beast,
        Self::Lucky13,
        Self::Crime,
        Self::InsecureRenegotiation,
        Self::ClientRenegotiation,
        Self::NoExtendedMasterSecret,
        Self::Heartbleed,
        Self::NoFallbackSignal,
        Self::NoDowngradeSentinel,
        Self::WeakSignature,
        Self::WeakDh,
        Self::CommonDh,
        Self::DhReuse,
        Self::WeakCertificate,
        Self::CertificateExpired,
        Self::NameDependsOnSni,
        Self::NeedsServerName,
        Self::RefusesOwnName,
        Self::Alpaca,
        Self::EarlyData,
        Self::NoPostQuantum,
        Self::ChoseUnoffered,
        Self::Intolerance,
        Self::MaskedStartTls,
        Self::OfferedAgain,
        Self::TlsEnforcement,
        Self::AuthInTheClear,
        Self::RequireTlsInTheClear,
        Self::ChangedExtensions,
        Self::DifferentBackends,
    ];

    /// The name that machines and manuals know it by.
    pub fn id(self) -> &'static str {
        self.row().0
    }

    /// What it is, in a few words.
    pub fn title(self) -> &'static str {
        self.row().1
    }

    /// Who says so: standards, and the numbers under which it is known.
    pub fn reference(self) -> &'static str {
        self.row().2
    }

    #[rustfmt::skip]
    fn row(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::CommandInjection => ("command-injection", "a command in the clear is carried out inside TLS", "RFC 3207 §4.2, CVE-2011-0411"),
            Self::PlaintextAfterReply => ("plaintext-after-reply", "octets in the clear behind the reply to STARTTLS", "RFC 3207 §4.2, §6, CVE-2021-38371"),
            Self::Drown => ("drown", "SSL 2.0 (DROWN)", "RFC 6176, CVE-2016-0800"),
            Self::Poodle => ("poodle", "SSL 3.0 with CBC (POODLE)", "RFC 7568, CVE-2014-3566"),
            Self::NullEncryption => ("null-encryption", "TLS without encryption", "RFC 9325 §4.1"),
            Self::Freak => ("freak", "RSA weakened for export (FREAK)", "RFC 9325 §4.1, CVE-2015-0204"),
            Self::Logjam => ("logjam", "DHE with 1024 bits or less, or weakened for export (Logjam)", "RFC 9325 §4.5, CVE-2015-4000"),
            Self::Rc4 => ("rc4", "RC4", "RFC 7465, CVE-2013-2566, CVE-2015-2808"),
            Self::Sweet32 => ("sweet32", "ciphers with blocks of 64 bits (SWEET32)", "RFC 9325 §4.1, CVE-2016-2183"),
            Self::Anonymous => ("anonymous", "TLS without a certificate", "RFC 7672 §8.2"),
            Self::OldVersions => ("old-versions", "TLS 1.0 or 1.1", "RFC 8996"),
            Self::NoModernVersion => ("no-modern-version", "neither TLS 1.2 nor 1.3", "RFC 9325 §3.1.1"),
            Self::NoTls13 => ("no-tls13", "TLS 1.3 is missing", "RFC 9325 §3.1.1"),
            Self::StaticKeyExchange => ("no-forward-secrecy", "suites without forward secrecy", "RFC 9325 §4.1"),
            Self::Robot => ("robot", "RSA padding that can be told apart (ROBOT)", "CVE-2017-13099"),
            Self::Beast => ("beast", "CBC up to TLS 1.0 (BEAST)", "RFC 8996, CVE-2011-3389"),
            Self::Lucky13 => ("lucky13", "CBC without encrypt-then-MAC (Lucky 13)", "RFC 9325 §4.2, RFC 7366, CVE-2013-0169"),
            Self::Crime => ("crime", "compression (CRIME)", "RFC 9325 §3.3, CVE-2012-4929"),
            Self::InsecureRenegotiation => ("insecure-renegotiation", "no secure renegotiation", "RFC 5746 §3, RFC 9325 §3.5, CVE-2009-3555"),
            Self::ClientRenegotiation => ("client-renegotiation", "renegotiation that the client starts", "RFC 9325 §3.5"),
            Self::NoExtendedMasterSecret => ("no-extended-master-secret", "no extended master secret", "RFC 9325 §3.5"),
            Self::Heartbleed => ("heartbleed", "heartbeat (Heartbleed)", "RFC 6520, CVE-2014-0160"),
            Self::NoFallbackSignal => ("no-fallback-signal", "fallbacks to an older version are not noticed", "RFC 7507"),
            Self::NoDowngradeSentinel => ("no-downgrade-sentinel", "no sign against downgrades in TLS 1.2", "RFC 9846 §4.2.3"),
            Self::WeakSignature => ("weak-signature", "handshakes signed with SHA-1 or MD5", "RFC 9155, RFC 9325 §4.5"),
            Self::WeakDh => ("weak-dh", "DHE with less than 2048 bits", "RFC 9325 §4.5"),
            Self::CommonDh => ("common-dh", "a DHE group of doubtful origin", "RFC 7919, RFC 9325 §4.1"),
            Self::DhReuse => ("dh-reuse", "a DHE key that is used again", "RFC 9325 §7.4, CVE-2020-1968"),
            Self::WeakCertificate => ("weak-certificate", "a certificate with a weak key or signature", "RFC 9325 §4.5"),
            Self::CertificateExpired => ("certificate-expired", "a certificate that has expired, or is not valid yet", "RFC 5280 §4.1.2.5"),
            Self::NameDependsOnSni => ("certificate-by-name", "another certificate for clients that send no name", "RFC 7672 §8.1, RFC 6066 §3"),
            Self::NeedsServerName => ("server-name-required", "clients that send no name are refused", "RFC 7672 §8.1"),
            Self::RefusesOwnName => ("own-server-name-refused", "clients that send the server's own name are refused", "RFC 7672 §8.1, RFC 6066 §3"),
            Self::Alpaca => ("unknown-server-name", "whether a server name that is not known is refused (ALPACA)", "RFC 9325 §3.7, RFC 7672 §8.1"),
            Self::EarlyData => ("early-data", "early data (0-RTT)", "RFC 9325 §3.10, RFC 9846 §8"),
            Self::NoPostQuantum => ("no-post-quantum", "no key exchange that withstands quantum computers", "no standard demands it"),
            Self::ChoseUnoffered => ("chose-unoffered", "choices that nobody had offered", "RFC 9846 §4.2.3"),
            Self::Intolerance => ("intolerance", "hellos of the right form that are refused", "RFC 9846 §4.2.2, RFC 8701"),
            Self::MaskedStartTls => ("masked-starttls", "STARTTLS is hidden, and works", "RFC 3207 §6"),
            Self::OfferedAgain => ("starttls-inside-tls", "STARTTLS is offered or taken inside TLS", "RFC 3207 §4.2"),
            Self::TlsEnforcement => ("tls-enforcement", "whether mail is taken in the clear", "RFC 3207 §4, RFC 8314 §4.1"),
            Self::AuthInTheClear => ("auth-in-the-clear", "AUTH is offered in the clear", "RFC 8314 §4.1, RFC 4954 §9"),
            Self::RequireTlsInTheClear => ("requiretls-in-the-clear", "REQUIRETLS is offered in the clear", "RFC 8689 §2"),
            Self::ChangedExtensions => ("changed-extensions", "what is offered changes with TLS", "RFC 3207 §4.2"),
            Self::DifferentBackends => ("different-backends", "servers behind one address that differ", "RFC 9325 §3.9"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_kebab_case_words_and_every_row_is_listed() {
        for (index, weakness) in Weakness::ALL.into_iter().enumerate() {
            let id = weakness.id();
            let is_word = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
            assert!(id.bytes().all(is_word), "{id}");
            let mut others = Weakness::ALL.iter().skip(index + 1);
            assert!(others.all(|other| other.id() != id), "{id}");
        }
        // The last of the enumeration has the highest number: none is missing.
        let last = Weakness::DifferentBackends as usize;
        assert_eq!(Weakness::ALL.len(), last + 1);
    }
}
