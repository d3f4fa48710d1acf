//! Revocation lists out of files.

use crate::certificate::{RevocationList, UnusableList};
use rustls::pki_types::CertificateRevocationListDer;
use rustls::pki_types::pem::PemObject;
use std::path::{Path, PathBuf};

/// Why a file of revocation lists cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// The file cannot be read.
    #[error("{path} cannot be read: {error}", path = path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        error: std::io::Error,
    },
    /// What it holds cannot be used.
    #[error("{path} cannot be used as a revocation list: {reason}", path = path.display())]
    Unusable {
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: UnusableList,
    },
    /// It is PEM with something else in it.
    #[error("{path} holds no revocation list (X509 CRL)", path = .0.display())]
    NoList(PathBuf),
}

/// The revocation lists in a file: one in DER, or any number in PEM.
///
/// # Errors
/// Where the file cannot be read, or one of the lists in it cannot be used.
pub fn revocation_lists(path: &Path) -> Result<Vec<RevocationList>, ListError> {
    let octets = std::fs::read(path).map_err(|error| ListError::Unreadable {
        path: path.to_owned(),
        error,
    })?;
    let source = path.display().to_string();
    let read = |der: &[u8]| {
        RevocationList::from_der(der, &source).map_err(|reason| ListError::Unusable {
            path: path.to_owned(),
            reason,
        })
    };
    let is_pem = octets.windows(11).any(|window| window == b"-----BEGIN ");
    if !is_pem {
        return Ok(vec![read(&octets)?]);
    }
    let lists = CertificateRevocationListDer::pem_slice_iter(&octets);
    let lists = lists.map(|list| match list {
        Ok(der) => read(&der),
        Err(_) => Err(ListError::NoList(path.to_owned())),
    });
    let lists: Vec<RevocationList> = lists.collect::<Result<_, _>>()?;
    match lists.is_empty() {
        true => Err(ListError::NoList(path.to_owned())),
        false => Ok(lists),
    }
}
