//! What is to be said against what the server would choose, apart from its version: its cipher, its key exchange, what it lacks.

use super::kex::{KeyExchange, key_exchange};
use super::words;
use crate::judge::check::Check;
use crate::judge::negotiated;
use crate::judge::verdict::{Status, Verdict};
use crate::tls::names;
use crate::tls::wire::{ExtensionType, ServerFlight};

/// The least length of a prime, in bits (RFC 9325 §4.5).
const PRIME: u32 = 2048;

/// TLS 1.2.
const TLS12: u16 = 0x0303;

/// The verdicts on what the server would choose.
pub(super) fn verdicts(choice: &ServerFlight) -> Vec<Verdict> {
    let mut verdicts: Vec<Verdict> = cipher(choice).into_iter().chain(exchange(choice)).collect();
    if choice.version == TLS12 {
        verdicts.extend(negotiated::of_cleartext(
            choice.has(ExtensionType::EXTENDED_MASTER_SECRET),
            choice.has(ExtensionType::RENEGOTIATION_INFO),
            choice.compression,
        ));
    }
    verdicts
}

fn warn(choice: &ServerFlight, what: &str, fix: &str) -> Verdict {
    let reason = format!("of what the server would choose, {}: {what}", words::choice(choice));
    Verdict::new(Check::Handshake, Status::Warn, reason).with_fix(fix)
}

/// RFC 9325 §4.1.
fn cipher(choice: &ServerFlight) -> Option<Verdict> {
    let name = names::cipher_suite(choice.suite)?.name;
    let has = |word: &str| name.contains(word);
    let what = match () {
        () if has("_WITH_NULL_") => "it does not encrypt at all (RFC 9325, section 4.1)",
        () if has("EXPORT") => {
            "its keys are of export grade, which anybody can break (RFC 9325, section 4.1)"
        }
        () if has("_RC4_") => "RC4 is forbidden (RFC 7465)",
        () if has("_WITH_DES_") || has("_RC2_") => {
            "its cipher has less than 112 bits of security, which anybody can break (RFC 9325, section 4.1)"
        }
        () if has("3DES") => {
            "Triple-DES has less than 128 bits of security (RFC 9325, section 4.1)"
        }
        () => return None,
    };
    Some(warn(
        choice,
        what,
        "let the server prefer suites with AES-GCM or ChaCha20-Poly1305, and take such ciphers out of its list",
    ))
}

/// RFC 9325 §4.1, §4.5.
fn exchange(choice: &ServerFlight) -> Option<Verdict> {
    let prime = choice.key_exchange.as_ref().and_then(|it| it.dh.as_ref());
    let short = prime.map(|dh| dh.bits()).filter(|bits| *bits < PRIME);
    let fix = "let the server prefer ECDHE suites";
    Some(match key_exchange(choice.suite) {
        KeyExchange::Rsa | KeyExchange::RsaExport | KeyExchange::Static => warn(
            choice,
            "no forward secrecy: whoever gets the server's key later can read the sessions of before (RFC 9325, section 4.1)",
            fix,
        ),
        KeyExchange::Anonymous => warn(
            choice,
            "without a certificate nobody can tell who the server is",
            "give the server a certificate and its key, and let it prefer suites with one",
        ),
        KeyExchange::Dhe => {
            let bits = short?;
            let what = format!(
                "its Diffie-Hellman prime has {bits} bits, and is to have 2048 at least (RFC 9325, section 4.5)"
            );
            warn(
                choice,
                &what,
                "let the server prefer ECDHE suites, or give it a prime of 2048 bits or more",
            )
        }
        KeyExchange::Ecdhe | KeyExchange::Tls13 | KeyExchange::Other => return None,
    })
}
