//! The checks: one table of what is asked, why, and what a sending server would report where the answer is no.

use schemars::JsonSchema;

/// One question that smtls answers about an endpoint or a domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Check {
    /// The hosts for the target's mail can be found.
    Mx,
    /// The TCP connection.
    Connect,
    /// The greeting.
    Greeting,
    /// The first EHLO.
    FirstEhlo,
    /// STARTTLS.
    StartTls,
    /// The TLS handshake.
    Handshake,
    /// The client certificate.
    ClientCertificate,
    /// EHLO inside TLS.
    Ehlo,
    /// The form of the replies.
    Replies,
    /// The resumption of the TLS session.
    Resumption,
    /// The certification path.
    Path,
    /// The dates of the certificates.
    Validity,
    /// The names in the certificate.
    Names,
}

/// A failure in the words of a TLS report (RFC 8460 §4.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum ResultType {
    /// The server does not offer STARTTLS.
    #[schemars(rename = "starttls-not-supported")]
    StartTlsNotSupported,
    /// The certificate is not for the host's name.
    CertificateHostMismatch,
    /// The certificate has expired.
    CertificateExpired,
    /// The certificate's path leads to no trust anchor, or is faulty.
    CertificateNotTrusted,
    /// Any other failure of TLS.
    ValidationFailure,
}

impl ResultType {
    /// The word of RFC 8460 §4.3.
    pub fn word(self) -> &'static str {
        match self {
            Self::StartTlsNotSupported => "starttls-not-supported",
            Self::CertificateHostMismatch => "certificate-host-mismatch",
            Self::CertificateExpired => "certificate-expired",
            Self::CertificateNotTrusted => "certificate-not-trusted",
            Self::ValidationFailure => "validation-failure",
        }
    }
}

impl Check {
    /// Every check, in the order in which a session meets them.
    pub const ALL: [Self; 13] = [
        Self::Mx,
        Self::Connect,
        Self::Greeting,
        Self::FirstEhlo,
        Self::StartTls,
        Self::Handshake,
        Self::ClientCertificate,
        Self::Ehlo,
        Self::Replies,
        Self::Resumption,
        Self::Path,
        Self::Validity,
        Self::Names,
    ];

    /// The name that machines and manuals know it by.
    pub fn id(self) -> &'static str {
        self.row().0
    }

    /// The question as a statement that a pass confirms.
    pub fn sentence(self) -> &'static str {
        self.row().1
    }

    /// The standard that asks for it.
    pub fn reference(self) -> &'static str {
        self.row().2
    }

    fn row(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Mx => (
                "mx",
                "the hosts for the target's mail can be found in DNS",
                "RFC 5321 §5.1, RFC 7505",
            ),
            Self::Connect => (
                "connect",
                "the host accepts a TCP connection",
                "RFC 5321 §5.1",
            ),
            Self::Greeting => ("greeting", "the server greets with 220", "RFC 5321 §3.1"),
            Self::FirstEhlo => (
                "first-ehlo",
                "the server accepts EHLO, or else HELO",
                "RFC 5321 §3.2, §4.1.1.1",
            ),
            Self::StartTls => (
                "starttls",
                "STARTTLS is offered and accepted, with nothing in the clear after the 220",
                "RFC 3207 §4, §6",
            ),
            Self::Handshake => (
                "handshake",
                "the TLS handshake succeeds, at TLS 1.2 or 1.3",
                "RFC 9846, RFC 8996",
            ),
            Self::ClientCertificate => (
                "client-certificate",
                "the server does not refuse the session for want of a client certificate",
                "RFC 9846 §4.4.2",
            ),
            Self::Ehlo => (
                "ehlo",
                "the server accepts EHLO inside TLS and does not offer STARTTLS again",
                "RFC 3207 §4.2",
            ),
            Self::Replies => (
                "replies",
                "the server gives one reply to one command, in lines that end with CR LF",
                "RFC 5321 §2.3.8, §4.2",
            ),
            Self::Resumption => (
                "resumption",
                "a second connection resumes the TLS session of the first",
                "RFC 9846 §2.2, RFC 9325 §3.4",
            ),
            Self::Path => (
                "path",
                "the certificates lead to a trust anchor",
                "RFC 5280 §6",
            ),
            Self::Validity => (
                "validity",
                "the certificates are within their dates",
                "RFC 5280 §4.1.2.5",
            ),
            Self::Names => (
                "names",
                "the certificate is for the host's name",
                "RFC 9525 §6",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_kebab_case_words() {
        for (index, check) in Check::ALL.into_iter().enumerate() {
            assert!(
                check
                    .id()
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b == b'-'),
                "{}",
                check.id()
            );
            assert!(
                Check::ALL
                    .iter()
                    .skip(index + 1)
                    .all(|other| other.id() != check.id())
            );
        }
    }
}
