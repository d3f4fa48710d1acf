//! Settings of Postfix, on either side, as a fix names them. `>=` is known from Postfix 3.6 on.

/// The server's own versions, as every server is to have them.
pub(super) const SERVER: &str = "in Postfix: smtpd_tls_protocols = >=TLSv1.2, and smtpd_tls_mandatory_protocols where the port demands \
                                 TLS; before Postfix 3.6: !SSLv2, !SSLv3, !TLSv1, !TLSv1.1";

/// The versions that a sender offers, as a list for `smtp_tls_protocols`, and the same for Postfix before 3.6.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sender {
    /// TLS 1.0 and newer.
    Tls10,
    /// The same without TLS 1.3.
    Tls10Old,
    /// TLS 1.1 and newer.
    Tls11,
    /// The same without TLS 1.3.
    Tls11Old,
    /// TLS 1.2 and newer.
    Tls12,
    /// TLS 1.2 alone.
    Tls12Old,
}

impl Sender {
    /// In a policy the list has colons, for commas end its words; the level is the postmaster's, who may demand a certificate.
    pub(super) fn words(self) -> String {
        let (list, before) = self.lists();
        // What is older than TLS 1.2 mostly comes with suites that are no longer "high".
        let ciphers = match self {
            Self::Tls12 | Self::Tls12Old => "",
            _ => " ciphers=medium",
        };
        let (policy, policy_before) = (list.replace(", ", ":"), before.replace(", ", ":"));
        format!(
            "in Postfix, for this destination alone: in smtp_tls_policy_maps, at the nexthop (the domain, or the relayhost as it is \
             written), keep the level that stands there, or take may where none does, and add protocols={policy}{ciphers}; for all: \
             smtp_tls_protocols = {list}, and smtp_tls_mandatory_protocols where TLS is demanded; before Postfix 3.6: {before}, in a \
             policy {policy_before}"
        )
    }

    fn lists(self) -> (&'static str, &'static str) {
        match self {
            Self::Tls10 => (">=TLSv1", "!SSLv2, !SSLv3"),
            Self::Tls10Old => (">=TLSv1, <=TLSv1.2", "!SSLv2, !SSLv3, !TLSv1.3"),
            Self::Tls11 => (">=TLSv1.1", "!SSLv2, !SSLv3, !TLSv1"),
            Self::Tls11Old => (">=TLSv1.1, <=TLSv1.2", "!SSLv2, !SSLv3, !TLSv1, !TLSv1.3"),
            Self::Tls12 => (">=TLSv1.2", "!SSLv2, !SSLv3, !TLSv1, !TLSv1.1"),
            Self::Tls12Old => (
                ">=TLSv1.2, <=TLSv1.2",
                "!SSLv2, !SSLv3, !TLSv1, !TLSv1.1, !TLSv1.3",
            ),
        }
    }
}
