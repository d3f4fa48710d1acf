//! What went wrong in TLS, in words that a mail administrator can act on.

use super::demands::Demands;
use super::foreign;
use crate::quote;
use crate::tls::names;
use crate::tls::{Seen, TlsFault};

/// How much of what came instead of TLS is quoted, in octets.
const QUOTED: usize = 160;

/// A fault as a sentence fragment, with what was offered where that is what the server complains of.
pub(super) fn fault(fault: &TlsFault, seen: Option<&Seen>) -> String {
    match fault {
        TlsFault::Alert(number) => match names::alert(*number) {
            Some(alert) => format!(
                "the server ended TLS with alert {number} ({}): {}{}",
                alert.name,
                alert.meaning,
                seen.map(|seen| context(*number, seen)).unwrap_or_default()
            ),
            None => format!("the server ended TLS with alert {number}, which no standard names"),
        },
        TlsFault::NotTls(octets) => format!(
            "plain text came where TLS was due: \"{}\"",
            quote::start(octets, QUOTED)
        ),
        TlsFault::Closed => "the server closed the connection during the handshake".to_owned(),
        TlsFault::Reset => "the server reset the connection during the handshake".to_owned(),
        TlsFault::TimedOut(after) => format!(
            "the handshake was not done within {} s",
            after.as_secs_f32()
        ),
        TlsFault::OldVersion(version) => {
            let known = version.and_then(names::protocol_version);
            let chosen = known.map_or("a version below TLS 1.2", |version| version.name);
            format!(
                "the server chose {chosen}, which is retired (RFC 8996); like the senders of today, smtls does TLS 1.2 and 1.3 only"
            )
        }
        TlsFault::Incompatible(what) => format!("the server does not fit what was offered: {what}"),
        TlsFault::Misbehaved(what) => format!("the server broke the protocol: {what}"),
        TlsFault::WrongSignature => {
            "the server's signature does not fit the key in its certificate".to_owned()
        }
        TlsFault::Other(error) => format!("the handshake failed: {error}"),
    }
}

/// What an alert is about in this handshake.
fn context(number: u8, seen: &Seen) -> String {
    let offered = &seen.offered;
    match number {
        // protocol_version
        70 => {
            let versions = offered.versions.iter();
            let versions = versions
                .filter_map(|version| names::protocol_version(u16::from(*version)))
                .map(|version| version.name);
            format!(" (offered: {})", versions.collect::<Vec<_>>().join(", "))
        }
        // unrecognized_name
        112 => match &offered.server_name {
            Some(name) => format!(" (sent: {name})"),
            None => " (none was sent)".to_owned(),
        },
        // bad_certificate to certificate_unknown, unknown_ca, certificate_required: they speak of the client's.
        42..=46 | 48 | 116 if seen.certificate_request.is_none() => {
            "; it means a client certificate, and had asked for none".to_owned()
        }
        _ => String::new(),
    }
}

/// What to do about a fault, where that is known.
pub(super) fn fix(fault: &TlsFault, demands: &Demands) -> Option<String> {
    // RFC 7672 §8.1, RFC 8461 §7.1, RFC 9325 §3.7: a server is not to insist on the server name, for senders may send none.
    if let (TlsFault::Alert(112) | TlsFault::Closed | TlsFault::Reset, Some(option)) =
        (fault, demands.server_name_option)
    {
        return Some(format!(
            "probe again without {option}; if that succeeds, the server insists on its own name as server name (SNI) and breaks senders that send none: let it show its certificate whatever is sent"
        ));
    }
    advice(fault, demands).map(str::to_owned)
}

fn advice(fault: &TlsFault, demands: &Demands) -> Option<&'static str> {
    match fault {
        TlsFault::NotTls(octets) if foreign::is_http(octets) => Some(
            "check the port: by its answer a web server listens there, or a load balancer before one",
        ),
        TlsFault::NotTls(_) if demands.implicit_tls => Some(
            "this port begins in the clear: probe it as smtp://HOST:PORT, or let the server begin with TLS",
        ),
        // internal_error: also OpenSSL's answer to TLS versions that its security level forbids, and OpenSMTPD's where it lost
        // its key to OpenSSL 3.
        TlsFault::Alert(80) => Some(
            "look into the server's log for what failed, such as its private key; where it is the version that was offered, \
             let the server do TLS 1.2 with ECDHE and AEAD suites, or TLS 1.3",
        ),
        // handshake_failure, protocol_version, insufficient_security
        TlsFault::Alert(40 | 70 | 71) => Some(
            "offer what the server can do, or let the server do TLS 1.2 with ECDHE and AEAD suites, or TLS 1.3: smtls offers these only",
        ),
        TlsFault::OldVersion(_) => Some(
            "let the server do TLS 1.2 or 1.3: bring its TLS library or its settings up to date",
        ),
        TlsFault::Alert(120) => {
            Some("leave out --alpn: no sender of mail offers application protocols")
        }
        TlsFault::Alert(112) => Some(
            "the server does not know the server name that was sent: try --no-sni, or --sni NAME",
        ),
        TlsFault::NotTls(_) => Some(
            "find out who answers in the clear after the 220: the server, or a device on the path",
        ),
        TlsFault::Closed | TlsFault::Reset | TlsFault::TimedOut(_) if demands.large_hello => Some(
            "look into the server's log; where it shows nothing, a device on the path may dislike a ClientHello of more than \
             one segment: probe again with --groups X25519, which makes it small",
        ),
        TlsFault::Closed | TlsFault::Reset => Some(
            "look into the server's log; a device on the path may also dislike the ClientHello",
        ),
        TlsFault::WrongSignature => Some(
            "install the private key that belongs to the certificate; where several certificates are sent, the server's own must come first",
        ),
        _ => None,
    }
}
