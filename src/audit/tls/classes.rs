//! The classes of suites that a profile may forbid.

use super::catalogue::{self, MOST};
use crate::tls::names::{Cipher, CipherSuiteName, KeyExchange, Mode, cipher_suite};

/// A **class** of suites, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// Nothing is encrypted.
    Null,
    /// Weakened for export.
    Export,
    /// RC4 or RC2.
    Rc4,
    /// Blocks of 64 bits.
    ShortBlocks,
    /// Nobody says who the server is.
    Anonymous,
    /// Without forward secrecy.
    Static,
    /// Cipher block chaining.
    Cbc,
    /// Diffie-Hellman in a finite field.
    FiniteField,
}

/// The classes that a suite belongs to.
pub(super) fn classes(suite: &CipherSuiteName) -> Vec<Class> {
    let encryption = suite.encryption;
    [
        (suite.is_null(), Class::Null),
        (suite.is_export(), Class::Export),
        (
            matches!(encryption.cipher, Cipher::Rc4 | Cipher::Rc2),
            Class::Rc4,
        ),
        (encryption.has_short_blocks(), Class::ShortBlocks),
        (suite.is_anonymous(), Class::Anonymous),
        (!suite.has_forward_secrecy(), Class::Static),
        (encryption.mode == Mode::Cbc, Class::Cbc),
        (suite.key_exchange == KeyExchange::Dhe, Class::FiniteField),
    ]
    .into_iter()
    .filter_map(|(belongs, class)| belongs.then_some(class))
    .collect()
}

/// What no rule book allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Forbidden {
    /// Nothing is encrypted.
    Null,
    /// RC4.
    Rc4,
    /// Less than 112 bits.
    Short,
}

/// Why a suite is allowed nowhere; nothing where it is.
pub(super) fn is_forbidden(suite: &CipherSuiteName) -> Vec<Forbidden> {
    let encryption = suite.encryption;
    [
        (suite.is_null(), Forbidden::Null),
        (encryption.cipher == Cipher::Rc4, Forbidden::Rc4),
        (
            suite.is_export() || encryption.strength() < 112,
            Forbidden::Short,
        ),
    ]
    .into_iter()
    .filter_map(|(is, what)| is.then_some(what))
    .collect()
}

/// The suites of a version that belong to a class which is not among these yet, the worst first; one hello full.
pub(super) fn unseen(version: u16, seen: &[Class]) -> Vec<u16> {
    let asked = catalogue::suites(version, MOST).into_iter().flatten();
    let asked = asked.filter_map(cipher_suite);
    let mut asked: Vec<_> = asked
        .filter_map(|suite| {
            let mut classes = classes(suite).into_iter();
            let worst = classes.find(|class| !seen.contains(class))?;
            Some((worst, suite.code_point))
        })
        .collect();
    asked.sort_by_key(|(worst, _)| *worst);
    // Rare suites of the milder classes give way.
    let common = catalogue::suites(version, MOST)
        .into_iter()
        .next()
        .unwrap_or_default();
    let is_needed = |(worst, suite): &(Class, u16)| *worst <= Class::Rc4 || common.contains(suite);
    let (mut needed, others): (Vec<_>, Vec<_>) = asked.into_iter().partition(is_needed);
    let room = MOST.saturating_sub(needed.len());
    needed.extend(others.into_iter().take(room));
    needed.truncate(MOST);
    needed.into_iter().map(|(_, suite)| suite).collect()
}
