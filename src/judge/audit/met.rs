//! Suites of one kind: where they were met, or why it cannot be said that there are none.

use super::suite::Suite;
use super::words::{version_name, versions};
use crate::audit::{AcceptedSuite, EvidenceId, Known, Support, TlsFacts, VersionFacts};

/// TLS 1.3; what is older has its suites in common.
pub(super) const TLS13: u16 = 0x0304;
/// TLS 1.2.
pub(super) const TLS12: u16 = 0x0303;
/// TLS 1.0.
pub(super) const TLS10: u16 = 0x0301;
/// SSL 3.0.
pub(super) const SSL3: u16 = 0x0300;
/// SSL 2.0.
pub(super) const SSL2: u16 = 0x0002;

/// What was met of one kind of suites.
pub(super) struct Met {
    /// The suites, each with the versions that take it and its first proof.
    pub(super) suites: Vec<(Suite, Vec<u16>, EvidenceId)>,
    /// Why more, or any, cannot be excluded.
    pub(super) open: Option<String>,
}

impl Met {
    /// Looks for suites of a kind in these versions.
    pub(super) fn of(
        tls: &TlsFacts,
        of_version: impl Fn(u16) -> bool,
        wanted: impl Fn(&Suite) -> bool,
    ) -> Self {
        let mut met = Self {
            suites: Vec::new(),
            open: None,
        };
        if tls.versions.is_empty() {
            met.open = Some("no version was asked for".to_owned());
        }
        for facts in tls.versions.iter().filter(|it| of_version(it.version)) {
            for accepted in &facts.suites {
                met.take(facts.version, accepted, &wanted);
            }
            if met.open.is_none() {
                met.open = open(facts, &wanted);
            }
        }
        met
    }

    fn take(&mut self, version: u16, accepted: &AcceptedSuite, wanted: &impl Fn(&Suite) -> bool) {
        let suite = Suite::of(accepted.suite);
        if !wanted(&suite) {
            return;
        }
        match self.suites.iter_mut().find(|(known, ..)| *known == suite) {
            Some((_, versions, _)) => versions.push(version),
            None => self.suites.push((suite, vec![version], accepted.evidence)),
        }
    }

    /// The proofs.
    pub(super) fn evidence(&self) -> impl Iterator<Item = EvidenceId> + '_ {
        self.suites.iter().map(|(_, _, evidence)| *evidence)
    }

    /// What was met, in words: "TLS_RSA_WITH_RC4_128_SHA and 2 more, at TLS 1.0 and TLS 1.2".
    pub(super) fn words(&self) -> String {
        let mut at: Vec<u16> = Vec::new();
        for version in self.suites.iter().flat_map(|(_, versions, _)| versions) {
            if !at.contains(version) {
                at.push(*version);
            }
        }
        at.sort_unstable();
        let first = self.suites.first().map(|(suite, ..)| suite.name.as_str());
        let more = match self.suites.len() {
            0 | 1 => String::new(),
            number => format!(" and {} more", number - 1),
        };
        format!(
            "{}{more}, at {}",
            first.unwrap_or_default(),
            versions(at.into_iter())
        )
    }
}

/// Why suites of a kind cannot be excluded in a version, where they cannot.
fn open(facts: &VersionFacts, wanted: &impl Fn(&Suite) -> bool) -> Option<String> {
    let _ = wanted;
    let why = match (&facts.support, &facts.incomplete) {
        (Known::NotTested(why), _) => why,
        (Known::Known(Support::Yes(_)), Some(why)) => why,
        (Known::Known(Support::No { .. } | Support::Yes(_)), _) => return None,
    };
    Some(format!("{}: {why}", version_name(facts.version)))
}
