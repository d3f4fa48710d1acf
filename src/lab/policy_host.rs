//! The web server that hands out an MTA-STS policy (RFC 8461 §3.3), as data that becomes a script.

use std::time::Duration;

use super::certificate::CertificateSpec;
use super::scenario::{Behaviour, Host, host};
use super::script::Act;
use super::tls::TlsProfile;

/// The pause between two octets of a slow body.
const SLOWNESS: Duration = Duration::from_millis(200);

/// A policy host. The `Default` has the media type that it should have (RFC 8461 §3.2), and a policy of nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyHost {
    /// Its TLS.
    pub tls: TlsProfile,
    /// The status of the response, such as `200 OK`.
    pub status: String,
    /// The header fields, besides those that say how long the body is.
    pub headers: Vec<String>,
    /// The body.
    pub body: Body,
}

/// What follows the head of a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// This text.
    Text(String),
    /// This text, in chunks of that many octets.
    Chunked(String, usize),
    /// This text, one octet after the other, with a pause after each.
    Slow(String),
    /// Octets for as long as the client reads; the head says that there are so many.
    Long(u64),
    /// Chunks for as long as the client reads.
    EndlessChunks,
    /// Nothing at all, not even a head: the request is heard, and not answered.
    Silence,
}

impl PolicyHost {
    /// One that hands out this policy, as it should be.
    pub fn new(policy: &str) -> Self {
        Self {
            body: Body::Text(policy.to_owned()),
            ..Self::default()
        }
    }

    /// The same with that certificate.
    pub fn with_certificate(self, certificate: CertificateSpec) -> Self {
        let tls = TlsProfile {
            certificate,
            ..self.tls
        };
        Self { tls, ..self }
    }

    /// The host of that name for a domain: `mta-sts.` before it, on the port of HTTPS.
    pub fn of(self, domain: &str) -> Host {
        host(&format!("mta-sts.{domain}"), self).on(443)
    }

    fn head(&self, length: &str) -> Act {
        let mut head = format!("HTTP/1.1 {}\r\n", self.status);
        for header in self.headers.iter().map(String::as_str).chain([length]) {
            head.push_str(header);
            head.push_str("\r\n");
        }
        head.push_str("Connection: close\r\n\r\n");
        Act::Send(head.into_bytes())
    }

    fn response(&self) -> Vec<Act> {
        let length = |octets: u64| self.head(&format!("Content-Length: {octets}"));
        let chunked = || self.head("Transfer-Encoding: chunked");
        match &self.body {
            Body::Text(text) => vec![length(octets(text)), Act::Send(text.clone().into_bytes())],
            Body::Chunked(text, size) => vec![chunked(), Act::Send(chunks(text, *size))],
            Body::Slow(text) => {
                let slowly = Act::SendSplit {
                    bytes: text.clone().into_bytes(),
                    size: 1,
                    every: SLOWNESS,
                };
                vec![length(octets(text)), slowly]
            }
            Body::Long(octets) => {
                let line = format!("{}\n", "x".repeat(1023));
                vec![length(*octets), Act::SendEndlessly(line.into_bytes())]
            }
            Body::EndlessChunks => {
                let chunk = format!("400\r\n{}\n\r\n", "x".repeat(1023));
                vec![chunked(), Act::SendEndlessly(chunk.into_bytes())]
            }
            Body::Silence => vec![Act::Stall],
        }
    }
}

impl Default for PolicyHost {
    fn default() -> Self {
        Self {
            tls: TlsProfile::default(),
            status: "200 OK".to_owned(),
            headers: vec!["Content-Type: text/plain".to_owned()],
            body: Body::Text(String::new()),
        }
    }
}

impl From<PolicyHost> for Behaviour {
    fn from(policy_host: PolicyHost) -> Self {
        let mut script = vec![Act::Handshake(policy_host.tls.clone()), Act::Request];
        script.extend(policy_host.response());
        Behaviour::Script(script)
    }
}

fn octets(text: &str) -> u64 {
    u64::try_from(text.len()).unwrap_or(u64::MAX)
}

/// The text in chunks, behind which an empty one ends it.
fn chunks(text: &str, size: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    for chunk in text.as_bytes().chunks(size.max(1)) {
        bytes.extend(format!("{:x}\r\n", chunk.len()).into_bytes());
        bytes.extend_from_slice(chunk);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(b"0\r\n\r\n");
    bytes
}
