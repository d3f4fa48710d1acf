//! Whether a server would speak anything once it is changed.

use super::super::suite::{Suite, Trait};
use super::table::Change;
use crate::audit::TlsFacts;

/// Whether nothing that the server takes today would be left after these changes; where nothing was seen, that cannot be said.
pub(super) fn leaves_nothing(tls: &TlsFacts, changes: &[Change]) -> bool {
    let versions = tls.versions.iter();
    let taken = versions.flat_map(|facts| {
        let suites = facts.suites.iter();
        suites.map(|it| (facts.version, Suite::of(facts.version, it.suite)))
    });
    let mut taken = taken.peekable();
    let goes = |version: u16, suite: Suite| {
        changes.iter().any(|change| match change {
            Change::Exclude(words) => words.iter().any(|word| is_called(suite, word)),
            Change::Oldest(oldest) | Change::OldestOnce(oldest) => version < *oldest,
            _ => false,
        })
    };
    taken.peek().is_some() && taken.all(|(version, suite)| goes(version, suite))
}

/// Whether one of OpenSSL's words for suites means this one.
fn is_called(suite: Suite, word: &str) -> bool {
    let kind = match word {
        "eNULL" => Trait::Null,
        "aNULL" => Trait::Anonymous,
        "EXPORT" => Trait::Export,
        "LOW" => Trait::Below112,
        "RC4" => Trait::Rc4,
        "3DES" => Trait::SmallBlock,
        "kRSA" => Trait::StaticRsa,
        _ => return false,
    };
    suite.is(kind)
}
