//! The client certificate and its key, out of files that must fit together.

use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A client certificate with its key.
#[derive(Clone, Debug)]
pub struct ClientIdentity(pub(super) Arc<CertifiedKey>);

/// Why a client certificate cannot be used, in one sentence, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// A file cannot be read.
    #[error("{path} cannot be read: {error}", path = path.display())]
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
    #[error("{path} holds no private key in PEM form", path = .0.display())]
    NoKey(PathBuf),
    /// The key is encrypted.
    #[error("the private key in {path} is encrypted, and smtls asks for no passphrase", path = .0.display())]
    Encrypted(PathBuf),
    /// What stands in the key's place is damaged.
    #[error("the private key in {path} is damaged", path = .0.display())]
    Damaged(PathBuf),
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
        let private = private_key(key)?;
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

/// Whether anybody on this machine can read a file.
pub fn is_world_readable(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o004 != 0)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}

fn private_key(path: &Path) -> Result<PrivateKeyDer<'static>, IdentityError> {
    let pem = read(path)?;
    let says = |words: &[u8]| pem.windows(words.len()).any(|window| window == words);
    PrivateKeyDer::from_pem_slice(&pem).map_err(|_| {
        // PKCS #8 and the older form of OpenSSL.
        if says(b"-----BEGIN ENCRYPTED PRIVATE KEY-----") || says(b"Proc-Type: 4,ENCRYPTED") {
            IdentityError::Encrypted(path.to_owned())
        } else if says(b"PRIVATE KEY-----") {
            IdentityError::Damaged(path.to_owned())
        } else {
            IdentityError::NoKey(path.to_owned())
        }
    })
}

fn read(path: &Path) -> Result<Vec<u8>, IdentityError> {
    std::fs::read(path).map_err(|error| IdentityError::Unreadable {
        path: path.to_owned(),
        error,
    })
}
