//! Whether a server would speak anything once it is changed.

use super::super::suite::{Suite, Trait};
use super::table::Change;
use crate::audit::TlsFacts;
use crate::tls::names::KeyExchange;

/// What has to be done before some changes, or nothing is left that the server takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum First {
    /// It takes nothing with a certificate, for want of one.
    Certificate,
    /// It takes nothing that is new enough to be left.
    Newer,
}

impl First {
    /// It as what comes before a change, in the imperative.
    pub(super) fn before(self) -> &'static str {
        match self {
            Self::Certificate => {
                "give the server a certificate first, or nothing is left that it takes; then "
            }
            Self::Newer => {
                "let the server do TLS 1.2 and 1.3 with ECDHE first, or nothing is left that it takes; then "
            }
        }
    }

    /// It as what is done.
    pub(super) fn done(self) -> &'static str {
        match self {
            Self::Certificate => "it has a certificate",
            Self::Newer => "it does TLS 1.2 and 1.3 with ECDHE",
        }
    }
}

/// What has to be done before these changes, because nothing that the server takes today would be left; where nothing was seen,
/// that cannot be said.
pub(super) fn first(tls: &TlsFacts, changes: &[Change]) -> Option<First> {
    let versions = tls.versions.iter();
    let taken = versions.flat_map(|facts| {
        let suites = facts.suites.iter();
        suites.map(|it| (facts.version, Suite::of(facts.version, it.suite)))
    });
    let taken: Vec<(u16, Suite)> = taken.collect();
    let goes = |version: u16, suite: Suite| {
        changes.iter().any(|change| match change {
            Change::Exclude(words) => words.iter().any(|word| is_called(suite, word)),
            Change::Oldest(oldest) | Change::OldestOnce(oldest) => version < *oldest,
            _ => false,
        })
    };
    let mut all = taken.iter();
    if taken.is_empty() || !all.all(|(version, suite)| goes(*version, *suite)) {
        return None;
    }
    let mut all = taken.iter();
    Some(match all.all(|(_, suite)| !suite.has_certificate()) {
        true => First::Certificate,
        false => First::Newer,
    })
}

/// Whether one of OpenSSL's words for suites means this one.
fn is_called(suite: Suite, word: &str) -> bool {
    let has = |exchange| suite.key_exchange() == Some(exchange);
    let kind = match word {
        "eNULL" => Trait::Null,
        "aNULL" => Trait::Anonymous,
        "EXPORT" => Trait::Export,
        "LOW" => Trait::Below112,
        "RC4" => Trait::Rc4,
        "3DES" => Trait::SmallBlock,
        "kRSA" => return has(KeyExchange::Rsa),
        "kPSK" => return has(KeyExchange::Psk),
        "kRSAPSK" => return has(KeyExchange::RsaPsk),
        "kDHr" => return has(KeyExchange::Dh),
        "kECDH" => return has(KeyExchange::Ecdh),
        _ => return false,
    };
    suite.is(kind)
}
