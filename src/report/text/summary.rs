//! Postfix's log line for a TLS session, in Postfix's words, because people search their logs for it.

use crate::certificate::Certificate;
use crate::judge::Trust;
use crate::probe::Peer;
use crate::tls::names;
use crate::tls::{Handshake, Seen};
use rustls::ProtocolVersion;

/// `Verified TLS connection established to mx1.example.com[192.0.2.10]:25: TLSv1.3 with cipher …`.
pub fn tls_established(
    peer: &Peer,
    trust: Trust,
    handshake: &Handshake,
    seen: &Seen,
    chain: &[Certificate],
) -> String {
    let suite = names::cipher_suite(u16::from(handshake.suite));
    let version = names::protocol_version(u16::from(handshake.version));
    // Where the target is an address, Postfix takes the address for the name as well.
    let peer = match &peer.host {
        Some(_) => peer.to_string(),
        None => format!("{}{peer}", peer.address),
    };
    let mut line = format!(
        "{} TLS connection {} to {peer}: {} with cipher {} ({bits}/{bits} bits)",
        trust.word(),
        if handshake.resumed {
            "reused"
        } else {
            "established"
        },
        version.map_or("unknown", |version| version.postfix),
        suite.map_or("unknown", |suite| suite.openssl_or_name()),
        bits = suite.map_or(0, |suite| suite.bits()),
    );
    // Postfix tells these of TLS 1.3 only, where the cipher suite does not name them.
    if handshake.version != ProtocolVersion::TLSv1_3 {
        return line;
    }
    if let Some(group) = handshake
        .group
        .and_then(|group| names::group(u16::from(group)))
    {
        line.push_str(&format!(" key-exchange {}", group.postfix()));
    }
    let scheme = seen
        .signature
        .as_ref()
        .and_then(|(scheme, _)| names::signature_scheme(u16::from(*scheme)));
    if let Some(scheme) = scheme {
        let size = chain
            .first()
            .and_then(|certificate| certificate.contents.as_ref().ok()?.key.postfix_size());
        line.push(' ');
        line.push_str(&scheme.server_signature(size.as_deref()));
    }
    line
}
