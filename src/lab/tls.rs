//! How a server of the lab does TLS: what is wanted, and the rustls configuration made from it.

use std::io;
use std::sync::Arc;

use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::CertificateDer;
use rustls::server::danger::ClientCertVerifier;
use rustls::server::{ClientHello, ResolvesServerCert, WebPkiClientVerifier};
use rustls::sign::CertifiedKey;
use rustls::version::{TLS12, TLS13};
use rustls::{NamedGroup, ServerConfig, SupportedProtocolVersion};

use super::authority::Authority;
use super::certificate::CertificateSpec;

/// How a server does TLS.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TlsProfile {
    /// The protocol versions.
    pub versions: Versions,
    /// The key exchange groups in order of preference; empty means those of rustls.
    pub groups: Vec<NamedGroup>,
    /// The certificate.
    pub certificate: CertificateSpec,
    /// A second one, with another kind of key, for clients that cannot verify the signatures of the first.
    pub second: Option<CertificateSpec>,
    /// Whether the client is to show a certificate.
    pub client_certificate: ClientCertificate,
}

/// The protocol versions that a server speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Versions {
    /// TLS 1.2 and TLS 1.3.
    #[default]
    Both,
    /// TLS 1.2 only.
    Tls12,
    /// TLS 1.3 only.
    Tls13,
}

/// Whether a server wants a certificate of its client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClientCertificate {
    /// No.
    #[default]
    Unasked,
    /// It asks, and takes none for an answer; one that is shown must be by the lab's root.
    Asked,
    /// It insists on one by the lab's root. With TLS 1.3 the client hears the refusal only at its first read (RFC 9846 §4.5.1.3).
    Required,
}

/// A profile made ready for a host.
pub(super) struct Configured {
    pub(super) config: Arc<ServerConfig>,
    /// The end-entity certificates: the first, and the second where there are two.
    pub(super) certificates: Vec<CertificateDer<'static>>,
    /// The first of them, with the chain that is sent.
    pub(super) chain: Vec<CertificateDer<'static>>,
}

/// The certificates of a server, of which the first is shown whose signatures the client can verify.
#[derive(Debug)]
struct Fitting(Vec<Arc<CertifiedKey>>);

impl TlsProfile {
    /// What `host` needs to serve this profile, with certificates of its own.
    pub(super) fn configure(&self, host: &str, authority: &Authority) -> io::Result<Configured> {
        let provider = Arc::new(self.provider());
        let builder = ServerConfig::builder_with_provider(provider.clone())
            .with_protocol_versions(&self.versions.supported())
            .map_err(io::Error::other)?;
        let builder = match self.client_verifier(authority, provider.clone())? {
            Some(verifier) => builder.with_client_cert_verifier(verifier),
            None => builder.with_no_client_auth(),
        };
        // Not rustls's own way, which refuses a chain that does not begin with the key's certificate.
        let certify = |spec: &CertificateSpec| {
            let identity = authority.issue(host, spec)?;
            let key = provider.key_provider.load_private_key(identity.key);
            let key = key.map_err(io::Error::other)?;
            let own = identity.end_entity;
            Ok((own, Arc::new(CertifiedKey::new(identity.chain, key))))
        };
        let specs = [Some(&self.certificate), self.second.as_ref()];
        let identities = specs.into_iter().flatten().map(certify);
        let identities: Vec<_> = identities.collect::<io::Result<_>>()?;
        let (certificates, keys): (_, Vec<Arc<CertifiedKey>>) = identities.into_iter().unzip();
        let chain = keys.first().map(|key| key.cert.clone());
        Ok(Configured {
            chain: chain.unwrap_or_default(),
            config: Arc::new(builder.with_cert_resolver(Arc::new(Fitting(keys)))),
            certificates,
        })
    }

    fn provider(&self) -> CryptoProvider {
        let mut provider = aws_lc_rs::default_provider();
        if !self.groups.is_empty() {
            provider.kx_groups = self
                .groups
                .iter()
                .filter_map(|wanted| {
                    let mut known = aws_lc_rs::ALL_KX_GROUPS.iter().copied();
                    known.find(|group| group.name() == *wanted)
                })
                .collect();
        }
        provider
    }

    fn client_verifier(
        &self,
        authority: &Authority,
        provider: Arc<CryptoProvider>,
    ) -> io::Result<Option<Arc<dyn ClientCertVerifier>>> {
        if self.client_certificate == ClientCertificate::Unasked {
            return Ok(None);
        }
        let roots = Arc::new(authority.root_store()?);
        let mut builder = WebPkiClientVerifier::builder_with_provider(roots, provider);
        if self.client_certificate == ClientCertificate::Asked {
            builder = builder.allow_unauthenticated();
        }
        builder.build().map(Some).map_err(io::Error::other)
    }
}

impl ResolvesServerCert for Fitting {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let schemes = hello.signature_schemes();
        let mut keys = self.0.iter();
        let fitting = keys.find(|certified| certified.key.choose_scheme(schemes).is_some());
        // rustls then tells the client that they have no scheme in common.
        fitting.or(self.0.first()).cloned()
    }
}

impl Versions {
    fn supported(self) -> Vec<&'static SupportedProtocolVersion> {
        match self {
            Versions::Both => vec![&TLS13, &TLS12],
            Versions::Tls12 => vec![&TLS12],
            Versions::Tls13 => vec![&TLS13],
        }
    }
}
