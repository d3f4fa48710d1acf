//! Whether a server would speak anything once it is changed.

use super::super::suite::{Suite, Trait};
use super::table::Change;
use crate::audit::TlsFacts;
use crate::tls::names::{KeyExchange, TLS_1_2};

/// What has to be done before some changes, or too little is left that the server takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum First {
    /// It takes nothing with a certificate, for want of one.
    Certificate,
    /// It takes nothing that is new enough to be left.
    Newer,
    /// It takes nothing in TLS 1.2 that would be left, and senders without TLS 1.3 are many.
    Ecdhe,
}

impl First {
    /// Each of them.
    pub(super) const ALL: [Self; 3] = [Self::Certificate, Self::Newer, Self::Ecdhe];

    /// It as what comes before a change, in the imperative.
    pub(super) fn before(self) -> &'static str {
        match self {
            Self::Certificate => {
                "give the server a certificate first, or nothing is left that it takes; then "
            }
            Self::Newer => {
                "let the server do TLS 1.2 and 1.3 with ECDHE first, or nothing is left that it takes; then "
            }
            Self::Ecdhe => {
                "let the server do ECDHE in TLS 1.2 first, or nothing of TLS 1.2 is left; then "
            }
        }
    }

    /// It as the condition of a change.
    pub(super) fn once(self) -> &'static str {
        match self {
            Self::Certificate => "once it has a certificate",
            Self::Newer => "once it does TLS 1.2 and 1.3 with ECDHE",
            Self::Ecdhe => "once it does ECDHE in TLS 1.2",
        }
    }

    /// It as what is done.
    pub(super) fn done(self) -> &'static str {
        match self {
            Self::Certificate => "it has a certificate (or nothing is left that it takes)",
            Self::Newer => "it does TLS 1.2 and 1.3 with ECDHE (or nothing is left that it takes)",
            Self::Ecdhe => "it does ECDHE in TLS 1.2 (or nothing of TLS 1.2 is left)",
        }
    }
}

/// What has to be done before these changes, because too little would be left of what the server takes today; where nothing was seen,
/// that cannot be said.
pub(super) fn first(tls: &TlsFacts, changes: &[Change]) -> Option<First> {
    let versions = tls.versions.iter();
    let taken = versions.flat_map(|facts| {
        let suites = facts.suites.iter();
        suites.map(|it| (facts.version, Suite::of(facts.version, it.suite)))
    });
    let taken: Vec<(u16, Suite)> = taken.collect();
    let goes = |(version, suite): &(u16, Suite)| {
        changes.iter().any(|change| match change {
            Change::Exclude(words) => words.iter().any(|word| is_called(*suite, word)),
            Change::Oldest(oldest) | Change::OldestOnce(oldest) => version < oldest,
            _ => false,
        })
    };
    // Most senders have no use for what goes without a certificate, and nobody for what does not encrypt.
    let is_of_use = |(_, suite): &&(u16, Suite)| suite.has_certificate() && !suite.is(Trait::Null);
    let of_use: Vec<&(u16, Suite)> = taken.iter().filter(is_of_use).collect();
    let all_go = |of: &[&(u16, Suite)]| !of.is_empty() && of.iter().all(|it| goes(it));
    let of_tls12 = of_use.iter().filter(|(version, _)| *version == TLS_1_2);
    let of_tls12: Vec<&(u16, Suite)> = of_tls12.copied().collect();
    let all: Vec<&(u16, Suite)> = taken.iter().collect();
    if all_go(&of_use) || (of_use.is_empty() && all_go(&all)) {
        let has_certificate = all.iter().any(|(_, suite)| suite.has_certificate());
        return Some(match has_certificate {
            true => First::Newer,
            false => First::Certificate,
        });
    }
    all_go(&of_tls12).then_some(First::Ecdhe)
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
