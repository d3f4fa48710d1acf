//! Files with certificates and keys: read once, bounded, and never more of a private key than its public part.

use crate::certificate::{Certificate, KeySource, Material, MaterialError, SignedBy};
use crate::cli::UsageError;
use crate::judge::dane::publish::{Credential, Role};
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// What files show, and what there is to know of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Given {
    pub(super) credentials: Vec<Credential>,
    pub(super) notes: Vec<String>,
}

/// The files of which together the records are those of one host.
pub(super) fn current(files: &[PathBuf]) -> Result<Given, UsageError> {
    let all = all(files, Role::Current)?;
    if all.credentials.is_empty() {
        return Err(UsageError::new(
            "there is nothing but a private key in the files, and of a private key nothing is used here",
            "name the certificate, or the public key: openssl pkey -in FILE -pubout makes one; --next takes a private key too",
        ));
    }
    Ok(all)
}

/// What comes next.
pub(super) fn next(files: &[PathBuf]) -> Result<Given, UsageError> {
    all(files, Role::Next)
}

fn all(files: &[PathBuf], role: Role) -> Result<Given, UsageError> {
    let mut all = Given::default();
    for file in files {
        let given = read(file, role)?;
        all.notes.extend(given.notes);
        for credential in given.credentials {
            match all.credentials.last_mut() {
                // The certificates of CAs may stand in files of their own.
                Some(before) if goes_on(before, &credential) => {
                    before.chain.extend(credential.chain);
                    before.places.extend(credential.places);
                }
                _ => all.credentials.push(credential),
            }
        }
    }
    for credential in &all.credentials {
        match credential.end_entity().filter(|first| is_of_ca(first)) {
            Some(ca) if !ca.is_self_issued() => {
                return Err(UsageError::new(
                    format!(
                        "the first certificate in {} is that of a CA, {ca}, and not a server's",
                        credential.places.join(", ")
                    ),
                    "put the server's own certificate in front of it, or name its file first",
                ));
            }
            Some(root) => all.notes.push(format!(
                "{root} is a CA's certificate, signed by itself: here it is taken for what the server itself shows; if it is not, put the \
                 server's own certificate in front of it"
            )),
            None => {}
        }
    }
    Ok(all)
}

fn is_of_ca(certificate: &Certificate) -> bool {
    let contents = certificate.contents.as_ref();
    contents.is_ok_and(|contents| contents.is_ca)
}

/// Whether what a file holds goes on with the chain of the file before it.
fn goes_on(before: &Credential, credential: &Credential) -> bool {
    let first = credential.end_entity();
    let is_above = |first: &Certificate| is_of_ca(first) && belongs(&before.chain, first);
    !before.chain.is_empty() && first.is_some_and(is_above)
}

/// Whether a certificate may be one above those of a chain. A server's own may be signed by itself and look like a CA's: where
/// a chain has come to its root, only what signed one of it belongs to it.
fn belongs(chain: &[Certificate], certificate: &Certificate) -> bool {
    let has_root = chain.iter().any(Certificate::is_self_issued);
    let signed = || {
        chain
            .iter()
            .any(|below| below.is_signed_by(certificate) == SignedBy::Yes)
    };
    !certificate.is_self_issued() || !has_root || signed()
}

fn read(path: &Path, role: Role) -> Result<Given, UsageError> {
    let octets = octets(path).map_err(|error| {
        UsageError::new(
            format!("{} cannot be read: {error}", path.display()),
            "name a file with a certificate, a request for one or a public key, in PEM or DER",
        )
    })?;
    let material = Material::read(&octets).map_err(|error| refusal(path, error))?;
    let place = path.display().to_string();
    let mut given = Given::default();
    let is_chain = !material.certificates.is_empty();
    if is_chain {
        let certificates = material.certificates;
        for chain in chains(certificates) {
            given
                .credentials
                .push(Credential::of_chain(role, place.clone(), chain));
        }
    }
    for bare in material.keys {
        let is_private = bare.source == KeySource::PrivateKey;
        if is_private && (is_chain || role == Role::Current) {
            continue;
        }
        let place = format!("{place}, {}", bare.source.words());
        given
            .credentials
            .push(Credential::of_key(role, place, bare.key));
    }
    if material.has_private_key && is_chain {
        given.notes.push(format!(
            "there is a private key in {}, of which nothing was used",
            path.display()
        ));
    }
    Ok(given)
}

/// A file with the chain of one server, or with several certificates none of which issued another, such as an RSA and an ECDSA one.
fn chains(certificates: Vec<Certificate>) -> Vec<Vec<Certificate>> {
    let mut chains: Vec<Vec<Certificate>> = Vec::new();
    for certificate in certificates {
        let is_own = certificate
            .contents
            .as_ref()
            .is_ok_and(|contents| !contents.is_ca && !certificate.is_self_issued());
        match chains.last_mut() {
            Some(chain) if !is_own && belongs(chain, &certificate) => chain.push(certificate),
            _ => chains.push(vec![certificate]),
        }
    }
    chains
}

fn refusal(path: &Path, error: MaterialError) -> UsageError {
    let hint = match error {
        MaterialError::Encrypted => {
            "give its certificate instead, or its public key: openssl pkey -in FILE -pubout makes one"
        }
        MaterialError::UnusableKey => "give its certificate or its public key instead",
        MaterialError::TooLarge | MaterialError::TooMany => {
            "name the file of the server's own certificates, not a bundle of all CAs"
        }
        MaterialError::Damaged | MaterialError::Unreadable(_) | MaterialError::Nothing => {
            "a certificate in PEM begins with -----BEGIN CERTIFICATE-----, a public key with -----BEGIN PUBLIC KEY-----"
        }
    };
    UsageError::new(format!("{} cannot be used: {error}", path.display()), hint)
}

/// The octets of a regular file, or as many as show that it is too long. Other files may have no end, or never begin.
fn octets(path: &Path) -> io::Result<Zeroizing<Vec<u8>>> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is no regular file"));
    }
    // Room for all of it at once, so that no copy of a key is left behind where the buffer grew.
    let room = Material::LARGEST + 1;
    let mut octets = Zeroizing::new(Vec::with_capacity(room));
    let most = u64::try_from(room).unwrap_or(u64::MAX);
    File::open(path)?.take(most).read_to_end(&mut octets)?;
    Ok(octets)
}
