//! What the ClientHello offers, and what else is the same for every handshake of a run.

use super::ClientIdentity;
use crate::certificate::KeyAlgorithm;
use rustls::crypto::{CryptoProvider, SupportedKxGroup, aws_lc_rs};
use rustls::{
    CipherSuite, KeyLog, NamedGroup, NoKeyLog, ProtocolVersion, SignatureScheme,
    SupportedCipherSuite, SupportedProtocolVersion,
};
use std::sync::Arc;

/// A TLS version that smtls negotiates itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// TLS 1.2 (RFC 9325 §3.1.1).
    Tls12,
    /// TLS 1.3 (RFC 9846).
    Tls13,
}

/// The parameters of one ClientHello.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Send the server name (RFC 6066 §3) where the peer has a name.
    pub send_server_name: bool,
    /// Send this name instead of the peer's.
    pub server_name: Option<String>,
    /// The lowest version offered.
    pub min: Version,
    /// The highest version offered.
    pub max: Version,
    /// The groups, most wanted first.
    pub groups: Vec<&'static dyn SupportedKxGroup>,
    /// The cipher suites, most wanted first.
    pub suites: Vec<SupportedCipherSuite>,
    /// The schemes by which the server may sign; empty means all that can be verified.
    pub schemes: Vec<SignatureScheme>,
    /// The application protocols (ALPN, RFC 7301); empty leaves the extension out, as mail knows none.
    pub protocols: Vec<Vec<u8>>,
    /// The client certificate to answer a request with.
    pub identity: Option<ClientIdentity>,
    /// Where the keys of sessions go.
    pub key_log: Arc<dyn KeyLog>,
}

/// What one ClientHello offered, as code points.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offered {
    /// The versions, newest first.
    pub versions: Vec<ProtocolVersion>,
    /// The cipher suites, most wanted first.
    pub suites: Vec<CipherSuite>,
    /// The groups, most wanted first.
    pub groups: Vec<NamedGroup>,
    /// The schemes by which the server may sign.
    pub schemes: Vec<SignatureScheme>,
    /// The application protocols (ALPN, RFC 7301).
    pub protocols: Vec<Vec<u8>>,
    /// The server name (RFC 6066 §3); `None` where there was none to send.
    pub server_name: Option<String>,
}

impl Offered {
    /// What smtls offers where nobody limits it, without a server name.
    pub fn usual() -> Self {
        Offer::default().told(None)
    }
}

/// Whether a signature of this scheme is made with an RSA key.
fn is_rsa(scheme: SignatureScheme) -> bool {
    matches!(
        scheme,
        SignatureScheme::RSA_PKCS1_SHA1
            | SignatureScheme::RSA_PKCS1_SHA256
            | SignatureScheme::RSA_PKCS1_SHA384
            | SignatureScheme::RSA_PKCS1_SHA512
            | SignatureScheme::RSA_PSS_SHA256
            | SignatureScheme::RSA_PSS_SHA384
            | SignatureScheme::RSA_PSS_SHA512
    )
}

impl Default for Offer {
    /// What rustls offers by itself: TLS 1.2 and 1.3, post-quantum key exchange first.
    fn default() -> Self {
        let provider = aws_lc_rs::default_provider();
        Self {
            send_server_name: true,
            server_name: None,
            min: Version::Tls12,
            max: Version::Tls13,
            groups: provider.kx_groups,
            suites: provider.cipher_suites,
            schemes: Vec::new(),
            protocols: Vec::new(),
            identity: None,
            key_log: Arc::new(NoKeyLog),
        }
    }
}

impl Offer {
    /// Leaves out the versions for which no suite or no group is offered; tells whether any is left.
    pub fn narrow(&mut self) -> bool {
        let tls13 =
            self.suites.iter().any(|suite| suite.tls13().is_some()) && !self.groups.is_empty();
        let tls12 = self.suites.iter().any(|suite| suite.tls13().is_none())
            && self
                .groups
                .iter()
                .any(|group| group.usable_for_version(ProtocolVersion::TLSv1_2));
        if !tls12 {
            self.min = self.min.max(Version::Tls13);
        }
        if !tls13 {
            self.max = self.max.min(Version::Tls12);
        }
        self.min <= self.max
    }

    /// The schemes by which the server may sign.
    pub(super) fn signature_schemes(&self) -> Vec<SignatureScheme> {
        match self.schemes.as_slice() {
            [] => aws_lc_rs::default_provider()
                .signature_verification_algorithms
                .supported_schemes(),
            some => some.to_vec(),
        }
    }

    /// The same for the certificate that a server with several shows to others: with RSA signatures only, or with none.
    /// Nothing where the schemes are limited already.
    pub fn for_another_key(&self, shown: &KeyAlgorithm) -> Option<Self> {
        let mut schemes = self.schemes.is_empty().then(|| self.signature_schemes())?;
        schemes.retain(|scheme| {
            is_rsa(*scheme) != matches!(shown, KeyAlgorithm::Rsa | KeyAlgorithm::RsaPss)
        });
        Some(Self {
            schemes,
            ..self.clone()
        })
    }

    /// What a ClientHello with this server name offers.
    pub(super) fn told(&self, server_name: Option<String>) -> Offered {
        let versions = self.versions();
        let is_offered = |suite: &&SupportedCipherSuite| {
            versions
                .iter()
                .any(|version| version.version == suite.version().version)
        };
        Offered {
            suites: self
                .suites
                .iter()
                .filter(is_offered)
                .map(SupportedCipherSuite::suite)
                .collect(),
            versions: versions.iter().map(|version| version.version).collect(),
            groups: self.groups.iter().map(|group| group.name()).collect(),
            schemes: self.signature_schemes(),
            protocols: self.protocols.clone(),
            server_name,
        }
    }

    /// Whether a post-quantum key share makes the ClientHello larger than one segment.
    pub fn is_large(&self) -> bool {
        let hybrid =
            |group: &&dyn SupportedKxGroup| !group.usable_for_version(ProtocolVersion::TLSv1_2);
        self.max == Version::Tls13 && self.groups.first().is_some_and(hybrid)
    }

    /// The versions as rustls wants them.
    pub(super) fn versions(&self) -> Vec<&'static SupportedProtocolVersion> {
        let mut versions = Vec::new();
        if self.max == Version::Tls13 {
            versions.push(&rustls::version::TLS13);
        }
        if self.min == Version::Tls12 {
            versions.push(&rustls::version::TLS12);
        }
        versions
    }

    /// The provider cut down to what is offered.
    pub(super) fn provider(&self) -> CryptoProvider {
        CryptoProvider {
            cipher_suites: self.suites.clone(),
            kx_groups: self.groups.clone(),
            ..aws_lc_rs::default_provider()
        }
    }
}
