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
    /// XCLIENT, where the client was to speak for another.
    Xclient,
    /// EHLO inside TLS.
    Ehlo,
    /// AUTH, where the client was to authenticate.
    Auth,
    /// MAIL, in a transaction or where it was tried.
    Mail,
    /// The end of a session that was held by hand.
    Session,
    /// RCPT, in a transaction.
    Rcpt,
    /// The message of a transaction.
    Data,
    /// What a submission port offers.
    Submission,
    /// What the server offers by EHLO.
    Extensions,
    /// By what name the server goes.
    Identity,
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
    /// Revocation.
    Revocation,
    /// The pins that the user gave.
    Pin,
    /// DNSSEC.
    Dnssec,
    /// The TLSA records.
    Dane,
    /// The domain's MTA-STS policy.
    MtaSts,
    /// The domain's wish for TLS reports.
    TlsRpt,
    /// REQUIRETLS.
    RequireTls,
    /// What the domain promises of its hosts.
    Promise,
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
    /// A TLSA record cannot be used.
    TlsaInvalid,
    /// What arrived of DNSSEC contradicts the chain of trust.
    DnssecInvalid,
    /// DANE was demanded, and there is none.
    DaneRequired,
    /// The MTA-STS policy cannot be fetched.
    StsPolicyFetchError,
    /// The MTA-STS policy is not well-formed.
    StsPolicyInvalid,
    /// The policy host's certificate does not verify.
    StsWebpkiInvalid,
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
            Self::TlsaInvalid => "tlsa-invalid",
            Self::DnssecInvalid => "dnssec-invalid",
            Self::DaneRequired => "dane-required",
            Self::StsPolicyFetchError => "sts-policy-fetch-error",
            Self::StsPolicyInvalid => "sts-policy-invalid",
            Self::StsWebpkiInvalid => "sts-webpki-invalid",
        }
    }
}

impl Check {
    /// Every check, in the order in which a session meets them.
    pub const ALL: [Self; 30] = [
        Self::Mx,
        Self::Connect,
        Self::Greeting,
        Self::FirstEhlo,
        Self::StartTls,
        Self::Handshake,
        Self::ClientCertificate,
        Self::Xclient,
        Self::Ehlo,
        Self::Auth,
        Self::Mail,
        Self::Session,
        Self::Rcpt,
        Self::Data,
        Self::Submission,
        Self::Extensions,
        Self::Identity,
        Self::Replies,
        Self::Resumption,
        Self::Path,
        Self::Validity,
        Self::Names,
        Self::Revocation,
        Self::Pin,
        Self::Dnssec,
        Self::Dane,
        Self::MtaSts,
        Self::TlsRpt,
        Self::RequireTls,
        Self::Promise,
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
                "the hosts for the target's mail can be found in DNS, by MX or by SRV records",
                "RFC 5321 §5.1, RFC 7505, RFC 6186",
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
            Self::Xclient => (
                "xclient",
                "the server lets the client speak for another; only where --xclient asks for that",
                "no standard; Postfix's XCLIENT_README",
            ),
            Self::Ehlo => (
                "ehlo",
                "the server accepts EHLO inside TLS and does not offer STARTTLS again",
                "RFC 3207 §4.2",
            ),
            Self::Auth => (
                "auth",
                "the server accepts who the client says that it is; only where --auth asks for that",
                "RFC 4954 §4, §6, §14",
            ),
            Self::Mail => (
                "mail",
                "MAIL is accepted in a transaction (--from, --to); where it is only tried, it is taken or refused as the port and TLS ask for",
                "RFC 5321 §4.1.1.2, RFC 3207 §4, §4.2, RFC 6409 §4.3",
            ),
            Self::Rcpt => (
                "rcpt",
                "every recipient is accepted; only where --to names some",
                "RFC 5321 §4.1.1.3",
            ),
            Self::Data => (
                "data",
                "the message is accepted, by LMTP for every recipient; only where --data hands one in",
                "RFC 5321 §4.1.1.4, RFC 3030 §2, RFC 2033 §4.2",
            ),
            Self::Session => (
                "session",
                "the server keeps the connection until the client ends it; only in a shell",
                "RFC 5321 §3.8, §4.1.1.10",
            ),
            Self::Submission => (
                "submission",
                "a submission port offers inside TLS what mail clients need, and only that",
                "RFC 6409 §7, RFC 8314 §3.3, §4.2",
            ),
            Self::Extensions => (
                "extensions",
                "what the server offers by EHLO is well-formed, and nothing that only some should use",
                "RFC 5321 §4.1.1.1, RFC 1870 §3, RFC 4954 §9",
            ),
            Self::Identity => (
                "identity",
                "the server goes by one name, and the client has one",
                "RFC 5321 §4.1.4, §4.2",
            ),
            Self::Replies => (
                "replies",
                "the server gives one reply to one command, in lines and codes of the right form",
                "RFC 5321 §2.3.8, §4.2, RFC 2034 §4",
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
            Self::Revocation => (
                "revocation",
                "neither the server's staple nor the lists that were given say that a certificate is revoked",
                "RFC 5280 §6.3, RFC 6960, RFC 7633",
            ),
            Self::Pin => (
                "pin",
                "the certificate or its key is the one that was pinned",
                "no standard; as asked by --pin",
            ),
            Self::Dnssec => (
                "dnssec",
                "DNSSEC vouches for the records that lead to the host",
                "RFC 4035 §4.3, RFC 7672 §2.1",
            ),
            Self::Dane => (
                "dane",
                "the server is the one that the TLSA records in DNS speak of",
                "RFC 7672 §2.2, §3, RFC 7671, RFC 6698",
            ),
            Self::MtaSts => (
                "mta-sts",
                "the domain's MTA-STS policy can be had and is obeyed",
                "RFC 8461 §3, §4, §5",
            ),
            Self::TlsRpt => (
                "tlsrpt",
                "the domain says where reports on TLS are to go",
                "RFC 8460 §3",
            ),
            Self::RequireTls => (
                "requiretls",
                "a message that requires TLS all the way can be handed over",
                "RFC 8689 §2, §4.2.1",
            ),
            Self::Promise => (
                "promise",
                "DANE or an MTA-STS policy in force authenticates the host; only at --level secure",
                "RFC 7672 §2.2, RFC 8461 §5",
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
