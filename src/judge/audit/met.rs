//! Suites of one kind: where they were met, or why it cannot be said that there are none.

use super::open::Open;
use super::suite::Suite;
use super::words::{version_name, versions};
use crate::audit::{AcceptedSuite, EvidenceId, Known, NotTested, Support, TlsFacts, VersionFacts};
use crate::tls::names::{CIPHER_KINDS, CIPHER_SUITES, SSL_2_0};

/// What was met of one kind of suites.
pub(super) struct Met {
    /// The suites, each with the versions that take it and its first proof.
    pub(super) suites: Vec<(Suite, Vec<u16>, EvidenceId)>,
    /// Why more, or any, cannot be excluded.
    pub(super) open: Option<Open>,
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
            met.open = Some("no version was asked for".into());
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
        let suite = Suite::of(version, accepted.suite);
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
        let first = self.suites.first().map(|(suite, ..)| suite.name());
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

/// The same with the name of the version.
fn open(facts: &VersionFacts, wanted: &impl Fn(&Suite) -> bool) -> Option<Open> {
    let why = why_left(facts, wanted)?;
    Some(Open::from(why).of(&version_name(facts.version)))
}

/// Why suites of a kind cannot be excluded in a version, where they cannot.
pub(super) fn why_left<'a>(
    facts: &'a VersionFacts,
    wanted: &impl Fn(&Suite) -> bool,
) -> Option<&'a NotTested> {
    match (&facts.support, &facts.incomplete) {
        (Known::NotTested(why), _) => Some(why),
        (Known::Known(Support::Yes(_)), Some(why)) if !all_refused(facts, wanted) => Some(why),
        (Known::Known(Support::No { .. } | Support::Yes(_)), _) => None,
    }
}

/// Whether every suite of a kind was refused that the version can have.
fn all_refused(facts: &VersionFacts, wanted: &impl Fn(&Suite) -> bool) -> bool {
    let mut all = of_version(facts.version);
    all.all(|(number, suite)| {
        let is_accepted = || facts.suites.iter().any(|accepted| accepted.suite == number);
        !wanted(&suite) || facts.refused.contains(&number) || is_accepted()
    })
}

/// Every suite that a version can have.
pub(super) fn of_version(version: u16) -> impl Iterator<Item = (u32, Suite)> {
    let kinds = CIPHER_KINDS.iter().filter(move |_| version == SSL_2_0);
    let suites = CIPHER_SUITES.iter();
    let suites = suites.filter(move |suite| suite.may_be_used_at(version));
    kinds
        .map(|kind| (kind.code_point, Suite::Ssl2(kind)))
        .chain(suites.map(|suite| (u32::from(suite.code_point), Suite::Tls(suite))))
}
