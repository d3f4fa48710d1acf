//! What the ClientHello offers, and the client certificate that may follow it.

use rustls::crypto::{CryptoProvider, SupportedKxGroup, aws_lc_rs};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;
use rustls::{ProtocolVersion, SupportedCipherSuite, SupportedProtocolVersion};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A TLS version that smtls negotiates itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// TLS 1.2 (RFC 5246).
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
    /// The client certificate to answer a request with.
    pub identity: Option<ClientIdentity>,
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
            identity: None,
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

/// A client certificate with its key.
#[derive(Clone, Debug)]
pub struct ClientIdentity(pub(super) Arc<CertifiedKey>);

/// Why a client certificate cannot be used, in one sentence, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// A file cannot be read.
    #[error("{path}: {error}", path = path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        error: std::io::Error,
    },
    /// The certificate file holds no certificate in PEM.
    #[error("{path} holds no certificate in PEM form", path = .0.display())]
    NoCertificate(PathBuf),
    /// The key file holds no private key in PEM.
    #[error("{path} holds no unencrypted private key in PEM form", path = .0.display())]
    NoKey(PathBuf),
    /// The key is of a kind that cannot sign here.
    #[error("the key in {path} is of a kind that smtls cannot use", path = .0.display())]
    UnusableKey(PathBuf),
    /// Key and certificate are not a pair.
    #[error("the key in {key} does not belong to the certificate in {certificate}", key = key.display(), certificate = certificate.display())]
    NotAPair {
        /// The certificate file.
        certificate: PathBuf,
        /// The key file.
        key: PathBuf,
    },
}

impl ClientIdentity {
    /// Reads a certificate chain and its key from PEM files; both may be the same file.
    ///
    /// # Errors
    /// Where a file cannot be read, holds something else, or the two do not belong together.
    pub fn load(certificate: &Path, key: &Path) -> Result<Self, IdentityError> {
        let chain: Vec<_> = CertificateDer::pem_slice_iter(&read(certificate)?)
            .collect::<Result<_, _>>()
            .map_err(|_| IdentityError::NoCertificate(certificate.to_owned()))?;
        if chain.is_empty() {
            return Err(IdentityError::NoCertificate(certificate.to_owned()));
        }
        let private = PrivateKeyDer::from_pem_slice(&read(key)?)
            .map_err(|_| IdentityError::NoKey(key.to_owned()))?;
        let signer = aws_lc_rs::sign::any_supported_type(&private)
            .map_err(|_| IdentityError::UnusableKey(key.to_owned()))?;
        let pair = CertifiedKey::new(chain, signer);
        match pair.keys_match() {
            Ok(()) => Ok(Self(Arc::new(pair))),
            Err(rustls::Error::InconsistentKeys(rustls::InconsistentKeys::KeyMismatch)) => {
                Err(IdentityError::NotAPair {
                    certificate: certificate.to_owned(),
                    key: key.to_owned(),
                })
            }
            // The public key cannot be compared for every kind of key; then the server decides.
            Err(rustls::Error::InconsistentKeys(_)) => Ok(Self(Arc::new(pair))),
            Err(_) => Err(IdentityError::NoCertificate(certificate.to_owned())),
        }
    }
}

fn read(path: &Path) -> Result<Vec<u8>, IdentityError> {
    std::fs::read(path).map_err(|error| IdentityError::Unreadable {
        path: path.to_owned(),
        error,
    })
}
