//! Senders that still do what a server has, where smtls and many others do not.

/// Which senders have TLS with a server, though by far not all do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SomeSenders {
    /// Those that still do TLS 1.0.
    Tls10,
    /// Those that still do TLS 1.1.
    Tls11,
    /// Those that take a suite without a certificate.
    Anonymous,
    /// Postfix where no certificate is to be verified, which takes ciphers, primes and signatures that OpenSSL's own settings do not.
    Postfix,
}

impl SomeSenders {
    /// What a sender does that demands no TLS, in words that follow "it is not known what a sender does".
    pub fn rule(self) -> &'static str {
        match self {
            Self::Tls10 => {
                "it delivers over TLS 1.0 if it still does that (Postfix does by default: smtp_tls_protocols = >=TLSv1); else it \
                 tries again in the clear, or defers"
            }
            Self::Tls11 => {
                "it delivers over TLS 1.1 if it still does that (Postfix does by default: smtp_tls_protocols = >=TLSv1); else it \
                 tries again in the clear, or defers"
            }
            Self::Postfix => {
                "it delivers over TLS if it takes what the server chose (Postfix at level may usually does); else it tries again in the \
                 clear, or defers"
            }
            Self::Anonymous => {
                "it delivers over TLS without a certificate if it takes that (Postfix at level may or encrypt usually does); else it \
                 tries again in the clear, or defers"
            }
        }
    }
}
