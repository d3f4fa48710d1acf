//! Versions, suites, groups and answers in words; what has no name goes by its number.

use crate::quote;
use crate::tls::names::{self, TLS_1_3};
use crate::tls::wire::{Answer, ServerFlight};

/// How much of what came instead of TLS is quoted, in octets.
const QUOTED: usize = 80;

/// `TLS 1.0`.
pub(super) fn version(number: u16) -> String {
    let known = names::protocol_version(number);
    known.map_or_else(|| format!("version {number:#06x}"), |it| it.name.to_owned())
}

/// `TLS_RSA_WITH_AES_128_CBC_SHA`.
pub(super) fn suite(number: u16) -> String {
    let known = names::cipher_suite(number);
    known.map_or_else(|| format!("suite {number:#06x}"), |it| it.name.to_owned())
}

/// `secp256r1`.
pub(super) fn group(number: u16) -> String {
    let known = names::group(number);
    known.map_or_else(|| format!("group {number:#06x}"), |it| it.name.to_owned())
}

/// `rsa_pkcs1_sha256`.
pub(super) fn scheme(number: u16) -> String {
    let known = names::signature_scheme(number);
    known.map_or_else(|| format!("scheme {number:#06x}"), |it| it.name.to_owned())
}

/// `alert 70 (protocol_version)`.
pub(super) fn alert(number: u8) -> String {
    match names::alert(number) {
        Some(alert) => format!("alert {number} ({})", alert.name),
        None => format!("alert {number}"),
    }
}

/// `TLS 1.0 with TLS_RSA_WITH_AES_128_CBC_SHA`; in TLS 1.3 with the group, which the suite does not tell.
pub(super) fn choice(flight: &ServerFlight) -> String {
    let number = flight.group.filter(|_| flight.version >= TLS_1_3);
    let group = number.map_or(String::new(), |number| format!(" and {}", group(number)));
    format!(
        "{} with {}{group}",
        version(flight.version),
        suite(flight.suite)
    )
}

/// What came of SSL 2.0, in words that follow "the server".
pub(super) fn ssl2(answer: &Answer) -> &'static str {
    match answer {
        Answer::Ssl2(hello) if hello.kinds.is_empty() => {
            "answered in SSL 2.0, which is retired (RFC 6176), and has no cipher in common"
        }
        _ => "chose SSL 2.0, which is retired (RFC 6176)",
    }
}

/// An answer, in words that follow "the server": `chose TLS 1.0 with TLS_RSA_WITH_AES_128_CBC_SHA`, `closed the connection`.
pub fn answer(answer: &Answer) -> String {
    match answer {
        Answer::Flight(flight) if flight.not_offered.is_empty() => {
            format!("chose {}", choice(flight))
        }
        Answer::Flight(flight) => format!(
            "chose {}, of which was not offered: {}",
            choice(flight),
            flight.not_offered.join(", ")
        ),
        Answer::Ssl2(hello) if hello.kinds.is_empty() => {
            "answered in SSL 2.0, and has no cipher in common".to_owned()
        }
        Answer::Ssl2(_) => "chose SSL 2.0".to_owned(),
        Answer::Alert(refusal) => format!("answered with {}", alert(refusal.number)),
        Answer::NotTls(octets) => format!(
            "answered with what is no TLS: \"{}\"",
            quote::start(octets, QUOTED)
        ),
        Answer::Malformed(how) => format!("answered with what cannot be read: {how}"),
        Answer::Closed => "closed the connection".to_owned(),
        Answer::Reset => "reset the connection".to_owned(),
        Answer::TimedOut(after) => format!("said nothing within {} s", after.as_secs_f32()),
        Answer::Unfinished {
            after,
            warning: Some(number),
        } => format!(
            "sent a warning, {}, and no more within {} s",
            alert(*number),
            after.as_secs_f32()
        ),
        Answer::Unfinished { after, .. } => format!(
            "began to answer, and was not done within {} s",
            after.as_secs_f32()
        ),
    }
}
