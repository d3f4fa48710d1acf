//! What a file holds of which TLSA records can be made: certificates, requests for them, and public keys, in PEM or DER.

use rustls::crypto::aws_lc_rs::sign::any_supported_type;
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::{PemObject, SectionKind};
use x509_parser::certification_request::X509CertificationRequest;
use x509_parser::prelude::FromDer;
use zeroize::Zeroize;

use super::{Certificate, PublicKey};

/// What a file holds. Of a private key only the public part is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Material {
    /// The certificates, in the order of the file.
    pub certificates: Vec<Certificate>,
    /// Keys without a certificate, in the order of the file.
    pub keys: Vec<BareKey>,
    /// Whether there is a private key in it, readable or not.
    pub has_private_key: bool,
}

/// A key without a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BareKey {
    /// Where it stood.
    pub source: KeySource,
    /// The key.
    pub key: PublicKey,
}

/// Where a key without a certificate **comes from**.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeySource {
    /// A SubjectPublicKeyInfo (RFC 7468 §13).
    PublicKey,
    /// A request for a certificate (PKCS #10).
    Request,
    /// The public part of a private key.
    PrivateKey,
}

/// Why a file is of no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MaterialError {
    /// It is longer than [`Material::LARGEST`].
    #[error("it is longer than 1 MiB, which no certificates are")]
    TooLarge,
    /// There are more certificates and keys than [`Material::MOST`].
    #[error("there are more than 100 certificates and keys in it")]
    TooMany,
    /// Something between the lines of PEM is damaged.
    #[error(
        "the PEM in it is damaged: there is no base64 between its lines, or the last line is missing"
    )]
    Damaged,
    /// A public key or request cannot be read.
    #[error("a {0} in it cannot be read")]
    Unreadable(&'static str),
    /// The only thing in it is an encrypted private key.
    #[error("the private key in it is encrypted, and smtls asks for no passphrase")]
    Encrypted,
    /// A private key is damaged, or of a kind that smtls cannot make the public part of.
    #[error("the private key in it is damaged, or of a kind that smtls does not know")]
    UnusableKey,
    /// There is nothing in it.
    #[error("there is no certificate and no key in it, neither as PEM nor as DER")]
    Nothing,
}

impl Material {
    /// How long a file may be, in octets.
    pub const LARGEST: usize = 1 << 20;
    /// How many certificates and keys may be in it.
    pub const MOST: usize = 100;

    /// Reads the octets of a file.
    ///
    /// # Errors
    /// Where they are of no use.
    pub fn read(octets: &[u8]) -> Result<Self, MaterialError> {
        if octets.len() > Self::LARGEST {
            return Err(MaterialError::TooLarge);
        }
        match says(octets, b"-----BEGIN ") {
            true => Self::pem(octets),
            false => Self::der(octets),
        }
    }

    fn pem(octets: &[u8]) -> Result<Self, MaterialError> {
        // PKCS #8 and the older form of OpenSSL, whose lines in front of the base64 no reader of PEM expects.
        let old = says(octets, b"Proc-Type: 4,ENCRYPTED");
        let encrypted = old || says(octets, b"-----BEGIN ENCRYPTED PRIVATE KEY-----");
        let mut found = Self {
            has_private_key: encrypted,
            ..Self::default()
        };
        let mut unusable = false;
        for section in <(SectionKind, Vec<u8>)>::pem_slice_iter(octets) {
            let (kind, mut der) = match section {
                Ok(section) => section,
                Err(_) if old => continue,
                Err(_) => return Err(MaterialError::Damaged),
            };
            match kind {
                SectionKind::Certificate => found.certificates.push(Certificate::from_der(&der)),
                SectionKind::PublicKey => found.keys.push(public_key(&der)?),
                SectionKind::Csr => found.keys.push(request(&der)?),
                SectionKind::PrivateKey
                | SectionKind::RsaPrivateKey
                | SectionKind::EcPrivateKey => {
                    found.has_private_key = true;
                    match public_part(kind, &mut der) {
                        Some(key) => found.keys.push(key),
                        None => unusable = true,
                    }
                }
                _ => {}
            }
            if found.certificates.len() + found.keys.len() > Self::MOST {
                return Err(MaterialError::TooMany);
            }
        }
        match found.certificates.is_empty() && found.keys.is_empty() {
            false => Ok(found),
            true if encrypted => Err(MaterialError::Encrypted),
            true if unusable => Err(MaterialError::UnusableKey),
            true => Err(MaterialError::Nothing),
        }
    }

    fn der(octets: &[u8]) -> Result<Self, MaterialError> {
        let certificate = Certificate::from_der(octets);
        if certificate.contents.is_ok() {
            return Ok(Self {
                certificates: vec![certificate],
                ..Self::default()
            });
        }
        let key = public_key(octets).or_else(|_| request(octets));
        Ok(Self {
            keys: vec![key.map_err(|_| MaterialError::Nothing)?],
            ..Self::default()
        })
    }
}

impl KeySource {
    /// What it is, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::PublicKey => "public key",
            Self::Request => "certificate request",
            Self::PrivateKey => "public part of the private key",
        }
    }
}

fn public_key(der: &[u8]) -> Result<BareKey, MaterialError> {
    let key = PublicKey::from_der(der);
    key.map(|key| BareKey {
        source: KeySource::PublicKey,
        key,
    })
    .ok_or(MaterialError::Unreadable("public key"))
}

fn request(der: &[u8]) -> Result<BareKey, MaterialError> {
    let unreadable = MaterialError::Unreadable("certificate request");
    let (_, request) = X509CertificationRequest::from_der(der).map_err(|_| unreadable)?;
    let info = &request.certification_request_info.subject_pki;
    Ok(BareKey {
        source: KeySource::Request,
        key: PublicKey::from_spki(info).ok_or(unreadable)?,
    })
}

/// The public part, after which nothing is left of the private one.
fn public_part(kind: SectionKind, der: &mut Vec<u8>) -> Option<BareKey> {
    let mut private = match kind {
        SectionKind::RsaPrivateKey => PrivateKeyDer::Pkcs1(std::mem::take(der).into()),
        SectionKind::EcPrivateKey => PrivateKeyDer::Sec1(std::mem::take(der).into()),
        _ => PrivateKeyDer::Pkcs8(std::mem::take(der).into()),
    };
    let signer = any_supported_type(&private);
    private.zeroize();
    let spki = signer.ok()?.public_key()?.to_vec();
    Some(BareKey {
        source: KeySource::PrivateKey,
        key: PublicKey::from_der(&spki)?,
    })
}

fn says(octets: &[u8], words: &[u8]) -> bool {
    octets.windows(words.len()).any(|window| window == words)
}
