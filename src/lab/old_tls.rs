//! A server of long ago, of which the lab plays the first flight: enough to tell what it would choose.

use rustls::pki_types::CertificateDer;

use super::certificate::{CertificateSpec, Key};
use super::hello::ClientHello;
use super::tls::TlsProfile;

/// What a server of long ago does in TLS up to 1.2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OldTls {
    /// The one version that it speaks, by its number on the wire.
    pub version: u16,
    /// The one cipher suite that it has.
    pub suite: u16,
    /// The body of its ServerKeyExchange; empty where the suite has none.
    pub key_exchange: Vec<u8>,
    /// What its certificate is; the rest of the profile does not count. Nothing for an anonymous suite.
    pub certificate: Option<TlsProfile>,
}

impl OldTls {
    /// A server that has this suite alone, in this version alone, with a key exchange by its RSA key.
    pub fn new(version: u16, suite: u16) -> Self {
        Self {
            version,
            suite,
            key_exchange: Vec::new(),
            certificate: Some(TlsProfile {
                certificate: CertificateSpec {
                    key: Key::Rsa2048,
                    ..CertificateSpec::default()
                },
                ..TlsProfile::default()
            }),
        }
    }

    /// What it answers: its first flight, or why it refuses.
    pub(super) fn answer(&self, hello: &ClientHello, chain: &[CertificateDer<'_>]) -> Vec<u8> {
        if !hello.offers(self.version) {
            return alert(70);
        }
        if !hello.suites.contains(&self.suite) {
            return alert(40);
        }
        let mut body = self.version.to_be_bytes().to_vec();
        body.extend([7; 32]);
        // No session to resume; no compression, no extensions.
        body.push(0);
        body.extend(self.suite.to_be_bytes());
        body.push(0);
        let mut flight = message(2, &body);
        if !chain.is_empty() {
            let chain: Vec<u8> = chain.iter().flat_map(|der| vector24(der)).collect();
            flight.extend(message(11, &vector24(&chain)));
        }
        if !self.key_exchange.is_empty() {
            flight.extend(message(12, &self.key_exchange));
        }
        flight.extend(message(14, &[]));
        // Records hold 2^14 octets at most (RFC 9846 §5.1).
        let records = flight.chunks(1 << 14).map(|part| {
            let length = u16::try_from(part.len()).unwrap_or_default();
            let version = self.version.to_be_bytes();
            [&[22][..], &version, &length.to_be_bytes(), part].concat()
        });
        records.collect::<Vec<_>>().concat()
    }
}

/// A fatal alert in a record of its own.
pub(super) fn alert(number: u8) -> Vec<u8> {
    vec![21, 3, 1, 0, 2, 2, number]
}

fn message(kind: u8, body: &[u8]) -> Vec<u8> {
    [&[kind][..], &vector24(body)].concat()
}

/// A vector behind its length in three octets.
fn vector24(content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len())
        .unwrap_or_default()
        .to_be_bytes();
    let [_, length @ ..] = length;
    [&length[..], content].concat()
}
