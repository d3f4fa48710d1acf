//! The trust anchors: from the system, from Mozilla's list, or from files; loaded in a thread beside DNS and TCP.

use super::{Anchor, Anchors};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use std::path::{Path, PathBuf};

/// Where trust anchors come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RootSource {
    /// The operating system's store, or what `SSL_CERT_FILE` and `SSL_CERT_DIR` name.
    System,
    /// Mozilla's list as it was when this smtls was built.
    Mozilla,
    /// The certificates in a PEM file.
    File(PathBuf),
    /// The certificates in all PEM files of a folder, such as OpenSSL's with its hashed links.
    Folder(PathBuf),
}

/// Why a file of trust anchors cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RootsError {
    /// The file cannot be read.
    #[error("{path} cannot be read: {error}", path = path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        error: std::io::Error,
    },
    /// The file holds no certificate that can be read.
    #[error("{path} holds no certificate in PEM form that can be read", path = .0.display())]
    NoCertificate(PathBuf),
    /// No file of the folder holds a certificate that can be read.
    #[error("no file in {path} holds a certificate in PEM form that can be read", path = .0.display())]
    EmptyFolder(PathBuf),
}

impl Anchors {
    /// Loads all sources into one set.
    ///
    /// # Errors
    /// Where a file that was named cannot be used. A system without a store gives an empty set, which the judge speaks of.
    pub fn load(sources: &[RootSource]) -> Result<Self, RootsError> {
        let mut all = Self {
            store_name: store_name(sources),
            anchors: Vec::new(),
            complaints: Vec::new(),
        };
        for source in sources {
            match source {
                RootSource::System => all.add_system(),
                RootSource::Mozilla => {
                    all.anchors
                        .extend(webpki_roots::TLS_SERVER_ROOTS.iter().map(|anchor| Anchor {
                            trust_anchor: anchor.clone(),
                            der: None,
                        }))
                }
                RootSource::File(path) => all.add_file(path)?,
                RootSource::Folder(path) => all.add_folder(path)?,
            }
        }
        Ok(all)
    }

    /// Both sets in one.
    pub fn and(mut self, other: Self) -> Self {
        if !other.anchors.is_empty() {
            self.store_name = format!("{} and {}", self.store_name, other.store_name);
        }
        self.anchors.extend(other.anchors);
        self.complaints.extend(other.complaints);
        self
    }

    fn add_system(&mut self) {
        let found = rustls_native_certs::load_native_certs();
        self.complaints
            .extend(found.errors.iter().map(ToString::to_string));
        self.anchors
            .extend(found.certs.into_iter().filter_map(anchor));
    }

    /// Files that hold no certificate are passed over: keys and revocation lists live in such folders as well. What is there
    /// twice, as a file and as a hashed link to it, counts once.
    fn add_folder(&mut self, path: &Path) -> Result<(), RootsError> {
        let unreadable = |error| RootsError::Unreadable {
            path: path.to_owned(),
            error,
        };
        let mut files = Vec::new();
        for entry in std::fs::read_dir(path).map_err(unreadable)? {
            files.push(entry.map_err(unreadable)?.path());
        }
        files.sort_unstable();
        let before = self.anchors.len();
        for file in files.iter().filter(|file| file.is_file()) {
            let Ok(pem) = std::fs::read(file) else {
                self.complaints.push(format!(
                    "{} cannot be read and was left out",
                    file.display()
                ));
                continue;
            };
            let certificates = CertificateDer::pem_slice_iter(&pem).filter_map(Result::ok);
            for anchor in certificates.filter_map(anchor) {
                let is_new = |other: &Anchor| other.der != anchor.der;
                let mut own = self.anchors.iter().skip(before);
                if own.all(is_new) {
                    self.anchors.push(anchor);
                }
            }
        }
        match self.anchors.len() > before {
            true => Ok(()),
            false => Err(RootsError::EmptyFolder(path.to_owned())),
        }
    }

    fn add_file(&mut self, path: &Path) -> Result<(), RootsError> {
        let pem = std::fs::read(path).map_err(|error| RootsError::Unreadable {
            path: path.to_owned(),
            error,
        })?;
        let certificates: Vec<_> = CertificateDer::pem_slice_iter(&pem)
            .collect::<Result<_, _>>()
            .map_err(|_| RootsError::NoCertificate(path.to_owned()))?;
        if certificates.is_empty() {
            return Err(RootsError::NoCertificate(path.to_owned()));
        }
        let given = certificates.len();
        let usable: Vec<Anchor> = certificates.into_iter().filter_map(anchor).collect();
        match given - usable.len() {
            0 => {}
            unusable if unusable == given => {
                return Err(RootsError::NoCertificate(path.to_owned()));
            }
            unusable => self.complaints.push(format!(
                "{}: {unusable} of {given} certificates cannot be read and were left out",
                path.display()
            )),
        }
        self.anchors.extend(usable);
        Ok(())
    }
}

/// A certificate as an anchor; one that webpki cannot read is none, as for any verifier.
fn anchor(der: CertificateDer<'static>) -> Option<Anchor> {
    let trust_anchor = webpki::anchor_from_trusted_cert(&der).ok()?.to_owned();
    Some(Anchor {
        trust_anchor,
        der: Some(der),
    })
}

fn store_name(sources: &[RootSource]) -> String {
    let names = sources.iter().map(|source| match source {
        RootSource::System => "the system store".to_owned(),
        RootSource::Mozilla => "Mozilla's roots".to_owned(),
        RootSource::File(path) | RootSource::Folder(path) => path.display().to_string(),
    });
    let names: Vec<_> = names.collect();
    if names.is_empty() {
        return "no store".to_owned();
    }
    names.join(" and ")
}
