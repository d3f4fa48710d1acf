//! Servers that are good but for one thing, and scripts for those that are not.

use smtls::lab::{Act, CertificateSpec, Manners, TlsProfile};
use std::time::Duration;

/// A greeting, an EHLO reply with STARTTLS, and what opens TLS.
pub const GREETING: &str = "220 mx.lab.test ESMTP\r\n";
pub const EHLO: &str = "250-mx.lab.test\r\n250 STARTTLS\r\n";
pub const GO: &str = "220 2.0.0 go\r\n";

/// A good server but for the exact bytes of its greeting.
pub fn greeting(bytes: &str) -> Manners {
    Manners {
        greeting: Some(bytes.as_bytes().to_vec()),
        ..Manners::default()
    }
}

/// A good server but for its reply to one verb.
pub fn instead(verb: &'static str, reply: &str) -> Manners {
    Manners {
        instead: vec![(verb, reply.as_bytes().to_vec())],
        ..Manners::default()
    }
}

/// A good server but for the exact bytes that answer STARTTLS.
pub fn starttls(reply: &str) -> Manners {
    Manners {
        starttls: Some(reply.as_bytes().to_vec()),
        ..Manners::default()
    }
}

/// A good server that does not offer STARTTLS.
pub fn without_starttls() -> Manners {
    Manners {
        starttls: None,
        ..Manners::default()
    }
}

/// A good server but for its TLS.
pub fn with_tls(tls: TlsProfile) -> Manners {
    Manners {
        tls,
        ..Manners::default()
    }
}

/// A good server but for its certificate, which expired yesterday.
pub fn expired() -> Manners {
    with_tls(TlsProfile {
        certificate: CertificateSpec {
            days: -90..-1,
            ..CertificateSpec::default()
        },
        ..TlsProfile::default()
    })
}

/// A dialogue in the clear from greeting to the client's leave: what is sent, and what is awaited before it.
pub fn script(greeting: &str, exchanges: &[(&'static str, &str)]) -> Vec<Act> {
    let mut acts = vec![Act::Send(greeting.as_bytes().to_vec())];
    for (expected, reply) in exchanges {
        acts.push(Act::Expect(expected));
        acts.push(Act::Send(reply.as_bytes().to_vec()));
    }
    acts
}

/// A good server up to its answer to STARTTLS, then these acts.
pub fn starttls_script(reply: &str, acts: impl IntoIterator<Item = Act>) -> Vec<Act> {
    let mut all = script(GREETING, &[("EHLO", EHLO), ("STARTTLS", reply)]);
    all.extend(acts);
    all
}

/// A good server up to the end of the handshake, then a dialogue inside TLS.
pub fn inside(exchanges: &[(&'static str, &str)], end: impl IntoIterator<Item = Act>) -> Vec<Act> {
    let mut acts = starttls_script(GO, [Act::Handshake(TlsProfile::default())]);
    acts.extend(script("", exchanges).into_iter().skip(1));
    acts.extend(end);
    acts
}

/// A reset, but not before the client knows that it is connected.
pub fn reset_soon() -> Vec<Act> {
    vec![Act::Wait(Duration::from_millis(500)), Act::Reset]
}
