//! What came of a hello made by hand, as evidence and as facts.

use crate::tls::wire::{Answer, Hello};
use crate::tls::{Offered, Seen};
use rustls::pki_types::CertificateDer;

/// A hello that was sent instead of the TLS library's, and what came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// What was asked.
    pub hello: Hello,
    /// The octets that were sent.
    pub sent: Vec<u8>,
    /// The octets that came; bounded, and never more than the server's first flight.
    pub received: Vec<u8>,
    /// What they mean.
    pub answer: Answer,
}

impl Answered {
    /// What the server showed of itself, as a handshake shows it; nothing where it sent no certificates. It has proved nothing: what
    /// it signed was not checked, and no key was made.
    pub fn seen(&self) -> Option<Seen> {
        let (chain, staple) = match &self.answer {
            Answer::Flight(flight) => (flight.chain.as_slice(), flight.staple.clone()),
            Answer::Ssl2(hello) if !hello.certificate.is_empty() => {
                (std::slice::from_ref(&hello.certificate), None)
            }
            _ => return None,
        };
        let certificates = chain.iter().map(|der| CertificateDer::from(der.clone()));
        (!chain.is_empty()).then(|| Seen {
            offered: Offered {
                server_name: match &self.hello {
                    Hello::Tls(hello) => hello.server_name.clone(),
                    Hello::Ssl2(_) => None,
                },
                ..Offered::default()
            },
            chain: certificates.collect(),
            ocsp_staple: staple.unwrap_or_default(),
            ..Seen::default()
        })
    }
}
