//! What is to be said against what the server would choose, apart from its version: its cipher, its key exchange, what it lacks.

use super::choice::{PRIME, prime_bits};
use super::kex::suite;
use super::words;
use crate::judge::check::Check;
use crate::judge::negotiated;
use crate::judge::verdict::{Status, Verdict};
use crate::tls::names::{Cipher, CipherSuiteName, KeyExchange, TLS_1_2};
use crate::tls::wire::{ExtensionType, ServerFlight};

/// The verdicts on what the server would choose.
pub(super) fn verdicts(choice: &ServerFlight) -> Vec<Verdict> {
    let suite = suite(choice);
    let of_suite = suite.into_iter().flat_map(|suite| {
        let cipher = cipher(choice, suite);
        cipher.into_iter().chain(exchange(choice, suite))
    });
    let mut verdicts: Vec<Verdict> = of_suite.collect();
    if choice.version == TLS_1_2 {
        verdicts.extend(negotiated::of_cleartext(
            choice.has(ExtensionType::EXTENDED_MASTER_SECRET),
            choice.has(ExtensionType::RENEGOTIATION_INFO),
            choice.compression,
        ));
    }
    verdicts
}

fn warn(choice: &ServerFlight, what: &str, fix: &str) -> Verdict {
    let reason = format!(
        "what the server would choose is {}: {what}",
        words::suite(choice.suite)
    );
    Verdict::new(Check::Handshake, Status::Warn, reason).with_fix(fix)
}

/// RFC 9325 §4.1, RFC 7465 §2.
fn cipher(choice: &ServerFlight, suite: &CipherSuiteName) -> Option<Verdict> {
    let what = match suite.encryption.cipher {
        Cipher::Null => "it does not encrypt at all (RFC 9325, section 4.1)",
        _ if suite.is_export() => {
            "its keys are of export grade, which anybody can break (RFC 9325, section 4.1)"
        }
        Cipher::Rc4 => "RC4 is forbidden (RFC 7465)",
        Cipher::Des | Cipher::Rc2 => {
            "its cipher has less than 112 bits of security, which can be broken (RFC 9325, section 4.1)"
        }
        Cipher::TripleDes => {
            "Triple-DES has less than 128 bits of security (RFC 9325, section 4.1)"
        }
        _ => return None,
    };
    Some(warn(
        choice,
        what,
        "let the server prefer suites with AES-GCM or ChaCha20-Poly1305, and take such ciphers out of its list",
    ))
}

/// RFC 9325 §4.1, §4.5.
fn exchange(choice: &ServerFlight, suite: &CipherSuiteName) -> Option<Verdict> {
    if suite.is_anonymous() {
        return Some(warn(
            choice,
            "it goes without a certificate, so that nobody can tell who the server is",
            "give the server a certificate and its key, and let it prefer suites with one",
        ));
    }
    if !suite.has_forward_secrecy() && suite.key_exchange != KeyExchange::Any {
        return Some(warn(
            choice,
            "it has no forward secrecy: whoever gets the server's key later can read the sessions of before (RFC 9325, section 4.1)",
            "let the server prefer ECDHE suites",
        ));
    }
    let bits = prime_bits(choice).filter(|bits| *bits < PRIME)?;
    let what = format!(
        "its Diffie-Hellman prime has {bits} bits, and is to have 2048 at least (RFC 9325, section 4.5)"
    );
    Some(warn(
        choice,
        &what,
        "let the server prefer ECDHE suites, or give it a prime of 2048 bits or more",
    ))
}
