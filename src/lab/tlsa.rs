//! TLSA records of certificates that are made when a lab starts.

use std::io;

use aws_lc_rs::digest::{SHA256, SHA512, digest};
use rustls::pki_types::CertificateDer;
use x509_parser::parse_x509_certificate;

use super::authority::Authority;
use super::certificate::CertificateSpec;
use super::server::Server;

/// A TLSA record that is wanted (RFC 6698 §2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsaSpec {
    /// The whole name of the record, such as `_25._tcp.mx1.good.test`.
    pub owner: String,
    /// The certificate usage: 3 for DANE-EE, 2 for DANE-TA.
    pub usage: u8,
    /// The selector: 0 for the certificate, 1 for its key.
    pub selector: u8,
    /// The matching type: 0 for all of it, 1 for SHA2-256, 2 for SHA2-512. Any other number goes with SHA2-256.
    pub matching_type: u8,
    /// What it is a record of.
    pub of: Pinned,
}

/// What a TLSA record is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pinned {
    /// The certificate of the host of that name.
    Host(String),
    /// The second certificate of the host of that name, which has two.
    SecondOf(String),
    /// The lab's intermediate.
    Intermediate,
    /// The lab's root.
    Root,
    /// A certificate that nobody shows, as before a key is changed or after it was.
    Another,
    /// These octets themselves, whatever selector and matching type say.
    Octets(Vec<u8>),
}

impl TlsaSpec {
    /// The record as a line of a zone file.
    pub(super) fn line(&self, servers: &[Server], authority: &Authority) -> io::Result<String> {
        let mut data = String::new();
        for octet in self.data(servers, authority)? {
            data.push_str(&format!("{octet:02x}"));
        }
        let Self {
            owner,
            usage,
            selector,
            matching_type,
            ..
        } = self;
        Ok(format!(
            "{owner} TLSA {usage} {selector} {matching_type} {data}"
        ))
    }

    fn data(&self, servers: &[Server], authority: &Authority) -> io::Result<Vec<u8>> {
        let der = match &self.of {
            Pinned::Host(host) => shown(servers, host, 0)?,
            Pinned::SecondOf(host) => shown(servers, host, 1)?,
            Pinned::Intermediate => authority.intermediate().clone(),
            Pinned::Root => authority.root().clone(),
            Pinned::Another => another(authority)?,
            Pinned::Octets(octets) => return Ok(octets.clone()),
        };
        let selected = match self.selector {
            1 => public_key(&der)?,
            _ => der.to_vec(),
        };
        Ok(match self.matching_type {
            0 => selected,
            2 => digest(&SHA512, &selected).as_ref().to_vec(),
            _ => digest(&SHA256, &selected).as_ref().to_vec(),
        })
    }
}

/// The first or second certificate that a host shows.
fn shown(servers: &[Server], host: &str, which: usize) -> io::Result<CertificateDer<'static>> {
    let mut servers = servers.iter();
    let server = servers.find(|server| server.host() == host);
    let certificate = server.and_then(|server| server.certificates().nth(which));
    certificate.cloned().ok_or_else(|| {
        let error = format!("{host} has no such certificate for a TLSA record");
        io::Error::new(io::ErrorKind::InvalidInput, error)
    })
}

fn another(authority: &Authority) -> io::Result<CertificateDer<'static>> {
    let identity = authority.issue("another.test", &CertificateSpec::default())?;
    let first = identity.chain.into_iter().next();
    first.ok_or_else(|| io::Error::other("a certificate without a chain"))
}

/// The SubjectPublicKeyInfo.
fn public_key(der: &[u8]) -> io::Result<Vec<u8>> {
    let (_, certificate) = parse_x509_certificate(der).map_err(io::Error::other)?;
    Ok(certificate.public_key().raw.to_vec())
}
